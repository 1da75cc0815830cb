"""What the database refuses by itself, whoever writes to it: the triggers of both databases.

 1. Facts are only added: no UPDATE and no DELETE of the tables in APPEND_ONLY, no DELETE of those in NEVER_DELETED.
 2. States move only along their roads (`desk.rules.journey`, `desk.rules.card_life`).
 3. The stock balance follows every blank; its CHECK constraints hold the equation. Public numbers only count up.
 4. An approval is answered once, and what was asked does not change. A closed day is only ever re-opened.

The triggers are derived from the rules, not part of the schema's history: they are renewed as a whole after every
migration and whenever their text differs from the one the store was last given.
"""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection

from desk.records import rights, walls
from desk.rules.card_life import BLANK, PRINT_JOB, BlankState
from desk.rules.journey import ROAD
from desk.rules.road import Road

APPEND_ONLY = (
    "journal", "anchors", "steps", "payments", "way_corrections", "blank_moves", "stock_receipts", "stock_counts",
    "papers",
)  # fmt: skip
NEVER_DELETED = (
    "cases", "blanks", "print_jobs", "cards", "approvals", "days", "accounts", "commands", "shifts", "numbers",
)  # fmt: skip
ROADS: dict[str, Road] = {"cases": ROAD, "blanks": BLANK, "print_jobs": PRINT_JOB}  # type: ignore[type-arg]
_APPROVAL_ASKED = ("id", "what", "case", "subject", "asked_by", "asked_at")
_DAY_CLOSED = ("day", "edition", "closed_at", "closed_by", "digest", "cash_counted", "cash_expected")


def statements(dialect: str) -> list[str]:
    """Every guard as DDL, in order."""
    make = _sqlite if dialect == "sqlite" else _postgresql
    return [line for name, table, event, when, action in _guards() for line in make(name, table, event, when, action)]


def digest(dialect: str) -> str:
    """Tells whether a store has the guards of this program, and on a server the walls and the rights."""
    kept = statements(dialect)
    if dialect == "postgresql":
        kept += [*walls.statements("owner"), repr(rights.RIGHTS)]
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()


def renew(connection: Connection) -> None:
    """Drops the guards a store has and gives it those of this program, in the caller's transaction.

    On a server the walls between halls and the rights of the windows likewise.
    """
    dialect = connection.dialect.name
    if dialect == "sqlite":
        old = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE 'guard_%'")
        for (name,) in old.all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    else:
        old = connection.exec_driver_sql(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'guard_%%'"
        )
        for name, table in old.all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}" ON {table}')
        connection.exec_driver_sql(_HERE_ONLY)
        walls.build(connection)
        rights.renew(connection)
    for statement in statements(dialect):
        connection.exec_driver_sql(statement)


def _guards() -> Iterator[tuple[str, str, str, str, str]]:
    """(name, table, event, when, refused code or statements)."""
    for table in APPEND_ONLY:
        yield f"guard_{table}_update", table, "BEFORE UPDATE", "", "!append_only"
        yield f"guard_{table}_delete", table, "BEFORE DELETE", "", "!append_only"
    for table in NEVER_DELETED:
        yield f"guard_{table}_delete", table, "BEFORE DELETE", "", "!never_deleted"
    for table, road in ROADS.items():
        steps = ", ".join(f"'{before}>{after}'" for before in road.states for after in sorted(road.after(before)))
        off = f"OLD.state <> NEW.state AND OLD.state || '>' || NEW.state NOT IN ({steps})"
        yield f"guard_{table}_road", table, "BEFORE UPDATE", off, "!wrong_step"
    yield "guard_blanks_begin", "blanks", "BEFORE INSERT", "NEW.state <> 'in_stock'", "!wrong_step"
    yield "guard_print_jobs_begin", "print_jobs", "BEFORE INSERT", "NEW.state <> 'intent'", "!wrong_step"
    yield "guard_numbers_up", "numbers", "BEFORE UPDATE", "NEW.last <> OLD.last + 1", "!wrong_step"
    yield "guard_blanks_in", "blanks", "AFTER INSERT", "", _BALANCE_IN
    yield "guard_blanks_move", "blanks", "AFTER UPDATE", "OLD.state <> NEW.state", _balance_move()
    asked = " OR ".join(_differs(column) for column in _APPROVAL_ASKED)
    yield "guard_approvals_asked", "approvals", "BEFORE UPDATE", asked, "!asked_is_fixed"
    yield "guard_approvals_once", "approvals", "BEFORE UPDATE", "OLD.decision IS NOT NULL", "!decided_already"
    closed = " OR ".join(_differs(column) for column in _DAY_CLOSED)
    yield "guard_days_closed", "days", "BEFORE UPDATE", f"OLD.reopened_at IS NOT NULL OR {closed}", "!day_is_closed"


def _differs(column: str) -> str:
    return f'OLD."{column}" <> NEW."{column}"'


_STATES = ", ".join(state.value for state in BlankState)
_BALANCE_IN = (
    f"INSERT INTO stock_balance (hall, received, {_STATES}) VALUES (NEW.hall, 0, 0, 0, 0, 0, 0, 0) "  # noqa: S608 - our own words
    "ON CONFLICT (hall) DO NOTHING; "
    "UPDATE stock_balance SET received = received + 1, in_stock = in_stock + 1 WHERE hall = NEW.hall;"
)


def _balance_move() -> str:
    moved = ", ".join(
        f"{state} = {state} - CASE WHEN OLD.state = '{state}' THEN 1 ELSE 0 END"
        f" + CASE WHEN NEW.state = '{state}' THEN 1 ELSE 0 END"
        for state in BlankState
    )
    return f"UPDATE stock_balance SET {moved} WHERE hall = NEW.hall;"  # noqa: S608 - our own words


_HERE_ONLY = "SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true)"
"""For functions that run with their owner's rights: nobody's temporary table may stand in for ours."""


def _sqlite(name: str, table: str, event: str, when: str, action: str) -> list[str]:
    body = f"SELECT RAISE(ABORT, 'guard: {action[1:]}');" if action.startswith("!") else action
    condition = f" WHEN {when}" if when else ""
    return [f"CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW{condition} BEGIN {body} END"]


def _postgresql(name: str, table: str, event: str, when: str, action: str) -> list[str]:
    if action.startswith("!"):
        body, acts_for = f"RAISE EXCEPTION 'guard: {action[1:]}' USING ERRCODE = 'integrity_constraint_violation';", ""
    else:  # the balance is moved by its owner: no window may write to it
        body, acts_for = action, "SECURITY DEFINER SET search_path FROM CURRENT "
    condition = f" WHEN ({when})" if when else ""
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {acts_for}AS "
        f"$body$ BEGIN {body} RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END $body$"
    )
    # whoever may call it could hang it on a table of his own, and move another hall's balance with its owner's rights
    nobody = f"REVOKE EXECUTE ON FUNCTION {name}() FROM PUBLIC"
    return [
        function,
        nobody,
        f"CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW{condition} EXECUTE FUNCTION {name}()",
    ]
