"""Parts of a paper that are ticked or written on: what is in order, lines to write on, boxes to tick."""

from collections.abc import Sequence

from printing.lines import set_lines
from printing.looks import FIRM, THIN
from printing.paper import Paper
from printing.sheet import FAINT, GREY, MM


def ticks(paper: Paper, rows: Sequence[tuple[str, str]], second: float = 70.0) -> None:
    """What is fine: a drawn tick, the thing, and what was seen."""
    look = paper.look
    for thing, seen in rows:
        things = set_lines(thing, (second - 10) * MM, look.body, look.caption)
        told = set_lines(seen, (look.width - second) * MM, look.body, look.caption)
        height = max(paper.height_of(things), paper.height_of(told))
        paper.room(height + 2)
        paper.y += 1
        middle = paper.y + look.leading / 2
        _tick(paper, paper.left + 0.6, middle)
        paper.column(paper.left + 8, paper.y, things)
        paper.column(paper.left + second, paper.y, told)
        paper.y += height + 1
        paper.sheet.rule(paper.left, paper.y, paper.right, THIN, ink=FAINT)


def blanks(paper: Paper, rows: Sequence[Sequence[tuple[str, str]]]) -> None:
    """Facts on lines one can write on: so many abreast as a row has."""
    look = paper.look
    for line in rows:
        share = look.width / len(line)
        cells = [set_lines(value, (share - look.label - 6) * MM, look.body, look.caption) for _, value in line]
        height = max(map(paper.height_of, cells))
        paper.room(height + 4)
        paper.y += 4
        for number, ((label, _), cell) in enumerate(zip(line, cells, strict=True)):
            x = paper.left + share * number
            paper.column(x, paper.y, set_lines(label, look.label * MM, look.body, look.caption), ink=GREY)
            paper.column(x + look.label + 1, paper.y, cell)
            paper.sheet.rule(x + look.label, paper.y + height, x + share - (5 if number < len(line) - 1 else 0), THIN)
        paper.y += height


def boxes(paper: Paper, matters: Sequence[tuple[str, bool]], columns: int = 3) -> None:
    """Matters with a box to tick, some ticked already."""
    look = paper.look
    share = look.width / columns
    for first in range(0, len(matters), columns):
        paper.room(7)
        paper.y += 6
        for number, (matter, ticked) in enumerate(matters[first : first + columns]):
            x = paper.left + share * number
            paper.sheet.frame(x, paper.y - 3.2, 3.6, 3.6, FIRM)
            if ticked:
                _tick(paper, x + 0.2, paper.y - 1.4)
            paper.sheet.text(x + 6, paper.y, matter, look.body)
        paper.y += 1


def _tick(paper: Paper, x: float, middle: float) -> None:
    paper.sheet.strokes([[(x, middle), (x + 1.0, middle + 1.1), (x + 2.6, middle - 1.3)]], 0.45)
