"""The public files of a social security card: EF05 (the card) and EF06 (its holder), LD/T 32.6.

Each item is a record: tag, length, value. Cards differ in how a record is asked for: by its tag (P2 00) or by its
number (P2 04); the first that works is kept. Numbers are BCD, names GB 18030 filled up with zeros or Fs; a name that
does not fit goes on in 4E.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desk.errors import NotAcceptable
from desk.ports import ChipCard
from desk.rules.identity import parse_id_number
from devices.chip.apdu import DEVICE, OK, Connection, transmit, trouble
from devices.chip.gb18030 import decode

AID = bytes.fromhex("73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF")
"""sx1.sh.社会保障"""


@dataclass(frozen=True, slots=True)
class Item:
    """Where an item lies and how long its value is."""

    file: int
    record: int
    tag: int
    size: int


ITEMS = {
    "identification": Item(0xEF05, 1, 0x01, 16),
    "version": Item(0xEF05, 3, 0x03, 4),
    "issued": Item(0xEF05, 5, 0x05, 4),
    "valid_to": Item(0xEF05, 6, 0x06, 4),
    "card_number": Item(0xEF05, 7, 0x07, 9),
    "id_number": Item(0xEF06, 1, 0x08, 18),
    "name": Item(0xEF06, 2, 0x09, 30),
    "name_rest": Item(0xEF06, 3, 0x4E, 20),
    "sex": Item(0xEF06, 4, 0x0A, 1),
    "nation": Item(0xEF06, 5, 0x0B, 1),
    "birth": Item(0xEF06, 7, 0x0D, 4),
}
NEEDED = {"identification", "card_number", "id_number", "name"}
NO_RECORD = {0x6A82, 0x6A83, 0x6A88}
OTHER_WAY = NO_RECORD | {0x6A81, 0x6A86, 0x6B00, 0x6D00}
"""After these, a record asked for by tag is asked for by number."""
SEXES = {"1": "male", "2": "female"}


def select_application(card: Connection) -> None:
    """Raises NotAcceptable(wrong_card) when the chip is none of a social security card."""
    _, status = transmit(card, bytes([0x00, 0xA4, 0x04, 0x00, len(AID)]) + AID)
    if status != OK:
        raise trouble(status)


def select_file(card: Connection, file: int) -> None:
    _, status = transmit(card, bytes([0x00, 0xA4, 0x02, 0x00, 0x02]) + file.to_bytes(2, "big"))
    if status != OK:
        raise _wrong(f"{file:04X}", "absent") if status in NO_RECORD else trouble(status)


def read_card(card: Connection, today: date) -> ChipCard:
    """Both files. Raises NotAcceptable(data, field=…, problem=…) for what cannot be right."""
    select_application(card)
    values: dict[str, bytes | None] = {}
    by_tag = True
    file = 0
    for name, item in ITEMS.items():
        if item.file != file:
            file = item.file
            select_file(card, file)
        values[name], by_tag = _record(card, item, by_tag)
    return chip_card(values, today)


def chip_card(values: Mapping[str, bytes | None], today: date) -> ChipCard:
    """What the values of the records say."""
    for name in NEEDED:
        if not values.get(name):
            raise _wrong(name, "absent")
    identification = values["identification"] or b""
    warnings = [f"{name}_absent" for name in ("version", "issued", "valid_to", "birth") if not values.get(name)]
    number = parse_id_number(_ascii("id_number", values["id_number"]), today)
    if number.problems:
        raise _wrong("id_number", number.problems[0])
    name = _name(values["name"] or b"", values.get("name_rest") or b"")
    birth = _day("birth", values.get("birth"))
    if birth is not None and number.birth not in (None, birth):
        warnings.append("birth_differs_from_number")
    if any("\ue000" <= ch <= "\uf8ff" for ch in name):
        warnings.append("name_private_use")
    nation = values.get("nation")
    return ChipCard(
        region=_bcd("identification", identification[:3]),
        card_number=_ascii("card_number", values["card_number"]),
        id_number=number.normalised,
        name=name,
        sex=SEXES.get(_ascii("sex", values.get("sex")), "unknown"),
        nation=_bcd("nation", nation) if nation else None,
        birth=birth,
        version=_ascii("version", values.get("version")),
        issued=_day("issued", values.get("issued")),
        valid_to=_day("valid_to", values.get("valid_to")),
        identification=identification.hex().upper(),
        warnings=tuple(warnings),
    )


def _record(card: Connection, item: Item, by_tag: bool) -> tuple[bytes | None, bool]:
    """The value of one record, None when the card has none, and whether asking by tag worked."""
    wanted = item.size + 2
    if by_tag:
        data, status = transmit(card, bytes([0x00, 0xB2, item.tag, 0x00, wanted]))
        if status == OK:
            return _value(item, data), True
        if status not in OTHER_WAY:
            raise trouble(status)
    data, status = transmit(card, bytes([0x00, 0xB2, item.record, 0x04, wanted]))
    if status == OK:
        return _value(item, data), False
    if status not in NO_RECORD:
        raise trouble(status)
    return None, by_tag


def _value(item: Item, record: bytes) -> bytes:
    if len(record) < 2 or record[0] != item.tag or record[1] != len(record) - 2:
        raise _wrong(f"{item.tag:02X}", "record")
    return record[2:]


def _name(name: bytes, rest: bytes) -> str:
    """A character may lie across the two records, so they are joined as bytes."""
    whole = name.rstrip(b"\0\xff") + rest.rstrip(b"\0\xff")
    try:
        text = decode(whole).rstrip(" ")
    except UnicodeDecodeError:
        raise _wrong("name", "not_text") from None
    if not text or any(ord(ch) < 0x20 for ch in text):
        raise _wrong("name", "not_text")
    return text


def _ascii(field: str, value: bytes | None) -> str:
    try:
        return (value or b"").rstrip(b"\0\xff ").decode("ascii")
    except UnicodeDecodeError:
        raise _wrong(field, "not_text") from None


def _bcd(field: str, value: bytes) -> str:
    digits = value.hex()
    if not re.fullmatch("[0-9]+", digits):
        raise _wrong(field, "not_a_number")
    return digits


def _day(field: str, value: bytes | None) -> date | None:
    if not value or not value.strip(b"\0\xff"):
        return None
    try:
        return date.fromisoformat(_bcd(field, value))
    except ValueError:
        raise _wrong(field, "no_such_day") from None


def _wrong(field: str, problem: str) -> NotAcceptable:
    return NotAcceptable("data", device=DEVICE, field=field, problem=problem)
