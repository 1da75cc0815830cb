"""预览: a paper as it was handed out or will be, page by page, before and after printing; and how the print ended.

    about (a visit or a shelf) ── papers ──► the list ── draw ──► the paper ── page_picture ──► what is shown

Everything is drawn in the paper lane: pdfium works for one thread at a time, and the printer's lane is that thread.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QImage

from desk.errors import DeskError
from desk.ports import PaperOutcome
from desk.rules.card_life import JobState
from ui.clerk.paper_run import ending
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.forms.preview_sight import Sight
from ui.forms.preview_view import PreviewState, PreviewView, Shown
from ui.forms.preview_words import name_of, stands, verdict_of
from ui.keys import offer
from ui.lane import Errand, told_by_percent
from ui.page import BUSY, Act, Bar, Verdict
from ui.parts.action_bar import offer_more
from ui.parts.entry_row import Entry
from ui.presenter import Presenter
from ui.words import day, say


class PreviewPresenter(Presenter):
    """`about` is the visit at the window, or the shelf of a case or a day."""

    def __init__(self, desk: Desk, about: Any) -> None:
        super().__init__(desk, PreviewState())
        self._visit = about if isinstance(about, Visit) else None
        self._shelf: Any = None if self._visit else about
        self._papers: Sequence[Any] = ()
        self._kind, self._paper = "", b""
        self._sight = Sight()
        self._drawing = Errand()
        self._outcomes: dict[str, PaperOutcome] = {}
        self._printing = False
        self._by_hand: dict[str, Any] = {}
        """Papers with characters no font can draw, each with its trouble: they are drawn with room to write them."""
        self._large: set[str] = set()
        """Papers that somebody asked for in large print."""

    def arrive(self) -> None:
        """Looks which papers there are and draws the first."""
        self._look_through()

    def _look_through(self) -> None:
        def job() -> Any:
            if self._shelf is None:
                self._shelf = shelf_of(self.desk, self._visit)
            return self._shelf.papers() if self._shelf is not None else ()

        self.work(self.desk.lanes.paper, job, self._came, busy=False)

    def _came(self, papers: Sequence[Any]) -> None:
        self._papers = papers
        if not papers:
            self._render()
            return
        kinds = [one.kind for one in papers]
        self._take(self._kind if self._kind in kinds else kinds[0])

    def choose(self, kind: object) -> None:
        """Another paper."""
        if str(kind) != self._kind:
            self._sight.page = 1
            self._take(str(kind))

    def _take(self, kind: str) -> None:
        """Draws a paper: a long report tells how far it is, and ends when nobody waits for it."""
        self._kind, self._paper, self._sight.sizes = kind, b"", ()
        self._drawing.give_up()
        errand = self._drawing = Errand()
        shelf, handwritten, asked = self._shelf, kind in self._by_hand, self._asked(kind)
        progress = told_by_percent(errand, self.desk.lanes.paper.hop(self._drawn_so_far))

        def job() -> Any:
            from printing.preview import page_sizes

            paper = shelf.draw(kind, progress, handwritten=handwritten, **asked)
            return paper, page_sizes(paper)

        def drawn(answer: Any) -> None:
            self._paper, sizes = answer
            self._sight.take(sizes)
            self.show(share=None)
            self._show_page()

        def failed(error: DeskError) -> None:
            if error.kind == "glyph_missing" and not handwritten:
                self._by_hand[kind] = error
                self._take(kind)
            else:
                self.tell(error)

        self._render()
        self.work(self.desk.lanes.paper, job, drawn, failed, busy=False, errand=errand)

    def enlarge(self) -> None:
        """The paper in large print, or in the usual one again."""
        self._large ^= {self._kind}
        self._take(self._kind)

    def _asked(self, kind: str) -> dict[str, bool]:
        return {"large": True} if kind in self._large else {}

    def _drawn_so_far(self, errand: Errand, percent: int) -> None:
        if not errand.given_up() and errand is self._drawing:
            words = say("已画 {n}%，按 Esc 就不画了", n=percent)
            self.show(share=percent / 100, verdict=Verdict(BUSY, say("正在画{paper}", paper=self._title), words))

    # ── pages ──

    def next_page(self) -> None:
        """PgDn."""
        self._turn(1)

    def previous_page(self) -> None:
        """PgUp."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self._paper and self._sight.turn(step):
            self._show_page()

    def zoom_in(self) -> None:
        """+: larger."""
        self._zoom_to(self._sight.zoom + 1)

    def zoom_out(self) -> None:
        """-: smaller."""
        self._zoom_to(self._sight.zoom - 1)

    def whole_page(self) -> None:
        """0: all of it."""
        self._zoom_to(0)

    def _zoom_to(self, zoom: int) -> None:
        if self._sight.zoom_to(zoom) and self._paper:
            self._show_page()

    def room(self, value: tuple[int, int, float]) -> None:
        """How many pixels there are for a page, and how many an inch has: (width, height, dpi)."""
        if value != self._sight.room:
            self._sight.room = value
            if self._paper and self._sight.follows:
                self._show_page()

    def day_before(self) -> None:
        """Ctrl Left: the report of the day before."""
        self._other_day(-1)

    def day_after(self) -> None:
        """Ctrl Right: the report of the day after."""
        self._other_day(1)

    def _other_day(self, days: int) -> None:
        shelf = self._shelf.other(days) if hasattr(self._shelf, "other") and not self._printing else None
        if shelf is not None:
            self._shelf, self._sight.page, self._outcomes = shelf, 1, {}
            self._look_through()

    def _show_page(self) -> None:
        """Draws the page for the room there is; until it is there, the old picture stands in."""
        self._drawing.give_up()
        self._drawing = Errand()
        paper, page, dpi = self._paper, self._sight.page, self._sight.dpi

        def job() -> Any:
            from printing.preview import page_picture

            return page_picture(paper, page, dpi)

        def drawn(picture: Any) -> None:
            seen = QImage(
                picture.rgb, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB888
            ).copy()
            name = say("{paper}，第 {n} 页，共 {of} 页", paper=self._title, n=page, of=len(self._sight.sizes))
            self.show(shown=Shown(seen, (picture.width, picture.height), name, picture.text))

        self._render()
        self.work(self.desk.lanes.paper, job, drawn, busy=False, errand=self._drawing)

    # ── printing ──

    def put_out(self) -> None:
        """Prints the paper that is shown; its end is told as it was, and never guessed."""
        kind, shelf = self._kind, self._shelf
        if not kind or self._printing or not shelf.printable:
            return

        def done(outcome: PaperOutcome) -> None:
            self._printing = False
            self._outcomes[kind] = outcome
            if outcome == PaperOutcome.PRINTED:
                self.desk.unprinted = None
            self._large.discard(kind)  # what is shown now is what was handed out
            if self._visit is not None:
                self._visit.printed[kind] = ending(outcome)
            self._look_through()

        def failed(error: Any) -> None:
            self._printing = False
            self._render()
            self.tell(error)

        self._printing = True
        self._render()
        job = lambda: shelf.print(kind, handwritten=kind in self._by_hand, **self._asked(kind))  # noqa: E731 - one line
        self.work(self.desk.lanes.paper, job, done, failed, busy=False)

    def came_out(self) -> None:
        """Somebody looked: it is there."""
        self._settle(True)

    def not_out(self) -> None:
        """Somebody looked: it is not."""
        self._settle(False)

    def _settle(self, out: bool) -> None:
        paperwork, counter, job = self.desk.services.paperwork, self.desk.counter, self._here.job
        self._outcomes.pop(self._kind, None)
        act = lambda: paperwork.settle_print(counter, job, out)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.paper, act, lambda _: self._look_through())

    def back(self) -> None:
        """To where the preview was opened from; what is being drawn is given up, what is being printed is not."""
        self.left.emit("form_done", None)

    # ── the state ──

    @property
    def _here(self) -> Any:
        return next((one for one in self._papers if one.kind == self._kind), None)

    @property
    def _title(self) -> str:
        return name_of(self._kind) if self._here else ""

    def _render(self) -> None:
        self.show(
            verdict=verdict_of(
                self._here,
                self._outcomes.get(self._kind),
                printing=self._printing,
                trouble=self._by_hand.get(self._kind),
                printable=getattr(self._shelf, "printable", True),
                submitted=getattr(self._shelf, "submitted", True),
            ),
            papers=tuple(self._entry(number, one) for number, one in enumerate(self._papers, 1)),
            title=self._title,
            place=self._place(),
            bar=self._bar(),
        )

    def _entry(self, number: int, one: Any) -> Entry:
        mark, words = stands(one, self._outcomes.get(one.kind))
        here = one.kind == self._kind
        return Entry(
            name_of(one.kind),
            mark,
            words,
            str(number) if number < 10 else "",
            code=one.kind,
            selected=here,
            pressable=True,
        )

    def _place(self) -> str:
        on, page = getattr(self._shelf, "day", None), self._sight.words
        return say("，").join((day(on), page)) if on and page else page

    def _bar(self) -> Bar:
        one = self._here
        primary = None
        if one is not None and self._shelf.printable:
            again = one.made and one.state not in (JobState.CANCELLED, JobState.SPOILED)
            first = say("留空打印，手写补上") if one.kind in self._by_hand else say("打印这一份")
            words = say("补打") if again else first
            primary = Act("put_out", say("正在打印") if self._printing else words, enabled=not self._printing)
        more = [offer("preview", "zoom_in"), offer("preview", "zoom_out"), offer("preview", "whole_page")]
        if len(self._sight.sizes) > 1:
            more = [offer("preview", "next_page"), offer("preview", "previous_page"), *more]
        if hasattr(self._shelf, "other"):
            more = [offer("preview", "day_before"), offer("preview", "day_after"), *more]
        if one is not None and one.enlarges:
            more = [Act("enlarge", say("平常的字") if one.kind in self._large else say("大字")), *more]
        if one is not None and one.job and self._shelf.printable:
            more = [Act("came_out", say("打出来了")), Act("not_out", say("没有打出来")), *more]
        return Bar(primary, (offer_more(), Act("back", say("返回"), "Esc")), tuple(more))


def shelf_of(desk: Desk, visit: Visit | None) -> Any:
    """The papers of whoever is at the window: of the case, or of the draft once it was decided."""
    papers = desk.papers
    if papers is None or visit is None:
        return None
    case = visit.case or visit.about
    if case is not None:
        return papers.of_case(case.number)
    return papers.of_draft(visit.draft, visit.decision) if visit.decision is not None else None


__all__ = ["PreviewPresenter", "PreviewView"]
