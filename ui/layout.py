"""Where everything stands in the counter's window, at every size and text size.

Definitions
    effective width   window width ÷ text size; the layouts of the design are chosen by it

    ≥ 1860       rail 200, work, side pane 400 (a picture, else the rules or the keys), card 400
    1240 – 1859  rail 184, work, card 336 (400 from 1680)
    1000 – 1239  rail 72 with marks only, work, card 280
     820 –  999  rail 48, the card becomes a band of 50 above the work area, F2 opens it whole
    under 820    no rail, band, the secondaries go into 更多
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from ui.first_window import BANNER, rail_width
from ui.look import look
from ui.parts.status_strip import HEIGHT

BAND, ROOMY, SHEET = 50, 1860, 336


@dataclass(frozen=True, slots=True)
class Asked:
    """What the layout depends on beside the window's size."""

    practice: bool
    alone: bool
    """The screen takes the card's place as well."""
    person: bool
    card_open: bool
    """F2: the whole card, though there is room for a band only."""
    bar: int
    """How high the action bar is, in pixels."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The regions in pixels; an empty one is not shown."""

    rail: QRect
    work: QRect
    card: QRect
    side: QRect
    bar: QRect
    strip: QRect
    sheet: QRect
    cover: QRect
    band: bool
    """The card is a band above the work area."""
    wide: float
    """The effective width."""


def card_width(wide: float) -> int:
    """How wide the person card is in a window of that effective width; none where it is a band."""
    return next((card for least, card in ((1680, 400), (1240, 336), (1000, 280)) if wide >= least), 0)


def layout_of(size: QSize, asked: Asked) -> Layout:
    """The regions of a window."""
    px, width, height = look().px, size.width(), size.height()
    wide = width / look().scale
    narrow = card_width(wide) == 0
    banded = narrow and not asked.alone and (asked.person or asked.card_open)
    band = banded and not asked.card_open
    rail = px(rail_width(wide))
    card = px(0 if asked.alone else card_width(wide))
    side = px(400 if wide >= ROOMY and not asked.alone else 0)
    whole = px(SHEET) if banded and asked.card_open else card
    top = px(BANNER) if asked.practice else 0
    foot = height - px(HEIGHT)
    above, head = foot - asked.bar - top, px(BAND) if band else 0
    sheet = max(whole, px(SHEET))
    return Layout(
        rail=QRect(0, top, rail, foot - top),
        work=QRect(rail, top + head, width - rail - whole - side, above - head),
        card=QRect(rail, top, width - rail, head) if band else QRect(width - whole, top, whole, above),
        side=QRect(width - whole - side, top, side, above),
        bar=QRect(rail, foot - asked.bar, width - rail, asked.bar),
        strip=QRect(0, foot, width, px(HEIGHT)),
        sheet=QRect(width - sheet, top, sheet, above),
        cover=QRect(0, top, width, foot - top),
        band=band,
        wide=wide,
    )
