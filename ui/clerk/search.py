"""查找, 待领: a field finds cases by number, name or pinyin; the case's line, its journal, what it needs."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer

from desk.errors import DeskError
from ui.clerk.found_rows import also, journal_rows, needed, stages_of
from ui.clerk.person import person_of
from ui.clerk.reception_rows import how
from ui.clerk.search_view import SearchState, SearchView, ToCollectView
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.page import Act, Bar
from ui.parts.action_bar import offer_more
from ui.parts.table import Cells
from ui.presenter import Presenter
from ui.words import grouped, say, short_day, word
from ui.words.verdicts import service_words

__all__ = ["SearchPresenter", "SearchView", "ToCollectPresenter", "ToCollectView"]

WAIT_FOR_MORE = 250
"""Milliseconds after the last key until the search is made."""
MOST_ROWS = 12
MOST_ENTRIES = 40
"""Rows of a case's history; whose is longer, the auditor has all of it."""


class SearchPresenter(Presenter):
    """Finds cases and opens one."""

    quiet = True
    screen_title = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, SearchState())
        self._found: Sequence[Any] = ()
        self._case: Any = None
        self._visit: Visit | None = None
        self._key = ""
        self._looking = False
        self._unanswered = False
        self._awaited: object = None
        """What is being looked up; an answer about anything else is too late."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_FOR_MORE)
        self._timer.timeout.connect(self.search)

    def arrive(self) -> None:
        """What was found last stands there still, looked up anew."""
        if self.state.text:
            self.search()
        else:
            self._render()

    def again(self) -> None:
        """F5: looks anew; the card on the reader is nobody's who was looked for."""
        self.arrive()

    def leave(self) -> None:
        """No search comes up late."""
        self._timer.stop()
        super().leave()

    def typed(self, text: object) -> None:
        """One more key; the search waits for the hand to rest."""
        self.show(text=str(text))
        self._awaited = None
        self._look()
        self._timer.start()

    def find_text(self, text: object) -> None:
        """A scanned number, or one that came from elsewhere."""
        self.show(text=str(text))
        self.search()

    def _look(self) -> None:
        """What stands there is not the answer: nothing is done to it while the answer is on its way."""
        if not self._looking:
            self._looking = True
            self._render()

    def search(self) -> None:
        """Looks now."""
        self._timer.stop()
        self._look()
        search, counter, text = self.desk.services.search, self.desk.counter, self.state.text.strip()
        if not text:
            self._came([])
            return

        def came(found: Sequence[Any]) -> None:
            if text == self._awaited:
                self._came(found)

        def silent(error: DeskError) -> None:
            if text == self._awaited:
                self._not_answered(error, ())

        self._awaited = text
        self.work(self.desk.lanes.desk, lambda: search.find(counter, text, MOST_ROWS), came, silent, busy=False)

    def _not_answered(self, error: DeskError, found: Sequence[Any]) -> None:
        """Nobody knows what there is: nothing is said of it, and one key asks again."""
        self._found, self._case = found, None
        self._looking, self._unanswered = False, True
        self._render()
        self.tell(error)

    def _came(self, found: Sequence[Any]) -> None:
        self._found = found
        self._case = None
        self._unanswered = False
        if found:
            self.open(found[0].number)
        else:
            self._looking = False
            self._render()

    def open(self, number: object) -> None:
        """One of the cases that were found; the look is in the journal."""
        search, counter, wanted = self.desk.services.search, self.desk.counter, str(number)
        self._look()
        self._awaited = wanted

        def job() -> Any:
            return search.show(counter, wanted), search.journal_of(counter, wanted)

        def opened(answer: Any) -> None:
            if wanted != self._awaited:
                return
            self._case, entries = answer
            self._looking = self._unanswered = False
            self._key = counter.new_key()
            self._visit = Visit(self.desk, None, case=self._case)
            self._visit.decision = self._case.decision
            self.show(journal=journal_rows(entries, MOST_ENTRIES, looks=self._only_looks))
            self._render()

        def silent(error: DeskError) -> None:
            if wanted == self._awaited:
                self._not_answered(error, self._found)

        self.work(self.desk.lanes.desk, job, opened, silent, busy=False)

    def previous(self) -> None:
        """↑: the case above."""
        self._step(-1)

    def next(self) -> None:
        """↓: the case below."""
        self._step(1)

    def _step(self, by: int) -> None:
        numbers = [one.number for one in self._found]
        if self._case is not None and self._case.number in numbers:
            at = numbers.index(self._case.number) + by
            if 0 <= at < len(numbers):
                self.open(numbers[at])

    def reached(self, number: object) -> None:
        """The keyboard came to a row: that case is the one that is open."""
        if self._case is None or self._case.number != number:
            self.open(number)

    # ── what the case needs ──

    def go_on(self) -> None:
        """Leads the case to where it stands."""
        self.left.emit("case", self._case)

    def verify(self) -> None:
        """Asks the registry again, under the same message id."""
        waiting, counter, number = self.desk.services.waiting, self.desk.counter, self._case.number
        self.work(
            self.desk.lanes.registry, lambda: waiting.verify_pending(counter, number), lambda _: self.open(number)
        )

    def decide_again(self) -> None:
        """A suspended case is decided by what the registers say today."""
        waiting, counter, number, key = self.desk.services.waiting, self.desk.counter, self._case.number, self._key
        self.work(self.desk.lanes.registry, lambda: waiting.go_on(counter, number, key), lambda _: self.open(number))

    def preview(self) -> None:
        """Ctrl P, F8: the papers of the case that is open; each is looked at before it is printed again."""
        if self._case is not None and self.desk.papers is not None and not self._looking:
            self.left.emit("form", ("preview", self.desk.papers.of_case(self._case.number)))

    print_again = preview

    def delivered(self) -> None:
        """The post says the holder signed."""
        posting, counter, number = self.desk.services.posting, self.desk.counter, self._case.number
        self.work(self.desk.lanes.registry, lambda: posting.delivered(counter, number), lambda _: self.open(number))

    def came_back(self) -> None:
        """The letter came back."""
        posting, counter, number = self.desk.services.posting, self.desk.counter, self._case.number
        self.work(self.desk.lanes.desk, lambda: posting.came_back(counter, number), lambda _: self.open(number))

    def form(self, name: object) -> None:
        """More: what is done to a case beside its way."""
        self.left.emit("form", (str(name), self._case))

    def password_set(self) -> None:
        """The holder has set the password, here or elsewhere: the card is in use."""
        activation, counter, number = self.desk.services.activation, self.desk.counter, self._case.number
        job = lambda: activation.confirm_password(counter, number)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, job, lambda _: self.open(number))

    def back(self) -> None:
        """To the reception."""
        self.left.emit("place", "reception")

    # ── the state ──

    def _render(self) -> None:
        case = self._case
        nothing = bool(self.state.text.strip()) and not self._found and not self._unanswered
        self.show(
            verdict=None,
            count=say("{n} 件", n=len(self._found)) if self._found else "",
            found=tuple(self._row(one) for one in self._found),
            empty=say("没有这样的件。身份号码要输全 18 位；也可以用受理号、姓名、拼音查。") if nothing else "",
            title=say("{name}，{what}", name=case.name, what=service_words(case.service, case.reason)) if case else "",
            number=say("受理号 {number}", number=grouped(case.number)) if case else "",
            stages=stages_of(case) if case else (),
            journal=self.state.journal if case else (),
            person=person_of(self._visit, self.desk.now().date()) if case and self._visit else None,
            bar=Bar(
                self._primary(),
                (Act("print_again", say("补打"), "F8"), offer_more())
                if case is not None and not self._only_looks
                else (),
                self._more(),
            ),
        )

    def _row(self, line: Any) -> Cells:
        mark, state = how(line)
        owed = [one for one in line.owes if one.cured_at is None]
        if owed:
            state = say("容缺，{day} 前补", day=short_day(owed[0].due).split(" ")[0])
        words = (
            line.name,
            f"{line.masked[:6]} {line.masked[6:-4]} {line.masked[-4:]}",
            word("services", line.service),
            state,
            f"{line.concluded_at:%m-%d}",
        )
        here = self._case is not None and line.number == self._case.number
        return Cells(words, line.number, here, True, mark, 3)

    @property
    def _only_looks(self) -> bool:
        """An auditor does nothing to a case and prints nothing of it."""
        return bool(self.desk.counter.operator.role == "auditor")

    def _primary(self) -> Act | None:
        if self._looking:
            return Act("search", say("正在查"), enabled=False)
        if self._unanswered:
            return Act("again", say("再试"))
        if self._case is not None and self._only_looks:
            return Act("preview", say("看纸样"))
        return needed(self._case) if self._case is not None else None

    def _more(self) -> tuple[Act, ...]:
        return also(self._case) if self._case is not None and not self._looking and not self._only_looks else ()


class ToCollectPresenter(SearchPresenter):
    """待领: the cards that lie ready, the longest waiting first."""

    def arrive(self) -> None:
        """Lists them."""
        search, counter = self.desk.services.search, self.desk.counter
        self.work(self.desk.lanes.desk, lambda: search.to_collect(counter), self._came, busy=False)

    def _render(self) -> None:
        super()._render()
        words = say("没有待领的卡") if not self._found else ""
        self.show(empty=words, rail_count=len(self._found))
