import pytest

from desk.rules.packs import load_policy
from desk.rules.photo_standard import PhotoStandard, background_word, check, standard_of

GOOD = {
    "format": "jpeg",
    "width": 358,
    "height": 441,
    "dpi": 350,
    "bytes": 24576,
    "background": "white",
    "face_width": 207,
    "hair_to_top": 14,
    "eye_x": 179,
    "eye_to_bottom": 226,
    "faces": 1,
    "eye_opening": 0.3,
    "slant": 0.5,
    "sharpness": 240.0,
    "brightness": 126,
    "burnt_out": 0.0,
}


def broken(**values) -> list[str]:
    return [each.code for each in check(GOOD | values, PhotoStandard()) if not each.ok]


def test_a_photo_within_all_limits_passes_every_rule():
    checks = check(GOOD, PhotoStandard())
    assert all(each.ok for each in checks)
    assert len({each.code for each in checks}) == 17


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"width": 295, "height": 413}, "size"),
        ({"dpi": 300}, "resolution"),
        ({"format": "png"}, "format"),
        ({"bytes": 40961}, "file_too_large"),
        ({"bytes": 14335}, "file_too_small"),
        ({"background": "grey"}, "background"),
        ({"face_width": 178}, "face_width"),
        ({"face_width": 256}, "face_width"),
        ({"hair_to_top": 6}, "head_margin"),
        ({"hair_to_top": 22}, "head_margin"),
        ({"eye_x": 161}, "not_centred"),
        ({"eye_x": 197}, "not_centred"),
        ({"eye_to_bottom": 206}, "eye_line"),
        ({"faces": 0}, "no_face"),
        ({"faces": 2}, "several_faces"),
        ({"eye_opening": 0.05}, "eyes_closed"),
        ({"slant": -9.0}, "tilted"),
        ({"sharpness": 10.0}, "blur"),
        ({"brightness": 44}, "exposure"),
        ({"brightness": 240}, "exposure"),
        ({"burnt_out": 0.49}, "burnt_out"),
    ],
)
def test_one_value_outside_breaks_one_rule(values, code):
    assert broken(**values) == [code]


@pytest.mark.parametrize(
    "values",
    [
        {"bytes": 40960},
        {"bytes": 14336},
        {"face_width": 179},
        {"face_width": 255},
        {"hair_to_top": 7},
        {"hair_to_top": 21},
        {"eye_x": 162},
        {"eye_x": 196},
        {"eye_to_bottom": 207},
    ],
)
def test_a_value_on_the_limit_is_fine(values):
    assert broken(**values) == []


def test_what_was_not_measured_is_not_checked():
    assert [each.code for each in check({"bytes": 20000, "dpi": None}, PhotoStandard())] == [
        "file_too_large",
        "file_too_small",
    ]


def test_each_rule_names_its_value_and_its_limit():
    told = {each.code: each.document() for each in check(GOOD | {"face_width": 120}, PhotoStandard())}
    assert told["face_width"] == {"code": "face_width", "ok": False, "value": 120, "limit": [179, 255]}
    assert told["eye_line"]["limit"] == [207, None]
    assert told["resolution"]["limit"] == 350


def test_a_policy_may_set_other_limits():
    legacy = PhotoStandard(width=236, height=295, dpi=300, max_bytes=102400)
    codes = [each.code for each in check(GOOD | {"bytes": 90000}, legacy) if not each.ok]
    assert codes == ["size", "resolution"]


@pytest.mark.parametrize(
    ("ground", "word"),
    [
        ((246, 3, 2), "white"),
        ((205, 26, 40), "white"),
        ((204, 3, 2), "grey"),
        ((240, 40, 2), "coloured"),
        ((240, 3, 60), "uneven"),
    ],
)
def test_a_ground_is_named_by_what_is_wrong_with_it(ground, word):
    assert background_word(*ground, PhotoStandard()) == word


def test_the_limits_of_the_national_pack_are_the_standards_own():
    assert standard_of(load_policy("demo").photo) == PhotoStandard()
