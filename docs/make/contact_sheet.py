"""Small files of many pictures: few colours each, and one sheet that shows a screen in every look."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
WIDE, ACROSS, GAP, HEAD = 720, 4, 16, 28
PAPER, INK = "#FFFFFF", "#454E59"


@dataclass(frozen=True, slots=True)
class Tile:
    """A theme, a text size, a window and a language."""

    theme: str
    scale: int
    size: tuple[int, int]
    language: str = "zh"

    @property
    def name(self) -> str:
        """In a file's name: light-100, dark-150, light-100-1920, light-100-en."""
        wide = "" if self.size[0] == 1366 else f"-{self.size[0]}"
        foreign = "" if self.language == "zh" else f"-{self.language}"
        return f"{self.theme}-{self.scale}{wide}{foreign}"

    @property
    def words(self) -> str:
        """Over the picture."""
        language = {"zh": "Chinese", "en": "English"}[self.language]
        return f"{self.theme}, {self.scale} %, {self.size[0]} × {self.size[1]}, {language}"


def contact_sheet(pictures: Mapping[Tile, Path], to: Path) -> None:
    """One picture of all, in rows of four, each under its words."""
    high = [_height(Image.open(file)) for file in pictures.values()]
    rows = [max(high[at : at + ACROSS]) for at in range(0, len(high), ACROSS)]
    across = min(ACROSS, len(high))
    sheet = Image.new("RGB", (across * (WIDE + GAP) + GAP, sum(row + HEAD + GAP for row in rows)), PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), 16)
    for number, (tile, file) in enumerate(pictures.items()):
        x = GAP + number % ACROSS * (WIDE + GAP)
        y = sum(row + HEAD + GAP for row in rows[: number // ACROSS])
        pen.text((x, y + 3), tile.words, INK, font)
        picture = Image.open(file).convert("RGB")
        sheet.paste(picture.resize((WIDE, _height(picture)), Image.Resampling.LANCZOS), (x, y + HEAD))
    few_colours(sheet).save(to, optimize=True)


def small_file(picture: Path, to: Path) -> None:
    """The same picture with few colours."""
    few_colours(Image.open(picture).convert("RGB")).save(to, optimize=True)


def _height(picture: Image.Image) -> int:
    return round(picture.height * WIDE / picture.width)


def few_colours(picture: Image.Image) -> Image.Image:
    """The picture in 256 colours, spread over all that occur: the green of a small tick stays green."""
    return picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
