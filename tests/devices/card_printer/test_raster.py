"""Panels: sizes that the printer counts on, inks in the right place, turned the right way."""

import io

import numpy as np
import pytest
from PIL import Image

from devices.card_printer.raster import GUIDE_SHEET, panels


def png(face: Image.Image) -> bytes:
    kept = io.BytesIO()
    face.save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("levels", "sheet", "colour_bytes", "black_bytes"),
    [
        (128, (648, 1016), 576_072, 82_296),
        (64, (648, 1016), 493_776, 82_296),
        (32, (648, 1016), 411_480, 82_296),
        (32, GUIDE_SHEET, 423_120, 84_624),
        (64, GUIDE_SHEET, 507_744, 84_624),
        (128, GUIDE_SHEET, 592_368, 84_624),
    ],
)
def test_panels_have_the_sizes_that_the_printer_counts(levels, sheet, colour_bytes, black_bytes):
    ribbon = panels(png(Image.new("RGB", (1016, 648), "white")), levels, sheet)
    assert [panel.colour for panel in ribbon] == ["y", "m", "c", "k", "o"]
    assert [len(panel.dots) for panel in ribbon] == [colour_bytes] * 3 + [black_bytes] * 2
    assert [panel.levels for panel in ribbon] == [levels] * 3 + [2] * 2


def test_white_needs_no_ink_and_varnish_covers_all():
    ribbon = {panel.colour: panel.dots for panel in panels(png(Image.new("RGB", (1016, 648), "white")))}
    assert not any(ribbon["y"]) | any(ribbon["m"]) | any(ribbon["c"]) | any(ribbon["k"])
    assert set(ribbon["o"]) == {0xFF}


def test_the_first_raster_line_is_the_left_edge_read_from_below():
    face = Image.new("RGB", (1016, 648), "white")
    face.putpixel((0, 647), (0, 0, 0))
    face.putpixel((1015, 0), (0, 0, 0))
    black = {panel.colour: panel.dots for panel in panels(png(face))}["k"]
    dots = np.unpackbits(np.frombuffer(black, np.uint8)).reshape(1016, 648)
    assert dots[0, 0] == 1
    assert dots[1015, 647] == 1
    assert dots.sum() == 2


def test_each_light_takes_its_own_ink():
    for colour, ink in (((255, 255, 0), "y"), ((255, 0, 255), "m"), ((0, 255, 255), "c")):
        ribbon = {p.colour: p.dots for p in panels(png(Image.new("RGB", (1016, 648), colour)))}
        assert {name for name in "ymc" if any(ribbon[name])} == {ink}
        assert set(ribbon[ink]) == {0xFF}


def test_only_pure_black_comes_out_of_the_resin_panel():
    face = Image.new("RGB", (1016, 648), (1, 1, 1))
    face.putpixel((500, 300), (0, 0, 0))
    ribbon = {panel.colour: panel.dots for panel in panels(png(face))}
    assert np.unpackbits(np.frombuffer(ribbon["k"], np.uint8)).sum() == 1


def test_a_face_of_another_size_is_our_own_mistake():
    with pytest.raises(ValueError):
        panels(png(Image.new("RGB", (1011, 638))))
