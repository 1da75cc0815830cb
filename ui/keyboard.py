"""The keyboard of the counter's window: what a press means, and who has it.

a scanned code ─> the counter          a digit  ─> the rail, the open sheet's line, the screen's own act or row
Enter  ─> the next field, the sheet's line, a confirmation's “no”, the primary
Esc    ─> the sheet is put away, a confirmation is refused, one step back
Space  ─> the row that has the focus, or the primary          any other key ─> its act in the table of keys
"""

from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.key_ear import KeyEar
from ui.keys import act_of
from ui.parts.action_bar import ActionBar
from ui.parts.part import Row
from ui.parts.person_card import PersonCard
from ui.parts.rail import RailPart
from ui.parts.sheet import ALL, Sheet, SheetPart
from ui.parts.view import View
from ui.press import PressGuard

PAGES = {"PgDown": 1, "PgUp": -1, "End": ALL, "Home": -ALL}


class Keyed(Protocol):
    """A window with a keyboard (ui.counter_window.CounterWindow)."""

    rail: RailPart
    card: PersonCard
    bar: ActionBar
    sheet: SheetPart
    view: View | None
    guard: PressGuard
    practice: bool
    covering: Any
    """Whatever hides the desk and takes every key itself; None while it is seen."""
    asked: Any
    number_shown: Any

    @property
    def busy(self) -> bool: ...

    @property
    def confirming(self) -> bool: ...

    def ask(self, act: str, value: object = None) -> None: ...

    def show_sheet(self, sheet: Sheet | None) -> None: ...


class Keyboard:
    """Hears every key that the focused widget did not want."""

    def __init__(self, window: Keyed) -> None:
        self.ear = KeyEar()
        self._window = window

    def press(self, event: QKeyEvent) -> bool:
        """Does what a press means; False when it means nothing here."""
        window, heard = self._window, self.ear.hear(event)
        if window.covering is not None or not (heard.key or heard.code):
            return False
        key = heard.key
        if heard.code:
            if not (window.view and window.view.asks_password):  # typed fast beside its field, it would be read by all
                window.asked.emit("scanned", heard.code)
        elif key.removeprefix("Ctrl+").isdigit() and self._digit(key):
            pass
        elif window.sheet.sheet is not None and key in PAGES:
            window.sheet.page(PAGES[key])
        elif window.sheet.sheet is not None and window.sheet.seek(key):
            pass
        else:
            act = act_of(self._screen, key, practice=window.practice)
            if act is None:
                return False
            if act == "enter" or not event.isAutoRepeat():
                self._do(act)
        return True

    def release(self, event: QKeyEvent) -> None:
        """F4 shows the number only while it is held."""
        if event.key() == Qt.Key.Key_F4 and not event.isAutoRepeat():
            self._show_number(False)

    @property
    def _screen(self) -> str:
        return self._window.view.code if self._window.view else ""

    def _do(self, act: str) -> None:
        window = self._window
        if act == "enter":
            self._enter()
        elif act == "back" and window.sheet.sheet is not None:
            window.show_sheet(None)
        elif act == "back" and window.confirming:
            window.bar.refuse()
        elif act == "full_number":
            self._show_number(True)
        elif act == "do":
            self._space()
        else:
            window.ask(act)

    def _enter(self) -> None:
        window, focused = self._window, QApplication.focusWidget()
        if window.sheet.sheet is None and not window.confirming and window.view and window.view.enter():
            self._past_the_last(focused)
            return
        if isinstance(focused, Row) and window.sheet.isAncestorOf(focused):
            focused.pressed.emit(focused.code)
        elif not window.confirming:
            window.ask("primary")
        elif focused is not window.bar.primary and focused is not None and hasattr(focused, "act"):
            window.ask(focused.act.code)

    def _past_the_last(self, before: QWidget | None) -> None:
        """After the last field or row comes the primary; never a button beside it, where Space would press it."""
        window, landed = self._window, QApplication.focusWidget()
        if before is not None and landed is not None and window.bar.isAncestorOf(landed):
            able = window.bar.primary.isEnabled() and window.bar.primary.isVisibleTo(window.bar)
            (window.bar.primary if able else before).setFocus(Qt.FocusReason.OtherFocusReason)

    def _space(self) -> None:
        window, focused = self._window, QApplication.focusWidget()
        if isinstance(focused, Row):
            if window.guard.takes("do", busy=window.busy):  # a bounce would do the next row, which has the focus by now
                focused.pressed.emit(focused.code)
        elif focused is window.bar.primary and not window.confirming:
            window.ask("primary")

    def _digit(self, key: str) -> bool:
        window, number = self._window, int(key.removeprefix("Ctrl+"))
        if key.startswith("Ctrl+"):
            return window.rail.press(number)
        if window.sheet.sheet is not None:
            if code := window.sheet.line_of_digit(number):
                window.sheet.chosen.emit(code)
            return True
        if window.view is None:
            return False
        if act := act_of(self._screen, key):
            window.ask(act)
            return True
        return window.view.digit(number)

    def _show_number(self, shown: bool) -> None:
        self._window.card.show_whole_number(shown)
        self._window.number_shown.emit(shown)
