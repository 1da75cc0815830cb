"""The practice camera itself; what is seen through it is tried in tests/devices/photo."""

import threading

import pytest

from devices.simulators.camera import INSIDE, Scene
from devices.simulators.control import Faults
from devices.simulators.portrait import FAULTS, Sitter


@pytest.mark.parametrize("fault", [None, "black", "grey_background"])
def test_nobody_is_inside_opencv_once_a_camera_has_ended(fault):
    """Seen as an abort of the ended simulator, once in twenty-five times with four viewers."""
    scene = Scene(Sitter(1, "female", 34), Faults((*FAULTS, *INSIDE), [fault] if fault else []))
    scene.close()
    viewer = threading.Thread(target=scene.frame, args=(1,), daemon=True)
    viewer.start()
    viewer.join(0.05)
    assert viewer.is_alive()  # it waits, and goes with the program
