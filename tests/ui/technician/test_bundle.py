"""The settings file is written whole or not at all, and the support bundle holds nothing of a person."""

import zipfile
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk.errors import StoreTrouble, UsageError
from desk.settings import DeviceSettings, EvaluatorSettings, IdReaderSettings, Settings, read_settings
from devices.id_reader.watch import Trace
from ui.technician.bundle import clean, write_bundle
from ui.technician.device_log import DeviceLog, median_seconds
from ui.technician.settings_file import save_settings
from ui.technician.workshop import section_from

AT = datetime.fromisoformat("2026-03-16T08:12:00+08:00")


def with_reader(**values):
    return Settings(devices=DeviceSettings(id_reader=IdReaderSettings(**values)))


def test_the_last_good_settings_are_kept_beside_the_new_ones(tmp_path):
    file = tmp_path / "guitai.toml"
    save_settings(file, with_reader(port="COM3"))
    first = file.read_bytes()
    save_settings(file, with_reader(port="COM4", baud=9600))
    assert read_settings(file) == with_reader(port="COM4", baud=9600)
    assert file.with_name("guitai.toml.bak").read_bytes() == first
    assert sorted(each.name for each in tmp_path.iterdir()) == ["guitai.toml", "guitai.toml.bak"]


def test_values_that_the_file_may_not_hold_replace_nothing(tmp_path):
    file = tmp_path / "guitai.toml"
    save_settings(file, with_reader(port="COM3"))
    with pytest.raises(UsageError):
        save_settings(file, replace(Settings(), mode="dead"))
    assert read_settings(file) == with_reader(port="COM3")
    assert [each.name for each in tmp_path.iterdir()] == ["guitai.toml"]


def test_a_folder_that_cannot_be_made_is_told_as_the_disks_trouble(tmp_path):
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(StoreTrouble):
        save_settings(tmp_path / "data" / "guitai.toml", Settings())


def test_every_bad_key_is_named_at_once():
    with pytest.raises(UsageError) as refused:
        section_from("id_reader", IdReaderSettings(), {"port": "COM3", "baud": "fast", "timeout": "long"})
    assert [(one.key, one.problem) for one in refused.value.facts["mistakes"]] == [
        ("devices.id_reader.baud", "wants_int"),
        ("devices.id_reader.timeout", "wants_float"),
    ]
    assert section_from("evaluator", EvaluatorSettings(), {"address": " screen "}).address == "screen"


def test_a_bundle_is_whole_and_without_secrets_names_or_numbers(tmp_path):
    logs, incidents = tmp_path / "logs", tmp_path / "incidents"
    for folder in (logs, incidents):
        folder.mkdir()
    (logs / "id_reader.log").write_text("2026-03-16T08:12:00.000\tin\tAA AA ··\t90\n110199198503127011\n", "utf-8")
    (incidents / "7F3A.txt").write_text("  /home/lisi/guitai/ui/app.py:12 open\n", "utf-8")
    (incidents / "photo.jpg").write_bytes(b"never packed")
    settings = Settings(devices=DeviceSettings(evaluator=EvaluatorSettings(address="http://user:pass@box/")))
    checks = [{"name": "registry", "ok": False, "detail": "token = abcdef", "next": ""}]
    file = write_bundle(tmp_path / "b.zip", settings=settings, checks=checks, logs=logs, incidents=incidents, at=AT)
    with zipfile.ZipFile(file) as bundle:
        packed = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert set(packed) == {"about.json", "settings.toml", "checkup.json", "logs/id_reader.log", "incidents/7F3A.txt"}
    everything = "\n".join(packed.values())
    for secret in ("110199198503127011", "lisi", "user:pass", "abcdef"):
        assert secret not in everything
    assert '"guitai"' in packed["about.json"]
    assert "AA AA ··" in packed["logs/id_reader.log"]


def test_cleaning_leaves_frames_and_module_numbers_alone():
    frame = "AA AA AA 96 69 00 14 00 00 90 05 00 01 00 35 29 33 01 87 D6 12 00 B1 68 DE 3A"
    assert clean(frame) == frame
    assert clean("05.01-20130101-0001234567-0987654321") == "05.01-20130101-0001234567-0987654321"
    assert clean("11010519491231002X") == "***"


class Hand:
    """A clock that a test moves."""

    def __init__(self):
        self.at = AT

    def __call__(self):
        return self.at


def read_once(log, clock, status="90", seconds=1.1):
    for trace in (Trace("out", "20 01", 10, "find"), Trace("in", "9F", 15, "9f"), Trace("out", "30 01", 10, "read")):
        log.heard(trace)
    clock.at += timedelta(seconds=seconds)
    log.heard(Trace("in", "90 ··", 1295, status))


def test_the_log_counts_a_days_readings_and_how_long_they_took(tmp_path):
    clock = Hand()
    log = DeviceLog("id_reader", clock, tmp_path)
    for seconds, status in ((1.0, "90"), (1.4, "90"), (1.2, "90"), (0.3, "41")):
        read_once(log, clock, status, seconds)
    readings = log.readings(AT.date())
    assert [one.status for one in readings] == ["90", "90", "90", "41"]
    assert median_seconds(readings) == pytest.approx(1.2)
    assert log.readings(AT.date() - timedelta(days=1)) == []
    assert len((tmp_path / "id_reader.log").read_text(encoding="utf-8").splitlines()) == 16


def test_an_idle_hour_fills_neither_memory_nor_disk(tmp_path):
    clock = Hand()
    log = DeviceLog("id_reader", clock, tmp_path)
    for _ in range(18_000):
        clock.at += timedelta(milliseconds=200)
        log.heard(Trace("out", "20 01", 10, "find"))
        log.heard(Trace("in", "80", 11, "80"))
    assert [line.meaning for line in log.lines()] == ["find", "80"]
    assert log.lines()[-1].at == clock.at
    assert len((tmp_path / "id_reader.log").read_text(encoding="utf-8").splitlines()) == 2


def test_a_log_on_a_full_disk_costs_the_file_not_the_line(tmp_path):
    (tmp_path / "logs").write_text("no folder can be here")
    log = DeviceLog("id_reader", Hand(), tmp_path / "logs")
    log.heard(Trace("out", "11 FF", 10, "status"))
    assert [line.meaning for line in log.lines()] == ["status"]


def test_an_old_log_makes_room_for_the_new_one(tmp_path):
    log = DeviceLog("card_printer", Hand(), tmp_path)
    for _ in range(6000):
        log.heard(Trace("out", "52 66 65 " * 10, 30, "Rfe"))
    assert (tmp_path / "card_printer.log").stat().st_size < 600_000
    assert (tmp_path / "card_printer.log.1").exists()
