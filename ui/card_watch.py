"""Waits at the ID reader: a card laid down anywhere in the program is read at once, and told once.

    waiting ──a card is laid down──> reading ──> read    told; waiting for the next card
       ▲                                    └──> failed  told; waiting again after a rest, once it answers
       └──────────────────────────────────────────┘

The reader itself tells a card that still lies there from one that is laid down anew.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from desk.errors import DeskError, NotAcceptable
from ui.desk import Desk
from ui.lane import Errand

REST = 600
"""Milliseconds between a failed reading and the next."""
REST_WITHOUT_READER = 3000


class CardWatch(QObject):
    """Signals what happens on the reader; only one errand is under way at a time."""

    reading = Signal()
    read = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._errand: Errand | None = None
        self._told = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.watch)

    def watch(self) -> None:
        """Waits for the next card; harmless while it waits already."""
        if self._errand is not None or not self._desk.devices.fitted("id_reader"):
            return
        self._rest.stop()
        errand = self._errand = Errand()
        devices = self._desk.devices

        def job() -> bool:
            return bool(devices.get("id_reader").wait_for_card(errand.given_up))

        def there() -> object:
            return devices.get("id_reader").status()

        if "id_reader" in self._desk.down:
            self._desk.lanes.id_reader.run(there, self._is_back, self._failed, errand)
        else:
            self._desk.lanes.id_reader.run(job, self._lies, self._failed, errand)

    def read_now(self) -> None:
        """F5: reads whatever lies there, without waiting for it to be laid down anew."""
        self.stop()
        self._errand = Errand()
        self._lies(True)

    def stop(self) -> None:
        """Gives the waiting up."""
        self._rest.stop()
        if self._errand is not None:
            self._errand.give_up()
            self._errand = None

    def _is_back(self, _: object) -> None:
        """The reader answers again: its light says so before the next card comes."""
        self._errand = None
        self._desk.down.discard("id_reader")
        self.watch()

    def _lies(self, lies: bool) -> None:
        if not lies:
            self._errand = None
            return
        self.reading.emit()
        devices = self._desk.devices
        self._desk.lanes.id_reader.run(lambda: devices.get("id_reader").read(), self._read, self._failed, self._errand)

    def _read(self, card: object) -> None:
        self._errand, self._told = None, ""
        self._desk.down.discard("id_reader")
        self.read.emit(card)
        self.watch()

    def _failed(self, error: DeskError) -> None:
        self._errand = None
        without_reader = not isinstance(error, NotAcceptable)
        if without_reader:
            self._desk.down.add("id_reader")
            self._desk.lanes.id_reader.run(lambda: self._desk.devices.drop("id_reader"), lambda _: None, lambda _: None)
        if not without_reader or self._told != error.kind:
            self.failed.emit(error)
        self._told = error.kind if without_reader else ""
        self._rest.start(REST_WITHOUT_READER if without_reader else REST)
