"""Chooses the part of a frame that becomes the card photo, and cuts it out.

    scale   pixels of the photo for one pixel of the frame

The photo's geometry leaves two things free, the scale and the place; they are chosen in this order:
1. the face as wide as the standard aims at, but never enlarged by more than ENLARGE: missing pixels are not invented
2. smaller, down to the narrowest face, when hair and eyes would not both fit; then the eyes win, tall hair is cropped
3. the eyes in the middle, the hair at the middle of its margin
4. the window stays inside the frame, though the face may then sit wrong: the checks will say so
"""

from dataclasses import dataclass

import cv2
import numpy as np

from desk.rules.photo_standard import PhotoStandard
from devices.photo.face import Frame

ENLARGE = 1.15


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where one face sits: width at the ears, middle between the eyes, chin, top of the hair, slant in degrees."""

    face_width: float
    eye_x: float
    eye_y: float
    chin_y: float
    hair_y: float
    slant: float


@dataclass(frozen=True, slots=True)
class Window:
    """The part to cut, in pixels of the frame; `scale` turns it into the photo."""

    x: float
    y: float
    width: float
    height: float
    scale: float


def window(g: Geometry, frame_width: int, frame_height: int, standard: PhotoStandard) -> Window:
    """Where to cut so that the photo keeps to the standard as well as this frame allows."""
    narrowest = standard.face_width[0]
    eyes_from_top = standard.height - standard.eye_to_bottom
    margin = sum(standard.hair_to_top) / 2
    scale = standard.face_width_aim / g.face_width
    hair_to_eyes = max(1.0, g.eye_y - g.hair_y)
    scale = min(scale, max((eyes_from_top - margin) / hair_to_eyes, (narrowest + 1) / g.face_width))
    scale = max(min(scale, ENLARGE), standard.width / frame_width, standard.height / frame_height)
    width, height = standard.width / scale, standard.height / scale
    middle = sum(standard.eye_x) / 2
    top = max(g.hair_y - margin / scale, g.eye_y - eyes_from_top / scale)
    x = min(max(0.0, g.eye_x - middle / scale), frame_width - width)
    y = min(max(0.0, top), frame_height - height)
    return Window(x, y, width, height, scale)


def resting_window(frame_width: int, frame_height: int, standard: PhotoStandard) -> Window:
    """The window shown while nobody is there: in the middle, as high as the frame."""
    scale = max(standard.width / frame_width, standard.height / frame_height) / 0.85
    width, height = standard.width / scale, standard.height / scale
    return Window((frame_width - width) / 2, (frame_height - height) / 2, width, height, scale)


def cut(frame: Frame, w: Window, standard: PhotoStandard) -> Frame:
    """The photo's pixels. Shrinking averages (a plain interpolation would sparkle), enlarging is cubic."""
    size = (standard.width, standard.height)
    if w.scale >= 1:
        there = np.array([[w.scale, 0, -w.x * w.scale], [0, w.scale, -w.y * w.scale]], np.float64)
        return cv2.warpAffine(frame, there, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    x, y = round(w.x), round(w.y)
    part = frame[y : y + max(1, round(w.height)), x : x + max(1, round(w.width))]
    return cv2.resize(part, size, interpolation=cv2.INTER_AREA)
