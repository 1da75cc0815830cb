"""Opening USB devices on Linux without a library: usbfs for bulk endpoints, hidraw for reports. Not tried on hardware.

An udev rule has to give the desk's account the right to open them.
"""

import ctypes
import errno
import os
import platform
import select
from pathlib import Path

from desk.errors import DeviceTrouble
from devices.id_reader.transport import DEVICE
from devices.id_reader.transport_usb import REPORT, BulkPipe, ReportPipe

CLAIM_INTERFACE = 0x8004550F
BULK = 0xC0185502


class _Transfer(ctypes.Structure):
    """struct usbdevfs_bulktransfer of linux/usbdevice_fs.h."""

    _fields_ = (
        ("endpoint", ctypes.c_uint),
        ("length", ctypes.c_uint),
        ("milliseconds", ctypes.c_uint),
        ("data", ctypes.c_void_p),
    )


def open_bulk(port: str, devices: Path = Path("/sys/bus/usb/devices")) -> BulkPipe:
    """The first interface of `usb:VID:PID`. Raises DeviceTrouble(no_reader or unsupported)."""
    if platform.system() != "Linux":
        raise DeviceTrouble("unsupported", device=DEVICE, port=port)
    wanted = port.lower().removeprefix("usb:")
    for device in devices.glob("*"):
        vendor = _word(device / "idVendor")  # interfaces lie here too and have none
        if vendor and f"{vendor}:{_word(device / 'idProduct')}" == wanted:
            bus, number = _word(device / "busnum"), _word(device / "devnum")  # empty when it was just pulled out
            return _claimed(port, _opened(port, f"/dev/bus/usb/{bus:0>3}/{number:0>3}"))
    raise DeviceTrouble("no_reader", device=DEVICE, port=port, problem="absent")


def open_hid(port: str) -> ReportPipe:
    """The reports of `hid:/dev/hidrawN`. Raises DeviceTrouble(no_reader or unsupported)."""
    if platform.system() != "Linux":
        raise DeviceTrouble("unsupported", device=DEVICE, port=port)
    return _Hidraw(_opened(port, port.removeprefix("hid:")))


class _Usbfs:
    def __init__(self, file: int) -> None:
        self._file = file

    def claim(self) -> None:
        """Takes the first interface. Raises OSError when a driver or another program has it."""
        self._ioctl(CLAIM_INTERFACE, ctypes.c_uint(0))

    def write(self, endpoint: int, data: bytes, seconds: float) -> None:
        self._transfer(endpoint, ctypes.create_string_buffer(data, len(data)), seconds)

    def read(self, endpoint: int, size: int, seconds: float) -> bytes:
        buffer = ctypes.create_string_buffer(size)
        try:
            return buffer.raw[: self._transfer(endpoint, buffer, seconds)]
        except TimeoutError:
            return b""

    def close(self) -> None:
        os.close(self._file)

    def _transfer(self, endpoint: int, buffer: "ctypes.Array[ctypes.c_char]", seconds: float) -> int:
        waits = max(1, int(seconds * 1000))  # 0 would wait for ever
        return self._ioctl(BULK, _Transfer(endpoint, len(buffer), waits, ctypes.addressof(buffer)))

    def _ioctl(self, request: int, argument: ctypes.Structure | ctypes.c_uint) -> int:
        done = _libc().ioctl(self._file, ctypes.c_ulong(request), ctypes.byref(argument))
        if done < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return int(done)


class _Hidraw:
    def __init__(self, file: int) -> None:
        self._file = file

    def write(self, report: bytes) -> None:
        os.write(self._file, report)

    def read(self, seconds: float) -> bytes:
        readable, _, _ = select.select([self._file], [], [], seconds)
        return os.read(self._file, REPORT) if readable else b""

    def close(self) -> None:
        os.close(self._file)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _opened(port: str, path: str) -> int:
    try:
        return os.open(path, os.O_RDWR)
    except OSError as error:
        raise _not_had(port, error) from None


def _claimed(port: str, file: int) -> BulkPipe:
    pipe = _Usbfs(file)
    try:
        pipe.claim()
    except OSError as error:
        pipe.close()
        raise _not_had(port, error) from None
    return pipe


def _not_had(port: str, error: OSError) -> DeviceTrouble:
    problem = {errno.EACCES: "forbidden", errno.EBUSY: "occupied"}.get(error.errno or 0, "absent")
    return DeviceTrouble("no_reader", device=DEVICE, port=port, problem=problem)


def _word(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip().lower()
    except OSError:
        return ""
