"""A reader on a serial port or on a USB plug that behaves like one: 8N1, no flow control.

pyserial's read(n) throws away what it has read when the line hangs up in mid-call, so bytes are taken as they come:
one, waiting, then whatever else is there.
"""

import contextlib
import errno
import os
import sys
import time

import serial

from desk.errors import DeviceTrouble
from devices.id_reader.transport import DEVICE, lost
from devices.serial_ports import occupant

WRITE_SECONDS = 1.0
WAIT_SECONDS = 0.1
"""One wait of pyserial's: setting another one for each read would configure the port anew each time."""


if sys.platform == "win32":  # opens every port for one program only
    LOST: tuple[type[Exception], ...] = (OSError, serial.SerialException)
    """What a hang-up looks like: PermissionError."""

    def _keep_others_out(port: serial.Serial) -> None:
        pass

    def _let_others_in(port: serial.Serial) -> None:
        pass

else:
    import fcntl
    import termios

    LOST = (OSError, serial.SerialException, termios.error)
    """What a hang-up looks like: EIO in one of three dresses."""
    TIOCGEXCL = 0x80045440

    def _keep_others_out(port: serial.Serial) -> None:
        """TIOCEXCL, against programs that lock nothing; one that has set it already is respected, even by root.

        Not on a pseudo-terminal: there the mark outlives the program that set it, if that was killed.
        """
        if int.from_bytes(fcntl.ioctl(port.fileno(), TIOCGEXCL, bytes(4)), "little"):
            raise OSError(errno.EBUSY, "exclusive")
        if not os.path.realpath(port.port).startswith("/dev/pts/"):
            fcntl.ioctl(port.fileno(), termios.TIOCEXCL)

    def _let_others_in(port: serial.Serial) -> None:
        fcntl.ioctl(port.fileno(), termios.TIOCNXCL)


class SerialTransport:
    """One open serial port, kept from other programs. Raises DeviceTrouble(no_reader) when it cannot be had."""

    def __init__(self, device: str, baud: int) -> None:
        self.device = device
        self.baud: int | None = baud
        try:
            self._port = serial.Serial(device, baud, timeout=WAIT_SECONDS, write_timeout=WRITE_SECONDS, exclusive=True)
        except LOST as error:
            raise DeviceTrouble("no_reader", device=DEVICE, port=device, **_why(device, error)) from None
        try:
            _keep_others_out(self._port)
        except LOST as error:
            self._port.close()
            raise DeviceTrouble("no_reader", device=DEVICE, port=device, **_why(device, error)) from None

    def write(self, frame: bytes) -> None:
        try:
            self._port.write(frame)
        except serial.SerialTimeoutException:
            raise lost("timeout") from None
        except LOST:
            raise lost("unplugged") from None

    def read(self, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        try:
            while True:
                first: bytes = self._port.read(1)
                if first:
                    return first + bytes(self._port.read(self._port.in_waiting))
                if time.monotonic() >= until:
                    return b""
        except LOST:
            raise lost("unplugged") from None

    def drop_input(self) -> None:
        try:
            self._port.reset_input_buffer()
        except LOST:
            raise lost("unplugged") from None

    def set_baud(self, baud: int) -> None:
        """Changes the speed of our end only."""
        try:
            self._port.baudrate = baud
        except LOST:
            raise lost("unplugged") from None
        self.baud = baud

    def close(self) -> None:
        with contextlib.suppress(*LOST):  # a line that hung up takes no more orders; it is still to be let go of
            _let_others_in(self._port)
        with contextlib.suppress(*LOST):
            self._port.close()


def _why(device: str, error: Exception) -> dict[str, object]:
    number = getattr(error, "errno", None)
    if number in (errno.EBUSY, errno.EWOULDBLOCK) or "Access is denied" in str(error):  # the latter on Windows
        return {"problem": "occupied", "by": occupant(device)}
    if number == errno.EACCES:
        return {"problem": "forbidden"}
    return {"problem": "absent"}
