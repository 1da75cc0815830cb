"""Looking on while a chip is spoken to: which command, how it was answered; never a PIN, never what a file holds."""

from collections.abc import Callable

from devices.chip.apdu import Connection
from devices.id_reader.watch import Trace

COMMANDS = {
    0xA4: "select_file",
    0xB0: "read_binary",
    0xB2: "read_record",
    0xC0: "get_response",
    0x20: "verify_pin",
    0x5E: "change_pin",
    0x82: "external_auth",
    0x84: "get_challenge",
    0xDC: "write_record",
}
"""By the instruction byte (ISO/IEC 7816-4 and the card's own specification)."""
HEAD = 4
"""Class, instruction and the two parameters: the same for every card of a kind."""


class WatchedCard:
    """A card with somebody looking on; a Connection itself."""

    def __init__(self, card: Connection, tell: Callable[[Trace], None]) -> None:
        self._card, self._tell = card, tell

    def send_and_receive(self, apdu: bytes) -> tuple[bytes, int]:
        """One command and its answer, both told by their heads."""
        body = " ··" if len(apdu) > HEAD + 1 else ""
        meaning = COMMANDS.get(apdu[1], "")
        self._tell(Trace("out", apdu[:HEAD].hex(" ").upper() + body, len(apdu), meaning))
        data, status = self._card.send_and_receive(apdu)
        shown = f"{'·· ' if data else ''}{status >> 8:02X} {status & 0xFF:02X}"
        self._tell(Trace("in", shown, len(data) + 2, f"{status:04x}"))
        return data, status
