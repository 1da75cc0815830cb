"""Commands to a card: one method below, plain answers above, and the two courtesies of T=0 in between.

61 xx   there are xx bytes to fetch                 → GET RESPONSE until all is there
6C xx   the length asked for was wrong, xx is right → the same command again with xx
"""

from typing import Protocol

from desk.errors import DeskError, DeviceTrouble, NotAcceptable

DEVICE = "chip"
OK = 0x9000
MOST_BYTES = 4096
"""No file of this card is longer; a card that goes on is broken."""


class Connection(Protocol):
    """A card that is powered. Raises DeviceTrouble or NotAcceptable(card_moved)."""

    def send_and_receive(self, apdu: bytes) -> tuple[bytes, int]:
        """Data and status word of one command."""
        ...


def transmit(card: Connection, apdu: bytes) -> tuple[bytes, int]:
    """Data and status word, with everything fetched that the card had to say."""
    data, status = _at_its_length(card, apdu)
    while status >> 8 == 0x61:
        piece, status = _at_its_length(card, bytes([0x00, 0xC0, 0x00, 0x00, status & 0xFF]))
        data += piece
        if not piece or len(data) > MOST_BYTES:
            raise DeviceTrouble("device_fault", device=DEVICE, problem="endless_answer")
    return data, status


def _at_its_length(card: Connection, apdu: bytes) -> tuple[bytes, int]:
    """One command, once more with the length that the card says is right; a fetching may be corrected too."""
    data, status = card.send_and_receive(apdu)
    if status >> 8 == 0x6C:
        data, status = card.send_and_receive(apdu[:4] + bytes([status & 0xFF]))
    return data, status


def trouble(status: int) -> DeskError:
    """What a status word other than 9000 means where nothing better is known, to be raised."""
    if status == 0x6983:
        return NotAcceptable("pin_blocked", device=DEVICE)
    if status == 0x9303:
        return NotAcceptable("wrong_card", device=DEVICE, problem="locked_for_good")
    if status >> 4 == 0x63C:
        return NotAcceptable("pin_wrong", device=DEVICE, tries_left=status & 0xF)
    if status in (0x6A81, 0x6A82, 0x6A83, 0x6E00, 0x6D00):
        return NotAcceptable("wrong_card", device=DEVICE, status=f"{status:04X}")
    return DeviceTrouble("device_fault", device=DEVICE, status=f"{status:04X}")
