"""Filling the embedded insured roll: a region's export, or the practice people every practice hall knows."""

import csv
from collections.abc import Mapping
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from desk.links import roll_import
from desk.links.roll_import import Progress, Tally
from desk.records import journal
from desk.records.base import midnight
from desk.records.insured import InsuredRecords
from desk.services.counter import Counter

CARD_FACTS = ("issued", "expires", "region")


def import_file(counter: Counter, file: Path, progress: Progress = lambda _rows, _share: None) -> Tally:
    """Loads or updates the roll from a CSV or workbook, in one transaction. Raises UsageError."""
    counter.require("supervisor", "technician")
    records = InsuredRecords(counter.store, counter.hall)
    with counter.store.begin() as session:

        def keep(number: str, psn_no: str, person: Mapping[str, Any]) -> str:
            return records.put(session, number, psn_no, person)

        told = roll_import.import_roll(file, keep, counter.today(), progress)
        facts = {"rows": told.rows, "added": told.added, "changed": told.changed, "rejected": len(told.rejected)}
        journal.write(session, counter, "registry_import", "roll", "done", **facts)
        return told


def load_practice_people(counter: Counter) -> None:
    """Fills an empty roll with the practice people and the cards they hold; harmless when it is filled."""
    records = InsuredRecords(counter.store, counter.hall)
    if counter.settings.live or records.count():
        return
    practice = files("resources") / "practice"
    today = counter.today()
    with as_file(practice / "people.csv") as people, counter.store.begin() as session:

        def keep(number: str, psn_no: str, person: Mapping[str, Any]) -> str:
            flags = [_renewed(flag, today) for flag in person["flags"]]
            return records.put(session, number, psn_no, {**person, "flags": flags})

        roll_import.import_roll(people, keep, today)
        for row in csv.DictReader((practice / "cards_held.csv").read_text(encoding="utf-8").splitlines()):
            facts: dict[str, Any] = {name: row[name] for name in CARD_FACTS}
            if row["loss_kind"]:
                facts["loss"] = {word: row[f"loss_{word}"] for word in ("kind", "at", "channel", "reference")}
            issued = midnight(date.fromisoformat(row["issued"]))
            records.put_card(session, row["certno"], row["number"], row["status"], at=issued, facts=facts)
        journal.write(session, counter, "registry_import", "practice", "done")


def _renewed(flag: Mapping[str, Any], today: date) -> Mapping[str, Any]:
    """What a practice person is entitled to is renewed every year: nobody's exercise goes out of date."""
    if not flag.get("endtime"):
        return flag
    ends = date.fromisoformat(flag["endtime"])
    years = max(0, today.year - ends.year + (today > ends.replace(year=today.year)))
    moved = {name: date.fromisoformat(flag[name]) for name in ("begntime", "endtime") if flag.get(name)}
    return {**flag, **{name: day.replace(year=day.year + years).isoformat() for name, day in moved.items()}}
