"""What went over the devices' wires, kept for a technician's eyes: the newest lines in memory, the days in files.

Invariants
    1. Nothing here ever holds personal data: what is kept is what `devices.id_reader.watch.Trace` shows, masked there.
    2. A reader that finds nothing five times a second says so once: a stretch of “find, nothing” is one pair of lines.
    3. A full disk costs the file, not the desk.

Lines are added in the device's lane and read on the Qt thread; both only ever touch whole, frozen values.
"""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import median

from devices.id_reader.watch import Trace

KEPT = 400
MOST_READINGS = 5000
LARGEST = 512 * 1024
"""Bytes of a log file before it becomes the old one."""
FOUND, NOTHING, WELL = "9f", "80", "90"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One frame or one miss, with its time."""

    at: datetime
    direction: str
    shown: str
    length: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One card read, or not: `status` is 90 for well, else the reader's word."""

    at: datetime
    seconds: float
    status: str


class _Count:
    """Cards, as the frames of a reader tell of them."""

    def __init__(self) -> None:
        self.readings: deque[Reading] = deque(maxlen=MOST_READINGS)
        self._asked = ""
        self._asked_at: datetime | None = None
        self._laid_at: datetime | None = None

    def take(self, line: LogLine) -> None:
        """The next frame."""
        if line.direction == "out":
            self._asked, self._asked_at = line.meaning, line.at
        elif line.direction == "in" and line.meaning == FOUND:
            self._laid_at = line.at
        elif line.direction == "in" and self._asked in ("read", "read_with_fingerprint"):
            begun = self._laid_at or self._asked_at or line.at
            self.readings.append(Reading(line.at, (line.at - begun).total_seconds(), line.meaning))
            self._laid_at = None


class DeviceLog:
    """One device's log."""

    def __init__(self, name: str, now: Callable[[], datetime], folder: Path | None) -> None:
        self.name = name
        self.changes = 0
        """Goes up with every line: who looks on sees whether there is something new."""
        self._now = now
        self._file = folder / f"{name}.log" if folder else None
        self._lines: deque[LogLine] = deque(maxlen=KEPT)
        self._counted = _Count()
        self._began = now()
        self._earlier: Sequence[Reading] | None = None
        """What was read before this program was started; None until somebody asks."""
        self._asked: LogLine | None = None

    def lines(self) -> Sequence[LogLine]:
        """The newest lines, oldest first."""
        return tuple(self._lines)

    def heard(self, trace: Trace) -> None:
        """One frame or one miss, as the driver tells it."""
        line = LogLine(self._now(), trace.direction, trace.shown, trace.length, trace.meaning)
        if line.direction == "out" and line.meaning == "find":
            self._asked = line
            return
        asked, self._asked = self._asked, None
        if asked is not None and line.meaning == NOTHING and self._says_nothing_lies():
            for _ in range(2):
                self._lines.pop()
            self._lines += (asked, line)
            self.changes += 1
            return
        for one in (asked, line) if asked is not None else (line,):
            self._add(one)
            self._counted.take(one)

    def note(self, words: str) -> None:
        """What somebody did, in a code: tried, fitted, checked."""
        self._add(LogLine(self._now(), "note", "", 0, words))

    def readings(self, day: date) -> Sequence[Reading]:
        """The cards of one day, those from before a restart among them."""
        if self._earlier is None:
            self._earlier = _read_before(self._began, self._file) if self._file else ()
        return [one for one in (*self._earlier, *self._counted.readings) if one.at.date() == day]

    def _says_nothing_lies(self) -> bool:
        if len(self._lines) < 2:
            return False
        return (self._lines[-2].meaning, self._lines[-1].meaning) == ("find", NOTHING)

    def _add(self, line: LogLine) -> None:
        self._lines.append(line)
        self.changes += 1
        if self._file is not None:
            with suppress(OSError):
                self._write(self._file, line)

    @staticmethod
    def _write(file: Path, line: LogLine) -> None:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(_older(file))
        with file.open("a", encoding="utf-8") as out:
            out.write(as_text(line) + "\n")


def as_text(line: LogLine) -> str:
    """A line as it stands in files and on the clipboard."""
    return f"{line.at.isoformat(timespec='milliseconds')}\t{line.direction}\t{line.shown}\t{line.meaning}"


def _older(file: Path) -> Path:
    """Where a log goes that has grown too large."""
    return file.with_suffix(".log.1")


def _read_before(began: datetime, file: Path) -> Sequence[Reading]:
    """The cards of that day, as its files tell."""
    counted, day = _Count(), f"{began:%Y-%m-%d}"
    for each in (_older(file), file):
        with suppress(OSError), each.open(encoding="utf-8", errors="replace") as lines:
            for text in lines:
                line = _line_of(text) if text.startswith(day) else None
                if line is not None and line.at < began:
                    counted.take(line)
    return tuple(counted.readings)


def _line_of(text: str) -> LogLine | None:
    """The opposite of `as_text`, without the bytes; None for a line that was not written whole."""
    at, *rest = text.rstrip("\n").split("\t")
    with suppress(ValueError):
        (direction, _, meaning), when = rest, datetime.fromisoformat(at)
        return LogLine(when, direction, "", 0, meaning) if when.tzinfo else None
    return None


def median_seconds(readings: Sequence[Reading]) -> float | None:
    """How long a good reading took, in the middle."""
    good = [one.seconds for one in readings if one.status == WELL]
    return median(good) if good else None
