"""Finds faces, their landmarks and the outline of a person: three small networks, run by OpenCV.

Definitions
- *frame*      a picture as OpenCV has it: rows × columns × (blue, green, red), uint8
- *square*     the part of a frame that a network sees, scaled to the network's size; a square may reach over the edge
- *anchor*     the detector answers relative to 896 fixed points: a grid of 16 × 16 with two each, then 8 × 8 with six
- *landmark*   one of 468 points on a face, always in the same order; the ones used here have names below

Invariants
1. Whatever comes out is in pixels of the frame that went in, also where a square was turned or reached over the edge.
2. Nothing is remembered between two calls: the same frame gives the same answer.
3. No face is recognised. Nothing here can tell two people apart.

Models: resources/models/NOTICE. Input sizes, value ranges and anchor layout are those of their original graphs.
"""

from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[Any]

SURE = 0.55
"""A detection counts from this score; drawn and photographed faces lie above 0.8, empty walls below 0.1."""
SAME = 0.3
"""Two detections that overlap by more than this share are one face."""

LEFT_EDGE, RIGHT_EDGE, CHIN = 234, 454, 152
EYES = ((33, 133), (362, 263))
"""The corners of each eye."""


@dataclass(frozen=True, slots=True)
class Found:
    """One detected face: its box and the two eyes, in pixels of the frame."""

    score: float
    x: float
    y: float
    width: float
    height: float
    eyes: NDArray[Any]

    def through(self, x: float, y: float, scale: float) -> "Found":
        """The same face in a picture cut out at (x, y) and scaled."""
        left, top = (self.x - x) * scale, (self.y - y) * scale
        eyes = (self.eyes - (x, y)) * scale
        return replace(self, x=left, y=top, width=self.width * scale, height=self.height * scale, eyes=eyes)

    @property
    def slant(self) -> float:
        """Degrees by which the line through the detector's eyes leaves the horizontal; positive falls to the right."""
        return _slant(self.eyes[0], self.eyes[1])


class FaceFinder:
    """The three networks, loaded once (about 20 ms) and used by one caller at a time."""

    def __init__(self) -> None:
        self._detector = _network("face_detection_short_range")
        self._mesh = _network("face_landmark")
        self._outline = _network("selfie_segmentation")
        self._anchors = _anchors()

    def faces(self, frame: Frame) -> list[Found]:
        """Every face, the largest first. Looks at the whole frame, and closer at its middle when nothing is there."""
        height, width = frame.shape[:2]
        side = max(height, width)
        found = self._in_square(frame, (width - side) / 2, (height - side) / 2, side)
        if not found and height != width:
            side = min(height, width)
            found = self._in_square(frame, (width - side) / 2, (height - side) / 2, side)
        return sorted(found, key=lambda face: -face.width)

    def landmarks(self, frame: Frame, face: Found) -> NDArray[Any]:
        """468 points (x, y). The network wants an upright face, so what it sees is turned by the face's slant.

        The detector's eyes are rough; where the landmarks show that it was wrong by much, they are asked again.
        """
        points = self._landmarks(frame, face, face.slant)
        slant = slant_of(points)
        return self._landmarks(frame, face, slant) if abs(slant - face.slant) > 6 else points

    def person(self, frame: Frame, left: float, top: float, right: float, bottom: float) -> NDArray[Any]:
        """For every pixel, from 0 to 1, whether it belongs to a person; outside the given part nobody is looked for."""
        height, width = frame.shape[:2]
        part = slice(max(0, int(top)), min(height, int(bottom))), slice(max(0, int(left)), min(width, int(right)))
        near = frame[part]
        self._outline.setInput(cv2.dnn.blobFromImage(near, 1 / 255, (256, 256), swapRB=True))
        person = np.zeros((height, width), np.float32)
        person[part] = cv2.resize(self._outline.forward()[0, 0], near.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        return person

    def _landmarks(self, frame: Frame, face: Found, slant: float) -> NDArray[Any]:
        side = 1.5 * max(face.width, face.height)
        centre = (face.x + face.width / 2, face.y + face.height / 2)
        there = cv2.getRotationMatrix2D(centre, slant, 192 / side)
        there[:, 2] += 96 - np.array(centre)
        upright = cv2.warpAffine(frame, there, (192, 192), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
        self._mesh.setInput(cv2.dnn.blobFromImage(upright, 1 / 255, swapRB=True))
        points = self._mesh.forward(("conv2d_21",))[0].reshape(468, 3)[:, :2]
        back = cv2.invertAffineTransform(there)
        placed: NDArray[Any] = points @ back[:, :2].T + back[:, 2]
        return placed

    def _in_square(self, frame: Frame, left: float, top: float, side: float) -> list[Found]:
        scale = 128 / side
        there = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]])
        square = cv2.warpAffine(frame, there, (128, 128), flags=cv2.INTER_AREA)
        self._detector.setInput(cv2.dnn.blobFromImage(square, 1 / 127.5, mean=(127.5, 127.5, 127.5), swapRB=True))
        logits, boxes = self._detector.forward(("classificators", "regressors"))
        scores = 1 / (1 + np.exp(-np.clip(logits.reshape(-1), -50, 50)))
        kept: list[Found] = []
        for index in np.argsort(-scores):
            if scores[index] < SURE:
                break
            box = boxes.reshape(-1, 16)[index] / 128
            middle = (box[:2] + self._anchors[index]) * side + (left, top)
            wide, high = box[2:4] * side
            eyes = (box[4:8].reshape(2, 2) + self._anchors[index]) * side + (left, top)
            face = Found(float(scores[index]), middle[0] - wide / 2, middle[1] - high / 2, wide, high, eyes)
            if all(_overlap(face, other) < SAME for other in kept):
                kept.append(face)
        return kept


def eye_centres(points: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The middle of each eye, from its corners; the left one of the picture first."""
    one, other = ((points[eye[0]] + points[eye[1]]) / 2 for eye in EYES)
    return one, other


def slant_of(points: NDArray[Any]) -> float:
    """Degrees by which the line through the eyes leaves the horizontal, from the landmarks."""
    return _slant(*eye_centres(points))


def _slant(one: NDArray[Any], other: NDArray[Any]) -> float:
    across, down = other - one
    return float(np.degrees(np.arctan2(down, across)))


def _network(name: str) -> Any:
    model = files("resources").joinpath("models", f"{name}.tflite").read_bytes()
    return cv2.dnn.readNetFromTFLite(np.frombuffer(model, np.uint8))


def _anchors() -> NDArray[Any]:
    grids = ((16, 2), (8, 6))
    return np.array(
        [
            ((column + 0.5) / cells, (row + 0.5) / cells)
            for cells, each in grids
            for row in range(cells)
            for column in range(cells)
            for _ in range(each)
        ]
    )


def _overlap(one: Found, other: Found) -> float:
    """Shared area by joint area."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(0.0, wide) * max(0.0, high)
    return shared / (one.width * one.height + other.width * other.height - shared)
