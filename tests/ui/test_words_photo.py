"""A rule of the photo standard is named by what it asks, not by how it fails, and says what to do when it does."""

import pytest

from desk.rules.photo_standard import PhotoStandard, check
from ui.words import speak, vocabulary
from ui.words.photo_rules import ONE_ROW, photo_problem, photo_rules

GOOD = {
    "faces": 1, "background": "white", "bytes": 38136, "face_width": 207, "hair_to_top": 13, "eye_x": 179,
    "eye_to_bottom": 226, "width": 358, "height": 441, "dpi": 350, "format": "jpeg", "eye_opening": 0.31,
    "slant": -1.4, "sharpness": 88.0, "brightness": 151, "burnt_out": 0.01,
}  # fmt: skip


@pytest.fixture(autouse=True)
def chinese_again():
    yield
    speak("zh")


def rows(**measured):
    return {one.code: one for one in photo_rules(check({**GOOD, **measured}, PhotoStandard()))}


def test_a_good_photo_reads_as_the_rules_themselves():
    told = [(one.name, one.value, one.limit, one.advice) for one in rows().values()]
    assert told[:8] == [
        ("人脸", "1", "只能一人", "合格"),
        ("背景", "白", "须白色", "合格"),
        ("文件大小", "37 KB", "14–40 KB", "合格"),
        ("脸宽", "207", "179–255 像素", "合格"),
        ("头顶距", "13", "头发距上边 7–21 像素", "合格"),
        ("居中", "179", "两眼中间距左边 162–196 像素", "合格"),
        ("眼睛位置", "226", "两眼距下边 ≥ 207 像素", "合格"),
        ("尺寸", "358 × 441", "358 × 441，350 dpi", "合格"),
    ]


def test_what_the_machine_measures_of_the_eyes_is_not_what_the_clerk_looks_at():
    eyes = rows()["eyes_closed"]
    assert (eyes.name, eyes.value, eyes.limit) == ("眼缝", "31%", "高与宽之比 ≥ 16%")


def test_a_head_held_all_but_straight_stands_at_no_minus_zero():
    rows = {row.code: row.value for row in photo_rules(check({**GOOD, "slant": -0.3}, PhotoStandard()))}
    assert rows["tilted"] == "0°"


@pytest.mark.parametrize(
    ("measured", "code", "value", "advice"),
    [
        ({"faces": 0}, "faces", "0", "没有人脸"),
        ({"faces": 2}, "faces", "2", "不止一人"),
        ({"background": "grey"}, "background", "灰", "换背景"),
        ({"bytes": 53000}, "bytes", "52 KB", "偏大"),
        ({"bytes": 40961}, "bytes", "41 KB", "偏大"),
        ({"bytes": 14335}, "bytes", "13 KB", "偏小"),
        ({"face_width": 150}, "face_width", "150", "靠近些"),
        ({"face_width": 260}, "face_width", "260", "退远些"),
        ({"dpi": 72}, "size", "72 dpi", "不合格"),
        ({"slant": 11.2}, "tilted", "11°", "头摆正"),
        ({"burnt_out": 0.2}, "burnt_out", "20%", "光太强"),
    ],
)
def test_a_broken_rule_comes_first_with_its_value_and_what_to_do(measured, code, value, advice):
    first = photo_rules(check({**GOOD, **measured}, PhotoStandard()))[0]
    assert (first.code, first.ok, first.value, first.advice) == (code, False, value, advice)


def test_the_verdict_names_what_is_wrong():
    wrong = [one for one in check({**GOOD, "background": "grey", "bytes": 53000}, PhotoStandard()) if not one.ok]
    assert [photo_problem(one) for one in wrong] == ["背景偏灰", "文件过大"]


def test_every_check_of_the_standard_has_a_name_and_a_problem():
    for one in check(GOOD, PhotoStandard()):
        assert ONE_ROW.get(one.code, one.code) in vocabulary()["photo_rules"]
        assert one.code in vocabulary()["photo_problems"]


def test_the_rows_are_spoken_in_english_too():
    speak("en")
    ground = rows(background="grey")["background"]
    assert (ground.name, ground.value, ground.limit, ground.advice) == (
        "Background",
        "grey",
        "must be white",
        "Change it",
    )
