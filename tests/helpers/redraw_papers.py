"""Draws docs/samples and the golden files anew after a wanted change.

`PYTHONPATH=. python tests/helpers/redraw_papers.py`. Look at the pictures before committing them.
"""

import io
import json
from pathlib import Path

import paper_cases
import paper_day
import paper_samples
from PIL import Image, ImageOps

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
ROLL_MARGIN = 32
"""Dots of white beside what is printed on a roll."""


def redraw() -> None:
    """Everything."""
    words = {name: make() for name, make in paper_samples.PDFS.items()}
    papers = paper_cases.every_paper() | paper_day.files()
    book = papers.pop("workbook")
    for each in (words, papers):
        paper_samples.write_pictures(SAMPLES, each)
    (SAMPLES / "workbook.png").write_bytes(paper_day.sheet_picture(book))
    pictures = {name: draw() for name, draw in paper_samples.PICTURES.items()}
    for name, png in pictures.items():
        (SAMPLES / f"{name}.png").write_bytes(_on_its_roll(png) if name.startswith("roll") else png)
    looks = {name: paper_samples.golden_picture(png) for name, png in pictures.items()}
    _keep(paper_samples.GOLDEN, paper_samples.golden(words) | looks)
    _keep(paper_cases.GOLDEN, paper_samples.golden(papers) | {"workbook": {"bytes": paper_day.book_digest(book)}})


def _keep(file: Path, golden: object) -> None:
    file.write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")


def _on_its_roll(png: bytes) -> bytes:
    out = io.BytesIO()
    ImageOps.expand(Image.open(io.BytesIO(png)).convert("L"), (ROLL_MARGIN, 0), 255).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    redraw()
