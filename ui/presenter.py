"""The base of every presenter: a frozen state, one signal, and work in a lane that ends well or ill.

Rules
    1. `show` is the only way the state changes, and every change is told by `changed`.
    2. While a job runs the state is busy; a screen that is left gives its errands up: a late answer changes nothing.
    3. An act is a public method; `do` finds it by the name the view and the table of keys use.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError
from ui.desk import Desk
from ui.lane import AnyLane, Errand
from ui.page import STOP, Screen, Verdict
from ui.words import told

if TYPE_CHECKING:
    from ui.parts.file_question import FileQuestion, Place


class Presenter(QObject):
    """Leads one screen."""

    quiet = False
    """No verdict stands here but trouble, which goes with the next act."""
    changed = Signal(object)
    left = Signal(str, object)
    """The screen is done with: where to, and what goes along."""

    def __init__(self, desk: Desk, state: Screen) -> None:
        super().__init__()
        self.desk = desk
        self.state: Any = state
        self._errands: set[Errand] = set()
        self._file_question: FileQuestion | None = None

    def show(self, **changes: Any) -> None:
        """Changes the state and tells it."""
        self.state = replace(self.state, **changes)
        self.changed.emit(self.state)

    def do(self, act: str, value: object = None) -> bool:
        """Does an act by its name; False when this screen does not know it."""
        method = None if act.startswith("_") or hasattr(Presenter, act) else getattr(self, act, None)
        if method is None:
            return False
        if self.quiet and self.state.verdict is not None:
            self.show(verdict=None)
        if value is None:
            method()
        else:
            method(value)
        return True

    def arrive(self) -> None:
        """The screen comes up."""

    def leave(self) -> None:
        """The screen goes: whatever still runs for it is given up."""
        for errand in self._errands:
            errand.give_up()
        self._errands.clear()
        if self._file_question is not None:
            self._file_question.close()
        self.state = replace(self.state, busy=False, verdict=None if self.quiet else self.state.verdict)

    def work(
        self,
        lane: AnyLane,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[DeskError], None] | None = None,
        *,
        busy: bool = True,
        errand: Errand | None = None,
    ) -> None:
        """Does a job in a lane; `done` gets its answer, `failed` its trouble (told in the verdict unless given)."""
        errand = errand or Errand()
        self._errands.add(errand)
        if busy:
            self.show(busy=True)

        def well(answer: Any) -> None:
            self._ended(errand, busy, lambda: done(answer))

        def ill(error: DeskError) -> None:
            self._ended(errand, busy, lambda: (failed or self.tell)(error))

        lane.run(job, well, ill, errand)

    def ask_for_file(self, title: str, kinds: str, kept_in: "Place", taken: Callable[[str], None]) -> None:
        """Asks which file, beginning where the last one with this title was, else where such files are `kept_in`.

        A screen that is left asks no more.
        """
        from ui.parts.file_question import FileQuestion, places

        at = places(kept_in)
        last = self.desk.folders.get(title, at[0])
        question = self._file_question = FileQuestion(title, kinds, last if last.is_dir() else at[0], at)

        def chosen(name: str) -> None:
            self.desk.folders[title] = Path(name).parent
            taken(name)

        def answered(_: int) -> None:
            self._file_question = None
            question.deleteLater()

        question.fileSelected.connect(chosen)
        question.finished.connect(answered)
        question.open()

    def _ended(self, errand: Errand, busy: bool, take: Callable[[], None]) -> None:
        """The job is over before its answer is taken; a screen that shows nothing new is told that much, or it would
        go on swallowing keys."""
        self._errands.discard(errand)
        if not busy:
            take()
            return
        self.state = idle = replace(self.state, busy=False)
        take()
        if self.state is idle:
            self.changed.emit(idle)

    def tell(self, error: DeskError) -> None:
        """Trouble becomes the verdict: what happened, and what to do."""
        happened = told(error)
        self.show(verdict=Verdict(STOP, happened.what, happened.next))
