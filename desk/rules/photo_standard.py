"""The card photo's standard: which measured value may lie where.

社会保障卡制证用数字相片技术要求 (after GA 461-2004): 358 × 441 pixels at 350 dpi, JPEG of 14 to 40 KB, white ground,
and the geometry drawn here in pixels of the finished picture:

    ┌───────────────────────────┐
    │        ↕ hair_to_top      │   7 … 21
    │        ▁▂▃▂▁              │
    │      ▕  face  ▏           │   face_width 179 … 255
    │- - - - -•-↑-•- - - - - - -│   eye_x 162 … 196: the middle between the eyes
    │           ┊               │
    │           ┊ eye_to_bottom │   207 or more; this one wins, tall hair may be cropped
    └───────────────────────────┘

The other limits are ours: they say when a picture is too blurred, dark or slanting to be worth judging. Age of the
picture and whether it must be a new one are the decision's business, not the picture's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desk.rules.sections import Photo

Limit = int | float | str | tuple[float | int | None, float | int | None]


@dataclass(frozen=True, slots=True)
class PhotoStandard:
    """The limits; each can be set by a policy pack. A pair is (lowest, highest), None where there is no such end."""

    format: str = "jpeg"
    width: int = 358
    height: int = 441
    dpi: int = 350
    min_bytes: int = 14336
    max_bytes: int = 40960
    background: str = "white"
    face_width: tuple[int, int] = (179, 255)
    face_width_aim: int = 207
    hair_to_top: tuple[int, int] = (7, 21)
    eye_x: tuple[int, int] = (162, 196)
    eye_to_bottom: int = 207
    white_from: int = 205
    """The darkest a white ground may be photographed, 0 to 255."""
    white_tint: int = 26
    """How far a white ground's colours may lie apart."""
    white_spread: int = 40
    """How far its brightness may reach, from the darker tenth to the lightest."""
    sharpness: float = 25.0
    brightness: tuple[int, int] = (75, 225)
    burnt_out: float = 0.12
    eye_opening: float = 0.16
    slant: float = 8.0


def standard_of(limits: "Photo") -> PhotoStandard:
    """The standard with the limits of a policy pack; what a pack does not know of stays as it is here."""
    narrow, wide = limits.face_width
    return PhotoStandard(
        format=limits.format,
        width=limits.width,
        height=limits.height,
        dpi=limits.dpi,
        min_bytes=limits.bytes[0],
        max_bytes=limits.bytes[1],
        background=limits.background,
        face_width=limits.face_width,
        face_width_aim=min(max(PhotoStandard().face_width_aim, narrow), wide),
        hair_to_top=limits.hair_to_top,
        eye_x=limits.eye_x,
        eye_to_bottom=limits.eye_to_bottom,
    )


@dataclass(frozen=True, slots=True)
class Check:
    """One rule applied: `limit` is a value to equal, or a pair of ends, None where it is open."""

    code: str
    ok: bool
    value: Any
    limit: Limit

    def document(self) -> dict[str, Any]:
        """The check as the command line answers it."""
        limit = list(self.limit) if isinstance(self.limit, tuple) else self.limit
        return {"code": self.code, "ok": self.ok, "value": self.value, "limit": limit}


def check(measured: Mapping[str, Any], standard: PhotoStandard) -> tuple[Check, ...]:
    """Every rule whose value was measured, in the order a person reads them; what was not measured is not checked.

    Codes: no_face several_faces background file_too_large file_too_small face_width head_margin not_centred eye_line
    size resolution format eyes_closed tilted blur exposure burnt_out. Where no face was found its geometry is absent.
    """
    s = standard
    m = measured
    checks: list[Check] = []

    def equal(code: str, value: Any, wanted: int | str) -> None:
        if value is not None:
            checks.append(Check(code, value == wanted, value, wanted))

    def within(code: str, value: float | None, low: float | None, high: float | None) -> None:
        if value is not None:
            fits = (low is None or value >= low) and (high is None or value <= high)
            checks.append(Check(code, fits, value, (low, high)))

    faces = m.get("faces")
    if faces is not None:
        checks.append(Check("no_face", faces > 0, faces, (1, None)))
        within("several_faces", faces, None, 1)
    equal("background", m.get("background"), s.background)
    within("file_too_large", m.get("bytes"), None, s.max_bytes)
    within("file_too_small", m.get("bytes"), s.min_bytes, None)
    within("face_width", m.get("face_width"), *s.face_width)
    within("head_margin", m.get("hair_to_top"), *s.hair_to_top)
    within("not_centred", m.get("eye_x"), *s.eye_x)
    within("eye_line", m.get("eye_to_bottom"), s.eye_to_bottom, None)
    if m.get("width") is not None and m.get("height") is not None:
        equal("size", f"{m['width']}×{m['height']}", f"{s.width}×{s.height}")
    equal("resolution", m.get("dpi"), s.dpi)
    equal("format", m.get("format"), s.format)
    within("eyes_closed", m.get("eye_opening"), s.eye_opening, None)
    within("tilted", m.get("slant"), -s.slant, s.slant)
    within("blur", m.get("sharpness"), s.sharpness, None)
    within("exposure", m.get("brightness"), *s.brightness)
    within("burnt_out", m.get("burnt_out"), None, s.burnt_out)
    return tuple(checks)


def background_word(level: float, tint: float, spread: float, standard: PhotoStandard) -> str:
    """white, grey, coloured or uneven, from the ground's brightness, the distance of its colours and its spread."""
    if spread > standard.white_spread:
        return "uneven"
    if tint > standard.white_tint:
        return "coloured"
    return "white" if level >= standard.white_from else "grey"
