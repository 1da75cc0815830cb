"""Python's search for garbage, on the Qt thread and in small pieces.

Left to itself it runs in whichever thread happens to make the next object, mostly a lane's: what it finds there may be
a screen, and a widget may be destroyed on the Qt thread only. And it would look through all that was ever loaded, which
takes a tenth of a second in one piece.

Invariants
    1. Between `hold` and `end` garbage is looked for on the thread of this object only, and before `begin` not at all.
    2. What was there at `begin` or `keep` is never looked through again before `end`.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 50
"""Milliseconds: the longer between two looks, the more there is to look through in one piece."""


class Tidying(QObject):
    """Looks for garbage when enough was made, the young first, as Python itself would."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    def hold(self) -> None:
        """The desk is being loaded, in lanes: nothing is looked for until `begin`."""
        gc.disable()

    def begin(self) -> None:
        """From now on; what was loaded is left alone."""
        self.hold()
        self.keep()
        self._timer.start()

    @staticmethod
    def keep() -> None:
        """Something large was loaded and stays: it is left alone too."""
        gc.freeze()

    def look(self) -> None:
        """Looks through the oldest generation of which enough has gathered."""
        full = [count > enough for count, enough in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if full[0]:
            gc.collect(2 if full[2] else 1 if full[1] else 0)

    def end(self) -> None:
        """Python does as it pleases again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
