"""超期未领: whose card nobody fetches, since when, where it lies, how often they were told; and telling them again."""

from collections.abc import Callable, Sequence
from typing import Any

from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView
from ui.keys import offer
from ui.page import FINE, LOOK, Act, Bar, Verdict
from ui.parts.action_bar import offer_more
from ui.parts.part import INSET
from ui.parts.section import Section
from ui.parts.table import Cells, Column
from ui.words import day, grouped, say

PLACES = {"slot": "卡架", "vault": "库房"}


class UncollectedPresenter(FormPresenter):
    """The list, the longest waiting first; one of it is marked, and what is done is done about that one."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        self._cards: Sequence[Any] = ()
        self._phone = ""
        """The whole number of whoever is marked, once it was asked for."""

    def arrive(self) -> None:
        """What lies here now."""
        uncollected, counter = self.desk.services.uncollected, self.desk.counter
        self.work(self.desk.lanes.desk, lambda: uncollected.uncollected_cards(counter), self._came, busy=False)

    def again(self) -> None:
        """F5: looks anew."""
        self.arrive()

    def _came(self, cards: Sequence[Any]) -> None:
        self._cards = cards
        if self._card is None:
            self.choice = cards[0].line.number if cards else ""
            self._phone = ""
        self._render()

    @property
    def _card(self) -> Any:
        return next((one for one in self._cards if one.line.number == self.choice), None)

    def open(self, number: object) -> None:
        """Another one; nobody's number stays in view."""
        self._phone = ""
        self.choose(number)

    def previous(self) -> None:
        """↑: the card above."""
        self._step(-1)

    def next(self) -> None:
        """↓: the card below."""
        self._step(1)

    def _step(self, by: int) -> None:
        numbers = [one.line.number for one in self._cards]
        at = numbers.index(self.choice) + by if self.choice in numbers else 0
        if 0 <= at < len(numbers):
            self.open(numbers[at])

    def back(self) -> None:
        """The choice is only which row is marked."""
        self.left.emit("form_done", None)

    def other_way(self) -> None:
        """F7: the number to call; the journal says who looked at it."""
        if self._card is None:
            return
        uncollected, counter, number = self.desk.services.uncollected, self.desk.counter, self.choice

        def known(phone: str) -> None:
            if number == self.choice:
                self._phone = phone or say("没有留电话")
                self._render()

        self.work(self.desk.lanes.desk, lambda: uncollected.phone_to_call(counter, number), known)

    def reached(self) -> None:
        """They know now."""
        self._called(reached=True)

    def not_reached(self) -> None:
        """Nobody answered."""
        self._called(reached=False)

    def _called(self, *, reached: bool) -> None:
        uncollected, counter, card = self.desk.services.uncollected, self.desk.counter, self._card

        def noted(_: None) -> None:
            name = card.line.name
            words = (
                say("{name} 通知到了，已记下", name=name) if reached else say("{name} 没有联系上，已记下", name=name)
            )
            self._say(words)
            self.arrive()

        number = card.line.number
        self.work(self.desk.lanes.desk, lambda: uncollected.called(counter, number, reached=reached), noted)

    def show_case(self) -> None:
        """The case, for whoever came for the card after all."""
        self._with_case(lambda case: self.left.emit("case", case))

    def to_vault(self) -> None:
        """Two people take it there."""
        self._with_case(lambda case: self.left.emit("form", ("vault", case)))

    def _with_case(self, act: Callable[[Any], None]) -> None:
        search, counter, number = self.desk.services.search, self.desk.counter, self.choice
        self.work(self.desk.lanes.desk, lambda: search.show(counter, number), act)

    # ── the state ──

    def _render(self) -> None:
        count, card = len(self._cards), self._card
        term = self.desk.counter.policy.collection.uncollected.remind_days
        title = say("{n} 张卡超期未领", n=count) if count else say("没有超期未领的卡")
        self.show(
            verdict=Verdict(LOOK if count else FINE, title, say("待领满 {n} 天的在这里，最久的在前。", n=term)),
            sections=(Section(say("电话"), self._phone),) if self._phone else (),
            rows=tuple(self._row(one) for one in self._cards),
            bar=self._bar(card),
        )

    def _bar(self, card: Any) -> Bar:
        if card is None:
            return Bar(None, (self._away(),), deed=self.deed)
        shelve = (Act("to_vault", say("转入库房")),) if card.place == "slot" else ()
        more = (Act("not_reached", say("没有联系上")), Act("show_case", say("打开这一件")), *shelve)
        phone = offer("uncollected", "other_way")
        return Bar(Act("reached", say("通知到了")), (phone, offer_more(), self._away()), more, self.deed)

    def _row(self, card: Any) -> Cells:
        lain = (self.desk.now().date() - card.since).days
        calls = say("通知 {n} 次", n=card.told) if card.told else say("还没有通知")
        if card.missed:
            calls = say("{calls}，{n} 次没联系上", calls=calls, n=card.missed)
        words = (
            card.line.name,
            grouped(card.line.number),
            say("{day} 起，{n} 天", day=day(card.since), n=lain),
            say(PLACES[card.place]) if card.place in PLACES else card.place,
            card.phone,
            calls,
        )
        return Cells(words, card.line.number, card.line.number == self.choice, pressable=True)


class UncollectedView(FormView):
    """The table alone."""

    code = "uncollected"

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Of the table."""
        return (
            Column(say("姓名"), INSET, width=84),
            Column(say("受理号"), 100, width=240),
            Column(say("待领"), 348, width=160),
            Column(say("存放"), 516, width=44),
            Column(say("电话"), 568, width=100),
            Column(say("通知"), 676),
        )
