"""Pages as pictures, to look at before and after printing; by pdfium, which knows nothing of how we draw.

A paper is a PDF, or a PNG where it is a strip of roll paper. Pages are counted from 1.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

MM_PER_INCH = 25.4
ROLL_MARGIN = 4.0
"""A roll is 80 mm wide and printed on 72: white at both sides, in millimetres."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: rows of three bytes a pixel (RGB), `stride` bytes a row, and what is written on it."""

    width: int
    height: int
    stride: int
    rgb: bytes
    text: str = ""


def page_sizes(paper: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in millimetres."""
    import pypdfium2

    if not paper.startswith(b"%PDF"):
        return (_size_of(paper),)
    with pypdfium2.PdfDocument(paper) as document:
        points = [document.get_page_size(number) for number in range(len(document))]
    return tuple((wide / 72 * MM_PER_INCH, tall / 72 * MM_PER_INCH) for wide, tall in points)


def page_picture(paper: bytes, number: int, dpi: float) -> PagePicture:
    """One page, drawn at a resolution."""
    import pypdfium2

    if not paper.startswith(b"%PDF"):
        return _strip(paper, dpi)
    with pypdfium2.PdfDocument(paper) as document:
        page = document[number - 1]
        drawn = page.render(scale=dpi / 72, rev_byteorder=True)
        if drawn.n_channels != 3:
            raise ValueError(drawn.n_channels)
        text = " ".join(page.get_textpage().get_text_bounded().split())
        return PagePicture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), text)


def page_pictures(paper: bytes, dpi: float = 110) -> Iterator[PagePicture]:
    """The pages in order, drawn as they are asked for."""
    for number in range(1, len(page_sizes(paper)) + 1):
        yield page_picture(paper, number, dpi)


def _size_of(png: bytes) -> tuple[float, float]:
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        dots, dpi = picture.size, picture.info["dpi"]
    return dots[0] / dpi[0] * MM_PER_INCH + 2 * ROLL_MARGIN, dots[1] / dpi[1] * MM_PER_INCH


def _strip(png: bytes, dpi: float) -> PagePicture:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(png)) as picture:
        factor = dpi / picture.info["dpi"][0]
        size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
        drawn = picture.convert("RGB").resize(size, Image.Resampling.BOX if factor < 1 else Image.Resampling.LANCZOS)
    margin = round(ROLL_MARGIN / MM_PER_INCH * dpi)
    strip = ImageOps.expand(drawn, (margin, 0), "white")
    return PagePicture(strip.width, strip.height, 3 * strip.width, strip.tobytes())
