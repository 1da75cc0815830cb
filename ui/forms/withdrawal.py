"""撤回申请: an application is given up while no card is made of it; what was paid goes back, signed by a second.

the applicant's card ──> the temporary card, where one was handed out ──> a second person, where money goes back
                     ──> asked once more ──> withdrawn, the slip printed
"""

from dataclasses import replace
from typing import Any

from ui.clerk.paper_run import print_papers
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import FINE, HERE, LOOK, Act, Bar, Confirmation, Verdict
from ui.parts.section import Section
from ui.words import grouped, money, number_word, say, together, word
from ui.words.paying import method_words
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
        self._printed: Visit | None = None
        """How the refund's slip came out."""

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
        """Asks once more: nobody brings a withdrawn application back."""
        number = grouped(self._case.number)
        question = Confirmation(
            say("{number} 撤回后不能恢复", number=number),
            yes=Act("take_now", say("确认撤回"), "Ctrl+Return"),
            no=Act("not_now", say("先不"), "Esc"),
        )
        self.show(bar=replace(self.state.bar, confirmation=question))

    def not_now(self) -> None:
        """Somebody thought better of it."""
        self._render()

    def take_now(self) -> None:
        """Gives the application up; a refusal is a notice like any other."""
        withdrawal, counter, draft, key = self.desk.services.withdrawal, self.desk.counter, self._draft, self._key
        number, second = self._case.number, self._credential() if self._signed_by_second else None
        back = {"returned": True, "missing": False}.get(self.choice)

        def job() -> Any:
            return withdrawal.withdraw(counter, draft, number, key, second, card_back=back)

        self._with_second(job, self._withdrawn)

    def _withdrawn(self, case: Any) -> None:
        if case.state != "withdrawn":
            self.left.emit("case", case)
            return
        self._done = case
        self._say(say("{name} 已撤回", name=case.name))
        if self._back is not None:
            self._printed = Visit(self.desk, None, case=case)
            print_papers(self.desk, self._printed, ["refund_slip"], self._render)
        self._render()

    @property
    def _back(self) -> Any:
        """The payment that gave the money back."""
        return next((one for one in self._done.payments if one.amount < 0), None)

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

    @property
    def _asks_card_back(self) -> bool:
        """Whether a temporary card is out that nobody said anything of."""
        facts = self.desk.services.withdrawal.asks_card_back(self._case.facts)
        return bool(facts) and self._draft is not None

    def _render(self) -> None:
        case = self._done or self._case
        if case is None:
            return
        paid = case.fee.paid
        rows = [
            Section(say("申请"), say("{name}，{what}", name=case.name, what=service_words(case.service, case.reason))),
            Section(number_word(case.number), grouped(case.number)),
            Section(say("现在"), word("case_states", case.state)),
        ]
        old = case.decision.get("old_card") or {}
        if old.get("recovery") == "cut":
            rows.append(Section(say("原卡"), say("{number} 收在窗口，请还给他", number=old["number"])))
        if self._done is not None:
            acts = (Act("close", say("完成"), "Esc"),)
            self.show(
                verdict=self._withdrawn_words(),
                sections=(*rows, *self._given_back()),
                choices_title="",
                choices=(),
                second=None,
                bar=Bar(Act("next_ticket", say("下一位"), "F9"), acts, (), self.deed),
            )
            return
        if old.get("state") == "formal_loss":
            rows.append(Section(say("旧卡"), say("{number} 已正式挂失，撤回申请也不能解挂", number=old["number"])))
        if paid:
            how = method_words(next(one.method for one in reversed(case.payments) if one.amount > 0))
            words = say("**{sum} 元**，收的是{method}，原路退回", sum=money(paid), method=how)
            rows.append(Section(say("退款"), words))
        asked = self._asks_card_back
        answered = bool(self.choice) or not asked
        second_needed = bool(paid) and self._draft is not None and answered
        self.show(
            verdict=self._verdict(paid),
            sections=tuple(rows),
            choices_title=say("临时卡交回来了吗") if asked else "",
            choices=options({"returned": say("交回了，剪角收好"), "missing": say("没有交回")}, self.choice)
            if asked
            else (),
            second=self._second() if second_needed else None,
            bar=Bar(self._primary(paid), (self._away(),), (), self.deed),
        )

    def _verdict(self, paid: int) -> Verdict:
        if self._draft is None:
            return Verdict(HERE, say("请放申请人的身份证"), say("撤回要本人来办。"))
        second = say("收过的钱退回，须主管同意。") if paid else say("没有收过钱，撤回后可以重新申请。")
        return Verdict(LOOK, say("撤回这件申请"), second)

    def _withdrawn_words(self) -> Verdict:
        if (back := self._back) is None:
            return Verdict(FINE, say("已撤回"))
        cash = back.method == "cash"
        how = say("从钱箱取现金。") if cash else say("在收款的机器上原路退回。")
        told_with = {"sum": money(-back.amount), "method": method_words(back.method)}
        sentence = say("已撤回，请退 {sum} 元，{method}", **told_with)
        return Verdict(FINE, sentence, together(how, say("请他在退费凭证上签名。")))

    def _given_back(self) -> tuple[Section, ...]:
        returned = (self._done.facts.get("temporary_card") or {}).get("returned")
        words = say("已交回") if returned else say("没有交回")
        card = () if returned is None else (Section(say("临时卡"), words),)
        if (back := self._back) is None:
            return card
        told_with = {"receipt": grouped(back.receipt), "who": back.second or ""}
        papers = self._printed.printed if self._printed else {}
        return (
            *card,
            Section(say("退款"), say("收据号 {receipt}，{who} 同意", **told_with)),
            *(Section(say("纸张"), word("documents", code), rule=state) for code, state in papers.items()),
        )

    def _primary(self, paid: int) -> Act:
        if self._draft is None:
            return Act("take", say("等身份证"), enabled=False)
        if self._asks_card_back and not self.choice:
            return Act("take", say("先问临时卡"), enabled=False)
        if paid and not self._signed_by_second:
            return Act("take", say("等主管输入口令"), enabled=False)
        return Act("take", say("撤回并退款") if paid else say("撤回"))


WithdrawalView = FormView
