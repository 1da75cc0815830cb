"""The base of screens with something that takes a while: it tells how far it is, and Ctrl Z ends it."""

from collections.abc import Callable
from typing import Any

from desk.errors import DeskError
from ui.desk import Desk
from ui.lane import AnyLane, Errand, told_by_percent
from ui.page import BUSY, Deed, Screen
from ui.presenter import Presenter

Progress = Callable[[int, int], None]


class Lengthy(Presenter):
    """Keeps the last deed and the one task under way; a subclass shows the deed in `_render`."""

    def __init__(self, desk: Desk, state: Screen) -> None:
        super().__init__(desk, state)
        self._deed: Deed | None = None
        self._task: Errand | None = None
        self._given_up = ""

    def leave(self) -> None:
        """What nobody waits for any more ends."""
        if self._task is not None:
            self._task = self._deed = None
        super().leave()

    def undo(self) -> None:
        """Ctrl Z: the task need not go on."""
        if self._task is not None:
            self._task.give_up()
            self._task, self._deed = None, Deed(self._given_up, mark="plain_look")
            self._render()

    def _at_length(
        self,
        lane: AnyLane,
        job: Callable[[Progress], Any],
        so_far: Callable[[int], str],
        ended: Callable[[Any], Deed | None],
        given_up: str,
    ) -> None:
        """Does a job that is given whom to tell how far it is; `so_far` says the percent, `given_up` that it ended."""
        if self._task is not None:
            return
        errand = self._task = Errand()
        self._given_up = given_up

        def hear(errand: Errand, percent: int) -> None:
            if errand is self._task:
                self._deed = Deed(so_far(percent), BUSY, undo="undo")
                self._render()

        def well(answer: Any) -> None:
            self._task, self._deed = None, ended(answer)
            self._render()

        def ill(error: DeskError) -> None:
            self._task = self._deed = None
            self._render()
            self.tell(error)

        progress = told_by_percent(errand, lane.hop(hear))
        hear(errand, 0)
        self.work(lane, lambda: job(progress), well, ill, busy=False, errand=errand)

    def _render(self) -> None:
        raise NotImplementedError
