"""Lines as Chinese typesetting wants them."""

from hypothesis import given
from hypothesis import strategies as st

from printing.fonts import width
from printing.lines import CLOSING, OPENING, Small, Strong, set_lines

TEXT = st.text(st.sampled_from("医保受理回执，。（）“”、·ab12-: 𬭎"), max_size=80)


def texts(words, room, size=10.0):
    return [line.text for line in set_lines(words, room, size, 7.5)]


def test_a_short_text_is_one_line():
    assert texts("受理回执", 100) == ["受理回执"]


def test_a_line_never_begins_with_a_closing_mark():
    assert texts("本人带身份证原件，回执", 80) == ["本人带身份证原", "件，回执"]


def test_a_line_never_ends_with_an_opening_mark():
    assert texts("居民身份证（验看）", 60) == ["居民身份证", "（验看）"]


def test_dates_and_numbers_stay_whole():
    assert texts("已于 2026-03-16 挂失", 60) == ["已于", "2026-03-16", "挂失"]
    assert texts("号码 110199********3368", 115) == ["号码", "110199********3368"]


def test_a_number_longer_than_the_line_is_cut_where_the_line_is_full():
    lines = texts("1" * 30, 50)
    assert "".join(lines) == "1" * 30
    assert all(width(line, 10) <= 50 for line in lines)


def test_bold_parts_stay_bold_across_a_break():
    (first, second) = set_lines(("请在 ", Strong("2026-03-23"), " 前补交学籍证明"), 120, 10, 7.5)
    assert first.parts == (("请在 ", False), ("2026-03-23", True), (" 前补交学", False))
    assert second.text == "籍证明"


def test_small_print_begins_a_line_of_its_own():
    plain, small = set_lines(("先续签", Small("依据：首次申领")), 200, 10, 7.5)
    assert (plain.small, small.small) == (False, True)


@given(TEXT, st.floats(30, 200))
def test_nothing_is_lost_and_nothing_is_wider_than_the_line(text, room):
    lines = texts(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert width(line, 10) <= room + 0.02 or len(line) == 1


SENTENCES = st.lists(st.sampled_from(["医保", "受理回执，", "（验看）", "“原件”、", "25.00 ", "阿·买"]), max_size=20)


@given(SENTENCES.map("".join), st.floats(60, 150))
def test_marks_stand_where_they_belong_whatever_the_text(text, room):
    lines = texts(text, room)
    assert not any(line[0] in CLOSING for line in lines[1:])
    assert not any(line[-1] in OPENING for line in lines[:-1])


def test_a_paragraph_does_not_end_with_one_character_by_itself():
    assert texts("国家医保服务平台，或到任一窗口报受理号。", 180) == ["国家医保服务平台，或到任一窗口报", "受理号。"]
    assert texts("更正登记以后，本件接着办，不必重交材料。", 183) == ["更正登记以后，本件接着办，不必重", "交材料。"]
