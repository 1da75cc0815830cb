"""The first screen: the desk is opening, or it cannot, and why; nothing else is offered before it stands.

A store whose key a passphrase holds is opened by whoever keeps that passphrase: they type it here, twice for a new one.
It lives in `Opening` from its keystroke until the store is open, and is never part of a state.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError, StoreTrouble
from ui.counter_window import CounterWindow
from ui.page import BUSY, LOOK, STOP, Act, Bar, Rail, Screen, Verdict
from ui.parts.field import Field, LabelledField
from ui.parts.view import View
from ui.words import say, told


@dataclass(frozen=True, slots=True)
class OpeningState(Screen):
    """How far it is; with `asks` the passphrase is wanted, and wanted `twice` for a new store."""

    asks: bool = False
    twice: bool = False
    attempt: int = 0
    """Goes up with every try: the fields are empty again."""


class OpeningView(View):
    """A verdict; under it the passphrase where one is asked for."""

    code = "opening"
    wide = True

    def __init__(self) -> None:
        super().__init__()
        labels = {"passphrase": say("口令短语"), "passphrase_again": say("再输一次")}
        self.fields = {
            name: LabelledField(label, Field(name, label, secret=True), left=104) for name, label in labels.items()
        }
        for name, labelled in self.fields.items():
            labelled.field.changed.connect(lambda text, name=name: self.typed.emit(name, text))
        self._attempt = 0
        self.fill(*self.fields.values(), -1)

    def render_state(self, state: OpeningState) -> None:
        """Shows how far the opening is."""
        self.render_screen(state)
        self.fields["passphrase"].setVisible(state.asks)
        self.fields["passphrase_again"].setVisible(state.asks and state.twice)
        if state.attempt != self._attempt:
            self._attempt = state.attempt
            for labelled in self.fields.values():
                labelled.field.set_text("")
            self.fields["passphrase"].setFocus()

    def enter(self) -> bool:
        """From the first field to the second; from the last one the desk is opened."""
        last = [labelled.field for labelled in self.fields.values() if labelled.isVisible()][-1:]
        return not any(field.line.hasFocus() for field in last) and super().enter()

    def arrive(self) -> None:
        """Into the passphrase, where one is asked for."""
        self.fields["passphrase"].setFocus()


class Opening(QObject):
    """Shows the opening on a window and asks for another try where that may help; `new` when there is no store yet."""

    again = Signal()

    def __init__(self, window: CounterWindow, new: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._window, self._new = window, new
        self._view = OpeningView()
        self._typed = {"passphrase": "", "passphrase_again": ""}
        self._state = OpeningState()
        window.asked.connect(self._asked)

    def passphrase(self) -> str:
        """For whoever opens the store: from a file, or as it was typed here. Raises StoreTrouble(store_missing_key)."""
        from ui.secret_words import passphrase_in_file

        words = passphrase_in_file() or self._typed["passphrase"]
        if not words:
            raise StoreTrouble("store_missing_key", where="passphrase", why="not_given")
        return words

    def show_busy(self) -> None:
        """The store is being opened; the window stands already."""
        self._show(OpeningState(Verdict(BUSY, say("正在打开"), say("正在打开数据和设备。")), busy=True))

    def show_trouble(self, error: DeskError) -> None:
        """It cannot open: what happened, what is safe, what to do; Enter tries again."""
        happened = told(error)
        if error.kind == "password" or error.facts.get("where") == "passphrase":
            asked_before = error.kind == "password" or error.facts.get("why") != "not_given"
            self._ask(Verdict(STOP, happened.what, happened.next) if asked_before else self._wanted())
            return
        self._show(
            OpeningState(Verdict(STOP, happened.what, happened.next), Bar(Act("open_again", say("再试"), "Return")))
        )

    def end(self) -> None:
        """The desk stands; this screen is not needed any more."""
        self._typed = dict.fromkeys(self._typed, "")
        self._window.asked.disconnect(self._asked)
        self._window.drop_view(self._view)

    def _wanted(self) -> Verdict:
        if self._new():
            after = say("以后每次打开都要它。忘了就再也打不开，请另外保管一份。")
            return Verdict(LOOK, say("给新数据库定一个口令短语"), after)
        return Verdict(LOOK, say("请输口令短语"), say("这个数据库要口令短语才能打开。"))

    def _ask(self, verdict: Verdict) -> None:
        self._typed = dict.fromkeys(self._typed, "")
        bar = Bar(Act("open_again", say("打开"), "Return"))
        self._show(OpeningState(verdict, bar, asks=True, twice=self._new(), attempt=self._state.attempt + 1))

    def _show(self, state: OpeningState) -> None:
        self._state = state
        self._view.render_state(state)
        self._window.show_rail(Rail("", say("柜台")))
        self._window.show_view(self._view)
        self._window.show_screen(state, "opening")

    def _asked(self, act: str, value: object) -> None:
        if act in self._typed:
            self._typed[act] = str(value)
        elif act in ("open_again", "again"):
            first, second = self._typed.values()
            if self._state.twice and first != second:
                self._ask(Verdict(STOP, say("两次输入的口令不一样"), say("再输一次。")))
            else:
                self.again.emit()
