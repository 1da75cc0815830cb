"""The check-up against simulated devices on their real wires: what each says, and that nothing is used up by asking."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desk.errors import DeviceTrouble
from desk.settings import DeviceSettings, IdReaderSettings
from devices.cabinet import Cabinet
from devices.checkup import DEVICES, Check, check, probe_of
from devices.finding import candidates
from devices.simulators.launch import Simulator


def ask(name: str, live: bool = False, **sections: Any) -> Check:
    """Checks one device by settings of its own."""
    plain = DeviceSettings()
    said = replace(plain, **{device: replace(getattr(plain, device), **keys) for device, keys in sections.items()})
    opened: list[Any] = []

    def open_it() -> Any:
        opened.append(Cabinet(said).openers()[name]())
        return opened[-1]

    try:
        return check(name, probe_of(name, said, open_it, live=live))
    finally:
        for thing in opened:
            thing.close()


def test_what_is_not_fitted_stands_in_nobodys_way() -> None:
    for name in DEVICES:
        found = ask(name)
        assert found.ok
        assert (found.state == "none") is (name not in ("signature", "evaluator"))


def test_a_receipt_printer_tells_its_paper_and_prints_nothing(tmp_path: Path) -> None:
    with Simulator("receipt_printer", "--listen", "127.0.0.1:0", "--out", tmp_path) as printer:
        address = {"receipt_printer": {"address": f"tcp://{printer.where}"}}
        assert (ask("receipt_printer", **address).state, ask("receipt_printer", **address).detail) == ("fine", "paper")
        printer.tell("fault", name="paper_low")
        assert ask("receipt_printer", **address).detail == "paper_low"
        printer.tell("clear")
        printer.tell("fault", name="silent")
        assert ask("receipt_printer", **address).detail == "silent"
        printer.tell("clear")
        printer.tell("open_cover")
        stopped = ask("receipt_printer", **address)
        assert (stopped.ok, stopped.detail, stopped.facts["reasons"]) == (False, "printer_not_ready", ("cover_open",))
    assert not list(tmp_path.glob("*.png"))


def test_a_card_printer_tells_its_ribbon_and_uses_no_blank(tmp_path: Path) -> None:
    with Simulator("card_printer", "--listen", "127.0.0.1:0", "--out", tmp_path) as printer:
        address = {"card_printer": {"address": f"tcp://{printer.where}"}}
        before = printer.tell("state")
        fine = ask("card_printer", **address)
        assert (fine.state, fine.detail) == ("fine", "printer_ribbon")
        assert printer.tell("state") == before
    with Simulator("card_printer", "--listen", "127.0.0.1:0", "--out", tmp_path, "--hopper", "0") as printer:
        empty = ask("card_printer", card_printer={"address": f"tcp://{printer.where}"})
        assert (empty.ok, empty.facts["reasons"]) == (False, ("feeder_empty",))
    gone = ask("card_printer", **address)
    assert (gone.ok, gone.detail) == (False, "no_printer")


def test_a_live_desk_refuses_a_simulator_behind_a_port(tmp_path: Path) -> None:
    with Simulator("id_reader", "--link", tmp_path / "reader") as reader:
        section = {"id_reader": {"port": reader.where}}
        assert ask("id_reader", **section).detail == "module"
        refused = ask("id_reader", live=True, **section)
        assert (refused.ok, refused.facts["problem"]) == (False, "simulated")
        with pytest.raises(DeviceTrouble, match="simulated"):
            Cabinet(DeviceSettings(id_reader=IdReaderSettings(port=reader.where)), live=True).openers()["id_reader"]()


def test_a_camera_is_measured_and_its_picture_forgotten(tmp_path: Path) -> None:
    with Simulator("camera", "--listen", "127.0.0.1:0") as camera:
        seen = ask("camera", camera={"source": camera.where})
    assert (seen.state, seen.facts["width"], seen.facts["height"]) == ("fine", 1280, 720)
    assert json.dumps(dict(seen.facts))


@pytest.mark.parametrize(
    ("device", "keys"),
    [
        ("scanner", {"port": "/dev/ttyNOBODY"}),
        ("evaluator", {"address": "http://127.0.0.1:9/"}),
        ("evaluator", {"address": "serial:/dev/ttyNOBODY"}),
        ("document_printer", {"queue": "ipp://127.0.0.1:9/printers/none"}),
    ],
)
def test_what_is_set_but_not_there_is_trouble_with_its_device(device: str, keys: dict[str, str]) -> None:
    found = ask(device, **{device: keys})
    assert not found.ok
    assert found.trouble is not None
    assert found.trouble.exit_code == 3


def test_a_port_is_offered_by_its_identity_and_simulators_only_in_practice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, pretend = tmp_path / "ttyUSB0", tmp_path / "ttyUSB1"
    real.touch()
    (tmp_path / "by-id").mkdir()
    (tmp_path / "by-id" / "usb-KC_Reader_1").symlink_to(real)
    ports = [
        SimpleNamespace(device=str(real), identity="usb-KC_Reader_1", description="KC Reader", simulated=False),
        SimpleNamespace(device=str(pretend), identity=None, description="pretend", simulated=True),
    ]
    monkeypatch.setattr("devices.finding.serial_ports", lambda _by_id: ports)
    by_id = tmp_path / "by-id"
    assert [one.address for one in candidates("id_reader", live=True, by_id=by_id)] == ["by-id/usb-KC_Reader_1"]
    assert len(candidates("id_reader", live=False, by_id=by_id)) == 2
    lines = [one.address for one in candidates("receipt_printer", live=True, by_id=by_id)]
    assert lines[0] == "serial:by-id/usb-KC_Reader_1"
    assert candidates("signature", live=True) == []
