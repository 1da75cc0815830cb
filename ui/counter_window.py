"""The counter's window: rail, work area, person card, action bar, status strip, and what stands where.

Invariants
    1. Every act leaves this window through `asked`, and only when the press guard takes it.
    2. The primary stands at the bottom right, 304 × 48, whatever it says.
    3. Nothing ever covers the work area but a sheet where the card's place is too narrow for one.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.first_window import BANNER, paint_banner
from ui.keyboard import Keyboard
from ui.layout import Asked, layout_of
from ui.look import look
from ui.page import Listing, Person, Rail, Screen, Strip
from ui.parts.action_bar import ActionBar
from ui.parts.buttons import Secondary
from ui.parts.ink import Ink
from ui.parts.login import LoginCover
from ui.parts.person_card import PersonCard
from ui.parts.rail import RailPart
from ui.parts.sheet import Sheet, SheetPart
from ui.parts.side_pane import SidePane
from ui.parts.status_strip import StatusStrip
from ui.parts.view import LOW, View
from ui.press import PressGuard
from ui.sheets import keys_sheet, more_sheet


class CounterWindow(QWidget):
    """Shows one view in its frame and turns keys into acts."""

    asked = Signal(str, object)
    """An act and its value, already past the press guard."""
    number_shown = Signal(bool)
    """F4 was pressed or let go: showing a number in full is journalled."""
    stirred = Signal()
    """Somebody used the keyboard or the mouse: the screen need not lock."""

    def __init__(self, guard: PressGuard | None = None, *, practice: bool = False) -> None:
        super().__init__()
        self.guard = guard or PressGuard()
        self.practice = practice
        self.can: Callable[[str], bool] = lambda _act: True
        """Whether an act can be done on the screen that is up, for the sheet of its keys."""
        self.rail, self.card, self.side = RailPart(self), PersonCard(self), SidePane(self)
        self.work, self.bar, self.strip = QStackedWidget(self), ActionBar(self), StatusStrip(self)
        self.sheet, self.beside = SheetPart(self), SheetPart(self, stays=True)
        self.view: View | None = None
        self.covering: LoginCover | None = None
        self._had_focus: QWidget | None = None
        self._before_sheet: QWidget | None = None
        self.keyboard = Keyboard(self)
        self.busy = False
        self.confirming = False
        """Something irrevocable is asked in the action bar."""
        self._card_open = False
        self._beside: Sheet | None = None
        self._lights = Strip()
        self.bar.asked.connect(self.ask)
        self.rail.pressed.connect(lambda place: self.ask("go_to", place))
        self.strip.pressed.connect(lambda device: self.ask("fix_device", device))
        self.sheet.chosen.connect(self._chosen)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self.setMinimumSize(640, 480)
        self.resize(1366, 768)

    # ── what is shown ──

    def show_view(self, view: View) -> None:
        """Brings a view into the work area."""
        if view is self.view:
            return
        if self.work.indexOf(view) < 0:
            self.work.addWidget(view)
            view.asked.connect(self.ask)
            view.typed.connect(self._typed)
        self.view = view
        self.sheet.show_sheet(None)
        if (focused := QApplication.focusWidget()) and self.work.isAncestorOf(focused):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # or Qt would hand it on to any field of the next view
        self.work.setCurrentWidget(view)
        self._place()
        view.arrive()
        self._settle_focus()

    def drop_view(self, view: View) -> None:
        """A view that is no longer needed."""
        if view is self.view:
            self.view = None
        self.work.removeWidget(view)
        view.deleteLater()

    def show_screen(self, state: Screen, showing: object = None) -> None:
        """The frame's share of a screen's state: action bar, busy, side pane."""
        self.busy = state.busy
        bar = state.bar
        was_confirming, self.confirming = self.confirming, bar.confirmation is not None
        self.bar.show_bar(bar, state.busy)
        filled = self.side.filled
        self.side.show_value(state.side)
        primary = bar.primary.code if bar.primary else ""
        self.guard.shows((showing or id(self.view), primary, self.confirming))
        if was_confirming != self.confirming or filled != self.side.filled:
            self._place()
        self._settle_focus()

    def show_rail(self, rail: Rail) -> None:
        """The steps of the case, or the places of the desk."""
        self.rail.show_value(rail)

    def show_person(self, person: Person | None) -> None:
        """Who is at the window."""
        self.card.show_person(person)
        self._place()

    def show_listing(self, listing: Listing) -> None:
        """What the day brought, while nobody is at the window."""
        self.card.show_listing(listing)
        self._place()

    def show_strip(self, strip: Strip) -> None:
        """Device lights and the time."""
        self._lights = strip
        self.strip.show_value(strip, self.effective_width() < 1000)

    def show_beside(self, sheet: Sheet | None) -> None:
        """What stands in the side pane while the screen has no picture for it; the screen's keys when nothing does."""
        if sheet != self._beside:
            self._beside = sheet
            self._place()

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Opens a sheet in the card's place, or puts it away; lines to choose from take the keyboard from a field."""
        focused = QApplication.focusWidget()
        if self.sheet.sheet is None:
            self._before_sheet = focused
        self.sheet.show_sheet(sheet)
        self._place()
        if sheet:
            self.sheet.raise_()
            self.sheet.take_focus()
        elif focused is None or not focused.isVisibleTo(self):
            self._give_focus_back(self._before_sheet)

    def _give_focus_back(self, had: QWidget | None) -> None:
        back = had if had is not None and isValid(had) and had.isVisibleTo(self) else self
        back.setFocus(Qt.FocusReason.OtherFocusReason)  # also behind other windows: no hidden field keeps the keyboard

    def cover(self, cover: LoginCover | None) -> None:
        """Hides everything but banner and strip behind a cover and takes no act, or shows the desk again as it was."""
        if cover is not None and self.covering is None:
            self.show_sheet(None)
            self._had_focus = QApplication.focusWidget()
            self.card.show_whole_number(False)
        before, self.covering = self.covering, cover
        for part in (self.work, self.bar):
            part.setEnabled(cover is None)  # what comes up behind a cover must not take the keyboard
        if before is not None and before is not cover:
            before.hide()
        if cover is not None:
            cover.setParent(self)
            cover.show()
            cover.raise_()
        self._place()
        if cover is not None:
            cover.take_focus()
        else:
            self._give_focus_back(self._had_focus)
        self._settle_focus()

    # ── acts ──

    def ask(self, act: str, value: object = None) -> None:
        """Lets an act through when the guard takes it; the window answers a few of them itself."""
        if self.covering is not None or not self.guard.takes(
            f"{act} {value}" if value is not None else act, busy=self.busy
        ):
            return
        self.stirred.emit()
        own = {
            "more": self._open_more,
            "show_keys": self._open_keys,
            "whole_card": self._toggle_card,
            "primary": self._press_primary,
        }.get(act)
        if own:
            own()
        else:
            self.asked.emit(act, value)

    def _typed(self, what: str, value: object) -> None:
        self.stirred.emit()
        if what == "password":
            self.keyboard.ear.password_typed()
        self.asked.emit(what, value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key the focused widget did not want."""
        self.stirred.emit()
        event.setAccepted(self.keyboard.press(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """What shows something only while it is held."""
        self.keyboard.release(event)

    def _press_primary(self) -> None:
        act = self.bar.primary.act
        if self.bar.primary.isVisibleTo(self) and act.enabled:
            self.asked.emit(act.code, None)

    # ── sheets ──

    def _open_keys(self) -> None:
        self._open_or_close(self.keys_here())

    def keys_here(self) -> Sheet:
        """The keys of the screen that is up."""
        return keys_sheet(self.view.code if self.view else "", practice=self.practice, can=self.can)

    def _open_more(self) -> None:
        self._open_or_close(more_sheet(self.bar.menu()))

    def _open_or_close(self, sheet: Sheet) -> None:
        open_one = self.sheet.sheet
        self.show_sheet(None if open_one is not None and open_one.kind == sheet.kind else sheet)

    def _chosen(self, code: object) -> None:
        self.show_sheet(None)
        self.ask(str(code))

    def _toggle_card(self) -> None:
        self._card_open = not self._card_open
        self._place()

    # ── focus ──

    def _settle_focus(self) -> None:
        focused = QApplication.focusWidget() or self.focusWidget()  # a window coming to the front has none yet
        if self.covering is not None:
            if focused is None or not self.covering.isAncestorOf(focused):
                self.covering.take_focus()
            return
        lost = (
            focused is None
            or focused is self
            or not focused.isVisibleTo(self)
            or not focused.isEnabled()
            or focused.focusPolicy() == Qt.FocusPolicy.NoFocus
        )
        if lost and self.isActiveWindow():
            target = self.bar.primary if self.bar.primary.isEnabled() and self.bar.primary.isVisibleTo(self) else self
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_cap()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        gone = old is not None and not old.isVisibleTo(self)
        if gone and not self.confirming and isinstance(new, Secondary) and self.bar.isAncestorOf(new):
            self.setFocus()  # Qt hands on what a field had that goes, and Space would press 搁置 or 上一步
        elif new is not None and self.isAncestorOf(new):
            self._show_cap()
            if self.view and self.view.pages.isAncestorOf(new):
                self.view.pages.ensureWidgetVisible(new, 0, look().px(24))

    def _show_cap(self) -> None:
        focused = QApplication.focusWidget()
        self.bar.show_enter_goes_on(bool(getattr(focused, "enter_goes_on", False)))

    # ── where everything stands ──

    def effective_width(self) -> float:
        """The width the layouts are chosen by."""
        return self.width() / look().scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses the layout of the new size."""
        super().resizeEvent(event)
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the banner of practice is the way to lay a card down with the mouse."""
        if self.practice and event.position().y() < look().px(BANNER):
            self.ask("lay_card")

    def changeEvent(self, event: QEvent) -> None:
        """A window that comes to the front puts the focus where it belongs."""
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._settle_focus()
        super().changeEvent(event)

    def _place(self) -> None:
        seen, view = self.covering is None, self.view
        alone = view is not None and view.wide
        asked = Asked(self.practice, alone, self.card.person is not None, self._card_open, self.bar.height())
        at = layout_of(self.size(), asked)
        for part, where in ((self.rail, at.rail), (self.work, at.work), (self.bar, at.bar)):
            part.setGeometry(where)
            part.setVisible(seen and where.width() > 0)
        self.bar.show_narrow(at.wide < 820)
        self.strip.setGeometry(at.strip)
        self.strip.show_value(self._lights, at.wide < 1000)
        self.card.band = at.band
        self.card.setGeometry(at.card)
        self.card.setVisible(seen and not at.card.isEmpty())
        for pane, wanted in ((self.side, self.side.filled), (self.beside, not self.side.filled)):
            pane.setGeometry(at.side)
            pane.setVisible(seen and wanted and at.side.width() > 0)
        if self.beside.isVisibleTo(self):
            self.beside.show_sheet(self._beside or self.keys_here())
        if view is not None:
            view.show_low(self.height() / look().scale < LOW)
        self.sheet.setGeometry(at.sheet)
        if self.covering is not None:
            self.covering.setGeometry(at.cover)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of the work area and the banner of practice."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "work")
        if self.practice:
            paint_banner(ink)
        painter.end()
