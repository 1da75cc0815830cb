"""The verdict: one sentence a tired person understands, its mark, and one line under it."""

from ui.look import BODY, CAPTION, TITLE, VERDICT, look
from ui.page import Verdict
from ui.parts.ink import Ink, height_of, plain
from ui.parts.marks import draw_mark
from ui.parts.part import INSET, Part

MARK, LOW_MARK = 40, 32
TEXT = 80
LINE, CLOSER = 42, 6
"""A line of the sentence; what follows it stands closer than another line would."""


class VerdictPart(Part):
    """Mark on 216, sentence and second line on 284; the hairline under it where no table head follows."""

    def __init__(self, line: bool = True) -> None:
        super().__init__()
        self._line, self._low = line, False
        self._verdict = Verdict("todo", "")

    def show_value(self, verdict: Verdict | None) -> None:
        """Shows a verdict; hides itself without one."""
        self.setVisible(verdict is not None)
        if verdict is not None and verdict != self._verdict:
            self._verdict = verdict
            self.call(plain(verdict.sentence), plain(verdict.second))
            self.updateGeometry()
            self.update()

    def show_low(self, low: bool) -> None:
        """In a low window the sentence is 20 px and the line under it 13."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def height_at(self, width: float) -> float:
        """80 for one line of each, and never less: the page under it keeps its place; 60 in a low window."""
        text = width - TEXT - INSET
        if self._low:
            sentence = height_of(look(), self._verdict.sentence, text, TITLE, bold=True)
            return max(sentence + height_of(look(), self._verdict.second, text, CAPTION) + 10, 60)
        second = height_of(look(), self._verdict.second, text, BODY)
        return max(self._sentence(text) + second + 20, 80)

    def _sentence(self, text: float) -> float:
        """How high the sentence stands."""
        rows = max(1, round(height_of(look(), self._verdict.sentence, text, VERDICT, bold=True) / LINE))
        return LINE * rows - CLOSER * min(rows, 2)

    def paint(self, ink: Ink) -> None:
        """Draws mark, sentence and second line."""
        if self._line:
            ink.hairline(INSET, ink.height, ink.width - 2 * INSET)
        text = ink.width - TEXT - INSET
        if self._low:
            self._paint_low(ink, text)
            return
        draw_mark(ink.painter, ink.look, self._verdict.mark, INSET + MARK / 2, 36, MARK)
        high = self._sentence(text)
        if high < LINE:
            ink.text(TEXT, 24, self._verdict.sentence, VERDICT, bold=True)
        else:
            ink.paragraph(TEXT, 3, text, self._verdict.sentence, VERDICT, bold=True)
        ink.paragraph(TEXT, 6 + high, text, self._verdict.second, BODY, "text_2")

    def _paint_low(self, ink: Ink, text: float) -> None:
        draw_mark(ink.painter, ink.look, self._verdict.mark, INSET + LOW_MARK / 2, 26, LOW_MARK)
        top = 2 if self._verdict.second else 12
        down = top + ink.paragraph(TEXT, top, text, self._verdict.sentence, TITLE, bold=True)
        ink.paragraph(TEXT, down - 1, text, self._verdict.second, CAPTION, "text_2")
