"""The values a walk-in is written in: words, numbers, days, objects and lists, each what it should be or refused.

What is of another kind raises UsageError(walk_in, problem=key), what is no known word or no day
UsageError(unknown_code | bad_date, key=…, value=…).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from desk.errors import UsageError


def moment(value: object) -> datetime:
    """A time with or without its offset. Raises UsageError(bad_date, key=now)."""
    try:
        return datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise UsageError("bad_date", key="now", value=value) from None


def day_of(told: Mapping[str, Any], key: str) -> date | None:
    """The day of a date or of a time, as it stands in the text."""
    value = told.get(key)
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value).date()
    except (TypeError, ValueError):
        raise UsageError("bad_date", key=key, value=value) from None


def code_of(told: Mapping[str, Any], key: str, known: Collection[str]) -> str | None:
    """One of the known words, or None where nothing is said."""
    value = told.get(key)
    return None if value is None else member(value, key, known)


def member(value: object, key: str, known: Collection[str]) -> str:
    """The same for a value that has to be there. Raises UsageError(unknown_code)."""
    if not isinstance(value, str) or value not in known:
        raise UsageError("unknown_code", key=key, value=value)
    return value


def text_of(told: Mapping[str, Any], key: str) -> str | None:
    """A text; an empty one says nothing."""
    value = told.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise UsageError("walk_in", problem=key)


def count_of(told: Mapping[str, Any], key: str) -> int:
    """A whole number; 0 where nothing is said."""
    value = told.get(key)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError("walk_in", problem=key)
    return value


def object_of(value: object, key: str) -> Mapping[str, Any]:
    """An object; an empty one where nothing is said."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return value
    raise UsageError("walk_in", problem=key)


def list_of(told: Mapping[str, Any], key: str) -> Sequence[Any]:
    """A list; an empty one where nothing is said."""
    value = told.get(key)
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return value
    raise UsageError("walk_in", problem=key)


def objects_of(told: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    """A list of objects, with something in every place."""
    found = list_of(told, key)
    if all(isinstance(one, Mapping) for one in found):
        return found
    raise UsageError("walk_in", problem=key)
