"""What the module's answers mean to the desk: a status other than the good one, and its own number."""

import struct

from desk.errors import DeviceTrouble, NotAcceptable
from devices.id_reader.codec import Answer
from devices.id_reader.session import CARD_GONE, SUSPECT
from devices.id_reader.transport import DEVICE


def must_be(good: int, answer: Answer) -> None:
    """Raises what any status but the good one means; `status` tells it in hexadecimal."""
    status = answer.status
    if status == good:
        return
    facts = {"device": DEVICE, "status": f"{status:02X}"}
    if status in SUSPECT:
        raise NotAcceptable("card_suspect", **facts)
    if status == 0x40:
        raise NotAcceptable("wrong_card", **facts)
    if status in CARD_GONE:
        raise NotAcceptable("card_moved", **facts)
    if status in (0x37, 0x3F):
        raise NotAcceptable("data", field="fingerprint" if status == 0x37 else "length", problem="module", **facts)
    if status in (0x21, 0x23):
        raise DeviceTrouble("unsupported", **facts)
    if status == 0x66:
        raise DeviceTrouble("reader_unauthorised", **facts)
    raise DeviceTrouble("reader_fault", **facts)


def sam_id(data: bytes) -> tuple[int, int, int, int, int]:
    """Two numbers of two bytes and three of four, all little-endian; the third looks like a date."""
    one, two, three, four, five = struct.unpack("<HHIII", data)
    return one, two, three, four, five
