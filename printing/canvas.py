"""A bitmap being drawn in millimetres: card faces and 80 mm rolls, with the same fonts and refusals as the PDFs."""

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from printing import font_files, fonts

Ink = tuple[int, int, int]
BLACK: Ink = (0, 0, 0)
GREY: Ink = (0x44, 0x44, 0x44)


@cache
def _font(index: int, pixels: float) -> ImageFont.FreeTypeFont:
    file = font_files.path(index)
    assert file
    return ImageFont.truetype(str(file), pixels, layout_engine=ImageFont.Layout.BASIC)


class Bitmap:
    """A white picture of `size` pixels at `dpi`; places and type sizes (of the em) in millimetres."""

    def __init__(self, size: tuple[int, int], dpi: float) -> None:
        self.dpi = dpi
        self.image = Image.new("RGB", size, "white")
        self._draw = ImageDraw.Draw(self.image)

    def reach(self, y: float) -> None:
        """Makes the picture long enough for something that ends at y."""
        if self.dots(y) >= self.image.height:
            longer = Image.new("RGB", (self.image.width, self.dots(y) * 2), "white")
            longer.paste(self.image, (0, 0))
            self.image, self._draw = longer, ImageDraw.Draw(longer)

    def dots(self, millimetres: float) -> int:
        """The nearest whole dot."""
        return round(millimetres * self.dpi / 25.4)

    def text(
        self,
        x: float,
        base: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        ink: Ink = BLACK,
        anchor: str = "left",
    ) -> float:
        """Writes one line with its baseline at `base`; returns its width. Raises NotAcceptable(glyph_missing).

        Each character is placed by the font's own advance: FreeType's hinted ones are whole dots, which adds up.
        """
        pixels = size * self.dpi / 25.4
        run_width = self.width(text, size, bold=bold)
        x -= {"left": 0.0, "centre": run_width / 2, "right": run_width}[anchor]
        at, level = x * self.dpi / 25.4, self.dots(base)
        for index, run in fonts.runs(text, bold=bold):
            font = _font(index, pixels)
            heavier = 1 if bold and index in font_files.RARE else 0
            for character in run:
                self._draw.text((at, level), character, ink, font, anchor="ls", stroke_width=heavier)
                at += fonts.width(character, pixels, bold=bold)
        return run_width

    @staticmethod
    def width(text: str, size: float, *, bold: bool = False) -> float:
        """How far a text runs in millimetres."""
        return fonts.width(text, size, bold=bold)

    def box(self, x: float, y: float, w: float, h: float, ink: Ink = BLACK) -> None:
        """A filled box."""
        self.dot_box(self.dots(x), self.dots(y), max(1, self.dots(w)), max(1, self.dots(h)), ink)

    def dot_box(self, x: int, y: int, w: int, h: int, ink: Ink = BLACK) -> None:
        """A filled box in whole dots."""
        self._draw.rectangle((x, y, x + w - 1, y + h - 1), fill=ink)

    def frame(self, x: float, y: float, w: float, h: float, ink: Ink = BLACK) -> None:
        """An empty box, its line one dot wide at 203 dpi and two at 300."""
        corners = (self.dots(x), self.dots(y), self.dots(x + w), self.dots(y + h))
        self._draw.rectangle(corners, outline=ink, width=max(1, round(self.dpi / 150)))

    def picture(self, x: float, y: float, w: float, h: float, data: bytes) -> None:
        """A JPEG or PNG scaled into the box."""
        with Image.open(io.BytesIO(data)) as picture:
            fitted = picture.convert("RGB").resize((self.dots(w), self.dots(h)), Image.Resampling.LANCZOS)
        self.image.paste(fitted, (self.dots(x), self.dots(y)))

    def png(self) -> bytes:
        """The finished file; the same drawing gives the same bytes."""
        out = io.BytesIO()
        self.image.save(out, "PNG", dpi=(self.dpi, self.dpi))
        return out.getvalue()
