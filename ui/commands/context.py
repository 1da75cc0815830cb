"""What a command works at: the settings, the store and the counter that `call` names, opened and closed around it.

In practice mode nobody signs in and the practice supervisor is at the counter; in live mode `--as NAME` and a password,
on the first line of stdin or in the file GUITAI_PASSWORD_FILE names, are needed for whatever shows or changes anything.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import NotPermitted, UsageError
from desk.settings import Settings, read_settings
from ui.clock import HallClock
from ui.commands.invocation import Invocation

if TYPE_CHECKING:
    from desk.ports import CardService, Clock, QueueSystem, Registry
    from desk.records.store import Store
    from desk.services.counter import Counter, Operator

PRACTICE_SUPERVISOR = "0301"


def data_dir(call: Invocation) -> Path:
    """`--data-dir`, or the platform's folder for a program's data."""
    if call.data_dir is not None:
        return call.data_dir
    from platformdirs import user_data_path

    return user_data_path("guitai", appauthor=False)


def settings(call: Invocation) -> Settings:
    """The settings the command works under. Raises UsageError(settings)."""
    return read_settings(settings_file(call))


def settings_file(call: Invocation) -> Path:
    """Where the settings stand. Raises UsageError(no_file) for one that was named and is not there."""
    if call.config is not None and not call.config.is_file():
        raise UsageError("no_file", file=str(call.config))
    return call.config or data_dir(call) / "guitai.toml"


@contextmanager
def at_the_counter(call: Invocation, *, sole: bool = True, as_it_is: bool = False) -> Iterator["Counter"]:
    """The counter with its operator signed in. `sole=False` for looks, which may run beside an open desk.

    Raises StoreTrouble, NotPermitted(credential_needed | wrong_password …).
    """
    with nobody_signed_in(call, sole=sole, as_it_is=as_it_is) as counter:
        yield replace(counter, operator=_operator(call, counter))


@contextmanager
def nobody_signed_in(call: Invocation, *, sole: bool = True, as_it_is: bool = False) -> Iterator["Counter"]:
    """The counter before anybody signed in: for a hall's first account, and for the window's own sign-in."""
    from desk.records.opening import open_store

    found, clock = settings(call), HallClock()
    store = open_store(
        data_dir(call), found.store, call.db_url, clock=clock, sole=sole, as_it_is=as_it_is, passphrase=passphrase
    )
    try:
        yield assemble(data_dir(call), found, store, clock)
    finally:
        store.close()


def assemble(folder: Path, found: Settings, store: "Store", clock: "Clock") -> "Counter":
    """A counter over an open store with the rules and links its settings name; a practice roll is filled."""
    from desk.rules.packs import load_policy
    from desk.rules.reference import working_days
    from desk.services import roll
    from desk.services.counter import NOBODY, Counter

    registry, card_service = _links(found, store, clock)
    counter = Counter(
        store,
        found,
        load_policy(found.policy.pack, (folder / "policies",)),
        working_days((folder / "calendars",)),
        clock,
        registry,
        card_service,
        NOBODY,
        queue=_queue(found, clock),
    )
    if not found.live and "embedded" in (found.links.registry, found.links.card_service):
        roll.load_practice_people(counter)
    return counter


def passphrase() -> str:
    """The store's passphrase, where the settings ask for one: GUITAI_PASSPHRASE_FILE, or typed."""
    return passphrase_in_file() or _ask("passphrase")


def passphrase_in_file() -> str | None:
    """What the first line of the file GUITAI_PASSPHRASE_FILE says; None where none is named."""
    return _in_file("GUITAI_PASSPHRASE_FILE")


def password_given() -> str:
    """The next password: typed without echo, or the next line of stdin. Raises NotPermitted(credential_needed)."""
    return _ask("password")


def _operator(call: Invocation, counter: "Counter") -> "Operator":
    from desk.services import accounts
    from desk.services.counter import Operator

    if not counter.settings.live:
        name = call.as_name or PRACTICE_SUPERVISOR
        if name in accounts.PRACTICE_OPERATORS:
            return Operator(name, accounts.PRACTICE_OPERATORS[name])
    if call.as_name is None:
        raise NotPermitted("credential_needed")
    return accounts.sign_in(counter, call.as_name, _credential())


def _credential() -> str:
    return _in_file("GUITAI_PASSWORD_FILE") or _ask("password")


def _in_file(variable: str) -> str | None:
    """The first line of the file an environment variable names; None where it names none."""
    named = os.environ.get(variable)
    if not named:
        return None
    try:
        return Path(named).read_text(encoding="utf-8").splitlines()[0]
    except (OSError, ValueError, IndexError) as error:
        raise NotPermitted("credential_needed", file=named) from error


def _ask(what: str) -> str:
    if sys.stdin is not None and sys.stdin.isatty():
        import getpass

        return getpass.getpass({"password": "口令：", "passphrase": "主口令："}[what])
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise NotPermitted("credential_needed", what=what)
    return line.rstrip("\r\n")


def _links(found: Settings, store: "Store", clock: "Clock") -> tuple["Registry", "CardService"]:
    """The registry and card register the settings name: the embedded roll, or the systems behind an address."""
    from desk.links.insured_roll import InsuredRoll
    from desk.records.insured import InsuredRecords

    roll: Any = InsuredRoll(InsuredRecords(store, found.hall.region + found.hall.code), clock)
    registry, card_service = roll, roll
    if found.links.registry != "embedded":
        from desk.links.platform import open_platform

        registry = open_platform(found, clock)
    if found.links.card_service != "embedded":
        from desk.links.card_service import open_card_service

        card_service = open_card_service(found, clock)
    return registry, card_service


def _queue(found: Settings, clock: "Clock") -> "QueueSystem | None":
    """The hall's own queue machine, where the settings name one; otherwise the queue is kept in the store."""
    if found.links.queue == "embedded":
        return None
    from desk.links.queue_system import open_queue

    return open_queue(found, clock)
