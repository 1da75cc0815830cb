"""Which file: asked in the desk's language, where such files are, with the keyboard alone."""

import re

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QTreeView
from stage import put_on
from ui_desk import card, furnished, seat
from ui_walk import Walk

from ui.look import Look
from ui.parts.field import Line
from ui.parts.file_question import FileQuestion
from ui.standard_words import speak_too

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
"""What Qt's pretended screen says of every dialog."""
ENGLISH = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A home with pictures in it; the newest came last."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    pictures = tmp_path / "Pictures" / "证件照"
    pictures.mkdir(parents=True)
    (pictures / "样本.JPG").write_bytes(b"jpeg")
    (pictures / "读我.txt").write_text("text", encoding="utf-8")
    return pictures


@pytest.fixture
def ui(qtbot, tmp_path, stick):
    seated = seat(qtbot, furnished(tmp_path / "desk"))
    Walk(seated, card("110199198503127011", "李样本")).begin().until("photo")
    seated.ready = lambda name: qtbot.waitUntil(lambda: first() == name)
    return seated


@pytest.fixture
def chinese(qapp):
    speak_too(qapp, "zh")
    yield
    for words in qapp.findChildren(QTranslator):
        qapp.removeTranslator(words)
        words.deleteLater()


def question():
    asked = [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()]
    return asked[0] if asked else None


def first():
    """The file or folder that Enter takes."""
    return question().findChild(QTreeView).currentIndex().data()


def press(key):
    QTest.keyClick(QApplication.focusWidget() or question().focusWidget(), key)


def test_a_photo_is_picked_with_the_keyboard_and_the_next_one_is_looked_for_there(ui, stick):
    ui.press("F7")
    assert question().directory().path() == str(stick.parent)
    ui.ready("证件照")
    press(Qt.Key.Key_Return)
    ui.ready("样本.JPG")
    press(Qt.Key.Key_Return)
    assert (question(), ui.state.shot is not None) == (None, True)
    ui.press("Esc", "F7")
    assert question().directory().path() == str(stick)
    press(Qt.Key.Key_Escape)
    assert (question(), ui.screen, ui.state.shot) == (None, "photo", None)


def test_a_desk_that_is_locked_asks_for_no_file_any_more(ui):
    ui.press("F7")
    assert question() is not None
    ui.counter.stop()
    assert question() is None


def test_in_large_print_it_still_fits_the_monitor(qtbot, tmp_path):
    put_on(Look(scale=2.0))
    asked = FileQuestion("名单", "表格 (*.csv)", tmp_path, [tmp_path])
    qtbot.addWidget(asked)
    room = asked.screen().availableSize()
    put_on(Look())
    assert (asked.width() <= room.width(), asked.height() <= room.height()) == (True, True)


def test_nothing_about_it_is_in_another_language(ui, chinese):
    ui.press("F7")
    asked = question()
    texts = [one.text() + one.toolTip() for one in asked.findChildren(QAbstractButton)]
    texts += [one.text() for kind in (QLabel, QAction) for one in asked.findChildren(kind)]
    texts += [asked.windowTitle(), *asked.nameFilters()]
    header = asked.findChild(QTreeView).model()
    texts += [str(header.headerData(at, Qt.Orientation.Horizontal)) for at in range(4)]
    assert [words for words in texts if ENGLISH.search(words.replace("*.jpg *.jpeg *.png", ""))] == []


def test_the_menu_of_a_field_speaks_chinese(qtbot, chinese):
    line = Line()
    qtbot.addWidget(line)
    words = [one.text().partition("\t")[0] for one in line.createStandardContextMenu().actions()]
    assert line.contextMenuPolicy() == Qt.ContextMenuPolicy.DefaultContextMenu, "the right button opens it"
    assert {"剪切(&T)", "复制(&C)", "粘贴(&P)"} <= set(words)
