import os
import shutil
import stat
import subprocess
import sys

import pytest
from desk_builder import build
from stage import put_on

from desk.services import queue
from ui import speech
from ui.colours import HALL, contrast
from ui.hall.display import BoardOf, Display
from ui.hall.presenter import BigCall, HallLine, HallState
from ui.hall.window import HallWindow
from ui.invocation import Invocation
from ui.look import Look
from ui.voice import Voice


def test_the_display_shows_what_the_desk_beside_it_calls(qtbot, tmp_path):
    counter = build(tmp_path)
    call = Invocation(tmp_path / "data", None, None)
    board = BoardOf(call, tmp_path / "data", counter.settings, counter.clock)
    put_on(Look())
    display = Display(counter.settings, counter.clock, board)
    try:
        display.show()
        qtbot.waitUntil(lambda: display.presenter.state.waiting != "")
        queue.take(counter)
        queue.call(counter)
        qtbot.waitUntil(lambda: display.presenter.state.calls == (BigCall("A001", "3"),), timeout=8000)
        assert "A001" in display.window.accessibleName()
    finally:
        display.close()
        board.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 1024), (3840, 2160), (640, 360)])
def test_the_screen_is_drawn_at_every_size_with_many_windows(qtbot, size):
    put_on(Look())
    window = HallWindow(practice=True)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    lines = tuple(HallLine(str(n), f"A{n:03d}", fresh=n == 3) for n in range(1, 11))
    window.render_state(HallState("大厅", "10:03", "3月16日 周一", (BigCall("Y003", "3"),), lines, "等候 **4** 人"))
    picture = window.grab().toImage()
    assert picture.pixelColor(2, 2).name() == HALL.ground.lower()
    colours = {picture.pixelColor(x, y).name() for x in range(0, size[0], 3) for y in range(0, size[1], 3)}
    assert HALL.accent.lower() in colours


@pytest.mark.parametrize("ink", ["text", "text_2", "accent", "paused"])
def test_every_word_can_be_read_on_the_dark_ground(ink):
    assert contrast(getattr(HALL, ink), HALL.ground) >= 4.5


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """A speech engine that writes down what it was to say, and with what on its command line."""
    script = tmp_path / "bin" / "espeak-ng"
    script.parent.mkdir()
    heard = tmp_path / "heard"
    script.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open({str(heard)!r}, 'a').write(repr(sys.argv[1:]) + '|' + sys.stdin.read() + chr(10))\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(script.parent) + os.pathsep + os.path.dirname(sys.executable))
    return heard


@pytest.mark.skipif(sys.platform == "win32", reason="the pretend engine is a script")
def test_sentences_are_said_one_after_another_and_not_on_a_command_line(qtbot, engine):
    voice = Voice("zh")
    assert voice.able
    voice.say("请 A 0 0 1 号到 3 号窗口")
    voice.say("请 A 0 0 2 号到 5 号窗口")
    qtbot.waitUntil(lambda: engine.exists() and len(engine.read_text().splitlines()) == 2, timeout=8000)
    first, second = engine.read_text().splitlines()
    assert first.endswith("|请 A 0 0 1 号到 3 号窗口")
    assert second.endswith("|请 A 0 0 2 号到 5 号窗口")
    assert "A 0 0" not in first.split("|")[0]
    voice.close()


def test_without_an_engine_nothing_is_said_and_nothing_breaks(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    voice = Voice("en")
    assert not voice.able
    voice.say("Ticket A001")
    voice.close()


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="no espeak-ng on this machine")
def test_espeak_says_a_call_in_chinese_and_not_in_english():
    found = speech.engine("zh")
    words = [found.program, *found.options, "-q", "-x"]
    said = subprocess.run(
        words, input="请 A 0 0 1 号到 3 号窗口", capture_output=True, text=True, timeout=20, check=True
    )
    assert "(en)" not in said.stdout
    assert said.stdout.strip()
