"""A section of a page: its label on 216, what is read on 284, and the short name of the rule at the right edge."""

from dataclasses import dataclass

from ui.look import BODY, CAPTION, TITLE, VERDICT, look
from ui.parts.ink import Ink, height_of, plain, width_of
from ui.parts.part import INSET, Row

TEXT, GAP = 80, 8
"""Where the words begin, and how much air a label leaves before them."""


@dataclass(frozen=True, slots=True)
class Section:
    """`words` may run over several lines; `second` is smaller; `rule` is named at the right edge."""

    label: str
    words: str
    second: str = ""
    rule: str = ""
    code: str = ""


class SectionRow(Row):
    """Draws a section: `tight` rows are 37 high, `small` ones 28 with a caption for a label and no line."""

    def __init__(self, text: float = TEXT, *, tight: bool = False, small: bool = False) -> None:
        super().__init__()
        self._text = text
        self._tight = tight or small
        self._small = small
        self._value = Section("", "")

    def show_value(self, value: Section) -> None:
        """Shows another section."""
        if value != self._value:
            self._value = value
            self.code = value.code
            self.call(plain(f"{value.label} {value.words}"), plain(f"{value.second} {value.rule}".strip()))
            self.updateGeometry()
            self.update()

    def _room(self, width: float) -> float:
        rule = width_of(look(), self._value.rule, CAPTION) + 24 if self._value.rule else 0
        return width - self._text - INSET - rule

    def _label_height(self) -> float:
        """A label that needs several lines makes the row higher."""
        size, room = CAPTION if self._small else BODY, self._text - INSET - GAP
        if width_of(look(), self._value.label, size) <= room:
            return 0.0
        return height_of(look(), self._value.label, room, CAPTION) + 4

    def height_at(self, width: float) -> float:
        """65 with a second line, 48 without; 37 where rows stand tight."""
        words = max(24.0, height_of(look(), self._value.words, self._room(width)), self._label_height())
        second = height_of(look(), self._value.second, width - self._text - INSET, CAPTION)
        if self._small:
            return words + second + 4
        if self._tight:
            return words + second + 13
        return words + 24 + (second - 3 if second else 0)

    def paint(self, ink: Ink) -> None:
        """Draws label, words, second line and rule."""
        top = 2 if self._small else 6 if self._tight else 12
        size = CAPTION if self._small else BODY
        left = self._text - INSET - GAP
        if width_of(ink.look, self._value.label, size) > left:  # a longer label, or one of another language
            ink.paragraph(INSET, top + 2, left, self._value.label, CAPTION, "text_3")
        else:
            ink.text(INSET, top + 12, self._value.label, size, "text_3")
        room = self._room(ink.width)
        down = top + ink.paragraph(self._text, top, room, self._value.words)
        ink.paragraph(self._text, down - 1, ink.width - self._text - INSET, self._value.second, CAPTION, "text_2")
        ink.text(ink.width - INSET, top + 13, self._value.rule, CAPTION, "text_3", right=True)
        if not self._small:
            ink.hairline(INSET, ink.height, ink.width - 2 * INSET)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a page with a caption at its right."""

    words: str
    right: str = ""
    size: int = BODY
    bold: bool = False
    line: bool = False


class HeadingRow(Row):
    """`可以办什么 … 按数字键换`, or a 20 px title over a table."""

    def __init__(self, height: float = 32) -> None:
        super().__init__()
        self._height = height
        self._value = Heading("")

    def show_value(self, value: Heading) -> None:
        """Shows another heading."""
        if value != self._value:
            self._value = value
            self.call(plain(value.words), value.right)
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Fixed."""
        return self._height

    def paint(self, ink: Ink) -> None:
        """Draws the heading on the height of its last line."""
        value, middle = self._value, ink.height - 12 if self._value.size == BODY else ink.height / 2
        right = width_of(ink.look, value.right, CAPTION)
        room = ink.width - 2 * INSET - (right + 12 if right else 0)
        sizes = tuple(size for size in (VERDICT, TITLE, BODY, CAPTION) if size <= value.size)
        ink.fitting(INSET, middle, value.words, room, sizes, "text" if value.bold else "text_3", bold=value.bold)
        ink.text(ink.width - INSET, middle, value.right, CAPTION, "text_3", right=True)
        if value.line:
            ink.hairline(INSET, ink.height, ink.width - 2 * INSET)


class Paragraph(Row):
    """Running text of one size, wrapped; for what has to be known but not done."""

    def __init__(self, size: int = CAPTION, colour: str = "text_2", left: float = INSET) -> None:
        super().__init__()
        self._size, self._colour, self._left, self._words = size, colour, left, ""

    def show_value(self, words: str) -> None:
        """Shows other words, or nothing."""
        self.setVisible(bool(words))
        if words != self._words:
            self._words = words
            self.call(plain(words))
            self.updateGeometry()
            self.update()

    def height_at(self, width: float) -> float:
        """The wrapped lines and a little air."""
        return height_of(look(), self._words, width - self._left - INSET, self._size) + 8

    def paint(self, ink: Ink) -> None:
        """Draws the lines."""
        room = ink.width - self._left - INSET
        ink.paragraph(self._left, 4, room, self._words, self._size, self._colour)
