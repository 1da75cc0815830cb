from datetime import date

import cv2
import numpy as np
import pytest

from desk.rules.photo_standard import PhotoStandard


def broken(checks):
    return {each.code for each in checks if not each.ok}


def pixels(jpeg):
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)


@pytest.mark.requirement("M-040")
@pytest.mark.parametrize(("sex", "age"), [("male", 41), ("female", 30), ("female", 8), ("male", 75)])
def test_a_person_before_a_white_wall_gives_a_photo_that_keeps_to_the_standard(studio, frame, sex, age):
    shot = studio.take(frame(None, sex, age, 400 + age))
    assert shot.ok
    assert broken(shot.checks) == set()
    assert pixels(shot.jpeg).shape == (441, 358, 3)
    assert 14336 <= len(shot.jpeg) <= 40960


def test_the_measurements_are_those_of_a_walk_in(studio, frame):
    told = studio.take(frame(), date(2026, 3, 16)).measurements
    assert told["source"] == "camera"
    assert told["taken"] == "2026-03-16"
    assert (told["format"], told["width"], told["height"], told["dpi"]) == ("jpeg", 358, 441, 350)
    assert told["background"] == "white"
    assert told["face_width"] == pytest.approx(207, abs=6)
    assert told["hair_to_top"] == pytest.approx(14, abs=4)
    assert told["eye_x"] == pytest.approx(179, abs=4)
    assert told["eye_to_bottom"] >= 207


@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        ("grey_background", {"background"}),
        ("small", {"face_width"}),
        ("off_centre", {"not_centred"}),
        ("blurred", {"blur"}),
        ("dark", {"background", "exposure"}),
        ("bright", {"burnt_out"}),
        ("tilted", {"tilted"}),
        ("eyes_closed", {"eyes_closed"}),
        ("two_people", {"several_faces"}),
        ("nobody", {"no_face"}),
    ],
)
def test_each_fault_before_the_camera_is_told_before_and_after_the_shutter(studio, frame, fault, codes):
    live = studio.look(frame(fault))
    assert broken(live.checks) == codes
    assert not live.ready
    shot = studio.take(frame(fault))
    assert codes <= broken(shot.checks) <= codes | {"background"}
    assert not shot.ok


def test_the_live_picture_says_when_to_press_and_where_it_will_cut(studio, frame):
    live = studio.look(frame())
    assert live.ready
    x, y, width, height = live.face
    guide = live.guide
    assert guide.x < x < x + width < guide.x + guide.width
    assert guide.y < y < guide.eye_y < y + height < guide.y + guide.height
    assert guide.width / guide.height == pytest.approx(358 / 441, rel=0.01)


def test_nobody_before_the_camera_leaves_a_resting_guide_and_no_photo(studio, frame):
    live = studio.look(frame("nobody"))
    assert live.face is None
    assert live.guide.centre_x == pytest.approx(640, abs=2)
    assert studio.take(frame("nobody")).jpeg == b""


def test_the_same_frame_gives_the_same_bytes(studio, frame, shot):
    assert studio.take(frame()).jpeg == shot.jpeg


def test_a_face_on_any_camera_size_is_found(studio, frame):
    for width, height in ((1920, 1080), (640, 480), (720, 1280)):
        full = frame()
        part = full if width > height else full[:, 640 - 203 : 640 + 203]
        assert studio.look(cv2.resize(part, (width, height))).face is not None


def test_an_exact_photo_that_is_brought_keeps_its_pixels(studio, shot):
    again = studio.from_file(shot.jpeg)
    assert again.ok
    assert again.measurements["source"] == "brought"
    assert np.abs(pixels(again.jpeg).astype(int) - pixels(shot.jpeg)).mean() < 1.5


def test_a_larger_photo_that_is_brought_is_cropped_to_the_standard(studio, frame):
    data = cv2.imencode(".png", frame())[1].tobytes()
    brought = studio.from_file(data, date(2026, 1, 5))
    assert brought.ok
    assert brought.measurements["format"] == "jpeg"
    assert brought.measurements["taken"] == "2026-01-05"


def test_examining_a_file_judges_it_as_it_is(studio, frame):
    data = cv2.imencode(".png", frame())[1].tobytes()
    told = studio.examine(data)
    assert {"size", "resolution", "format", "file_too_large"} <= broken(told.checks)
    assert told.jpeg == data


def test_a_policy_with_another_size_gets_that_size(frame):
    from devices.photo.studio import PhotoStudio

    legacy = PhotoStandard(
        width=236, height=295, dpi=300, min_bytes=5000, max_bytes=102400, face_width=(118, 168), face_width_aim=137,
        hair_to_top=(4, 14), eye_x=(107, 129), eye_to_bottom=137,
    )  # fmt: skip
    shot = PhotoStudio(legacy).take(frame())
    assert shot.ok
    assert pixels(shot.jpeg).shape == (295, 236, 3)
    assert shot.measurements["dpi"] == 300
