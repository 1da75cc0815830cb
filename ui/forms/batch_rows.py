"""A batch in words: the papers it wants, who is on the list, what became of each, and of the whole."""

from collections.abc import Iterator, Mapping
from typing import Any

from ui.page import DONE, FINE, LOOK, STOP, Verdict
from ui.parts.entry_row import Option
from ui.parts.table import Cells
from ui.words import grouped, say, word
from ui.words.verdicts import reason_sentence


def paper_rows(here: Mapping[str, bool]) -> Iterator[Option]:
    """The papers of the whole batch, each with whether it lies here."""
    for number, (code, is_here) in enumerate(here.items(), 1):
        words = say("收到") if is_here else say("没有收到")
        yield Option(str(number), DONE if is_here else STOP, word("materials", code), words, "", "", code)


def listed(who: str, number: str, cases: Mapping[str, Any]) -> Cells:
    """Somebody on the list; of a card that is fetched, whose it is and whether it lies here.

    `cases` are those that were looked up, by number, None for a number that is no case's.
    """
    case = cases.get(number)
    if case is not None:
        mark = DONE if case.state == "ready" else LOOK
        words = (case.name, case.masked, word("case_states", case.state), grouped(number))
        return Cells(words, number, pressable=True, mark=mark, mark_at=2)
    if number in cases:
        return Cells((who, "", say("没有这一件"), number), number, pressable=True, mark=STOP, mark_at=2)
    return Cells((who, number, ""), number, pressable=True)


def ended(row: Any) -> Cells:
    """What became of one person of a batch that is through, and why."""
    state = word("reasons", row.reason) if row.reason else word("case_states", row.state)
    mark = STOP if row.reason else LOOK if row.obstacles or row.state == "accepted" else DONE
    why = say("；").join(reason_sentence(one) for one in row.obstacles)
    words = (row.name, row.masked, state, why or (grouped(row.case) if row.case else ""))
    return Cells(words, str(row.case or ""), mark=mark, mark_at=2)


def came_of(batch: Any, *, applying: bool) -> Verdict:
    """How many were taken in, or given their cards; how many were left and how many have to wait."""
    taken = len(batch.taken)
    left, held = len(batch.rows) - taken, sum(bool(row.obstacles) for row in batch.rows)
    words = say("已受理 {n} 人", n=taken - held) if applying else say("已交出 {n} 张卡", n=taken)
    second = say("留下 {n} 人，原因在名单上。", n=left) if left else ""
    if held:
        second = say("暂缓 {held} 人，留下 {n} 人，原因在名单上。", held=held, n=left)
    return Verdict(LOOK if left or held else FINE, words, second)
