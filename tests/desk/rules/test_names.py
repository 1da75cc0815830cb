"""Names survive as they are; only the separator's look-alikes are replaced."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.names import LEVEL_3, LOOK_ALIKES, doubts, in_gb18030, is_ideograph, is_rare, normalise


@pytest.mark.parametrize("dot", LOOK_ALIKES)
def test_every_look_alike_becomes_the_one_separator_and_is_told(dot):
    assert normalise(f"斯琴{dot}巴特尔") == ("斯琴·巴特尔", True)


def test_the_right_separator_is_left_alone():
    assert normalise("斯琴·巴特尔") == ("斯琴·巴特尔", False)


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(name):
    once, _ = normalise(name)
    assert normalise(once) == (once, False)


def test_nothing_is_trimmed_inside_or_outside():
    assert normalise(" SAMPLE  JOHN ") == (" SAMPLE  JOHN ", False)


def test_a_name_of_fifty_characters_with_rare_ones_stays_fifty_characters():
    name = "阿" * 24 + "·" + "𬭎𰻞" + "依" * 23
    assert normalise(name) == (name, False)
    assert len(normalise(name)[0]) == 50


def test_level_three_has_as_many_ideographs_as_the_standard_counts():
    assert sum(last - first + 1 for first, last in LEVEL_3) == 87_887


def test_the_ranges_lie_in_order_and_every_one_holds_ideographs():
    ends = [end for pair in LEVEL_3 for end in pair]
    assert ends == sorted(ends)
    assert all(unicodedata.name(chr(end)).startswith("CJK ") for end in ends)


@pytest.mark.parametrize("ch", "张㛃𬭎鿍𠮷")
def test_rare_characters_of_real_names_are_in_the_standard(ch):
    assert in_gb18030(ch)
    assert is_ideograph(ch)


@pytest.mark.parametrize("ch", ["?", "\ue000", "\U00030ede", "\u200b", "あ", "1"])
def test_what_no_name_may_hold_is_told_apart(ch):
    assert not in_gb18030(ch)


def test_characters_beyond_the_basic_plane_count_as_rare():
    assert [is_rare(ch) for ch in "张㛃𬭎"] == [False, False, True]


def test_variants_and_private_codes_are_flagged_and_not_replaced():
    name = "張\ue5e5\u845b\U000e0100\ufa10"
    assert normalise(name[:4])[0] == name[:4]
    assert [why for _, why in doubts(name)] == ["private_use", "variant", "variant"]
    assert doubts("张彤") == ()
