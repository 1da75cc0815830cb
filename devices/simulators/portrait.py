"""Pictures of practice people in front of a counter's camera. Nobody in them exists.

The same sitter gives the same picture, byte for byte. Faults are what really goes wrong at a photo place; each spoils
one thing and leaves the rest as it is.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.simulators.brush import Canvas
from devices.simulators.head import features, paint

WIDTH, HEIGHT = 1280, 720
UNIT = 122.0
"""Pixels from the middle of a face to its edge; the face is then about 240 pixels wide."""
EYES = (640.0, 300.0)

FAULTS = (
    "grey_background",
    "small",
    "off_centre",
    "blurred",
    "dark",
    "bright",
    "tilted",
    "eyes_closed",
    "two_people",
    "nobody",
)


@dataclass(frozen=True, slots=True)
class Sitter:
    """A practice person: `seed` any number, such as one made of the identity number; sex male or female."""

    seed: int
    sex: str
    age: int


def sitter_of(number: str, year: int) -> Sitter:
    """The sitter for an 18-digit practice number, in a year."""
    return Sitter(int(number[:17]), "male" if int(number[16]) % 2 else "female", max(0, year - int(number[6:10])))


def picture(sitter: Sitter, fault: str | None = None) -> NDArray[np.uint8]:
    """One frame of 1280 × 720, BGR. Raises ValueError for a fault that is none."""
    if fault is not None and fault not in FAULTS:
        raise ValueError(f"no fault {fault!r}; there are {', '.join(FAULTS)}")
    x, y = EYES
    unit = UNIT
    if fault == "small":
        unit, y = UNIT * 0.5, y + 60
    if fault == "off_centre":
        x += 470
    wall = (0.965, 0.97, 0.97) if fault != "grey_background" else (0.67, 0.66, 0.65)
    canvas = Canvas(WIDTH, HEIGHT, x, y, unit)
    spread = 1 - 0.025 * (((canvas.x * unit + x) / WIDTH - 0.5) ** 2 + ((canvas.y * unit + y) / HEIGHT - 0.5) ** 2)
    canvas.picture[:] = spread[..., None] * np.array(wall, np.float32)
    if fault == "two_people":
        _beside(canvas, sitter)
    if fault != "nobody":
        paint(canvas, features(sitter.seed, sitter.sex, sitter.age, fault == "eyes_closed"), sitter.seed)
    return _as_camera_sees(canvas, sitter.seed, fault)


def _beside(canvas: Canvas, sitter: Sitter) -> None:
    """Somebody looks over the shoulder."""
    other = Canvas(WIDTH, HEIGHT, EYES[0] + 290, EYES[1] - 30, UNIT * 0.8)
    other.picture = canvas.picture
    paint(other, features(sitter.seed + 1, "female", 35), sitter.seed + 1)


def _as_camera_sees(canvas: Canvas, seed: int, fault: str | None) -> NDArray[np.uint8]:
    frame = cv2.GaussianBlur(canvas.picture, (0, 0), 7.0 if fault == "blurred" else 0.6)
    if fault == "tilted":
        turn = cv2.getRotationMatrix2D(EYES, 14, 1)
        frame = cv2.warpAffine(frame, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    if fault == "dark":
        frame = frame * 0.30
    if fault == "bright":
        frame = frame * 1.45 + 0.06
    noise = np.random.default_rng(seed).normal(0, 0.004, frame.shape)
    seen: NDArray[np.uint8] = np.clip((frame + noise) * 255, 0, 255).astype(np.uint8)
    return seen
