from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from stage import put_on

from ui.clerk.reception_rows import judge
from ui.look import CAPTION, Look, look
from ui.page import Problem
from ui.papers.office import signed_by
from ui.parts.entry_row import CHECK, DEVICE, HANDOVER, LIST, RULE, STEP, Entry, EntryRow
from ui.parts.field import Field
from ui.parts.id_number_field import IdNumberField
from ui.parts.ink import cut_to, height_of, plain, width_of
from ui.parts.pages_strip import Pages, PagesStrip
from ui.parts.part import Rows, column
from ui.parts.photo_frame import Live, PhotoFrame
from ui.parts.picture import picture
from ui.parts.problem_summary import ProblemSummary
from ui.parts.signature_box import SignatureBox


@pytest.fixture(autouse=True)
def dressed(qtbot):
    put_on(Look())


def rows_of_ink(image, left, right):
    """The rows of a picture in which something stands between two edges."""
    ground = image.pixel(left, 2)
    return [y for y in range(image.height()) if any(image.pixel(x, y) != ground for x in range(left, right))]


@pytest.mark.parametrize("shape", [CHECK, STEP, HANDOVER, RULE, DEVICE, LIST])
def test_two_lines_stand_in_the_middle_of_their_row(qtbot, shape):
    row = EntryRow(shape)
    row.show_value(Entry("打印卡面", second="彩色一面，约 8 秒"))
    row.resize(500, int(shape.height))
    qtbot.addWidget(row)
    image = row.grab().toImage()
    lines = [y for y in rows_of_ink(image, int(shape.text), 300) if y < shape.height - 2]  # without the rule under it
    above, below = lines[0], shape.height - 1 - lines[-1]
    assert below >= 6
    assert abs(above - below) <= 4


def test_the_whole_of_a_picture_that_was_taken_is_shown_and_nothing_lies_over_it(qtbot):
    taken = QImage(358, 441, QImage.Format.Format_RGB32)
    taken.fill(Qt.GlobalColor.white)
    for y in (*range(6), *range(435, 441)):
        for x in range(358):
            taken.setPixelColor(x, y, Qt.GlobalColor.red)
    frame = PhotoFrame()
    frame.show_value(Live(taken, None, "这一张"))
    qtbot.addWidget(frame)
    image = frame.grab().toImage()
    column = [image.pixelColor(image.width() // 2, y).getRgb()[:3] for y in range(image.height())]
    bands = [y for y, colour in enumerate(column) if colour == (255, 0, 0)]
    assert (bands[0] < 12, bands[-1] > image.height() - 12) == (True, True)
    assert set(column[20:-20]) == {(255, 255, 255)}


def shown(qtbot, widget):
    holder = QWidget()
    widget.setParent(holder)
    widget.setGeometry(10, 10, 806, 300)
    widget.holder = holder  # kept alive as long as the part is
    qtbot.addWidget(holder)
    holder.resize(826, 400)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    return widget


# ── pictures ──


def test_a_page_takes_no_more_memory_than_it_is_shown_with(qtbot):
    page = QImage(3264, 2448, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    jpeg = QBuffer()
    jpeg.open(QBuffer.OpenModeFlag.ReadWrite)
    page.save(jpeg, "JPEG")
    data = bytes(jpeg.data())

    thumbnail = picture(data, 224)

    assert (thumbnail.width(), thumbnail.height()) == (224, 168)
    assert picture(data).width() == 2048
    assert picture(b"no picture").isNull()


# ── words with bold stretches ──


def test_a_strip_without_pages_takes_no_room(qtbot):
    strip = PagesStrip()
    qtbot.addWidget(strip)
    assert strip.isHidden()
    strip.show_value(Pages((), "放好，按空格拍下"))
    assert not strip.isHidden()


def test_a_masked_number_is_no_bold_stretch():
    assert plain("110199 ******** 3368") == "110199 ******** 3368"
    assert plain("**正常**，2025 起，按 [[空格]]") == "正常，2025 起，按 空格"


def test_bold_is_wider_and_running_text_wraps_to_whole_lines():
    assert width_of(look(), "**A10000501**") > width_of(look(), "A10000501")
    assert height_of(look(), "字" * 100, 782) == 24 * 3
    assert height_of(look(), "第一行\n第二行", 782) == 48


def test_no_line_begins_with_a_closing_mark():
    from ui.parts.ink import _broken

    layout, lines = _broken(look(), "一二三四五六七八九，" * 20, 160, 16, False)
    text = layout.text()
    starts = [text[layout.lineAt(number).textStart()] for number in range(len(lines))]
    assert not set(starts) & set("、，。）”")


# ── the ID number in three fields ──


@pytest.fixture
def number(qtbot):
    return shown(qtbot, IdNumberField(judge(lambda: date(2026, 3, 16)), "只作线索"))


def test_typing_flows_on_and_backspace_flows_back(number):
    number.groups[0].line.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "110199")
    assert QApplication.focusWidget() is number.groups[1].line
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert number.groups[0].text() == "11019"
    assert QApplication.focusWidget() is number.groups[0].line


@pytest.mark.parametrize("pasted", ["11019919850312701 1", " 110199 19850312 7011\n", "110199-19850312-7011"])
def test_a_paste_with_any_spaces_fills_all_three(number, pasted):
    QApplication.clipboard().setText(pasted)
    number.groups[1].line.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [group.text() for group in number.groups] == ["110199", "19850312", "7011"]


def test_a_small_x_becomes_a_capital_and_other_letters_do_not_arrive(number):
    number.groups[2].line.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "71ax")
    assert number.groups[2].text() == "71X"


def test_a_wrong_check_digit_is_said_in_words(number):
    number.set_number("110199198503127012")
    assert "末位应为 1" in number._wrong
    assert number.groups[2]._problem
    assert not number.groups[0]._problem


def test_a_day_that_does_not_exist_is_named_in_its_own_group(number):
    number.set_number("110199199002307011")
    assert "1990-02-30" in number._wrong
    assert number.groups[1]._problem


def test_the_input_method_is_off_in_number_fields(number):
    for group in number.groups:
        assert not group.line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


# ── fields, rows, problems, signature ──


def test_a_field_keeps_what_was_typed_when_it_is_told_the_same_again(qtbot):
    field = shown(qtbot, Field("name", "姓名"))
    field.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "abc")
    field.line.setCursorPosition(1)
    field.set_text("abc")
    assert field.line.cursorPosition() == 1


def test_rows_keep_the_focus_when_their_values_change(qtbot):
    rows = shown(qtbot, Rows(EntryRow))
    rows.show_all([Entry("一", code="1", pressable=True), Entry("二", code="2", pressable=True)])
    rows.rows[1].setFocus()
    rows.show_all([Entry("一", code="1", pressable=True), Entry("二", "fine", code="2", pressable=True)])
    assert QApplication.focusWidget() is rows.rows[1]


def test_the_keyboard_walks_through_rows_in_their_order_whenever_they_came(qtbot):
    before, rows, after = QPushButton("before"), Rows(EntryRow), QPushButton("after")
    page = QWidget()
    page.setLayout(column(before, rows, after))
    shown(qtbot, page)
    rows.show_all([Entry("a", code="a", pressable=True)])
    rows.show_all([Entry(one, code=one, pressable=True) for one in "abc"])
    walked, here = [], before
    for _ in range(4):
        here = here.nextInFocusChain()
        while here.focusPolicy() == Qt.FocusPolicy.NoFocus:
            here = here.nextInFocusChain()
        walked.append(getattr(here, "code", "after"))
    assert walked == ["a", "b", "c", "after"]


def test_a_row_tells_a_screen_reader_what_it_shows(qtbot):
    row = shown(qtbot, EntryRow())
    row.show_value(Entry("户口簿", second="缺本人页", state="缺页", term="不能容缺", right="亲子关系"))
    assert row.accessibleName() == "户口簿 缺页 亲子关系"
    assert "缺本人页" in row.accessibleDescription()


def test_a_second_line_that_wraps_makes_the_row_higher(qtbot):
    row = EntryRow()
    row.show_value(Entry("户口簿", second="首页、户主页已收，" * 12))
    assert row.height_at(806) > 56


def test_problems_lead_to_their_fields_in_the_very_same_words(qtbot):
    summary = shown(qtbot, ProblemSummary())
    asked = []
    summary.asked.connect(asked.append)
    summary.show_problems((Problem("phone", "电话要 11 位"), Problem("name", "还没有姓名")))
    QTest.mouseClick(summary._rows.rows[1], Qt.MouseButton.LeftButton)
    assert asked == ["name"]
    assert summary._rows.rows[0].accessibleName() == "电话要 11 位"


def test_a_signature_is_told_once_when_the_pen_has_rested(qtbot):
    box = shown(qtbot, SignatureBox(240, 104, open_for_ink=True))
    box.REST = 30
    box._rest.setInterval(30)
    with qtbot.waitSignal(box.signed, timeout=3000) as signed:
        for stroke in range(2):
            QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=QPoint(20, 20 + 10 * stroke))
            for x in range(30, 120, 15):
                QTest.mouseMove(box, QPoint(x, 30 + stroke * 10))
            QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=QPoint(130, 40))
    strokes = signed.args[0]
    assert len(strokes) == 2
    assert all(0 <= x <= 1 and 0 <= y <= 1 for stroke in strokes for x, y, _, _ in stroke.points)


def ink_of(box):
    """Width and height of what is written, in pixels."""
    picture = box.grab().toImage()
    dark = [
        (x, y)
        for x in range(3, picture.width() - 3)
        for y in range(3, picture.height() - 3)
        if picture.pixelColor(x, y).lightness() < 128
    ]
    return tuple(max(at[axis] for at in dark) - min(at[axis] for at in dark) for axis in (0, 1))


@pytest.mark.parametrize("size", [(394, 184), (240, 104), (322, 100)])
def test_a_signature_has_the_same_proportions_in_every_box_and_on_paper(qtbot, size):
    signed = shown(qtbot, SignatureBox(394, 184, open_for_ink=True))
    QTest.mousePress(signed, Qt.MouseButton.LeftButton, pos=QPoint(20, 130))
    for number, x in enumerate(range(40, 381, 20)):
        QTest.mouseMove(signed, QPoint(x, 130 + 40 * (number % 2)))
    QTest.mouseRelease(signed, Qt.MouseButton.LeftButton, pos=QPoint(380, 170))
    other = shown(qtbot, SignatureBox(*size))
    other.show_strokes(signed.value())
    wide, high = ink_of(other)
    assert wide / high == pytest.approx(360 / 40, rel=0.15)
    assert signed_by("签名", signed.value()).ratio == pytest.approx(360 / 40, rel=0.01)


def test_a_dot_is_no_signature(qtbot):
    box = shown(qtbot, SignatureBox(240, 104, open_for_ink=True))
    told = []
    box.signed.connect(told.append)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    box.finish()
    assert told == []


def test_a_closed_box_takes_no_ink(qtbot):
    box = shown(qtbot, SignatureBox(240, 104))
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert box.value() == ()


@pytest.mark.parametrize(
    "words", ["Household register scanned, not complete", "户口簿拍了一页，还缺户主页和本人页，接着拍"]
)
def test_words_without_room_end_in_whole_lines_and_say_that_there_is_more(qtbot, words):
    put_on(Look())
    assert cut_to(look(), words, 400, 56, CAPTION) == words
    cut = cut_to(look(), words, 90, 56, CAPTION)
    assert cut.endswith("…")
    assert words.startswith(cut[:-1])
    assert len(cut) > 8
    assert height_of(look(), cut, 90, CAPTION) <= 56
