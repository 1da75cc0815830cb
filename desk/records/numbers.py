"""Public numbers without gaps or doubles: taken inside the transaction that uses them; a rollback gives them back.

A public number is region 6 + institution 4 + yyyymmdd + window 2 + sequence 4 + check digit 1 = 25 digits; notices,
fee receipts and spoiled-card slips carry N, F or S before it. The check digit is Luhn's (ISO/IEC 7812-1 annex B),
over digits. The sequence runs per hall, day, window and kind: two windows never wait for each other.
"""

from datetime import date

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from desk.errors import DeskError
from desk.records.base import WITHOUT_ROWID, Base, Hall


class Number(Base):
    """The last number taken of one kind."""

    __tablename__ = "numbers"
    __table_args__ = WITHOUT_ROWID

    hall: Mapped[Hall]
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    """ISO date, or empty for a sequence that never starts again."""
    last: Mapped[int]


class NumbersUsedUp(DeskError):
    """A day's four digits are used up."""

    exit_code = 5


_NEXT = text(
    "INSERT INTO numbers (hall, kind, day, last) VALUES (:hall, :kind, :day, 1) "
    "ON CONFLICT (hall, kind, day) DO UPDATE SET last = numbers.last + 1 RETURNING last"
)


def take(session: Session, hall: str, day: date | None, kind: str) -> int:
    """The next number of a kind, from 1; on a server the row stays locked until the transaction ends."""
    taken = session.scalar(_NEXT, {"hall": hall, "kind": kind, "day": day.isoformat() if day else ""})
    return int(taken)


def public_number(session: Session, region: str, code: str, day: date, counter: str, *, letter: str = "") -> str:
    """This window's next number of the day; `letter` is "" (受理号), N notice, F fee receipt or S spoiled card."""
    window = counter.rjust(2, "0")[-2:]
    sequence = take(session, region + code, day, f"public:{letter}:{window}")
    if sequence > 9999:
        raise NumbersUsedUp("numbers_used_up", day=day.isoformat(), window=window)
    digits = f"{region}{code}{day:%Y%m%d}{window}{sequence:04d}"
    return f"{letter}{digits}{luhn(digits)}"


def card_number(session: Session, hall: str) -> str:
    """The next nine-digit card number: the institution's last two digits and a sequence that never starts again."""
    return f"{hall[-2:]}{take(session, hall, None, 'card'):07d}"


def luhn(digits: str) -> str:
    """The check digit that makes the whole pass Luhn's test."""
    total = 0
    for place, character in enumerate(reversed(digits)):
        value = int(character)
        if place % 2 == 0:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return str(-total % 10)


def is_public_number(text: str) -> bool:
    """Whether a text has the form and the check digit of a public number."""
    digits = text[1:] if text[:1] in ("N", "F", "S") else text
    return len(digits) == 25 and digits.isascii() and digits.isdigit() and luhn(digits[:-1]) == digits[-1]
