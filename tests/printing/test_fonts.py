"""Which face draws a character, and what happens when none does."""

import pytest
from paper_samples import NAMES

from desk.errors import NotAcceptable
from printing import font_files, fonts

NO_FONT = chr(0x323B0)  # the first ideograph after extension H's end: no font has it


def test_the_house_faces_draw_ordinary_chinese_alone():
    assert fonts.runs("受理回执 25.00 元") == [(0, "受理回执 25.00 元")]
    assert fonts.runs("受理回执", bold=True) == [(1, "受理回执")]


def test_every_one_of_the_thirteen_rare_characters_has_a_face():
    assert len(NAMES) == 13
    assert fonts.missing(NAMES) == []


def test_a_name_is_cut_into_runs_only_where_the_face_changes():
    assert fonts.runs("张𠮷𭅯三") == [(0, "张"), (2, "𠮷𭅯"), (0, "三")]


def test_a_character_without_a_face_is_named_by_its_code_point():
    text = f"张{NO_FONT}三"
    assert fonts.missing(text) == [NO_FONT]
    with pytest.raises(NotAcceptable) as refused:
        fonts.demand(text)
    assert refused.value.kind == "glyph_missing"
    assert refused.value.facts == {"characters": ["U+323B0"]}
    with pytest.raises(NotAcceptable):
        fonts.width(text, 10)


def test_without_the_rare_faces_a_rare_name_is_refused_and_an_ordinary_one_is_not(monkeypatch):
    monkeypatch.setattr(fonts, "face", lambda index: fonts.Face(index, fonts.path(index)) if index < 2 else None)
    monkeypatch.setattr(fonts, "_OWNERS", {bold: fonts._Owners(chain) for bold, chain in fonts.CHAINS.items()})
    assert fonts.missing("张三𬭎𠮷") == ["𠮷"]


def test_widths_are_the_fonts_own():
    assert fonts.width("医保", 10) == pytest.approx(20)
    assert fonts.width("0", 1000) == pytest.approx(555)


def test_the_checked_in_fonts_are_the_published_ones():
    from hashlib import sha256

    told = (font_files.HOUSE / "README.md").read_text(encoding="utf-8")
    for name in font_files.FILES[:2]:
        assert sha256((font_files.HOUSE / name).read_bytes()).hexdigest() in told
    assert "SIL OPEN FONT LICENSE" in (font_files.HOUSE / "OFL.txt").read_text(encoding="utf-8")


def test_the_files_for_drivers_that_draw_themselves_begin_with_the_house_face():
    assert [file.name for file in font_files.files()] == [font_files.FILES[0], *font_files.FILES[2:]]
