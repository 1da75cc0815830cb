import ast
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from ui.colours import HALL, PAIRS, THEMES, contrast
from ui.look import Look, dress, first_scale

ROOT = Path(__file__).parents[2]
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_of_ink_and_ground_can_be_read(theme):
    colours = THEMES[theme]
    weak = [
        (ink, ground, round(contrast(getattr(colours, ink), getattr(colours, ground)), 2))
        for ink, ground, least in PAIRS
        if contrast(getattr(colours, ink), getattr(colours, ground)) < least
    ]
    assert weak == []


def test_the_hall_display_can_be_read_from_far():
    inks = (HALL.text, HALL.text_2, HALL.accent, HALL.paused)
    assert all(contrast(ink, HALL.ground) >= 7 for ink in inks)


def test_contrast_is_the_standards_own():
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


def test_no_colour_stands_anywhere_but_in_colours():
    found = []
    for file in (ROOT / "ui").rglob("*.py"):
        if file.name == "colours.py" or "papers" in file.parts:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found += [
            f"{file.name}:{node.lineno} {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.fullmatch(node.value)
        ]
    assert found == []


def test_lengths_grow_with_the_text_and_lines_double_in_high_contrast():
    assert Look(scale=1.5).px(48) == 72
    assert Look().line(2) == 2
    assert Look("contrast").line(2) == 4


def test_the_bundled_face_and_rare_characters_are_found(qtbot):
    dress(QApplication.instance(), Look())
    assert QFontInfo(Look().font()).family() == "Noto Sans SC"


def test_digits_are_as_wide_as_one_another(qtbot):
    dress(QApplication.instance(), Look())
    widths = {round(Look().metrics().horizontalAdvance(digit), 2) for digit in "0123456789"}
    assert len(widths) == 1


def test_a_screen_of_4k_that_does_not_scale_by_itself_is_offered_double_size():
    assert first_scale(3840, 1.0) == 200
    assert first_scale(3840, 2.0) == 100
    assert first_scale(1366, 1.0) == 100


def test_icons_are_one_family_and_all_are_used():
    icons = [file for file in (ROOT / "resources" / "icons").glob("*.svg") if file.stem != "guitai"]
    drawn = [ElementTree.parse(file).getroot() for file in icons]
    style = ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")
    assert {tuple(one.get(name) for name in style) for one in drawn} == {
        ("0 0 24 24", "none", "currentColor", "2", "round", "round")
    }
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "ui").rglob("*.py"))
    assert [file.stem for file in icons if f'"{file.stem}"' not in source] == []
