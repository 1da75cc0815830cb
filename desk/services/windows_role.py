"""The database role under which the windows of a hall work on their server."""

from dataclasses import replace

from desk.errors import UsageError
from desk.records import journal, rights, walls
from desk.services import purpose
from desk.services.counter import NOBODY, Counter


def may_do_more(counter: Counter) -> bool:
    """Whether this window works under a role that could take guards or walls off; false for an embedded store."""
    if counter.store.dialect != "postgresql":
        return False
    with counter.store.reading() as session:
        return rights.may_do_more(session.connection())


def admit(counter: Counter, role: str) -> None:
    """Lets a role do what a window of this hall does, for good; the act of the database's owner, in nobody's name.

    Raises UsageError(embedded_store | desk_role), StoreTrouble(store_needs_owner | store_other_mode).
    """
    if counter.store.dialect != "postgresql":
        raise UsageError("embedded_store")
    purpose.settle(counter)
    with counter.store.begin() as session:
        rights.give(session.connection(), role)
        walls.bind(session.connection(), role, counter.hall)
        journal.write(session, replace(counter, operator=NOBODY), "windows_role", role, "admitted")
