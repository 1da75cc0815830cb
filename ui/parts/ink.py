"""Drawing in the measures of the design.

Definitions
    effective px   every length here; the look's scale is applied at the last moment
    runs           text in which **two stars** make a stretch bold and [[Enter]] draws a key cap

Invariants
    1. Text is never cut: `text` elides with … only where its caller gives a width, and then the whole text is what the
       row is called for screen readers; running text is wrapped by `paragraph`.
    2. A line never starts with 、，。）” (Qt's line breaking keeps them back).
"""

import re
from bisect import bisect_left
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from ui.look import BODY, CAPTION, LINE_OF, Look, look

_RUN = re.compile(r"((?<!\*)\*\*(?!\*)[^*]+(?<!\*)\*\*(?!\*)|\[\[.+?\]\])")
"""A masked number has eight stars in a row; only two stars by themselves begin or end a bold stretch."""
CAP_HEIGHT = 20
CAP_SIDE = 5


def plain(words: str) -> str:
    """The words without the marks of their runs, as a screen reader says them."""
    return "".join(piece for _, piece in _runs(words))


def drawable(words: str) -> str:
    """The words with U+323B0 in the place of an ideograph that no font here can draw: no name is shown as a box."""
    rare = {one for one in words if _may_lack(one)}
    if not rare:
        return words
    metrics = look().metrics()
    absent = {ord(one): f"U+{ord(one):04X}" for one in rare if not metrics.inFontUcs4(ord(one))}
    return words.translate(absent)


def _may_lack(one: str) -> bool:
    """Extension A, the newest of the first block, private ones, and everything beyond U+FFFF."""
    code = ord(one)
    return 0x3400 <= code <= 0x4DBF or 0x9FA6 <= code <= 0x9FFF or 0xE000 <= code <= 0xF8FF or code > 0xFFFF


@lru_cache(maxsize=4096)
def _runs(words: str) -> tuple[tuple[str, str], ...]:
    pieces = []
    for piece in _RUN.split(drawable(words)):
        if _RUN.fullmatch(piece) and piece.startswith("**"):
            pieces.append(("bold", piece[2:-2]))
        elif piece.startswith("[["):
            pieces.append(("cap", piece[2:-2]))
        elif piece:
            pieces.append(("plain", piece))
    return tuple(pieces)


@lru_cache(maxsize=4096)
def width_of(look: Look, words: str, size: int = BODY, *, bold: bool = False, mono: bool = False) -> float:
    """How wide one line of runs is, in effective px."""
    total = 0.0
    for kind, piece in _runs(words):
        if kind == "cap":
            total += cap_width(look, piece) + 8
        else:
            metrics = look.metrics(size, bold=bold or kind == "bold", mono=mono)
            total += metrics.horizontalAdvance(piece) / look.scale
    return total


def fitting_size(look: Look, words: str, width: float, sizes: tuple[int, ...], *, bold: bool = False) -> int:
    """The largest of these sizes, largest first, in which one line has room."""
    return next((size for size in sizes if width_of(look, words, size, bold=bold) <= width + 0.5), sizes[-1])


def cap_width(look: Look, words: str) -> float:
    """How wide a key cap is."""
    return max(20.0, look.metrics(CAPTION).horizontalAdvance(words) / look.scale + 2 * CAP_SIDE)


def height_of(look: Look, words: str, width: float, size: int = BODY, *, bold: bool = False) -> float:
    """How high running text of that width is: whole lines of the type scale."""
    if not words:
        return 0.0
    return len(_broken(look, words, width, size, bold)[1]) * LINE_OF[size]


def cut_to(look: Look, words: str, width: float, height: float, size: int = BODY) -> str:
    """As much of running text as whole lines have room for; an ellipsis tells that there is more."""
    if height_of(look, words, width, size) <= height + 0.5:
        return words
    whole = plain(words)
    too_much = bisect_left(
        range(len(whole)), True, key=lambda n: height_of(look, f"{whole[:n]}…", width, size) > height + 0.5
    )
    return f"{whole[: max(too_much - 1, 0)].rstrip()}…"


@lru_cache(maxsize=2048)
def _broken(look: Look, words: str, width: float, size: int, bold: bool) -> tuple[QTextLayout, tuple[float, ...]]:
    text = "".join(piece for _, piece in _runs(words)).replace("\n", "\u2028")
    layout = QTextLayout(text, look.font(size, bold=bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    formats, at = [], 0
    for kind, piece in _runs(words):
        if kind == "bold":
            one = QTextLayout.FormatRange()
            one.start, one.length = at, len(piece)
            one.format = QTextCharFormat()
            one.format.setFont(look.font(size, bold=True))
            formats.append(one)
        at += len(piece)
    layout.setFormats(formats)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    step = LINE_OF[size] * look.scale
    widths: list[float] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 20) * look.scale)
        line.setPosition(QPointF(0, len(widths) * step + (step - line.height()) / 2))
        widths.append(line.naturalTextWidth() / look.scale)
    layout.endLayout()
    return layout, tuple(widths)


class Ink:
    """A painter that speaks effective px, tokens and runs."""

    def __init__(self, painter: QPainter, look: Look, width: int, height: int) -> None:
        self.painter = painter
        self.look = look
        self.width = width / look.scale
        self.height = height / look.scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def rect(self, x: float, y: float, w: float, h: float) -> QRectF:
        """A rectangle on the screen, its edges on whole pixels."""
        s = self.look.scale
        left, top = round(x * s), round(y * s)
        return QRectF(left, top, round((x + w) * s) - left, round((y + h) * s) - top)

    def text(
        self,
        x: float,
        middle: float,
        words: str,
        size: int = BODY,
        colour: str = "text",
        *,
        bold: bool = False,
        right: bool = False,
        centre: bool = False,
        width: float | None = None,
        mono: bool = False,
    ) -> float:
        """One line of runs around the height `middle`, from x, up to x (`right`) or around x; gives its width."""
        total = width_of(self.look, words, size, bold=bold, mono=mono)
        if width is not None and total > width + 0.5:
            words = self._elided(words, size, width, bold=bold, mono=mono)
            total = width_of(self.look, words, size, bold=bold, mono=mono)
        at = x - total if right else x - total / 2 if centre else x
        start = at
        for kind, piece in _runs(words):
            if kind == "cap":
                at += 4 + self.cap(at + 4, middle, piece) + 4
                continue
            heavy = bold or kind == "bold"
            metrics = self.look.metrics(size, bold=heavy, mono=mono)
            baseline = middle * self.look.scale + (metrics.ascent() - metrics.descent()) / 2
            self.painter.setFont(self.look.font(size, bold=heavy, mono=mono))
            self.painter.setPen(self.look.colour(colour))
            self.painter.drawText(QPointF(round(at * self.look.scale), round(baseline)), piece)
            at += metrics.horizontalAdvance(piece) / self.look.scale
        return at - start

    def fitting(  # noqa: PLR0917 - a place and what is drawn there
        self,
        x: float,
        middle: float,
        words: str,
        width: float,
        sizes: tuple[int, ...],
        colour: str = "text",
        *,
        bold: bool = False,
        right: bool = False,
        centre: bool = False,
    ) -> float:
        """One line in the largest of these sizes that has room in `width`; only the smallest is elided."""
        size = fitting_size(self.look, words, width, sizes, bold=bold)
        return self.text(x, middle, words, size, colour, bold=bold, right=right, centre=centre, width=width)

    def _elided(self, words: str, size: int, width: float, *, bold: bool, mono: bool) -> str:
        heavy = bold or words.startswith("**")
        metrics = self.look.metrics(size, bold=heavy, mono=mono)
        cut = metrics.elidedText(plain(words), Qt.TextElideMode.ElideRight, width * self.look.scale)
        return f"**{cut}**" if heavy and not bold else cut

    def paragraph(  # noqa: PLR0917 - a rectangle and what it is drawn with
        self,
        x: float,
        top: float,
        width: float,
        words: str,
        size: int = BODY,
        colour: str = "text",
        *,
        bold: bool = False,
    ) -> float:
        """Running text from `top`, wrapped at `width`; gives its height."""
        if not words:
            return 0.0
        layout, lines = _broken(self.look, words, width, size, bold)
        self.painter.setPen(self.look.colour(colour))
        layout.draw(self.painter, QPointF(round(x * self.look.scale), round(top * self.look.scale)))
        return len(lines) * LINE_OF[size]

    def cap(
        self, x: float, middle: float, words: str, colour: str = "text_2", edge: str = "line_2", *, right: bool = False
    ) -> float:
        """A key cap; gives its width."""
        w = cap_width(self.look, words)
        left = x - w if right else x
        box = self.rect(left, middle - CAP_HEIGHT / 2, w, CAP_HEIGHT).adjusted(0.5, 0.5, -0.5, -0.5)
        self.painter.setPen(QPen(self.look.colour(edge), self.look.line()))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(box, self.look.px(4), self.look.px(4))
        self.text(left + w / 2, middle, words, CAPTION, colour, centre=True)
        return w

    def hairline(self, x: float, y: float, w: float, colour: str = "line") -> None:
        """A horizontal line whose lower edge lies on y."""
        thick = self.look.line()
        box = self.rect(x, y, w, 0)
        self.painter.fillRect(QRectF(box.left(), box.top() - thick, box.width(), thick), self.look.colour(colour))

    def upright(self, x: float, y: float, h: float, colour: str = "line") -> None:
        """A vertical line whose left edge lies on x."""
        box = self.rect(x, y, 0, h)
        self.painter.fillRect(QRectF(box.left(), box.top(), self.look.line(), box.height()), self.look.colour(colour))

    def fill(self, x: float, y: float, w: float, h: float, colour: str, radius: float = 0) -> None:  # noqa: PLR0917
        """A filled rectangle."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QBrush(self.look.colour(colour)))
        if radius:
            self.painter.drawRoundedRect(self.rect(x, y, w, h), self.look.px(radius), self.look.px(radius))
        else:
            self.painter.fillRect(self.rect(x, y, w, h), self.look.colour(colour))

    def frame(  # noqa: PLR0917 - a rectangle and what it is drawn with
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        colour: str,
        thick: float = 1,
        radius: float = 4,
        fill: str = "",
        *,
        dashed: bool = False,
    ) -> None:
        """A rounded edge of that thickness, drawn inside the rectangle."""
        line = self.look.line(thick)
        pen = QPen(self.look.colour(colour), line)
        if dashed:
            pen.setDashPattern([3, 2])
        self.painter.setPen(pen)
        self.painter.setBrush(QBrush(self.look.colour(fill)) if fill else Qt.BrushStyle.NoBrush)
        half = line / 2
        self.painter.drawRoundedRect(
            self.rect(x, y, w, h).adjusted(half, half, -half, -half), self.look.px(radius), self.look.px(radius)
        )
