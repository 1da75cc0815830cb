"""The holder's PIN: 4 to 16 digits as BCD, filled up with F. Bodies of these commands are never shown or kept."""

from desk.errors import NotAcceptable, UsageError
from devices.chip.apdu import DEVICE, OK, Connection, transmit, trouble

SHORTEST, LONGEST = 4, 16


def verify(card: Connection, pin: str) -> None:
    """Raises NotAcceptable(pin_wrong, tries_left=…) or NotAcceptable(pin_blocked)."""
    body = encoded(pin)
    _must_be_right(transmit(card, bytes([0x00, 0x20, 0x00, 0x00, len(body)]) + body)[1])


def change(card: Connection, old: str, new: str) -> None:
    """The old PIN, FF, the new one. Raises as `verify` does."""
    body = encoded(old) + b"\xff" + encoded(new)
    _must_be_right(transmit(card, bytes([0x80, 0x5E, 0x01, 0x00, len(body)]) + body)[1])


def encoded(pin: str) -> bytes:
    """Two digits a byte. Raises UsageError when this can be no PIN."""
    if not (SHORTEST <= len(pin) <= LONGEST and pin.isascii() and pin.isdigit()):
        raise UsageError("usage", problem="pin_4_to_16_digits")
    return bytes.fromhex(pin + "f" * (len(pin) % 2))


def _must_be_right(status: int) -> None:
    if status == 0x63C0:
        raise NotAcceptable("pin_blocked", device=DEVICE)
    if status != OK:
        raise trouble(status)
