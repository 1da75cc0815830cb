"""A camera for portraits or papers, by OpenCV: never a black picture, never an old one, never a wait without end.

A source is one of
- a device: its index (`0`), path (`/dev/video0`, `/dev/v4l/by-id/…`), or a part of its name (`HD Webcam`)
- a live stream: `http://…` (Motion JPEG) or `rtsp://…`, as network cameras have
- a video file, played round and round; a folder, whose newest picture is the picture

Live sources queue frames while nobody asks. A frame counts as new when grabbing it had to wait for the camera; whatever
came at once was taken earlier and is thrown away. A stream queues so many in the network's buffers, and takes so long
to unpack each, that this cannot be told: one that nobody looked at for a second is opened afresh. A camera that was
lost is opened again, by the same source, when the next frame is asked for.

Device cameras are written to the documented behaviour of V4L2 and Media Foundation; what the test run exercises are
streams and files.
"""

import contextlib
import os
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from desk.errors import DeviceTrouble
from desk.ports import Camera

WIDTH, HEIGHT = 1280, 720
PATIENCE = 2.0
"""Seconds for one frame, and for opening."""
RETRY = 0.5
"""Seconds between two attempts to open a lost camera."""
WAITED = 0.005
"""A grab that took longer than this waited for the camera, seconds."""
FORGOTTEN = 1.0
"""Seconds after which what a stream has sent meanwhile is old."""
FROZEN = 1.0
"""Sensors are noisy: the same picture to the bit for so many seconds is a picture of the past."""
DARKEST = 6
"""Below this mean, and as even as that, a picture is the inside of a lens cap."""
PICTURES = {".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff"}

# read by OpenCV when it opens a source
os.environ.setdefault("OPENCV_FFMPEG_CAPTURE_OPTIONS", "fflags;nobuffer|analyzeduration;100000|probesize;500000")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", str(int(PATIENCE)))


def open_camera(source: str, device: str = "camera") -> Camera:
    """`device` is what its trouble names: camera or document_camera.

    Raises DeviceTrouble(no_camera, problem=not_configured|absent|not_opened).
    """
    if not source:
        raise DeviceTrouble("no_camera", device=device, problem="not_configured")
    return PictureFolder(Path(source), device) if Path(source).is_dir() else VideoCamera(source, device)


def list_cameras() -> list[tuple[str, str]]:
    """Name and source of each camera that is plugged in."""
    cv2, cameras = import_module("cv2"), import_module("cv2_enumerate_cameras")
    found = cameras.enumerate_cameras(cv2.CAP_V4L2 if os.name == "posix" else cv2.CAP_MSMF)
    return [(each.name, each.path if os.name == "posix" else str(each.index)) for each in found]


class PictureFolder:
    """The newest picture of a folder, as document cameras with a program of their own leave it there."""

    def __init__(self, folder: Path, device: str = "camera") -> None:
        self._folder, self._named = folder, device

    def frame(self) -> Any:
        """Raises DeviceTrouble(device_fault, problem=no_picture)."""
        cv2, np = import_module("cv2"), import_module("numpy")
        picture = None
        with contextlib.suppress(OSError):  # taken away meanwhile, or not for us to read
            found = [each for each in self._folder.iterdir() if each.suffix.lower() in PICTURES and each.is_file()]
            newest = max(found, key=lambda each: (each.stat().st_mtime_ns, each.name), default=None)
            data = np.fromfile(newest, np.uint8) if newest is not None else np.empty(0, np.uint8)
            picture = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
        if picture is None:
            raise DeviceTrouble("device_fault", device=self._named, problem="no_picture")
        return picture

    def close(self) -> None:
        """Nothing is held open."""


class VideoCamera:
    """A device, a stream or a video file."""

    def __init__(self, source: str, device: str = "camera") -> None:
        self._source, self._named = source, device
        self._film = Path(source).is_file()
        self._capture: Any = None
        self._tried_at = self._seen_at = float("-inf")
        self._last: tuple[bytes, float] | None = None
        self._open()

    def frame(self) -> Any:
        """The newest picture, BGR. Raises DeviceTrouble.

        no_camera with problem absent, not_opened or lost; device_fault with problem stalled, black or frozen.
        """
        if "://" in self._source and self._capture is not None and time.monotonic() > self._seen_at + FORGOTTEN:
            self.close()
            self._tried_at = float("-inf")
        if self._capture is None:
            self._open()
        picture = self._seen()
        if not self._film and self._as_before(picture) and self._as_before(picture := self._seen()):
            self._trouble("device_fault", "frozen")
        self._seen_at = time.monotonic()
        return picture

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
        self._capture = None

    def _open(self) -> None:
        if time.monotonic() < self._tried_at + RETRY:
            raise DeviceTrouble("no_camera", device=self._named, problem="lost", source=self._source)
        self._tried_at = time.monotonic()
        cv2 = import_module("cv2")
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        if self._film:
            capture = cv2.VideoCapture(self._source)
        elif "://" in self._source:
            wait = round(PATIENCE * 1000)
            limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, wait, cv2.CAP_PROP_READ_TIMEOUT_MSEC, wait]
            capture = cv2.VideoCapture(self._source, cv2.CAP_FFMPEG, limits)
        else:
            capture = cv2.VideoCapture(self._device(), cv2.CAP_V4L2 if os.name == "posix" else cv2.CAP_MSMF)
            capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
            for what, value in (
                (cv2.CAP_PROP_FRAME_WIDTH, WIDTH),
                (cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT),
                (cv2.CAP_PROP_BUFFERSIZE, 1),
            ):
                capture.set(what, value)
        if not capture.isOpened():
            capture.release()
            problem = "not_opened" if Path(self._source).exists() else "absent"
            raise DeviceTrouble("no_camera", device=self._named, problem=problem, source=self._source)
        self._capture, self._last, self._seen_at = capture, None, time.monotonic()

    def _device(self) -> int | str:
        """Looked up at every opening: a camera that was plugged in again may have another index."""
        if self._source.isdigit():
            return int(self._source)
        if Path(self._source).exists():
            return str(Path(self._source).resolve())
        for name, source in list_cameras():
            if self._source.lower() in name.lower():
                return int(source) if source.isdigit() else source
        raise DeviceTrouble("no_camera", device=self._named, problem="absent", source=self._source)

    def _seen(self) -> Any:
        """The next picture in which something can be seen; a sensor that wakes up in the dark gets a second."""
        begun = time.monotonic()
        while True:
            picture = self._next_of_film() if self._film else self._newest(begun + PATIENCE)
            small = picture[::16, ::16]
            if small.mean() >= DARKEST or small.std() >= DARKEST:
                return picture
            if self._film or time.monotonic() > begun + PATIENCE / 2:
                self._trouble("device_fault", "black")

    def _newest(self, until: float) -> Any:
        while True:
            before = time.monotonic()
            grabbed = self._capture.grab()
            now = time.monotonic()
            if not grabbed:
                self._trouble(*(("device_fault", "stalled") if now - before > PATIENCE / 2 else ("no_camera", "lost")))
            if now - before > WAITED:
                break
            if now > until:
                self._trouble("device_fault", "stalled")
        found, picture = self._capture.retrieve()
        if not found:
            self._trouble("device_fault", "stalled")
        return picture

    def _next_of_film(self) -> Any:
        found, picture = self._capture.read()
        if not found:  # the end: from the beginning again
            self._capture.set(import_module("cv2").CAP_PROP_POS_FRAMES, 0)
            found, picture = self._capture.read()
        if not found:
            self._trouble("no_camera", "lost")
        return picture

    def _as_before(self, picture: Any) -> bool:
        """Whether nothing at all has changed for too long."""
        told, now = picture[::16, ::16].tobytes(), time.monotonic()
        if self._last is None or self._last[0] != told:
            self._last = (told, now)
        return now - self._last[1] > FROZEN

    def _trouble(self, kind: str, problem: str) -> None:
        """Lets go of the camera, so that the next frame starts afresh, and says what was wrong."""
        self.close()
        raise DeviceTrouble(kind, device=self._named, problem=problem, source=self._source)
