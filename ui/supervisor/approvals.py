"""复核: what waits for a second person, oldest first; why, on what evidence, and what yes and no would mean.

    the question ──Enter: yes, 2: back to the clerk, 3: no──▶ the answer, to be reasoned and signed ──Enter──▶ sent
         ▲                                                        │
         └──────────────────────────Esc───────────────────────────┘

While the question is looked at nothing can be typed, so a key is always an answer; the password is asked for after it.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer

from desk.errors import DeskError
from ui.clerk.approval_rows import evidence, needs_reason, note_of, second_line, title_of, waiting_entry, yes_words
from ui.clerk.person import person_of
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.page import Act, Bar, Deed
from ui.parts.pages_strip import Pages, PageShot
from ui.presenter import Presenter
from ui.supervisor.approvals_view import ApprovalsState, ApprovalsView
from ui.words import minute, say, told, word

__all__ = ["ApprovalsPresenter", "ApprovalsView"]

REFRESH = 5000


VERDICTS = {"approved": "同意", "returned": "退回补件", "declined": "不同意"}


class ApprovalsPresenter(Presenter):
    """Shows the questions and takes the answers, each with the answerer's own password."""

    quiet = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ApprovalsState())
        self._waiting: Sequence[Any] = ()
        self._here: Any = None
        self._visit: Visit | None = None
        self._verdict = ""
        """The answer that is about to be given; none as long as the question is looked at."""
        self._password = ""
        self._deed: Deed | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH)
        self._timer.timeout.connect(self._refresh)

    def arrive(self) -> None:
        """Looks who waits, and goes on looking."""
        self.again()
        self._timer.start()

    def leave(self) -> None:
        """No more looking; the password is forgotten, and with it the answer that it was to sign."""
        self._timer.stop()
        self._take_back()
        super().leave()

    def again(self) -> None:
        """F5: looks now."""
        self._look(known=None)

    def _refresh(self) -> None:
        self._look(known=[one.id for one in self._waiting])

    def _look(self, known: Sequence[str] | None) -> None:
        """Every look at the persons behind the questions is journalled: as long as nothing is new there is none."""
        approvals, counter = self.desk.services.approvals, self.desk.counter

        def job() -> Sequence[Any] | None:
            return None if known is not None and list(approvals.asked(counter)) == known else approvals.waiting(counter)

        self.work(self.desk.lanes.desk, job, self._came, busy=False)

    def _came(self, waiting: Sequence[Any] | None) -> None:
        if waiting is None:
            self._render()  # the minutes go on
            return
        self._waiting = waiting
        ids = [one.id for one in waiting]
        if self._here is None or self._here.id not in ids:
            self._put_away()
            if waiting:
                self.open(waiting[0].id)
                return
        self._render()

    def _put_away(self) -> None:
        """Nothing of the question that was open stays in view."""
        self._here = self._visit = None
        self._take_back()
        self.show(reason="", pages=Pages(), zoomed=b"")

    def _take_back(self) -> None:
        """No answer is on its way; the reason that was written stays for another one."""
        self._verdict = self._password = ""
        self.show(attempt=self.state.attempt + 1, problem="")

    def previous(self) -> None:
        """↑: the question above."""
        self._step(-1)

    def next(self) -> None:
        """↓: the question below."""
        self._step(1)

    def _step(self, by: int) -> None:
        ids = [one.id for one in self._waiting]
        at = ids.index(self._here.id) + by if self._here else 0
        if 0 <= at < len(ids):
            self.open(ids[at])

    def open(self, approval: object) -> None:
        """One of the questions; it is answered once what it is about lies there."""
        self._put_away()
        here = self._here = next((one for one in self._waiting if one.id == approval), None)
        self._render()
        if here is None or here.case is None:
            return
        search, counter = self.desk.services.search, self.desk.counter

        def job() -> Any:
            return search.show(counter, here.case), search.pages(counter, here.case)

        def opened(answer: Any) -> None:
            if here is not self._here:
                return  # another question is open by now
            case, pages = answer
            self._visit = Visit(self.desk, None, case=case)
            self._visit.decision = case.decision
            shots = tuple(PageShot(word("materials", page.code), page.jpeg) for page in pages)
            hint = say("按 [[{key}]] 放大", key=say("空格")) if shots else ""
            self.show(pages=Pages(shots, hint))
            self._render()

        self.work(self.desk.lanes.desk, job, opened, busy=False)

    def reached(self, approval: object) -> None:
        """The keyboard came to a row of the queue: that question is the one that is open."""
        if self._here is None or self._here.id != approval:
            self.open(approval)

    def zoom(self) -> None:
        """Space: the next page in large, and after the last one the question again."""
        pictures = [b"", *(shot.jpeg for shot in self.state.pages.shots)]
        here = pictures.index(self.state.zoomed) if self.state.zoomed in pictures else 0
        self.show(zoomed=pictures[(here + 1) % len(pictures)])

    @property
    def _open(self) -> bool:
        """Whether a question is there with everything it is about."""
        return self._here is not None and (self._here.case is None or self._visit is not None)

    # ── answers ──

    def reason(self, text: object) -> None:
        """Why, for a return or a refusal, and for letting a frozen account pass."""
        self.show(reason=str(text), problem="")
        self._render()

    def password(self, text: object) -> None:
        """The answerer's own password, kept until it is sent."""
        self._password = str(text)
        self.show(problem="")
        self._render()

    def approve(self) -> None:
        """Yes; whoever lets a frozen account pass writes down why."""
        self._choose("approved")

    def return_it(self) -> None:
        """2: back to the clerk, with a reason."""
        self._choose("returned")

    def decline(self) -> None:
        """3: no, with a reason."""
        self._choose("declined")

    def _choose(self, verdict: str) -> None:
        if self._open and self._may:
            self._verdict = verdict
            self.show(zoomed=b"")
            self._render()

    def send(self) -> None:
        """The answer with its reason, signed."""
        from desk.services.counter import Credential

        if self._lacks():
            return
        approvals, counter, here, verdict = self.desk.services.approvals, self.desk.counter, self._here, self._verdict
        second, reason = Credential(counter.operator.name, self._password), self.state.reason.strip()
        self._password = ""

        def decided(_: Any) -> None:
            words, what = say(VERDICTS[verdict]), word("approvals", here.what)
            self._deed = Deed(say("{time} {verdict}：{what}", time=minute(self.desk.now()), verdict=words, what=what))
            self._put_away()
            self._refresh()

        def refused(error: DeskError) -> None:
            self.show(attempt=self.state.attempt + 1, problem=told(error).what)
            self._render()

        job = lambda: approvals.decide(counter, here.id, verdict, reason, second)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, job, decided, refused)

    def back(self) -> None:
        """From an answer to its question, and from there to the reception."""
        if self._verdict:
            self._take_back()
            self._render()
        else:
            self.left.emit("place", "reception")

    @property
    def _may(self) -> bool:
        """Whether whoever sits here may answer the question that is open."""
        operator = self.desk.counter.operator
        return self._here is not None and self._here.asked_by != operator.name and operator.role == "supervisor"

    @property
    def _reasoned(self) -> bool:
        """Whether this answer is worth nothing without a reason."""
        return self._verdict != "approved" or needs_reason(self._here)

    def _lacks(self) -> str:
        """What the answer still wants before it is sent."""
        if self._reasoned and not self.state.reason.strip():
            return say("先写放行的原因") if self._verdict == "approved" else say("先写原因")
        return "" if self._password else say("先输入您的口令")

    # ── the state ──

    def _render(self) -> None:
        here, case = self._here, self._visit.case if self._visit else None
        mine = here is not None and here.asked_by == self.desk.counter.operator.name
        now = self.desk.now()
        self.show(
            queue=tuple(waiting_entry(one, now, here=here is not None and one.id == here.id) for one in self._waiting),
            title=title_of(here, case) if here else "",
            second_line=second_line(here, case) if here else "",
            rows=evidence(here, case, self.desk.counter.policy) if here else (),
            note=note_of(mine=mine, may=self._may) if here else ("", ""),
            answer=say("您的答复：{answer}", answer=say(VERDICTS[self._verdict])) if self._verdict else "",
            asks_reason=bool(self._verdict) and self._reasoned,
            person=person_of(self._visit, now.date()) if self._visit else None,
            rail_count=len(self._waiting),
            empty="" if self._waiting else say("没有等复核的件。柜员提交要复核的事，会出现在这里。"),
            bar=self._bar(here, case),
        )

    def _bar(self, here: Any, case: Any) -> Bar:
        if not self._may:
            return Bar(None, (Act("back", say("接待"), "Esc"),), deed=self._deed)
        if self._verdict:
            yes = yes_words(here, case) if self._verdict == "approved" else say(VERDICTS[self._verdict])
            lacking = self._lacks()
            return Bar(
                Act("send", lacking or yes, enabled=not lacking), (Act("back", say("再看看"), "Esc"),), deed=self._deed
            )
        primary = Act("approve", yes_words(here, case) if self._open else say("正在查"), enabled=self._open)
        zoom = (offer("approvals", "zoom"),) if self.state.pages.shots else ()
        return Bar(primary, (offer("approvals", "return_it"), offer("approvals", "decline")), zoom, self._deed)
