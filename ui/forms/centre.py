"""制卡中心: cases that are not made here go out in a batch; cards that come back are counted in by hand or by file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import DONE, FINE, LOOK, TODO, Act, Bar, Confirmation, Verdict
from ui.parts.file_question import Place
from ui.parts.part import INSET
from ui.parts.table import Cells, Column
from ui.words import grouped, say, word

SEND = "send"
NUMBER, CARD = "受理号", "卡号"
"""The columns a file of the centre has to have."""


class CentrePresenter(FormPresenter):
    """Sends what waits, receives what comes."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        self._waiting: Sequence[Any] = ()
        self._batches: Sequence[Any] = ()
        self._cards: dict[str, str] = {}

    def arrive(self) -> None:
        """What waits, and what is under way."""
        services, counter = self.desk.services, self.desk.counter
        job = lambda: (services.centre.waiting(counter), services.batch_book.under_way(counter, "centre"))  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, job, self._came, busy=False)

    def _came(self, answer: Any) -> None:
        self._waiting, self._batches = answer
        if self.choice not in (SEND, *(one.id for one in self._batches)):
            self.choice = ""
        self._render()

    def choose(self, code: object) -> None:
        """Another batch."""
        self._cards = {}
        self._forget("number", "card")
        super().choose(code)

    @property
    def _batch(self) -> Any:
        return next((one for one in self._batches if one.id == self.choice), None)

    def _owed(self) -> list[Any]:
        return [row for row in self._batch.rows if row.state == "making" and row.case not in self._cards]

    def scanned(self, code: object) -> None:
        """A receipt number first, then the number on the card."""
        numbers = {row.case for row in self._batch.rows} if self._batch else set()
        self.fill(("number" if str(code) in numbers else "card", code))

    def open(self, number: object) -> None:
        """The case whose card is in the hand."""
        self.fill(("number", number))

    def take(self) -> None:
        """Sends, notes one card, or counts all noted ones in."""
        if self.choice in ("", SEND):
            self._ask_to_send()
        elif self._text("number") and self._text("card"):
            self._note()
        else:
            self._receive()

    def _note(self) -> None:
        """One card in the hand; no two people have the same."""
        number, card = "".join(self._text("number").split()).upper(), self._text("card")
        if other := self._has(card, number):
            self._render(problem=say("这个卡号已经点给{name}", name=other))
            return
        self._cards[number] = card
        self._forget("number", "card")
        self._render()
        self._go_to_field("number")

    def _has(self, card: str, but: str) -> str:
        """Who else of the batch has this card already."""
        noted = {case for case, known in self._cards.items() if known == card and case != but}
        return next((str(row.name) for row in self._batch.rows if row.case in noted), "")

    def _ask_to_send(self) -> None:
        """What has gone out is made by the centre, and no more at a window."""
        question = Confirmation(
            say("发出 {n} 件，以后由制卡中心制卡", n=len(self._waiting)),
            yes=Act("send", say("确认发出"), "Ctrl+Return"),
            no=Act("not_now", say("先不"), "Esc"),
        )
        self.show(bar=replace(self.state.bar, confirmation=question))

    def not_now(self) -> None:
        """Nothing goes out yet."""
        self._render()

    def send(self) -> None:
        """Everything that waits goes out as one batch."""
        centre, counter, key = self.desk.services.centre, self.desk.counter, self._key

        def sent(batch: Any) -> None:
            self._say(say("{batch} 已发出 {n} 件", batch=batch.id, n=len(batch.rows)))
            self.choice = batch.id
            self._key = counter.new_key()
            self._print(batch)
            self.arrive()

        self.work(self.desk.lanes.desk, lambda: centre.send(counter, key), sent)

    def _receive(self) -> None:
        centre, counter, key, batch, cards = (
            self.desk.services.centre,
            self.desk.counter,
            self._key,
            self.choice,
            dict(self._cards),
        )

        def received(view: Any) -> None:
            missing = sum(row.state == "making" for row in view.rows)
            self._say(say("已收 {n} 张，还缺 {m} 张", n=len(cards), m=missing))
            self._cards = {}
            self._forget("number", "card")
            self.arrive()

        self.work(self.desk.lanes.desk, lambda: centre.receive(counter, batch, cards, key), received)

    def from_file(self) -> None:
        """The list the centre sent along."""
        self.ask_for_file(say("制卡中心的清单"), say("表格 (*.csv *.xlsx)"), Place.DocumentsLocation, self.take_file)

    def take_file(self, name: object) -> None:
        """Notes every card of that file."""
        from desk.links.roll_file import read_rows

        def job() -> dict[str, str]:
            rows = read_rows(Path(str(name)), (NUMBER, CARD), {NUMBER, CARD})
            return {"".join(row.columns[NUMBER].split()).upper(): row.columns[CARD].strip() for row in rows}

        def read(cards: dict[str, str]) -> None:
            twice = 0
            for number, card in cards.items():
                if self._has(card, number):
                    twice += 1
                else:
                    self._cards[number] = card
            if twice:
                self._say(say("{n} 行的卡号前面已经有了，没有记", n=twice), undone=True)
            self._render()

        self.work(self.desk.lanes.desk, job, read)

    def save_table(self) -> None:
        """Ctrl S: the batch as the centre needs it."""
        papers, batch = self.desk.papers, self.choice
        if papers is None or self._batch is None:
            return

        def saved(answer: tuple[str, int]) -> None:
            name, bare = answer
            without = say("已存：{file}，{n} 人没有照片，要补给制卡中心", file=name, n=bare)
            self._say(without if bare else say("已存：{file}", file=name), undone=bool(bare))
            self._render()

        self.work(self.desk.lanes.paper, lambda: papers.save_orders(batch), saved, busy=False)

    def print_again(self) -> None:
        """F8: the hand-over list."""
        if self._batch is not None:
            self._print(self._batch)

    def _print(self, batch: Any) -> None:
        papers = self.desk.papers
        if papers is not None:
            job = lambda: papers.batch("handover_list", batch)  # noqa: E731 - one line for a lane
            self.work(self.desk.lanes.paper, job, lambda _: None, busy=False)

    def _render(self, problem: str = "") -> None:
        batch = self._batch
        choices = {SEND: say("发出")} | {one.id: say("收卡 {batch}", batch=one.id) for one in self._batches}
        why = {SEND: say("{n} 件在等", n=len(self._waiting))} | {
            one.id: say("{n} 张没回来", n=sum(row.state == "making" for row in one.rows)) for one in self._batches
        }
        owed = self._owed() if batch else []
        card = self._field("card", say("卡号"), problem=problem, width=240)
        fields = (self._field("number", say("受理号"), width=320), card)
        of_batch = (Act("save_table", say("导出给制卡中心"), "Ctrl+S"), Act("print_again", say("交接清单"), "F8"))
        acts = (*of_batch, self._away()) if batch else (self._away(),)
        more = (Act("from_file", say("从清单文件收")),) if batch else ()
        self.show(
            verdict=self._verdict(len(owed)),
            choices_title=say("发出或收卡"),
            choices=options(choices, self.choice, why),
            fields=fields if batch else (),
            rows=tuple(map(self._line, self._waiting)) if batch is None else tuple(map(self._card_line, batch.rows)),
            bar=Bar(self._primary(), acts, more, self.deed),
        )

    def _verdict(self, owed: int) -> Verdict:
        if self._batch is None:
            if not self._waiting:
                return Verdict(FINE, say("没有要送制卡中心的"))
            return Verdict(LOOK, say("{n} 件等着送制卡中心", n=len(self._waiting)), say("缴过费、复核过的才在这里。"))
        if owed:
            second = say("把清单导出给制卡中心；卡回来了，扫受理号和卡号，一张一张点，没有来的留在制卡中。")
            return Verdict(LOOK, say("还有 {n} 张没有点到", n=owed), second)
        return Verdict(FINE, say("都点到了"))

    def _primary(self) -> Act:
        if self.choice in ("", SEND):
            count = len(self._waiting)
            return Act("take", say("发出 {n} 件", n=count) if count else say("没有要发的"), enabled=bool(count))
        if self._text("number") and self._text("card"):
            return Act("take", say("记下这张"))
        count = len(self._cards)
        return Act("take", say("收卡 {n} 张", n=count) if count else say("先点卡"), enabled=bool(count))

    @staticmethod
    def _line(one: Any) -> Cells:
        return Cells((one.name, one.masked, grouped(one.number), word("case_states", one.state)), one.number)

    def _card_line(self, row: Any) -> Cells:
        noted = self._cards.get(str(row.case), "")
        here = row.state == "making"
        mark = TODO if here and not noted else DONE
        words = (row.name, row.masked, grouped(row.case), noted or word("case_states", row.state))
        return Cells(words, str(row.case), pressable=here, mark=mark, mark_at=3)


class CentreView(FormView):
    """Batches above, their cases below."""

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Of the table."""
        return (
            Column(say("姓名"), INSET, width=120),
            Column(say("身份号码"), 140, width=200),
            Column(say("受理号"), 330, width=280),
            Column(say("卡号或状态"), 650),
        )
