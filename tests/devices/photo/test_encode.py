import cv2
import numpy as np
import pytest

from desk.rules.photo_standard import PhotoStandard
from devices.photo.brought import header
from devices.photo.encode import encode, with_resolution

S = PhotoStandard()


def noise(strength):
    chance = np.random.default_rng(7)
    return np.clip(128 + chance.normal(0, strength, (441, 358, 3)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("strength", [4, 8, 25])
def test_a_file_uses_the_limit_and_never_passes_it(strength):
    data = encode(noise(strength), S)
    assert 0.9 * S.max_bytes <= len(data) <= S.max_bytes


def test_a_picture_that_says_nothing_stays_small():
    assert len(encode(np.full((441, 358, 3), 250, np.uint8), S)) < S.min_bytes


def test_the_resolution_is_in_the_header_and_nothing_else_changes():
    plain = cv2.imencode(".jpg", noise(5))[1].tobytes()
    data = with_resolution(plain, 350)
    assert header(data).dpi == 350
    assert len(data) == len(plain)
    assert data[18:] == plain[18:]
