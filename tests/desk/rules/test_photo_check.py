"""The photo's limits at their very edges."""

from datetime import date

import pytest
from acceptance import codes, decided, given, guardian, number_of, policy, somebody, state_of

from desk.rules.photo_check import photo_problems

GOOD = given("T01")["photo"]


def problems(reason=None, **changes):
    return photo_problems({**GOOD, **changes}, policy("demo").photo, date(2026, 3, 16), reason)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"width": 357}, ["size"]),
        ({"height": 442}, ["size"]),
        ({"dpi": 300}, ["resolution"]),
        ({"format": "png"}, ["format"]),
        ({"bytes": 40960}, []),
        ({"bytes": 40961}, ["file_too_large"]),
        ({"bytes": 14336}, []),
        ({"bytes": 14335}, ["file_too_small"]),
        ({"background": "grey"}, ["background"]),
        ({"face_width": 179}, []),
        ({"face_width": 178}, ["face_width"]),
        ({"face_width": 255}, []),
        ({"face_width": 256}, ["face_width"]),
        ({"hair_to_top": 7}, []),
        ({"hair_to_top": 6}, ["head_margin"]),
        ({"hair_to_top": 22}, ["head_margin"]),
        ({"eye_x": 162}, []),
        ({"eye_x": 161}, ["not_centred"]),
        ({"eye_x": 197}, ["not_centred"]),
        ({"eye_to_bottom": 207}, []),
        ({"eye_to_bottom": 206}, ["eye_line"]),
        ({"source": "brought", "taken": "2025-09-16"}, []),
        ({"source": "brought", "taken": "2025-09-15"}, ["too_old"]),
        ({"source": "registry", "taken": "2015-09-15"}, []),
        ({"width": None, "bytes": None, "background": None}, []),
        ({"width": 236, "background": "grey", "bytes": 50000}, ["size", "file_too_large", "background"]),
    ],
)
def test_each_limit_counts_both_its_ends(changes, wrong):
    assert problems(**changes) == wrong


def test_a_new_photo_cannot_be_the_one_the_registry_had():
    assert problems("photo_changed") == ["not_new"]
    assert problems("photo_changed", source="camera") == []


@pytest.mark.parametrize(("birth", "required"), [("2019-03-17", False), ("2019-03-16", True)])
def test_a_photo_is_needed_from_seven(birth, required):
    walk_in = somebody("A06", number_of(birth), guardian=guardian())
    assert decided(walk_in)["photo"]["required"] == required


@pytest.mark.parametrize("base", ["T01", "T09", "T07b"])
def test_a_bad_photo_is_taken_again_on_the_spot_and_the_card_comes_later(base):
    answer = decided(given(base, photo__background="grey"))
    assert answer["outcome"] == "accept"
    assert "capture_photo" in answer["prerequisites"]
    assert answer["delivery"]["mode"] == "pickup"
    assert state_of(answer, "photo") is None


@pytest.mark.requirement("M-048")
def test_without_a_camera_a_missing_or_bad_photo_is_a_missing_paper():
    absent = decided(given("T01", photo=None, hall__camera=False))
    assert [(one["code"], one["facts"]) for one in absent["reasons"]] == [("material_missing", {"material": "photo"})]
    bad = decided(given("T01", photo__bytes=50000, hall__camera=False))
    assert [(one["code"], one["facts"]) for one in bad["reasons"]] == [
        ("photo_not_acceptable", {"problems": ["file_too_large"]})
    ]
    assert state_of(bad, "photo") == "missing"
    good = decided(given("T01", hall__camera=False))
    assert (good["outcome"], state_of(good, "photo")) == ("accept", "satisfied")


@pytest.mark.parametrize("base", ["T10", "A56", "A65", "A76", "T11a"])
def test_what_makes_no_card_needs_no_photo(base):
    answer = decided(given(base, photo=None, hall__camera=False))
    assert answer["photo"] is None
    assert codes(answer["reasons"]) == []
