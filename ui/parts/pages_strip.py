"""The pages scanned of one paper, side by side, with the one that is still wanted, and what to do about it."""

from dataclasses import dataclass

from PySide6.QtGui import QPainter

from ui.look import BODY, CAPTION, look
from ui.parts.ink import Ink, height_of, plain
from ui.parts.part import INSET, Part
from ui.parts.picture import picture

WIDE, HIGH, GAP = 112, 80, 16
SHARP = 2
"""How many points of a picture there are to a pixel, for a sharp screen."""


@dataclass(frozen=True, slots=True)
class PageShot:
    """One page: what it is called, its picture, whether it is still wanted."""

    label: str
    jpeg: bytes = b""
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages and the sentences beside them."""

    shots: tuple[PageShot, ...] = ()
    hint: str = ""
    second: str = ""


class PagesStrip(Part):
    """Thumbnails of 112 × 80; the wanted one has a dashed red edge."""

    def __init__(self) -> None:
        super().__init__()
        self._pages = Pages()
        self.setVisible(False)  # there is nothing to show yet

    def show_value(self, pages: Pages) -> None:
        """Shows other pages."""
        if pages != self._pages:
            self._pages = pages
            self.setVisible(bool(pages.shots or pages.hint or pages.second))
            self.call(plain(" ".join([*(shot.label for shot in pages.shots), pages.hint])), plain(pages.second))
            self.updateGeometry()
            self.update()

    def _left(self, width: float) -> tuple[int, float]:
        """How many pages fit, and where the sentences start."""
        room = width - 2 * INSET - 240
        fit = max(1, int((room + GAP) // (WIDE + GAP)))
        count = min(fit, len(self._pages.shots))
        return count, INSET + count * (WIDE + GAP) + (8 if count else 0)

    def height_at(self, width: float) -> float:
        """The thumbnails with their captions, or the sentences alone."""
        _, left = self._left(width)
        words = 24 + height_of(look(), self._pages.second, width - left - INSET, CAPTION)
        return max(words, HIGH + 26 if self._pages.shots else 0) + 20

    def paint(self, ink: Ink) -> None:
        """Draws the newest pages that fit, then the sentences."""
        count, left = self._left(ink.width)
        for at, shot in enumerate(self._pages.shots[-count:] if count else ()):
            self._paint_shot(ink, INSET + at * (WIDE + GAP), shot)
        ink.text(left, 27, self._pages.hint, BODY, width=ink.width - left - INSET)
        ink.paragraph(left, 43, ink.width - left - INSET, self._pages.second, CAPTION, "text_2")

    def _paint_shot(self, ink: Ink, x: float, shot: PageShot) -> None:
        y = 14
        if shot.wanted:
            ink.frame(x, y, WIDE, HIGH, "stop", 1.5, 4, "card", dashed=True)
            ink.fill(x + WIDE / 2 - 12, y + HIGH / 2 - 0.75, 24, 1.5, "text_2")
            ink.fill(x + WIDE / 2 - 0.75, y + HIGH / 2 - 12, 1.5, 24, "text_2")
        else:
            ink.frame(x, y, WIDE, HIGH, "line_2", 1, 4, "paper")
            image = picture(shot.jpeg, ink.look.px(WIDE) * SHARP) if shot.jpeg else None
            if image is not None and not image.isNull():
                room = ink.rect(x + 2, y + 2, WIDE - 4, HIGH - 4)
                factor = min(room.width() / image.width(), room.height() / image.height())
                place = ink.rect(0, 0, 0, 0)
                place.setWidth(image.width() * factor)
                place.setHeight(image.height() * factor)
                place.moveCenter(room.center())
                ink.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                ink.painter.drawImage(place, image)
        ink.text(
            x, y + HIGH + 15, shot.label, CAPTION, "stop" if shot.wanted else "text_2", bold=shot.wanted, width=WIDE
        )
