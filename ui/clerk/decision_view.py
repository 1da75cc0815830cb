"""What 判定 shows: coverage, the card held, what may be done, the fee, the dates."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer

from ui.clerk.decision_rows import MOST_DIGITS
from ui.page import Problem, Screen
from ui.parts.entry_row import Option, OptionRow
from ui.parts.fee_block import Fee, FeeBlock
from ui.parts.field import Field, LabelledField
from ui.parts.part import Rows
from ui.parts.section import Heading, HeadingRow, Section, SectionRow
from ui.parts.view import View
from ui.words import say


@dataclass(frozen=True, slots=True)
class DecisionState(Screen):
    """What the rules say, in the rows of the page."""

    above: tuple[Section, ...] = ()
    options: tuple[Option, ...] = ()
    fee: Fee | None = None
    below: tuple[Section, ...] = ()
    whole: bool = False
    """The whole menu is shown, not only its beginning."""
    page: int = 0
    """Which nine lines of the whole menu have the digits."""
    asks_address: bool = False
    letter: tuple[str, str, str] = ("", "", "")
    """Receiver, address, phone as far as they are known."""


class DecisionView(View):
    """Rows of the decision; digits change what is done, 0 shows the whole menu."""

    code = "decision"

    def __init__(self) -> None:
        super().__init__()
        self._above, self._head, self._options = Rows(SectionRow), HeadingRow(), Rows(OptionRow)
        self._gap, self._fee, self._below = HeadingRow(8), FeeBlock(), Rows(SectionRow)
        self._options.pressed.connect(lambda index: self.asked.emit("choose", index))
        labels = {"receiver": say("收件人"), "address": say("地址"), "phone": say("电话")}
        self._letter = {
            name: LabelledField(words, Field(name, words, numbers=name == "phone"), 480 if name == "address" else 240)
            for name, words in labels.items()
        }
        for one in self._letter.values():
            one.field.left.connect(self._tell_address)
        self.fill(self._above, self._head, self._options, self._gap, *self._letter.values(), self._fee, self._below, -1)
        self._sent: tuple[str, ...] = ("", "", "")
        self._shown: tuple[Option, ...] = ()
        self._asks_address = False
        self._keys: list[str] = []
        self._chosen = ""
        self._off: tuple[Problem, ...] = ()

    def _tell_address(self) -> None:
        letter = tuple(one.field.text().strip() for one in self._letter.values())
        if letter != self._sent:
            self._sent = letter
            self.typed.emit("address", letter)

    def render_state(self, state: DecisionState) -> None:
        """Shows the rows."""
        self.render_screen(state)
        self._above.show_all(state.above)
        self._head.setVisible(bool(state.options))
        further = state.whole and len(state.options) > MOST_DIGITS
        hint = say("按数字键换，0 换下面几行") if further else say("按数字键换")
        hint = hint if state.whole else say("按数字键换，0 看全部")
        self._head.show_value(Heading(say("可以办什么"), hint))
        self._shown = state.options
        self._options.show_all(state.options)
        self._bring_into_sight(state.options if state.whole else ())
        self._gap.setVisible(bool(state.options))
        self._gap.show_value(Heading("", line=True))
        asked = state.asks_address and not self._asks_address
        self._asks_address = state.asks_address
        for one in self._letter.values():
            one.setVisible(state.asks_address)
        wrong = {problem.field: problem.words for problem in state.problems}
        for name, one in self._letter.items():
            one.show_problem(wrong.get(name, ""))
        if asked:  # post was chosen: what is not known of where to is typed at once
            self._sent = ("", "", "")
            for one, words in zip(self._letter.values(), state.letter, strict=True):
                one.field.set_text(words)
            empty = (one for one in self._letter.values() if not one.field.text())
            next(empty, self._letter["phone"]).setFocus(Qt.FocusReason.OtherFocusReason)
        self._fee.setVisible(state.fee is not None)
        if state.fee:
            self._fee.show_value(state.fee)
        self._below.show_all(state.below)
        if state.problems and state.problems != self._off:  # the line that is off is gone to, wherever it stands now
            QTimer.singleShot(0, self, lambda: self._go_to(state.problems[0].field))
        self._off = state.problems

    def _go_to(self, name: str) -> None:
        self.focus_field(name)
        self.pages.ensureWidgetVisible(self._letter[name])

    def _bring_into_sight(self, options: tuple[Option, ...]) -> None:
        """The lines that were just given the digits are scrolled to, else the one that was chosen.

        What a key does is seen before it is pressed, and after it.
        """
        keys, chosen = [one.key for one in options], next((one.code for one in options if one.selected), "")
        if (keys, chosen) == (self._keys, self._chosen):
            return
        rows = list(zip(self._options.rows, options, strict=False))
        with_digits = [row for row, one in rows if one.key]
        selected = [row for row, one in rows if one.selected]
        to_see = with_digits[-1:] + with_digits[:1] if keys != self._keys else selected
        self._keys, self._chosen = keys, chosen

        def scroll() -> None:
            for row in to_see:
                self.pages.ensureWidgetVisible(row)

        QTimer.singleShot(0, self, scroll)  # once the rows have their places

    def enter(self) -> bool:
        """The address is complete with its last line: Enter is the primary's then."""
        if not self._letter["phone"].field.line.hasFocus():
            return super().enter()
        if not self._letter["phone"].field.text().strip():
            return True  # the button says what is missing, and the cursor stays where it is typed
        self._tell_address()
        self.window().setFocus()
        return True

    def digit(self, number: int) -> bool:
        """Chooses the option of that number."""
        if number == 0:
            self.asked.emit("show_all", None)
            return True
        code = next((one.code for one in self._shown if one.key == str(number)), None)
        if code is None:
            return False
        self.asked.emit("choose", code)
        return True
