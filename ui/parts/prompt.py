"""The reception's prompt: a card above a reader, one sentence, one line; all else begins by laying a card down."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPen

from ui.look import BODY, CAPTION, TITLE, VERDICT
from ui.page import Verdict
from ui.parts.ink import Ink, height_of, plain
from ui.parts.marks import draw_mark
from ui.parts.part import INSET, Part

TEXT = 184
LINE = 42


class Prompt(Part):
    """Shows a verdict beside the drawing; a mark takes the drawing's place while something else is said."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict, self._low = Verdict("", ""), False

    def show_low(self, low: bool) -> None:
        """In a low window the drawing gives way: who is waiting is seen."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def show_value(self, verdict: Verdict | None) -> None:
        """Shows another sentence."""
        if verdict is not None and verdict != self._verdict:
            self._verdict = verdict
            self.call(plain(verdict.sentence), plain(verdict.second))
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Room for the drawing."""
        return 92 if self._low else 185

    def paint(self, ink: Ink) -> None:
        """Draws card, reader and words."""
        if self._low:
            self._paint_low(ink)
            return
        if self._verdict.mark:
            draw_mark(ink.painter, ink.look, self._verdict.mark, INSET + 70, 92, 64)
        else:
            self._paint_drawing(ink)
        room = ink.width - TEXT - INSET
        if height_of(ink.look, self._verdict.sentence, room, VERDICT, bold=True) < 1.5 * LINE:
            ink.text(TEXT, 81, self._verdict.sentence, VERDICT, bold=True)
            ink.paragraph(TEXT, 102, room, self._verdict.second, BODY, "text_2")
        else:
            ink.paragraph(TEXT, 76 - LINE, room, self._verdict.sentence, VERDICT, bold=True)
            ink.paragraph(TEXT, 84 + LINE, room, self._verdict.second, BODY, "text_2")
        ink.hairline(INSET, ink.height, ink.width - 2 * INSET)

    def _paint_low(self, ink: Ink) -> None:
        left = 80 if self._verdict.mark else INSET
        if self._verdict.mark:
            draw_mark(ink.painter, ink.look, self._verdict.mark, INSET + 20, 40, 40)
        down = 8 + ink.paragraph(left, 8, ink.width - left - INSET, self._verdict.sentence, TITLE, bold=True)
        ink.paragraph(left, down, ink.width - left - INSET, self._verdict.second, CAPTION, "text_2")
        ink.hairline(INSET, ink.height, ink.width - 2 * INSET)

    def _paint_drawing(self, ink: Ink) -> None:
        painter = ink.painter
        ink.frame(INSET, 76, 140, 64, "line_3", 1.5, 4, "card")
        ink.fill(INSET + 20, 127, 100, 1.5, "line_2")
        painter.setPen(QPen(ink.look.colour("accent"), ink.look.line(2)))
        painter.setBrush(QBrush(ink.look.colour("work")))
        painter.drawRoundedRect(ink.rect(INSET + 26, 44, 88, 56), ink.look.px(4), ink.look.px(4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink.look.colour("accent"), ink.look.line(1.5)))
        painter.drawRect(ink.rect(INSET + 86, 54, 18, 24))
        for y, wide in ((58, 34), (65, 28), (72, 38), (88, 56)):
            ink.fill(INSET + 36, y, wide, 1.5, "accent")
