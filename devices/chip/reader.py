"""The chip reader as the desk knows it: reads the public files, changes the PIN. Nothing is written to a card here."""

from collections.abc import Callable
from datetime import date, datetime

from desk.ports import ChipCard
from devices.chip import pin
from devices.chip.apdu import Connection
from devices.chip.card_files import read_card, select_application
from devices.chip.pcsc import PcscCard
from devices.chip.trace import WatchedCard
from devices.id_reader.watch import Trace


class PcscChipReader:
    """One PC/SC reader, named by the beginning of its name; every call ends within `timeout` seconds."""

    def __init__(
        self,
        reader: str,
        *,
        timeout: float = 10.0,
        today: Callable[[], date] = lambda: datetime.now().astimezone().date(),
        trace: Callable[[Trace], None] | None = None,
    ) -> None:
        self._reader = reader
        self._timeout = timeout
        self._today = today
        self._trace = trace

    def read(self) -> ChipCard:
        """The card that is in. Raises no_card, wrong_card, card_moved, data, no_chip_reader, device_fault."""
        with PcscCard(self._reader, self._timeout) as card:
            return read_card(self._looked_on(card), self._today())

    def change_pin(self, old: str, new: str) -> None:
        pin.encoded(new)  # a PIN that is none is refused before the old one costs a try
        with PcscCard(self._reader, self._timeout) as card:
            watched = self._looked_on(card)
            select_application(watched)
            pin.change(watched, old, new)

    def _looked_on(self, card: Connection) -> Connection:
        return WatchedCard(card, self._trace) if self._trace else card

    def close(self) -> None:
        """Nothing is held between calls."""
