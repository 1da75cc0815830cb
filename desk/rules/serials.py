"""Serial numbers of blanks: the range that a delivery is, and the runs that lie in a box."""

import re
from collections.abc import Sequence
from itertools import pairwise

from desk.errors import UsageError

MOST_AT_ONCE = 5000


def between(first: str, last: str) -> list[str]:
    """Every serial of a range: one prefix, digits of one length. Raises UsageError(serial_range)."""
    from_, to = (re.fullmatch(r"([A-Z0-9-]*?)([0-9]{1,12})", text) for text in (first, last))
    if not from_ or not to or len(first) != len(last):
        raise UsageError("serial_range", first=first, last=last)
    digits = next((i for i in range(len(first)) if first[i:].isdigit() and first[:i] == last[:i]), None)
    if (
        digits is None
        or not last[digits:].isdigit()
        or not 0 <= int(last[digits:]) - int(first[digits:]) < MOST_AT_ONCE
    ):
        raise UsageError("serial_range", first=first, last=last, most=MOST_AT_ONCE)
    prefix, width = first[:digits], len(first) - digits
    return [f"{prefix}{n:0{width}d}" for n in range(int(first[digits:]), int(last[digits:]) + 1)]


def runs(serials: Sequence[str]) -> list[tuple[str, str, int]]:
    """Serial numbers in order as (first, last, how many) where they follow each other without a gap."""
    found: list[tuple[str, str, int]] = []
    begin = 0
    for place, (one, following) in enumerate(pairwise([*serials, ""]), 1):
        if _next(one) != following:
            found.append((serials[begin], one, place - begin))
            begin = place
    return found


def _next(serial: str) -> str:
    digits = len(serial) - len(serial.rstrip("0123456789"))
    return f"{serial[:-digits]}{int(serial[-digits:]) + 1:0{digits}d}" if digits else ""
