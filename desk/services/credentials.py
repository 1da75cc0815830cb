"""Whether somebody is who they say: name and password, what guessing costs, and rows nobody else has touched.

INVARIANTS

 1. A failed try is written down before it is told. After three, each further try waits twice as long, per account and
    station, a quarter of an hour at most; nobody is ever locked out for good, and no colleague can lock another out
    elsewhere.
 2. An account whose row was changed by other hands than these is refused.
 3. The password is worked on outside the transaction: the database is never locked while argon2 runs.
 4. A name that nobody has is never written down: it may be a password typed into the wrong field.
"""

import json
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from desk.errors import NotPermitted
from desk.records import hold, journal
from desk.records.accounts import Account, Attempts
from desk.rules import passwords
from desk.services.counter import Counter, Operator

LONGEST_NAME = 40
"""Characters of an account's name."""
PRACTICE_OPERATORS = {
    "0312": "clerk",
    "0313": "clerk",
    "0301": "supervisor",
    "0305": "technician",
    "0307": "auditor",
}
PRACTICE_PASSWORD = "practice"  # noqa: S105 - shown on the practice banner, refused in live mode

_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)


@cache
def _nobodys() -> str:
    """Checked when the name is unknown, so that an unknown name takes as long as a wrong password."""
    return _HASHER.hash("no account has this")


def hashed(password: str) -> str:
    """A password as an account keeps it (argon2id); takes a moment, so not inside a transaction."""
    return _HASHER.hash(password)


def prove(counter: Counter, name: str, password: str, what: str, *, due_is_fine: bool = False) -> Operator:
    """The person behind name and password; a failure is counted and journalled before it is told.

    Raises NotPermitted(wrong_password | throttled | account_disabled | password_due).
    """
    with counter.store.reading() as session:
        row = session.get(Account, (counter.hall, name))
        practice = practice_role(counter, name) if row is None else None
        counted = name if row is not None or practice is not None else _nobodys_name(counter, name)
        tries = session.get(Attempts, (counter.hall, counted, counter.station))
    wait = _still_to_wait(counter, tries)
    if wait > 0:
        raise NotPermitted("throttled", wait=wait)
    if practice is not None:
        if password == PRACTICE_PASSWORD:
            _settle(counter, name, tries)
            return Operator(name, practice)
    elif matches(row.password if row else _nobodys(), password) and row is not None:
        if not genuine(counter, row):
            _failed(counter, name, what, "tampered")
            raise NotPermitted("account_disabled", why="tampered")
        if not row.enabled:
            _failed(counter, name, what, "disabled")
            raise NotPermitted("account_disabled", why="disabled")
        _settle(counter, name, tries)
        rules = passwords.RULES[counter.settings.store.password_rules]
        due = row.must_change or passwords.due_for_change(row.changed_at.date(), counter.today(), rules)
        if due and not due_is_fine:
            raise NotPermitted("password_due", name=name, first=row.must_change)
        return Operator(name, row.role)
    failures = _failed(counter, counted, what, "wrong_password")
    raise NotPermitted("wrong_password", wait=passwords.wait_after(failures))


def _nobodys_name(counter: Counter, typed: str) -> str:
    """What stands for a name that nobody has: the same each time, and told to nobody."""
    return "?" + counter.store.sealer.find_key(typed).hex()[:8]


def _still_to_wait(counter: Counter, tries: Attempts | None) -> int:
    if tries is None:
        return 0
    gone = max(0.0, (counter.now() - tries.last_at).total_seconds())
    return max(0, round(passwords.wait_after(tries.failures) - gone))


def _failed(counter: Counter, name: str, what: str, why: str) -> int:
    with counter.store.begin() as session:
        hold.name(session, "attempts", counter.hall, name, counter.station)
        tries = session.get(Attempts, (counter.hall, name, counter.station))
        if tries is None:
            tries = Attempts(hall=counter.hall, name=name, station=counter.station, failures=0)
            session.add(tries)
        tries.failures += 1
        tries.last_at = counter.now()
        journal.write(session, counter, what, name, "refused", why=why, failures=tries.failures)
        return tries.failures


def _settle(counter: Counter, name: str, tries: Attempts | None) -> None:
    if tries is None:
        return
    with counter.store.begin() as session:
        row = session.get(Attempts, (counter.hall, name, counter.station))
        if row is not None:
            session.delete(row)


def practice_role(counter: Counter, name: str) -> str | None:
    """The role of a practice operator; None in a live hall."""
    return None if counter.settings.live else PRACTICE_OPERATORS.get(name)


def matches(text: str, password: str) -> bool:
    """Whether a password is the one an account keeps."""
    try:
        return _HASHER.verify(text, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def stamp(counter: Counter, row: Account) -> None:
    """Puts the keyed check on a row that was just changed here."""
    row.mac = _mac(counter, row)


def genuine(counter: Counter, row: Account) -> bool:
    """Whether the row is as it was left here."""
    return row.mac == _mac(counter, row)


def _mac(counter: Counter, row: Account) -> bytes:
    said = [row.hall, row.name, row.role, row.password, row.enabled, row.must_change, row.changed_at.isoformat()]
    return counter.store.sealer.tag("account", json.dumps(said, ensure_ascii=False).encode())
