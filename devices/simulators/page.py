"""A practice sheet under the document camera: a page with a title, grey lines for text, and 练习 across it."""

from importlib.resources import as_file, files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dpi."""


def write_page(path: Path, title: str = "材料样张") -> None:
    """One page as the camera sees it, as PNG."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), "#fbfbf9")
    pen = ImageDraw.Draw(sheet)
    with as_file(files("resources") / "fonts" / "NotoSansSC-Bold.ttf") as font:
        pen.text((WIDTH / 2, 150), title, "#222222", ImageFont.truetype(str(font), 64), anchor="mm")
        for row in range(18):
            y = 300 + row * 62
            pen.rectangle((140, y, 300, y + 18), fill="#c9c9c6")
            pen.rectangle((330, y, WIDTH - 140 - (row * 173) % 420, y + 18), fill="#dededb")
        pen.text((WIDTH / 2, 1540), "练习 无效", "#b0231e", ImageFont.truetype(str(font), 96), anchor="mm")
    sheet.save(path)
