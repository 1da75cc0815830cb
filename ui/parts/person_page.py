"""How a person is drawn on their card: the same order always, and closer together where the card is low.

    photo │ name, sex and age, birth, chips
    number
    ──────  facts
    ──────  what is waiting
    ──────  papers

A card that is too low for all of it names its papers in one running line first, then takes the smaller photo and type:
nothing of a person is ever cut off.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath

from ui.look import BODY, CAPTION, LINE_OF, TITLE, VERDICT, Look
from ui.page import Fact, Person
from ui.parts.ink import Ink, fitting_size, height_of, width_of
from ui.parts.marks import draw_mark
from ui.parts.picture import picture
from ui.words import say

SIDE = 16
VALUE = 76
"""Where the values of the facts begin, from their labels."""


@dataclass(frozen=True, slots=True)
class Density:
    """How close everything stands: the photo's width, the line of the number, the type, papers in rows or in a line."""

    photo: float
    number: float
    size: int
    in_rows: bool


DENSITIES = (Density(104, 46, BODY, True), Density(104, 46, BODY, False), Density(78, 36, CAPTION, False))


class PersonPage:
    """One person at one width; `whole` shows their number in full."""

    def __init__(self, look: Look, person: Person, width: float, density: Density, *, whole: bool = False) -> None:
        self._look, self._person, self._width, self._density = look, person, width, density
        self._number = person.full_number if whole and person.full_number else person.number
        self._photo_height = density.photo * 128 / 104
        self._left = SIDE + density.photo + 16
        self._room = width - self._left - SIDE

    def height(self) -> float:
        """How high the card has to be for all of it."""
        person = self._person
        return (
            self._facts_top()
            + self._facts_height(person.facts)
            + (self._alert_height(person.alert) if person.alert else 0)
            + (self._papers_height() if person.papers else 0)
            + 8
        )

    def draw(self, ink: Ink) -> None:
        """Draws it from the top of the card."""
        person = self._person
        draw_photo(ink, SIDE, 20, self._density.photo, self._photo_height, person.photo)
        self._draw_head(ink)
        top = max(self._head_height(), self._photo_height + 28)
        if self._number:
            ink.text(SIDE, top + self._density.number / 2 - 4, self._number, TITLE)
        top = self._facts_top()
        self._line(ink, top - 12)
        self._draw_facts(ink, person.facts, top)
        top += self._facts_height(person.facts)
        if person.alert:
            self._draw_alert(ink, person.alert, top)
            top += self._alert_height(person.alert)
        if person.papers:
            self._draw_papers(ink, top + 9)

    # ── name, chips, number ──

    def _name(self) -> tuple[int, float]:
        """The size of the name, and how high it is."""
        words = self._person.name
        if width_of(self._look, words, VERDICT, bold=True) <= self._room:
            return VERDICT, height_of(self._look, words, self._room, VERDICT, bold=True)
        latin = [word for word in words.split() if word.isascii()]  # never broken inside while it can be smaller
        sizes = [fitting_size(self._look, word, self._room - 1, (TITLE, BODY, CAPTION), bold=True) for word in latin]
        size = min(sizes, default=TITLE)
        return size, 4 + height_of(self._look, words, self._room, size, bold=True)

    def _lines_top(self) -> float:
        return max(20 + self._name()[1], 62 if self._density.size == BODY else 56)

    def _chips_top(self) -> float:
        lines = sum(LINE_OF[BODY] for words in (self._person.about, self._person.birth) if words)
        least = 116 if self._density.size == BODY else 0
        return max(self._lines_top() + lines + 6, least)

    def _chips(self) -> list[tuple[float, float, str]]:
        """Each chip's place from the left of the text and from the first line of chips."""
        x = y = 0.0
        placed = []
        for words in self._person.chips:
            wide = width_of(self._look, words, CAPTION) + 16
            if x and x + wide > self._room:
                x, y = 0.0, y + 28
            placed.append((x, y, words))
            x += wide + 4
        return placed

    def _head_height(self) -> float:
        chips = self._chips()
        return self._chips_top() + (chips[-1][1] + 32 if chips else 0)

    def _draw_head(self, ink: Ink) -> None:
        person, (size, _) = self._person, self._name()
        ink.paragraph(self._left, 20 if size == VERDICT else 24, self._room, person.name, size, bold=True)
        y = self._lines_top()
        for words in (person.about, person.birth):
            if words:
                ink.text(self._left, y + 11, words, BODY, "text_2", width=self._room)
                y += LINE_OF[BODY]
        top = self._chips_top()
        for x, down, words in self._chips():
            wide = width_of(self._look, words, CAPTION) + 16
            ink.frame(self._left + x, top + down, wide, 24, "line_2")
            ink.text(self._left + x + 8, top + down + 12, words, CAPTION, "text_2")

    def _facts_top(self) -> float:
        return max(self._head_height(), self._photo_height + 28) + (self._density.number if self._number else 0) + 12

    # ── facts, what is waiting, papers ──

    def _line(self, ink: Ink, y: float) -> None:
        ink.hairline(SIDE, y, self._width - 2 * SIDE)

    def _fact_height(self, fact: Fact) -> float:
        size = self._density.size
        high = height_of(self._look, fact.value, self._width - 2 * SIDE - VALUE, size)
        return max(high, LINE_OF[CAPTION]) + (4 if size == BODY else 2)

    def _facts_height(self, facts: tuple[Fact, ...]) -> float:
        return sum(self._fact_height(fact) for fact in facts)

    def _draw_facts(self, ink: Ink, facts: tuple[Fact, ...], top: float) -> None:
        size, room = self._density.size, self._width - 2 * SIDE - VALUE
        for fact in facts:
            middle = top + (13 if size == BODY else LINE_OF[CAPTION] / 2)
            ink.text(SIDE, middle, fact.label, CAPTION, "text_3", width=VALUE - 4)
            ink.paragraph(SIDE + VALUE, top + (2 if size == BODY else 0), room, fact.value, size)
            top += self._fact_height(fact)

    def _alert_height(self, alert: Fact) -> float:
        room = self._width - 2 * SIDE - 26
        words = height_of(self._look, alert.label, room, bold=True)
        return 23 + words + height_of(self._look, alert.value, room, CAPTION)

    def _draw_alert(self, ink: Ink, alert: Fact, top: float) -> None:
        self._line(ink, top + 9)
        draw_mark(ink.painter, ink.look, alert.mark, SIDE + 9, top + 34, 20)
        room = self._width - 2 * SIDE - 26
        y = top + 22 + ink.paragraph(SIDE + 26, top + 22, room, alert.label, bold=True)
        ink.paragraph(SIDE + 26, y, room, alert.value, CAPTION, "text_2")

    def _papers_in_a_line(self) -> str:
        papers = (f"{paper.label} {paper.right}".strip() for paper in self._person.papers)
        return say("{what}：{rule}", what=self._person.papers_title, rule=say("、").join(papers))

    def _papers_height(self) -> float:
        if self._density.in_rows:
            return 38 + 28 * len(self._person.papers)
        return 18 + height_of(self._look, self._papers_in_a_line(), self._width - 2 * SIDE, CAPTION)

    def _draw_papers(self, ink: Ink, y: float) -> None:
        self._line(ink, y)
        if not self._density.in_rows:
            ink.paragraph(SIDE, y + 7, self._width - 2 * SIDE, self._papers_in_a_line(), CAPTION)
            return
        ink.text(SIDE, y + 19, self._person.papers_title, CAPTION, "text_2")
        y += 29
        for paper in self._person.papers:
            right = width_of(ink.look, paper.right, CAPTION)
            if paper.mark:
                draw_mark(ink.painter, ink.look, paper.mark, SIDE + 7, y + 14, 16)
            left = SIDE + (18 if paper.mark else 0)
            ink.fitting(left, y + 14, paper.label, self._width - left - SIDE - right - 8, (BODY, CAPTION))
            ink.text(self._width - SIDE, y + 14, paper.right, CAPTION, "text_2", right=True)
            y += 28


def page_for(look: Look, person: Person, width: float, height: float, *, whole: bool = False) -> PersonPage:
    """The roomiest page that is not higher than the card."""
    pages = [PersonPage(look, person, width, density, whole=whole) for density in DENSITIES]
    return next((page for page in pages if page.height() <= height), pages[-1])


def draw_photo(ink: Ink, x: float, y: float, w: float, h: float, photo: bytes | None) -> None:  # noqa: PLR0917
    """A portrait on white with an edge, or a silhouette where there is none."""
    box = ink.rect(x, y, w, h)
    painter = ink.painter
    painter.fillRect(box, ink.look.colour("paper"))
    image = picture(photo) if photo else QImage()
    if image.isNull():
        _draw_silhouette(painter, ink.look, box)
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        aspect = image.width() / image.height()
        target = QRectF(box)
        if aspect > box.width() / box.height():
            target.setHeight(box.width() / aspect)
        else:
            target.setWidth(box.height() * aspect)
        target.moveCenter(box.center())
        painter.drawImage(target, image)
    painter.setPen(ink.look.colour("line_2"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _draw_silhouette(painter: QPainter, wearing: Look, box: QRectF) -> None:
    painter.save()
    painter.setClipRect(box)
    painter.setPen(Qt.PenStyle.NoPen)
    unit = box.width() / 104
    painter.translate(box.topLeft())
    painter.scale(unit, unit)
    painter.setBrush(QBrush(wearing.colour("silhouette_2")))
    shoulders = QPainterPath(QPointF(14, 128))
    shoulders.cubicTo(16, 100, 32, 95, 52, 95)
    shoulders.cubicTo(72, 95, 88, 100, 90, 128)
    painter.drawPath(shoulders)
    painter.setBrush(QBrush(wearing.colour("silhouette")))
    painter.drawRoundedRect(QRectF(42, 74, 20, 30), 8, 8)
    painter.drawEllipse(QPointF(52, 52), 23, 30)
    painter.setBrush(QBrush(wearing.colour("hair")))
    hair = QPainterPath(QPointF(26, 54))
    hair.cubicTo(22, 10, 82, 10, 78, 54)
    hair.lineTo(75, 44)
    hair.cubicTo(72, 30, 32, 30, 29, 44)
    hair.closeSubpath()
    painter.drawPath(hair)
    painter.restore()
