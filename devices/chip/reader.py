"""The chip reader as the desk knows it: reads the public files, changes the PIN. Nothing is written to a card here."""

from collections.abc import Callable
from datetime import date, datetime

from desk.ports import ChipCard
from devices.chip import pin
from devices.chip.card_files import read_card, select_application
from devices.chip.pcsc import PcscCard


class PcscChipReader:
    """One PC/SC reader, named by the beginning of its name; every call ends within `timeout` seconds."""

    def __init__(
        self,
        reader: str,
        *,
        timeout: float = 10.0,
        today: Callable[[], date] = lambda: datetime.now().astimezone().date(),
    ) -> None:
        self._reader = reader
        self._timeout = timeout
        self._today = today

    def read(self) -> ChipCard:
        """The card that is in. Raises no_card, wrong_card, card_moved, data, no_chip_reader, device_fault."""
        with PcscCard(self._reader, self._timeout) as card:
            return read_card(card, self._today())

    def change_pin(self, old: str, new: str) -> None:
        pin.encoded(new)  # a PIN that is none is refused before the old one costs a try
        with PcscCard(self._reader, self._timeout) as card:
            select_application(card)
            pin.change(card, old, new)

    def close(self) -> None:
        """Nothing is held between calls."""
