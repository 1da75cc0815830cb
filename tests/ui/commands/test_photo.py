"""`guitai photo …` as its callers see it."""

import json
import subprocess
import sys

import cv2
import pytest

from devices.simulators.portrait import Sitter, picture


def guitai(*words):
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", *map(str, words)], check=False, capture_output=True, text=True, timeout=60
    )
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.fixture(scope="module")
def camera_picture(tmp_path_factory):
    file = tmp_path_factory.mktemp("photo") / "from-a-stick.png"
    cv2.imwrite(str(file), picture(Sitter(5, "male", 41)))
    return file


def test_a_picture_is_made_into_a_photo_that_then_passes_the_check(camera_picture, tmp_path):
    out = tmp_path / "card.jpg"
    code, made, _ = guitai("photo", "make", camera_picture, "--out", out, "--json", "--data-dir", tmp_path)
    assert (code, made["ok"]) == (0, True)
    code, checked, _ = guitai("photo", "check", out, "--json", "--policy", "demo")
    assert (code, checked["ok"]) == (0, True)
    values = {each["code"]: each["value"] for each in checked["checks"]}
    assert values["size"] == "358×441"
    assert values["resolution"] == 350
    assert 14336 <= values["file_too_large"] <= 40960


def test_a_picture_that_does_not_fit_ends_with_four_and_says_why(camera_picture, tmp_path):
    code, told, _ = guitai("photo", "check", camera_picture, "--json", "--data-dir", tmp_path)
    assert code == 4
    wrong = {each["code"]: each for each in told["checks"] if not each["ok"]}
    assert wrong["size"] == {"code": "size", "ok": False, "value": "1280×720", "limit": "358×441"}
    assert "background" not in wrong


def test_the_halls_own_pack_says_what_its_cards_want(camera_picture, tmp_path):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "ours.toml").write_text(
        '[pack]\nname = "ours"\ntitle = "本厅"\nlevel = "hall"\nextends = "demo"\nversion = "1"\n'
        'valid_from = 2025-01-01\n[photo]\nrow = ["M-040"]\nwidth = 1280\nheight = 720\n',
        encoding="utf-8",
    )
    (tmp_path / "guitai.toml").write_text('[policy]\npack = "ours"\n', encoding="utf-8")
    _, told, _ = guitai("photo", "check", camera_picture, "--json", "--data-dir", tmp_path)
    assert [each["ok"] for each in told["checks"] if each["code"] == "size"] == [True], told


def test_a_file_that_is_no_photo_ends_with_four(tmp_path):
    file = tmp_path / "letter.jpg"
    file.write_text("dear hall")
    code, told, said = guitai("photo", "check", file, "--json", "--data-dir", tmp_path)
    assert (code, told["error"]["kind"]) == (4, "photo_not_acceptable")
    assert said


def test_a_file_or_a_policy_that_is_not_there_is_wrong_usage(camera_picture, tmp_path):
    code, told, _ = guitai("photo", "check", tmp_path / "none.jpg", "--json", "--data-dir", tmp_path)
    assert (code, told["error"]["kind"]) == (2, "no_file")
    code, told, _ = guitai("photo", "check", camera_picture, "--json", "--policy", "atlantis")
    assert (code, told["error"]["kind"]) == (2, "unknown_code")
