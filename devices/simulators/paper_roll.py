"""The paper of a simulated receipt printer: lines and pictures one below the other, until it is cut or runs out."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import segno
from barcode.charsets.code128 import CODES, STOP
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from devices.simulators.control import Witness

WIDTH = 576
START = {b"A": 103, b"B": 104, b"C": 105}
SWITCH = {b"A": 101, b"B": 100, b"C": 99}
FONT = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"


@dataclass(slots=True)
class Look:
    """How the next characters come out."""

    align: int = 0
    wide: int = 1
    high: int = 1
    bold: bool = False


@dataclass(slots=True)
class Roll:
    """One slip under the head; `cut` keeps it as slip-0001.png and slip-0001.txt in `out`."""

    out: Path
    witness: Witness
    strips: list[Image.Image] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    lines: int = 0

    def line(self, text: str, look: Look) -> None:
        """One printed line of text."""
        height = 24 * look.high
        face = ImageFont.truetype(str(FONT), height, layout_engine=ImageFont.Layout.BASIC)
        strip = Image.new("L", (WIDTH, height + 6 * look.high), 255)
        widths = [(12 if letter.isascii() else 24) * look.wide for letter in text]
        left = {0: 0, 1: (WIDTH - sum(widths)) // 2, 2: WIDTH - sum(widths)}[look.align]
        draw = ImageDraw.Draw(strip)
        for letter, width in zip(text, widths, strict=True):
            place = (left + width / 2, strip.height / 2)
            draw.text(place, letter, fill=0, font=face, anchor="mm", stroke_width=int(look.bold))
            left += width
        self._add(strip, text)

    def picture(self, dots: NDArray[np.uint8]) -> None:
        """A raster, ones being black."""
        strip = Image.new("L", (WIDTH, dots.shape[0]), 255)
        strip.paste(Image.fromarray((1 - dots) * 255), (0, 0))
        self._add(strip, "［图］")

    def qr(self, data: bytes, module: int, level: str) -> None:
        code = segno.make_qr(data.decode("utf-8", "replace"), error=level, boost_error=False, encoding="utf-8")
        dots = np.array([list(row) for row in code.matrix], dtype=np.uint8)
        large = np.pad(dots, 4).repeat(module, axis=0).repeat(module, axis=1)
        self._code(large, data.decode("utf-8", "replace"))

    def code128(self, data: bytes, module: int, height: int) -> None:
        """Bars and the text below, from the sets and characters as sent (`{B1{C` 01 02); none when they do not fit."""
        values: list[int] = []
        text, code_set, rest = "", b"", data
        while rest:
            if rest[:1] == b"{" and rest[1:2] in (b"A", b"B", b"C"):
                code_set, rest = rest[1:2], rest[2:]
                values.append(SWITCH[code_set] if values else START[code_set])
                continue
            letter, rest = rest[0], rest[2:] if rest[:2] == b"{{" else rest[1:]
            values.append(letter if code_set == b"C" else letter - 32)
            text += f"{letter:02}" if code_set == b"C" else chr(letter)
        check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
        bars = "".join(CODES[value] for value in (*values, check)) + STOP + "11"
        if len(bars) * module > WIDTH:
            self.witness.saw("code_too_wide", modules=len(bars), module=module)
            return
        dots = np.array([int(bar) for bar in bars], dtype=np.uint8).repeat(module)
        self._code(np.tile(dots, (height, 1)), text)
        self.line(text, Look(align=1))

    def feed(self, lines: int) -> None:
        if lines:
            self.strips.append(Image.new("L", (WIDTH, 30 * lines), 255))

    def cut(self, how: str) -> str | None:
        """Keeps the slip; None when nothing was on it."""
        if not self.text:
            self.strips.clear()
            return None
        number = 1 + max((int(re.sub(r"\D", "", path.stem)) for path in self.out.glob("slip-*.png")), default=0)
        name = f"slip-{number:04}"
        self.feed(1)
        self.line("练习 模拟回执机", Look(align=1))
        whole = Image.new("L", (WIDTH, sum(strip.height for strip in self.strips)), 255)
        top = 0
        for strip in self.strips:
            whole.paste(strip, (0, top))
            top += strip.height
        whole.save(self.out / f"{name}.png", dpi=(203, 203))
        (self.out / f"{name}.txt").write_text("\n".join(self.text) + "\n", encoding="utf-8")
        self.witness.saw(how, slip=name, lines=self.lines)
        self.strips, self.text, self.lines = [], [], 0
        return name

    def _code(self, dots: NDArray[np.uint8], text: str) -> None:
        strip = Image.new("L", (WIDTH, dots.shape[0] + 8), 255)
        strip.paste(Image.fromarray((1 - dots) * 255), ((WIDTH - dots.shape[1]) // 2, 4))
        self._add(strip, text)

    def _add(self, strip: Image.Image, text: str) -> None:
        self.strips.append(strip)
        self.text.append(text)
        self.lines += 1
