"""日结: what stands in the way, what may stay, the cash by denomination, and counted against expected.

The count is blind: what there should be comes up only once whoever counted says that the count is done. A day before
today that nobody closed comes first; what came into till and boxes since then is taken off the count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desk.errors import DeskError
from desk.ports import PaperOutcome
from ui.clerk.paper_run import print_of_hall
from ui.desk import Desk
from ui.keys import offer
from ui.page import FINE, LOOK, STOP, Act, Bar, Confirmation, Deed, Verdict
from ui.parts.action_bar import offer_more
from ui.parts.cash_count import CashRow
from ui.second_hand import SecondHand
from ui.supervisor.closing_rows import SETTLED_HERE, blocker_row, compared, equation, listing, paper_acts, what_to_count
from ui.supervisor.closing_view import DENOMINATIONS, ClosingState, ClosingView
from ui.supervisor.today_rows import report_deed
from ui.words import minute, money, say, short_day

__all__ = ["ClosingPresenter", "ClosingView"]


class ClosingPresenter(SecondHand):
    """Counts, then compares, closes; a variance needs a supervisor and a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ClosingState())
        self._blockers: Sequence[Any] = ()
        self._tally: Mapping[str, Any] = {}
        self._day = desk.now().date()
        self._expected = self._cash_since = self._in_hand = self._reserved = 0
        self._counts: dict[int, str] = {}
        self._cards = ""
        self._deed: Deed | None = None
        self._closed = self._handing = self._given = False

    def arrive(self) -> None:
        """Looks what the day adds up to and what is unfinished."""
        self._refresh()

    again = arrive

    def _refresh(self) -> None:
        services, counter, today = self.desk.services, self.desk.counter, self.desk.now().date()

        def job() -> Any:
            day = services.days.closed_ahead(counter) or services.days.left_open(counter) or today
            return (
                day,
                services.closing.is_closed(counter, day),
                services.closing.blockers(counter, day),
                services.closing.figures(counter, day),
                services.closing.cash_due(counter, day),
                services.stock.report(counter).states,
            )

        self.work(self.desk.lanes.desk, job, self._came)

    def _came(self, answer: Any) -> None:
        day, closed, self._blockers, self._tally, (self._expected, self._cash_since), blanks = answer
        self._reserved, self._in_hand = blanks["reserved"], blanks["in_stock"] + blanks["reserved"]
        if day != self._day:
            self._day, self._closed = day, closed
            self._count_afresh()
        elif closed != self._closed:
            self._closed = closed
            self._second_accepted()
            if not closed:
                self._count_afresh()
                self._deed = Deed(say("今天重新打开了"))
        self.desk.late_day = day if day < self.desk.now().date() else None
        self._render()

    def _count_afresh(self) -> None:
        """It is another day, or the same one that was opened again: what was counted before counts no more."""
        self._second_accepted()
        self._counts, self._cards, self._given = {}, "", False
        self.show(explanation="")

    @property
    def _late(self) -> bool:
        return self._day < self.desk.now().date()

    @property
    def expected_cash(self) -> int:
        """What the till should hold now, fen."""
        return self._expected + self._cash_since

    @property
    def expected_blanks(self) -> int:
        """How many blanks the boxes should hold now; of a closed day, how many they held then."""
        return int(self._tally.get("cards", {}).get("closing", 0)) if self._closed else self._in_hand

    # ── counting ──

    def count(self, value: tuple[str, str]) -> None:
        """So many of one denomination: (fen, text)."""
        fen, text = value
        self._counts[int(fen)] = text
        self._render()

    def cards(self, text: object) -> None:
        """Blanks in the boxes."""
        self._cards = str(text)
        self._render()

    def explanation(self, text: object) -> None:
        """Why something differs."""
        self.show(explanation=str(text))
        self._render()

    def count_given(self) -> None:
        """The count is done."""
        self._given = True
        self._render()

    @property
    def _cash(self) -> int | None:
        if not any(text.strip() for text in self._counts.values()):
            return 0 if self.expected_cash == 0 else None
        return sum(fen * int(text) for fen, text in self._counts.items() if text.strip().isdigit())

    @property
    def _blanks(self) -> int | None:
        return int(self._cards) if self._cards.strip().isdigit() else None

    # ── acts ──

    def settle(self, code: object) -> None:
        """The first thing that stands in the way, or the one that was chosen."""
        blocker = next((one for one in self._blockers if one.code == code), None)
        if blocker is None or blocker.code != "unresolved_print_jobs":
            self.left.emit("place", {"approvals_waiting": "approvals"}.get(str(code), "reception"))
            return
        services, counter = self.desk.services, self.desk.counter

        def job() -> Any:
            jobs = services.issuing.unsettled(counter)
            card = next((one for one in jobs if one.kind == "card" and one.case), None)
            return services.search.show(counter, card.case) if card else None

        def found(case: Any) -> None:
            if case is not None:
                self.left.emit("case", case)

        self.work(self.desk.lanes.desk, job, found)

    def settle_first(self) -> None:
        """The primary while something blocks."""
        self.settle(next(one.code for one in self._blockers if one.blocks and one.code in SETTLED_HERE))

    def paper_out(self, job: object) -> None:
        """A paper did come out."""
        self._settle_paper(str(job), True)

    def paper_not_out(self, job: object) -> None:
        """A paper did not come out."""
        self._settle_paper(str(job), False)

    def _settle_paper(self, job: str, came_out: bool) -> None:
        paperwork, counter = self.desk.services.paperwork, self.desk.counter
        act = lambda: paperwork.settle_print(counter, job, came_out)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, act, lambda _: self._refresh())

    def close_day(self) -> None:
        """Asks first: a closed day is locked."""
        question = Confirmation(
            say("日结后{day}锁住，重开须主管", day=short_day(self._day) if self._late else say("今天")),
            yes=Act("close_now", say("确认日结"), "Ctrl+Return"),
            no=Act("not_now", say("先不"), "Esc"),
        )
        self.show(bar=replace(self.state.bar, confirmation=question))

    def not_now(self) -> None:
        """The clerk thought better of it."""
        self._render()

    def close_now(self) -> None:
        """Closes the day and prints its report."""
        closing, counter, day = self.desk.services.closing, self.desk.counter, self._day
        second = self._credential() if self._signed_by_second else None
        cash, cards, why = (self._cash or 0) - self._cash_since, (self._blanks or 0), self.state.explanation
        cards -= self._in_hand - int(self._tally["cards"]["closing"])

        def closed(_: Any) -> None:
            self._deed = Deed(say("{day} 已日结，{time}", day=short_day(day), time=minute(self.desk.now())))
            papers = self.desk.papers
            if papers is not None:
                self.desk.lanes.paper.run(lambda: papers.day_report(day), lambda _: None, lambda _: None)
            self._refresh()

        job = lambda: closing.close_day(counter, day, cash, cards, why, second)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, job, closed, self._refused)

    def _refused(self, error: DeskError) -> None:
        self._second_refused(error)
        self._deed = Deed(self._problem, mark="plain_look")
        self._refresh()

    def hand_over_shift(self) -> None:
        """F7: the till goes to a colleague, who signs for it."""
        till, counter = self.desk.services.till, self.desk.counter
        if not (self._handing and self._signed_by_second):
            self._handing = True
            self._second_accepted()
            self._render()
            return
        taken_by, cash, why = self._credential(), self._cash or 0, self.state.explanation

        def done(shift: Any) -> None:
            self._deed = Deed(say("已交班，应有 {sum}", sum=money(shift.expected)))
            counts = {fen: int(text) for fen, text in self._counts.items() if text.strip().isdigit()}
            told = {"colleague": taken_by.name, "counts": counts, "expected": shift.expected}
            print_of_hall(self.desk, "shift_list", **told)
            self._handing = False
            self._second_accepted()
            self._refresh()

        job = lambda: till.close_shift(counter, cash, taken_by, why)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, job, done, self._refused)

    def print_draft(self) -> None:
        """F8: the report as it stands, marked a draft."""
        papers, day = self.desk.papers, self._day
        if papers is None:
            return

        def printed(outcome: PaperOutcome) -> None:
            self._deed = report_deed(outcome)
            self._render()

        self.work(self.desk.lanes.paper, lambda: papers.day_report(day, draft=True), printed, busy=False)

    def preview(self) -> None:
        """Ctrl P: the report as it stands."""
        if self.desk.papers is not None:
            self.left.emit("form", ("preview", self.desk.papers.of_day(self._day)))

    def back(self) -> None:
        """The till stays here after all; then to the reception."""
        if self._handing:
            self._handing = False
            self._second_accepted()
            self._render()
            return
        self.left.emit("place", "reception")

    # ── the state ──

    def _render(self) -> None:
        standing = [one for one in self._blockers if one.blocks]
        counting = not self._closed and not any(one.code in SETTLED_HERE for one in standing)
        cards = self._tally.get("cards", {})
        cash, blanks = self._cash, self._blanks
        cash_gap = None if cash is None else cash - self.expected_cash
        card_gap = None if blanks is None else blanks - self.expected_blanks
        counted = cash is not None and blanks is not None
        shown = self._closed or (self._given and counted)
        varies = shown and (bool(cash_gap) or bool(card_gap))
        title = say("主管同意带差异日结") if varies and not standing else ""
        self.second_title = title = say("接班的人") if self._handing else "" if self._closed else title
        self.show(
            verdict=self._verdict(len(standing), shown, varies),
            blockers=tuple(blocker_row(at, one, counting=counting) for at, one in enumerate(self._blockers, 1)),
            cash=tuple(self._cash_row(fen) for fen in DENOMINATIONS),
            compared=compared(self._tally, (self.expected_cash, self.expected_blanks), (cash, blanks), shown=shown),
            about_blanks=equation(cards, self._reserved) if shown else what_to_count(self._reserved),
            cards=self._cards,
            asks_explanation=self._handing or (varies and not self._closed),
            second=self._second() if title else None,
            listing=listing(self._tally, money_too=shown),
            counting=counting,
            closed=self._closed,
            handing=self._handing,
            bar=self._bar(standing, counted, shown, varies),
        )

    def _verdict(self, standing: int, shown: bool, varies: bool) -> Verdict:
        if self._closed and self._day > self.desk.now().date():
            return Verdict(
                STOP,
                say("{day} 已经日结，可那一天还没有到", day=short_day(self._day)),
                say("多半是那时电脑的时间不对。核对时间，由主管重开那一天，才能接着收钱、制卡。"),
            )
        if self._closed:
            return Verdict(FINE, say("已日结"), say("日报已送打印，今天锁住了。重开须主管，在“更多”里。"))
        if self._handing:
            second = say("清点现金，备用金不数；接班的人输入工号和口令。钱数不符，要写原因。")
            return Verdict(LOOK, say("交接班"), second)
        if standing:
            return Verdict(STOP, say("还不能日结，{n} 件须先处理", n=standing), say("其余的可以带着结。"))
        if not shown and self._late:
            return Verdict(
                LOOK,
                say("{day} 还没有日结", day=short_day(self._day)),
                say("先把那一天结了：数现在手里的现金和空白卡，那天以后进出的会自动扣除。"),
            )
        if not shown:
            second = say("备用金不数。数好填进下面，再核对：应有多少、差多少那时才显示。")
            return Verdict(LOOK, say("请清点现金和空白卡"), second)
        if varies:
            return Verdict(LOOK, say("账实有差"), say("写明原因，由主管同意，差异转入次日报表。"))
        return Verdict(FINE, say("可以日结"), say("账实相符。"))

    def _cash_row(self, fen: int) -> CashRow:
        text = self._counts.get(fen, "")
        amount = fen * int(text) if text.strip().isdigit() else 0
        return CashRow(fen, text, money(amount))

    def _bar(self, standing: Sequence[Any], counted: bool, shown: bool, varies: bool) -> Bar:
        reception, cash_counted = Act("back", say("接待"), "Esc"), self._cash is not None
        if self._closed:
            return Bar(
                None,
                (offer_more(), offer("closing", "print_draft", say("再打印日报")), reception),
                (Act("form:reopening", say("重开日结")), offer("closing", "preview", say("预览日报"))),
                self._deed,
            )
        if self._handing:
            ready = cash_counted and self._signed_by_second
            words = say("交班") if ready else say("等接班的人输入口令") if cash_counted else say("先清点现金")
            primary = Act("hand_over_shift", words, enabled=ready)
            return Bar(primary, (Act("back", say("先不交班"), "Esc"),), deed=self._deed)
        if standing:
            here = any(one.code in SETTLED_HERE for one in standing)
            primary = Act("settle_first", say("去处理未决打印") if here else say("等同事交接班"), enabled=here)
        elif not counted:
            primary = Act("count_given", say("先清点"), enabled=False)
        elif not shown:
            primary = Act("count_given", say("数好了，核对"))
        elif varies and not (self.state.explanation.strip() and self._signed_by_second):
            primary = Act("close_day", say("等原因和主管口令"), enabled=False)
        else:
            primary = Act("close_day", say("日结"))
        look = offer("closing", "preview", say("预览日报"))
        more = (reception, look, Act("form:stock", say("空白卡")), *paper_acts(self._blockers))
        acts = (offer("closing", "hand_over_shift"), offer("closing", "print_draft"))
        return Bar(primary, acts, more, self._deed)
