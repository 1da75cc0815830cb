"""What has to be mended on this page, above the first row: how many places, and one line for each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.look import BODY, look
from ui.page import Problem
from ui.parts.ink import Ink, height_of
from ui.parts.marks import draw_mark
from ui.parts.part import INSET, Row, Rows, column
from ui.words import say


class ProblemRow(Row):
    """One line that leads to its field; the field below it says the very same words."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.make_pressable()

    def show_value(self, value: Problem) -> None:
        """Shows another problem."""
        self.code = value.field
        if value.words != self._words:
            self._words = value.words
            self.call(value.words)
            self.updateGeometry()
            self.update()

    def height_at(self, width: float) -> float:
        """One line, or more where it wraps."""
        return height_of(look(), self._words, width - 80 - INSET) + 4

    def paint(self, ink: Ink) -> None:
        """Draws the line."""
        ink.paragraph(80, 2, ink.width - 80 - INSET, self._words, BODY, "stop")


class ProblemHead(Row):
    """The mark and how many places there are."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def show_count(self, count: int) -> None:
        """Shows another count."""
        if (words := say("{n} 处要改", n=count)) != self._words:
            self._words = words
            self.call(words)
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """32."""
        return 32

    def paint(self, ink: Ink) -> None:
        """Draws mark and count."""
        draw_mark(ink.painter, ink.look, "stop", 58, 16, 18)
        ink.text(80, 16, self._words, BODY, "stop", bold=True)


class ProblemSummary(QWidget):
    """Shows the problems of a page; `asked` names the field of the one that was chosen."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head, self._rows = ProblemHead(), Rows(ProblemRow)
        self._rows.pressed.connect(self.asked)
        self.setLayout(column(self._head, self._rows, 8))
        self.show_problems(())

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Shows other problems; nothing when there are none."""
        self._head.show_count(len(problems))
        self._rows.show_all(problems)
        self.setVisible(bool(problems))
