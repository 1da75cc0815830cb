"""Printing a case's papers one after another, each once, while the clerk goes on; and how each of them ended."""

from collections.abc import Callable, Sequence
from typing import Any

from desk.errors import DeskError
from desk.ports import PaperOutcome
from desk.rules.card_life import JobState
from desk.rules.papers import kinds_of_case
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.words import say, told, word

AFTER_HANDOVER = frozenset({"collection_slip", "witness_statement"})
NOT_FOR_THE_VISIT = frozenset({"daily_report"})


def due_now(visit: Visit) -> list[str]:
    """The papers of the decision that belong to the moment and were not printed yet."""
    case, decision = visit.case, visit.decision or {}
    if case is None:
        return []
    given = case.state in ("collected", "active", "closed")
    return [
        code
        for code in kinds_of_case(decision, case.facts)
        if code not in visit.printed and code not in NOT_FOR_THE_VISIT and (given or code not in AFTER_HANDOVER)
    ]


def printed_of(desk: Desk, number: str) -> dict[str, str]:
    """Which papers of a case may be out, and how their last print ended; for a lane."""
    paperwork, counter = desk.services.paperwork, desk.counter
    kinds = {paper.id: paper.kind for paper in paperwork.papers(counter, number)}
    tried = [one for one in paperwork.printings(counter, number) if one.may_be_out]
    words = {JobState.PRINTED: say("已打印")}
    return {kinds[one.paper]: words.get(one.state, say("未定")) for one in tried if one.paper in kinds}


def ending(outcome: PaperOutcome) -> str:
    """How a print ended, in a word."""
    return {
        PaperOutcome.PRINTED: say("已打印"),
        PaperOutcome.PAPER_OUT: say("缺纸"),
        PaperOutcome.CANCELLED: say("已取消"),
    }.get(outcome, say("未定"))


def print_papers(
    desk: Desk, visit: Visit, kinds: Sequence[str], changed: Callable[[], None], *, copy: bool = False
) -> None:
    """Prints each kind in the paper lane; a paper whose end is not known is never called printed."""
    papers = desk.papers
    if papers is None or visit.case is None:
        return
    number = visit.case.number

    def one(kind: str) -> None:
        visit.printed[kind] = say("在打印")

        def printed(outcome: PaperOutcome) -> None:
            visit.printed[kind] = ending(outcome)
            changed()

        def failed(error: DeskError) -> None:
            rare = error.kind == "glyph_missing"
            why = say("没打出（{why}）", why=told(error).what)
            visit.printed[kind] = say("缺字，按 Ctrl P 留空手写") if rare else why
            changed()

        desk.lanes.paper.run(lambda: papers.print(kind, number, copy=copy), printed, failed)

    for kind in kinds:
        one(kind)
    changed()


def print_of_hall(desk: Desk, kind: str, **about: Any) -> None:
    """Prints a paper of the hall itself while the person goes on.

    One that did not come out has a light until the next one does; 今日 shows it, and prints it again.
    """
    papers = desk.papers
    if papers is None:
        return

    def ended(outcome: PaperOutcome) -> None:
        desk.unprinted = None if outcome == PaperOutcome.PRINTED else (word("documents", kind), ending(outcome))

    def failed(_: DeskError) -> None:
        desk.unprinted = (word("documents", kind), say("没打出"))

    desk.lanes.paper.run(lambda: papers.of_hall(kind, **about), ended, failed)
