"""The person card: who is at the window, always in the same place and order; or what the day brought so far."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import BODY, CAPTION, LINE_OF, TITLE, VERDICT, Look, look
from ui.page import Fact, Listing, ListingRow, Person
from ui.parts.ink import Ink, height_of, plain, width_of
from ui.parts.marks import draw_mark
from ui.words import say

SIDE = 16
VALUE = 76
"""Where the values of the facts begin, from their labels."""


@lru_cache(maxsize=64)
def picture(data: bytes) -> QImage:
    """A picture's pixels; an empty image when the bytes are none."""
    image = QImage()
    image.loadFromData(data)
    return image


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


class PersonCard(QWidget):
    """Draws a person; as a band of 50 above the work area where the window is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._person: Person | None = None
        self._listing: Listing | None = None
        self._whole_number = False
        self.band = False

    def show_person(self, person: Person | None) -> None:
        """Shows a person."""
        self._person, self._listing = person, None
        if person:
            told = [person.name, person.about, person.birth, person.number, *person.chips]
            self.setAccessibleName(plain(" ".join(part for part in told if part)))
            facts = [f"{fact.label} {fact.value}" for fact in (*person.facts, *person.papers)]
            self.setAccessibleDescription(plain("；".join(facts)))
        self.update()

    def show_listing(self, listing: Listing) -> None:
        """Shows what the day brought, while nobody is at the window."""
        self._person, self._listing = None, listing
        self.setAccessibleName(plain(f"{listing.title} {listing.count}"))
        rows = [f"{row.time} {row.name} {row.what} {row.state}" for row in listing.rows]
        self.setAccessibleDescription(plain("；".join(rows)))
        self.update()

    def show_whole_number(self, on: bool) -> None:
        """The number in full while F4 is held."""
        self._whole_number = on
        self.update()

    def sizeHint(self) -> QSize:
        """The frame gives it its width; a band is 50 high."""
        return QSize(look().px(336), look().px(50 if self.band else 400))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints card, band or listing."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "card")
        if self._person and self.band:
            self._paint_band(ink, self._person)
        elif self._person:
            self._paint_person(ink, self._person)
        elif self._listing and not self.band:
            self._paint_listing(ink, self._listing)
        if self.band:
            ink.hairline(0, ink.height, ink.width)
        else:
            ink.upright(0, 0, ink.height)
        painter.end()

    def _paint_person(self, ink: Ink, person: Person) -> None:
        draw_photo(ink, SIDE, 20, 104, 128, person.photo)
        left, room = 136, ink.width - 136 - SIDE
        size = VERDICT if width_of(ink.look, person.name, VERDICT, bold=True) <= room else TITLE
        y = 20 + ink.paragraph(left, 20 if size == VERDICT else 24, room, person.name, size, bold=True)
        y = max(y, 62)
        for words in (person.about, person.birth):
            if words:
                ink.text(left, y + 11, words, BODY, "text_2", width=room)
                y += 24
        y = self._paint_chips(ink, person, left, max(y + 6, 116))
        y = max(y, 156)
        number = person.full_number if self._whole_number and person.full_number else person.number
        if number:
            ink.text(SIDE, y + 19, number, TITLE)
            y += 46
        y = self._paint_line(ink, y) + 12
        y = self._paint_facts(ink, person.facts, y)
        if person.alert:
            y = self._paint_line(ink, y + 9) + 12
            draw_mark(ink.painter, ink.look, person.alert.mark, SIDE + 9, y + 13, 20)
            room = ink.width - 2 * SIDE - 26
            y += 1 + ink.paragraph(SIDE + 26, y + 1, room, person.alert.label, bold=True)
            y += ink.paragraph(SIDE + 26, y, room, person.alert.value, CAPTION, "text_2")
        if person.papers:
            self._paint_papers(ink, person, y + 9)

    def _paint_chips(self, ink: Ink, person: Person, left: float, y: float) -> float:
        x = left
        for words in person.chips:
            wide = width_of(ink.look, words, CAPTION) + 16
            if x + wide > ink.width - SIDE and x > left:
                x, y = left, y + 28
            ink.frame(x, y, wide, 24, "line_2")
            ink.text(x + 8, y + 12, words, CAPTION, "text_2")
            x += wide + 4
        return y + 32 if person.chips else y

    def _paint_line(self, ink: Ink, y: float) -> float:
        ink.hairline(SIDE, y, ink.width - 2 * SIDE)
        return y

    def _paint_facts(self, ink: Ink, facts: tuple[Fact, ...], y: float) -> float:
        room = ink.width - 2 * SIDE - VALUE
        for fact in facts:
            ink.text(SIDE, y + 13, fact.label, CAPTION, "text_3", width=VALUE - 4)
            y += ink.paragraph(SIDE + VALUE, y + 2, room, fact.value) + 4
        return y

    def _paint_papers(self, ink: Ink, person: Person, y: float) -> None:
        self._paint_line(ink, y)
        ink.text(SIDE, y + 19, person.papers_title, CAPTION, "text_2")
        y += 29
        for paper in person.papers:
            right = width_of(ink.look, paper.right, CAPTION)
            if paper.mark:
                draw_mark(ink.painter, ink.look, paper.mark, SIDE + 7, y + 14, 16)
            left = SIDE + (18 if paper.mark else 0)
            ink.text(left, y + 14, paper.label, BODY, width=ink.width - left - SIDE - right - 8)
            ink.text(ink.width - SIDE, y + 14, paper.right, CAPTION, "text_2", right=True)
            y += 28

    def _paint_band(self, ink: Ink, person: Person) -> None:
        draw_photo(ink, 16, 7, 30, 37, person.photo)
        x, middle = 60, ink.height / 2
        x += ink.text(x, middle, person.name, VERDICT, bold=True, width=ink.width * 0.4) + 14
        x += ink.text(x, middle, person.about, BODY, "text_2") + 14
        x += ink.text(x, middle, person.full_number if self._whole_number else person.number, TITLE) + 14
        used = ink.cap(ink.width - SIDE, middle, "F2", right=True)
        edge = ink.width - SIDE - used - 14
        told = next((f"{fact.label} {fact.value}" for fact in person.facts if fact.mark), "")
        if told and edge - width_of(ink.look, told) > x:
            ink.text(edge, middle, told, BODY, "text_2", right=True)

    def _paint_listing(self, ink: Ink, listing: Listing) -> None:
        ink.text(SIDE, 35, listing.title, TITLE, bold=True)
        ink.text(ink.width - SIDE, 35, listing.count, CAPTION, "text_2", right=True)
        y = self._paint_line(ink, 59)
        for row in listing.rows[: int((ink.height - y) // 37)]:
            self._paint_listing_row(ink, row, y + 18)
            y += 37
            if row is not listing.rows[-1]:
                self._paint_line(ink, y)
        if not listing.rows:
            ink.paragraph(SIDE, y + 14, ink.width - 2 * SIDE, say("今天还没有办件"), BODY, "text_3")

    @staticmethod
    def _paint_listing_row(ink: Ink, row: ListingRow, middle: float) -> None:
        size, left = (CAPTION, SIDE + 56) if row.time else (BODY, SIDE)
        ink.text(SIDE, middle, row.time, CAPTION, "text_2")
        state = width_of(ink.look, row.state, size) + (22 if row.mark else 0)
        room = ink.width - SIDE - state - left - 8
        used = ink.text(left, middle, row.name, width=room)
        if row.what:
            ink.text(left + used + 8, middle + 1, row.what, CAPTION, "text_2", width=max(0, room - used - 8))
        ink.text(ink.width - SIDE, middle, row.state, size, "text_2" if row.time else "text", right=True)
        if row.mark:
            draw_mark(ink.painter, ink.look, row.mark, ink.width - SIDE - state + 7, middle, 15)


def person_height(wearing: Look, person: Person, width: float) -> float:
    """How high the whole card of a person is, for the places that scroll it."""
    room = width - 2 * SIDE - VALUE
    facts = sum(max(LINE_OF[BODY], height_of(wearing, fact.value, room)) + 4 for fact in person.facts)
    return 214 + facts + 40 + 28 * len(person.papers)
