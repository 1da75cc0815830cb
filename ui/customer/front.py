"""Where the customer screen stands, and the clerk's keys for it.

a second monitor   full on it. Shift F2 moves it to the next one beside the clerk's, and after the last puts it away;
                   where it stood is remembered. Unplugged, it waits out of sight; plugged in again, it is back.
one monitor        Shift F2 turns the screen to the customer: the page covers the clerk's window, which fills the
                   monitor, and takes every key but the ones that turn it back, lock, enlarge and read aloud.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.counter import CounterPresenter
from ui.counter_window import CounterWindow
from ui.customer.presenter import CustomerPresenter
from ui.customer.window import CustomerWindow
from ui.desk import Desk
from ui.key_ear import name_of as key_of
from ui.keys import act_of
from ui.monitors import CUSTOMER, Monitors, next_after
from ui.page import Deed
from ui.voice import Voice
from ui.words import say

ACTS = ("customer_screen", "large_print", "read_pages")


class CustomerFront(QObject):
    """Presenter and window of the customer screen, and the monitor they are on."""

    def __init__(
        self, desk: Desk, counter_window: CounterWindow, counter: CounterPresenter, monitors: Monitors | None = None
    ) -> None:
        super().__init__(counter_window)
        self._beside, self._counter = counter_window, counter
        self._monitors = monitors or Monitors(None)
        self._away = False
        self._before = Qt.WindowState.WindowNoState
        self._had_focus: QWidget | None = None
        self.voice = Voice(desk.settings.screen.language, self)
        self.presenter = CustomerPresenter(desk, counter, self.voice)
        self.window = CustomerWindow(practice=not desk.settings.live)
        self.presenter.changed.connect(self.window.render_state)
        self.window.asked.connect(self.presenter.do)
        self.window.render_state(self.presenter.state)
        self.window.installEventFilter(self)
        counter_window.installEventFilter(self)
        counter_window.asked.connect(lambda act, _value: self.do(act))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        application.screenAdded.connect(lambda _screen: self.place())
        application.screenRemoved.connect(self._unplugged)
        self.place()

    # ── the clerk's keys ──

    def do(self, act: str) -> None:
        """One of ACTS; what came of it stands in the clerk's action bar."""
        if act == "customer_screen":
            self.toggle()
        elif act == "large_print":
            large = self.presenter.large_print()
            self._note(say("客户屏：大字") if large else say("客户屏：平常的字"))
        elif act == "read_pages":
            reads, able = self.presenter.read_pages(), self.voice.able
            words = say("客户屏：念给持卡人听") if reads else say("客户屏：不念")
            self._note(words if able else say("这台电脑没有语音引擎，念不了"))

    def cover(self, on: bool) -> None:
        """The counter is locked: nothing of a case is shown, and the monitor is the clerk's again."""
        if on:
            self._turn_back()
        self.presenter.cover(on)

    def _note(self, words: str) -> None:
        presenter = self._counter.presenter
        if presenter is not None:
            presenter.show(bar=replace(presenter.state.bar, deed=Deed(words)))

    def toggle(self) -> None:
        """The next monitor, out of sight, or the one monitor turned round."""
        others = [one for one in QGuiApplication.screens() if one is not self._beside.screen()]
        if self.turned:
            self._turn_back()
        elif not others:
            self._turn()
        else:
            following = next_after(others, None if self._away else self.window.screen())
            self._away = following is None
            if following is not None:
                self._monitors.remember(CUSTOMER, following)
            self.place()

    # ── a monitor of its own ──

    def place(self) -> None:
        """Full on the customer's monitor; out of sight where there is none, and where the clerk put it away."""
        own = self._monitors.for_customer(QGuiApplication.screens(), self._beside.screen())
        if own is not None:
            self._turn_back()
        if own is None or self._away:
            if not self.turned:
                self.window.hide()
            return
        had_keyboard = self._beside.isActiveWindow()
        self._show_on(own)
        if had_keyboard:  # some systems hand the keyboard to the newest window, whatever it says it accepts
            self._beside.activateWindow()

    def _show_on(self, monitor: QScreen) -> None:
        if self.window.isVisible() and self.window.screen() is not monitor:
            self.window.hide()  # a full window stays where it is; one that comes up anew does not
        self.window.setScreen(monitor)
        self.window.setGeometry(monitor.geometry())
        self.window.setWindowState(Qt.WindowState.WindowFullScreen)  # showFullScreen() would ask for the keyboard
        self.window.show()

    def _unplugged(self, _monitor: QScreen) -> None:
        self.place()
        if not self.window.isVisible():
            self._note(say("客户屏断开了；按 Shift F2 把这块屏转给持卡人"))

    # ── the one monitor ──

    @property
    def turned(self) -> bool:
        """Whether the clerk's own monitor shows the customer's page; at the program's end it goes before the others."""
        return isValid(self.window) and self.window.parent() is self._beside

    def _turn(self) -> None:
        top = self._beside.window()  # the counter stands inside the program's own window
        self._before, self._had_focus = top.windowState(), QApplication.focusWidget()
        top.setWindowState(self._before | Qt.WindowState.WindowFullScreen)
        self.window.turn_to(self._beside)
        self.window.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_back(self) -> None:
        if self.turned:
            self.window.turn_to(None)
            self._beside.window().setWindowState(self._before)
            if self._had_focus is not None and isValid(self._had_focus) and self._had_focus.isVisibleTo(self._beside):
                self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """While the screen is turned no key reaches what lies under the page."""
        if self.turned and new is not None and new is not self.window and self._beside.covering is None:
            self.window.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The turned page follows the window's size, and takes the keys."""
        if self.turned and watched is self._beside and event.type() == QEvent.Type.Resize:
            self.window.setGeometry(self._beside.rect())
        if self.turned and watched is self.window and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            act = act_of("", key_of(event))
            if act in ACTS and not event.isAutoRepeat():
                self.do(act)
            elif act == "lock":
                self._counter.lock_asked.emit()
            return True
        return False

    # ── the end ──

    def close(self) -> None:
        """The window goes, and whatever is being said."""
        self._turn_back()
        self.window.close()
        self.voice.close()
        for watched in (self.window, self._beside):  # who is asked about a window that is being destroyed falls with it
            watched.removeEventFilter(self)
