"""The tables of the house: working days, regions, nations, and the words for every code.

They lie under `resources/` as plain files; a hall may add a year of its own in `DATA_DIR/calendars`. Regions follow
GB/T 2260 with its withdrawn codes, nations GB/T 3304.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from desk.errors import UsageError
from desk.rules.calendar import WorkingDays, Year

_RESOURCES = files("resources")


def working_days(extra_dirs: Iterable[Path] = ()) -> WorkingDays:
    """The calendar of all years there is a table for; a file in an extra folder replaces the same year of ours.

    Raises UsageError(calendar_broken, file=…, problem=…) for a table that cannot be read or leaves a year out.
    """
    years: dict[int, Year] = {}
    for folder in (_RESOURCES / "calendars", *extra_dirs):
        if folder.is_dir():
            for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
                if file.name.endswith(".toml"):
                    number, table = _year(file)
                    years[number] = table
    try:
        return WorkingDays(years)
    except ValueError as wrong:
        raise UsageError("calendar_broken", file=f"{max(years)}.toml", problem=str(wrong)) from wrong


@cache
def regions() -> Mapping[str, tuple[str, bool]]:
    """Six digits to the place's name (with its province) and whether the code is still in use."""
    import csv

    with (_RESOURCES / "regions.csv").open(encoding="utf-8") as lines:
        return {row["code"]: (row["name"], not row["withdrawn"]) for row in csv.DictReader(lines)}


@cache
def nations() -> Mapping[str, str]:
    """Two digits of GB/T 3304 to the nation's name."""
    return dict(_toml("nations.toml")["nations"])


@cache
def vocabulary() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Table to code to its words, `zh` and `en`."""
    return _toml("vocabulary.toml")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_RESOURCES / name).read_text(encoding="utf-8"))


def _year(file: Traversable | Path) -> tuple[int, Year]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        off = {day for span in table["off"] for day in _days(span["from"], span["to"])}
        return int(table["year"]), Year(off=frozenset(off), working=frozenset(table["working"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise UsageError("calendar_broken", file=file.name, problem=str(wrong)) from wrong


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(n) for n in range((last - first).days + 1))
