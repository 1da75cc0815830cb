"""The technician's workbench on a whole desk: real window, real lanes, simulated devices on their real wires."""

import zipfile

import pytest
from PySide6.QtGui import QGuiApplication
from whole_desk import whole_desk

from desk.settings import IdReaderSettings, read_settings
from devices.practice import practice_cards


@pytest.fixture(scope="module")
def desk(tmp_path_factory, qapp):
    with whole_desk(tmp_path_factory.mktemp("bench"), "0305") as desk:
        yield desk


@pytest.fixture(autouse=True)
def at_rest(desk):
    """Every test begins at the reader, with nothing under way."""
    for simulator in (desk.bench.id_reader, desk.bench.camera, desk.bench.card_printer):
        simulator.tell("clear")
    desk.bench.id_reader.tell("replug")
    desk.bench.lift()
    if desk.state.setting:
        desk.press("Esc")
    if desk.state.paused:
        desk.press("Space")
    desk.ask("select", "id_reader")
    desk.presenter._bench.tried.clear()
    desk.press("Shift+F5")
    idle(desk)


def idle(desk):
    desk.until(lambda: not desk.presenter._bench.busy)


def line(desk, code):
    return next(one for one in desk.state.devices if one.code == code)


def shown(desk):
    """Everything the screen says now."""
    return repr(desk.state)


def personal(number):
    card = practice_cards()[number]
    return [number, card["name"], card["address"], card["issuer"], number[6:14]]


def a_person(desk):
    return desk.bench.people()[0][0]


def readings(desk):
    return len(desk.presenter._log().readings(desk.workplace.desk.now().date()))


def wire(desk):
    return [cells.words[3] for cells in desk.state.wire]


def test_every_device_stands_there_with_a_word_and_a_mark(desk):
    assert desk.screen == "devices"
    states = {one.code: (one.words, one.mark) for one in desk.state.devices}
    assert states["id_reader"] == ("就绪", "fine")
    assert states["camera"] == ("就绪", "fine")
    assert states["card_printer"][1] == "fine"
    assert states["card_printer"][0].startswith("色带剩 ")
    assert states["receipt_printer"] == ("未接", "none")
    assert states["house"] == ("就绪", "fine")
    assert desk.state.verdict.sentence == "读卡器就绪"
    assert "安全模块 05.01-20130101-" in desk.state.verdict.second


def test_a_card_that_is_tried_is_told_without_anything_of_the_person(desk):
    number = a_person(desk)
    desk.bench.lay(number)
    desk.press("F5")
    desk.until(lambda: desk.state.verdict.sentence == "读到一张证件")
    idle(desk)
    desk.press("Ctrl+C")
    desk.press("Ctrl+S")
    desk.until(lambda: desk.state.bar.deed and "支持包已存" in desk.state.bar.deed.words)
    bundle = max((desk.workplace.ground.folder / "support").glob("*.zip"))
    with zipfile.ZipFile(bundle) as content:
        names = content.namelist()
        packed = "\n".join(content.read(name).decode("utf-8") for name in names)
    assert {"about.json", "settings.toml", "checkup.json", "logs/id_reader.log"} <= set(names)
    assert "读到一张证件" in shown(desk)
    for canary in personal(number):
        assert canary not in shown(desk)
        assert canary not in QGuiApplication.clipboard().text()
        assert canary not in packed
    assert practice_cards()[number]["name"].encode("utf-16-le").hex(" ").upper() not in packed


def test_the_wire_is_shown_as_it_happens_and_an_idle_reader_says_so_once(desk):
    reads = readings(desk)
    desk.bench.lay(a_person(desk))
    desk.until(lambda: readings(desk) > reads)
    desk.until(lambda: "读文字和照片" in wire(desk))
    desk.until(lambda: wire(desk)[-2:] == ["寻卡", "80 没有卡"])
    before = wire(desk)
    changes = desk.presenter._log().changes
    desk.until(lambda: desk.presenter._log().changes > changes + 3)
    assert wire(desk) == before
    assert next(one for one in desk.state.figures if one.label == "今日读卡").value != "0 次"


def test_a_paused_wire_stands_still_and_loses_nothing(desk):
    desk.press("Space")
    before, reads = wire(desk), readings(desk)
    desk.bench.lay(a_person(desk))
    desk.until(lambda: readings(desk) > reads)
    assert wire(desk) == before
    desk.press("Space")
    assert "读文字和照片" in wire(desk)


def test_a_card_lifted_too_soon_is_no_fault_of_the_reader_and_the_advice_says_so(desk):
    desk.bench.id_reader.tell("fault", name="sw@41", next=4, on="read")
    desk.bench.lay(a_person(desk))
    desk.until(lambda: desk.state.advice is not None)
    assert desk.state.advice.sentence == "卡在读完前移开了"
    assert [cells for cells in desk.state.wire if cells.selected][-1].words[3] == "41 读失败：卡移开了"


def test_an_unplugged_reader_says_so_and_is_ready_again_once_it_is_back(desk):
    desk.bench.id_reader.tell("unplug")
    desk.press("Shift+F5")
    idle(desk)
    assert line(desk, "id_reader").mark == "stop"
    assert desk.state.verdict.mark == "stop"
    assert desk.state.verdict.second
    assert line(desk, "camera").mark == "fine"
    desk.bench.id_reader.tell("replug")
    desk.press("Shift+F5")
    idle(desk)
    assert line(desk, "id_reader").words == "就绪"


def test_a_camera_is_tried_with_its_picture_and_nothing_of_it_is_kept(desk):
    desk.press("3")
    desk.press("F5")
    desk.until(lambda: desk.state.picture)
    assert desk.state.verdict.sentence == "拍到了，1280×720"
    desk.press("4")
    assert desk.state.picture == b""


def test_a_setting_is_tried_before_it_is_saved_and_the_last_good_file_is_kept(desk):
    file = desk.workplace.ground.folder / "guitai.toml"
    good = desk.bench.id_reader.where
    desk.press("F7")
    desk.until(lambda: not desk.state.looking)
    desk.ask("typed", "port=/dev/ttyNOBODY")
    desk.press("F5")
    idle(desk)
    assert desk.state.verdict.mark == "stop"
    assert desk.state.bar.primary.code == "try_one"
    desk.ask("typed", f"port={good}")
    desk.ask("typed", "timeout=4.5")
    desk.bench.lay(a_person(desk))
    desk.press("F5")
    desk.until(lambda: desk.state.bar.primary.code == "save" and desk.state.bar.primary.enabled)
    desk.press("Ctrl+Return")
    desk.until(lambda: not desk.state.setting)
    idle(desk)
    assert read_settings(file).devices.id_reader == IdReaderSettings(timeout=4.5)  # the practice port is no hall's
    assert line(desk, "id_reader").words == "就绪"
    before = file.read_bytes()
    desk.presenter._shop.save("id_reader", read_settings(file).devices.id_reader)
    assert file.with_name("guitai.toml.bak").read_bytes() == before


def test_a_bad_value_is_refused_with_its_key_and_nothing_is_written(desk):
    file = desk.workplace.ground.folder / "guitai.toml"
    before = file.read_bytes() if file.exists() else None
    desk.press("F7")
    desk.until(lambda: not desk.state.looking)
    desk.ask("typed", "baud=fast")
    desk.press("F5")
    assert [(one.field, one.words) for one in desk.state.problems] == [("baud", "波特率 要写成整数，不是“fast”")]
    assert desk.state.verdict.mark == "stop"
    desk.ask("save")
    assert desk.state.setting
    assert (file.read_bytes() if file.exists() else None) == before


def test_the_desk_waits_for_cards_again_after_a_try(desk):
    desk.bench.lay(a_person(desk))
    desk.press("F5")
    desk.until(lambda: desk.state.verdict.sentence == "读到一张证件")
    idle(desk)
    desk.bench.lift()
    done = readings(desk)
    desk.bench.lay(desk.bench.people()[1][0])
    desk.until(lambda: readings(desk) > done)


def test_a_settings_file_that_was_spoilt_meanwhile_is_named_with_its_line(desk):
    file = desk.workplace.ground.folder / "guitai.toml"
    before = file.read_bytes() if file.exists() else b""
    file.write_text("[screen]\nscale = 137\n", encoding="utf-8")
    desk.ask("select", "house")
    desk.press("F5")
    desk.until(lambda: any(cells.mark == "stop" for cells in desk.state.lines))
    at = next(n for n, cells in enumerate(desk.state.lines) if cells.mark == "stop")
    words, mistake = (cells.words for cells in desk.state.lines[at : at + 2])
    assert (words[0], mistake[1].startswith("第 2 行 screen.scale")) == ("设置文件", True)
    file.write_bytes(before)
    desk.press("F5")
    desk.until(lambda: desk.state.lines and all(cells.mark == "fine" for cells in desk.state.lines))
