"""缴费: what is owed, the ways to pay, the change to give; taken once, however often Enter is pressed.

Cash lies on the table. Of money that goes by code or card the desk sees nothing: whoever takes it says that it arrived.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desk.errors import DeskError
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.look import look
from ui.page import HERE, LOOK, Act, Bar, Confirmation, Deed, Problem, Screen, Verdict
from ui.parts.action_bar import offer_more
from ui.parts.buttons import Answer
from ui.parts.fee_block import Fee, FeeBlock, FeeLine
from ui.parts.field import Field, LabelledField
from ui.parts.part import INSET, Rows
from ui.parts.section import Heading, HeadingRow, Section, SectionRow
from ui.parts.view import View
from ui.presenter import Presenter
from ui.words import money, say, together, word
from ui.words.paying import METHODS, method_words

AMOUNT = re.compile(r"\d{1,6}(\.\d{1,2})?")
"""Yuan as a hand types them."""


@dataclass(frozen=True, slots=True)
class PaymentState(Screen):
    """The fee, the way to pay, what was given and what goes back."""

    fee: Fee | None = None
    method: str = "cash"
    given: str = ""
    exact: str = ""
    """What an empty field means."""
    change: tuple[Section, ...] = ()


class PaymentPresenter(Presenter):
    """Takes exactly what is owed."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, PaymentState())
        self.visit = visit
        self._key = desk.counter.new_key()

    def arrive(self) -> None:
        """A waived fee needs no payment: the step passes by itself."""
        if self.visit.case.fee.owed == 0:
            self.left.emit("next", None)
            return
        self._render()

    def method(self, value: object) -> None:
        """Another way to pay."""
        self.show(method=str(value))
        self._render()

    def other_method(self) -> None:
        """F7: the next way to pay."""
        self.method(METHODS[(METHODS.index(self.state.method) + 1) % len(METHODS)])

    def given(self, text: object) -> None:
        """The cash that was given, in yuan."""
        self.show(given=str(text))
        self._render()

    def take(self) -> None:
        """Takes cash; of any other way asks first whether the money is there."""
        if self.state.method == "cash":
            self.take_now()
            return
        told_with = {"method": method_words(self.state.method), "sum": money(self.visit.case.fee.owed)}
        question = Confirmation(
            say("{method} {sum} 元，看到到账了吗？", **told_with),
            yes=Act("take_now", say("已到账，收下"), "Ctrl+Return"),
            no=Act("not_now", say("先不"), "Esc"),
        )
        self.show(bar=replace(self.state.bar, confirmation=question))

    def not_now(self) -> None:
        """It did not arrive, or goes another way."""
        self._render()

    def take_now(self) -> None:
        """Takes the money."""
        till, counter, case = self.desk.services.till, self.desk.counter, self.visit.case
        owed, method = case.fee.owed, self.state.method
        change = (self._given(owed) or owed) - owed

        def job() -> Any:
            till.take(counter, case.number, owed, method, self._key)
            return self.desk.services.search.show(counter, case.number)

        def taken(fresh: Any) -> None:
            words = say("已收 {sum} 元，{method}", sum=money(owed), method=method_words(method))
            if change:
                words = say("{words}，找零 {change} 元", words=words, change=money(change))
            self.visit.deed = Deed(words)
            self.visit.concluded(fresh)
            self.left.emit("next", None)

        self.work(self.desk.lanes.desk, job, taken, self._undecided if method != "cash" else None)

    def _undecided(self, error: DeskError) -> None:
        """A payment by code whose answer is doubtful is undecided, never taken twice: the key is the same."""
        self.tell(error)

    def back(self) -> None:
        """The case is accepted and keeps; somebody else may be served."""
        self.left.emit("aside", None)

    def _render(self) -> None:
        fee = self.visit.case.fee
        lines = [FeeLine(say("工本费"), money(fee.due))]
        if fee.waived:
            lines.append(FeeLine(say("减免 {waiver}", waiver=word("waivers", fee.waiver)), money(-fee.waived)))
        if fee.paid:
            lines.append(FeeLine(say("已收"), money(-fee.paid)))
        lines.append(FeeLine(say("本次应收（元）"), money(fee.owed), total=True))
        given = self._given(fee.owed)
        short, change = (max(fee.owed - given, 0), max(given - fee.owed, 0)) if given is not None else (0, 0)
        words = say("收 {sum} 并打印", sum=money(fee.owed))
        how = say("现金、扫码、刷卡都可以。") if self.state.method == "cash" else say("看到到账再收。")
        then = together(how, say("收下后打印受理回执。"))
        verdict = Verdict(HERE, say("请缴 {sum} 元", sum=money(fee.owed)), then)
        problems = (
            () if given is not None else (Problem("given", say("“{text}”不是金额", text=self.state.given.strip())),)
        )
        if short:
            verdict = Verdict(LOOK, say("还差 {sum} 元", sum=money(short)), say("给足了再收。"))
        self.show(
            verdict=verdict,
            fee=Fee(say("费用"), tuple(lines)),
            exact=say("正好 {sum}", sum=money(fee.owed)),
            change=(Section(say("找零"), say("**{sum} 元**", sum=money(change))),) if change else (),
            problems=problems,
            bar=Bar(
                Act("take", words, enabled=not short and not problems),
                (offer_more(), Act("back", say("搁置"), "Esc")),
                (Act("form:withdrawal", say("撤回申请")),),
                self.visit.deed,
            ),
        )

    def _given(self, owed: int) -> int | None:
        """The cash on the table in fen; just what is owed while nothing is typed, None for what is no sum."""
        typed = self.state.given.strip()
        if self.state.method != "cash" or not typed:
            return owed
        return int(Decimal(typed) * 100) if AMOUNT.fullmatch(typed) else None


class PaymentView(View):
    """The fee, four ways to pay, and the cash given."""

    code = "payment"

    def __init__(self) -> None:
        super().__init__()
        self._fee, self._head = FeeBlock(), HeadingRow()
        self._answers: dict[str, Answer] = {}
        self._group = QButtonGroup(self)
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(look().px(80 - 3), 0, look().px(INSET), 0)
        across.setSpacing(look().px(2))
        for method in METHODS:
            answer = Answer()
            answer.show_act(Act(f"method:{method}", method_words(method)))
            answer.clicked.connect(lambda _checked=False, method=method: self.asked.emit("method", method))
            self._group.addButton(answer)
            self._answers[method] = answer
            across.addWidget(answer)
        across.addStretch(1)
        self._given = LabelledField(say("收到"), Field("given", say("收到的现金，元"), numbers=True), 160)
        self._given.field.changed.connect(lambda text: self.typed.emit("given", text))
        self._change = Rows(SectionRow)
        self.fill(self._fee, self._head, row, 8, self._given, self._change, -1)

    def render_state(self, state: PaymentState) -> None:
        """Shows fee, way and change."""
        self.render_screen(state)
        if state.fee:
            self._fee.show_value(state.fee)
        self._head.show_value(Heading(say("怎么付"), say("按 F7 换")))
        self._answers[state.method].setChecked(True)
        cash, was_cash = state.method == "cash", self._given.isVisibleTo(self)
        self._given.setVisible(cash)
        self._given.field.line.setPlaceholderText(state.exact)
        self._given.field.set_text(state.given)
        if cash and not was_cash:
            self.arrive()
        self._change.show_all(state.change)

    def arrive(self) -> None:
        """Cash is typed, if at all; Enter takes the sum."""
        self._given.field.line.enter_goes_on = False
        self._given.setFocus(Qt.FocusReason.OtherFocusReason)
