"""空白卡: a delivery is counted in, blanks go from place to place, one is written off or sent back; always by two."""

from collections.abc import Mapping
from typing import Any

from desk.errors import DeskError
from desk.rules.serials import between
from ui.clerk.paper_run import print_of_hall
from ui.desk import Desk
from ui.forms.form import Asked, FormPresenter, FormView, options
from ui.page import FINE, LOOK, STOP, Act, Bar, Verdict
from ui.parts.part import INSET
from ui.parts.section import Section
from ui.parts.table import Cells, Column
from ui.words import say, told

RANGES = ("receive", "to_printer", "to_window", "to_vault")
ONE_BY_ONE = ("spoiled", "returned")


class StockPresenter(FormPresenter):
    """Moves blanks and shows where they are."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        self._report: Any = None
        self._counted: Mapping[str, Any] = {}
        """The blanks of today's closing, counted and expected; empty before it."""

    def arrive(self) -> None:
        """Counts what is there."""
        self._refresh()

    def _refresh(self) -> None:
        stock, closing, counter = self.desk.services.stock, self.desk.services.closing, self.desk.counter
        today = self.desk.now().date()

        def job() -> Any:
            counted = closing.report(counter, today)["cards"] if closing.is_closed(counter, today) else {}
            return stock.report(counter), counted

        self.work(self.desk.lanes.desk, job, self._came, busy=False)

    def _came(self, answer: Any) -> None:
        self._report, self._counted = answer
        self._render()

    def take(self) -> None:
        """Does what was chosen."""
        if self.choice == "destroyed":
            self._destroy()
            return
        stock, counter, key = self.desk.services.stock, self.desk.counter, self._key
        first, last, station = self._text("first"), self._text("last"), counter.station
        second, choice = self._credential(), self.choice
        places = {"to_printer": f"printer:{station}", "to_window": f"window:{station}", "to_vault": "vault"}

        def job() -> Any:
            if choice == "receive":
                return stock.receive(counter, first, last, second, key=key)
            if choice in places:
                return stock.move(counter, first, last, places[choice], second)
            stock.adjust(counter, first, choice, self._text("reason"), second)
            return 1

        def done(count: Any) -> None:
            if choice == "spoiled":
                print_of_hall(self.desk, "spoiled_card", serial=first)
            words = {
                "receive": say("已领入 {n} 张", n=count),
                "spoiled": say("{serial} 已记废卡，剪角入袋；登记单在打印", serial=first),
                "returned": say("{serial} 已退回", serial=first),
            }
            self._begin_anew(words.get(choice, say("已移动 {n} 张", n=count)))

        self._with_second(job, done)

    def _destroy(self) -> None:
        destruction, counter, second = self.desk.services.destruction, self.desk.counter, self._credential()

        def done(serials: list[str]) -> None:
            if serials:
                print_of_hall(self.desk, "destruction_list", serials=serials, second=second.name)
            words = say("已销毁 {n} 张，清单已送打印", n=len(serials)) if serials else say("没有要销毁的废卡")
            self._begin_anew(words)

        self._with_second(lambda: destruction.destroy(counter, second), done)

    def _begin_anew(self, words: str) -> None:
        self._say(words)
        self._forget("first", "last", "reason")
        self.choice = ""
        self._refresh()

    def print_again(self) -> None:
        """F8: the sheet two people count with."""
        papers = self.desk.papers
        if papers is None:
            return

        def printed(_: object) -> None:
            self._say(say("盘点表已送打印"))
            self._render()

        self.work(self.desk.lanes.paper, lambda: papers.of_hall("stock_count"), printed, busy=False)

    def papers(self) -> None:
        """What the hall itself printed today, to look at and to print again."""
        if self.desk.papers is not None:
            self.left.emit("form", ("preview", self.desk.papers.of_today()))

    def _render(self) -> None:
        report = self._report
        choices = {
            "receive": say("领入一批"),
            "to_printer": say("装进打印机"),
            "to_window": say("移到本窗口"),
            "to_vault": say("收回库房"),
            "spoiled": say("一张记废卡"),
            "returned": say("一张退回"),
            "destroyed": say("销毁废卡"),
        }
        titles = dict.fromkeys(ONE_BY_ONE, say("主管同意")) | {"destroyed": say("监销人")}
        self.second_title = titles.get(self.choice, say("第二人清点"))
        asked = self._asked()
        filled = self.choice == "destroyed" or (bool(asked) and all(self._text(one.name) for one in asked))
        ready = self._signed_by_second and filled
        words = choices[self.choice] if ready else say("填齐再办") if self.choice else say("先选办什么")
        self.show(
            verdict=self._verdict(report, self._counted),
            sections=sections_of(report.document()) if report else (),
            choices_title=say("办什么"),
            choices=options(choices, self.choice),
            fields=asked,
            rows_title=say("领入的批次") if report and report.ranges else "",
            rows=tuple(Cells((first, last, say("{n} 张", n=n))) for first, last, n in report.ranges) if report else (),
            second=self._second() if self.choice else None,
            bar=Bar(
                Act("take", words, enabled=ready),
                (Act("print_again", say("盘点表"), "F8"), self._away()),
                (Act("papers", say("今天打过的单据")),),
                self.deed,
            ),
        )

    def _asked(self) -> tuple[Asked, ...]:
        if not self.choice or self.choice == "destroyed":
            return ()
        if self.choice in RANGES:
            off = _out_of_order(self._text("first"), self._text("last"))
            return self._field("first", say("起号"), width=240), self._field(
                "last", say("止号"), problem=off, width=240
            )
        why = self._field("reason", say("原因"), hint=say("污损、折断、发错……"))
        return (self._field("first", say("卡号"), width=240), why)

    @staticmethod
    def _verdict(report: Any, closed: Mapping[str, Any]) -> Verdict | None:
        if report is None:
            return None
        if not report.holds:
            return Verdict(STOP, say("空白卡账不平"), say("先停发卡，叫主管来查。"))
        if closed and closed["counted"] != closed["closing"]:
            second = say(
                "今天日结数到 {counted} 张，账上 {closing} 张，差异在日报里。",
                counted=closed["counted"],
                closing=closed["closing"],
            )
            return Verdict(LOOK, say("手上应有 {n} 张空白卡", n=report.in_hand), second)
        held = report.states["reserved"]
        balanced = say("领入等于在库、占用、已发、废卡、未定、退回之和。")
        counted_too = say("其中 {n} 张占用着、还没打印，盘点时算在内。", n=held)
        return Verdict(FINE, say("手上应有 {n} 张空白卡", n=report.in_hand), counted_too if held else balanced)


def _out_of_order(first: str, last: str) -> str:
    """What is wrong with a range that is typed to its end, before a second person stands for it."""
    if not first or len(last) < len(first):
        return ""
    try:
        between(first, last)
    except DeskError as off:
        return told(off).what
    return ""


def sections_of(report: Mapping[str, Any]) -> tuple[Section, ...]:
    """Where the blanks are, and what became of those that were received."""

    def place(code: str) -> str:
        kind, _, station = code.partition(":")
        number = station.lstrip("0")
        return {"vault": say("库房"), "window": say("{n} 号窗口", n=number)}.get(kind, say("{n} 号打印机", n=number))

    lying = say("，").join(f"{place(code)} {count}" for code, count in report["places"].items()) or say("没有")
    became = say(
        "领入 {received}，在库 {stock}，占用 {reserved}，已发 {issued}，废卡 {spoiled}，未定 {unknown}，退 {returned}",
        received=report["received"],
        stock=report["in_stock"],
        **{name: report[name] for name in ("reserved", "issued", "spoiled", "unknown", "returned")},
    )
    return (Section(say("现在在"), lying), Section(say("全部"), became))


class StockView(FormView):
    """The form over the batches."""

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Of the table."""
        return (
            Column(say("起号"), INSET, width=200),
            Column(say("止号"), 240, width=200),
            Column(say("张数"), -INSET, right=True),
        )
