"""A counter with a real encrypted store in a temporary folder, a clock that stands still, and keys that come in order.

desk = build(tmp_path)                    # the counter of clerk 0312, Monday 2026-03-16 09:00
desk = build(tmp_path, operator=SUPERVISOR)
desk = build(tmp_path, furnished=True)    # with the practice hall's first box of sixty blanks
later = as_operator(desk, SUPERVISOR)     # same store, somebody else signed in
desk.clock.advance(minutes=5)
reopened = reopen(desk)                   # as after a restart
"""

import atexit
import itertools
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import compiled_once  # noqa: F401 - has its effect as soon as a store is opened
from hall_server import WINDOWS, as_window

from desk.links.insured_roll import InsuredRoll
from desk.records.insured import InsuredRecords
from desk.records.numbers import public_number
from desk.records.opening import open_store
from desk.rules.journey import CaseState
from desk.rules.packs import load_policy
from desk.rules.policy import Policy
from desk.rules.reference import working_days
from desk.services import casebook, practice, roll, stock, windows_role
from desk.services.accounts import PRACTICE_PASSWORD
from desk.services.counter import Counter, Credential, Operator
from desk.settings import HallSettings, Settings

CLERK = Operator("0312", "clerk")
OTHER_CLERK = Operator("0313", "clerk")
SUPERVISOR = Operator("0301", "supervisor")
TECHNICIAN = Operator("0305", "technician")
AUDITOR = Operator("0307", "auditor")

MONDAY = "2026-03-16T09:00:00+08:00"


@dataclass
class StandingClock:
    """Stands still until it is told to go on."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)

    def set(self, text: str) -> None:
        self.at = datetime.fromisoformat(text)


def keys_in_order(prefix: str = "k") -> Callable[[], str]:
    """k0001, k0002 …"""
    numbers = itertools.count(1)
    return lambda: f"{prefix}{next(numbers):04d}"


def build(
    folder: Path,
    *,
    at: str = MONDAY,
    operator: Operator = CLERK,
    settings: Settings | None = None,
    clock: Any = None,
    people: bool = True,
    furnished: bool = False,
    db_url: str | None = None,
    windows: str = WINDOWS,
    settled: bool = False,
) -> Counter:
    """A counter over a new store in `folder`, or over the one that is `settled` there; the key lies beside it."""
    os.environ["GUITAI_KEY_DIR"] = str(folder / "keys")
    settings = settings or Settings()
    clock = clock or StandingClock(datetime.fromisoformat(at))
    if settled:
        people = False
    elif db_url is None and settings.store.key == "file":
        shutil.copytree(_made_before(settings, people, furnished), folder, dirs_exist_ok=True)
        people = False
    if db_url is not None:  # the owner makes the store and gives it out of hand
        owner = _counter(folder / "data", settings, clock, operator, False, db_url)
        windows_role.admit(owner, windows)
        owner.store.close()
        db_url = as_window(db_url, windows)
    counter = _counter(folder / "data", settings, clock, operator, people, db_url)
    return replace(counter, new_key=keys_in_order(f"{secrets.token_hex(4)}-")) if settled else counter


@cache
def _made_before(settings: Settings, people: bool, furnished: bool) -> Path:
    """A store made once for the whole run; every test gets a copy of it, key and all."""
    folder = Path(tempfile.mkdtemp(prefix="guitai-new-store-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    before, os.environ["GUITAI_KEY_DIR"] = os.environ["GUITAI_KEY_DIR"], str(folder / "keys")
    clock = StandingClock(datetime.fromisoformat(MONDAY))
    counter = _counter(folder / "data", settings, clock, CLERK, people, None)
    if furnished:
        practice.furnish(replace(counter, new_key=keys_in_order("furnished")))
    counter.store.close()
    for note in (folder / "keys").glob("*.seen"):
        note.unlink()
    os.environ["GUITAI_KEY_DIR"] = before
    return folder


def reopen(counter: Counter, **changes: Any) -> Counter:
    """Closes a counter's store and opens it again, as a restart would."""
    assert counter.store.path is not None
    data = counter.store.path.parent.parent
    counter.store.close()
    again = _counter(data, counter.settings, counter.clock, counter.operator, False, None)
    return replace(again, new_key=counter.new_key, **changes)


def open_counter(counter: Counter, data: Path) -> Counter:
    """A counter like another over the store of another data folder."""
    return _counter(data, counter.settings, counter.clock, counter.operator, False, None)


def as_operator(counter: Counter, operator: Operator) -> Counter:
    """The same window with somebody else signed in."""
    return replace(counter, operator=operator)


def _counter(
    data: Path, settings: Settings, clock: Any, operator: Operator, people: bool, db_url: str | None
) -> Counter:
    store = open_store(data, settings.store, db_url, clock=clock)
    hall = settings.hall.region + settings.hall.code
    records = InsuredRecords(store, hall)
    links = InsuredRoll(records, clock)
    counter = Counter(store, settings, demo_policy(), working_days(), clock, links, links, operator, keys_in_order())
    if people:
        roll.load_practice_people(counter)
    return counter


@cache
def demo_policy() -> Policy:
    """The pack every practice hall starts with."""
    return load_policy("demo")


NEXT_DOOR = Settings(hall=HallSettings(code="0002", name="隔壁的大厅"))
"""Another hall of the same city."""
SECOND = Credential(SUPERVISOR.name, PRACTICE_PASSWORD)
"""The supervisor with the right password, as a second person."""


def stocked(counter: Counter, blanks: int = 60, first: int = 1) -> None:
    """Receives blanks straight into this window's printer."""
    stock.receive(counter, serial(first), serial(first + blanks - 1), SECOND, place=f"printer:{counter.station}")


def serial(number: int) -> str:
    """BK26000001, BK26000002 …"""
    return f"BK26{number:06d}"


def a_case(
    counter: Counter,
    *,
    state: str = "approved",
    name: str = "李样本",
    number: str = "110199198503127011",
    fee: int = 0,
    waived: int = 0,
    service: str = "first_issue",
    reason: str | None = None,
) -> str:
    """A case straight in a state, as if it had been decided and accepted; gives its number."""
    hall = counter.settings.hall
    situation = {"channel": "window", "applicant": {"present": True, "name": name, "id_number": number}}
    waiver = "minimum_allowance" if waived else None
    decision = {
        "outcome": "accept",
        "service": service,
        "reason": reason,
        "category": "employee",
        "traits": [],
        "holder": {"name": name, "number": number, "masked": number[:6] + "********" + number[-4:], "sex": "male"},
        "fee": {"due": fee, "waived": waived, "payable": fee - waived, "waiver": waiver},
        "delivery": {"mode": "instant"},
        "documents": ["application_form", "receipt"],
    }
    with counter.store.begin() as session:
        case_number = public_number(session, hall.region, hall.code, counter.today(), counter.station)
        case = casebook.write_down(
            session,
            counter,
            number=case_number,
            state=CaseState.ACCEPTED,
            situation=situation,
            decision=decision,
            accepted_at=counter.now(),
        )
        if state != "accepted":
            casebook.move(session, counter, case, CaseState(state))
    return case_number


def case_state(counter: Counter, number: str) -> str:
    """Where a case stands."""
    with counter.store.reading() as session:
        return casebook.find(session, counter, number).state
