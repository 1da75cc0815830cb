"""The camera against a live picture from a process of its own, against films and against folders (fault 14)."""

import time

import cv2
import numpy as np
import pytest

from desk.errors import DeviceTrouble
from devices.camera import PATIENCE, list_cameras, open_camera
from devices.simulators.camera import main
from devices.simulators.launch import Simulator


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    control = tmp_path_factory.mktemp("camera") / "control"
    with Simulator("camera", "--listen", "127.0.0.1:0", "--control", control, "--age", "25") as simulator:
        yield simulator


@pytest.fixture
def camera(live):
    live.tell("clear")
    live.tell("replug")
    camera = open_camera(live.where)
    yield camera
    camera.close()


def trouble(camera):
    """What goes wrong when frames are asked for again and again."""
    until = time.monotonic() + PATIENCE + 2
    while time.monotonic() < until:
        try:
            camera.frame()
        except DeviceTrouble as told:
            return told.kind, told.facts["problem"]
    return None


def trouble_of_one(camera):
    """What goes wrong with the next frame, if anything."""
    try:
        camera.frame()
    except DeviceTrouble as told:
        return told.facts["problem"]
    return None


def recovered(camera, within=10.0):
    until = time.monotonic() + within
    while True:
        try:
            return camera.frame()
        except DeviceTrouble:
            assert time.monotonic() < until, "the camera did not come back"


def test_a_live_camera_gives_a_picture_in_which_a_person_is_found(camera, studio):
    frame = camera.frame()
    assert frame.shape == (720, 1280, 3)
    assert studio.look(frame).ready


def test_pictures_that_queued_up_while_nobody_asked_are_thrown_away(live, camera):
    other = open_camera(live.where)
    assert camera.frame().mean() > 100
    for _ in range(12):
        other.frame()  # meanwhile as many bright pictures queue up
    live.tell("fault", name="black")
    assert trouble(other) == ("device_fault", "black")
    other.close()
    bright = 0
    while trouble_of_one(camera) is None:
        bright += 1
    assert bright < 12


def test_a_black_picture_is_refused_and_light_is_taken_again(live, camera):
    live.tell("fault", name="black")
    assert trouble(camera) == ("device_fault", "black")
    live.tell("clear")
    assert recovered(camera).mean() > 100


def test_a_frozen_picture_is_refused(live, camera):
    live.tell("fault", name="frozen")
    assert trouble(camera) == ("device_fault", "frozen")


def test_a_stalled_camera_is_told_within_its_time(live, camera):
    camera.frame()
    live.tell("fault", name="stall")
    begun = time.monotonic()
    assert trouble(camera) == ("device_fault", "stalled")
    assert time.monotonic() - begun < PATIENCE + 1


def test_a_camera_that_is_pulled_and_plugged_again_goes_on(live, camera):
    camera.frame()
    live.tell("unplug")
    assert trouble(camera) == ("no_camera", "lost")
    assert trouble(camera) in {("no_camera", "lost"), ("no_camera", "absent")}
    live.tell("replug")
    assert recovered(camera).shape == (720, 1280, 3)


def test_another_person_sits_down(live, camera):
    before = camera.frame().astype(int)
    live.tell("sit", number="110199195001201791")
    until = time.monotonic() + 30  # the next face is drawn first, which takes as long as the machine needs
    while np.abs(recovered(camera, within=20).astype(int) - before).mean() < 4:
        assert time.monotonic() < until


def test_a_film_serves_as_a_camera_and_starts_again_at_its_end(tmp_path, studio):
    film = tmp_path / "practice.avi"
    assert main(["--out", str(film), "--person", "110199198503127011", "--data-dir", str(tmp_path)]) == 0
    camera = open_camera(str(film))
    frames = [camera.frame() for _ in range(65)]
    camera.close()
    assert studio.take(frames[0]).ok
    assert np.abs(frames[60].astype(int) - frames[0]).mean() < 1


def test_a_folders_newest_picture_is_the_picture(tmp_path):
    camera = open_camera(str(tmp_path))
    with pytest.raises(DeviceTrouble) as told:
        camera.frame()
    assert told.value.facts["problem"] == "no_picture"
    for name, shade in (("1.png", 60), ("2.png", 180)):
        cv2.imwrite(str(tmp_path / name), np.full((40, 60, 3), shade, np.uint8))
    assert camera.frame()[0, 0, 0] == 180
    (tmp_path / "3.png").symlink_to(tmp_path / "taken away.png")
    (tmp_path / "4.png").mkdir()
    assert camera.frame()[0, 0, 0] == 180


def test_a_picture_that_is_not_whole_yet_is_no_picture(tmp_path):
    whole = cv2.imencode(".png", np.full((40, 60, 3), 180, np.uint8))[1].tobytes()
    (tmp_path / "1.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DeviceTrouble) as told:
        open_camera(str(tmp_path)).frame()
    assert told.value.facts["problem"] == "no_picture"


@pytest.mark.parametrize(
    ("source", "problem"),
    [("", "not_configured"), ("97", "absent"), ("/dev/video97", "absent"), ("no camera of this name", "absent")],
)
def test_a_camera_that_is_not_there_says_so_at_once(source, problem):
    begun = time.monotonic()
    with pytest.raises(DeviceTrouble) as told:
        open_camera(source)
    assert (told.value.kind, told.value.facts["problem"]) == ("no_camera", problem)
    assert time.monotonic() - begun < 1


def test_a_file_that_is_no_film_is_not_opened(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("not a film")
    with pytest.raises(DeviceTrouble) as told:
        open_camera(str(file))
    assert told.value.facts["problem"] == "not_opened"


def test_the_cameras_of_this_machine_can_be_listed():
    assert all(name and source for name, source in list_cameras())


def test_the_simulator_stays_on_this_machine(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--listen", "0.0.0.0:0", "--data-dir", str(tmp_path)])
    assert ended.value.code == 2
