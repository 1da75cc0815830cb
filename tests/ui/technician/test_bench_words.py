"""What the bench says of a picture that is too bright, and of this machine when something should be looked at."""

from datetime import UTC, date, datetime

import cv2
import numpy as np
import pytest

from desk.settings import DeviceSettings, LinkSettings
from devices.cabinet import Cabinet
from devices.camera import PictureFolder
from devices.checkup import Check
from ui.technician import trying
from ui.technician.bench import Bench
from ui.technician.workshop import Workshop


@pytest.mark.parametrize(
    ("device", "light", "mark", "said"),
    [
        ("camera", 245, "look", "太亮"),
        ("camera", 20, "look", "太暗"),
        ("camera", 128, "fine", "亮度 50%"),
        ("document_camera", 245, "fine", "亮度 96%"),
        ("document_camera", 255, "look", "太亮"),
    ],
)
def test_a_picture_with_too_much_or_too_little_light_is_told_to_be_so(tmp_path, monkeypatch, device, light, mark, said):
    monkeypatch.setattr(trying, "WATCHED", 0.02)
    cv2.imwrite(str(tmp_path / "page.png"), np.full((90, 120, 3), light, np.uint8))
    about = trying.About("样本大厅", "2026-03-16 10:00", live=False)
    tried = trying.try_one(device, None, lambda: PictureFolder(tmp_path), lambda: False, about)
    assert (tried.mark, tried.second.startswith(said)) == (mark, True), tried.second


def test_this_machine_has_a_triangle_in_the_list_as_well_when_something_should_be_looked_at():
    shop = Workshop(Cabinet(DeviceSettings()), None, None, lambda: datetime(2026, 11, 20, tzinfo=UTC))
    ends = Check("calendar", "look", "covered", {"until": date(2026, 12, 31)})
    bench = Bench(shop, LinkSettings(), here="house", house=(Check("store", "fine", "whole"), ends))
    assert (bench.line("house").mark, bench.line("house").words) == ("look", "要看一下")
    assert bench.verdict().mark == "look"
