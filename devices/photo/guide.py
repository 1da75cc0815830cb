"""Where a face should be, in the camera's own pixels: told by the studio, drawn by whoever shows the live picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guide:
    """The frame the photo is cut by, the eye line and the oval for the face."""

    x: float
    y: float
    width: float
    height: float
    eye_y: float
    centre_x: float
    oval_y: float
    oval_width: float
    oval_height: float
