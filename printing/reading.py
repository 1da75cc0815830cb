"""Reading a paper back: the code on it and the words around it, from a PDF or from a picture of the paper.

Used to tell an altered paper from a genuine one: the signature guards the code, the words beside it are compared here.
"""

import re
from collections.abc import Iterator
from typing import Any

from printing.by_hand import pattern
from printing.signed_code import PATTERN, SignedFacts

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
    if not data.startswith(b"%PDF"):
        return ""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


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

    if data.startswith(b"%PDF"):
        import pypdfium2

        with pypdfium2.PdfDocument(data) as document:
            for dpi in SHARPNESS:
                for page in document:
                    yield np.squeeze(page.render(scale=dpi / 72, grayscale=True).to_numpy())
        return
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        return
    for scale in SIZES:
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        yield picture if scale == 1 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=method)


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
