"""What there is to look at before and after printing: the papers of a case, of a draft, of a day, or of the hall.

    Shelf.papers()    which there are, and how the last print of each ended
    Shelf.draw(kind)  one of them: what was handed out, or what would be handed out now; `handwritten` with room for
                      the characters that no font can draw
    Shelf.print(kind) puts it on the window's printer, and says how that ended

Called in the paper lane. `draw` tells of a long report's progress and may be ended by what `progress` raises.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol

from desk.errors import UsageError
from desk.ports import PaperOutcome
from desk.rules.card_life import JobState
from desk.services import closing, paperwork, search
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.paperwork import KeptPaper, Printing
from printing.by_hand import by_hand
from printing.listing import Progress
from printing.press import printed, unkept
from printing.roll import roll
from ui.clerk.paper_run import AFTER_HANDOVER, NOT_FOR_THE_VISIT
from ui.papers import make
from ui.papers.day_files import files_of
from ui.papers.draft import office_of_draft, view_of_draft
from ui.papers.make import MadePaper
from ui.papers.office import office_of
from ui.papers.phrases import minute
from ui.papers.receipt import roll_of

GIVEN = ("collected", "active", "closed")
"""States of a case whose card is in somebody's hand."""


@dataclass(frozen=True, slots=True)
class OnShelf:
    """One paper: `state` is a print job's, empty while it was never sent to a printer; `job` asks to be settled."""

    kind: str
    state: str = ""
    made: str = ""
    """When the newest print of it was made, and by whom."""
    job: str = ""
    enlarges: bool = False
    """It is there in large print too."""


class Shelf(Protocol):
    """Papers that can be looked at."""

    printable: bool

    def papers(self) -> tuple[OnShelf, ...]: ...

    def draw(self, kind: str, progress: Progress, *, handwritten: bool = False) -> bytes: ...

    def print(self, kind: str, *, handwritten: bool = False) -> PaperOutcome: ...


@dataclass(frozen=True, slots=True)
class CaseShelf:
    """The papers of a case: those that were made, as they were made, and those that are still due."""

    counter: Counter
    number: str
    put_out: Callable[[str, bool, bool], PaperOutcome]
    """Prints a kind, as a copy where one is out; with room for characters that cannot be drawn, in large print."""
    on_roll: bool
    """The receipt goes on 80 mm paper here."""
    printable: bool = True
    """Whoever looks may print; an auditor only looks."""

    def papers(self) -> tuple[OnShelf, ...]:
        """In the order they are handed out; what was made beside them comes last."""
        view = search.show(self.counter, self.number)
        given = view.state in GIVEN
        due = [
            kind
            for kind in make.documents_of(view)
            if kind not in NOT_FOR_THE_VISIT and (given or kind not in AFTER_HANDOVER)
        ]
        kept = {paper.kind: paper for paper in paperwork.papers(self.counter, self.number)}
        tried = paperwork.printings(self.counter, self.number)
        return tuple(self._line(kind, kept.get(kind), tried) for kind in dict.fromkeys([*due, *kept]))

    def _line(self, kind: str, paper: KeptPaper | None, tried: list[Printing]) -> OnShelf:
        enlarges = kind in make.IN_LARGE_PRINT and not self._on_roll(kind)
        if paper is None:
            return OnShelf(kind, enlarges=enlarges)
        last = next((one for one in reversed(tried) if one.paper == paper.id), None)
        state, job = (last.state, last.job) if last else ("", "")
        made = f"{minute(paper.made_at)} {paper.by}"
        return OnShelf(kind, state, made, job if state == JobState.UNKNOWN else "", enlarges)

    def _on_roll(self, kind: str) -> bool:
        return kind == "receipt" and self.on_roll

    def draw(
        self,
        kind: str,
        progress: Progress,  # noqa: ARG002 - milliseconds
        *,
        handwritten: bool = False,
        large: bool = False,
    ) -> bytes:
        """The newest print of it, or what would be printed now. Raises NotAcceptable(glyph_missing)."""
        kept = [paper for paper in paperwork.papers(self.counter, self.number) if paper.kind == kind]
        view = search.show(self.counter, self.number)
        if kept and not make.overtaken(kept[-1], view):
            words = unkept(kept[-1].words)
        else:
            words = make.words_of(kind, view, office_of(self.counter))
            words = by_hand(words) if handwritten else words
        words = make.in_large_print(words) if large else words
        return roll(roll_of(words)) if self._on_roll(kind) else printed(words)

    def print(self, kind: str, *, handwritten: bool = False, large: bool = False) -> PaperOutcome:
        """The original while none is out, then copies."""
        return self.put_out(kind, handwritten, large)


@dataclass(frozen=True, slots=True)
class DraftShelf:
    """The papers that a draft would end with, for looking only."""

    counter: Counter
    draft: Draft
    decision: Mapping[str, Any]
    printable: bool = False
    submitted: bool = False

    def papers(self) -> tuple[OnShelf, ...]:
        """Those of the decision that can be handed out at once."""
        view = view_of_draft(self.counter, self.draft, self.decision)
        shown = (kind for kind in make.documents_of(view) if kind not in AFTER_HANDOVER | NOT_FOR_THE_VISIT)
        return tuple(OnShelf(kind) for kind in shown)

    def draw(self, kind: str, progress: Progress, *, handwritten: bool = False) -> bytes:  # noqa: ARG002 - as above
        """Without number and code, marked 草样. Raises NotAcceptable(glyph_missing)."""
        view = view_of_draft(self.counter, self.draft, self.decision)
        words = make.words_of(kind, view, office_of_draft(self.counter))
        return printed(by_hand(words) if handwritten else words)

    def print(self, kind: str, *, handwritten: bool = False) -> PaperOutcome:  # noqa: ARG002 - as above
        """A draft is never printed."""
        raise UsageError("no_such_paper", paper=kind)


@dataclass(frozen=True, slots=True)
class DayShelf:
    """The report of a day; until the day is closed it is marked 草表."""

    counter: Counter
    day: date
    put_out: Callable[[date, bool], PaperOutcome]
    """Prints the report; True prints it as a draft, which is not kept."""
    printable: bool = True

    def other(self, days: int) -> "DayShelf | None":
        """The report of another day; None after today."""
        day = self.day + timedelta(days)
        return replace(self, day=day) if day <= self.counter.today() else None

    def papers(self) -> tuple[OnShelf, ...]:
        """One; of a closed day with how the print that day ended."""
        made = paperwork.of_the_hall(self.counter, self.day) if closing.is_closed(self.counter, self.day) else []
        tried = [job for one in made if one.kind == "daily_report" for job in paperwork.tries(self.counter, one.id)]
        return (OnShelf("daily_report", tried[-1].state if tried else ""),)

    def draw(self, kind: str, progress: Progress, *, handwritten: bool = False) -> bytes:  # noqa: ARG002 - only one
        """Drawn from the facts as they are now."""
        document = closing.report(self.counter, self.day)
        return files_of(self.counter, self.day, document).pdf(progress)

    def print(self, kind: str, *, handwritten: bool = False) -> PaperOutcome:  # noqa: ARG002 - there is only one
        """The report as it stands; a closed day's is kept."""
        return self.put_out(self.day, not closing.is_closed(self.counter, self.day))


@dataclass(frozen=True, slots=True)
class HallShelf:
    """What was printed today and belongs to no case: count sheets, spoiled cards, lists that two people signed."""

    counter: Counter
    put_out: Callable[[MadePaper], PaperOutcome]
    printable: bool = True

    def papers(self) -> tuple[OnShelf, ...]:
        """Newest first, each once with its copies; behind the kind stands the key of the first print."""
        return tuple(self._line(key, prints[-1]) for key, prints in reversed(self._prints().items()))

    def _line(self, key: str, paper: KeptPaper) -> OnShelf:
        tried = paperwork.tries(self.counter, paper.id)
        state, job = (tried[-1].state, tried[-1].job) if tried else ("", "")
        made = f"{minute(paper.made_at)} {paper.by}"
        return OnShelf(key, state, made, job if state == JobState.UNKNOWN else "")

    def _prints(self) -> dict[str, list[KeptPaper]]:
        """Each paper of today with its reprints, oldest first."""
        prints: dict[Any, list[KeptPaper]] = {}
        for paper in paperwork.of_the_hall(self.counter, self.counter.today()):
            prints.setdefault(make.as_first_printed(unkept(paper.words)), []).append(paper)
        return {f"{same[0].kind}/{same[0].id}": same for same in prints.values()}

    def draw(self, kind: str, progress: Progress, *, handwritten: bool = False) -> bytes:  # noqa: ARG002 - as above
        """As it was handed out last."""
        return make.unchanged(self._prints()[kind][-1]).pdf

    def print(self, kind: str, *, handwritten: bool = False) -> PaperOutcome:  # noqa: ARG002 - the words are kept
        """The original while none is out, then copies."""
        return self.put_out(make.once_more(self.counter, self._prints()[kind][-1]))
