"""Long tables: tens of thousands of lines, a few microseconds each.

`tables.table` weighs every line for breaks; a year's cases would take minutes. Here a row whose cells all fit their
columns is written straight into the page's stream, one text object a page, with places made once. A row with a longer
cell goes the slow way, so nothing is ever cut off.
"""

from collections.abc import Callable, Sequence

from printing import fonts
from printing.lines import set_lines
from printing.looks import FIRM, THIN, Column
from printing.paper import Paper
from printing.sheet import FAINT, GREY, MM

STEP = 5.0
"""Height of a row in millimetres."""
GAP = 1.5
"""Free space between columns."""

Progress = Callable[[int, int], None]
"""Told (rows done, rows in all) once a page; whatever it raises ends the report."""


class Listing:
    """A table over as many pages as it needs, from the paper's present height on."""

    def __init__(self, paper: Paper, columns: Sequence[Column], size: float = 7.5) -> None:
        self.paper, self.columns, self.size = paper, columns, size
        self.edges = [paper.left]
        for column in columns:
            self.edges.append(self.edges[-1] + column.width)
        self._shown: dict[str, tuple[str, float]] = {}
        self._ops: list[str] = []
        self._rules: list[tuple[float, float, float, float]] = []

    def write(self, rows: Sequence[Sequence[str]], progress: Progress | None = None) -> None:
        """All rows, one line each where they fit."""
        paper = self.paper
        self._head()
        plan = [
            (number, column.align == "right", f"1 0 0 1 {self.edges[number] * MM:.2f} ", column.width - GAP)
            for number, column in enumerate(self.columns)
        ]
        for done, row in enumerate(rows):
            if paper.y + STEP > paper.bottom:
                self._end_page()
                if progress:
                    progress(done, len(rows))
                paper.next_page()
                self._head()
            level = f"{(paper.sheet.height - paper.y - STEP * 0.68) * MM:.2f} Tm "
            line = []
            for number, to_the_right, place, room in plan:
                shown, width = self._cell(row[number])
                if width > room:
                    break
                if to_the_right:
                    place = f"1 0 0 1 {(self.edges[number + 1] - width) * MM:.2f} "  # noqa: PLW2901
                line.append(f"{place}{level}{shown}")
            else:
                self._ops += line
                paper.y += STEP
                self._rules.append((paper.left, paper.y - THIN / 2, self.edges[-1] - paper.left, THIN))
                continue
            self._tall(row)
        self._end_page()
        if progress:
            progress(len(rows), len(rows))

    def _cell(self, text: str) -> tuple[str, float]:
        known = self._shown.get(text)
        if known is None:
            if len(self._shown) > 20_000:
                self._shown.clear()
            known = self.paper.sheet.shown(text, self.size), fonts.width(text, self.size) / MM
            self._shown[text] = known
        return known

    def _tall(self, row: Sequence[str]) -> None:
        """A row with a cell that needs several lines."""
        paper = self.paper
        cells = [
            set_lines(text, (column.width - GAP) * MM, self.size, self.size)
            for text, column in zip(row, self.columns, strict=True)
        ]
        height = max(len(cell) for cell in cells) * STEP * 0.8 + STEP * 0.2
        if paper.y + height > paper.bottom:
            self._end_page()
            paper.next_page()
            self._head()
        for number, cell in enumerate(cells):
            right = self.columns[number].align == "right"
            x = self.edges[number + 1] if right else self.edges[number]
            for place, line in enumerate(cell):
                base = paper.y + STEP * (0.68 + 0.8 * place)
                paper.sheet.text(x, base, line.text, self.size, anchor="right" if right else "left")
        paper.y += height
        self._rules.append((paper.left, paper.y - THIN / 2, self.edges[-1] - paper.left, THIN))

    def _head(self) -> None:
        paper = self.paper
        for number, column in enumerate(self.columns):
            right = column.align == "right"
            x = self.edges[number + 1] if right else self.edges[number]
            anchor = "right" if right else "left"
            paper.sheet.text(x, paper.y + 4, column.head, paper.look.caption, ink=GREY, anchor=anchor)
        paper.y += 5.6
        paper.sheet.rule(paper.left, paper.y, self.edges[-1], FIRM)

    def _end_page(self) -> None:
        if self._ops:
            self.paper.sheet.raw(f"BT 0 g\n{chr(10).join(self._ops)}\nET")
        if self._rules:
            self.paper.sheet.bars(self._rules, ink=FAINT)
        self._ops, self._rules = [], []
