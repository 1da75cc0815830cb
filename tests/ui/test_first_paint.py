import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.commands.context import nobody_signed_in
from ui.counter_window import CounterWindow
from ui.first_window import FirstWindow
from ui.invocation import Invocation
from ui.look import Look, dress
from ui.opening import Opening

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlalchemy", "alembic", "psycopg", "reportlab", "cv2", "numpy", "openpyxl", "pydantic", "httpx", "sqlcipher3")
PROGRAM = """
import linecache
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
import ui.plain_qt
from ui import start
from ui.invocation import Invocation

def painted(self):
    print(",".join(name for name in {heavy!r} if name in sys.modules))
    print([name for name in linecache.cache if "/ui/" in name])
    QCoreApplication.quit()

start.Start._painted = painted
start.open_desk(Invocation(Path("nowhere")))
"""


def test_nothing_heavy_is_loaded_and_no_source_read_when_the_first_window_is_painted():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(heavy=HEAVY)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "\n[]\n"


LIVE = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from ui import cli, start

class UntilItStands(start.Start):
    def _move_in(self, app):
        super()._move_in(app)
        self.workplace.stands.connect(lambda: QTimer.singleShot(0, QCoreApplication.quit))

start.Start = UntilItStands
sys.argv[1:] = ["desk", "--data-dir", *sys.argv[1:]]
try:
    cli.main()
finally:
    print(*(name for name in {unused!r} if sys.modules.get(name)))
"""
UNUSED = ("ssl", "email", "_hashlib", "sqlalchemy.dialects.postgresql", "desk.services.practice")


def test_a_halls_desk_ends_as_quietly_as_it_began_and_loaded_nothing_it_does_not_use(tmp_path, monkeypatch):
    (tmp_path / "guitai.toml").write_text('mode = "live"\n', encoding="utf-8")
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    with nobody_signed_in(Invocation(tmp_path)):  # makes the store
        pass
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", LIVE.format(unused=UNUSED), str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", "")


ASKED = """
import ui.unused, asyncio, sys
from importlib.metadata import entry_points
from asyncio import iscoroutine
print([name for name in ("asyncio.events", "email") if name in sys.modules])
print(bool(entry_points(group="console_scripts")), iscoroutine(3), asyncio.run(asyncio.sleep(0, "slept")))
import asyncio, importlib.metadata
print(bool(asyncio.__file__ and importlib.metadata.__file__))
"""


def test_what_is_left_out_is_there_for_whoever_asks():
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("[]\nTrue False slept\nTrue\n", "")


def first_and_desk(qtbot):
    dress(QApplication.instance(), Look())
    first, desk = FirstWindow(practice=True), CounterWindow(practice=True)
    qtbot.addWidget(first)
    first.show()
    return first, desk


def test_the_desk_moves_in_without_the_verdict_moving(qtbot):
    first, desk = first_and_desk(qtbot)
    QApplication.processEvents()
    before = first.grab().toImage()
    Opening(desk).show_busy()
    first.move_in(desk)
    QApplication.processEvents()
    after = first.grab().toImage()
    above = QRect(184, 0, 1366 - 184, 130)
    assert before.copy(above) == after.copy(above)


def test_what_moved_in_fills_the_window_at_every_size_and_has_its_keyboard(qtbot):
    first, desk = first_and_desk(qtbot)
    first.move_in(desk)
    first.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    first.resize(1920, 1080)
    assert (desk.width(), desk.height()) == (1920, 1080)
    with qtbot.waitSignal(desk.asked) as asked:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F3)
    assert asked.args[0] == "find"


def test_what_moved_in_hears_that_the_window_came_to_the_front(qtbot):
    first, desk = first_and_desk(qtbot)
    first.move_in(desk)
    first.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    QApplication.focusWidget().clearFocus()
    QApplication.sendEvent(first, QEvent(QEvent.Type.ActivationChange))
    assert desk.isAncestorOf(QApplication.focusWidget()) or QApplication.focusWidget() is desk
