"""复核: what waits for a second person, oldest first; why, on what evidence, and what yes and no would mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.errors import DeskError
from ui.clerk.person import person_of
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.look import look
from ui.page import FINE, LOOK, STOP, Act, Bar, Deed, Person, Screen
from ui.parts.entry_row import LIST, Entry, EntryRow
from ui.parts.field import Field, LabelledField
from ui.parts.pages_strip import Pages, PageShot, PagesStrip
from ui.parts.part import INSET, Rows, column
from ui.parts.picture import Picture
from ui.parts.section import Heading, HeadingRow, Paragraph, Section, SectionRow
from ui.parts.upright import Upright
from ui.parts.view import View
from ui.presenter import Presenter
from ui.words import minute, money, say, told, word
from ui.words.verdicts import service_words

REFRESH = 5000


@dataclass(frozen=True, slots=True)
class ApprovalsState(Screen):
    """The queue, the question that is open, and what the answerer types."""

    queue: tuple[Entry, ...] = ()
    title: str = ""
    second_line: str = ""
    rows: tuple[Section, ...] = ()
    note: tuple[str, str] = ("", "")
    pages: Pages = field(default_factory=Pages)
    zoomed: bytes = b""
    reason: str = ""
    attempt: int = 0
    problem: str = ""
    person: Person | None = None
    empty: str = ""
    rail_count: int | None = None


class ApprovalsPresenter(Presenter):
    """Shows the questions and takes the answers, each with the answerer's own password."""

    quiet = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ApprovalsState())
        self._waiting: Sequence[Any] = ()
        self._here: Any = None
        self._visit: Visit | None = None
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
        """No more looking; the password is forgotten."""
        self._timer.stop()
        self._password = ""
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
            self._here = None
            if waiting:
                self.open(waiting[0].id)
                return
        self._render()

    def open(self, approval: object) -> None:
        """One of the questions."""
        self._here = next((one for one in self._waiting if one.id == approval), None)
        self._visit = None
        self.show(reason="", problem="", pages=Pages(), zoomed=b"")
        here = self._here
        if here is None or here.case is None:
            self._render()
            return
        search, counter = self.desk.services.search, self.desk.counter

        def job() -> Any:
            return search.show(counter, here.case), search.pages(counter, here.case)

        def opened(answer: Any) -> None:
            case, pages = answer
            self._visit = Visit(self.desk, None, case=case)
            self._visit.decision = case.decision
            shots = tuple(PageShot(word("materials", page.code), page.jpeg) for page in pages)
            hint = say("按 [[{key}]] 放大", key=say("空格")) if shots else ""
            self.show(pages=Pages(shots, hint))
            self._render()

        self.work(self.desk.lanes.desk, job, opened, busy=False)

    def zoom(self) -> None:
        """Space: the next page in large, and after the last one the question again."""
        pictures = [b"", *(shot.jpeg for shot in self.state.pages.shots)]
        here = pictures.index(self.state.zoomed) if self.state.zoomed in pictures else 0
        self.show(zoomed=pictures[(here + 1) % len(pictures)])

    def other(self, step: object) -> None:
        """The question above or below."""
        ids = [one.id for one in self._waiting]
        if self._here is not None and self._here.id in ids:
            at = ids.index(self._here.id) + int(str(step))
            self.open(ids[max(0, min(len(ids) - 1, at))])

    # ── answers ──

    def reason(self, text: object) -> None:
        """Why, for a return or a refusal."""
        self.show(reason=str(text))
        self._render()

    def password(self, text: object) -> None:
        """The answerer's own password, kept until it is sent."""
        self._password = str(text)
        self._render()

    def approve(self) -> None:
        """Yes."""
        self._answer("approved")

    def return_it(self) -> None:
        """2: back to the clerk, with a reason."""
        self._answer("returned", reason_needed=True)

    def decline(self) -> None:
        """3: no, with a reason."""
        self._answer("declined", reason_needed=True)

    def _answer(self, verdict: str, *, reason_needed: bool = False) -> None:
        from desk.services.counter import Credential

        if self._here is None:
            return
        if not self._password:
            self.show(problem=say("先输入您的口令"))
            return
        if reason_needed and not self.state.reason.strip():
            self.show(problem=say("退回和不同意要写原因"))
            return
        approvals, counter, here = self.desk.services.approvals, self.desk.counter, self._here
        second, reason = Credential(counter.operator.name, self._password), self.state.reason.strip()
        self._password = ""

        def decided(_: Any) -> None:
            words = {"approved": say("同意"), "returned": say("退回"), "declined": say("不同意")}[verdict]
            what = word("approvals", here.what)
            self._deed = Deed(say("{time} {verdict}{what}", time=minute(self.desk.now()), verdict=words, what=what))
            self.show(attempt=self.state.attempt + 1, problem="")
            self._here = None
            self._refresh()

        def refused(error: DeskError) -> None:
            self.show(attempt=self.state.attempt + 1, problem=told(error).what)
            self._render()

        job = lambda: approvals.decide(counter, here.id, verdict, reason, second)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, job, decided, refused)

    def back(self) -> None:
        """To the reception."""
        self.left.emit("place", "reception")

    # ── the state ──

    def _render(self) -> None:
        here, case = self._here, self._visit.case if self._visit else None
        mine = here is not None and here.asked_by == self.desk.counter.operator.name
        may = here is not None and not mine and self.desk.counter.operator.role == "supervisor"
        self.show(
            queue=tuple(self._entry(one) for one in self._waiting),
            title=self._title(here, case),
            second_line=self._second(here, case),
            rows=self._rows(here, case),
            note=self._note(mine, may) if here else ("", ""),
            person=person_of(self._visit, self.desk.now().date()) if self._visit else None,
            rail_count=len(self._waiting),
            empty="" if self._waiting else say("没有等复核的件。柜员提交要复核的事，会出现在这里。"),
            bar=self._bar(here, case, may),
        )

    def _entry(self, one: Any) -> Entry:
        waited = int((self.desk.now() - one.asked_at).total_seconds() // 60)
        holder = one.seen.get("holder") or {}
        second = say("{what}，{who} 申请", what=word("approvals", one.what), who=one.asked_by)
        here = self._here is not None and one.id == self._here.id
        name = str(holder.get("name") or one.subject)
        return Entry(name, second=second, right=say("{n} 分", n=waited), code=one.id, selected=here, pressable=True)

    @staticmethod
    def _title(here: Any, case: Any) -> str:
        if here is None:
            return ""
        if here.what == "fee_waiver" and case is not None:
            return say("减免工本费 {sum} 元", sum=money(case.fee.waived))
        return word("approvals", here.what)

    @staticmethod
    def _second(here: Any, case: Any) -> str:
        if here is None:
            return ""
        what = service_words(case.service, case.reason) if case is not None else here.subject
        facts = {"what": what, "who": here.asked_by, "time": minute(here.asked_at)}
        return say("{what}。柜员 {who} 申请，{time}", **facts)

    def _rows(self, here: Any, case: Any) -> tuple[Section, ...]:
        if here is None:
            return ()
        rows = []
        seen: Mapping[str, Any] = here.seen
        if here.what == "fee_waiver" and case is not None:
            rows.append(Section(say("理由"), word("waivers", case.fee.waiver), rule=say("减免")))
        document, registry = seen.get("document") or {}, seen.get("registry") or {}
        if document:
            rows.append(
                Section(
                    say("证件上"),
                    say("{name}，{number}", name=document.get("name", ""), number=document.get("number", "")),
                )
            )
        if registry.get("name"):
            rows.append(
                Section(
                    say("登记里"),
                    say("{name}，{number}", name=registry.get("name", ""), number=registry.get("number", "")),
                )
            )
        papers = [word("materials", one["code"]) for one in seen.get("materials") or ()]
        if papers:
            rows.append(Section(say("证据"), say("、").join(papers)))
        agent = seen.get("agent")
        if agent:
            rows.append(Section(say("代办人"), str(agent.get("name", ""))))
        yes, no = self._consequences(here, case)
        rows.append(Section(say("结果"), "\n".join((say("同意：{yes}", yes=yes), say("不同意：{no}", no=no)))))
        return tuple(rows)

    @staticmethod
    def _consequences(here: Any, case: Any) -> tuple[str, str]:
        if here.what == "fee_waiver" and case is not None:
            due = money(case.fee.due)
            return say("实收 {sum}，接着办", sum=money(case.fee.owed)), say("应收 {sum}，由窗口补收", sum=due)
        return say("这一件接着办"), say("这一件停在这里，由柜员告诉申请人")

    def _note(self, mine: bool, may: bool) -> tuple[str, str]:
        if mine:
            return STOP, say("您是经办人，须由别人复核")
        if not may:
            return LOOK, say("主管才能复核")
        return FINE, say("您不是经办人，可以复核")

    def _bar(self, here: Any, case: Any, may: bool) -> Bar:
        if here is None or not may:
            return Bar(None, (Act("back", say("接待"), "Esc"),), deed=self._deed)
        words = say("同意{what}", what=word("approvals", here.what))
        if here.what == "fee_waiver" and case is not None:
            words = say("同意减免 {sum}", sum=money(case.fee.waived))
        ready = bool(self._password)
        primary = Act("approve", words if ready else say("先输入您的口令"), enabled=ready)
        return Bar(primary, (offer("approvals", "return_it"), offer("approvals", "decline")), deed=self._deed)


class ApprovalsView(View):
    """The queue at the left, the question at the right."""

    code = "approvals"
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        self._head = HeadingRow(40)
        self._queue = Rows(lambda: EntryRow(LIST))
        self._queue.pressed.connect(lambda code: self.asked.emit("open", code))
        self._empty = Paragraph(16)
        left = QWidget()
        left.setLayout(column(self._head, self._queue, self._empty, -1))
        left.setFixedWidth(look().px(244))
        self._title, self._second = HeadingRow(42), Paragraph(16)
        self._rows, self._note = (
            Rows(SectionRow),
            Rows(lambda: EntryRow(LIST._replace(height=36, mark=22, text=40, line_from=INSET))),
        )
        self._pages, self._large = PagesStrip(), Picture()
        self._reason = LabelledField(say("原因"), Field("reason", say("退回或不同意的原因")), 360)
        self._password = LabelledField(say("口令"), Field("own_password", say("您的口令"), secret=True), 240)
        self._reason.field.changed.connect(lambda text: self.typed.emit("reason", text))
        self._password.field.changed.connect(lambda text: self.typed.emit("password", text))
        self._password.field.line.enter_goes_on = False
        question = QWidget()
        question.setLayout(
            column(
                self._title,
                self._second,
                8,
                self._large,
                self._rows,
                self._pages,
                self._note,
                self._reason,
                self._password,
                -1,
            )
        )
        both = QWidget()
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left)
        across.addWidget(Upright())
        across.addSpacing(look().px(32 - INSET))
        across.addWidget(question, 1)
        self.fill(both)
        self._attempt = 0

    def render_state(self, state: ApprovalsState) -> None:
        """Shows queue and question."""
        self.render_screen(state)
        self._head.show_value(Heading(say("等复核"), say("{n} 件", n=len(state.queue)), 20, bold=True, line=True))
        self._queue.show_all(state.queue)
        self._empty.show_value(state.empty)
        self._title.show_value(Heading(state.title, size=28, bold=True))
        self._second.show_value(state.second_line)
        self._large.show_value(state.zoomed)
        self._rows.show_all(() if state.zoomed else state.rows)
        self._pages.show_value(state.pages)
        self._pages.setVisible(bool(state.pages.shots) and not state.zoomed)
        mark, words = state.note
        self._note.show_all([Entry(words, mark)] if words else [])
        for field_ in (self._reason, self._password):
            field_.setVisible(bool(state.title) and state.bar.primary is not None)
        self._reason.field.set_text(state.reason)
        if state.attempt != self._attempt:
            self._attempt = state.attempt
            self._password.field.set_text("")
        self._password.show_problem(state.problem)

    def arrive(self) -> None:
        """The password is what is missing."""
        if self._password.isVisibleTo(self):
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
