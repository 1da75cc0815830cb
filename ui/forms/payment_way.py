"""更正付法: a payment was booked the wrong way; whoever took it puts it right, and a receipt printed again says so.

another way ──> why ──> put right, or only noted once the till was counted or the day closed
"""

from typing import Any

from desk.rules.papers import SAY_WAY_AND_DAY
from ui.clerk.paper_run import print_papers, printed_of
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import FINE, LOOK, STOP, Act, Bar, Verdict
from ui.parts.section import Section
from ui.words import grouped, minute, money, say, word
from ui.words.paying import METHODS, method_words
from ui.words.verdicts import service_words


class PaymentWayPresenter(FormPresenter):
    """`about` is a visit with a paid case, or such a case."""

    def __init__(self, desk: Desk, about: Any) -> None:
        super().__init__(desk, about)
        self._visit = about if isinstance(about, Visit) else None
        self._case = about.case if isinstance(about, Visit) else about
        self._booked: Any = None
        self._looked = False
        self._right: Any = None
        """The payment as it stands after the correction."""
        self._stale: list[str] = []
        """Papers in somebody's hands that say the old way."""
        self._printed: Visit | None = None

    def arrive(self) -> None:
        """How it was booked, and whether a correction still counts."""
        ways, counter, number = self.desk.services.ways, self.desk.counter, self._case.number
        self.work(self.desk.lanes.desk, lambda: ways.booking(counter, number), self._came, busy=False)

    def _came(self, booked: Any) -> None:
        self._booked, self._looked = booked, True
        self._render()

    @property
    def _colleague(self) -> str:
        """Whose money it is, while only they may correct it."""
        booked = self._booked
        return (
            booked.by if booked is not None and booked.counts and booked.by != self.desk.counter.operator.name else ""
        )

    def take(self) -> None:
        """Puts it right, or notes it."""
        services, counter, number, desk = self.desk.services, self.desk.counter, self._case.number, self.desk
        way, reason, key = self.choice, self._text("reason"), self._key
        say_it = services.ways.put_right if self._booked.counts else services.ways.note

        def job() -> Any:
            right = say_it(counter, number, way, reason, key)
            out = printed_of(desk, number) if self._booked.counts else {}
            return right, [kind for kind in SAY_WAY_AND_DAY if kind in out], services.search.show(counter, number)

        self.work(self.desk.lanes.desk, job, self._done)

    def _done(self, answer: Any) -> None:
        self._right, self._stale, self._case = answer
        if self._visit is not None:
            self._visit.case = self._case
        self._render()

    def print_again(self) -> None:
        """The papers that say the old way once more, with the right one."""
        self._printed = Visit(self.desk, None, case=self._case)
        print_papers(self.desk, self._printed, self._stale, self._render, copy=True)

    def back(self) -> None:
        """Where it was opened from, once it is done; before that to the choice first."""
        if self._right is not None:
            self.choice = ""
        super().back()

    def _render(self) -> None:
        booked = self._booked
        if not self._looked:
            return
        case = self._case
        rows = [
            Section(say("申请"), say("{name}，{what}", name=case.name, what=service_words(case.service, case.reason)))
        ]
        if booked is not None:
            told_with = {"sum": money(booked.amount), "method": method_words(booked.way), "time": minute(booked.at)}
            words = say("**{method}**，{sum} 元，{time}，柜员 {who}", who=booked.by, **told_with)
            rows.append(Section(say("记的是"), words, grouped(booked.receipt)))
        if self._right is not None:
            self._show_done(rows)
        elif booked is None or self._colleague:
            self.show(verdict=self._verdict(), sections=tuple(rows), bar=Bar(None, (self._away(),)))
        else:
            others = {way: method_words(way) for way in METHODS if way != booked.way}
            ready = bool(self.choice and self._text("reason"))
            self.show(
                verdict=self._verdict(),
                sections=tuple(rows),
                choices_title=say("其实是怎么付的"),
                choices=options(others, self.choice),
                fields=(self._field("reason", say("原因")),) if self.choice else (),
                bar=Bar(Act("take", self._primary(), enabled=ready), (self._away(),)),
            )

    def _show_done(self, rows: list[Section]) -> None:
        papers = self._printed.printed if self._printed else {}
        sheets = [Section(say("纸张"), word("documents", code), rule=state) for code, state in papers.items()]
        told_with = {"sum": money(self._right.amount), "method": method_words(self.choice)}
        sentence = say("已更正：{sum} 元，{method}", **told_with)
        second = say("交班、日结和日报都照新的付法算；原来记的留在日志里。")
        if not self._booked.counts:
            sentence = say("已备注：{sum} 元，{method}", **told_with)
            second = say("账和已经签过的日报都不改；备注写进日志和下一份日报。")
        bar = Bar(Act("back", say("返回")))
        if self._stale and not papers:
            bar = Bar(Act("print_again", say("补打凭证")), (self._away(),))
        self.show(
            verdict=Verdict(FINE, sentence, second),
            sections=(*rows, *sheets),
            choices_title="",
            choices=(),
            fields=(),
            bar=bar,
        )

    def _verdict(self) -> Verdict:
        if self._booked is None:
            return Verdict(STOP, say("没有可以更正的收款"), say("没有收过钱，或者已经退了。"))
        if self._colleague:
            second = say("请他在他的窗口更正；日结以后只能备注。")
            return Verdict(STOP, say("这笔钱是 {who} 收的", who=self._colleague), second)
        if not self._booked.counts:
            second = say("已经交班或日结，数过签过的账不再改；说明写进日志和下一份日报。")
            return Verdict(LOOK, say("这笔钱只能备注"), second)
        return Verdict(LOOK, say("更正付法"), say("钱数不变，改的是怎么收的；原来记的也留着。"))

    def _primary(self) -> str:
        if not self.choice:
            return say("先选付法")
        if not self._text("reason"):
            return say("先写原因")
        told_with = {"method": method_words(self.choice)}
        return say("更正为{method}", **told_with) if self._booked.counts else say("备注为{method}", **told_with)


PaymentWayView = FormView
