"""80 mm rolls: receipt, queue ticket and shift slip as one-bit pictures 576 dots wide (72 mm at 8 dots a millimetre).

What the desk shows of a roll; a printer that sets its own type is given the same words by `roll_text`. One column, the
label above its text, marks in whole dots.
"""

import io
from dataclasses import dataclass

from PIL import Image

from printing.canvas import Bitmap
from printing.lines import Words, set_lines
from printing.looks import Heading, named
from printing.marks import code128_modules, qr_rows

DOTS = 576
DPI = 203.2
WIDTH = 72.0
TITLE, BODY, CAPTION = 6.0, 3.0, 2.5
"""Type in millimetres: 48, 24 and 20 dots."""


@dataclass(frozen=True, slots=True)
class RollWords:
    """Everything a roll says, as it will be read."""

    heading: Heading
    big: str
    """A ticket's number, or empty."""
    answers: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, Words], ...]
    code: str
    last: tuple[str, ...]
    """What stands at the end, centred."""
    rating: str = ""
    """Address of the page where the visit is rated."""


def roll(words: RollWords) -> bytes:
    """The roll as a one-bit PNG; raises NotAcceptable(glyph_missing)."""
    strip = _Strip()
    heading = words.heading
    strip.centred(heading.title, TITLE, bold=True)
    if heading.stamps:
        strip.stamp("　".join(heading.stamps))
    strip.centred(heading.place, BODY)
    if heading.number:
        strip.bars(heading.number)
        strip.centred(named(heading.number), CAPTION)
    strip.line(0.5)
    if words.big:
        strip.y += 1
        strip.centred(words.big, 18, bold=True)
    for label, text in words.answers:
        strip.block(label, text, TITLE * 0.72, bold=True)
    if words.answers:
        strip.line(0.25)
    for label, said in words.rows:
        strip.block(label, said, BODY)
    if words.rows:
        strip.line(0.25)
    if words.code:
        strip.qr(words.code)
    if words.rating:
        strip.qr(words.rating)
        strip.centred("扫码评价", CAPTION)
    last = list(words.last)
    if heading.copy:
        last.append(f"补打 {heading.copy.number}，{heading.copy.at}，{heading.copy.by}")
    for text in last:
        strip.centred(text, CAPTION)
    return strip.png()


class _Strip:
    """A strip filled from the top; `y` is the height of the next block in millimetres."""

    def __init__(self) -> None:
        self.bitmap = Bitmap((DOTS, 2000), DPI)
        self.y = 2.0

    def down(self, millimetres: float) -> None:
        self.y += millimetres
        self.bitmap.reach(self.y + 40)

    def centred(self, text: str, size: float, *, bold: bool = False) -> None:
        for line in set_lines(text, WIDTH - 2, size, size, bold=bold):
            self.down(size * 1.4)
            self.bitmap.text(WIDTH / 2, self.y - size * 0.35, line.text, size, bold=bold, anchor="centre")

    def stamp(self, text: str) -> None:
        width = self.bitmap.width(text, BODY, bold=True)
        self.down(1)
        self.bitmap.frame((WIDTH - width) / 2 - 2, self.y, width + 4, BODY * 1.6)
        self.bitmap.text(WIDTH / 2, self.y + BODY * 1.16, text, BODY, bold=True, anchor="centre")
        self.down(BODY * 1.6 + 1)

    def block(self, label: str, words: Words, size: float, *, bold: bool = False) -> None:
        self.down(CAPTION * 1.5)
        self.bitmap.text(0, self.y - CAPTION * 0.3, label, CAPTION)
        for line in set_lines(words, WIDTH, size, CAPTION, bold=bold):
            used = CAPTION if line.small else size
            self.down(used * 1.35)
            x = 0.0
            for text, strong in line.parts:
                x += self.bitmap.text(x, self.y - used * 0.3, text, used, bold=strong)
        self.down(0.8)

    def line(self, weight: float) -> None:
        self.down(1.2)
        self.bitmap.box(0, self.y, WIDTH, weight)
        self.down(weight + 0.6)

    def bars(self, number: str) -> None:
        modules = code128_modules(number)
        dots = 3 if len(modules) * 3 + 60 <= DOTS else 2
        left = (DOTS - len(modules) * dots) // 2
        self.down(1.5)
        for place, module in enumerate(modules):
            if module == "1":
                self.bitmap.dot_box(left + place * dots, self.bitmap.dots(self.y), dots, 80)
        self.down(10.5)

    def qr(self, code: str) -> None:
        rows = qr_rows(code)
        dots = max(200 // len(rows), 3)
        left = (DOTS - len(rows) * dots) // 2
        top = self.bitmap.dots(self.y + 2)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    self.bitmap.dot_box(left + x * dots, top + y * dots, dots, dots)
        self.down(4 + len(rows) * dots * 25.4 / DPI)

    def png(self) -> bytes:
        """Cut to length, with the eight millimetres the cutter needs, in black and white."""
        height = self.bitmap.dots(self.y + 8)
        strip = self.bitmap.image.crop((0, 0, DOTS, height)).convert("L")
        out = io.BytesIO()
        strip.point(lambda grey: 255 if grey > 140 else 0).convert("1", dither=Image.Dither.NONE).save(
            out, "PNG", dpi=(DPI, DPI)
        )
        return out.getvalue()
