"""The photo place: looks at the live picture, takes the photo, takes in a photo that was brought.

    frame ── face ── window ── cut ── JPEG ── decoded again ── measured ── checked
                                                    │
    file ── header ── decoded ── (face, window, cut, JPEG if it does not fit yet) ──┘

What is checked is always the finished file, read back, never the frame it came from. No part of a picture is retouched:
the ground stays as grey as it was.
"""

import contextlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import cv2
import numpy as np

from desk.errors import NotAcceptable
from desk.rules.photo_standard import Check, PhotoStandard, check
from devices.photo.brought import Header, header
from devices.photo.crop import Window, cut, resting_window, window
from devices.photo.encode import encode
from devices.photo.face import FaceFinder, Found, Frame
from devices.photo.guide import Guide
from devices.photo.measure import Seen, measures, see, seen_with

EYE_LINE = 0.41
OVAL = (0.14, 0.78)
"""Where eyes, forehead and chin of a well-placed head lie, as shares of the photo's height."""
OTHER = 0.4
"""Another face counts when it is at least this share of the largest one; smaller ones are far behind."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the live picture. `face` is (x, y, width, height), None when nobody is there."""

    checks: tuple[Check, ...]
    face: tuple[float, float, float, float] | None
    guide: Guide
    ready: bool


@dataclass(frozen=True, slots=True)
class Shot:
    """A finished photo. `jpeg` is empty when no face was found; `measurements` is the `photo` of a walk-in."""

    jpeg: bytes
    checks: tuple[Check, ...]
    ok: bool
    measurements: dict[str, Any]


class PhotoStudio:
    """Used by one caller at a time; loading its networks takes some 20 ms."""

    def __init__(self, standard: PhotoStandard | None = None) -> None:
        self.standard = standard or PhotoStandard()
        self._finder = FaceFinder()

    def look(self, frame: Frame) -> Look:
        """For the live picture: what the photo would be like if it were taken now. `frame` is BGR, uint8."""
        height, width = frame.shape[:2]
        faces = self._faces(frame)
        if not faces:
            rest = resting_window(width, height, self.standard)
            return Look(check({"faces": 0}, self.standard), None, self._guide(rest), ready=False)
        seen = see(self._finder, frame, faces[0])
        place = window(seen.geometry, width, height, self.standard)
        photo = cut(frame, place, self.standard)
        measured = measures(photo, self._through(seen, place), self.standard)
        checks = check(measured | {"faces": len(faces)}, self.standard)
        box = (faces[0].x, faces[0].y, faces[0].width, faces[0].height)
        return Look(checks, box, self._guide(place), all(each.ok for each in checks))

    def take(self, frame: Frame, taken: date | None = None) -> Shot:
        """Crops, encodes and checks one frame of the camera."""
        return self._shot(frame, "camera", taken, None)

    def from_file(self, data: bytes, taken: date | None = None) -> Shot:
        """Takes in a photo that was brought: always encoded anew, so that nothing but its pixels is kept.

        A photo of the right size whose face sits right keeps its pixels, any other is cropped. Raises
        NotAcceptable(photo_not_acceptable, problems=(…,)), see `brought.header`.
        """
        found = header(data)
        return self._shot(_decoded(data, found), "brought", taken, found)

    def examine(self, data: bytes, source: str = "brought", taken: date | None = None) -> Shot:
        """Checks a file as it is and changes nothing. Raises as `from_file`."""
        told = header(data)
        picture = _decoded(data, told)
        faces = self._faces(picture)
        if not faces:
            return self._judged(data, {"faces": 0}, told, source, taken)
        measured = measures(picture, see(self._finder, picture, faces[0]), self.standard)
        return self._judged(data, measured | {"faces": len(faces)}, told, source, taken)

    def _shot(self, frame: Frame, source: str, taken: date | None, brought: Header | None) -> Shot:
        s = self.standard
        faces = self._faces(frame)
        if not faces:
            checks = check({"faces": 0}, s)
            return Shot(b"", checks, False, {"source": source, "taken": taken and taken.isoformat()})
        seen = see(self._finder, frame, faces[0])
        height, width = frame.shape[:2]
        place = window(seen.geometry, width, height, s)
        if brought and (width, height) == (s.width, s.height) and self._sits_right(frame, seen):
            place = Window(0, 0, width, height, 1)
        jpeg = encode(cut(frame, place, s), s)
        told = header(jpeg)
        photo = _decoded(jpeg, told)
        face = faces[0].through(place.x, place.y, place.scale)
        again = seen_with(self._finder.landmarks(photo, face), cut(seen.person, place, s))
        measured = measures(photo, again, s) | {"faces": len(faces)}
        return self._judged(jpeg, measured, told, source, taken)

    def _judged(self, jpeg: bytes, measured: dict[str, Any], told: Header, source: str, taken: date | None) -> Shot:
        facts = measured | {
            "format": told.format,
            "width": told.width,
            "height": told.height,
            "dpi": told.dpi or 0,
            "bytes": len(jpeg),
        }
        checks = check(facts, self.standard)
        about = {"source": source, "taken": taken and taken.isoformat()}
        return Shot(jpeg, checks, all(each.ok for each in checks), about | facts)

    def _faces(self, picture: Frame) -> list[Found]:
        """The largest face and the others that are as near to the camera."""
        faces = self._finder.faces(picture)
        return [face for face in faces if face.width >= OTHER * faces[0].width]

    def _sits_right(self, picture: Frame, seen: Seen) -> bool:
        geometry = ("face_width", "head_margin", "not_centred", "eye_line")
        checks = check(measures(picture, seen, self.standard), self.standard)
        return all(each.ok for each in checks if each.code in geometry)

    def _through(self, seen: Seen, place: Window) -> Seen:
        points = (seen.landmarks - (place.x, place.y)) * place.scale
        return seen_with(points, cut(seen.person, place, self.standard))

    def _guide(self, place: Window) -> Guide:
        return Guide(
            x=place.x,
            y=place.y,
            width=place.width,
            height=place.height,
            eye_y=place.y + EYE_LINE * place.height,
            centre_x=place.x + sum(self.standard.eye_x) / 2 / place.scale,
            oval_width=self.standard.face_width_aim / place.scale,
            oval_y=place.y + OVAL[0] * place.height,
            oval_height=(OVAL[1] - OVAL[0]) * place.height,
        )


def _decoded(data: bytes, told: Header) -> Frame:
    """The pixels, upright: OpenCV turns them as the EXIF orientation says. A large picture comes at half its size."""
    picture = None
    with contextlib.suppress(cv2.error):
        how = cv2.IMREAD_REDUCED_COLOR_2 if told.large else cv2.IMREAD_COLOR
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), how)
    if picture is None:
        raise NotAcceptable("photo_not_acceptable", problems=("not_a_picture",))
    return picture
