import pytest
from desk_builder import SUPERVISOR
from eye import drawing, faults
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from ui_desk import card, furnished, seat, settle
from ui_walk import Walk

from ui.look import Look
from ui.page import Act, Bar, Confirmation, Screen
from ui.parts.login import LoginCover
from ui.parts.part import Row
from ui.sheets import more_sheet

EMPLOYEE = card("110199198503127011", "李样本")
SCREENS = ("decide", "materials", "photo", "review", "issuing", "handover", "rating")


@pytest.fixture
def ui(qtbot, tmp_path):
    return seat(qtbot, furnished(tmp_path))


def place(widget, window):
    at = widget.mapTo(window, QPoint(0, 0))
    return at.x(), at.y(), widget.width(), widget.height()


def test_the_frame_stands_where_the_design_says(ui):
    ui.lay(EMPLOYEE)
    settle()
    window = ui.window
    assert place(window.rail, window) == (0, 0, 184, 740)
    assert place(window.work, window) == (184, 0, 846, 676)
    assert place(window.card, window) == (1030, 0, 336, 676)
    assert place(window.bar, window) == (184, 676, 1182, 64)
    assert place(window.strip, window) == (0, 740, 1366, 28)


def test_the_banner_of_practice_pushes_and_covers_nothing(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path), practice=True)
    settle()
    assert place(ui.window.work, ui.window) == (184, 24, 846, 652)


class Paints(QObject):
    """Notes which widgets are painted."""

    def __init__(self):
        super().__init__()
        self.seen = []
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.seen.append(watched)
        return False


def test_from_step_to_step_nothing_is_painted_but_what_changed(ui, request):
    Walk(ui, EMPLOYEE).begin().until("materials")
    settle()
    window = ui.window
    before = dict(zip(window.rail._items.rows, window.rail.shown.items, strict=True))
    person = window.card.person
    paints = Paints()
    request.addfinalizer(lambda: QApplication.instance().removeEventFilter(paints))
    ui.press("Ctrl+Return")
    settle()
    assert ui.screen != "materials"
    assert window.work in paints.seen
    rows = dict(zip(window.rail._items.rows, window.rail.shown.items, strict=True))
    assert {row for row in rows if row in paints.seen} == {row for row in rows if rows[row] != before[row]}
    assert (window.card in paints.seen) == (window.card.person != person)
    same = {window.rail._head, window.rail._foot, window.strip, *window.strip.children()}
    assert not same & set(paints.seen)


def told_again(ui):
    """The kinds of what is painted when a screen is told the very state that it shows already."""
    settle()
    paints = Paints()
    ui.counter.presenter.changed.emit(ui.state)
    settle()
    QApplication.instance().removeEventFilter(paints)
    return {type(one).__name__ for one in paints.seen if one is ui.window or ui.window.isAncestorOf(one)}


def test_a_screen_that_is_told_what_it_shows_already_paints_nothing(ui):
    walk, painted = Walk(ui, EMPLOYEE).begin(), {}
    for screen in SCREENS:
        walk.until(screen)
        painted[screen] = told_again(ui)
    walk.to_the_end()
    ui.sit_down(SUPERVISOR)
    for number in range(1, 7):  # the seventh place, the devices, goes on asking them
        ui.press(f"Ctrl+{number}")
        painted[ui.screen] = told_again(ui)
    assert {screen: kinds for screen, kinds in painted.items() if kinds} == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_the_primary_never_moves(ui, qtbot, screen):
    Walk(ui, EMPLOYEE).begin().until(screen)
    if screen == "photo":
        ui.counter.presenter._next_frame()
    settle()
    primary, ring = ui.window.bar.primary, 4
    x, y, width, height = place(primary, ui.window)
    assert (x + ring, y + ring, width - 2 * ring, height - 2 * ring) == (1046, 684, 304, 48)
    others = [one for one in ui.window.findChildren(type(primary)) if one is not primary]
    assert not any(one.isVisibleTo(ui.window) for one in others)
    qtbot.waitUntil(lambda: primary.isVisibleTo(ui.window))  # a picture being judged may hide it for a moment


@pytest.mark.parametrize("screen", SCREENS)
def test_rows_stand_on_the_three_edges(ui, screen):
    Walk(ui, EMPLOYEE).begin().until(screen)
    settle()
    rows = [row for row in ui.window.view.findChildren(Row) if row.isVisibleTo(ui.window)]
    assert {place(row, ui.window)[0] + 12 for row in rows} <= {216, 646, 664, 676, 758}
    assert max(x + width - 12 for x, _, width, _ in (place(row, ui.window) for row in rows)) == 998


@pytest.mark.parametrize(
    ("size", "scale", "rail", "card_at"),
    [
        ((1920, 1080), 1.0, 200, 400),
        ((1680, 1050), 1.0, 184, 400),
        ((1366, 768), 1.25, 90, 350),
        ((1366, 768), 1.5, 72, None),
        ((1920, 1080), 2.0, 96, None),
        ((1366, 768), 2.0, 0, None),
        ((3840, 2160), 2.0, 400, 800),
    ],
)
def test_the_window_grows_and_shrinks_as_the_design_says(qtbot, tmp_path, size, scale, rail, card_at):
    ui = seat(qtbot, furnished(tmp_path), look=Look(scale=scale), size=size)
    ui.lay(EMPLOYEE)
    settle()
    window = ui.window
    assert (window.rail.width() if window.rail.isVisible() else 0) == rail
    if card_at is None:
        assert window.card.band
        assert window.card.height() == round(50 * scale)
    else:
        assert window.card.width() == card_at
    assert window.bar.primary.isVisible()
    assert window.work.width() >= window.width() * 0.45
    QApplication.instance().setStyleSheet("")


def test_f2_opens_the_whole_card_where_there_is_only_a_band(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path), look=Look(scale=1.5))
    ui.lay(EMPLOYEE)
    ui.press("F2")
    settle()
    assert not ui.window.card.band
    assert ui.window.card.width() == 504


def test_f1_opens_the_keys_of_this_screen_and_esc_puts_them_away_without_a_step_back(ui):
    Walk(ui, EMPLOYEE).begin().until("materials")
    ui.press("F1")
    assert ui.window.sheet.isVisible()
    ui.press("Esc")
    assert not ui.window.sheet.isVisible()
    assert ui.screen == "materials"


def test_ctrl_and_a_digit_lead_to_a_line_of_the_rail(ui):
    seen = []
    for number in range(1, 8):
        ui.press(f"Ctrl+{number}")
        seen.append(ui.screen)
    assert seen == ["reception", "find", "to_collect", "approvals", "today", "closing", "devices"]
    Walk(ui, EMPLOYEE).begin().until("photo")
    ui.press("Ctrl+9")
    assert ui.screen == "photo", "nothing leads to what comes later"
    ui.press("Ctrl+3")
    assert ui.screen == "materials"


def test_more_is_chosen_by_a_digit(ui):
    Walk(ui, EMPLOYEE).begin().until("decide")
    ui.press("F10")
    line = ui.window.sheet.sheet.lines[0]
    ui.press(line.cap)
    assert not ui.window.sheet.isVisible()


def test_the_tenth_line_of_more_is_chosen_by_0_and_an_eleventh_has_no_digit():
    caps = [line.cap for line in more_sheet([Act(f"act{n}", str(n)) for n in range(1, 12)]).lines]
    assert caps[8:] == ["9", "0", ""]


def test_an_irrevocable_act_asks_in_the_bar_with_the_focus_on_no_and_only_ctrl_enter_says_yes(ui):
    asked = []
    ui.window.asked.disconnect()
    ui.window.asked.connect(lambda act, _value: asked.append(act))
    question = Confirmation("A1 正式挂失后不能解挂", Act("yes", "确认挂失", "Ctrl+Return"), Act("no", "先不", "Esc"))
    ui.window.show_screen(Screen(bar=Bar(Act("yes", "挂失"), confirmation=question)), "a question")
    settle()
    assert ui.window.bar.height() == 128
    assert QApplication.focusWidget().act.code == "no"
    ui.press("Return")
    ui.press("Ctrl+Return")
    assert asked == ["no", "yes"]


def test_the_cap_says_ctrl_enter_while_enter_goes_to_the_next_row(ui):
    Walk(ui, EMPLOYEE).begin().until("materials")
    assert ui.window.bar.primary._cap == "Enter"
    ui.press("1")
    assert ui.window.bar.primary._cap == "Ctrl Enter"


def test_f4_shows_the_number_only_while_it_is_held(ui):
    Walk(ui, EMPLOYEE).begin().until("materials")
    QTest.keyPress(ui.window, Qt.Key.Key_F4)
    assert ui.window.card._whole_number
    QTest.keyRelease(ui.window, Qt.Key.Key_F4)
    assert not ui.window.card._whole_number


def test_a_scanned_receipt_opens_its_case_from_any_screen(ui):
    Walk(ui, EMPLOYEE).begin().until("rating")
    number = ui.counter.visit.case.number
    ui.press("Esc")
    ui.lay(card("110199196910107334", "郑样例"))
    for one in number:
        QTest.keyClicks(ui.window, one)
    QTest.keyClick(ui.window, Qt.Key.Key_Return)
    assert ui.screen == "find"
    assert ui.state.title.startswith("李样本")


def test_the_focus_is_always_somewhere_that_shows_it(ui):
    walk = Walk(ui, EMPLOYEE).begin()
    for screen in SCREENS:
        walk.until(screen)
        settle()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused is ui.window or focused.isVisibleTo(ui.window)


def test_the_same_person_card_is_read_to_screen_readers(ui):
    ui.lay(EMPLOYEE)
    assert "李样本" in ui.window.card.accessibleName()
    assert "芯片读出" in ui.window.card.accessibleDescription()


def test_a_window_that_comes_to_the_front_again_has_the_keyboard_where_it_was(ui, qtbot):
    Walk(ui, EMPLOYEE).begin().until("materials")
    ui.press("1")
    had = QApplication.focusWidget()
    assert isinstance(had, Row)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    ui.window.activateWindow()
    qtbot.waitUntil(ui.window.isActiveWindow)
    assert QApplication.focusWidget() is had


def test_while_the_window_is_resized_the_primary_stays_in_its_corner_and_nothing_leaves_the_window(ui):
    Walk(ui, EMPLOYEE).begin().until("materials")
    window, ring = ui.window, 4
    for width, height in [(1920, 1080), (1700, 900), (1366, 768), (1239, 700), (1000, 640), (830, 560), (700, 480)]:
        window.resize(width, height)
        settle()
        x, y, wide, high = place(window.bar.primary, window)
        assert (width - x - wide + ring, height - 28 - y - high + ring) == (16, 8)
        with drawing() as drawn:
            window.grab()
        assert faults(window, drawn) == []


def test_whoever_uncovers_the_desk_has_the_keyboard_at_once(ui):
    cover = LoginCover()
    ui.window.cover(cover)
    assert cover.isAncestorOf(ui.window.focusWidget())
    ui.window.cover(None)
    ui.window.clearFocus()
    ui.window.cover(cover)
    ui.window.cover(None)
    assert not cover.isAncestorOf(ui.window.focusWidget() or ui.window)
    ui.press("F1")
    assert ui.window.sheet.isVisible()
