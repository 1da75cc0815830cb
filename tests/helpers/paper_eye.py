"""What an eye would see on a paper: words in the margin, words over words, marks a scanner can read."""

import io
from collections.abc import Iterator
from itertools import combinations

import pypdf
import pypdfium2
import zxingcpp
from PIL import Image

MM = 72 / 25.4
Box = tuple[float, float, float, float]


def text_by_pdfium(pdf: bytes) -> str:
    """The text layer without white space."""
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf))


def text_by_pypdf(pdf: bytes) -> str:
    """The same by another program."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def pages(pdf: bytes, dpi: float, *, one_bit: bool = False) -> Iterator[Image.Image]:
    """A paper as a printer of that resolution puts it down."""
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        yield picture.point(lambda grey: 255 if grey > 127 else 0) if one_bit else picture


def marks(pdf: bytes, dpi: float) -> list[tuple[str, str]]:
    """Every bar code and QR code that is read from a one-bit print."""
    return [
        (code.format.name, code.text) for page in pages(pdf, dpi, one_bit=True) for code in zxingcpp.read_barcodes(page)
    ]


def words_in_the_way(pdf: bytes, side: float, top: float, foot: float) -> list[str]:
    """Words that stand outside the margins (mm) or on other words; empty for a paper that is in order."""
    wrong = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        wide, tall = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        room = (side * MM - 1, foot * MM - 1, wide - side * MM + 1, tall - top * MM + 1)
        wrong += [
            f"page {number}: {text.get_text_bounded(*box)!r} in the margin"
            for box in boxes
            if box[0] < room[0] or box[1] < room[1] or box[2] > room[2] or box[3] > room[3]
        ]
        for one, other in combinations(boxes, 2):
            if _covers(one, other):
                told = text.get_text_bounded(*one), text.get_text_bounded(*other)
                wrong.append(f"page {number}: {told[0]!r} over {told[1]!r}")
    return wrong


def _covers(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a hair: a third of the lower one's height, and a point of width."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    lower = min(one[3] - one[1], other[3] - other[1])
    return across > 1 and lower > 0 and down > lower / 3
