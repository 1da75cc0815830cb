import json
from contextlib import closing

import pytest
from desk_builder import build
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_desk import picture, seat, settle

from desk.errors import CardSpoiled
from desk.records.names import initials
from desk.settings import DeviceSettings
from devices import practice
from devices.cabinet import Cabinet
from devices.practice import PracticeBench, practice_cards
from ui.lane import NowLane
from ui.practice import FIRST, FURTHER, MISHAPS, PracticePeople


class Bench:
    """Remembers who was laid down."""

    def __init__(self):
        self.lying = None

    def people(self):
        return [(number, str(card["name"])) for number, card in practice_cards().items()]

    def lay(self, number, today):
        self.lying = number

    def lift(self):
        self.lying = None

    def open_printer(self):
        self.lying = "nothing inside"

    def go_wrong(self, what):
        self.wrong = what


@pytest.fixture
def desk(qtbot, tmp_path):
    ui = seat(qtbot, build(tmp_path), practice=True)
    ui.bench = Bench()
    ui.people = PracticePeople(ui.window, NowLane(), lambda: ui.bench, ui.desk.counter.today)
    yield ui
    ui.counter.stop()


def lines(ui):
    return ui.window.sheet.sheet.lines


def test_a_card_is_laid_down_with_two_keys_and_taken_away_with_one(desk):
    desk.press("Ctrl+D", "1")
    assert desk.bench.lying == next(iter(FIRST))
    assert desk.window.sheet.sheet is None
    desk.press("Ctrl+Shift+D")
    assert desk.bench.lying is None


def test_everybody_is_on_the_sheet_once(desk):
    desk.press("Ctrl+D")
    people = [line.code for line in lines(desk) if line.code.startswith("lay:")]
    assert sorted(people) == sorted(f"lay:{number}" for number in practice_cards())


def test_a_hand_opens_the_card_printer(desk):
    desk.press("Ctrl+D", "0")
    assert desk.bench.lying == "nothing inside"


def test_a_card_that_was_left_in_the_printer_when_the_power_went_is_taken_out(tmp_path):
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "machine.json").write_text(json.dumps({"card": "head", "burnt": "ym"}))
    bench = PracticeBench(tmp_path)
    try:
        assert bench.card_printer.tell("state")["card"] == "head"
        bench.open_printer()
        assert bench.card_printer.tell("state")["card"] == ""
    finally:
        bench.close()


@pytest.mark.parametrize("what", list(MISHAPS))
def test_what_can_go_wrong_is_chosen_on_the_sheet(desk, what):
    desk.press("Ctrl+D")
    line = next(line for line in lines(desk) if line.code == f"go_wrong:{what}")
    assert line.words.startswith("出事：")
    desk.clock.seconds += 1
    desk.window.ask(line.code)
    assert desk.bench.wrong == what


def test_what_can_go_wrong_does_so_once_on_the_real_bench(tmp_path):
    assert MISHAPS.keys() == practice.MISHAPS.keys()
    with closing(PracticeBench(tmp_path, seconds_per_card=0.2)) as bench:
        for what in MISHAPS:
            bench.go_wrong(what)
        printer = Cabinet(bench.devices(DeviceSettings())).card_printer()
        with closing(printer), pytest.raises(CardSpoiled):
            printer.print("P-1", picture(1016, 648), lambda _step: None)


def test_arrows_and_enter_choose_without_a_mouse(desk):
    desk.press("Ctrl+D", "Down", "Down", "Return")
    assert desk.bench.lying == [*FIRST][2]


def test_the_arrows_lead_past_those_with_a_digit_to_others_with_a_story(desk):
    desk.press("Ctrl+D", *["Down"] * 10, "Return")
    assert desk.bench.lying in FURTHER


def test_a_long_sheet_is_walked_by_its_edges_pages_and_first_letters_and_the_frame_never_leaves_it(desk):
    def here():
        return QApplication.focusWidget().code

    desk.press("Ctrl+D", "Up")
    settle()
    assert here() == f"lay:{next(iter(FIRST))}", "there is nothing above the first"
    desk.press("End", "Down")
    last = here()
    assert last == lines(desk)[-1].code
    desk.press("Home", "PgDown")
    page = here()
    desk.press("Down", "Up")
    assert page == here() not in (f"lay:{next(iter(FIRST))}", last)
    desk.press("Y", "S", pause=0.3)
    assert desk.bench.lying is None
    assert initials(next(line.words for line in lines(desk) if line.code == here())).startswith("ys")


def test_a_click_on_the_banner_opens_the_sheet_and_a_click_on_a_line_chooses(desk):
    desk.clock.seconds += 1
    QTest.mouseClick(desk.window, Qt.MouseButton.LeftButton, pos=QPoint(600, 10))
    QApplication.processEvents()
    row = desk.window.sheet._rows.rows[1]
    desk.clock.seconds += 1
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert desk.bench.lying == [*FIRST][1]


def test_the_same_key_puts_the_sheet_away(desk):
    desk.press("Ctrl+D", "Ctrl+D")
    assert desk.window.sheet.sheet is None
    assert desk.bench.lying is None


def test_the_keys_are_on_the_help_sheet_of_a_practice_desk_only(desk, qtbot, tmp_path):
    from ui.keys import sheet

    assert any("放一张证件" in words for _, words in sheet("waiting", practice=True))
    assert not any("放一张证件" in words for _, words in sheet("waiting"))


def test_a_live_desk_does_not_know_the_key(qtbot, tmp_path):
    ui = seat(qtbot, build(tmp_path), practice=False)
    ui.bench = Bench()
    ui.people = PracticePeople(ui.window, NowLane(), lambda: ui.bench, ui.desk.counter.today)
    ui.press("Ctrl+D")
    assert ui.window.sheet.sheet is None
    ui.counter.stop()


def test_a_machine_with_a_live_hall_can_still_practise_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    live = tmp_path / "guitai" / "guitai.toml"
    live.parent.mkdir()
    live.write_text('mode = "live"\n', encoding="utf-8")
    with closing(PracticeBench(tmp_path / "practice")) as bench:
        assert bench.people()
