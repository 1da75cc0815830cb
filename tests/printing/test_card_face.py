"""The faces of a card: exactly the printer's raster, inside the safe area, with the whole name."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from paper_samples import BACK, FACE, LONG_NAME, NAMES
from PIL import Image, ImageChops

from desk.errors import NotAcceptable
from printing.card_face import RIGHT, VALUE_WIDTH, VALUES, card_back, card_face, name_lines
from printing.fonts import width

DOTS = 300 / 25.4


def picture(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink_box(face):
    return tuple(edge / DOTS for edge in ImageChops.invert(face).getbbox())


@pytest.mark.requirement("M-069")
def test_the_front_is_the_printers_raster_at_300_dpi():
    image = Image.open(io.BytesIO(card_face(FACE)))
    assert image.size == (1016, 648)
    assert round(image.info["dpi"][0]) == 300


@pytest.mark.parametrize(
    "name", ["周", "周样本", "阿依古丽·买买提", "迪丽热巴·迪力木拉提·样", "买买提·" * 6, LONG_NAME, NAMES]
)
def test_nothing_stands_outside_the_safe_area(name):
    left, top, right, bottom = ink_box(picture(card_face(replace(FACE, name=name))))
    assert left >= 0.21 + 3
    assert top >= 0.44 + 3
    assert right <= 86.02 - 0.21 - 3
    assert bottom <= 54.86 - 0.44 - 3


@pytest.mark.parametrize(
    ("name", "size", "lines"),
    [
        ("周样本", 4.6, ["周样本"]),
        ("阿依古丽买买提", 4.6, ["阿依古丽买买提"]),
        ("迪丽热巴·迪力木拉提·样", 3.3, ["迪丽热巴·", "迪力木拉提·样"]),
        ("阿依古丽·买买提", 3.3, ["阿依古丽·买买提"]),
    ],
)
def test_a_name_parts_at_its_separator(name, size, lines):
    assert name_lines(name, VALUE_WIDTH, size) == lines


@pytest.mark.parametrize("name", ["买买提·" * 6, LONG_NAME])
def test_a_long_name_is_whole_and_never_wider_than_its_place(name):
    room, size = (VALUE_WIDTH, 2.6) if len(name) <= 24 else (RIGHT - 29 - 6, 2.2)
    lines = name_lines(name, room, size)
    assert "".join(lines) == name
    assert all(width(line, size, bold=True) <= room + 0.01 for line in lines)


def test_a_name_without_glyphs_stops_the_card():
    with pytest.raises(NotAcceptable) as refused:
        card_face(replace(FACE, name=f"张{chr(0x323B0)}"))
    assert refused.value.kind == "glyph_missing"


def test_a_card_number_too_long_for_its_place_is_refused_rather_than_cut():
    with pytest.raises(NotAcceptable) as refused:
        card_face(replace(FACE, card_number="A" * 30))
    assert refused.value.facts == {"field": "卡号"}


def test_the_name_is_really_on_the_face():
    with_name, other = picture(card_face(FACE)), picture(card_face(replace(FACE, name="周示例")))
    changed = ImageChops.difference(with_name, other).getbbox()
    assert changed[0] / DOTS >= VALUES
    assert changed[3] / DOTS <= 20


def test_the_photo_stands_in_its_frame_and_may_be_absent():
    face = picture(card_face(FACE))
    assert face.getpixel((round(15 * DOTS), round(25 * DOTS))) == pytest.approx((204, 210, 216), abs=8)
    empty = picture(card_face(replace(FACE, photo=None)))
    assert empty.getpixel((round(15 * DOTS), round(20 * DOTS))) == (255, 255, 255)


def test_only_practice_cards_say_so():
    difference = ImageChops.difference(picture(card_face(FACE)), picture(card_face(replace(FACE, practice=False))))
    box = [edge / DOTS for edge in difference.getbbox()]
    assert box[0] > 60
    assert box[3] < 11.5


def test_the_back_carries_the_card_number_as_a_bar_code():
    found = zxingcpp.read_barcodes(picture(card_back(BACK)))
    assert [code.text for code in found] == [BACK.card_number]


def test_the_same_words_give_the_same_bytes():
    assert card_face(FACE) == card_face(FACE)
