"""What a command works at: the settings, the store and the counter that `call` names, opened and closed around it.

In practice mode nobody signs in and the practice supervisor is at the counter; in live mode `--as NAME` and a password,
on the first line of stdin or in the file GUITAI_PASSWORD_FILE names, are needed for whatever shows or changes anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from desk.errors import NotPermitted
from ui.assembly import assemble, made_ready
from ui.clock import HallClock
from ui.invocation import Invocation, data_dir, settings
from ui.secret_words import credential, passphrase

if TYPE_CHECKING:
    from desk.services.counter import Counter, Operator

PRACTICE_SUPERVISOR = "0301"


@contextmanager
def at_the_counter(call: Invocation, *, sole: bool = True, as_it_is: bool = False) -> Iterator["Counter"]:
    """The counter with its operator signed in. `sole=False` for looks, which may run beside an open desk.

    Raises StoreTrouble, NotPermitted(credential_needed | wrong_password …).
    """
    with nobody_signed_in(call, sole=sole, as_it_is=as_it_is) as counter:
        yield replace(counter, operator=_operator(call, counter))


@contextmanager
def nobody_signed_in(call: Invocation, *, sole: bool = True, as_it_is: bool = False) -> Iterator["Counter"]:
    """The counter before anybody signed in: for a hall's first account, and for looks that show nobody's data.

    Raises StoreTrouble.
    """
    with as_owner(call, sole=sole, as_it_is=as_it_is) as counter:
        yield made_ready(counter)


@contextmanager
def as_owner(call: Invocation, *, sole: bool = True, as_it_is: bool = False) -> Iterator["Counter"]:
    """The counter of whoever makes or upgrades a store, or opens it to the windows, and does no work at it."""
    from desk.records.opening import open_store

    found, clock = settings(call), HallClock()
    store = open_store(
        data_dir(call),
        found.store,
        call.db_url,
        clock=clock,
        sole=sole,
        hall=found.hall.number,
        as_it_is=as_it_is,
        passphrase=passphrase,
    )
    try:
        yield assemble(data_dir(call), found, store, clock)
    finally:
        store.close()


def _operator(call: Invocation, counter: "Counter") -> "Operator":
    from desk.services import accounts
    from desk.services.counter import Operator

    if not counter.settings.live:
        name = call.as_name or PRACTICE_SUPERVISOR
        if name in accounts.PRACTICE_OPERATORS:
            return Operator(name, accounts.PRACTICE_OPERATORS[name])
    if call.as_name is None:
        raise NotPermitted("credential_needed")
    return accounts.sign_in(counter, call.as_name, credential())
