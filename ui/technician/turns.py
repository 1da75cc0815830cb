"""Taking turns at a device: a job in the device's own lane, while the desk's own waiting there is held.

The ID reader and the scanner are waited at all day long. Whoever wants to check or try one of them asks for the waiting
to be given up first, and hands it back when the last job there has ended.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from ui.lane import Errand
from ui.presenter import Presenter
from ui.technician.house import OUTSIDE

WAITED_AT = ("id_reader", "scanner")
LANE = dict.fromkeys(OUTSIDE, "registry") | {
    "queue": "queue",
    "receipt_printer": "paper",
    "document_printer": "paper",
    "house": "desk",
}
CAMERAS = ("camera", "document_camera")


class Turns:
    """The jobs of one presenter; `busy` names the devices that are being asked something."""

    def __init__(self, presenter: Presenter, busy: set[str]) -> None:
        self._presenter, self._busy = presenter, busy
        self._held = 0

    def take(self, name: str, job: Callable[..., Any], done: Callable[[Any], None]) -> None:
        """Does a job at a device; `done` gets its answer or its DeskError. A partial is told when to `stop`."""
        errand = Errand()
        self._busy.add(name)
        if name in WAITED_AT:
            self._held += 1
            self._presenter.left.emit("hold_reader", None)

        def ended(answer: Any) -> None:
            self._busy.discard(name)
            if name in WAITED_AT and self._held:
                self._held -= 1
                if not self._held:
                    self._presenter.left.emit("watch_again", None)
            done(answer)

        whole = partial(job, stop=errand.given_up) if isinstance(job, partial) else job
        self._presenter.work(self.lane(name), whole, ended, ended, busy=False, errand=errand)

    def lane(self, name: str, *, finding: bool = False) -> Any:
        """Where a device's jobs run; looking for what could be fitted runs beside, unless cameras are looked for."""
        lane = "chip" if finding and name not in CAMERAS else LANE.get(name, name)
        return getattr(self._presenter.desk.lanes, lane, self._presenter.desk.lanes.chip)

    def leave(self) -> None:
        """The screen goes: what was held is the desk's again."""
        self._busy.clear()
        if self._held:
            self._held = 0
            self._presenter.left.emit("watch_again", None)
