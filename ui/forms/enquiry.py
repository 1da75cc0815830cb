"""查询: how far a case is, for who knows the numbers, by phone or at the window; a lost card is reported by phone too.

Whoever is refused learns nothing: the screen then shows the refusal alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from desk.errors import DeskError
from ui.clerk.reception_rows import judge
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.forms.form import Asked, FormPresenter, FormView, options
from ui.page import BUSY, DASH, DONE, FINE, HERE, STOP, TODO, Act, Bar, Verdict
from ui.parts.part import INSET
from ui.parts.section import Section
from ui.parts.table import Cells, Column
from ui.words import day, grouped, money, say, short_day, word
from ui.words.verdicts import lapse_words, reason_sentence

STAGES = {
    "accepted": "受理",
    "review": "审核",
    "making": "制卡",
    "ready": "待领",
    "collected": "领卡",
    "active": "启用",
}


class EnquiryPresenter(FormPresenter):
    """Takes the numbers somebody tells, and answers or refuses."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        self._told: Any = None
        self._lost: Any = None

    def choose(self, code: object) -> None:
        """Another way; an old answer is not shown beside it."""
        self._told = self._lost = None
        super().choose(code)

    def fill(self, value: tuple[str, object]) -> None:
        """Other numbers: the answer was about the old ones."""
        self._told = self._lost = None
        super().fill(value)

    def close(self) -> None:
        """The caller was told what there is to tell."""
        self.left.emit("form_done", None)

    def scanned(self, code: object) -> None:
        """A receipt's code."""
        self.fill(("receipt", code))

    def take(self) -> None:
        """Asks."""
        if self.choice == "lost":
            self._report()
            return
        enquiry, counter, channel = self.desk.services.enquiry, self.desk.counter, self.choice
        number, receipt = self._text("number") or None, self._text("receipt") or None

        def job() -> Any:
            return enquiry.progress(counter, channel=channel, id_number=number, receipt_number=receipt)

        def told(answer: Any) -> None:
            self._told = answer
            self._render()

        self.work(self.desk.lanes.desk, job, told)

    def _report(self) -> None:
        services, counter, key = self.desk.services, self.desk.counter, self._key
        number, name = self._text("number"), self._text("name")

        def job() -> Any:
            return services.loss.report_by_phone(counter, number, name, key)

        def reported(case: Any) -> None:
            self._lost = case
            self._forget("number", "name")
            self._render()

        def refused(error: DeskError) -> None:
            self._render()
            self.tell(error)

        self.show(verdict=Verdict(BUSY, say("正在挂失")))
        self.work(self.desk.lanes.registry, job, reported, refused)

    def _render(self) -> None:
        ways = {"phone": say("电话查进度"), "window": say("窗口查进度"), "lost": say("电话临时挂失")}
        why = {
            "phone": say("身份证号和受理号都要报"),
            "window": say("报一个号就行"),
            "lost": say("到期自动失效，要到窗口办正式挂失"),
        }
        if self._lost is not None and self._lost.state == "closed":  # the call is over: nothing is typed any more
            bar = Bar(Act("close", say("完成")), (self._away(),))
            sections = self._reported(self._lost.decision)
            self.show(verdict=self._verdict(), sections=sections, choices_title="", choices=(), fields=(), bar=bar)
            return
        fields = self._fields()
        told = [bool(self._text(one.name)) and not one.problem for one in fields]
        ready = any(told) if self.choice == "window" else bool(told) and all(told)
        stages = self._told.stages if self._told else ()
        words = say("临时挂失") if self.choice == "lost" else say("查")
        if not ready:
            words = self._lacking(fields)
        self.show(
            verdict=self._verdict(),
            sections=self._sections(),
            choices_title=say("查什么"),
            choices=options(ways, self.choice, why),
            fields=tuple(fields),
            rows=tuple(self._stage(one, stages[at + 1 :]) for at, one in enumerate(stages)),
            bar=Bar(Act("take", words, enabled=ready), (self._away(),)),
        )

    def _fields(self) -> list[Asked]:
        if not self.choice:
            return []
        number = self._field("number", say("身份证"), problem=self._wrong_number(), width=280)
        if self.choice == "lost":
            return [number, self._field("name", say("姓名"), width=240)]
        return [number, self._field("receipt", say("受理号"), width=320)]

    def _wrong_number(self) -> str:
        """What is wrong with a number that is there as a whole; whoever calls reads it out again."""
        text = self._text("number").upper()
        wrong = judge(lambda: self.desk.now().date())(text[:6], text[6:14], text[14:])
        return wrong[1] if wrong else ""

    def _lacking(self, fields: Sequence[Asked]) -> str:
        if not fields:
            return say("先选查什么")
        if any(one.problem for one in fields):
            return say("号码不对")
        return say("先输入姓名") if self.choice == "lost" and self._text("number") else say("先输入号码")

    def _verdict(self) -> Verdict:
        if self._lost is not None:
            if self._lost.state == "closed":
                number = grouped(self._lost.number)
                return Verdict(FINE, say("已临时挂失"), say("受理号 {number}，请他记下。", number=number))
            reasons = self._lost.decision.get("reasons") or ()
            words = say("；").join(reason_sentence(one) for one in reasons)
            return Verdict(STOP, say("没有挂失成"), words)
        if self._told is None:
            return Verdict("", say("请他报号码") if self.choice else say("查什么"), say("号码对不上，什么也不说。"))
        reasons = self._told.decision.get("reasons") or ()
        if reasons:
            return Verdict(STOP, reason_sentence(reasons[0]), say("不告诉任何情况。"))
        return Verdict(FINE, word("case_states", self._told.state), word("services", self._told.service))

    def _sections(self) -> tuple[Section, ...]:
        due = [
            one
            for one in (self._told.stages if self._told else ())
            if one.code == "ready" and one.due and not one.reached_at
        ]
        return (Section(say("承诺"), say("{day}起可以领", day=short_day(due[0].due))),) if due else ()

    @staticmethod
    def _reported(decision: Mapping[str, Any]) -> tuple[Section, ...]:
        """What the caller is told: which card, and until when."""
        card = str((decision.get("old_card") or {}).get("number") or "")
        told = (Section(say("挂失的卡"), say("尾号 {tail}", tail=card[-4:])),)
        return (*told, Section(say("到期"), ends)) if (ends := lapse_words(decision)) else told

    @staticmethod
    def _stage(one: Any, later: Sequence[Any]) -> Cells:
        if not one.reached_at and not one.here and any(after.reached_at for after in later):
            return Cells((say(STAGES[one.code]), say("不用"), ""), one.code, mark=DASH)  # nothing called for a review
        mark = HERE if one.here else DONE if one.reached_at else TODO
        when = f"{one.reached_at:%m-%d %H:%M}" if one.reached_at else ""
        due = say("{day} 前", day=day(one.due)) if one.due and not one.reached_at else ""
        return Cells((say(STAGES[one.code]), when, due), one.code, mark=mark)


class EnquiryView(FormView):
    """Numbers above, the stages below."""

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Of the table."""
        return (Column(say("进度"), INSET, width=160), Column(say("时间"), 240, width=160), Column(say("期限"), 440))


class BalancePresenter(FormPresenter):
    """余额: told to the holder alone, who is at the window with the card; `about` is the visit."""

    def __init__(self, desk: Desk, about: Visit) -> None:
        super().__init__(desk, about)
        self._balance: Any = None

    def arrive(self) -> None:
        """Asks at once; the visit itself stays what it was."""
        services, counter, draft = self.desk.services, self.desk.counter, self.about.draft

        def job() -> Any:
            told = services.enquiry.balance(counter, draft)
            services.draft.save(counter, draft)
            return told

        def came(balance: Any) -> None:
            self._balance = balance
            self._render()

        self.show(verdict=Verdict(BUSY, say("正在问余额")), bar=Bar(secondaries=(self._away(),)))
        self.work(self.desk.lanes.registry, job, came)

    def _render(self) -> None:
        reasons = self._balance.decision.get("reasons") or ()
        if reasons:
            verdict = Verdict(STOP, reason_sentence(reasons[0]), say("不告诉任何情况。"))
        elif self._balance.fen is None:
            verdict = Verdict(STOP, say("登记里没有账户"), say("请他到参保地问。"))
        else:
            words = say("个人账户余额 {sum} 元", sum=money(self._balance.fen))
            verdict = Verdict(FINE, words, say("只告诉本人，请小声。"))
        self.show(verdict=verdict, bar=Bar(Act("back", say("返回"), "Esc")))


BalanceView = FormView
