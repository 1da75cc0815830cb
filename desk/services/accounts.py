"""Who may sit at the counter: accounts, signing in, the second person, and what guessing costs.

DEFINITIONS

A *role* is clerk, supervisor, technician or auditor. A *second person* gives name and password at the moment of the act
and is never the operator. *Practice operators* exist in practice mode only; their password is shown on the screen.

INVARIANTS

 1. There is no default password: a live hall's first account is a supervisor made at the first start.
 2. A failed try is written down before it is told. After three, each further try waits twice as long, per account and
    station, a quarter of an hour at most; nobody is ever locked out for good, and no colleague can lock another out
    elsewhere.
 3. An account whose row was changed by other hands than these is refused.
 4. The password is worked on outside the transaction: the database is never locked while argon2 runs.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import NotPermitted, UsageError
from desk.records import hold, journal
from desk.records.accounts import Account, Attempts
from desk.rules import passwords
from desk.services.counter import Counter, Credential, Operator

ROLES = ("clerk", "supervisor", "technician", "auditor")
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


def first_start(counter: Counter) -> bool:
    """Whether nobody has an account yet: a live hall then begins by making its first supervisor."""
    with counter.store.reading() as session:
        return _count(session, counter) == 0


def add(counter: Counter, name: str, role: str, password: str, *, initial: bool = True) -> AccountLine:
    """Makes an account; an `initial` password has to be changed at the first signing in.

    The first account of a hall is a supervisor and makes itself; after that only a supervisor adds accounts. Raises
    UsageError(account_name | unknown_code | first_account | account_exists | password), NotPermitted(role).
    """
    if not name or len(name) > 40 or not name.isprintable() or name != name.strip():
        raise UsageError("account_name", name=name)
    if role not in ROLES:
        raise UsageError("unknown_code", field="role", value=role, known=ROLES)
    check_password(counter, name, password)
    hashed = _HASHER.hash(password)
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
        _stamp(counter, row)
        session.add(row)
        who = replace(counter, operator=Operator(name, role)) if first else counter
        journal.write(session, who, "account_added", name, "done", role=role, first=first)
        return AccountLine(name, role, True, row.must_change, now, now)


def sign_in(counter: Counter, name: str, password: str) -> Operator:
    """Who it is. Raises NotPermitted(wrong_password | throttled | account_disabled | password_due)."""
    operator = _checked(counter, name, password, "sign_in")
    with counter.store.begin() as session:
        journal.write(session, replace(counter, operator=operator), "sign_in", name, "done")
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
    second = _checked(counter, given.name, given.password, what)
    if second.role not in (roles or ("supervisor",)):
        with counter.store.begin() as session:
            journal.write(session, counter, "second_person", given.name, "refused", what=what, role=second.role)
        raise NotPermitted("role", role=second.role, needed=roles or ("supervisor",))
    return second


def still_valid(counter: Counter) -> bool:
    """Whether the operator's account is still enabled in this role: a disabled account ends its sessions."""
    if _practice_role(counter, counter.operator.name) == counter.operator.role:
        return True
    with counter.store.reading() as session:
        row = session.get(Account, (counter.hall, counter.operator.name))
        return row is not None and row.enabled and row.role == counter.operator.role and _genuine(counter, row)


def change_password(counter: Counter, name: str, old: str, new: str) -> None:
    """The account's own change. Raises NotPermitted(wrong_password …), UsageError(password, problems=…)."""
    _checked(counter, name, old, "change_password", due_is_fine=True)
    check_password(counter, name, new)
    rules = passwords.RULES[counter.settings.store.password_rules]
    with counter.store.reading() as session:
        before = session.get_one(Account, (counter.hall, name))
    earlier = [before.password, *before.earlier.splitlines()]
    if any(_matches(text, new) for text in passwords.remembered(earlier, rules) or earlier[:1]):
        raise UsageError("password", problems=("used_before",))
    hashed = _HASHER.hash(new)
    with counter.store.begin() as session:
        row = _existing(session, counter, name)
        row.password, row.changed_at, row.must_change = hashed, counter.now(), False
        row.earlier = "\n".join(passwords.remembered(earlier, rules))
        _stamp(counter, row)
        journal.write(session, replace(counter, operator=Operator(name, row.role)), "password_changed", name, "done")


def set_enabled(counter: Counter, name: str, enabled: bool) -> None:
    """A supervisor switches an account off or on; never their own."""
    counter.require("supervisor")
    if name == counter.operator.name:
        raise NotPermitted("same_person", what="account_enabled")
    with counter.store.begin() as session:
        row = _existing(session, counter, name)
        row.enabled = enabled
        _stamp(counter, row)
        journal.write(session, counter, "account_enabled", name, "done", enabled=enabled)


def reset_password(counter: Counter, name: str, initial: str) -> None:
    """A supervisor gives a colleague a first password again; it has to be changed at the next signing in."""
    counter.require("supervisor")
    check_password(counter, name, initial)
    hashed = _HASHER.hash(initial)
    with counter.store.begin() as session:
        row = _existing(session, counter, name)
        row.password, row.must_change, row.changed_at = hashed, True, counter.now()
        _stamp(counter, row)
        journal.write(session, counter, "password_reset", name, "done")


def check_password(counter: Counter, name: str, password: str) -> None:
    """Raises UsageError(password, problems=…) with everything that is wrong with a new password."""
    rules = passwords.RULES[counter.settings.store.password_rules]
    found = passwords.problems(password, name, rules)
    if found:
        raise UsageError("password", problems=tuple(found), shortest=rules.shortest)


def _checked(counter: Counter, name: str, password: str, what: str, *, due_is_fine: bool = False) -> Operator:
    """The person behind name and password; a failure is counted and journalled before it is told."""
    with counter.store.reading() as session:
        row = session.get(Account, (counter.hall, name))
        tries = session.get(Attempts, (counter.hall, name, counter.station))
    wait = _still_to_wait(counter, tries)
    if wait > 0:
        raise NotPermitted("throttled", wait=wait)
    practice = _practice_role(counter, name) if row is None else None
    if practice is not None:
        if password == PRACTICE_PASSWORD:
            _settle(counter, name, tries)
            return Operator(name, practice)
    elif _matches(row.password if row else _nobodys(), password) and row is not None:
        if not _genuine(counter, row):
            _failed(counter, name, what, "tampered")
            raise NotPermitted("account_disabled", why="tampered")
        if not row.enabled:
            _failed(counter, name, what, "disabled")
            raise NotPermitted("account_disabled", why="disabled")
        _settle(counter, name, tries)
        rules = passwords.RULES[counter.settings.store.password_rules]
        due = row.must_change or passwords.due_for_change(row.changed_at.date(), counter.today(), rules)
        if due and not due_is_fine:
            raise NotPermitted("password_due", name=name)
        return Operator(name, row.role)
    failures = _failed(counter, name, what, "wrong_password")
    raise NotPermitted("wrong_password", wait=passwords.wait_after(failures))


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
        journal.write(session, counter, what, name[:40], "refused", why=why, failures=tries.failures)
        return tries.failures


def _settle(counter: Counter, name: str, tries: Attempts | None) -> None:
    if tries is None:
        return
    with counter.store.begin() as session:
        row = session.get(Attempts, (counter.hall, name, counter.station))
        if row is not None:
            session.delete(row)


def _practice_role(counter: Counter, name: str) -> str | None:
    return None if counter.settings.live else PRACTICE_OPERATORS.get(name)


def _matches(text: str, password: str) -> bool:
    try:
        return _HASHER.verify(text, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _existing(session: Session, counter: Counter, name: str) -> Account:
    row = hold.row(session, Account, (counter.hall, name))
    if row is None:
        raise UsageError("no_such_account", name=name)
    return row


def _count(session: Session, counter: Counter) -> int:
    return session.scalar(select(func.count()).select_from(Account).where(Account.hall == counter.hall)) or 0


def _stamp(counter: Counter, row: Account) -> None:
    row.mac = _mac(counter, row)


def _genuine(counter: Counter, row: Account) -> bool:
    return row.mac == _mac(counter, row)


def _mac(counter: Counter, row: Account) -> bytes:
    said = [row.hall, row.name, row.role, row.password, row.enabled, row.must_change, row.changed_at.isoformat()]
    return counter.store.sealer.tag("account", json.dumps(said, ensure_ascii=False).encode())
