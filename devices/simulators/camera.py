"""`guitai simulate camera`: a practice person before a camera, as a video file or as a live picture on loopback.

    --out FILE.avi         writes two seconds of Motion JPEG and ends: a video file serves as a camera
    --listen HOST:PORT     serves a live Motion JPEG stream (http://HOST:PORT/live), as network cameras do

A live camera is told over its control socket who sits down and what goes wrong:
{"do": "sit", "number": "…"}  {"do": "fault", "name": "grey_background"}  {"do": "unplug"}  {"do": "replug"}

Faults are those of `portrait` (before the camera) and black, frozen, stall (inside it).
"""

import argparse
import contextlib
import math
import socketserver
import sys
import threading
import time
from functools import lru_cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.simulators import control, portrait

RATE = 15
SWAY = 30
"""Frames in which the sitter sways once to and fro, a few pixels."""
INSIDE = ("black", "frozen", "stall")
BOUNDARY = "frame"


class Scene:
    """Who sits before the camera, and what is wrong; a frame is painted when it is first shown, and kept."""

    def __init__(self, sitter: portrait.Sitter, faults: control.Faults) -> None:
        self.faults = faults
        self.plugged = True
        self._sitter = sitter
        self._still: NDArray[Any] = np.zeros((1, 1, 3), np.uint8)
        self._frames: dict[int, bytes] = {}
        self._shown: str | None = "never"
        self._lock = threading.Lock()

    def sit(self, sitter: portrait.Sitter) -> None:
        """They sit when this returns: painting takes longer than a camera may need to open."""
        with self._lock:
            if sitter != self._sitter:
                self._sitter, self._shown = sitter, "never"
            self._paint(None)

    def frame(self, count: int) -> bytes | None:
        """The JPEG for the count-th tick, None while the camera stalls."""
        if self.faults.strike("stall"):
            return None
        black = self.faults.strike("black")
        fault = None if black else self.faults.strike(*portrait.FAULTS)
        with self._lock:
            if black:
                return _jpeg(portrait.picture(self._sitter, "nobody") // 200)
            self._paint(fault.name if fault else None)
            step = 0 if self.faults.strike("frozen") else count % SWAY
            if step not in self._frames:
                self._frames[step] = _jpeg(swayed(self._still, step))
            return self._frames[step]

    def close(self) -> None:
        """Nothing is painted any more: a viewer that is inside OpenCV while the program ends takes it down by abort."""
        self._lock.acquire()

    def _paint(self, fault: str | None) -> None:
        """The sitter, unless they are painted already."""
        if fault != self._shown:
            self._still, self._frames, self._shown = _painted(self._sitter, fault), {}, fault


@lru_cache(maxsize=8)
def _painted(sitter: portrait.Sitter, fault: str | None) -> NDArray[Any]:
    """Whoever sits down again, to fetch their card, is not painted again."""
    return portrait.picture(sitter, fault)


def swayed(still: NDArray[Any], step: int) -> NDArray[Any]:
    """One step of the sway of a person who tries to sit still."""
    turn = 2 * math.pi * step / SWAY
    move = cv2.getRotationMatrix2D(portrait.EYES, 0.4 * math.sin(turn), 1)
    move[:, 2] += np.array([2.5 * math.sin(turn), 1.5 * math.cos(turn)])
    return cv2.warpAffine(still, move, (portrait.WIDTH, portrait.HEIGHT), borderMode=cv2.BORDER_REPLICATE)


def write_clip(path: Path, sitter: portrait.Sitter, fault: str | None = None) -> None:
    """Two seconds of Motion JPEG in an AVI file of 1280 × 720."""
    kind = cv2.VideoWriter.fourcc(*"MJPG")
    film = cv2.VideoWriter(str(path), kind, RATE, (portrait.WIDTH, portrait.HEIGHT))
    if not film.isOpened():
        raise OSError(f"cannot write {path}")
    still = portrait.picture(sitter, fault)
    for step in range(SWAY):
        film.write(swayed(still, step))
    film.release()


def _jpeg(frame: NDArray[Any]) -> bytes:
    data: bytes = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()
    return data


class Eye(BaseHTTPRequestHandler):
    """One viewer of the live picture."""

    protocol_version = "HTTP/1.0"
    server: "LiveCamera"

    def do_GET(self) -> None:
        if self.path != "/live":
            self.send_error(404)
            return
        scene, count = self.server.scene, 0
        if not scene.plugged:
            return
        self.send_response(200)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
        self.end_headers()
        with contextlib.suppress(OSError):
            while scene.plugged:
                data = scene.frame(count)
                if data is not None:
                    head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
                    self.wfile.write(head.encode() + data + b"\r\n")
                count += 1
                time.sleep(1 / RATE)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the ready line is the only thing said."""


class LiveCamera(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, address: tuple[str, int], scene: Scene) -> None:
        self.scene = scene
        super().__init__(address, Eye)


def main(words: list[str]) -> int:
    options = _options(words)
    faults = control.faults_of(options, (*portrait.FAULTS, *INSIDE))
    control.begin(options)
    sitter = _sitter(options)
    if options.out:
        fault = faults.strike(*portrait.FAULTS)
        write_clip(options.out, sitter, fault.name if fault else None)
        control.ready(options, "camera", str(options.out), None)
        return 0
    witness = control.Witness(options.witness)
    scene = Scene(sitter, faults)
    scene.frame(0)
    with LiveCamera(options.listen, scene) as camera:
        where = "{}:{}".format(*camera.server_address[:2])
        deeds = _deeds(scene, witness, options.year)
        listening = control.Control(options.control, deeds) if options.control else None
        control.ready(options, "camera", f"http://{where}/live", options.control)
        try:
            camera.serve_forever(0.1)
        finally:
            if listening:
                listening.close()
            scene.close()
    return 0


def _deeds(scene: Scene, witness: control.Witness, year: int) -> dict[str, control.Deed]:
    def sit(number: str) -> None:
        scene.sit(portrait.sitter_of(number, year))
        witness.saw("sitter", number=number)

    def plug(there: bool) -> None:
        scene.plugged = there
        witness.saw("replugged" if there else "unplugged")

    return {
        "sit": sit,
        "fault": scene.faults.add,
        "clear": scene.faults.clear,
        "unplug": lambda: plug(False),
        "replug": lambda: plug(True),
    }


def _options(words: list[str]) -> argparse.Namespace:
    parser = control.arguments("camera", "A practice person before a camera: a video file, or a live picture.")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, metavar="FILE.avi")
    where.add_argument("--listen", type=control.loopback, metavar="HOST:PORT", help="loopback only")
    parser.add_argument("--control", type=Path, metavar="PATH", help="control socket of a live camera")
    parser.add_argument("--person", metavar="NUMBER", help="18-digit practice number; the face follows from it")
    parser.add_argument("--sex", choices=("male", "female"), default="female")
    parser.add_argument("--age", type=int, default=34)
    parser.add_argument("--year", type=int, default=2026, help="the year from which a number gives an age")
    return parser.parse_args(words)


def _sitter(options: argparse.Namespace) -> portrait.Sitter:
    if options.person:
        return portrait.sitter_of(options.person, options.year)
    return portrait.Sitter(options.seed, options.sex, options.age)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
