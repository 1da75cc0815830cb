"""A line to a reader, whatever it is made of."""

from typing import Protocol

from desk.errors import DeviceTrouble

DEVICE = "id_reader"


class Transport(Protocol):
    """Carries whole frames out and bytes in. Every method raises DeviceTrouble(transport) when the line is lost."""

    baud: int | None
    """Bits per second of a serial line; None where the line's own speed does not matter."""

    def write(self, frame: bytes) -> None: ...

    def read(self, seconds: float) -> bytes:
        """What has come, as soon as anything has; empty when nothing came in this time."""
        ...

    def drop_input(self) -> None:
        """Throws away what has come and was not read."""
        ...

    def close(self) -> None: ...


def lost(problem: str, **facts: object) -> DeviceTrouble:
    """Trouble on the line, to be raised. Problems: timeout, checksum, truncated, unplugged."""
    return DeviceTrouble("transport", device=DEVICE, problem=problem, **facts)
