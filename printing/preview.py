"""Pages of a PDF as pictures, to look at before and after printing; by pdfium, which knows nothing of how we draw."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: rows of three bytes a pixel (RGB), `stride` bytes a row."""

    width: int
    height: int
    stride: int
    rgb: bytes


def page_pictures(pdf: bytes, dpi: float = 110) -> Iterator[PagePicture]:
    """The pages in order, drawn as they are asked for."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            drawn = page.render(scale=dpi / 72, rev_byteorder=True)
            if drawn.n_channels != 3:
                raise ValueError(drawn.n_channels)
            yield PagePicture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
