"""Reads an insured roll as a region exports it, and tells for every row that cannot be taken why.

One line per person and insurance, person columns repeated, the rows of a person together; a person without insurance
has one line with empty insurance columns.

    row ── checked by itself ──┬── same person as the row before? ── its columns agree ── insurance and flag added
                               └── new person: the one before is complete and kept

Nothing is corrected: a name keeps the separator the register gave it, the decision knows how to compare. What cannot be
taken is left out row by row; a file that is none at all is refused before anything is kept.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from desk.links.roll_file import Row, read_rows
from desk.rules.identity import parse_id_number

PERSON = (
    "psn_no", "psn_cert_type", "certno", "psn_name", "gend", "naty", "brdy", "mob", "hsreg_addr", "surv_stas",
    "acct_stas",
)  # fmt: skip
INSURANCE = (
    "insutype", "psn_type", "psn_insu_stas", "psn_insu_date", "paus_insu_date", "insuplc_admdvs", "emp_name",
    "cvlserv_flag", "balc", "arrears",
)  # fmt: skip
FLAG = ("psn_idet_type", "psn_type_lv", "begntime", "endtime")
NEEDED = ("psn_no", "psn_cert_type", "certno", "psn_name", "insutype", "psn_insu_stas")
"""Columns without which a file is no roll."""

OWN_NUMBERS = {"01", "04", "05", "06", "07"}
"""Certificate types whose numbers can be checked; LD/NHSA psn_cert_type."""
DATES = ("brdy", "psn_insu_date", "paus_insu_date", "begntime", "endtime")
CODES = {
    "psn_cert_type": r"\d{2}",
    "gend": r"[0129]?",
    "naty": r"(\d{2})?",
    "surv_stas": r"\d?",
    "acct_stas": r"normal|frozen|",
    "insutype": r"(\d{3})?",
    "psn_insu_stas": r"[0-4]?",
    "insuplc_admdvs": r"(\d{6})?",
    "balc": r"(-?\d{1,14}(\.\d{1,2})?)?",
    "arrears": r"1?",
}
LONGEST = 200
"""Characters a field may have."""

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]")
"""Control characters, marks that turn the writing round, and what stands for a character that was lost: no text that is
compared or printed has them, and nobody sees why a name differs that has one."""

Keep = Callable[[str, str, Mapping[str, Any]], str]
"""Given number, person number and the person; tells added, changed or same. Raises ValueError(problem)."""
Progress = Callable[[int, float], None]
"""Told the rows read so far and the share of the file, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was left out: its number in the file (the header is row 1), what is wrong, and the name on it."""

    row: int
    problem: str
    field: str = ""
    name: str = ""


@dataclass(slots=True)
class Tally:
    """What an import did; `added` and `changed` count persons."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def import_roll(file: Path, keep: Keep, today: date, progress: Progress = lambda _rows, _share: None) -> Tally:
    """Hands every complete person to `keep`, inside whatever transaction the caller has opened.

    Raises UsageError as `read_rows`.
    """
    tally = Tally()
    roll = _Roll(keep, today, tally)
    with closing(read_rows(file, NEEDED, {*PERSON, *INSURANCE, *FLAG})) as rows:
        for row in rows:
            tally.rows += 1
            roll.take(row)
            if tally.rows % 100 == 0:
                progress(tally.rows, row.share)
    roll.finish()
    tally.rejected.sort(key=lambda one: one.row)
    progress(tally.rows, 1.0)
    return tally


class _Roll:
    """Puts rows together into persons."""

    def __init__(self, keep: Keep, today: date, tally: Tally) -> None:
        self._keep = keep
        self._today = today
        self._tally = tally
        self._person: dict[str, Any] = {}
        self._rows: list[Row] = []
        self._kept: set[str] = set()

    def take(self, row: Row) -> None:
        wrong = _problem(row.columns, self._today)
        if wrong:
            self._reject(row, *wrong)
            return
        number = _number(row.columns, self._today)
        person = {name: row.columns.get(name, "") for name in PERSON} | {"certno": number}
        if self._person and self._person["certno"] == number:
            if any(self._person[name] != person[name] for name in PERSON):
                self._reject(row, "person_differs")
                return
        else:
            self.finish()
            if number in self._kept:
                self._reject(row, "rows_apart")
                return
            self._person = person | {"insurance": [], "flags": []}
        self._rows.append(row)
        for name, columns in (("insurance", INSURANCE), ("flags", FLAG)):
            part = {column: row.columns.get(column, "") for column in columns}
            if part[columns[0]] and part not in self._person[name]:
                self._person[name].append(part)

    def finish(self) -> None:
        """The person that was being put together is complete."""
        if not self._person:
            return
        person, rows = self._person, self._rows
        self._person, self._rows = {}, []
        self._kept.add(person["certno"])
        try:
            done = self._keep(person["certno"], person["psn_no"], person)
        except ValueError as problem:
            for row in rows:
                self._reject(row, str(problem))
            return
        self._tally.added += done == "added"
        self._tally.changed += done == "changed"

    def _reject(self, row: Row, problem: str, column: str = "") -> None:
        self._tally.rejected.append(Rejected(row.number, problem, column, row.columns.get("psn_name", "")))


def _problem(columns: Mapping[str, str], today: date) -> tuple[str, str] | None:
    """The first thing wrong with a row by itself: (problem, column)."""
    for name in ("psn_no", "psn_cert_type", "certno", "psn_name"):
        if not columns.get(name):
            return "missing_value", name
    for name, value in columns.items():
        if len(value) > LONGEST:
            return "too_long", name
        if UNSEEN.search(value):
            return "unseen_character", name
        if name in CODES and not re.fullmatch(CODES[name], value, re.ASCII):
            return "unknown_code", name
        if name in DATES and value and not _is_date(value):
            return "bad_date", name
    if columns["insutype"] and not columns["psn_insu_stas"]:
        return "missing_value", "psn_insu_stas"
    if columns["psn_cert_type"] in OWN_NUMBERS:
        problems = parse_id_number(columns["certno"], today).problems
        if problems:
            return f"id_number_{problems[0]}", "certno"
    return None


def _number(columns: Mapping[str, str], today: date) -> str:
    """What the person is found by; a number of before 1999 in its 18-digit form."""
    if columns["psn_cert_type"] in OWN_NUMBERS:
        return parse_id_number(columns["certno"], today).normalised
    return columns["certno"].upper()


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
