"""What the demo leaves behind: papers, cards, report, workbook, ledger and a summary, all under one folder."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from desk.services import closing, export
from desk.services.counter import Counter, Operator
from ui.demo.morning import Visited

TRAY, PRACTICE = "tray", "practice"
"""Folders of the demo's data: papers from the practice printer, and what the practice devices keep."""
RECEIPT, REPORT = "受理回执", "日报表"
NOTICES = ("一次性告知单", "容缺受理通知书", "转办告知单", "暂缓办理告知单")


def harvest(
    out: Path, data_dir: Path, counter: Counter, day: date, *, visited: Sequence[Visited], seconds: float
) -> dict[str, Any]:
    """Sorts what the morning produced into `out` and gives the summary, which is also kept there."""
    tray = data_dir / TRAY
    receipts = _sort(tray, out / "receipts", (RECEIPT,))
    _sort(tray, out / "notices", NOTICES)
    for other in sorted(tray.glob("*.pdf")):
        if other.name.startswith(REPORT):
            shutil.copyfile(other, out / "report.pdf")
        elif not other.name.startswith((RECEIPT, *NOTICES)):
            (out / "papers").mkdir(parents=True, exist_ok=True)
            shutil.copyfile(other, out / "papers" / other.name)
    cards, spoiled = _cards(data_dir / PRACTICE / "cards", out / "cards")
    supervisor = replace(counter, operator=Operator("0301", "supervisor"))
    lines = [json.dumps(line, ensure_ascii=False, default=str) for line in export.ledger(supervisor)]
    (out / "ledger.json").write_text("\n".join(lines) + "\n", encoding="utf-8")
    summary = {
        "cases": len(visited),
        "receipts": receipts,
        "cards_printed": cards,
        "spoiled": spoiled,
        "seconds": round(seconds, 1),
        "day": day.isoformat(),
        "report": closing.report(supervisor, day),
        "visits": [
            {
                "case": visit.case,
                "service": visit.comer.service,
                "reason": visit.comer.reason,
                "state": visit.state,
                "keystrokes": visit.keys,
                "seconds": visit.seconds,
                "screens": visit.screens,
            }
            for visit in visited
        ],
    }
    text = json.dumps(summary, ensure_ascii=False, indent=2, default=str)
    (out / "summary.json").write_text(text + "\n", encoding="utf-8")
    return {name: summary[name] for name in ("cases", "receipts", "cards_printed", "spoiled", "seconds")}


def _sort(tray: Path, folder: Path, kinds: tuple[str, ...]) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    kept = []
    for paper in sorted(tray.glob("*.pdf")):
        kind, _, number = paper.stem.partition(" ")
        if kind in kinds:
            name = f"{number}.pdf" if len(kinds) == 1 else f"{number} {kind}.pdf"
            shutil.copyfile(paper, folder / name)
            kept.append(name)
    return kept


def _cards(made: Path, folder: Path) -> tuple[int, int]:
    folder.mkdir(parents=True, exist_ok=True)
    counts = {"card": 0, "spoiled": 0}
    for picture in sorted(made.glob("*.png")):
        shutil.copyfile(picture, folder / picture.name)
        counts[picture.name.partition("-")[0]] += 1
    return counts["card"], counts["spoiled"]
