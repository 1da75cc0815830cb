import functools

import pytest

from devices.photo.studio import PhotoStudio
from devices.simulators.portrait import Sitter, picture


@pytest.fixture(scope="session")
def studio():
    return PhotoStudio()


@pytest.fixture(scope="session")
def frame():
    """A camera's frame with a practice person in it; painted once."""

    @functools.cache
    def paint(fault=None, sex="female", age=30, seed=203):
        return picture(Sitter(seed, sex, age), fault)

    return paint


@pytest.fixture(scope="session")
def shot(studio, frame):
    return studio.take(frame())
