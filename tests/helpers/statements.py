"""What an act asks of the database: how often, and with which words.

assert len(statements(desk, lambda: search.today(desk))) == 4
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from desk.services.counter import Counter


def statements(desk: Counter, act: Callable[[], object]) -> list[tuple[str, Any]]:
    """Every statement of an act with its values, in order."""
    said: list[tuple[str, Any]] = []
    listener = lambda _connection, _cursor, statement, values, *_: said.append((statement, values))  # noqa: E731
    event.listen(desk.store.engine(), "before_cursor_execute", listener)
    try:
        act()
    finally:
        event.remove(desk.store.engine(), "before_cursor_execute", listener)
    return said
