"""A line that plays a written transcript: the driver must say exactly this, and all of it.

    with transcript([("AA AA AA 96 69 00 03 11 FF ED", "AA AA AA 96 69 00 04 00 00 90 94")]) as line:
        ...

An answer may be None (silence) or a list (pieces that arrive one by one). What was not said fails the test at the end.
"""

import contextlib
from collections.abc import Iterator, Sequence

Words = str | bytes
Exchange = tuple[Words, Words | list[Words] | None]


class TranscriptLine:
    """Transport of a serial reader whose other end is the transcript. Silence costs no time: it is over at once."""

    baud: int | None = 115200

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self._left = list(exchanges)
        self._coming: list[bytes] = []
        self.closed = False

    def write(self, frame: bytes) -> None:
        assert self._left, f"nothing more should be said, but was: {frame.hex(' ')}"
        sent, answered = self._left.pop(0)
        assert frame == _bytes(sent), f"said {frame.hex(' ')}, not {_bytes(sent).hex(' ')}"
        pieces = answered if isinstance(answered, list) else [answered] if answered is not None else []
        self._coming += [_bytes(piece) for piece in pieces]

    def read(self, seconds: float) -> bytes:
        return self._coming.pop(0) if self._coming else b""

    def drop_input(self) -> None:
        self._coming.clear()

    def close(self) -> None:
        self.closed = True

    def unsaid(self) -> list[Exchange]:
        return self._left


@contextlib.contextmanager
def transcript(exchanges: Sequence[Exchange]) -> Iterator[TranscriptLine]:
    """A line that plays these exchanges, and wants them used up."""
    line = TranscriptLine(exchanges)
    yield line
    assert not line.unsaid(), f"never said: {line.unsaid()}"


def _bytes(words: Words) -> bytes:
    return bytes.fromhex(words) if isinstance(words, str) else words
