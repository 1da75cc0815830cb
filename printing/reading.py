"""Reading a paper back: the code on it and the words around it, from a PDF or from a picture of the paper.

Used to tell an altered paper from a genuine one: the signature guards the code, the words beside it are compared here.
A file is a stranger's: of one that is no picture, locked, or larger than any paper nothing is read, and no more of its
pages are looked at than a paper's code can stand on.
"""

import io
import math
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from printing.by_hand import pattern
from printing.signed_code import PATTERN, SignedFacts

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_BYTES = 32 << 20
MOST_PIXELS = 25_000_000
LARGEST_PAGE = 1200
"""Points: a little more than the long side of A3."""
ENDS = 6
"""A code stands at the end of a copy, so so many pages are looked at from the front and as many from the back."""
SHARPNESS = (300, 400, 200)
"""Resolutions a PDF page is looked at with, in dots per inch."""
SIZES = (1.0, 1.5, 0.5, 2.0)
"""Scales a picture is looked at with: photographs come too large, scans too small."""


def code_in(data: bytes) -> str | None:
    """The code's text, or None where no readable code is on the paper."""
    for picture in _looks(data):
        if found := _decoded(picture):
            return found
    return None


def text_in(data: bytes) -> str:
    """What a PDF's text layer says, without white space; empty for a picture."""
    with _opened(data) as document:
        return "".join(_text(document, number) for number in range(len(document))) if document is not None else ""


def differs(facts: SignedFacts, text: str) -> list[str]:
    """Which of the signed facts the paper's own words do not say; empty when there are no words to compare."""
    if not text:
        return []
    wanted = {"number": facts.number}
    if facts.kind == "receipt":
        wanted["day"] = facts.day
        wanted["ready"] = facts.ready
        wanted["paid"] = f"{int(facts.paid or 0) // 100}.{int(facts.paid or 0) % 100:02d}"
    if facts.copy != "0":
        wanted["copy"] = f"补打{facts.copy}"
    absent = [name for name, value in wanted.items() if value not in text]
    if not pattern("".join(facts.name.split())).search(text):
        absent.append("name")
    if not re.search(_as_shown(facts.masked), text):
        absent.append("masked")
    if facts.copy == "0" and "补打" in text:
        absent.append("copy")
    return absent


def _as_shown(masked: str) -> str:
    """A pattern for an ID number on a paper: with these stars, or whole, as forms carry it; no part of another."""
    shown = re.escape(masked).replace(re.escape("*"), "[0-9A-Z*]")
    return f"(?<![0-9A-Z*]){shown}(?![0-9A-Z*])"


def _looks(data: bytes) -> Iterator[Any]:
    """Grey pictures to search, the most promising first."""
    import cv2
    import numpy as np

    with _opened(data) as document:
        if document is not None:
            for dpi in SHARPNESS:
                for number in _promising(document):
                    picture = _drawn(document, number, dpi)
                    if picture is not None:
                        yield np.squeeze(picture)
            return
    size = _pixels(data)
    if not size:
        return
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        return
    largest = math.sqrt(MOST_PIXELS / size)
    for scale in (min(1.0, largest), *(scale for scale in SIZES[1:] if scale <= largest)):
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        yield picture if scale == 1 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=method)


@contextmanager
def _opened(data: bytes) -> Iterator["PdfDocument | None"]:
    """The PDF; None for a picture, and for a PDF that is damaged, locked or too large."""
    if not data.startswith(b"%PDF") or len(data) > MOST_BYTES:
        yield None
        return
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield None
        return
    with document:
        yield document


def _promising(document: "PdfDocument") -> list[int]:
    """The pages a code may stand on; the first ones and the last ones, none of which is a wall chart."""
    count = len(document)
    ends = dict.fromkeys([*range(min(count, ENDS)), *range(max(0, count - ENDS), count)])
    return [number for number in ends if _is_of_a_papers_size(document, number)]


def _is_of_a_papers_size(document: "PdfDocument", number: int) -> bool:
    """Whether there is such a page, and a code may stand on it."""
    import pypdfium2

    try:
        longest: float = max(document.get_page_size(number))
    except pypdfium2.PdfiumError:  # one page may be damaged where the others can be read
        return False
    return longest <= LARGEST_PAGE


def _drawn(document: "PdfDocument", number: int, dpi: int) -> Any:
    """The page as rows of grey; None where it is damaged."""
    import pypdfium2

    try:
        return document[number].render(scale=dpi / 72, grayscale=True).to_numpy()
    except pypdfium2.PdfiumError:
        return None


def _text(document: "PdfDocument", number: int) -> str:
    """What one page says, without white space; nothing where it is damaged."""
    import pypdfium2

    try:
        return "".join(document[number].get_textpage().get_text_bounded().split())
    except pypdfium2.PdfiumError:
        return ""


def _pixels(data: bytes) -> int:
    """How many a picture says it has, read from its head; 0 for what is none or would fill the memory."""
    from PIL import Image

    too_large = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    if len(data) <= MOST_BYTES:
        with suppress(OSError, ValueError, SyntaxError, *too_large), warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                return picture.width * picture.height
    return 0


def _decoded(picture: Any) -> str | None:
    """The first of our codes in a picture, by two finders."""
    import cv2

    for finder in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        try:
            text, *_ = finder.detectAndDecode(picture)
        except (cv2.error, UnicodeDecodeError):  # other people's codes need not be text
            continue
        if text and PATTERN.search(text):
            return str(text)
    return None
