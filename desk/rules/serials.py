"""Serial numbers of blanks told in runs, as they lie in their boxes."""

from collections.abc import Sequence
from itertools import pairwise


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
