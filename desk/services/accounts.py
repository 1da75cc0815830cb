"""Who may sit at the counter: accounts, signing in, and the second person.

DEFINITIONS

A *role* is clerk, supervisor, technician or auditor. A *second person* gives name and password at the moment of the act
and is never the operator. *Practice operators* exist in practice mode only; their password is shown on the screen.

INVARIANTS

 1. There is no default password: a live hall's first account is a supervisor made at the first start.
 2. Whoever signs in, and every second person, proves who they are at that moment (`credentials.py`).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import NotPermitted, StoreTrouble, UsageError
from desk.records import hold, journal
from desk.records.accounts import Account
from desk.rules import passwords
from desk.services import credentials
from desk.services.counter import Counter, Credential, Operator
from desk.services.credentials import PRACTICE_OPERATORS, PRACTICE_PASSWORD

__all__ = [
    "PRACTICE_OPERATORS", "PRACTICE_PASSWORD", "AccountLine", "accounts", "add", "change_password", "check_password",
    "colleagues", "first_start", "prove_own", "reset_password", "second_person", "set_enabled", "sign_in", "sign_out",
    "still_valid",
]  # fmt: skip

ROLES = ("clerk", "supervisor", "technician", "auditor")
SERVING = ("clerk", "supervisor")
"""Who works at a window; a technician signs in at any machine, if only to give it its number."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account as a list shows it."""

    name: str
    role: str
    enabled: bool
    must_change: bool
    created_at: datetime
    changed_at: datetime


def accounts(counter: Counter) -> list[AccountLine]:
    """Every account of the hall, by name."""
    with counter.store.reading() as session:
        rows = session.scalars(select(Account).where(Account.hall == counter.hall).order_by(Account.name))
        return [
            AccountLine(row.name, row.role, row.enabled, row.must_change, row.created_at, row.changed_at)
            for row in rows
        ]


def colleagues(counter: Counter) -> dict[str, str]:
    """Who else works at a window of this hall, with their roles, clerks first; in practice its operators as well."""
    known = {} if counter.settings.live else dict(PRACTICE_OPERATORS)
    known |= {line.name: line.role for line in accounts(counter) if line.enabled}
    order = sorted((SERVING.index(role), name) for name, role in known.items() if role in SERVING)
    return {name: known[name] for _, name in order if name != counter.operator.name}


def first_start(counter: Counter) -> bool:
    """Whether nobody has an account yet: a live hall then begins by making its first supervisor."""
    with counter.store.reading() as session:
        return _count(session, counter) == 0


def add(counter: Counter, name: str, role: str, password: str, *, initial: bool = True) -> AccountLine:
    """Makes an account; an `initial` password has to be changed at the first signing in.

    The first account of a hall is a supervisor and makes itself; after that only a supervisor adds accounts. Raises
    UsageError(account_name | unknown_code | first_account | account_exists | password), NotPermitted(role).
    """
    if not name or len(name) > credentials.LONGEST_NAME or not name.isprintable() or name != name.strip():
        raise UsageError("account_name", name=name)
    if role not in ROLES:
        raise UsageError("unknown_code", field="role", value=role, known=ROLES)
    check_password(counter, name, password)
    hashed = credentials.hashed(password)
    with counter.store.begin() as session:
        hold.name(session, "accounts", counter.hall)
        first = _count(session, counter) == 0
        if first and role != "supervisor" and counter.settings.live:
            raise UsageError("first_account", role=role)
        if not first and counter.settings.live:
            counter.require("supervisor")
        if session.get(Account, (counter.hall, name)) is not None:
            raise UsageError("account_exists", name=name)
        now = counter.now()
        row = Account(
            hall=counter.hall,
            name=name,
            role=role,
            password=hashed,
            enabled=True,
            must_change=initial and not first,
            created_at=now,
            changed_at=now,
            earlier="",
        )
        credentials.stamp(counter, row)
        session.add(row)
        who = replace(counter, operator=Operator(name, role)) if first else counter
        journal.write(session, who, "account_added", name, "done", role=role, first=first)
        return AccountLine(name, role, True, row.must_change, now, now)


def sign_in(counter: Counter, name: str, password: str, *, at_window: bool = False) -> Operator:
    """Who it is; `at_window` for one who will serve there: its numbers, till and blanks are one machine's at a time.

    Raises NotPermitted(wrong_password | throttled | account_disabled | password_due), StoreTrouble(window_taken).
    """
    operator = credentials.prove(counter, name, password, "sign_in")
    known = replace(counter, operator=operator)
    if at_window and operator.role in SERVING:
        try:
            counter.store.take_window(counter.hall, counter.station)
        except StoreTrouble as trouble:
            with counter.store.begin() as session:
                journal.write(session, known, "sign_in", name, "refused", why=trouble.kind)
            raise
    with counter.store.begin() as session:
        journal.write(session, known, "sign_in", name, "done")
    return operator


def sign_out(counter: Counter, why: str = "asked") -> None:
    """Ends a session; `why` is asked, idle, locked or dismissed."""
    with counter.store.begin() as session:
        journal.write(session, counter, "sign_out", counter.operator.name, "done", why=why)


def second_person(
    counter: Counter, given: Credential, what: str, *roles: str, other_than: str | None = None
) -> Operator:
    """The second person for one act, with their own password now; not the operator, or not `other_than` when given.

    Raises NotPermitted(same_person | wrong_password | throttled | role).
    """
    if given.name == (other_than or counter.operator.name):
        raise NotPermitted("same_person", what=what)
    second = credentials.prove(counter, given.name, given.password, what)
    if second.role not in (roles or ("supervisor",)):
        with counter.store.begin() as session:
            journal.write(session, counter, "second_person", given.name, "refused", what=what, role=second.role)
        raise NotPermitted("role", role=second.role, needed=roles or ("supervisor",))
    return second


def still_valid(counter: Counter) -> bool:
    """Whether the operator's account is still enabled in this role: a disabled account ends its sessions."""
    if credentials.practice_role(counter, counter.operator.name) == counter.operator.role:
        return True
    with counter.store.reading() as session:
        row = session.get(Account, (counter.hall, counter.operator.name))
        return (
            row is not None and row.enabled and row.role == counter.operator.role and credentials.genuine(counter, row)
        )


def prove_own(counter: Counter, name: str, password: str) -> None:
    """Who is about to choose a new password knows the one it is instead of. Raises NotPermitted(wrong_password …)."""
    credentials.prove(counter, name, password, "change_password", due_is_fine=True)


def change_password(counter: Counter, name: str, old: str, new: str) -> None:
    """The account's own change; practice operators have no account.

    Raises NotPermitted(wrong_password …), UsageError(password, problems=… | no_such_account).
    """
    credentials.prove(counter, name, old, "change_password", due_is_fine=True)
    check_password(counter, name, new)
    rules = passwords.RULES[counter.settings.store.password_rules]
    with counter.store.reading() as session:
        before = _existing(session, counter, name)
    earlier = [before.password, *before.earlier.splitlines()]
    if any(credentials.matches(text, new) for text in passwords.remembered(earlier, rules) or earlier[:1]):
        raise UsageError("password", problems=("used_before",))
    hashed = credentials.hashed(new)
    with counter.store.begin() as session:
        row = _existing(session, counter, name)
        row.password, row.changed_at, row.must_change = hashed, counter.now(), False
        row.earlier = "\n".join(passwords.remembered(earlier, rules))
        credentials.stamp(counter, row)
        journal.write(session, replace(counter, operator=Operator(name, row.role)), "password_changed", name, "done")


def set_enabled(counter: Counter, name: str, enabled: bool) -> None:
    """A supervisor switches an account off or on; never their own."""
    counter.require("supervisor")
    if name == counter.operator.name:
        raise NotPermitted("same_person", what="account_enabled")
    with counter.store.begin() as session:
        row = _existing(session, counter, name)
        row.enabled = enabled
        credentials.stamp(counter, row)
        journal.write(session, counter, "account_enabled", name, "done", enabled=enabled)


def reset_password(counter: Counter, name: str, initial: str) -> None:
    """A supervisor gives a colleague a first password again; it has to be changed at the next signing in.

    Never their own: who finds a desk unlocked would have it for good. Raises NotPermitted(role | same_person).
    """
    counter.require("supervisor")
    if name == counter.operator.name:
        raise NotPermitted("same_person", what="password_reset")
    check_password(counter, name, initial)
    hashed = credentials.hashed(initial)
    with counter.store.begin() as session:
        row = _existing(session, counter, name)
        row.password, row.must_change, row.changed_at = hashed, True, counter.now()
        credentials.stamp(counter, row)
        journal.write(session, counter, "password_reset", name, "done")


def check_password(counter: Counter, name: str, password: str) -> None:
    """Raises UsageError(password, problems=…) with everything that is wrong with a new password."""
    rules = passwords.RULES[counter.settings.store.password_rules]
    found = passwords.problems(password, name, rules)
    if found:
        raise UsageError("password", problems=tuple(found), shortest=rules.shortest)


def _existing(session: Session, counter: Counter, name: str) -> Account:
    row = hold.row(session, Account, (counter.hall, name))
    if row is None:
        raise UsageError("no_such_account", name=name)
    return row


def _count(session: Session, counter: Counter) -> int:
    return session.scalar(select(func.count()).select_from(Account).where(Account.hall == counter.hall)) or 0
