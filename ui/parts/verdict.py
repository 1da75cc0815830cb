"""The verdict: one sentence a tired person understands, its mark, and one line under it."""

from ui.look import BODY, VERDICT, look
from ui.page import Verdict
from ui.parts.ink import Ink, height_of, plain
from ui.parts.marks import draw_mark
from ui.parts.part import INSET, Part

MARK = 40
TEXT = 80
LINE = 36
"""A verdict's lines stand closer than other 28 px text."""


class VerdictPart(Part):
    """Mark on 216, sentence and second line on 284; the hairline under it where no table head follows."""

    def __init__(self, line: bool = True) -> None:
        super().__init__()
        self._line = line
        self._verdict = Verdict("todo", "")

    def show_value(self, verdict: Verdict | None) -> None:
        """Shows a verdict; hides itself without one."""
        self.setVisible(verdict is not None)
        if verdict is not None and verdict != self._verdict:
            self._verdict = verdict
            self.call(plain(verdict.sentence), plain(verdict.second))
            self.updateGeometry()
            self.update()

    def height_at(self, width: float) -> float:
        """80 for one line of each, and never less: the page under it keeps its place."""
        text = width - TEXT - INSET
        sentence = LINE * round(height_of(look(), self._verdict.sentence, text, VERDICT, bold=True) / 42)
        second = height_of(look(), self._verdict.second, text, BODY)
        return max(sentence + second + 20, 80)

    def paint(self, ink: Ink) -> None:
        """Draws mark, sentence and second line."""
        text = ink.width - TEXT - INSET
        draw_mark(ink.painter, ink.look, self._verdict.mark, INSET + MARK / 2, 36, MARK)
        rows = max(1, round(height_of(look(), self._verdict.sentence, text, VERDICT, bold=True) / 42))
        if rows == 1:
            ink.text(TEXT, 24, self._verdict.sentence, VERDICT, bold=True)
        else:
            ink.paragraph(TEXT, 3, text, self._verdict.sentence, VERDICT, bold=True)
        ink.paragraph(TEXT, 6 + LINE * rows, text, self._verdict.second, BODY, "text_2")
        if self._line:
            ink.hairline(INSET, ink.height, ink.width - 2 * INSET)
