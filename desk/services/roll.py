"""Filling the embedded insured roll: a region's export, or the practice people every practice hall knows."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from desk.links import roll_import
from desk.links.roll_import import Progress, Tally
from desk.records import journal
from desk.records.base import midnight
from desk.records.insured import InsuredRecords
from desk.rules.calendar import add_months
from desk.services.counter import Counter

_PRACTICE = files("resources") / "practice"
_MADE_UP = date(2026, 3, 16)
"""The day the practice people stand at in their files."""


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
    """Fills an empty embedded roll with the practice people and the cards they hold, and keeps them from growing old.

    What is promised of somebody holds on any day: a loss report lies as many days back as on the day these people were
    made up, an entitlement and a card that have run out are renewed. What was done at the counter since is left alone.
    """
    records = InsuredRecords(counter.store, counter.hall)
    links = counter.settings.links
    if counter.settings.live or "embedded" not in (links.registry, links.card_service):
        return
    if records.count():
        _renew(counter, records)
    else:
        _fill(counter, records)


def _fill(counter: Counter, records: InsuredRecords) -> None:
    today = counter.today()
    with as_file(_PRACTICE / "people.csv") as people, counter.store.begin() as session:

        def keep(number: str, psn_no: str, person: Mapping[str, Any]) -> str:
            return records.put(session, number, psn_no, _person_on(person, today))

        roll_import.import_roll(people, keep, today)
        for row in _rows("cards_held.csv"):
            facts = _card_on(row, today)
            records.put_card(session, row["certno"], row["number"], row["status"], at=_issued(facts), facts=facts)
        journal.write(session, counter, "registry_import", "practice", "done")


def _renew(counter: Counter, records: InsuredRecords) -> None:
    """Only what has grown old is looked at, so that a start takes no longer for it."""
    today = counter.today()
    for number in {row["certno"] for row in _rows("people.csv") if row["endtime"]}:
        person = records.person(number)
        if person is not None and (renewed := _person_on(person, today)) != person:
            with counter.store.begin() as session:
                records.put(session, number, person["psn_no"], renewed)
    for row in _rows("cards_held.csv"):
        facts = _card_on(row, today)
        if facts == _card_on(row, _MADE_UP):
            continue
        wanted = {"number": row["number"], "status": row["status"]}
        held = next((card for card in records.cards(row["certno"]) if wanted.items() <= card.items()), None)
        if held is not None and _untouched(held, row) and {name: held.get(name) for name in facts} != facts:
            records.set_card(row["certno"], row["number"], row["status"], _issued(facts), facts)


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader((_PRACTICE / name).read_text(encoding="utf-8").splitlines())


def _person_on(person: Mapping[str, Any], today: date) -> Mapping[str, Any]:
    """What a practice person is entitled to is renewed every year."""
    return {**person, "flags": [_flag_on(flag, today) for flag in person["flags"]]}


def _flag_on(flag: Mapping[str, Any], today: date) -> Mapping[str, Any]:
    if not flag.get("endtime"):
        return flag
    ends, years = date.fromisoformat(flag["endtime"]), 0
    while add_months(ends, 12 * years) < today:
        years += 1
    moved = {name: date.fromisoformat(flag[name]) for name in ("begntime", "endtime") if flag.get(name)}
    return {**flag, **{name: add_months(day, 12 * years).isoformat() for name, day in moved.items()}}


def _card_on(row: Mapping[str, str], today: date) -> dict[str, Any]:
    """A card's facts: one that has run out was issued anew, a loss report was made just as long ago as ever."""
    issued, expires = date.fromisoformat(row["issued"]), date.fromisoformat(row["expires"])
    while row["status"] != "void" and expires < today:
        issued, expires = expires, add_months(expires, 12 * (expires.year - issued.year))
    facts: dict[str, Any] = {"issued": issued.isoformat(), "expires": expires.isoformat(), "region": row["region"]}
    if row["loss_kind"]:
        at = datetime.fromisoformat(row["loss_at"]) + max(today - _MADE_UP, timedelta())
        reference = f"{row['loss_reference'][:2]}{at:%Y%m%d}{row['loss_reference'][10:]}"
        facts["loss"] = {
            "kind": row["loss_kind"],
            "at": at.isoformat(),
            "channel": row["loss_channel"],
            "reference": reference,
        }
    return facts


def _untouched(held: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    """Whether the report on a card is still the one it came with; one made at a counter has a number of its own."""
    return not row["loss_kind"] or str((held.get("loss") or {}).get("reference", ""))[10:] == row["loss_reference"][10:]


def _issued(facts: Mapping[str, Any]) -> datetime:
    return midnight(date.fromisoformat(facts["issued"]))
