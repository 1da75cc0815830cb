"""接待: lay the identity card down and the case begins; the queue; what lies unfinished in this clerk's hands."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer

from desk.errors import DeskError
from desk.rules.identity import parse_id_number
from ui.clerk.calling import Calling
from ui.clerk.reception_rows import at_hand_row, listing, next_words, queue_note, ticket_row, unfinished_row
from ui.clerk.waiting_view import WaitingState, WaitingView
from ui.desk import Desk
from ui.keys import offer
from ui.page import BUSY, LOOK, STOP, Act, Bar, Verdict
from ui.parts.action_bar import offer_more
from ui.presenter import Presenter
from ui.words import say, short_day, told

REFRESH = 5000
MOST_TICKETS = 4


class WaitingPresenter(Presenter):
    """Watches the queue, greets whoever lays a card down or whose number is typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WaitingState())
        self.calling: Calling = desk.calling
        self.calling.changed.connect(self._show_queue)
        self.calling.refused.connect(self.tell)
        self._today: Any = None
        self._drafts: Sequence[Any] = ()
        self._at_hand: Sequence[tuple[Any, str]] = ()
        self._up = False
        self._invited: Verdict | None = None
        self._agent: Any = None
        self._closed = False
        """Today was closed: nobody's case can be taken on any more."""
        self._number, self._name = "", ""
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH)
        self._timer.timeout.connect(self._refresh)

    @property
    def ticket(self) -> str | None:
        """The number this window has."""
        return self.calling.number

    def arrive(self) -> None:
        """Fresh figures now, and every few seconds."""
        self._up = True
        self._number = self._name = ""
        self._agent = None
        self.show(agent=False, holder=False, asks_name=False)
        self._invite()
        self._today = None
        self._refresh()
        self._timer.start()

    def leave(self) -> None:
        """Nothing is asked while another screen is up."""
        self._up = False
        self._timer.stop()
        super().leave()

    # ── queue ──

    def next_ticket(self) -> None:
        """Calls the next one; while the queue says nothing and no list of it is known, a number is written down."""
        if self.calling.trouble is not None and not self.calling.waiting:
            self.form("queueing")
        else:
            self.calling.next()

    def recall(self) -> None:
        """Calls the same one again."""
        self.calling.recall()

    def skip(self) -> None:
        """Nobody came."""
        self.calling.skip()

    def answered(self) -> None:
        """Somebody came, and a word was all they wanted."""
        self.calling.answered()

    def pause(self) -> None:
        """F11: no more calls, or calls again."""
        self.calling.pause()

    # ── who comes ──

    def reading(self) -> None:
        """A card lies on the reader and is being read."""
        self.show(verdict=Verdict(BUSY, say("正在读，请别移动"), say("听到提示音再拿开。")))

    def not_read(self, error: DeskError) -> None:
        """The reading failed: what happened, and what to do."""
        happened = told(error)
        mark = LOOK if error.kind in ("card_moved", "no_card") else STOP
        self.show(verdict=Verdict(mark, happened.what, happened.next))

    def take_card(self, card: Any) -> bool:
        """A card was read: the holder's, or first the agent's."""
        if self.state.agent and self._agent is None:
            self._agent = card
            words = say("代办人 {name}，请再放持卡人身份证", name=card.name or card.name_latin)
            self.show(holder=True, verdict=Verdict("", words, say("没有带来，就输入持卡人的号码和姓名。")))
            return True
        reception, counter, ticket, agent = self.desk.services.reception, self.desk.counter, self.ticket, self._agent

        def job() -> Any:
            return self._with_agent(reception.greet(counter, card, ticket=ticket), agent)

        self.work(self.desk.lanes.desk, job, lambda greeting: self.left.emit("greeted", (greeting, card, agent)))
        return True

    def _with_agent(self, greeting: Any, agent: Any) -> Any:
        if agent is None:
            return greeting
        draft = self.desk.services.intake.set_who_acts(self.desk.counter, greeting.draft, agent)
        return replace(greeting, draft=draft)

    def agent(self) -> None:
        """F7: somebody acts for another person."""
        self._agent = None
        second = say("代办人的身份证放上就读；单位批量在“更多”里。")
        self.show(agent=True, holder=False, verdict=Verdict("", say("请放代办人身份证"), second))
        self._render_bar()

    def number(self, text: object) -> None:
        """The number typed so far; a complete one asks for the name."""
        self._number = str(text)
        asks = parse_id_number(self._number, self.desk.now().date()).valid if self._number else False
        self.show(asks_name=asks)
        self._render_bar()

    def name(self, text: object) -> None:
        """The name as told."""
        self._name = str(text).strip()
        self._render_bar()

    def greet_typed(self) -> None:
        """Number and name were typed: a clue, no proof."""
        reception, counter, agent = self.desk.services.reception, self.desk.counter, self._agent
        number, name, ticket, present = self._number, self._name, self.ticket, agent is None

        def job() -> Any:
            greeting = reception.greet_by_number(counter, number, name, present=present, ticket=ticket)
            return self._with_agent(greeting, agent)

        self.work(self.desk.lanes.desk, job, lambda greeting: self.left.emit("greeted", (greeting, None, agent)))

    def resume(self, draft: object) -> None:
        """An unfinished one goes on where it stopped: a visit, or a case that the window has something to do for."""
        drafts, counter, wanted = self.desk.services.draft, self.desk.counter, str(draft)
        if any(case.number == wanted for case, _ in self._at_hand):
            search = self.desk.services.search
            self.work(
                self.desk.lanes.desk, lambda: search.show(counter, wanted), lambda case: self.left.emit("case", case)
            )
            return
        self.work(
            self.desk.lanes.desk, lambda: drafts.resume(counter, wanted), lambda one: self.left.emit("resumed", one)
        )

    def again(self) -> None:
        """F5: whatever stood in the way may be gone."""
        self.left.emit("watch", None)
        self.arrive()

    def back(self) -> None:
        """Esc: forgets what was typed and the agent."""
        self.arrive()

    def form(self, name: object) -> None:
        """More: work beside the visits."""
        self.left.emit("form", (str(name), self))

    @staticmethod
    def _beside() -> tuple[tuple[str, str], ...]:
        return (
            ("enquiry", say("电话查询、临时挂失")),
            ("batch", say("单位批量")),
            ("ticket", say("取号")),
            ("queueing", say("指定叫号、转窗口")),
            ("centre", say("制卡中心")),
            ("to_do", say("待办")),
        )

    # ── the state ──

    def _refresh(self) -> None:
        services, counter = self.desk.services, self.desk.counter
        if counter is None:
            return
        self.calling.refresh()

        known = self._today  # only a visit of this window changes it, and every look at it is journalled

        def job() -> Any:
            today = services.search.today(counter) if known is None else known
            days = services.days.closed_by(counter) is not None, services.days.left_open(counter)
            return services.draft.open_drafts(counter), services.ownership.at_hand(counter), today, days

        self.work(self.desk.lanes.desk, job, self._came, lambda _: None, busy=False)

    def _came(self, answer: Any) -> None:
        self._drafts, at_hand, self._today, days = answer
        taken_up = {draft.case for draft in self._drafts}
        self._at_hand = [one for one in at_hand if one[0].number not in taken_up]
        if days != (self._closed, self.desk.late_day):
            self._closed, self.desk.late_day = days
            self._show_queue()
        today = self.desk.now().date()
        rows = [unfinished_row(digit, one, today) for digit, one in enumerate(self._drafts[:9], 1)]
        waiting = enumerate(self._at_hand, len(rows) + 1)
        rows += [at_hand_row(digit, *one, today) for digit, one in waiting if digit < 10]
        self.show(unfinished=tuple(rows), listing=listing(self._today))
        self._render_bar()

    def _show_queue(self) -> None:
        if not self._up:
            return
        waiting, now = self.calling.waiting, self.desk.now()
        minutes = [int(one.waited(now).total_seconds() // 60) for one in waiting]
        rest = say("、").join(one.number for one in waiting[MOST_TICKETS:])
        self.show(
            queue_title=say("等候 {n} 人", n=len(waiting)),
            queue_note=queue_note(minutes, self.calling.trouble),
            tickets=tuple(map(ticket_row, waiting[:MOST_TICKETS], minutes)),
            others=say("另有 {n} 人：{numbers}", n=len(waiting) - MOST_TICKETS, numbers=rest) if rest else "",
        )
        self._render_bar()
        if self.calling.asking or self.state.verdict == self._invited:  # what was told stands until the next act
            self._invite()

    def _invite(self) -> None:
        self._invited = self._invitation()
        self.show(verdict=self._invited)

    def _invitation(self) -> Verdict:
        here = self.calling.here
        if self._closed:
            return Verdict(
                LOOK, say("今天已日结，不能再受理"), say("查询、领卡还可以办。要受理，请主管在“日结”里重开。")
            )
        if "clock" in self.desk.told:
            second = say("现在的时间早于最后一笔记录。请技术员先校时，再受理。")
            return Verdict(STOP, say("这台电脑的时间不对"), second)
        if "id_reader" in self.desk.down:
            return Verdict(
                LOOK,
                say("读卡器没有应答"),
                say("接好会自己恢复；这时可以先输号码和姓名。"),
            )
        if self.desk.late_day is not None and here is None:
            second = say("{day} 还没有日结：先在“日结”里把它结了，再开始今天的。", day=short_day(self.desk.late_day))
        elif here is not None and here.state == "called":
            second = say("{number} 号叫了 {n} 次，在等人来。放上即读，不用按键。", number=here.number, n=here.calls)
        else:
            second = say("放上即读，不用按键。同一人有未办完的件，会接着办。")
        return Verdict("", say("请放身份证"), second)

    def _render_bar(self) -> None:
        if self.state.asks_name:
            primary = Act("greet_typed", say("接待") if self._name else say("先输入姓名"), enabled=bool(self._name))
        else:
            words, enabled = next_words(self.calling)
            primary = offer("waiting", "next_ticket", words, enabled=enabled)
        pause = offer("waiting", "pause", say("恢复接号") if self.calling.paused else say("暂停接号"))
        agent = Act("back", say("不是代办"), "Esc") if self.state.agent else offer("waiting", "agent")
        here, looks = self.calling.here, Act("form:looks", say("语言 Language、外观"))
        # every line of the menu keeps its digit, whoever was called: hands know it
        more = [*(Act(f"form:{name}", words) for name, words in self._beside()), looks, pause, agent]
        if here is None:
            first = pause if self.calling.paused else agent
            self.show(bar=Bar(primary, (offer_more(), first), tuple(more if self.calling.paused else more[:-1])))
            return
        answered = offer("waiting", "answered", say("{number} 问完了", number=here.number))
        recall = offer("waiting", "recall", say("再叫 {number}", number=here.number))
        skip = offer("waiting", "skip", enabled=self.calling.again is None)
        self.show(bar=Bar(primary, (answered, offer_more()), (*more, recall, skip)))


__all__ = ["WaitingPresenter", "WaitingView"]
