"""What has to be true of a store after anything happened to the desk: the promises, as violations found."""

import os
import shutil
from pathlib import Path

from desk_builder import build, open_counter
from desk_flows import finish, witnessed
from sqlalchemy import func, select, text

from desk.records.cases import Case
from desk.records.days import Day
from desk.records.drafts import DraftRow
from desk.records.making import Card, PrintJob
from desk.records.money import Payment
from desk.records.stock import Blank
from desk.services import audit, backup
from desk.services.counter import Counter


def violations(folder: Path, flow: str, *, go_on: bool = True) -> list[str]:
    """Opens what a run left behind and tells every broken promise; with `go_on` the desk has to come to the end."""
    os.environ["GUITAI_KEY_DIR"] = str(folder / "keys")
    acks = [line.split() for line in (folder / "acks").read_text().splitlines()]
    if (folder / "bug").exists():
        return [(folder / "bug").read_text()]
    desk = build(folder, settled=True)
    found = _all(desk, folder, acks)
    if go_on and not found:
        desk = finish(desk, flow, folder)
        found = [f"after going on: {each}" for each in _all(desk, folder, acks, settled=True)]
    desk.store.close()
    found += _folders(folder, acks)
    return found


def _all(desk: Counter, folder: Path, acks: list[list[str]], *, settled: bool = False) -> list[str]:
    found = []
    verdict = audit.verify(desk)
    if not verdict["ok"]:
        found.append(f"journal: {verdict}")
    with desk.store.reading() as session:
        jobs = {job.id: job for job in session.scalars(select(PrintJob))}
        for kind, *words in acks:
            if not settled or kind != "draft":
                found += _kept(desk, kind, words)
        for job in witnessed(folder):
            if job not in jobs or jobs[job].state == "intent":
                found.append(f"P4: card {job} came out without an intent")
        for case in {job.case for job in jobs.values()}:
            mine = [job for job in jobs.values() if job.case == case]
            out = [job for job in mine if job.id in witnessed(folder)]
            if len(out) > sum(job.state in ("sent", "printed", "spoiled", "unknown") for job in mine):
                found.append(f"P3: more cards than jobs for {case}")
            if sum(job.state == "printed" for job in mine) > 1:
                found.append(f"P3: two good cards for {case}")
        for table, column, place in ((Case, Case.number, 20), (Payment, Payment.receipt, 21)):
            taken = sorted(int(number[place : place + 4]) for number in session.scalars(select(column)))
            if taken != list(range(1, len(taken) + 1)):
                found.append(f"numbers of {table.__tablename__} have gaps or doubles: {taken}")
        if session.scalar(text("SELECT count(*) FROM pragma_foreign_key_check")):
            found.append("rows that point nowhere")
    return found


def _kept(desk: Counter, kind: str, words: list[str]) -> list[str]:
    """P1: what was acknowledged is there."""
    hall, key = desk.hall, words[0]
    with desk.store.reading() as session:
        if kind == "case":
            case = session.get(Case, (hall, key))
            there = case is not None and (len(words) < 2 or case.state == words[1])
        elif kind == "draft":
            consumed = session.scalar(text("SELECT count(*) FROM commands WHERE key LIKE 'visit%'"))
            there = session.get(DraftRow, (hall, key)) is not None or bool(consumed)
        elif kind == "payment":
            there = session.get(Payment, (hall, key)) is not None
        elif kind == "blank":
            blank = session.get(Blank, (hall, key))
            there = blank is not None and (words[1] == "in_stock" or blank.state == words[1])
        elif kind == "card":
            card = session.get(Card, (hall, key))
            there = card is not None and card.blank == words[1]
        elif kind == "day":
            there = session.scalar(select(func.count()).select_from(Day).where(Day.digest == key)) == 1
        else:
            there = True
    return [] if there else [f"P1: {kind} {' '.join(words)} is lost"]


def _folders(folder: Path, acks: list[list[str]]) -> list[str]:
    """Backups are proved or absent; a new or restored store is whole or absent."""
    found = [
        f"backup {file.name} does not verify" for file in folder.glob("backups/*.backup") if not backup.verify(file).ok
    ]
    acknowledged = {words[0] for kind, *words in acks if kind == "restored"}
    for name in ("new", "restored"):
        place = folder / name
        if (place / "store").exists():
            build_like(place).store.close()
        elif name in acknowledged:
            found.append(f"store {name} is lost")
    return found


def build_like(place: Path) -> Counter:
    """A counter over the store in a folder beside the run's own."""
    desk = build(place.parent, settled=True)
    desk.store.close()
    return open_counter(desk, place)


def remove(folder: Path) -> None:
    """A run that held leaves nothing behind."""
    shutil.rmtree(folder, ignore_errors=True)
