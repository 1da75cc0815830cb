"""The person card: who is at the window, always in the same place and order; or what the day brought so far."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import BODY, CAPTION, TITLE, VERDICT, look
from ui.page import Listing, ListingRow, Person
from ui.parts.ink import Ink, plain, width_of
from ui.parts.marks import draw_mark
from ui.parts.person_page import SIDE, draw_photo, page_for
from ui.words import say


class PersonCard(QWidget):
    """Draws a person; as a band of 50 above the work area where the window is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.person: Person | None = None
        self.listing: Listing | None = None
        self._whole_number = False
        self.band = False

    def show_person(self, person: Person | None) -> None:
        """Shows a person; a screen reader finds nothing either where nobody is shown."""
        if person == self.person and self.listing is None:
            return
        self.person, self.listing = person, None
        told = [person.name, person.about, person.birth, person.number, *person.chips] if person else []
        self.setAccessibleName(plain(" ".join(part for part in told if part)))
        facts = [f"{fact.label} {fact.value}" for fact in (*person.facts, *person.papers)] if person else []
        self.setAccessibleDescription(plain("；".join(facts)))
        self.update()

    def show_listing(self, listing: Listing) -> None:
        """Shows what the day brought, while nobody is at the window."""
        if listing == self.listing:
            return
        self.person, self.listing = None, listing
        self.setAccessibleName(plain(f"{listing.title} {listing.count}"))
        rows = [f"{row.time} {row.name} {row.what} {row.state}" for row in listing.rows]
        self.setAccessibleDescription(plain("；".join(rows)))
        self.update()

    def show_whole_number(self, on: bool) -> None:
        """The number in full while F4 is held."""
        if on != self._whole_number:
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
        if self.person and self.band:
            self._paint_band(ink, self.person)
        elif self.person:
            page_for(ink.look, self.person, ink.width, ink.height, whole=self._whole_number).draw(ink)
        elif self.listing and not self.band:
            self._paint_listing(ink, self.listing)
        if self.band:
            ink.hairline(0, ink.height, ink.width)
        else:
            ink.upright(0, 0, ink.height)
        painter.end()

    def _paint_band(self, ink: Ink, person: Person) -> None:
        draw_photo(ink, 16, 7, 30, 37, person.photo)
        x, middle = 60.0, ink.height / 2
        x += ink.fitting(x, middle, person.name, ink.width * 0.4, (VERDICT, TITLE, BODY), bold=True) + 14
        x += ink.text(x, middle, person.about, BODY, "text_2") + 14
        x += ink.text(x, middle, person.full_number if self._whole_number else person.number, TITLE) + 14
        used = ink.cap(ink.width - SIDE, middle, "F2", right=True)
        edge = ink.width - SIDE - used - 14
        told = next((f"{fact.label} {fact.value}" for fact in person.facts if fact.mark), "")
        if told and edge - width_of(ink.look, told) > x:
            ink.text(edge, middle, told, BODY, "text_2", right=True)

    def _paint_listing(self, ink: Ink, listing: Listing) -> None:
        room = ink.width - 2 * SIDE - width_of(ink.look, listing.count, CAPTION) - 12
        ink.fitting(SIDE, 35, listing.title, room, (TITLE, BODY), bold=True)
        ink.text(ink.width - SIDE, 35, listing.count, CAPTION, "text_2", right=True)
        y = self._line(ink, 59)
        for row in listing.rows[: int((ink.height - y) // 37)]:
            self._paint_listing_row(ink, row, y + 18)
            y += 37
            if row is not listing.rows[-1]:
                self._line(ink, y)
        if not listing.rows:
            ink.paragraph(SIDE, y + 14, ink.width - 2 * SIDE, say("今天还没有办件"), BODY, "text_3")

    @staticmethod
    def _line(ink: Ink, y: float) -> float:
        ink.hairline(SIDE, y, ink.width - 2 * SIDE)
        return y

    @staticmethod
    def _paint_listing_row(ink: Ink, row: ListingRow, middle: float) -> None:
        size, left = (CAPTION, SIDE + 56) if row.time else (BODY, SIDE)
        ink.text(SIDE, middle, row.time, CAPTION, "text_2")
        state = width_of(ink.look, row.state, size) + (22 if row.mark else 0)
        room = ink.width - SIDE - state - left - 8
        used = ink.fitting(left, middle, row.name, room, (BODY, CAPTION))
        if row.what and width_of(ink.look, row.what, CAPTION) <= room - used - 8:  # the name is what is looked for
            ink.text(left + used + 8, middle + 1, row.what, CAPTION, "text_2")
        ink.text(ink.width - SIDE, middle, row.state, size, "text_2" if row.time else "text", right=True)
        if row.mark:
            draw_mark(ink.painter, ink.look, row.mark, ink.width - SIDE - state + 7, middle, 15)
