"""Rows of two lines with a mark: papers to check, photo rules, making steps, hand-over steps, devices, approvals."""

from dataclasses import dataclass
from typing import NamedTuple

from ui.look import BODY, CAPTION, LINE_OF, look
from ui.parts.icons import icon
from ui.parts.ink import Ink, height_of, plain, width_of
from ui.parts.marks import COLOUR, draw_mark
from ui.parts.part import INSET, Row


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what it is, how it stands, why, and by which rule."""

    name: str
    mark: str = ""
    second: str = ""
    key: str = ""
    tail: str = ""
    state: str = ""
    state_mark: str = ""
    term: str = ""
    right: str = ""
    right_second: str = ""
    right_mark: str = ""
    button: str = ""
    icon: str = ""
    code: str = ""
    selected: bool = False
    strong: bool = False
    quiet: bool = False
    """To come: its words are drawn in the second grey."""
    pressable: bool = False


class Shape(NamedTuple):
    """Where the columns of a kind of row stand, from the row's left edge, and how high it is.

    `first` and `second` are the middles of its two lines; above and below them there is the same air.
    """

    height: float
    mark: float
    text: float
    mark_size: float = 20
    key: float = INSET
    state: float = 0
    term: float = 0
    first: float = 18
    second: float = 40
    line_from: float = 0


CHECK = Shape(56, 58, 80, state=466, term=562)
STEP = Shape(52, 22, 80, first=16, second=38, line_from=INSET)
HANDOVER = Shape(60, 22, 44, first=19, second=42, line_from=INSET)
RULE = Shape(48, 21, 44, mark_size=18, first=15, second=34, line_from=INSET)
LIST = Shape(64, 0, INSET, first=20, second=42)
DEVICE = Shape(52, 22, 40, first=17, second=37)
NARROW = 340
BLOCKER = Shape(56, 58, 80, line_from=INSET)


class EntryRow(Row):
    """Draws an entry in one of the shapes."""

    def __init__(self, shape: Shape = CHECK) -> None:
        super().__init__()
        self.shape = shape
        self._value = Entry("")

    def show_value(self, value: Entry) -> None:
        """Shows another entry."""
        if value == self._value:
            return
        self._value = value
        self.code = value.code
        self.make_pressable(value.pressable)
        self.call(
            plain(" ".join(part for part in (value.name, value.tail, value.state, value.right) if part)),
            plain(" ".join(part for part in (value.second, value.term, value.right_second, value.button) if part)),
        )
        self.updateGeometry()
        self.update()

    def _text_at(self, width: float) -> float:
        """Where the words begin: nearer to the mark where the column is too narrow for the work area's edge."""
        narrow = width < NARROW and not self.shape.state and not self._value.key
        return min(self.shape.text, self.shape.mark + 22) if narrow else self.shape.text

    def _room(self, width: float) -> float:
        """How wide the second line may be before it wraps."""
        if self.shape.state:
            return self._state_at(width) - self.shape.text - 16
        taken = max(
            width_of(look(), self._value.right, BODY if self._value.right_second else CAPTION),
            width_of(look(), self._value.right_second, CAPTION),
            width_of(look(), self._value.button) + 24 if self._value.button else 0,
        )
        return width - self._text_at(width) - INSET - (taken + 16 if taken else 0)

    def _state_at(self, width: float) -> float:
        """The state's column keeps its place on the design's width and stays in proportion on others."""
        return self.shape.state if abs(width - 806) < 1 else width * self.shape.state / 806

    def height_at(self, width: float) -> float:
        """The shape's height, more where the second line wraps."""
        wrapped = height_of(look(), self._value.second, self._room(width), CAPTION)
        return self.shape.height + max(0.0, wrapped - 20)

    def paint(self, ink: Ink) -> None:
        """Draws the row from left to right."""
        value, shape = self._value, self.shape
        if value.selected:
            ink.fill(0, 0, ink.width, ink.height, "accent_soft")
            if shape in (LIST, DEVICE):
                ink.fill(0, 0, 4, ink.height, "accent")
        middle = shape.height / 2
        if value.key:
            ink.cap(shape.key, middle, value.key)
        if value.icon:
            ratio = self.devicePixelRatioF()
            picture = icon(ink.look, value.icon, "text_2", 20, ratio)
            ink.painter.drawPixmap(ink.rect(shape.mark - 10, middle - 10, 20, 20).topLeft(), picture)
        elif value.mark:
            draw_mark(ink.painter, ink.look, value.mark, shape.mark, middle, shape.mark_size)
        self._paint_words(ink)
        self._paint_right(ink, middle)
        ink.hairline(shape.line_from, ink.height, ink.width - 2 * shape.line_from)

    def _paint_words(self, ink: Ink) -> None:
        value, shape = self._value, self.shape
        first = shape.first if value.second else shape.height / 2
        colour = "text_3" if value.quiet else "text"
        room, left = self._room(ink.width), self._text_at(ink.width)
        strong = value.strong or value.selected
        used = ink.fitting(left, first, value.name, room, (BODY, CAPTION), colour, bold=strong)
        if value.tail:
            ink.text(left + used + 6, first, value.tail, BODY, "text_2", width=max(20, room - used - 6))
        ink.paragraph(left, shape.second - 10, room, value.second, CAPTION, "text_2")

    def _paint_right(self, ink: Ink, middle: float) -> None:
        value, edge = self._value, ink.width - INSET
        tone = COLOUR.get(value.state_mark, "text")
        if value.state:
            at = self._state_at(ink.width)
            used = ink.text(at, middle, value.state, BODY, tone, bold=True)
            term_at = max(at + self.shape.term - self.shape.state, at + used + 12)
            both = width_of(ink.look, value.term) + 8 + width_of(ink.look, value.right, CAPTION)
            apart = value.term and term_at + both > edge
            if value.term:
                room = edge - term_at
                ink.fitting(term_at, middle - (9 if apart else 0), value.term, room, (BODY, CAPTION))
            ink.text(edge, middle + (11 if apart else 0), value.right, CAPTION, "text_3", right=True)
            return
        if value.button:
            wide = width_of(ink.look, value.button) + 26
            ink.frame(edge - wide, middle - 16, wide, 32, "line_3")
            ink.text(edge - wide / 2, middle, value.button, centre=True)
        elif value.right_second:
            ink.text(edge, self.shape.first, value.right, BODY, tone, bold=True, right=True)
            ink.text(
                edge, self.shape.second, value.right_second, CAPTION, tone if value.state_mark else "text_2", right=True
            )
        elif value.right:
            if value.right_mark:
                draw_mark(ink.painter, ink.look, value.right_mark, edge - 7, middle, 16)
                edge -= 22
            at = self.shape.first if self.shape is LIST else middle
            ink.text(edge, at, value.right, CAPTION, "text_2", right=True)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing the person may have now, or may not, and why."""

    key: str
    mark: str
    service: str
    verdict: str
    why: str
    rule: str
    code: str = ""
    selected: bool = False


class OptionRow(Row):
    """36 high: digit, mark, service, 可以 / 还不能 / 不能, why, rule."""

    VERDICT, WHY = 224, 336
    """Where those two stand on the design's width."""

    def __init__(self) -> None:
        super().__init__()
        self._value = Option("", "", "", "", "", "")
        self.make_pressable()

    def show_value(self, value: Option) -> None:
        """Shows another option."""
        if value != self._value:
            self._value = value
            self.code = value.code
            self.call(f"{value.service} {value.verdict}", f"{value.why} {value.rule}")
            self.updateGeometry()
            self.update()

    def _columns(self, width: float) -> tuple[float, float]:
        return (self.VERDICT, self.WHY) if width > 700 else (width * 0.3, width * 0.45)

    def _why_room(self, width: float) -> float:
        rule = width_of(look(), self._value.rule, CAPTION)
        return width - INSET - self._columns(width)[1] - (rule + 16 if rule else 0)

    def height_at(self, width: float) -> float:
        """36, more where the reason wraps."""
        return 36 + max(0.0, height_of(look(), self._value.why, self._why_room(width), CAPTION) - LINE_OF[CAPTION])

    def paint(self, ink: Ink) -> None:
        """Draws the row; the selected one has the bar and the tint."""
        value, middle, chosen = self._value, 18, self._value.selected
        if chosen:
            ink.fill(0, 0, ink.width, ink.height, "accent_soft", 4)
            ink.fill(0, 0, 4, ink.height, "accent", 2)
        ink.cap(INSET, middle, value.key)
        draw_mark(ink.painter, ink.look, value.mark, 56, middle, 16)
        verdict, why = self._columns(ink.width)
        words_end = why if value.why else ink.width - INSET - width_of(ink.look, value.rule, CAPTION)
        service_ends = verdict if value.verdict else words_end
        ink.fitting(80, middle, value.service, service_ends - 88, (BODY, CAPTION), bold=chosen)
        tone = "text" if chosen else "text_2"
        ink.fitting(verdict, middle, value.verdict, words_end - verdict - 8, (BODY, CAPTION), tone)
        ink.paragraph(why, middle - LINE_OF[CAPTION] / 2, self._why_room(ink.width), value.why, CAPTION, "text_2")
        ink.text(ink.width - INSET, middle, value.rule, CAPTION, "text_3", right=True)


__all__ = [
    "BLOCKER",
    "CHECK",
    "DEVICE",
    "HANDOVER",
    "LIST",
    "RULE",
    "STEP",
    "Entry",
    "EntryRow",
    "Option",
    "OptionRow",
    "Shape",
]
