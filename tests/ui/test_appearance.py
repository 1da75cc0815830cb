"""Language, theme and text size are chosen at the window, by keys, and found again at this place."""

import pytest
from desk_builder import build
from PySide6.QtWidgets import QApplication
from ui_desk import seat

from desk.settings import DeviceSettings, ScreenSettings
from devices.cabinet import Cabinet
from ui.appearance import FILE, as_chosen, choose
from ui.look import Look, dress, look
from ui.technician.workshop import Workshop


@pytest.fixture
def ui(qtbot, tmp_path):
    ui = seat(qtbot, build(tmp_path))
    ui.desk.workshop = Workshop(Cabinet(DeviceSettings()), tmp_path, None, ui.desk.now)
    yield ui
    dress(QApplication.instance(), Look())


def picked(ui):
    return {option.service: option.verdict for option in ui.state.choices if option.mark}


def test_a_dark_theme_is_put_on_at_once_and_english_the_next_time(ui, tmp_path):
    ui.more("Language")
    assert set(picked(ui)) == {"中文", "浅色", "字号 100%"}
    ui.press("4")
    assert (look().theme, ui.window.palette().window().color()) == ("dark", look().colour("frame"))
    ui.press("2")
    assert picked(ui) == {"English": "下次打开时用", "深色": "现在用着", "字号 100%": "现在用着"}
    ui.press("Return")
    assert ui.screen == "reception"
    there = as_chosen(tmp_path, ScreenSettings())
    assert (there.language, there.theme, there.scale) == ("en", "dark", 100)


def test_what_nobody_chose_here_is_as_the_settings_say(tmp_path):
    choose(tmp_path, "scale", 150)
    assert as_chosen(tmp_path, ScreenSettings(language="en")) == ScreenSettings(language="en", scale=150)
    assert as_chosen(tmp_path / "elsewhere", ScreenSettings(theme="dark")) == ScreenSettings(theme="dark")


@pytest.mark.parametrize("damaged", ["", "nonsense", 'theme = "pink"', "scale = 3"])
def test_a_damaged_file_opens_the_window_as_the_settings_say(tmp_path, damaged):
    (tmp_path / FILE).write_text(damaged, encoding="utf-8")
    assert as_chosen(tmp_path, ScreenSettings()) == ScreenSettings()


def test_a_folder_that_takes_nothing_is_told(ui, tmp_path):
    (tmp_path / f".{FILE}.new").mkdir()
    ui.more("Language")
    ui.press("3")
    assert "记不下来" in ui.state.bar.deed.words
