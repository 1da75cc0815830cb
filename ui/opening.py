"""The first screen: the desk is opening, or it cannot, and why; nothing else is offered before it stands."""

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError
from ui.counter_window import CounterWindow
from ui.page import BUSY, STOP, Act, Bar, Rail, Screen, Verdict
from ui.parts.view import View
from ui.words import say, told


class OpeningView(View):
    """A verdict and nothing under it."""

    screen = "opening"
    wide = True

    def render_state(self, state: Screen) -> None:
        """Shows how far the opening is."""
        self.render_screen(state)


class Opening(QObject):
    """Shows the opening on a window and asks for another try where that may help."""

    again = Signal()

    def __init__(self, window: CounterWindow) -> None:
        super().__init__()
        self._window = window
        self._view = OpeningView()
        window.asked.connect(self._asked)

    def show_busy(self) -> None:
        """The store is being opened; the window stands already."""
        self._show(Screen(Verdict(BUSY, say("正在打开"), say("正在打开数据和设备。")), busy=True))

    def show_trouble(self, error: DeskError) -> None:
        """It cannot open: what happened, what is safe, what to do; Enter tries again."""
        happened = told(error)
        self._show(Screen(Verdict(STOP, happened.what, happened.next), Bar(Act("open_again", say("再试"), "Return"))))

    def end(self) -> None:
        """The desk stands; this screen is not needed any more."""
        self._window.asked.disconnect(self._asked)
        self._window.drop_view(self._view)

    def _show(self, state: Screen) -> None:
        self._view.render_state(state)
        self._window.show_rail(Rail("", say("柜台")))
        self._window.show_view(self._view)
        self._window.show_screen(state, "opening")

    def _asked(self, act: str, _value: object) -> None:
        if act in ("open_again", "again"):
            self.again.emit()
