"""取号: whoever comes in gets a number; old, ill and pregnant people one that is called first, with the reason written.

A card laid down gives back the number this person holds already.
"""

from typing import Any

from desk.errors import DeskError
from desk.ports import PaperOutcome
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import BUSY, FINE, LOOK, Act, Bar, Verdict
from ui.words import say, word

REASONS = ("elderly", "disabled", "pregnant", "small_child", "special_group", "urgent")


class TicketPresenter(FormPresenter):
    """Gives numbers out, one after another."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        self._taken: Any = None
        self._ahead = 0
        self._asking = False
        self._slip: bool | None = None
        """Whether the number that was given last came out on paper; not known yet."""

    def choose(self, code: object) -> None:
        """A kind gives its number at once; a booked one is asked for its time first."""
        super().choose(code)
        if self.choice and self.choice != "booked":
            self._take()

    def take_card(self, card: Any) -> bool:
        """An ordinary number for whoever this card belongs to, or the one they hold."""
        self._take(card.number)
        return True

    def take(self) -> None:
        """The booked one."""
        self._take()

    def _take(self, id_number: str | None = None) -> None:
        if self._asking:
            return
        self._asking = True
        queue, counter, choice = self.desk.services.queue, self.desk.counter, self.choice
        kind = choice if choice in ("ordinary", "booked") else "priority" if choice else "ordinary"
        facts = {"reason": choice if kind == "priority" else None, "id_number": id_number}
        if kind == "booked":
            facts["booked_for"] = self._text("time")

        def job() -> Any:
            ticket = queue.take(counter, kind, **facts)
            before = [one.number for one in queue.last_known(counter)]
            return ticket, before.index(ticket.number) if ticket.number in before else len(before)

        def taken(answer: Any) -> None:
            self._asking = False
            self._taken, self._ahead = answer
            self.choice = ""
            self._forget("time")
            self._print(*answer)

        def not_taken(error: DeskError) -> None:
            self._asking = False
            self._render()
            self.tell(error)

        self._render()
        self.work(self.desk.lanes.queue, job, taken, not_taken, busy=False)

    def _print(self, ticket: Any, ahead: int) -> None:
        """Its slip; where none comes out the number has to be told."""
        papers, self._slip = self.desk.papers, None
        self._render()

        def ended(outcome: Any) -> None:
            if self._taken is ticket:
                self._slip = outcome == PaperOutcome.PRINTED
                self._render()

        if papers is None:
            ended(None)
        else:
            job = lambda: papers.ticket(ticket, ahead)  # noqa: E731 - one line for a lane
            self.work(self.desk.lanes.paper, job, ended, ended, busy=False)

    def _render(self) -> None:
        kinds = {"ordinary": say("普通号")} | {one: word("priority_reasons", one) for one in REASONS}
        kinds["booked"] = say("预约号")
        why = dict.fromkeys(REASONS, say("优先叫"))
        ready, booking = bool(self._text("time")), self.choice == "booked"
        verdict = Verdict("", say("取哪一种号"), say("放上身份证也可以取；取过的还是原来的号。"))
        if self._asking:
            verdict = Verdict(BUSY, say("正在取号"))
        elif self._taken is not None and not booking:
            n = self._ahead
            ahead = {
                None: say("前面还有 {n} 人", n=n),
                True: say("前面还有 {n} 人。号条打出来了，请交给他。", n=n),
                False: say("前面还有 {n} 人。没有打出号条，请把号写给他。", n=n),
            }[self._slip]
            verdict = Verdict(LOOK if self._slip is False else FINE, self._taken.number, ahead)
        primary = Act("take", say("取号") if ready else say("先输入预约的时间"), enabled=ready) if booking else None
        self.show(
            verdict=verdict,
            choices_title=say("取号"),
            choices=options(kinds, self.choice, why),
            fields=(self._field("time", say("时间"), width=160, hint="09:30"),) if booking else (),
            bar=Bar(primary, (self._away(),)),
        )


TicketView = FormView
