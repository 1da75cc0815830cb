"""Reads which cards people hold, for a hall that starts its own card register: one line per card, oldest first."""

import re
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.links.roll_file import read_rows
from desk.links.roll_import import Rejected

STATUSES = ("active", "inactive", "temporary_loss", "formal_loss", "void")
DATED = ("issued", "expires", "region")
LOSS = ("loss_kind", "loss_at", "loss_channel", "loss_reference")
COLUMNS = ("certno", "number", "status", *DATED, *LOSS)

SetCard = Callable[[str, str, str, datetime, Mapping[str, Any]], None]
"""`RollRecords.set_card`."""


@dataclass(slots=True)
class CardTally:
    """What an import did."""

    rows: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def import_cards(file: Path, set_card: SetCard, at: datetime) -> CardTally:
    """Enters every card. Raises UsageError as `read_rows`."""
    tally = CardTally()
    with closing(read_rows(file, COLUMNS[:6], set(COLUMNS))) as rows:
        for row in rows:
            tally.rows += 1
            card = row.columns
            problem = _problem(card)
            if problem:
                tally.rejected.append(Rejected(row.number, *problem))
                continue
            facts: dict[str, Any] = {name: card[name] for name in DATED}
            if card.get("loss_kind"):
                facts["loss"] = {name.removeprefix("loss_"): card.get(name, "") for name in LOSS}
            set_card(card["certno"].upper(), card["number"], card["status"], at, facts)
    return tally


def _problem(card: Mapping[str, str]) -> tuple[str, str] | None:
    for name in ("certno", "number", "issued", "expires"):
        if not card[name]:
            return "missing_value", name
    if card["status"] not in STATUSES:
        return "unknown_code", "status"
    if not re.fullmatch(r"\d{6}", card["region"]):
        return "unknown_code", "region"
    if card["status"].endswith("_loss") and card["status"] != f"{card.get('loss_kind', '')}_loss":
        return "missing_value", "loss_kind"
    for name in ("issued", "expires", "loss_at"):
        try:
            datetime.fromisoformat(card.get(name) or "1970-01-01")
        except ValueError:
            return "bad_date", name
    return None
