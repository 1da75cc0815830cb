"""Strokes with pressure and time, and the picture of them."""

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.signature import Pen, picture


def written(pen: Pen) -> Pen:
    pen.down(10, 10, 1000, 0.2)
    for step in range(1, 40):
        pen.move(10 + step * 4, 10 + (step % 7) * 5, 1000 + step * 8, min(1.0, 0.2 + step / 50))
    pen.up()
    pen.down(30, 60, 1500)
    pen.move(120, 62, 1600)
    pen.up()
    return pen


def test_strokes_keep_their_points_pressure_and_time_from_the_first_touch():
    strokes = written(Pen()).strokes
    assert [len(stroke.points) for stroke in strokes] == [40, 2]
    assert strokes[0].points[0] == (10, 10, 0.2, 0)
    assert strokes[1].points == ((30, 60, 0.5, 500), (120, 62, 0.5, 600))


def test_the_stroke_under_the_pen_is_seen_already():
    pen = Pen()
    pen.down(1, 1, 0)
    pen.move(5, 5, 10)
    assert [point[3] for stroke in pen.strokes for point in stroke.points] == [0, 10]


def test_moving_without_touching_writes_nothing():
    pen = Pen()
    pen.move(5, 5, 10)
    pen.up()
    assert pen.strokes == ()


def test_a_dot_is_no_signature_and_a_name_is():
    pen = Pen()
    pen.down(5, 5, 0)
    for at in range(20):
        pen.move(5 + at % 2, 5, at)
    assert not pen.enough()
    pen.clear()
    assert pen.strokes == ()
    assert written(pen).enough()


def test_the_picture_shows_the_strokes_dark_on_white_without_distortion():
    sheet = np.asarray(Image.open(io.BytesIO(picture(written(Pen()).strokes, 600, 200))))
    assert sheet.shape == (200, 600)
    rows, columns = np.where(sheet < 128)
    across, down = columns.max() - columns.min(), rows.max() - rows.min()
    assert across > 300 or down > 150
    assert abs(across / down - 156 / 52) < 0.3
    assert sheet[0, 0] == 255


def test_no_strokes_are_a_white_sheet():
    assert (np.asarray(Image.open(io.BytesIO(picture(())))) == 255).all()


positions = st.floats(-1e6, 1e6, allow_nan=False)


@given(
    st.lists(st.tuples(st.sampled_from(["down", "move", "up"]), positions, positions, st.floats(-5, 5)), max_size=40)
)
def test_whatever_a_pad_reports_pressure_and_time_stay_in_range(events):
    pen = Pen()
    for at, (what, x, y, pressure) in enumerate(events):
        if what == "up":
            pen.up()
        else:
            getattr(pen, what)(x, y, at * 7, pressure)
    times = [point[3] for stroke in pen.strokes for point in stroke.points]
    assert times == sorted(times)
    assert all(0 <= point[2] <= 1 for stroke in pen.strokes for point in stroke.points)
