"""Readers on USB that are no serial port: two ways of wrapping the same frames. Not tried on hardware.

A  vendor bulk (SAM-V native, 0400:C35A)            B  HID reports of 64 bytes with an envelope
   OUT 02 ← preamble, length    OUT 06 ← rest          out  88 │ SRN 2 │ length 2 │ B1     │ frame … │ sum 2
   IN  81 → preamble, length    IN  85 → rest          in   AA │ SRN 2 │ length 2 │ result │ 2 bytes │ slice … │ sum 2

B's length and sum are little-endian; length counts from the byte after itself to the sum, the sum adds up from the
length on. A frame that does not fit comes as slices, each in an envelope. Both keep what belongs together apart from
the frame finder above: they only bring bytes.
"""

import time
from typing import Protocol

from devices.id_reader.codec import HEAD, LONGEST, SHORTEST
from devices.id_reader.transport import lost

OUT_HEAD, OUT_REST, IN_HEAD, IN_REST = 0x02, 0x06, 0x81, 0x85
TRANSFER_SECONDS = 0.2
REPORT = 64
REQUEST, ANSWER, SAM_COMMAND = 0x88, 0xAA, 0xB1
DRAIN = 64
"""At most so many transfers are thrown away before a question: more is a device that never stops."""


class BulkPipe(Protocol):
    """The bulk endpoints of one device. Raises OSError when it is gone."""

    def write(self, endpoint: int, data: bytes, seconds: float) -> None: ...

    def read(self, endpoint: int, size: int, seconds: float) -> bytes:
        """Empty when nothing came in time."""
        ...

    def close(self) -> None: ...


class ReportPipe(Protocol):
    """The reports of one HID device. Raises OSError when it is gone."""

    def write(self, report: bytes) -> None: ...

    def read(self, seconds: float) -> bytes:
        """One report, or empty when none came in time."""
        ...

    def close(self) -> None: ...


class BulkTransport:
    """Family A: the head and the rest of a frame go through endpoints of their own."""

    baud: int | None = None

    def __init__(self, pipe: BulkPipe) -> None:
        self._pipe = pipe
        self._rest = 0

    def write(self, frame: bytes) -> None:
        try:
            self._pipe.write(OUT_HEAD, frame[:HEAD], TRANSFER_SECONDS)
            self._pipe.write(OUT_REST, frame[HEAD:], TRANSFER_SECONDS)
        except OSError:
            raise lost("unplugged") from None

    def read(self, seconds: float) -> bytes:
        try:
            if self._rest:
                data = self._pipe.read(IN_REST, self._rest, seconds)
                self._rest -= len(data)
                return data
            head = self._pipe.read(IN_HEAD, HEAD, seconds)
        except OSError:
            raise lost("unplugged") from None
        length = int.from_bytes(head[HEAD - 2 : HEAD], "big") if len(head) == HEAD else 0
        self._rest = length if SHORTEST <= length <= LONGEST else 0
        return head

    def drop_input(self) -> None:
        self._rest = 0
        try:
            for endpoint in (IN_HEAD, IN_REST):
                for _ in range(DRAIN):
                    if not self._pipe.read(endpoint, LONGEST, 0.001):
                        break
        except OSError:
            raise lost("unplugged") from None

    def close(self) -> None:
        self._pipe.close()


class HidTransport:
    """Family B: the frame comes in slices, each in an envelope with a sum; an envelope that is wrong is dropped."""

    baud: int | None = None

    def __init__(self, pipe: ReportPipe) -> None:
        self._pipe = pipe

    def write(self, frame: bytes) -> None:
        counted = (len(frame) + 1).to_bytes(2, "little") + bytes([SAM_COMMAND]) + frame
        report = bytes([REQUEST, 0, 0]) + counted + _sum(counted)
        try:
            self._pipe.write(b"\0" + report.ljust(REPORT, b"\0"))  # report number 0 goes before
        except OSError:
            raise lost("unplugged") from None

    def read(self, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        while True:
            try:
                report = self._pipe.read(max(0.0, until - time.monotonic()))
            except OSError:
                raise lost("unplugged") from None
            slice_ = _opened(report)
            if slice_ or time.monotonic() >= until:
                return slice_

    def drop_input(self) -> None:
        try:
            for _ in range(DRAIN):
                if not self._pipe.read(0):
                    break
        except OSError:
            raise lost("unplugged") from None

    def close(self) -> None:
        self._pipe.close()


def _opened(report: bytes) -> bytes:
    """The slice of a frame in one report; empty when the envelope is not right."""
    length = int.from_bytes(report[3:5], "little")
    end = 5 + length
    if len(report) < end + 2 or report[0] != ANSWER or length < 3 or report[end : end + 2] != _sum(report[3:end]):
        return b""
    return report[8:end]


def _sum(counted: bytes) -> bytes:
    return (sum(counted) & 0xFFFF).to_bytes(2, "little")
