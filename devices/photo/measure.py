"""What can be measured in a picture: where the face sits, how white the ground is, how sharp and bright the face.

Everything is in pixels of the picture that is given, so that the same measures serve a finished card photo and a frame
of the camera in which the crop is still to be chosen.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from desk.rules.photo_standard import PhotoStandard, background_word
from devices.photo.crop import Geometry
from devices.photo.face import CHIN, EYES, LEFT_EDGE, RIGHT_EDGE, FaceFinder, Found, Frame, eye_centres, slant_of

PERSON = 0.5
"""From this share on a pixel is the person."""
GROUND = 0.05
"""Below this share a pixel is the ground."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A face's landmarks, the outline of the person (0 to 1 for each pixel), and where that puts the face."""

    landmarks: NDArray[Any]
    person: NDArray[Any]
    geometry: Geometry


def see(finder: FaceFinder, picture: Frame, face: Found) -> Seen:
    """Looks closely at one face of the picture, and for the person's outline around it."""
    points = finder.landmarks(picture, face)
    x, y, width = face.x + face.width / 2, face.y + face.height / 2, max(face.width, 130.0)
    return seen_with(points, finder.person(picture, x - 1.7 * width, y - 1.7 * width, x + 1.7 * width, y + 2.2 * width))


def seen_with(points: NDArray[Any], person: NDArray[Any]) -> Seen:
    """Landmarks and an outline that are known already, and where they put the face."""
    one, other = eye_centres(points)
    width = float(np.linalg.norm(points[LEFT_EDGE] - points[RIGHT_EDGE]))
    x, y = (one + other) / 2
    geometry = Geometry(
        face_width=width,
        eye_x=float(x),
        eye_y=float(y),
        chin_y=float(points[CHIN][1]),
        hair_y=_hair_top(person, float(x), float(y), width),
        slant=slant_of(points),
    )
    return Seen(points, person, geometry)


def measures(picture: Frame, seen: Seen, standard: PhotoStandard) -> dict[str, Any]:
    """The values `photo_standard.check` judges, as far as the pixels tell them."""
    g = seen.geometry
    return {
        "background": background(picture, seen, standard),
        "face_width": round(g.face_width),
        "hair_to_top": max(0, round(g.hair_y)),
        "eye_x": round(g.eye_x),
        "eye_to_bottom": round(picture.shape[0] - g.eye_y),
        "eye_opening": round(eye_opening(picture, seen.landmarks), 2),
        "slant": round(g.slant, 1),
        **face_light(picture, seen),
    }


def background(picture: Frame, seen: Seen, standard: PhotoStandard) -> str:
    """The colour of the ground beside and above the head, in the standard's words; every second pixel will do.

    Long hair is not always found to be part of the person: it lies low, and the darkest tenth is not counted.
    """
    beside_head = slice(0, max(2, round(seen.geometry.eye_y + seen.geometry.face_width / 4)), 2)
    wide = max(3, round(seen.geometry.face_width / 40))
    person = cv2.dilate(seen.person[beside_head, ::2], np.ones((wide, wide), np.uint8))
    ground = picture[beside_head, ::2][person < GROUND]
    if len(ground) < 0.02 * person.size:
        return "uneven"
    colour = np.median(ground, axis=0)
    dark, light = np.percentile(ground.mean(axis=1), (10, 98))
    return background_word(float(colour.min()), float(colour.max() - colour.min()), float(light - dark), standard)


def face_light(picture: Frame, seen: Seen) -> dict[str, Any]:
    """Sharpness of eyes and brows, brightness of the face, and how much of it is burnt out to pure white.

    Sharpness is the variance of the Laplacian in a patch of fixed size and brightness: a picture does not get sharper
    by being larger or lighter.
    """
    g = seen.geometry
    half, top, bottom = g.face_width * 0.42, g.eye_y - g.face_width * 0.22, g.chin_y - g.face_width * 0.1
    grey = cv2.cvtColor(_cut(picture, g.eye_x - half, top, g.eye_x + half, bottom), cv2.COLOR_BGR2GRAY)
    band = _cut(picture, g.eye_x - half, top, g.eye_x + half, g.eye_y + g.face_width * 0.12)
    patch = cv2.resize(cv2.cvtColor(band, cv2.COLOR_BGR2GRAY), (174, 70), interpolation=cv2.INTER_AREA)
    light = 128 / max(1.0, float(patch.mean()))
    return {
        "sharpness": round(float(cv2.Laplacian(patch, cv2.CV_32F).var()) * light**2, 1),
        "brightness": round(float(grey.mean())),
        "burnt_out": round(float((grey >= 250).mean()), 3),
    }


def eye_opening(picture: Frame, points: NDArray[Any]) -> float:
    """Height of the dark of the more open eye, by the width of that eye.

    Landmarks guess a lid where none is to be seen, so the iris itself is measured: an open eye is dark over a third
    of its width, a closed one only where the lashes are.
    """
    return max(_dark_height(picture, points, eye) for eye in EYES)


def _dark_height(picture: Frame, points: NDArray[Any], eye: tuple[int, ...]) -> float:
    one, other = points[eye[0]], points[eye[1]]
    across, down = other - one
    middle = (one + other) / 2
    turn = float(np.degrees(np.arctan2(down, across)))
    there = cv2.getRotationMatrix2D(middle.tolist(), turn, 48 / float(np.hypot(across, down)))
    there[:, 2] += 24 - middle
    patch = cv2.cvtColor(cv2.warpAffine(picture, there, (48, 48)), cv2.COLOR_BGR2GRAY).astype(np.float32)
    skin = float(np.median(patch[36:46, 10:38]))
    inside = patch[8:40, 16:32]
    darkest = float(np.percentile(inside, 4))
    if skin <= darkest:
        return 0.0
    run = longest = np.zeros(inside.shape[1])
    for row in inside < darkest + 0.4 * (skin - darkest):
        run = np.where(row, run + 1, 0)
        longest = np.maximum(longest, run)
    return float(np.percentile(longest, 75)) / 48


def _hair_top(person: NDArray[Any], eye_x: float, eye_y: float, width: float) -> float:
    """The highest row in which enough of the columns above the face belongs to the person."""
    left, right = max(0, round(eye_x - width / 2)), max(1, round(eye_x + width / 2))
    column = person[: max(1, round(eye_y)), left:right]
    rows = np.flatnonzero((column > PERSON).mean(axis=1) > 0.06)
    return float(rows[0]) if rows.size else 0.0


def _cut(picture: Frame, left: float, top: float, right: float, bottom: float) -> Frame:
    """A part of the picture, at least one pixel of it."""
    height, width = picture.shape[:2]
    x0, y0 = min(max(0, round(left)), width - 1), min(max(0, round(top)), height - 1)
    return picture[y0 : max(y0 + 1, min(height, round(bottom))), x0 : max(x0 + 1, min(width, round(right)))]
