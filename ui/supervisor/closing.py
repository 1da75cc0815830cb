"""日结: what stands in the way, what may stay, the cash by denomination, and counted against expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desk.errors import DeskError
from ui.clerk.paper_run import print_of_hall
from ui.desk import Desk
from ui.keys import offer
from ui.look import look
from ui.page import FINE, LOOK, STOP, Act, Bar, Confirmation, Deed, Listing, Screen, Verdict
from ui.parts.cash_count import CashCount, CashRow
from ui.parts.entry_row import BLOCKER, Entry, EntryRow
from ui.parts.field import Field, LabelledField
from ui.parts.part import INSET, Rows, column
from ui.parts.second_person import SecondAsked, SecondPerson
from ui.parts.section import Heading, HeadingRow, Paragraph
from ui.parts.table import Cells, Column, TableHeadRow, TableRow
from ui.parts.view import View
from ui.presenter import Presenter
from ui.supervisor.closing_rows import blocker_row, compared, equation, listing
from ui.words import minute, money, say, told, word

CASH, TOGETHER = 330 + 2 * INSET, 700
"""How wide the cash is, and from which effective width on the comparison has room beside it."""
DENOMINATIONS = (10000, 5000, 2000, 1000, 500, 100)
"""Notes and the one-yuan coin, in fen."""


@dataclass(frozen=True, slots=True)
class ClosingState(Screen):
    """Blockers, cash rows, the comparison, and a second person where something differs."""

    blockers: tuple[Entry, ...] = ()
    cash: tuple[CashRow, ...] = ()
    compared: tuple[Cells, ...] = ()
    equation: str = ""
    explanation: str = ""
    asks_explanation: bool = False
    second: SecondAsked | None = None
    listing: Listing | None = None
    closed: bool = False


class ClosingPresenter(Presenter):
    """Counts, compares, closes; a variance needs a supervisor and a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ClosingState())
        self._blockers: Sequence[Any] = ()
        self._tally: Mapping[str, Any] = {}
        self._expected = 0
        self._counts: dict[int, str] = {}
        self._cards = ""
        self._name, self._password, self._attempt, self._problem = "", "", 0, ""
        self._deed: Deed | None = None
        self._closed = False

    def arrive(self) -> None:
        """Looks what the day adds up to and what is unfinished."""
        self._refresh()

    again = arrive

    def _refresh(self) -> None:
        services, counter, today = self.desk.services, self.desk.counter, self.desk.now().date()

        def job() -> Any:
            with counter.store.reading() as session:
                expected = services.day_facts.cash_expected(session, counter.hall, today)
            return (
                services.closing.blockers(counter, today),
                services.closing.tally(counter, today).document(),
                expected,
                services.closing.is_closed(counter, today),
            )

        self.work(self.desk.lanes.desk, job, self._came)

    def _came(self, answer: Any) -> None:
        self._blockers, self._tally, self._expected, self._closed = answer
        self._render()

    @property
    def expected_cash(self) -> int:
        """What the till should hold, fen."""
        return self._expected

    @property
    def expected_blanks(self) -> int:
        """How many blanks the boxes should hold."""
        return int(self._tally.get("cards", {}).get("closing", 0))

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

    def name(self, text: object) -> None:
        """The supervisor, or who takes the shift over."""
        self._name = str(text)
        self._render()

    def password(self, text: object) -> None:
        """Their password, kept until it is sent."""
        self._password = str(text)
        self._render()

    @property
    def _cash(self) -> int | None:
        if not any(text.strip() for text in self._counts.values()):
            return 0 if self._expected == 0 else None
        return sum(fen * int(text) for fen, text in self._counts.items() if text.strip().isdigit())

    @property
    def _blanks(self) -> int | None:
        return int(self._cards) if self._cards.strip().isdigit() else None

    # ── acts ──

    def settle(self, code: object) -> None:
        """The first thing that stands in the way, or the one that was chosen."""
        blocker = next((one for one in self._blockers if one.code == code), None)
        if blocker is None or blocker.code != "unresolved_print_jobs":
            places = {"open_drafts": "reception", "approvals_waiting": "approvals", "cards_in_making": "find"}
            self.left.emit("place", places.get(str(code), "reception"))
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
        first = next(one for one in self._blockers if one.blocks)
        self.settle(first.code)

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
            say("日结后今天锁住，重开须主管"),
            yes=Act("close_now", say("确认日结"), "Ctrl+Return"),
            no=Act("not_now", say("先不"), "Esc"),
        )
        self.show(bar=replace(self.state.bar, confirmation=question))

    def not_now(self) -> None:
        """The clerk thought better of it."""
        self._render()

    def close_now(self) -> None:
        """Closes the day and prints its report."""
        from desk.services.counter import Credential

        closing, counter, today = self.desk.services.closing, self.desk.counter, self.desk.now().date()
        second = Credential(self._name.strip(), self._password) if self._name.strip() and self._password else None
        cash, cards, why = self._cash or 0, self._blanks or 0, self.state.explanation
        self._password = ""

        def closed(_: Any) -> None:
            self._deed = Deed(say("已日结，{time}", time=minute(self.desk.now())))
            papers = self.desk.papers
            if papers is not None:
                self.desk.lanes.paper.run(lambda: papers.day_report(today), lambda _: None, lambda _: None)
            self._refresh()

        job = lambda: closing.close_day(counter, today, cash, cards, why, second)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, job, closed, self._refused)

    def _refused(self, error: DeskError) -> None:
        self._attempt += 1
        self._problem = told(error).what
        self._deed = Deed(self._problem, mark="plain_look")
        self._refresh()

    def hand_over_shift(self) -> None:
        """F7: the till goes to a colleague, who signs for it."""
        from desk.services.counter import Credential

        till, counter = self.desk.services.till, self.desk.counter
        if not (self._name.strip() and self._password):
            self._deed = Deed(say("接班的人先输入姓名和口令"), mark="plain_look")
            self.show(second=SecondAsked(say("接班的人"), self._name, self._attempt, self._problem))
            self._render(asks=say("接班的人"))
            return
        taken_by, cash, why = Credential(self._name.strip(), self._password), self._cash or 0, self.state.explanation
        self._password = ""

        def done(shift: Any) -> None:
            self._deed = Deed(say("已交班，应有 {sum}", sum=money(shift.expected)))
            counts = {fen: int(text) for fen, text in self._counts.items() if text.strip().isdigit()}
            told = {"colleague": taken_by.name, "counts": counts, "expected": shift.expected}
            print_of_hall(self.desk, "shift_list", **told)
            self._refresh()

        job = lambda: till.close_shift(counter, cash, taken_by, why)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, job, done, self._refused)

    def print_draft(self) -> None:
        """F8: the report as it stands, marked a draft."""
        papers, today = self.desk.papers, self.desk.now().date()
        if papers is not None:
            self.desk.lanes.paper.run(lambda: papers.day_report(today, draft=True), lambda _: None, lambda _: None)

    def preview(self) -> None:
        """Ctrl P: the report as it stands."""
        if self.desk.papers is not None:
            self.left.emit("form", ("preview", self.desk.papers.of_day(self.desk.now().date())))

    def back(self) -> None:
        """To the reception."""
        self.left.emit("place", "reception")

    # ── the state ──

    def _render(self, asks: str = "") -> None:
        standing = [one for one in self._blockers if one.blocks]
        cards = self._tally.get("cards", {})
        cash, blanks = self._cash, self._blanks
        cash_gap = None if cash is None else cash - self._expected
        card_gap = None if blanks is None else blanks - cards.get("closing", 0)
        varies = bool(cash_gap) or bool(card_gap)
        counted = cash is not None and blanks is not None
        title = asks or (say("主管同意带差异日结") if varies and not standing else "")
        self.show(
            verdict=self._verdict(len(standing), counted, varies),
            blockers=tuple(blocker_row(number, one) for number, one in enumerate(self._blockers, 1)),
            cash=tuple(self._cash_row(fen) for fen in DENOMINATIONS),
            compared=compared(self._tally, self._expected, cash, blanks),
            equation=equation(cards),
            asks_explanation=varies,
            second=SecondAsked(title, self._name, self._attempt, self._problem) if title else None,
            listing=listing(self._tally),
            closed=self._closed,
            bar=self._bar(standing, counted, varies),
        )

    def _verdict(self, standing: int, counted: bool, varies: bool) -> Verdict:
        if self._closed:
            return Verdict(FINE, say("已日结"), say("日报已送打印，今天锁住了。重开须主管。"))
        if standing:
            return Verdict(STOP, say("还不能日结，{n} 件须先处理", n=standing), say("其余的可以带着结。"))
        if not counted:
            return Verdict(LOOK, say("请清点现金和空白卡"), say("数好填进下面，差多少马上看到。"))
        if varies:
            return Verdict(LOOK, say("账实有差"), say("写明原因，由主管同意，差异转入次日报表。"))
        return Verdict(FINE, say("可以日结"), say("账实相符。"))

    def _cash_row(self, fen: int) -> CashRow:
        text = self._counts.get(fen, "")
        amount = fen * int(text) if text.strip().isdigit() else 0
        return CashRow(fen, text, money(amount))

    def _bar(self, standing: Sequence[Any], counted: bool, varies: bool) -> Bar:
        if self._closed:
            return Bar(
                None,
                (offer("closing", "print_draft", say("再打印日报")), Act("back", say("接待"), "Esc")),
                (Act("form:reopening", say("重开")), offer("closing", "preview", say("预览日报"))),
                self._deed,
            )
        if standing:
            card = any(one.code == "unresolved_print_jobs" for one in standing)
            primary = Act("settle_first", say("去处理未决打印") if card else say("去处理"))
        elif not counted:
            primary = Act("close_day", say("先清点"), enabled=False)
        elif varies and not (self.state.explanation.strip() and self._name.strip() and self._password):
            primary = Act("close_day", say("等原因和主管口令"), enabled=False)
        else:
            primary = Act("close_day", say("日结"))
        look = offer("closing", "preview", say("预览日报"))
        more = [Act("back", say("接待"), "Esc"), look, Act("form:stock", say("空白卡"))]
        for one in self._blockers:
            if one.code == "unresolved_print_jobs":
                pairs = zip(one.facts["jobs"], one.facts["kinds"], strict=True)
                for job, kind in [(job, kind) for job, kind in pairs if kind != "card"][:2]:
                    name = word("documents", kind)
                    more += [
                        Act(f"paper_out:{job}", say("{paper}已打出", paper=name)),
                        Act(f"paper_not_out:{job}", say("{paper}没有打出", paper=name)),
                    ]
        acts = (offer("closing", "hand_over_shift"), offer("closing", "print_draft"))
        return Bar(primary, acts, tuple(more), self._deed)


class ClosingView(View):
    """Blockers above, cash at the left, the comparison at the right."""

    code = "closing"

    def __init__(self) -> None:
        super().__init__()
        self._blockers = Rows(lambda: EntryRow(BLOCKER))
        self._blockers.pressed.connect(lambda code: self.asked.emit("settle", code))
        self._cash_head, self._cash = HeadingRow(52), CashCount(DENOMINATIONS)
        self._cash.counted.connect(lambda fen, text: self.typed.emit("count", (fen, text)))
        columns = (
            Column("", INSET),
            Column(say("应有"), -204, right=True),
            Column(say("清点"), -112, right=True),
            Column(say("差"), -INSET - 24, right=True),
            Column("", -INSET - 16),
        )
        self._compare_head, self._heads = HeadingRow(52), TableHeadRow(columns)
        self._rows = Rows(lambda: TableRow(columns))
        self._equation = Paragraph()
        self._cards = LabelledField(say("空白卡"), Field("cards", say("清点的空白卡，张"), numbers=True), 120)
        self._cards.field.changed.connect(lambda text: self.typed.emit("cards", text))
        self._why = LabelledField(say("原因"), Field("explanation", say("差异的原因")), 320)
        self._why.field.changed.connect(lambda text: self.typed.emit("explanation", text))
        self._second = SecondPerson()
        self._second.name_typed.connect(lambda text: self.typed.emit("name", text))
        self._second.password_typed.connect(lambda text: self.typed.emit("password", text))
        self._left, right, both = QWidget(), QWidget(), QWidget()
        self._left.setLayout(column(self._cash_head, self._cash, -1))
        right.setLayout(
            column(
                self._compare_head, self._heads, self._rows, self._equation, self._cards, self._why, self._second, -1
            )
        )
        self._across = QHBoxLayout(both)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(look().px(16))
        self._across.addWidget(self._left, 1)
        self._across.addWidget(right, 1)
        self.fill(self._blockers, both, -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside one another, the comparison stands under the cash."""
        super().resizeEvent(event)
        narrow = self.width() / look().scale < TOGETHER
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._left.setMaximumWidth(self.width() if narrow else look().px(CASH))

    def render_state(self, state: ClosingState) -> None:
        """Shows blockers, cash and comparison."""
        self.render_screen(state)
        self._blockers.show_all(state.blockers)
        self._cash_head.show_value(Heading(say("现金"), say("面额 × 张数"), 20, bold=True))
        self._cash.show_value(state.cash)
        self._compare_head.show_value(Heading(say("核对"), "", 20, bold=True))
        self._rows.show_all(state.compared)
        self._equation.show_value(state.equation)
        self._why.setVisible(state.asks_explanation)
        self._why.field.set_text(state.explanation)
        self._second.show_value(state.second)

    def arrive(self) -> None:
        """Counting begins with the largest note."""
        self._cash.setFocus(Qt.FocusReason.OtherFocusReason)

    def digit(self, number: int) -> bool:
        """Opens the blocker of that number."""
        if not 1 <= number <= len(self._blockers.rows):
            return False
        self.asked.emit("settle", self._blockers.rows[number - 1].code)
        return True
