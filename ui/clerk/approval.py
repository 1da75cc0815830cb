"""复核: the case waits for a second person, who answers at their own desk or here, with their own password."""

from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from PySide6.QtCore import QTimer

from ui.clerk.approval_rows import evidence, title_of, yes_words
from ui.clerk.found_rows import wrong_way
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.page import CLOCK, FINE, STOP, Act, Bar, Deed, Screen, Verdict
from ui.parts.entry_row import HANDOVER, Entry, EntryRow
from ui.parts.part import Rows
from ui.parts.second_person import SecondAsked, SecondPerson
from ui.parts.section import Section, SectionRow
from ui.parts.view import View
from ui.second_hand import SecondHand
from ui.words import minute, say, word

LOOK_EVERY = 2000
"""Milliseconds between two looks whether the answer has come."""


@dataclass(frozen=True, slots=True)
class ApprovalState(Screen):
    """The questions, and whoever answers here."""

    questions: tuple[Entry, ...] = ()
    asked: tuple[Section, ...] = ()
    """What the second person agrees to: how much, why, on what evidence, and what yes and no mean."""
    second: SecondAsked = field(default_factory=SecondAsked)


class ApprovalPresenter(SecondHand):
    """Waits for the answers, or takes them here."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, ApprovalState())
        self.visit = visit
        self.second_title = say("主管在这里复核")
        self._waiting: list[Any] = []
        """The open questions as the supervisor's own desk shows them."""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    def arrive(self) -> None:
        """Shows the questions with what stands behind them, and looks for answers from time to time."""
        self._render()
        approvals, counter, number = self.desk.services.approvals, self.desk.counter, self.visit.case.number

        def came(waiting: Any) -> None:
            self._waiting = [one for one in waiting if one.case == number]
            self._render()

        self.work(self.desk.lanes.desk, lambda: approvals.waiting(counter), came, busy=False)
        self._timer.start()

    def leave(self) -> None:
        """No more looking."""
        self._timer.stop()
        super().leave()

    def approve(self) -> None:
        """The second person agrees to everything that is open."""
        approvals, counter, case = self.desk.services.approvals, self.desk.counter, self.visit.case
        second = self._credential()
        waiting = [one for one in case.approvals if one.decision is None]

        def job() -> Any:
            for one in waiting:
                approvals.decide(counter, one.id, "approved", "", second)
            return self.desk.services.search.show(counter, case.number)

        self.work(self.desk.lanes.desk, job, self._came, self._second_refused)

    def back(self) -> None:
        """The case waits; somebody else may be served meanwhile."""
        self.left.emit("aside", None)

    def again(self) -> None:
        """F5: looks now."""
        self._look()

    def _look(self) -> None:
        counter, number = self.desk.counter, self.visit.case.number
        self.work(self.desk.lanes.desk, lambda: self.desk.services.search.show(counter, number), self._came, busy=False)

    def _came(self, fresh: Any) -> None:
        answered = [one for one in fresh.approvals if one.decided_by]
        if answered:
            last = max(answered, key=lambda one: one.decided_at)
            what = word("approvals", last.what)
            words = say("{who} 同意{what}，{time}", who=last.decided_by, what=what, time=minute(last.decided_at))
            self.visit.deed = Deed(words) if last.decision == "approved" else self.visit.deed
        self.visit.concluded(fresh)
        if fresh.next == "hand_in_again":
            self.left.emit("case", fresh)  # it comes up again, with what was missed
        elif fresh.next != "approve":
            self.left.emit("next", None)
        else:
            self._render()

    def _render(self) -> None:
        case = self.visit.case
        waiting = [one for one in case.approvals if one.decision is None]
        agree = yes_words(waiting[0], case) if len(waiting) == 1 else say("同意")
        open_ones, policy = {one.id for one in waiting}, self.desk.counter.policy
        asked = (evidence(one, case, policy) for one in self._waiting if one.id in open_ones)
        ready = self._signed_by_second
        self.show(
            verdict=Verdict(
                CLOCK, say("等第二人复核，{n} 项", n=len(waiting)), say("可以搁置去办别的件；也可以请主管在这里复核。")
            ),
            second=self._second(),
            questions=tuple(self._entry(one) for one in case.approvals),
            asked=tuple(chain.from_iterable(asked)),
            bar=Bar(
                Act("approve", agree if ready else say("等主管输入口令"), enabled=ready),
                (Act("again", say("再看一次"), "F5"), Act("back", say("搁置"), "Esc")),
                (*wrong_way(case), Act("form:withdrawal", say("撤回申请")), Act("form:hand_on", say("交给同事"))),
                self.visit.deed,
            ),
        )

    def _entry(self, one: Any) -> Entry:
        mark = {None: CLOCK, "approved": FINE}.get(one.decision, STOP)
        state = {None: say("等复核"), "approved": say("同意"), "returned": say("退回"), "declined": say("不同意")}[
            one.decision
        ]
        second = say("{who} 申请，{time}", who=one.asked_by, time=minute(one.asked_at))
        if one.reason:
            second = one.reason
        return Entry(title_of(one, self.visit.case), mark, second, right=state, code=one.id)


class ApprovalView(View):
    """The questions, and the two fields of the second person."""

    code = "approval"

    def __init__(self) -> None:
        super().__init__()
        self._rows = Rows(lambda: EntryRow(HANDOVER))
        self._asked, self._second = Rows(SectionRow), SecondPerson(self.typed)
        self.fill(self._rows, self._asked, self._second, -1)

    def render_state(self, state: ApprovalState) -> None:
        """Shows the questions."""
        self.render_screen(state)
        self._rows.show_all(state.questions)
        self._asked.show_all(state.asked)
        self._second.show_value(state.second)

    def arrive(self) -> None:
        """The reviewer's name comes first."""
        self._second.setFocus()
