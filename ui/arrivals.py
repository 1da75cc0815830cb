"""Who comes to the window: a card laid down anywhere, a draft taken up, a case opened; each begins a visit.

    card laid down ─> the screen that is up ─not wanted─> the reception ─> greeted ─┐
    a draft of “手里未办完” ────────────────────────────────────────> resumed ─┼─> a collection, or a visit ─> begins
    a case found ───────────────────────────────────────────────> open_case ─┘   or taken up again

Invariants
    1. A card laid down goes to the screen that is up; when that does not want it, to the reception.
    2. The card of whoever is at the window already changes nothing, unless their number was only typed.
    3. Papers that are out already are known before a visit begins: they are not printed a second time.
"""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError
from ui.clerk import beginnings
from ui.clerk.paper_run import printed_of
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.presenter import Presenter
from ui.scan_watch import DeskWatch


class AtWork(Protocol):
    """Who leads the window (ui.counter.CounterPresenter)."""

    visit: Visit | None
    frame: Any

    @property
    def presenter(self) -> Presenter | None: ...

    def go_to(self, place: str, value: object = None) -> None: ...

    def fail(self, error: BaseException) -> None: ...


class Arrivals(QObject):
    """Hears what `watch` reads, and says how the next visit begins."""

    begins = Signal(object)
    """A ui.clerk.beginnings.Beginning."""

    def __init__(self, desk: Desk, watch: DeskWatch, counter: AtWork) -> None:
        super().__init__()
        self._desk, self._counter = desk, counter
        self._parked = ""
        """Whose visit a card that was laid down has just set aside, in words."""
        watch.reading.connect(self._reading)
        watch.read.connect(self._read)
        watch.failed.connect(self._not_read)

    # ── a card on the reader ──

    def _reading(self) -> None:
        presenter = self._counter.presenter
        if presenter and hasattr(presenter, "reading"):
            presenter.reading()

    def _not_read(self, error: DeskError) -> None:
        presenter = self._counter.presenter
        if presenter and hasattr(presenter, "not_read"):
            presenter.not_read(error)
        elif presenter and self._counter.visit is not None and hasattr(presenter, "take_card"):
            presenter.tell(error)
        self._counter.frame.tick()

    def _read(self, card: Any) -> None:
        counter, presenter = self._counter, self._counter.presenter
        counter.frame.tick()
        if self._desk.counter.operator.role not in ("clerk", "supervisor"):
            return
        if presenter is not None and hasattr(presenter, "take_card") and presenter.take_card(card):
            return
        parked = counter.visit
        same = parked is not None and parked.is_about(card.number)
        if parked is not None and same and not beginnings.wants_proof(parked):
            return
        counter.go_to("reception")
        self._parked = "" if same else beginnings.parked_words(parked)
        self._take_at_the_reception(card)

    def _take_at_the_reception(self, card: Any) -> None:
        assert self._counter.presenter is not None
        self._counter.presenter.do("take_card", card)

    # ── who it is ──

    def greeted(self, greeting: Any, card: Any, agent: Any = None) -> None:
        """Somebody is at the window; `card` and `agent` are the cards that were read, if any."""
        parked, self._parked = self._parked, ""
        collection = beginnings.collection_of(self._desk, greeting, card, agent)
        given_back = None if agent else beginnings.given_back(self._desk, greeting)
        if collection is not None:
            self._collect(collection, read=(card or agent) is not None, card=card)
        elif given_back is not None:
            self._take_up(given_back, greeting.open_case, card)
        else:
            self._begin(beginnings.from_greeting(self._desk, greeting, card, parked))

    def resumed(self, draft: Any) -> None:
        """An unfinished visit goes on; a collection awaits the card of whoever stands here now."""
        collection = beginnings.goes_on(self._desk, draft)
        if collection is not None:
            self._collect(collection, read=False)
        else:
            self._begin(beginnings.from_draft(self._desk, draft))

    def open_case(self, case: Any) -> None:
        """A case from a search: to the step it stands at, or taken up again where it waits for its applicant."""
        draft = beginnings.takes_up(self._desk, case)
        if draft is not None:
            self._take_up(draft, case)
        else:
            self._begin(beginnings.from_case(self._desk, case))

    # ── what they come for ──

    def _collect(self, collection: Callable[[], beginnings.Collection | None], *, read: bool, card: Any = None) -> None:
        def opened(both: beginnings.Collection | None) -> None:
            if both is not None:
                self._begin(beginnings.collecting(self._desk, both, read=read))
                return
            self._counter.go_to("reception")  # that card is given already; whoever is here comes for something else
            if card is not None:
                self._take_at_the_reception(card)

        self._desk.lanes.desk.run(collection, opened, self._counter.fail)

    def _take_up(self, job: Callable[[], Any], case: Any, card: Any = None) -> None:
        taken = lambda draft: self._begin(beginnings.taken_up(self._desk, draft, case, card))  # noqa: E731
        self._desk.lanes.desk.run(job, taken, self._counter.fail)

    def _begin(self, beginning: beginnings.Beginning) -> None:
        case = beginning.visit.case or beginning.visit.about
        if case is None:
            self.begins.emit(beginning)
            return

        def known(printed: dict[str, str]) -> None:
            beginning.visit.printed |= printed
            self.begins.emit(beginning)

        self._desk.lanes.desk.run(lambda: printed_of(self._desk, case.number), known, self._counter.fail)
