"""A document being drawn: pages of PDF operators, measured in millimetres from the upper left corner.

Text is written straight as operators and only fonts, pictures and the file are left to reportlab: its own drawString
costs ten times as much on a report of fifty thousand lines. `invariant` keeps dates and random ids out, so the same
words always give the same bytes.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from printing import font_files, fonts
from printing.embedding import Subset

MM = 72 / 25.4
"""Points in a millimetre."""

BLACK, GREY, FAINT = "0", ".267", ".72"
"""Ink: text, labels (#444), the hairlines between rows."""

rl_config.useA85 = 0  # streams stay binary: a fifth smaller, and quicker

Point = tuple[float, float]


class _NoFirstFont:
    """Stands in for the Helvetica that reportlab would name, un-embedded, on every page."""

    fontName = "GuitaiNone"  # noqa: N815 - reportlab's names
    _dynamicFont = 1  # noqa: N815


pdfmetrics._fonts[_NoFirstFont.fontName] = _NoFirstFont()


@dataclass(slots=True)
class _Page:
    ops: list[str] = field(default_factory=list)
    pictures: list[tuple[bytes, float, float, float, float]] = field(default_factory=list)


class Sheet:
    """Pages of one size; draws on the page it was last turned to."""

    def __init__(self, size: tuple[float, float], title: str, subject: str = "") -> None:
        self.width, self.height = size
        self.title, self.subject = title, subject
        self._pages: list[_Page] = []
        self._subsets: dict[int, Subset] = {}
        self.new_page()

    @property
    def pages(self) -> int:
        """How many pages there are so far."""
        return len(self._pages)

    def new_page(self) -> None:
        """Adds a page and turns to it."""
        self._pages.append(_Page())
        self._page = self._pages[-1]

    @property
    def drawn(self) -> int:
        """How much is drawn on the present page; see `carry_over`."""
        return len(self._page.ops)

    def carry_over(self, since: int, page: int, up: float) -> None:
        """What was drawn on a page since then goes to the present page, so many millimetres higher; no pictures."""
        from_page = self._pages[page - 1]
        carried = from_page.ops[since:]
        del from_page.ops[since:]
        self._page.ops += [f"q 1 0 0 1 0 {up * MM:.2f} cm", *carried, "Q"]

    def turn_to(self, page: int) -> None:
        """Goes back to a page, counted from 1, to draw its foot."""
        self._page = self._pages[page - 1]

    def text(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, ink: str = BLACK, anchor: str = "left"
    ) -> float:
        """Writes one line, its baseline at y; returns how wide it is in millimetres. Size in points."""
        if not text:
            return 0.0
        run = fonts.width(text, size, bold=bold) / MM
        if anchor == "right":
            x -= run
        elif anchor == "centre":
            x -= run / 2
        shown = self.shown(text, size, bold=bold)
        self._page.ops.append(f"BT {ink} g {x * MM:.2f} {(self.height - y) * MM:.2f} Td {shown}ET")
        return run

    def shown(self, text: str, size: float, *, bold: bool = False) -> str:
        """The operators that show a text where the pen stands."""
        ops = []
        for index, run in fonts.runs(text, bold=bold):
            codes = run.translate(self._subset(index))
            if bold and index in font_files.RARE:
                ops.append(f"/F{index} {size:g} Tf 2 Tr {size * 0.03:.2f} w <{codes}> Tj 0 Tr ")
            else:
                ops.append(f"/F{index} {size:g} Tf <{codes}> Tj ")
        return "".join(ops)

    def _subset(self, index: int) -> Subset:
        if index not in self._subsets:
            opened = fonts.face(index)
            assert opened
            self._subsets[index] = Subset(opened)
        return self._subsets[index]

    def rule(self, x1: float, y: float, x2: float, weight: float, *, ink: str = BLACK) -> None:
        """A level line, centred on y."""
        self.bars([(x1, y - weight / 2, x2 - x1, weight)], ink=ink)

    def bars(self, boxes: Iterable[tuple[float, float, float, float]], *, ink: str = BLACK) -> None:
        """Filled boxes (x, y of the upper edge, width, height) as one path."""
        path = " ".join(
            f"{x * MM:.3f} {(self.height - y - h) * MM:.3f} {w * MM:.3f} {h * MM:.3f} re" for x, y, w, h in boxes
        )
        self._page.ops.append(f"{ink} g {path} f")

    def frame(self, x: float, y: float, w: float, h: float, weight: float, *, dashed: bool = False) -> None:
        """An empty box."""
        dash = "[2 2] 0 d " if dashed else ""
        box = f"{x * MM:.2f} {(self.height - y - h) * MM:.2f} {w * MM:.2f} {h * MM:.2f} re"
        self._page.ops.append(f"q 0 G {dash}{weight * MM:.2f} w {box} S Q")

    def strokes(self, lines: Iterable[Sequence[Point]], weight: float) -> None:
        """Pen strokes with round ends."""
        path = " ".join(
            " ".join(f"{x * MM:.2f} {(self.height - y) * MM:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(line))
            for line in lines
        )
        self._page.ops.append(f"q 1 J 1 j {weight * MM:.2f} w {path} S Q")

    def draw(self, x: float, y: float, unit: Point, path: str) -> None:
        """A path of `re` operators in units of its own (see marks), its upper left corner at x, y."""
        wide, high = unit[0] * MM, unit[1] * MM
        place = f"{x * MM:.3f} {(self.height - y) * MM:.3f}"
        self._page.ops.append(f"q 0 g {wide:.5f} 0 0 {-high:.5f} {place} cm {path} f Q")

    def picture(self, x: float, y: float, w: float, h: float, data: bytes) -> None:
        """A JPEG or PNG."""
        self._page.pictures.append((data, x * MM, (self.height - y - h) * MM, w * MM, h * MM))

    def raw(self, ops: str) -> None:
        """Operators made by the caller, in points from the lower left corner."""
        self._page.ops.append(ops)

    def pdf(self) -> bytes:
        """The finished file."""
        canvas = Canvas(
            io.BytesIO(),
            pagesize=(self.width * MM, self.height * MM),
            pageCompression=1,
            invariant=1,
            initialFontName=_NoFirstFont.fontName,
        )
        canvas.setTitle(self.title)
        canvas.setSubject(self.subject)
        canvas.setCreator("Guitai 柜台")
        canvas.setAuthor("")
        for page in self._pages:
            for data, x, y, w, h in page.pictures:
                canvas.drawImage(ImageReader(io.BytesIO(data)), x, y, w, h)
            canvas.addLiteral("\n".join(page.ops))
            canvas.showPage()
        canvas._doc.delayedFonts += self._subsets.values()
        done: bytes = canvas.getpdfdata()
        return done
