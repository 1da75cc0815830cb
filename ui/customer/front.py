"""Where the customer screen stands: full on the second monitor; on a desk with one monitor it opens when asked for."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen

from ui.counter import CounterPresenter
from ui.counter_window import CounterWindow
from ui.customer.presenter import CustomerPresenter
from ui.customer.window import CustomerWindow
from ui.desk import Desk
from ui.voice import Voice


class CustomerFront(QObject):
    """Presenter and window of the customer screen, and the monitor they are on."""

    def __init__(self, desk: Desk, counter_window: CounterWindow, counter: CounterPresenter) -> None:
        super().__init__(counter_window)
        self._beside = counter_window
        self.voice = Voice(desk.settings.screen.language, self)
        self.presenter = CustomerPresenter(desk, counter, self.voice)
        self.window = CustomerWindow(practice=not desk.settings.live)
        self.presenter.changed.connect(self.window.render_state)
        self.window.asked.connect(self.presenter.do)
        self.window.render_state(self.presenter.state)
        counter_window.asked.connect(lambda act, _value: self.toggle() if act == "customer_screen" else None)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(lambda _screen: self.place())
        application.screenRemoved.connect(lambda _screen: self.place())
        self.place()

    def place(self) -> None:
        """Full on the monitor the clerk is not looking at; hidden where there is none."""
        other = self._other_monitor()
        if other is None:
            self.window.hide()
            return
        had_keyboard = self._beside.isActiveWindow()
        self.window.setGeometry(other.geometry())
        self.window.showFullScreen()
        if had_keyboard:  # some systems hand the keyboard to the newest window, whatever it says it accepts
            self._beside.activateWindow()

    def toggle(self) -> None:
        """On one monitor: opens the screen as a window beside the clerk's, or puts it away."""
        if self.window.isVisible():
            self.window.hide()
        elif self._other_monitor() is not None:
            self.place()
        else:
            self.window.showNormal()
            self._beside.activateWindow()

    def close(self) -> None:
        """The window goes, and whatever is being said."""
        self.window.close()
        self.voice.close()

    def _other_monitor(self) -> QScreen | None:
        here = self._beside.screen()
        return next((one for one in QGuiApplication.screens() if one is not here), None)
