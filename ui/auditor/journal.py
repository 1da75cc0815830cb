"""日志: who did what, newest first; leafed through, narrowed, opened entry by entry, and checked from end to end.

Asking is written into the journal, once for each question. What stands on the screen asks nothing by itself: new
entries come with F5.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from desk.errors import DeskError
from desk.services.trail import Line, Look, Page, Wanted, Whole
from ui.auditor.journal_rows import code_of, entry_rows, entry_title, narrowed_words, row_of
from ui.auditor.journal_verdicts import check_verdict, gone_verdict, paper_verdict
from ui.auditor.journal_view import FEWEST, JournalState, JournalView
from ui.desk import Desk
from ui.keys import offer
from ui.lane import Errand
from ui.lengthy import Lengthy
from ui.page import FINE, Act, Bar, Deed, Verdict
from ui.words import say

__all__ = ["JournalPresenter", "JournalView"]


EVERYTHING = Look(Wanted(), None)


class JournalPresenter(Lengthy):
    """Keeps the question and the way that was leafed; the entries themselves are asked for page by page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, JournalState())
        self._asked = EVERYTHING
        self._page = Page((), {}, False)
        self._way: list[Mapping[str, int]] = [{}]
        """Where each page begins that was leafed through, the newest first."""
        self._room = FEWEST
        self._here = ""
        self._entry: Whole | None = None
        self._looking: Errand | None = None
        self._checked: Verdict | None = None
        self._stands = False
        self._on_paper = ""

    def arrive(self) -> None:
        """The question that was asked last is asked again, unless somebody only thought of another one."""
        stands, self._stands = self._stands, False
        if stands:
            self._leaf(self._way)
        else:
            self._look()

    def leave(self) -> None:
        """What was checked then says nothing about later."""
        self._checked = self._deed = None
        super().leave()

    # ── the question ──

    def narrow(self) -> None:
        """F7: to days, a window, somebody."""
        self.left.emit("form", ("narrowing", self))

    @property
    def wanted(self) -> Wanted:
        """What the list is narrowed to; whom a person's list is about is not kept."""
        return self._asked.wanted

    def ask(self, asked: Look, on_paper: str = "") -> None:
        """Another question; it is asked when this page comes up again. An anchor `on_paper` is compared then."""
        self._asked, self._on_paper = asked, on_paper

    def keep(self) -> None:
        """It stays the question that it was."""
        self._stands = True

    def take_back(self) -> None:
        """Delete: the whole journal again."""
        if self._asked != EVERYTHING:
            self._asked = EVERYTHING
            self._look()

    def _look(self) -> None:
        """Asks, which is written down."""
        trail, counter, asked, most = self.desk.services.trail, self.desk.counter, self._asked, self._room
        self._entry, self._page = None, Page((), {}, False)  # what stood there is no answer to this

        def came(page: Page) -> None:
            self._came([{}], page)
            if asked.wanted.seq:
                self._find(page)

        self._wait(lambda: trail.look(counter, asked, most), came)

    def _find(self, page: Page) -> None:
        """The entry that was asked for by its number is opened; a window whose journal ends before it was cut off."""
        newest = page.lines[0].seq if page.lines else 0
        if newest == self.wanted.seq:
            self.open()
        elif self._on_paper:
            self._checked = gone_verdict(self.wanted.window, newest + 1)
            self._on_paper = ""
            self._render()

    # ── leafing ──

    def again(self) -> None:
        """F5: the newest, without asking anything else."""
        self._entry = None
        self._leaf([{}])

    def older(self) -> None:
        """PgDn: the page before, or the entry before the open one."""
        self._go(1)

    def newer(self) -> None:
        """PgUp: the page after, or the entry after the open one."""
        self._go(-1)

    def _go(self, by: int) -> None:
        """From an open entry to its neighbour as long as the page has one, else to the next page."""
        codes = self._codes()
        at = codes.index(self._here) + by if self._entry is not None and self._here in codes else -1
        if 0 <= at < len(codes):
            self.open(codes[at])
        elif by > 0 and self._page.older:
            self._leaf([*self._way, self._page.below])
        elif by < 0 and len(self._way) > 1:
            self._leaf(self._way[:-1])

    def rows_fit(self, rows: object) -> None:
        """So many entries can be seen at once now."""
        if int(str(rows)) != self._room:
            self._room = int(str(rows))
            if self._page.lines and self._entry is None and self._looking is None:
                self._leaf(self._way)

    def reached(self, code: object) -> None:
        """The keyboard is on another row."""
        if str(code) != self._here:
            self._here = str(code)
            self._render()

    def _leaf(self, way: list[Mapping[str, int]]) -> None:
        trail, counter, asked, most = self.desk.services.trail, self.desk.counter, self._asked, self._room
        self._wait(lambda: trail.leaf(counter, asked, way[-1], most), lambda page: self._came(way, page))

    def _wait(self, job: Any, came: Any) -> None:
        """Asks the store; an answer to what was asked before comes too late."""
        if self._looking is not None:
            self._looking.give_up()
        self._looking = Errand()

        def answered(answer: Any) -> None:
            self._looking = None
            came(answer)

        def refused(error: DeskError) -> None:
            self._looking = None
            self._render()
            self.tell(error)

        self._render()
        self.work(self.desk.lanes.desk, job, answered, refused, busy=False, errand=self._looking)

    def _came(self, way: list[Mapping[str, int]], page: Page) -> None:
        back, self._way, self._page = len(way) < len(self._way), way, page
        codes = self._codes()
        if self._here not in codes:
            self._here = codes[-1 if back and self._entry is not None else 0] if codes else ""
        if self._entry is not None:
            self.open(self._here)  # whoever went from entry to entry goes on
        self._render()

    def _codes(self) -> list[str]:
        return [code_of(line) for line in self._page.lines]

    # ── one entry ──

    def open(self, code: object = "") -> None:
        """Enter, Space: the whole entry."""
        line = next((one for one in self._page.lines if code_of(one) == (str(code) or self._here)), None)
        if line is None:
            return
        trail, counter = self.desk.services.trail, self.desk.counter

        def came(entry: Whole) -> None:
            self._entry, self._here = entry, code_of(entry.line)
            if self._checked is not None and self._checked.mark == FINE:
                self._checked = None  # it makes room; that something is broken stays
            if self._on_paper:
                self._checked, self._on_paper = paper_verdict(entry, self._on_paper), ""
            self._render()

        self._wait(lambda: trail.whole(counter, line.chain, line.seq), came)

    def back(self) -> None:
        """Esc: from the entry to the list."""
        if self._entry is not None:
            self._entry = None
            self._render()

    # ── what takes a while ──

    def check(self) -> None:
        """Shift F5: walks along the whole journal."""
        trail, counter = self.desk.services.trail, self.desk.counter

        def so_far(percent: int) -> str:
            return say("正在查日志，{n}%", n=percent) if percent < 100 else say("日志查完了，正在对账和库存")

        def ended(told: Mapping[str, Any]) -> None:
            self._checked = check_verdict(told, self.desk.now())

        self._checked = None
        job = partial(trail.check, counter)
        self._at_length(self.desk.lanes.keeping, job, so_far, ended, say("没有查完"))

    def save_table(self) -> None:
        """Ctrl S: what the list is narrowed to, as a table; that it was taken along is written down."""
        papers = self.desk.papers
        if papers is None:
            return

        def saved(answer: tuple[str, int]) -> Deed:
            return Deed(say("表格已存：{file}，{n} 条", file=answer[0], n=answer[1]))

        so_far = lambda percent: say("正在写表格，{n}%", n=percent)  # noqa: E731 - one sentence
        job = partial(papers.save_journal, self._asked)
        self._at_length(self.desk.lanes.paper, job, so_far, saved, say("表格没有存"))

    # ── the state ──

    def _render(self) -> None:
        entry, lines = self._entry, self._page.lines
        if entry is not None:
            self.show(
                verdict=self._checked,
                title=entry_title(entry),
                caption="",
                rows=(),
                empty="",
                entry=entry_rows(entry),
                bar=Bar(
                    Act("back", say("回到日志")),
                    (offer("journal", "older", say("更早一条")), self._check()),
                    (),
                    self._deed,
                ),
            )
            return
        narrowed = narrowed_words(self._asked)
        self.show(
            verdict=self._checked,
            title=narrowed or say("全部日志"),
            caption=say("最新的在前，第 {n} 页", n=len(self._way)),
            rows=tuple(row_of(line, here=code_of(line) == self._here) for line in lines),
            empty="" if lines or self._looking is not None else say("没有这样的日志"),
            entry=(),
            bar=self._bar(narrowed, lines),
        )

    def _bar(self, narrowed: str, lines: tuple[Line, ...]) -> Bar:
        primary = Act("open", say("看这一条")) if lines else None
        if self._looking is not None:
            primary = Act("open", say("正在查"), enabled=False)
        more = [offer("journal", "take_back", enabled=bool(narrowed))]
        more += [
            offer("journal", "save_table", enabled=bool(lines) and self._task is None),
            offer("journal", "older", enabled=self._page.older),
            offer("journal", "newer", enabled=len(self._way) > 1),
        ]
        return Bar(primary, (offer("journal", "narrow"), self._check()), tuple(more), self._deed)

    def _check(self) -> Act:
        return offer("journal", "check", enabled=self._task is None)
