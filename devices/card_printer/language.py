"""The card printer's text language: commands to bytes, answers to facts.

    command  =  ESC name *( ";" parameter ) CR           1B 53 73 0D                    "Ss"
    panel    =  ESC "Db;" colour ";" levels ";" dots CR   dots are raw bytes; CR and ESC may occur inside
    answer   =  text NUL                                  every command gets exactly one

The words used here and the answers below are those of the Evolis kiosk printers and their re-brands, as public drivers
and sample programs use them. Volts come with a decimal comma or point, by firmware.
"""

import re
from enum import StrEnum

from desk.errors import DeviceTrouble
from desk.ports import CardPosition

ESC, CR, NUL = b"\x1b", b"\r", b"\x00"

SENSOR_THRESHOLD = 1.0
"""Volts above which an optical sensor sees something (a card, a closed cover); 0.2 and 4.9 are what printers answer."""


class Word(StrEnum):
    """The command words that the driver speaks."""

    HOST_HANDLES_ERRORS = "Pem;2"
    """The printer never prints a card again by itself."""
    KEEP_CARD_INSIDE = "Pneab;A;0"
    LET_CARD_OUT = "Pneab;A;1"
    RIBBON_YMCKO = "Pr;ymcko"
    START_SEQUENCE = "Ss"
    FRONT = "Sr"
    END_SEQUENCE = "Se"
    TO_CONTACT = "Sis"
    TO_REJECT_BOX = "Ser"
    CLEAR_STATUS = "Scs"
    MODEL = "Rtp"
    CARD_POSITION = "Rlr;p"
    CLEANING = "Rlr;c"
    END_OF_RIBBON = "Rcr"
    CARDS_COUNTED = "Rco;c"
    PRINTS_LEFT = "Rrt;count"
    RIBBON_CAPACITY = "Rrt;qty"
    COVER_SENSOR = "Rse;o"
    FEEDER_SENSOR = "Rse;f"
    EXIT_SENSOR = "Rse;b"


POSITIONS = {
    "OK": CardPosition.NONE,
    "CARD": CardPosition.INSIDE,
    "SMART CARD": CardPosition.AT_CONTACT,
    "CONTACTLESS CARD": CardPosition.INSIDE,
    "CARD JAM": CardPosition.JAMMED,
}
"""What `Rlr;p` says, and where the card is then."""

_VOLTS = re.compile(r"([0-9]{1,2})[.,]([0-9]{1,3})\s*V", re.IGNORECASE)


def command(text: str) -> bytes:
    """One command on the wire, e.g. `Ss` or `Rco;c`."""
    if not text or not all(" " <= letter <= "~" for letter in text):
        raise ValueError(f"not a command: {text!r}")
    return ESC + text.encode("ascii") + CR


def panel(colour: str, levels: int, dots: bytes) -> bytes:
    """Downloads one ribbon panel; the printer burns the panel before it meanwhile."""
    return ESC + f"Db;{colour};{levels};".encode("ascii") + dots + CR


def answer(raw: bytes) -> str:
    """The text of an answer without its frame. Raises DeviceTrouble(transport) for what cannot be one."""
    body = raw.strip(b"\x00\r\n \t")
    if len(body) > 200 or not all(32 <= byte < 127 for byte in body):
        raise DeviceTrouble("transport", device="card_printer", problem="garbled", bytes=len(raw))
    return body.decode("ascii")


def volts(text: str) -> float | None:
    """The voltage in a sensor's answer (`4,96 Volts`), None where the sensor is not fitted."""
    found = _VOLTS.search(text)
    return float(f"{found[1]}.{found[2]}") if found else None


def number(text: str) -> int | None:
    """The count in an answer, None where the printer does not count that."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def position(text: str) -> CardPosition:
    """Where `Rlr;p` sees a card."""
    return POSITIONS.get(text, CardPosition.UNKNOWN)
