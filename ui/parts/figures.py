"""Figures of the day side by side: a label, a 36 px figure with its unit, and one line under it."""

from dataclasses import dataclass

from ui.look import BODY, CAPTION, FIGURE, TITLE, look
from ui.parts.ink import Ink, plain, width_of
from ui.parts.marks import draw_mark
from ui.parts.part import INSET, Part

HIGH = 97


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; a mark before its second line says that it wants looking at."""

    label: str
    value: str
    unit: str
    second: str = ""
    mark: str = ""


class FiguresPart(Part):
    """Draws the figures with hairlines between them."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: tuple[Figure, ...] = ()

    def show_value(self, figures: tuple[Figure, ...]) -> None:
        """Shows other figures."""
        if figures != self._figures:
            self._figures = figures
            self.call(plain("，".join(f"{one.label} {one.value} {one.unit} {one.second}" for one in figures)))
            self.updateGeometry()
            self.update()

    def _in_a_row(self, width: float) -> int:
        """How many stand side by side: all of them, or half where their words have no room."""
        count = max(1, len(self._figures))
        words = [words for one in self._figures for words in (one.label, one.second + ("　" if one.mark else ""))]
        widest = max((width_of(look(), one, CAPTION) for one in words), default=0)
        return count if widest <= (width - 2 * INSET) / count - 20 else (count + 1) // 2

    def height_at(self, width: float) -> float:
        """Label, figure, line; twice where they stand in two rows."""
        return HIGH * -(-max(1, len(self._figures)) // self._in_a_row(width))

    def paint(self, ink: Ink) -> None:
        """Draws the figures."""
        across = self._in_a_row(ink.width)
        step = (ink.width - 2 * INSET) / across
        for number, one in enumerate(self._figures):
            self._paint_figure(ink, one, INSET + number % across * step, HIGH * (number // across), step)
        for top in range(HIGH, int(ink.height) + 1, HIGH):
            ink.hairline(INSET, top, ink.width - 2 * INSET)

    @staticmethod
    def _paint_figure(ink: Ink, one: Figure, x: float, top: float, step: float) -> None:
        if x > INSET:
            ink.upright(x - 16, top, HIGH - 1)
        ink.text(x, top + 10, one.label, CAPTION, "text_2", width=step - 20)
        size = FIGURE if width_of(ink.look, one.value, FIGURE, bold=True) < step - 48 else TITLE
        used = ink.text(x, top + 45, one.value, size, bold=True)
        ink.text(x + used + 6, top + 51, one.unit, BODY, "text_2")
        left = x
        if one.mark:
            draw_mark(ink.painter, ink.look, one.mark, x + 7, top + 75, 15)
            left += 18
        ink.text(left, top + 75, one.second, CAPTION, "text_2", width=step - 20 - (left - x))


class EquationPart(Part):
    """The stock equation: labels over numbers, the last one what ought to be in the boxes."""

    def __init__(self) -> None:
        super().__init__()
        self._terms: tuple[Figure, ...] = ()

    def show_value(self, terms: tuple[Figure, ...]) -> None:
        """Shows other terms."""
        if terms != self._terms:
            self._terms = terms
            self.call(plain("，".join(f"{one.label} {one.value}" for one in terms)))
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Two lines."""
        return 66

    def paint(self, ink: Ink) -> None:
        """Draws labels and numbers, right-aligned in equal columns, or in as wide ones as long labels need."""
        if not self._terms:
            return
        room = ink.width - 2 * INSET
        widths = [room / len(self._terms)] * len(self._terms)
        labels = [width_of(ink.look, one.label, CAPTION) for one in self._terms]
        if max(labels) > widths[0] - 4:
            spare = (room - sum(labels)) / len(labels)
            widths = [label + spare for label in labels]
        x: float = INSET
        for number, one in enumerate(self._terms):
            x += widths[number]
            last = number == len(self._terms) - 1
            ink.text(x, 14, one.label, CAPTION, "text_2", right=True)
            colour = one.mark or "text"
            ink.text(x, 40, one.value, TITLE, colour, bold=last or bool(one.mark), right=True)
        ink.hairline(INSET, ink.height, ink.width - 2 * INSET)
