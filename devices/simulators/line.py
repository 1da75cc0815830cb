"""A serial line for simulators: a pseudo-terminal behind a link that stays, at a real speed.

    desk ── PATH (link) → /dev/pts/N ═══ master ── simulator

1. A byte arrives when its last bit would: bursts of up to 16 bytes, each at t0 + bytes × 10 / baud (8N1).
2. The simulator never holds the desk's end open, as no device does; closed by the desk, what is sent is lost.
3. Unplugging closes the master: the desk sees a hang-up. Plugging in again makes a new terminal behind the same link.
"""

import contextlib
import os
import pty
import select
import termios
import time
import tty
from pathlib import Path

from devices.simulators.control import Transcript
from devices.simulators.link import must_be_free, point

BURST = 16
SPEEDS = {
    getattr(termios, f"B{baud}"): baud for baud in (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800)
}


class PtyLine:
    """The device's end of a serial line; `baud` is the device's own speed.

    One thread receives and sends; `plug_in` and `unplug` may be called by another one (the control socket's): they are
    obeyed between two bursts, within 50 ms.
    """

    def __init__(self, link: Path, baud: int, transcript: Transcript) -> None:
        self.link = link.absolute()
        self.baud = baud
        self._transcript = transcript
        self._master: int | None = None
        self._wanted = True
        must_be_free(self.link)
        self._obey()

    def plug_in(self) -> None:
        """Makes a new terminal and points the link at it; harmless when it is plugged in."""
        self._want(True)

    def unplug(self) -> None:
        """Hangs up; the link stays and points nowhere. Harmless when it is unplugged."""
        self._want(False)

    def hang_up(self) -> None:
        """Unplugs at once; for the thread that receives and sends."""
        self._wanted = False
        self._obey()

    def close(self) -> None:
        self.hang_up()
        self.link.unlink(missing_ok=True)

    def _want(self, plugged_in: bool) -> None:
        self._wanted = plugged_in
        until = time.monotonic() + 2
        while (self._master is not None) != plugged_in and time.monotonic() < until:
            time.sleep(0.005)

    def _obey(self) -> None:
        if self._wanted and self._master is None:
            self._make_terminal()
        elif not self._wanted and self._master is not None:
            gone, self._master = self._master, None  # first, so that whoever sees the line fall finds it fallen
            os.close(gone)

    def _make_terminal(self) -> None:
        master, slave = pty.openpty()
        tty.setraw(slave)
        target = os.ttyname(slave)
        os.close(slave)
        os.set_blocking(master, False)
        point(self.link, target)
        self._master = master

    def speed_of_desk(self) -> int | None:
        """The speed the desk has set on its end; None when it is unplugged or odd."""
        if self._master is None:
            return None
        return SPEEDS.get(termios.tcgetattr(self._master)[5])

    def receive(self, seconds: float) -> bytes:
        """What has come within this time (50 ms at most); empty when nothing has, or nobody has the other end open."""
        seconds = min(seconds, 0.05)
        self._obey()
        if self._master is None:
            time.sleep(seconds)
            return b""
        readable, _, _ = select.select([self._master], [], [], seconds)
        if not readable:
            return b""
        try:
            data = os.read(self._master, 4096)
        except OSError:  # nobody has the other end open: select would return at once for ever
            time.sleep(min(seconds, 0.01))
            return b""
        time.sleep(len(data) * 10 / self.baud)
        self._transcript.note("in", data)
        return data

    def send(self, data: bytes, *, gap: float = 0.0, throttled: bool = True) -> None:
        """Sends at the line's speed, with `gap` seconds more after each byte; what finds no reader is lost."""
        self._transcript.note("out", data)
        burst = 1 if gap else BURST
        begun = time.monotonic()
        for start in range(0, len(data), burst):
            piece = data[start : start + burst]
            due = begun + (start + len(piece)) * (10 / self.baud + gap)
            if throttled:
                time.sleep(max(0.0, due - time.monotonic()))
            self._obey()
            if self._master is None:
                return
            with contextlib.suppress(OSError):
                os.write(self._master, piece)
