import numpy as np
import pytest

from devices.simulators.portrait import Sitter, picture, sitter_of


def test_the_same_sitter_gives_the_same_picture(frame):
    assert np.array_equal(picture(Sitter(203, "female", 30)), frame())


def test_two_sitters_look_different(frame):
    assert np.abs(frame().astype(int) - frame(None, "female", 30, 204)).mean() > 1


def test_a_sitter_follows_from_a_practice_number():
    assert sitter_of("110199198503127011", 2026) == Sitter(11019919850312701, "male", 41)
    assert sitter_of("110199198802296229", 2026).sex == "female"


def test_an_unknown_fault_is_named():
    with pytest.raises(ValueError, match="no fault 'smile'"):
        picture(Sitter(1, "male", 30), "smile")
