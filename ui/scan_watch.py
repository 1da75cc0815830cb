"""Waits at a barcode scanner that has a port of its own; one that types is heard by the window's keys."""

import re

from PySide6.QtCore import QTimer, Signal

from desk.errors import DeskError
from ui.card_watch import REST_WITHOUT_READER, CardWatch
from ui.desk import Desk
from ui.lane import Errand

PUBLIC_NUMBER = re.compile(r"[NFS]?[0-9]{16,25}")


def number_in(text: str) -> str:
    """The case or identity number in what was scanned, such as a receipt's whole code; the text when there is none."""
    found = PUBLIC_NUMBER.search("".join(text.split()))
    return found.group() if found else text


class DeskWatch(CardWatch):
    """The ID reader and the scanner together: what is laid down or scanned anywhere is told once."""

    scanned = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._scan: Errand | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(REST_WITHOUT_READER)
        self._again.timeout.connect(self._wait_for_scan)

    def watch(self) -> None:
        """Waits at both; harmless while it waits already."""
        super().watch()
        self._wait_for_scan()

    def stop(self) -> None:
        """Gives the waiting up."""
        super().stop()
        self._again.stop()
        if self._scan is not None:
            self._scan.give_up()
            self._scan = None

    def read_now(self) -> None:
        """F5: reads whatever lies on the reader; the scanner is waited at again once it is read."""
        super().read_now()
        self._wait_for_scan()

    def _wait_for_scan(self) -> None:
        if self._scan is not None or not self._desk.devices.fitted("scanner"):
            return
        errand = self._scan = Errand()
        devices = self._desk.devices
        self._desk.lanes.scanner.run(
            lambda: devices.get("scanner").standing(), lambda _: self._is_there(errand), self._scanner_failed, errand
        )

    def _is_there(self, errand: Errand) -> None:
        devices = self._desk.devices
        self._desk.down.discard("scanner")
        self._desk.lanes.scanner.run(
            lambda: devices.get("scanner").read(errand.given_up), self._came, self._scanner_failed, errand
        )

    def _came(self, scan: object) -> None:
        self._scan = None
        if scan is not None:
            self.scanned.emit("scanned", scan.text)  # type: ignore[attr-defined]
            self._again.start(0)

    def _scanner_failed(self, _error: DeskError) -> None:
        self._scan = None
        self._desk.down.add("scanner")
        self._desk.lanes.scanner.run(lambda: self._desk.devices.drop("scanner"), lambda _: None, lambda _: None)
        self._again.start(REST_WITHOUT_READER)
