from hypothesis import given
from hypothesis import strategies as st

from desk.rules.photo_standard import PhotoStandard
from devices.photo.crop import ENLARGE, Geometry, window

S = PhotoStandard()


def face(width=230.0, x=640.0, y=300.0, hair=180.0):
    return Geometry(width, x, y, y + width * 0.8, y - hair, 0.0)


def test_a_usual_face_gets_the_usual_place():
    w = window(face(), 1280, 720, S)
    assert round(w.scale * 230) == 207
    assert round((640 - w.x) * w.scale) == 179
    assert round((120 - w.y) * w.scale) == 14


def test_tall_hair_makes_the_face_smaller_before_it_is_cropped():
    w = window(face(hair=250.0), 1280, 720, S)
    assert 179 <= w.scale * 230 < 207
    assert (50 - w.y) * w.scale >= 13
    assert 441 - (300 - w.y) * w.scale >= 207


def test_where_hair_and_eyes_cannot_both_fit_the_eyes_win():
    w = window(face(y=400.0, hair=390.0), 1280, 720, S)
    assert 441 - (400 - w.y) * w.scale >= 207 - 0.01
    assert (10 - w.y) * w.scale < 7


def test_a_distant_face_is_not_blown_up():
    assert window(face(width=100.0, hair=80.0), 1280, 720, S).scale == ENLARGE


@given(st.floats(60, 400), st.floats(0, 1280), st.floats(0, 720), st.floats(0, 400))
def test_the_window_never_leaves_the_frame(width, x, y, hair):
    w = window(face(width, x, y, hair), 1280, 720, S)
    assert -0.01 <= w.x <= w.x + w.width <= 1280.01
    assert -0.01 <= w.y <= w.y + w.height <= 720.01
