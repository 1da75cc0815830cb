"""Writing a blank's chip with its issuer's permission.

The keys of real cards lie in the issuer's own machine and never here: the card gives its number and a challenge, the
issuer answers with a cryptogram, and only then does the card take records. Tried with practice cards only.

    select → identification, challenge → issuer.answer → external authentication → write → read back, all equal
"""

from datetime import date
from typing import Protocol

from desk.errors import NotAcceptable
from desk.ports import ChipCard
from devices.chip.apdu import DEVICE, OK, Connection, transmit, trouble
from devices.chip.card_files import ITEMS, read_card, select_application, select_file
from devices.chip.gb18030 import encode

KEYS = {0xEF05: 0x04, 0xEF06: 0x0A}
"""File → the key that opens it for writing."""
SEX_CODES = {"male": "1", "female": "2"}


class IssuerAuth(Protocol):
    """Speaks for the issuer. Raises OutsideSilent when nobody answers."""

    def answer(self, identification: bytes, challenge: bytes, key: int) -> bytes:
        """The 16 bytes that make this card take what is written next."""
        ...


def write_chip(card: Connection, issuer: IssuerAuth, words: ChipCard, today: date) -> ChipCard:
    """Writes the holder and the card's dates, reads all of it back, and gives what the chip says now.

    Raises NotAcceptable(data, problem="not_as_written") when the chip says something else afterwards: it is spoiled.
    """
    select_application(card)
    values = _values(words)
    select_file(card, 0xEF05)
    identification = _read(card, "identification")
    for file in (0xEF06, 0xEF05):
        select_file(card, file)
        _authenticate(card, issuer, identification, KEYS[file])
        for name, value in values.items():
            item = ITEMS[name]
            if item.file == file:
                record = bytes([item.tag, item.size]) + value.ljust(item.size, b"\0")
                _must(transmit(card, bytes([0x00, 0xDC, item.record, 0x04, len(record)]) + record)[1])
    written = read_card(card, today)
    for name in ("card_number", "id_number", "name", "sex", "nation", "birth", "version", "issued", "valid_to"):
        if getattr(written, name) != getattr(words, name):
            raise NotAcceptable("data", device=DEVICE, field=name, problem="not_as_written")
    return written


def _authenticate(card: Connection, issuer: IssuerAuth, identification: bytes, key: int) -> None:
    challenge, status = transmit(card, bytes.fromhex("00 84 00 00 08"))
    _must(status)
    cryptogram = issuer.answer(identification, challenge, key)
    _must(transmit(card, bytes([0x00, 0x82, 0x00, key, len(cryptogram)]) + cryptogram)[1])


def _read(card: Connection, name: str) -> bytes:
    item = ITEMS[name]
    data, status = transmit(card, bytes([0x00, 0xB2, item.record, 0x04, item.size + 2]))
    _must(status)
    return data[2:]


def _values(words: ChipCard) -> dict[str, bytes]:
    name = encode(words.name)
    if len(name) > ITEMS["name"].size + ITEMS["name_rest"].size:
        raise NotAcceptable("data", device=DEVICE, field="name", problem="too_long")
    values = {
        "card_number": words.card_number.encode("ascii"),
        "version": words.version.encode("ascii"),
        "issued": _bcd(words.issued),
        "valid_to": _bcd(words.valid_to),
        "id_number": words.id_number.encode("ascii"),
        "name": name[:30],
        "name_rest": name[30:],
        "sex": SEX_CODES.get(words.sex, "0").encode("ascii"),
        "birth": _bcd(words.birth),
    }
    if words.nation:
        values["nation"] = bytes.fromhex(words.nation)
    return values


def _bcd(day: date | None) -> bytes:
    return bytes.fromhex(f"{day:%Y%m%d}") if day else bytes(4)


def _must(status: int) -> None:
    if status != OK:
        raise trouble(status)
