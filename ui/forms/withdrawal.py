"""撤回申请: an application is given up while no card is made of it; what was paid goes back, signed by a second."""

from typing import Any

from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView
from ui.page import FINE, LOOK, Act, Bar, Verdict
from ui.parts.section import Section
from ui.words import grouped, money, say, word
from ui.words.verdicts import service_words


class WithdrawalPresenter(FormPresenter):
    """`about` is a visit with a case, or a case alone: then the applicant's card is read first."""

    def __init__(self, desk: Desk, about: Any) -> None:
        super().__init__(desk, about)
        self.second_title = say("主管同意退款")
        visit = isinstance(about, Visit)
        self._case = about.case if visit else about
        self._draft = about.draft if visit else None
        self._read = about.card if visit else None
        """The card that lay on the reader when the visit began: it is not asked for again."""
        self._done: Any = None

    def arrive(self) -> None:
        """A visit that only chose to withdraw has its case looked up."""
        if self._case is None:
            search, counter = self.desk.services.search, self.desk.counter
            reason = self.about.decision.get("case") or {}
            number = reason.get("number") or self.about.draft.situation.get("about")
            self.work(self.desk.lanes.desk, lambda: search.show(counter, number), self._found)
        else:
            self._render()
        if self._read is not None:
            self.take_card(self._read)

    def _found(self, case: Any) -> None:
        self._case = case
        self._render()

    def take_card(self, card: Any) -> bool:
        """The applicant's own card."""
        if self._draft is not None or self._done is not None:
            return False
        reception, counter = self.desk.services.reception, self.desk.counter

        def greeted(greeting: Any) -> None:
            self._draft = greeting.draft
            self._render()

        self.work(self.desk.lanes.desk, lambda: reception.greet(counter, card), greeted)
        return True

    def take(self) -> None:
        """Gives the application up; a refusal is a notice like any other."""
        withdrawal, counter, draft, key = self.desk.services.withdrawal, self.desk.counter, self._draft, self._key
        number, second = self._case.number, self._credential() if self._signed_by_second else None
        self._with_second(lambda: withdrawal.withdraw(counter, draft, number, key, second), self._withdrawn)

    def _withdrawn(self, case: Any) -> None:
        if case.state != "withdrawn":
            self.left.emit("case", case)
            return
        self._done = case
        self._say(say("{name} 已撤回", name=case.name))
        self._render()

    def next_ticket(self) -> None:
        """The next one, please."""
        self.left.emit("call", None)

    def close(self) -> None:
        """Back to the reception."""
        self.left.emit("done", None)

    def back(self) -> None:
        """Where it was opened from, unless it is over."""
        if self._done is not None:
            self.close()
        else:
            super().back()

    def _render(self) -> None:
        case = self._done or self._case
        if case is None:
            return
        paid = case.fee.paid
        rows = [
            Section(say("申请"), say("{name}，{what}", name=case.name, what=service_words(case.service, case.reason))),
            Section(say("编号"), grouped(case.number)),
            Section(say("现在"), word("case_states", case.state)),
        ]
        if self._done is not None:
            acts = (Act("close", say("完成"), "Esc"),)
            self.show(
                verdict=Verdict(FINE, say("已撤回")),
                sections=tuple(rows),
                second=None,
                bar=Bar(Act("next_ticket", say("下一位"), "F9"), acts, (), self.deed),
            )
            return
        if paid:
            rows.append(Section(say("退款"), say("{sum} 元，怎么收的怎么退", sum=money(paid))))
        second_needed = bool(paid) and self._draft is not None
        self.show(
            verdict=self._verdict(paid),
            sections=tuple(rows),
            second=self._second() if second_needed else None,
            bar=Bar(self._primary(paid), (self._away(),), (), self.deed),
        )

    def _verdict(self, paid: int) -> Verdict:
        if self._draft is None:
            return Verdict("", say("请放申请人的身份证"), say("撤回要本人来办。"))
        second = say("收过的钱退回，须主管同意。") if paid else say("没有收过钱，撤回后可以重新申请。")
        return Verdict(LOOK, say("撤回这件申请"), second)

    def _primary(self, paid: int) -> Act:
        if self._draft is None:
            return Act("take", say("等身份证"), enabled=False)
        if paid and not self._signed_by_second:
            return Act("take", say("等主管输入口令"), enabled=False)
        return Act("take", say("撤回并退款") if paid else say("撤回"))


WithdrawalView = FormView
