"""Makes the pictures of docs/screens: the real windows, led through a day by hand, then shown in every look.

    .venv/bin/python docs/make/screens.py           the day in Chinese and in English, every picture (some minutes)
    .venv/bin/python docs/make/screens.py --only decision,closing

docs/screens/<screen>.png         1366 × 768, light, 100 %
docs/screens/looks/<screen>.png   the same moment in every theme and text size, in English and on larger monitors
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "docs" / "screens"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

# ruff: noqa: E402 - the program is found only now
from contact_sheet import Tile, contact_sheet, small_file
from day import the_day
from index import write_index
from PySide6.QtGui import QImage
from sitting import nobody_yet, sitting
from stage import Page, Scene, staged, staged_page

from ui.colours import THEMES
from ui.look import Look
from ui.words import speak

PLAIN = (1366, 768)
SCALES = (100, 125, 150, 200)
CHINESE: tuple[Tile, ...] = (
    *(Tile(theme, scale, PLAIN) for theme in THEMES for scale in SCALES),
    Tile("light", 100, (1920, 1080)),
)
FOUR_K, ON_FOUR_K = Tile("light", 200, (3840, 2160)), ("waiting", "decision", "today", "technician")
"""At 200 % a 4K monitor shows what 1920 × 1080 does: a few screens say so."""
ENGLISH: tuple[Tile, ...] = (Tile("light", 100, PLAIN, "en"), Tile("light", 150, PLAIN, "en"))
PAGES: tuple[Tile, ...] = (Tile("light", 100, PLAIN), Tile("contrast", 100, PLAIN), Tile("light", 100, (1920, 1080)))
"""The customer screen and the hall display have no text size of their own: they grow with their monitor."""


def drawn(scene: Scene | Page, tile: Tile) -> QImage:
    """The scene in one look."""
    if isinstance(scene, Page):
        with staged_page(scene, Look(tile.theme), tile.size) as window:
            return window.grab().toImage()
    with staged(scene, Look(tile.theme, tile.scale / 100), tile.size) as window:
        return window.grab().toImage()


def day_of(language: str, only: Iterable[str]) -> list[Scene | Page]:
    """Every moment of the day in one language; a sheet's own pictures need no other."""
    with sitting(language) as sit:
        the_day(sit)
        scenes: list[Scene | Page] = [*sit.scenes, *sit.pages]
    scenes += nobody_yet(language)
    wanted = set(only)
    return [one for one in scenes if not wanted or one.name in wanted]


def draw(language: str, only: Iterable[str], frames: Path) -> None:
    """Every tile of one language into `frames`."""
    for scene in day_of(language, only):
        speak(language)
        for tile in tiles_of(scene, language):
            drawn(scene, tile).save(str(frames / f"{scene.name}@{tile.name}.png"))


def tiles_of(scene: Scene | Page, language: str) -> tuple[Tile, ...]:
    """The looks in which a scene is worth a picture."""
    if language == "en":
        return ENGLISH
    if isinstance(scene, Page):
        return PAGES
    return (*CHINESE, FOUR_K) if scene.name in ON_FOUR_K else CHINESE


def main() -> None:
    """One process for each language, since a program speaks one; then the pictures are put together."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="", type=lambda text: [name for name in text.split(",") if name])
    parser.add_argument("--frames", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--language", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.language:
        draw(said.language, said.only, said.frames)
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="guitai-screens-") as folder:
        for language in ("zh", "en"):
            words = [sys.executable, __file__, "--frames", folder, "--language", language]
            subprocess.run([*words, "--only", ",".join(said.only)], check=True)
        put_together(Path(folder))


def put_together(frames: Path) -> None:
    """The plain picture and the sheet of every screen."""
    (SCREENS / "looks").mkdir(parents=True, exist_ok=True)
    names = sorted({file.name.partition("@")[0] for file in frames.iterdir()})
    for name in names:
        found = {tile: frames / f"{name}@{tile.name}.png" for tile in (*CHINESE, FOUR_K, *ENGLISH, *PAGES)}
        there = {tile: file for tile, file in found.items() if file.exists()}
        plain = next(file for tile, file in there.items() if tile.name == "light-100")
        small_file(plain, SCREENS / f"{name}.png")
        contact_sheet(there, SCREENS / "looks" / f"{name}.png")
    write_index(SCREENS)


if __name__ == "__main__":
    main()
