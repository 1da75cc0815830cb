"""Paints one practice person, head and shoulders: a made-up face, lit from the front left.

Nobody is meant: every measure comes from a seed, the sex and the age. The face is a height map – a dome with a nose,
sockets, cheeks and lips on it – whose slopes are lit, so that shading, and with it what a face detector looks for,
comes by itself. From back to front: long hair, clothes, neck, ears, face, eyes and brows, nose, mouth, hair.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from devices.simulators.brush import Canvas, Colour, Pixels, Points, around, curve, rise

CLOTHES = ((0.35, 0.24, 0.16), (0.28, 0.27, 0.27), (0.22, 0.15, 0.29), (0.33, 0.28, 0.13), (0.20, 0.27, 0.24))
BOTH = (-1, 1)


@dataclass(frozen=True, slots=True)
class Features:
    """What differs from person to person, in head units; `child` and `old` go from 0 to 1."""

    female: bool
    child: float
    old: float
    skin: Pixels
    hair: Pixels
    cloth: Pixels
    style: int
    jaw: float
    chin: float
    eyes_y: float
    eye_x: float
    eye_size: float
    brow_y: float
    nose_y: float
    mouth_y: float
    mouth_width: float
    parting: float
    closed: bool


def features(seed: int, sex: str, age: int, closed: bool = False) -> Features:
    """The same seed, sex and age always give the same face."""
    chance = np.random.default_rng([seed, age, sex == "female"])

    def about(middle: float, spread: float) -> float:
        return float(chance.uniform(middle - spread, middle + spread))

    female = sex == "female"
    child = float(np.clip((17 - age) / 13, 0, 1))
    old = float(np.clip((age - 45) / 35, 0, 1))
    dark = np.array([0.11, 0.11, 0.13]) + about(0.02, 0.03)
    return Features(
        female=female,
        child=child,
        old=old,
        skin=(np.array([0.64, 0.755, 0.90]) * about(1.0, 0.04) + [about(0, 0.02), 0, 0]).astype(np.float32),
        hair=(dark * (1 - old) + np.array([0.68, 0.68, 0.70]) * old).astype(np.float32),
        cloth=np.array(CLOTHES[int(chance.integers(len(CLOTHES)))], np.float32),
        style=int(chance.integers(3)),
        jaw=about(0.01 if female else 0.05, 0.02) + 0.05 * child,
        chin=about(1.42, 0.025) - 0.17 * child,
        eyes_y=0.10 * child,
        eye_x=about(0.44, 0.012),
        eye_size=about(1.05 if female else 1.0, 0.03) + 0.16 * child,
        brow_y=about(-0.30, 0.015),
        nose_y=about(0.56, 0.02) - 0.10 * child,
        mouth_y=about(0.93, 0.02) - 0.11 * child,
        mouth_width=about(0.36, 0.015) - 0.06 * child,
        parting=about(0, 0.35),
        closed=closed,
    )


def paint(c: Canvas, f: Features, seed: int) -> None:
    """Paints the person over what is on the canvas already."""
    chance = np.random.default_rng(seed)
    head = c.part(-1.75, -1.9, 1.75, 2.3)
    strands = _strands(c, chance)[head.window]
    grain = chance.normal(0, 0.012, c.size)[head.window]
    hair = _hair_colour(head, f, strands)
    if f.female and f.style == 0:
        back = [(-1.02, -0.6), (-1.2, 0.2), (-1.22, 1.0), (-1.1, 1.7), (-0.6, 1.85)]
        head.lay(hair * 0.82, head.shape(around([*back, *_mirrored(back)]), 0.03))
    _clothes_and_neck(c, f)
    for side in BOTH:
        _ear(head.part(side * 1.02 - 0.5, -0.8, side * 1.02 + 0.5, 1.0), f, side)
    face = _face(head, f, grain)
    for side in BOTH:
        x, y = side * f.eye_x, f.eyes_y
        eye = head.part(x - 1.2, y - 0.9, x + 1.2, y + 0.7)
        _eye(eye, f, side)
        _brow(eye, f, side, strands[eye.window])
    _nose(head.part(-0.9, f.nose_y - 0.4, 0.9, f.nose_y + 0.6), f)
    _mouth(head.part(-1.1, f.mouth_y - 0.5, 1.1, f.mouth_y + 0.6), f)
    _hair(head, f, hair, strands, face)


def _mirrored(line: Points) -> list[tuple[float, float]]:
    return [(-x, y) for x, y in reversed(list(line))]


def _strands(c: Canvas, chance: np.random.Generator) -> Pixels:
    """Noise drawn out downwards, about zero."""
    noise = chance.normal(size=c.size).astype(np.float32)
    fine: Pixels = cv2.GaussianBlur(noise, (0, 0), sigmaX=0.012 * c.unit, sigmaY=0.16 * c.unit)
    drawn: Pixels = fine / fine.std()
    return drawn


def _hair_colour(c: Canvas, f: Features, strands: Pixels) -> Pixels:
    sheen = 0.10 * c.glow(-0.25, -1.05, 0.75, 0.22) + 0.05 * c.glow(0.5, -0.95, 0.4, 0.2)
    hair: Pixels = np.clip(f.hair * (1 + 0.10 * strands[..., None]) + sheen[..., None] * [0.9, 1, 1.1], 0, 1)
    return hair


def _clothes_and_neck(c: Canvas, f: Features) -> None:
    up = 0.22 * f.child
    width = (0.60 if f.female else 0.70) - 0.14 * f.child
    left = [(-3.2, 3.4), (-2.5, 2.55), (-1.85, 2.16), (-1.1, 1.93), (-0.66, 1.76)]
    shoulders = [(x * (1 - 0.18 * f.child), y - up) for x, y in left]
    body = c.shape(np.vstack([around([*shoulders, *_mirrored(shoulders)]), [(3.3, 9), (-3.3, 9)]]), 0.012)
    folds = 0.06 * np.sin(c.x * 3 + c.y * 1.5) + 0.12 - 0.07 * np.abs(c.x)
    c.lay(np.clip(f.cloth + 0.12 * folds[..., None], 0, 1), body)
    c = c.part(-1.6, 0.3, 1.6, 3.1)
    throat = [(-width, 0.6), (-width * 0.96, 1.2), (-width, 1.6 - up), (-width * 1.35, 1.93 - up)]
    light = 0.86 - 0.25 * np.minimum(1.5, np.abs(c.x) / width) ** 2.2
    light = light * (1 - 0.42 * c.glow(0, f.chin - 0.08, 0.75, 0.38))
    neck = c.shape(around([*throat, (0, 2.5 - up), *_mirrored(throat)]), 0.012)
    c.lay(f.skin * light[..., None] * np.array([0.94, 0.97, 1.0]), neck)
    for side in BOTH:
        edge = [(side * width * 1.02, 1.64 - up), (side * 0.02, 2.5 - up)]
        lapel = [edge[0], (side * width * 1.55, 1.8 - up), (side * width * 1.3, 2.33 - up), (side * 0.08, 2.78 - up)]
        c.lay(f.cloth * 1.25 + 0.055, c.shape([*lapel, edge[1]], 0.01))
        c.shade(0.28 * c.stroke(edge, 0.03, 0.03) + 0.35 * c.stroke(lapel[1:], 0.02, 0.015))


def _ear(c: Canvas, f: Features, side: int) -> None:
    rim = [(0.93, -0.12), (1.07, -0.18), (1.15, 0.0), (1.11, 0.3), (1.02, 0.5), (0.93, 0.48)]
    ear = c.shape(around([(side * x, y + f.eyes_y) for x, y in rim]), 0.012)
    light = 0.86 - 0.3 * c.glow(side * 1.03, 0.14 + f.eyes_y, 0.05, 0.2)
    c.lay(f.skin * light[..., None] * np.array([0.92, 0.95, 1.0]), ear)
    c.shade(0.18 * ear * c.glow(side * 0.95, 0.2, 0.05, 0.5))


def _face(c: Canvas, f: Features, grain: Pixels) -> Pixels:
    """Lays the lit face and gives its mask; `grain` is the roughness of its skin."""
    side = [(0.0, -1.3), (0.34, -1.26), (0.66, -1.1), (0.87, -0.8), (0.965, -0.4), (0.985, 0.0)]
    side += [(0.955 + f.jaw * 0.4, 0.35), (0.86 + f.jaw, 0.7), (0.69 + f.jaw, 1.0 - 0.05 * f.child)]
    side += [(0.43 + f.jaw, f.chin - 0.17), (0.24, f.chin - 0.05), (0.0, f.chin)]
    line = curve(side)
    face = c.shape(np.vstack([line, line[::-1] * [-1, 1]]), 0.010)
    half = np.interp(c.y[:, 0], line[:, 1], line[:, 0], left=0, right=0)[:, None]
    across = np.clip(np.abs(c.x) / np.maximum(half, 1e-3), 0, 1)
    dome = 0.78 * np.sqrt(1 - across**2.4) * np.clip(1 - ((c.y - 0.1) / 1.55) ** 4, 0, 1)
    height = c.blurred((c.blurred(dome.astype(np.float32), 0.05) + _relief(c, f)).astype(np.float32), 0.014)
    down, right = np.gradient(height, 1 / c.unit)
    normal = np.dstack([-right, -down, np.full_like(right, 0.95)])
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    ways = ((-0.28, -0.42, 0.86), (0.5, -0.1, 0.85), (-0.14, -0.24, 0.96))
    key, fill, gleam = (np.array(way) / np.linalg.norm(way) for way in ways)
    light = 0.30 + 0.56 * np.clip(normal @ key, 0, 1) + 0.24 * np.clip(normal @ fill, 0, 1)
    flush = sum(0.55 * c.glow(s * 0.55, 0.45, 0.28, 0.22) for s in BOTH) + 0.5 * c.glow(0, f.nose_y, 0.16, 0.12)
    tone = f.skin * (1 - flush[..., None] * [0.10, 0.075, 0]) * (1 + grain[..., None])
    lit = tone * np.clip(light, 0, 1.15)[..., None] ** [1.25, 1.08, 0.92]
    lit += 0.07 * (np.clip(normal @ gleam, 0, 1) ** 40)[..., None]
    c.lay(lit.astype(np.float32), face)
    if not f.female and not f.child:
        c.shade(0.07 * face * c.glow(0, 1.12, 0.62, 0.36))
    return face


def _relief(c: Canvas, f: Features) -> Pixels:
    """What stands out from the dome, in head units."""
    g = c.glow
    strong = (0.9 if f.female else 1.0) - 0.3 * f.child
    along = np.clip((c.y + 0.15) / (f.nose_y + 0.15), 0, 1)
    ridge = np.exp(-((c.x / (0.085 + 0.075 * along)) ** 2))
    z = 0.27 * strong * ridge * rise(-0.25, f.nose_y, c.y) * (1 - rise(f.nose_y + 0.02, f.nose_y + 0.17, c.y))
    z = z + 0.10 * strong * g(0, f.nose_y, 0.13, 0.10)
    for side in BOTH:
        z += 0.09 * strong * g(side * 0.16, f.nose_y + 0.04, 0.08, 0.08)  # wings of the nose
        z -= 0.13 * g(side * f.eye_x, f.eyes_y - 0.02, 0.26, 0.16)  # socket
        z += 0.06 * g(side * f.eye_x, f.eyes_y, 0.19, 0.09)  # eyeball
        z += 0.06 * (1 - f.child) * g(side * 0.42, f.eyes_y - 0.27, 0.36, 0.09)  # ridge of the brow
        z += (0.07 + 0.05 * f.child) * g(side * 0.54, 0.48, 0.25, 0.22)  # cheek
        z -= 0.04 * g(side * (f.mouth_width + 0.01), f.mouth_y - 0.02, 0.08, 0.12)  # corner of the mouth
        fold = np.exp(-(((c.x - side * (0.27 + 0.28 * (c.y - f.nose_y))) / 0.03) ** 2))
        z -= (
            f.old
            * 0.035
            * fold
            * rise(f.nose_y - 0.05, f.nose_y + 0.1, c.y)
            * (1 - rise(f.mouth_y - 0.05, f.mouth_y + 0.12, c.y))
        )
        z -= f.old * 0.03 * g(side * f.eye_x, f.eyes_y + 0.2, 0.18, 0.03)  # bag under the eye
    z += 0.085 * g(0, f.mouth_y - 0.045, 0.2, 0.05) + 0.085 * g(0, f.mouth_y + 0.075, 0.17, 0.06)
    z -= 0.05 * g(0, f.mouth_y + 0.19, 0.2, 0.05) + 0.03 * g(0, (f.nose_y + f.mouth_y) / 2 + 0.05, 0.035, 0.07)
    z += 0.08 * g(0, f.chin - 0.14, 0.2, 0.12)
    z -= f.old * 0.008 * np.sin(c.y * 42) * g(0, -0.62, 0.5, 0.16)
    return np.asarray(z, np.float32)


def _eye(c: Canvas, f: Features, side: int) -> None:
    x, y, k = side * f.eye_x, f.eyes_y, f.eye_size
    open_by = 0.098 * k * (1 - 0.25 * f.old) * (0.0 if f.closed else 1.0)
    inner, outer = (x - side * 0.215 * k, y + 0.035), (x + side * 0.215 * k, y - 0.01)
    lid = 0.03 if f.closed else 0.0
    over = [(-0.11 * k, -open_by * 0.78 + lid), (0.02, -open_by + lid), (0.13 * k, -open_by * 0.72 + lid)]
    under = [(0.11 * k, open_by * 0.55 + lid), (0.0, open_by * 0.78 + lid), (-0.12 * k, open_by * 0.6 + lid)]
    upper = curve([inner, *((x + side * dx, y + dy) for dx, dy in over), outer])
    lower = curve([outer, *((x + side * dx, y + dy) for dx, dy in under), inner])
    c.shade(0.16 * c.glow(x, y - 0.09, 0.26, 0.08) + 0.05 * c.glow(x, y + 0.14, 0.2, 0.05))
    if not f.closed:
        _eyeball(c, x, y, k, open_by=open_by, eye=c.shape(np.vstack([upper, lower]), 0.006))
    lash: Colour = (0.13, 0.14, 0.17)
    c.lay(lash, 0.92 * c.stroke(upper, 0.024 if f.female else 0.018, 0.006))
    tip = np.vstack([upper[len(upper) * 2 // 3 :], [(outer[0] + side * 0.03, outer[1] - 0.012)]])
    c.lay(lash, 0.5 * c.stroke(tip, 0.03 if f.female else 0.018, 0.008))
    c.lay((0.27, 0.33, 0.47), 0.40 * c.stroke(lower, 0.010, 0.006))
    c.lay(f.skin * 0.72, 0.5 * c.stroke(upper - np.array([0, 0.052]), 0.010, 0.010))


def _eyeball(c: Canvas, x: float, y: float, k: float, *, open_by: float, eye: Pixels) -> None:
    white = 0.88 - 0.2 * c.glow(x, y - open_by, 0.3, 0.06) - 0.1 * np.minimum(1, np.abs(c.x - x) / 0.22) ** 3
    c.lay(np.repeat(white[..., None], 3, 2) * np.array([0.99, 1.0, 1.01]), eye)
    r, iy = 0.112 * k, y - 0.012
    brown = np.array([0.10, 0.14, 0.21]) * (1 + 0.9 * c.glow(x, iy + r * 0.5, r * 0.7, r * 0.45))[..., None]
    c.lay(brown.astype(np.float32), c.disc(x, iy, r, r, soft=0.07) * eye)
    c.lay((0.05, 0.05, 0.06), c.disc(x, iy, r * 0.45, r * 0.45, soft=0.12) * eye)
    c.shade(0.35 * eye * c.glow(x, y - open_by * 1.05, 0.3, 0.035))
    c.lay((1, 1, 1), 0.92 * c.disc(x - 0.036, iy - 0.038, 0.022, 0.024, soft=0.3))


def _brow(c: Canvas, f: Features, side: int, strands: Pixels) -> None:
    x, y = side * f.eye_x, f.eyes_y + f.brow_y
    thick = (0.055 if f.female else 0.075) * (1 - 0.35 * f.child)
    top = [(-0.26, 0.045 - thick * 0.3), (-0.05, -0.02 - thick * 0.4), (0.14, -0.045 - thick * 0.2), (0.31, 0.045)]
    bottom = [(0.31, 0.055), (0.13, -0.01 + thick * 0.2), (-0.05, 0.02 + thick * 0.5), (-0.26, 0.055 + thick * 0.5)]
    brow = c.shape(around(*([(x + side * dx, y + dy) for dx, dy in line] for line in (top, bottom))), 0.014)
    c.lay(f.hair * 0.9 + 0.05, np.clip((0.72 - 0.2 * f.child) * brow * (1 + 0.06 * strands), 0, 0.95))


def _nose(c: Canvas, f: Features) -> None:
    small = 1 - 0.2 * f.child
    for side in BOTH:
        hole = c.disc(side * 0.088 * small, f.nose_y + 0.105, 0.052 * small, 0.022, soft=0.5, turned=side * -0.25)
        c.lay((0.18, 0.21, 0.38), 0.62 * hole)
        wing = [(0.2, f.nose_y - 0.05), (0.235, f.nose_y + 0.04), (0.19, f.nose_y + 0.105)]
        c.shade(0.16 * c.stroke(curve([(side * x * small, y) for x, y in wing]), 0.025, 0.02))
    c.shade(0.13 * c.glow(0, f.nose_y + 0.15, 0.17, 0.035))


def _mouth(c: Canvas, f: Features) -> None:
    w, y = f.mouth_width, f.mouth_y
    red = np.array([0.44, 0.43, 0.75] if f.female else [0.48, 0.49, 0.72], np.float32)
    half = [(-w, y - 0.022), (-w * 0.5, y + 0.010)]
    middle = curve([*half, (0, y + 0.006), *_mirrored(half)])
    bow = [(w, y - 0.022), (w * 0.5, y - 0.062), (w * 0.17, y - 0.086)]
    upper = curve([*bow, (0, y - 0.07), *_mirrored(bow)])
    lower = curve([(w, y - 0.022), (w * 0.6, y + 0.08), (0, y + 0.122), (-w * 0.6, y + 0.08), (-w, y - 0.022)])
    c.lay(red * 0.86, 0.78 * c.shape(np.vstack([middle, upper]), 0.014))
    full = c.shape(np.vstack([middle, lower]), 0.014)
    c.lay(red, 0.72 * full)
    c.shade(-0.14 * full * c.glow(-0.03, y + 0.062, 0.16, 0.022))
    c.lay((0.19, 0.17, 0.36), 0.8 * c.stroke(middle, 0.014, 0.008))
    for side in BOTH:
        c.shade(0.2 * c.glow(side * (w + 0.02), y - 0.016, 0.045, 0.03))
    c.shade(0.10 * c.glow(0, y + 0.18, 0.2, 0.03))


def _hair(c: Canvas, f: Features, hair: Pixels, strands: Pixels, face: Pixels) -> None:
    if f.female:
        outside = [(-1.06, 0.05), (-1.13, -0.35), (-1.06, -0.9), (-0.72, -1.33), (0, -1.48)]
        p = f.parting
        parted = [(0.985, 0.0), (0.93, -0.38), (0.70, -0.66), (p + 0.18, -0.93), (p, -1.0), (p - 0.18, -0.93)]
        fringe = [(0.985, 0.0), (0.92, -0.40), (0.6, -0.55), (0.2, -0.50), (-0.2, -0.53), (-0.6, -0.55), (-0.92, -0.40)]
        inside = fringe if f.style == 1 else [*parted, (-0.70, -0.66), (-0.93, -0.38)]
        inside.append((-0.985, 0.0))
    else:
        outside = [(-1.02, -0.1), (-1.1, -0.5), (-1.04, -1.0), (-0.7, -1.38), (0, -1.5)]
        high = [(0.93, -0.45), (0.78, -0.72), (0.4, -0.84), (0, -0.86), (-0.4, -0.80), (-0.78, -0.72), (-0.93, -0.45)]
        low = [(0.93, -0.45), (0.74, -0.62), (0.3, -0.74), (-0.2, -0.66), (-0.6, -0.60), (-0.85, -0.55), (-0.93, -0.42)]
        inside = [(0.965, -0.12), *(low if f.style == 1 else high), (-0.965, -0.12)]
    mask = c.shape(around([*outside, *_mirrored(outside[:-1])], inside), 0.016)
    mask = np.clip(mask * (1 + 0.12 * strands * (mask < 0.98)), 0, 1).astype(np.float32)
    c.shade(0.20 * face * c.blurred(mask, 0.07) * (1 - mask))
    c.lay(hair, mask)
    if f.female and f.style == 0:
        lock = [(1.0, -0.45), (1.13, 0.1), (1.2, 0.8), (1.12, 1.5), (0.98, 1.85), (1.3, 1.8), (1.36, 1.0), (1.3, 0.1)]
        for side in BOTH:
            c.lay(hair * 0.9, c.shape(around([(side * x, y) for x, y in [*lock, (1.12, -0.6)]]), 0.02))
