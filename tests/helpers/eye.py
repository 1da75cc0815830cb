"""What a person sees of a window, and what they would find fault with.

with drawing() as drawn:
    window.grab()
assert faults(window, drawn) == []

Every line of text the desk draws goes through `Ink`; it is drawn for real and noted down on its way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget

from ui.colours import contrast
from ui.look import BODY, LINE_OF
from ui.parts.buttons import Primary
from ui.parts.ink import Ink, height_of, plain, width_of
from ui.parts.login import LoginCover
from ui.parts.rail import RailRow
from ui.parts.sheet import SheetPart
from ui.parts.status_strip import DeviceLight

SLACK = 1.5
"""Effective px a glyph's box may be over an edge: half a pixel is rounded twice."""
INK_HEIGHT = 0.5
"""How much of a letter's size lies above and below the middle of its line."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line or a paragraph: where it lies in its widget (effective px), what it says, and how much of it is cut."""

    widget: Any
    ink: Ink
    box: QRectF
    room: QRectF
    words: str
    colour: str
    cut: bool
    scale: float


@contextmanager
def drawing() -> Iterator[list[Drawn]]:
    """Notes what is drawn meanwhile."""
    drawn: list[Drawn] = []
    text, paragraph = Ink.text, Ink.paragraph

    within: list[str] = []
    """A key cap in the middle of a line is drawn by a call within the line's own."""

    def note(ink: Ink, box: QRectF, words: str, colour: str, *, cut: bool) -> None:
        if words.strip() and not within and ink.painter.transform().isIdentity():
            room = QRectF(0, 0, ink.width, ink.height)
            drawn.append(Drawn(ink.painter.device(), ink, box, room, words, colour, cut, ink.look.scale))

    def noted_text(
        ink: Ink, x: float, middle: float, words: str, size: int = BODY, colour: str = "text", **how: Any
    ) -> float:
        width, bold = how.get("width"), how.get("bold", False)
        cut = width is not None and width_of(ink.look, words, size, bold=bold) > width + 0.5
        cut = cut and not how.get("mono")  # bytes on a line: what is copied is whole
        within.append(words)
        used = text(ink, x, middle, words, size, colour, **how)
        within.pop()
        left = x - used if how.get("right") else x - used / 2 if how.get("centre") else x
        high = size * INK_HEIGHT
        note(ink, QRectF(left, middle - high, used, 2 * high), plain(words), colour, cut=cut)
        return used

    def noted_paragraph(
        ink: Ink,
        x: float,
        top: float,
        width: float,
        words: str,
        size: int = BODY,
        colour: str = "text",
        **how: Any,
    ) -> float:
        used = paragraph(ink, x, top, width, words, size, colour, **how)
        air = (LINE_OF[size] - 2 * size * INK_HEIGHT) / 2
        high = height_of(ink.look, words, width, size, bold=how.get("bold", False))
        wide = min(width, width_of(ink.look, words, size, bold=how.get("bold", False)))
        note(ink, QRectF(x, top + air, wide, high - 2 * air), plain(words), colour, cut=width < size)
        return used

    Ink.text, Ink.paragraph = noted_text, noted_paragraph  # type: ignore[method-assign, assignment]
    try:
        yield drawn
    finally:
        Ink.text, Ink.paragraph = text, paragraph  # type: ignore[method-assign]


def faults(window: QWidget, drawn: list[Drawn]) -> list[str]:
    """Everything that is cut, lies outside its place or over something else, in words."""
    return [*_cut(drawn), *_over_one_another(drawn), *_covered(window, drawn), *_outside(window), *_primaries(window)]


def _cut(drawn: list[Drawn]) -> Iterator[str]:
    for one in drawn:
        name = type(one.widget).__name__
        if one.cut:
            yield f"{name}: “{one.words}” is elided"
        elif not one.room.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(one.box):
            yield f"{name}: “{one.words}” {_at(one.box)} leaves its widget of {_size(one.room)}"


def _over_one_another(drawn: list[Drawn]) -> Iterator[str]:
    by_ink: dict[int, list[Drawn]] = {}
    for one in drawn:
        by_ink.setdefault(id(one.ink), []).append(one)
    for texts in by_ink.values():
        for at, one in enumerate(texts):
            for other in texts[at + 1 :]:
                shared = one.box.intersected(other.box)
                if other.words != one.words and shared.width() > SLACK and shared.height() > SLACK + 1:
                    yield f"{type(one.widget).__name__}: “{one.words}” runs into “{other.words}”"


def _covered(window: QWidget, drawn: list[Drawn]) -> Iterator[str]:
    """Words under another part; what is scrolled away is not covered, and a sheet may cover what it is about."""
    for one in drawn:
        middle = (one.box.center() * one.ink.look.scale).toPoint()
        above = window.childAt(one.widget.mapTo(window, middle))
        if above is None or above is one.widget or not one.widget.visibleRegion().contains(middle):
            continue
        over = set(_with_parents(above)) - set(_with_parents(one.widget))
        if not any(isinstance(part, SheetPart | LoginCover) for part in over):
            yield f"{type(one.widget).__name__}: “{one.words}” is covered by {type(above).__name__}"


def _with_parents(widget: QWidget) -> Iterator[QWidget]:
    here: QWidget | None = widget
    while here is not None:
        yield here
        here = here.parentWidget()


def _outside(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        parent = widget.parentWidget()
        if not widget.isVisibleTo(window) or parent is None or widget.isWindow() or _scrolls(widget):
            continue
        if not widget.size().isEmpty() and not parent.rect().contains(widget.geometry()):
            name, around = type(widget).__name__, type(parent).__name__
            yield f"{name} {_rect(widget.geometry())} leaves {around} {_rect(parent.rect())}"


def _scrolls(widget: QWidget) -> bool:
    """What lies in a scroll area may be longer than its window, never wider."""
    parent = widget.parentWidget()
    area = parent.parentWidget() if parent is not None else None
    return isinstance(area, QAbstractScrollArea) and area.viewport() is parent and widget.width() <= parent.width()


def _primaries(window: QWidget) -> Iterator[str]:
    seen = [one for one in window.findChildren(Primary) if one.isVisibleTo(window)]
    if len(seen) > 1:
        yield f"{len(seen)} primaries: {[one.act.words for one in seen]}"
    for one in seen:
        at = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        if not window.rect().contains(at):
            yield f"the primary {_rect(at)} leaves the window"


def weak(window: QWidget, drawn: list[Drawn], picture: QImage, least: float = 4.5) -> list[str]:
    """Texts whose ground, as it really came out in the picture, is too near their own colour."""
    found = []
    for one in drawn:
        ground = _ground(window, one, picture)
        colour = one.ink.look.colour(one.colour).name()
        if ground and contrast(colour, ground) < least:
            found.append(f"{type(one.widget).__name__}: “{one.words}” {colour} on {ground}")
    return found


def _ground(window: QWidget, one: Drawn, picture: QImage) -> str | None:
    """The pixel left of the text, above its first line; None where another part covers it."""
    left, above = round((one.box.left() - 2) * one.scale), round(one.box.top() * one.scale) - 1
    at = one.widget.mapTo(window, QPoint(max(0, left), max(0, above)))
    seen = window.childAt(at)
    return picture.pixelColor(at).name() if seen is one.widget and picture.rect().contains(at) else None


def _at(box: QRectF) -> str:
    return f"at {box.left():.0f}, {box.top():.0f} … {box.right():.0f}, {box.bottom():.0f}"


def _size(box: QRectF) -> str:
    return f"{box.width():.0f} × {box.height():.0f}"


def _rect(box: QRect) -> str:
    return f"{box.x()}, {box.y()}, {box.width()} × {box.height()}"


def nameless(window: QWidget) -> list[str]:
    """What a screen reader comes upon and can say nothing of: walked through the accessibility tree from the window."""
    found: list[str] = []
    ahead = [QAccessible.queryAccessibleInterface(window)]
    while ahead:
        here = ahead.pop()
        ahead += [child for child in map(here.child, range(here.childCount())) if child is not None]
        widget, state = here.object(), here.state()
        takes = isinstance(widget, QWidget) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        pressed = isinstance(widget, QAbstractButton | RailRow | DeviceLight)
        if state.invisible or not (takes or pressed) or widget is window or widget.focusProxy() is not None:
            continue
        if not here.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {_rect(widget.geometry())}")
    return found
