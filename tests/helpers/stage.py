"""What a window showed, kept as plain values, and shown again at another size, in another theme.

scene = scene_of("decision", window, presenter.state)
window = staged(scene, Look("dark", 1.5), (1366, 768))

A view only draws its state, so a scene once walked to can be looked at in every look without walking there again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.clerk.waiting import WaitingView
from ui.counter_window import CounterWindow
from ui.customer.page import CustomerState
from ui.customer.window import CustomerWindow
from ui.hall.presenter import HallState
from ui.hall.window import HallWindow
from ui.look import Look, dress
from ui.look import look as current
from ui.page import Listing, Person, Rail, Screen, Strip
from ui.parts.login import LoginCover, LoginState
from ui.parts.sheet import Sheet
from ui.parts.view import View


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a counter's window."""

    name: str
    view: type[View] | None
    """None behind a cover under which nobody has worked yet."""
    wide: bool
    state: Screen
    rail: Rail
    person: Person | None
    listing: Listing | None
    strip: Strip
    sheet: Sheet | None
    beside: Sheet | None
    cover: LoginState | None
    practice: bool


def scene_of(name: str, window: CounterWindow, state: Screen) -> Scene:
    """What the window shows now; `state` is its screen's."""
    return Scene(
        name,
        type(window.view) if window.view is not None else None,
        window.view is not None and window.view.wide,
        state,
        window.rail.shown,
        window.card.person,
        window.card.listing,
        window.strip.shown,
        window.sheet.sheet,
        window._beside or window.keys_here(),
        window.covering.state if window.covering is not None else None,
        window.practice,
    )


@contextmanager
def staged(scene: Scene, look: Look, size: tuple[int, int], today: date = date(2026, 3, 16)) -> Iterator[CounterWindow]:
    """A window of its own with that scene; it is gone afterwards, the look stays put on."""
    put_on(look)
    window = CounterWindow(practice=scene.practice)
    window.resize(*size)
    window.show_strip(scene.strip)
    window.show_beside(scene.beside)
    window.show()
    window.activateWindow()
    window.show_rail(scene.rail)
    if scene.listing is not None:
        window.show_listing(scene.listing)
    else:
        window.show_person(scene.person)
    if scene.view is not None:
        view: Any = scene.view(lambda: today) if scene.view is WaitingView else scene.view()
        view.wide = scene.wide
        window.show_view(view)
        view.render_state(scene.state)
        view.arrive()
        window.show_screen(scene.state, scene.name)
    if scene.sheet is not None:
        window.show_sheet(scene.sheet)
    if scene.cover is not None:
        cover = LoginCover()
        window.cover(cover)
        cover.render_state(scene.cover)
    at_rest()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@dataclass(frozen=True, slots=True)
class Page:
    """One moment of the customer screen or of the hall display."""

    name: str
    state: CustomerState | HallState


@contextmanager
def staged_page(page: Page, look: Look, size: tuple[int, int]) -> Iterator[QWidget]:
    """A window of its own with that page; it is gone afterwards."""
    put_on(look)
    window: Any = HallWindow() if isinstance(page.state, HallState) else CustomerWindow()
    window.resize(*size)
    window.render_state(page.state)
    window.show()
    at_rest()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def put_on(look: Look) -> None:
    """Dresses the program, unless it wears that already: dressing takes longer than drawing a scene."""
    if current() != look or not QApplication.instance().styleSheet():
        dress(QApplication.instance(), look)


def at_rest() -> None:
    """Layouts go on over several rounds of the event loop."""
    for _ in range(4):
        QApplication.processEvents()
