"""Pages that are filled from the top: a head on each, lines that flow on, a foot with 第 1/2 页 on all of them.

    0 ──── head: title, mark, hall │ bar code, number ────
           what is written, top to bottom (y grows downwards, millimetres)
           …
    h ──── foot: what to know │ 第 1/2 页 ────

Definitions
    copy     what one person keeps: its pages are counted by themselves, so that nobody looks for the other's page 2
    block    something that stands together; the newest ones may follow a signature on to its page

Millimetres for places, points for type.
"""

from collections.abc import Sequence

from printing.fonts import width
from printing.head import draw_head, draw_stamps
from printing.lines import Line, set_lines
from printing.looks import HEAVY, THIN, Heading, Look, grouped
from printing.sheet import FAINT, GREY, MM, Sheet

COMES_ALONG = 45.0
"""So much of a page, in millimetres, goes on to the next one with the signatures."""


class Pages:
    """Pages of one look; `y` is the height of what comes next."""

    def __init__(self, look: Look, heading: Heading, foot: str) -> None:
        self.look, self.heading = look, heading
        copy = heading.copy
        told = f"{foot}　补打 {copy.number}，{copy.at}，{copy.by}" if copy else foot
        room = look.width * MM - width("第 99/99 页", look.caption) - 12
        self._foot = set_lines(told, room, look.caption, look.caption)
        self.sheet = Sheet(look.size, heading.title, heading.number)
        self.left, self.right = look.side, look.size[0] - look.side
        self.bottom = look.size[1] - look.foot - 8 - self._step_of_foot * (len(self._foot) - 1)
        self.y = look.top
        self._reminder = grouped(heading.number)
        self._copies = [1]
        """The first page of each copy."""
        self._blocks: list[tuple[int, float]] = []
        """Where the newest blocks of this page begin, and at which height; those that may go on to another page."""

    # ── from page to page ───────────────────────────────────────────────────────────────────────────────────────

    def head(self, beside: Sequence[str] = ()) -> None:
        """Title with its marks and the place on the left; bar code and number, or the lines `beside`, on the right."""
        self._reminder = self._reminder or (beside[0] if beside else "")
        self.y = draw_head(self.sheet, self.look, self.heading, self.y, beside)

    def room(self, height: float) -> None:
        """Goes on to the next page unless `height` is still free."""
        if self.y + height > self.bottom + 0.01:
            self.next_page()

    def next_page(self) -> None:
        """A new page with the title and the number, or the day, so that loose sheets find each other."""
        self._new_page()
        base = self.y + 4.4
        size = min(self.look.body, 9.5)
        at = self.left + self.sheet.text(self.left, base, self.heading.title, size, bold=True)
        draw_stamps(self.sheet, self.heading.stamps, at + 3, base, size, self.right)
        self.sheet.text(self.right, base, self._reminder, self.look.caption, ink=GREY, anchor="right")
        self.y += 7
        self.sheet.rule(self.left, self.y, self.right, HEAVY)
        self.y += 2

    def next_copy(self) -> None:
        """A page that begins like a first one: the copy somebody else keeps."""
        self._new_page()
        self._copies.append(self.sheet.pages)

    def _new_page(self) -> None:
        self.sheet.new_page()
        self._blocks = []
        self.y = self.look.top

    def finish(self) -> bytes:
        """Writes every page's foot and gives the PDF."""
        ends = [*self._copies[1:], self.sheet.pages + 1]
        for first, end in zip(self._copies, ends, strict=True):
            for page in range(first, end):
                self._write_foot(page, f"第 {page - first + 1}/{end - first} 页")
        return self.sheet.pdf()

    def _write_foot(self, page: int, number: str) -> None:
        look, sheet = self.look, self.sheet
        base = look.size[1] - look.foot - 1.2
        top = base - (len(self._foot) - 1) * self._step_of_foot
        sheet.turn_to(page)
        sheet.rule(self.left, top - 4.6, self.right, THIN, ink=FAINT)
        sheet.text(self.right, base, number, look.caption, ink=GREY, anchor="right")
        for place, line in enumerate(self._foot):
            sheet.text(self.left, top + place * self._step_of_foot, line.text, look.caption, ink=GREY)

    @property
    def _step_of_foot(self) -> float:
        return self.look.caption * 1.4 / MM

    # ── blocks that may follow a signature ──────────────────────────────────────────────────────────────────────

    def begin_block(self) -> None:
        """What is drawn from here on stands together."""
        self._blocks.append((self.sheet.drawn, self.y))

    def end_block(self) -> None:
        """What follows stands by itself; what was written cannot go on to another page alone."""
        self._blocks = []

    def go_on_with_last_blocks(self) -> None:
        """Nobody signs on a page that says nothing: the last few blocks come along to a new one."""
        page, end = self.sheet.pages, self.y
        along = [block for block in self._blocks[-3:] if end - block[1] <= COMES_ALONG] or self._blocks[-1:]
        self.next_page()
        if along:
            since, begun = along[0]
            self.sheet.carry_over(since, page, begun - self.y)
            self.y += end - begun

    # ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────

    def height_of(self, lines: Sequence[Line], size: float | None = None) -> float:
        """What lines take in millimetres."""
        return sum(self._step(line, size) for line in lines)

    def flow(self, x: float, lines: Sequence[Line], size: float | None = None) -> None:
        """Lines from `y` on, over as many pages as they need."""
        for line in lines:
            self.room(self._step(line, size))
            self.column(x, self.y, [line], size=size)
            self.y += self._step(line, size)

    def column(
        self,
        x: float,
        y: float,
        lines: Sequence[Line],
        *,
        size: float | None = None,
        ink: str = "0",
        right: float | None = None,
    ) -> None:
        """Lines one under the other from y on, or ending at `right`; `y` of the paper stays."""
        for line in lines:
            step = self._step(line, size)
            used = self.look.caption if line.small else size or self.look.body
            self.write(x, y + step / 2 + used * 0.37 / MM, line, used, ink=GREY if line.small else ink, right=right)
            y += step

    def write(self, x: float, y: float, line: Line, size: float, *, ink: str = "0", right: float | None = None) -> None:
        """One line with its baseline at y."""
        if right is not None:
            x = right - sum(width(text, size, bold=bold) for text, bold in line.parts) / MM
        for text, bold in line.parts:
            x += self.sheet.text(x, y, text, size, bold=bold, ink=ink)

    def _step(self, line: Line, size: float | None) -> float:
        return (self.look.caption * 1.35 if line.small else (size or self.look.body) * 1.5) / MM
