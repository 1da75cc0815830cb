"""Devices that failed, written down: every lane tells of its trouble here, and the day report counts it.

A reader that is unplugged fails at every look; it is told once, and again only after a rest, so that the figures say
how often people had to do with it and not how often a program asked.
"""

from datetime import datetime, timedelta

from desk.errors import CardSpoiled, DeskError, DeviceTrouble, OutcomeUnknown
from ui.desk import Desk

REST = timedelta(minutes=10)
"""The same device with the same trouble counts once in so long."""


class FaultBook:
    """Listens to the lanes of a desk and notes what their devices did."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._noted: dict[tuple[str, str], datetime] = {}
        for name in desk.lanes.__slots__:
            getattr(desk.lanes, name).troubled = self.note

    def note(self, error: DeskError) -> None:
        """A job failed. Spoiled cards and unknown outcomes are in the card's own books already."""
        counter = self._desk.counter
        if not isinstance(error, DeviceTrouble) or isinstance(error, CardSpoiled | OutcomeUnknown) or counter is None:
            return
        now, same = self._desk.now(), (str(error.facts.get("device")), error.kind)
        if same in self._noted and now - self._noted[same] < REST:
            return
        self._noted[same] = now
        faults = self._desk.services.device_faults
        self._desk.lanes.desk.run(lambda: faults.note(counter, error), lambda _: None, lambda _: None)
