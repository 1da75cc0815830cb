"""A pressed key is never swallowed by a screen that has stood for a while, and never acts twice."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from desk_builder import AUDITOR, CLERK, SUPERVISOR, TECHNICIAN, a_case
from pretend_printer import PaperTray, PretendPrinter
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit
from ui_desk import card, furnished, seat
from ui_walk import Walk
from walk_ins import applied, id_card, ready

from desk.errors import OutcomeUnknown
from desk.services.views import DebtLine
from ui.key_ear import KeyEar
from ui.keys import TABLE, act_of
from ui.papers.window import WindowPapers
from ui.parts.login import LoginCover
from ui.places import FORMS, PLACES
from ui.press import HOLD, PAGING, ROUND, PressGuard

EMPLOYEE = card("110199198503127011", "李样本")


class Clock:
    seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def guard(clock):
    guard = PressGuard(clock)
    guard.shows("first")
    clock.seconds += 1
    return guard


def test_fifty_presses_in_a_tenth_of_a_second_act_once(guard, clock):
    taken = 0
    for _ in range(50):
        taken += guard.takes("submit")
        clock.seconds += 0.002
    assert taken == 1


def test_the_second_press_of_a_double_press_dies_on_the_new_screen(guard, clock):
    assert guard.takes("go_on")
    guard.shows("second")
    clock.seconds += HOLD - 0.01
    assert not guard.takes("submit")
    clock.seconds += 0.02
    assert guard.takes("submit")


def test_a_held_key_acts_once(guard, clock):
    assert guard.takes("take")
    clock.seconds += 5
    assert not guard.takes("take", repeated=True)


def test_nothing_is_taken_while_busy_but_looking(guard):
    assert not guard.takes("submit", busy=True)
    assert guard.takes("show_keys", busy=True)


def test_different_acts_may_follow_one_another_at_once(guard):
    assert guard.takes("tick one")
    assert guard.takes("tick two")


def letter(text, key=0):
    return QKeyEvent(QEvent.Type.KeyPress, key or ord(text.upper()), Qt.KeyboardModifier.NoModifier, text)


ENTER = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")


def test_what_a_scanner_types_is_one_code_and_no_row_of_keys(clock):
    ear, heard = KeyEar(clock), []
    for one in "1101990001202603160300171":
        heard.append(ear.hear(letter(one)).key)
        clock.seconds += 0.004
    assert heard == ["1", *[""] * 24]
    assert ear.hear(ENTER).code == "1101990001202603160300171"


def test_what_a_hand_types_stays_keys(clock):
    ear, heard = KeyEar(clock), []
    for one in "12345":
        heard.append(ear.hear(letter(one)).key)
        clock.seconds += 0.12
    assert heard == list("12345")
    assert ear.hear(ENTER).key == "Return"


def typed_fast(ear, clock, text):
    for one in text:
        ear.hear(letter(one))
        clock.seconds += 0.02
    return ear.hear(ENTER)


def test_the_rest_of_a_password_whose_field_went_away_under_the_hand_is_no_code(clock):
    ear = KeyEar(clock)
    ear.password_typed()
    clock.seconds += 0.02
    assert typed_fast(ear, clock, "actice").code == ""
    assert typed_fast(ear, clock, "F110199").code == "F110199", "its Enter ended the password"


def test_a_password_typed_fast_beside_its_field_never_lands_in_the_search(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, LOST).begin().until("approval")
    ui.window.setFocus()
    for key in (*"practice", "Return"):
        ui.press(key, pause=0.02)
    assert ui.screen == "approval"


KEYS = [row.key for row in TABLE if "–" not in row.key] + [*"0123456789"] + [f"Ctrl+{digit}" for digit in "123456789"]
WINDOWS_OWN = ("show_keys", "more", "whole_card", "full_number", "enter", "primary", "back", "do")
"""What the window does itself; everything else is asked for."""


class Rounds:
    """Presses every key of the table fifty times in a tenth of a second on whatever screen is up."""

    def __init__(self, ui):
        self.ui, self.acts, self.seen = ui, [], []
        ui.window.asked.disconnect()
        ui.window.asked.connect(lambda act, value: self.acts.append((act, str(value))))

    def on(self, screen):
        self.seen.append(screen)
        self.ui.window.setUpdatesEnabled(False)  # painting takes longer than all the keys, and tells nothing here
        for key in dict.fromkeys(KEYS):
            self._round(screen, key)
        self.ui.window.setUpdatesEnabled(True)

    def _round(self, screen, key):
        ui, window = self.ui, self.ui.window
        window.show_sheet(None)
        QApplication.processEvents()
        ui.clock.seconds += 1
        focused = QApplication.focusWidget() or window
        if isinstance(focused, QLineEdit) and (key in ("Space", "Del", "Ctrl+Z", "Ctrl+C") or key.isdigit()):
            return  # that is typing
        act = act_of(window.view.code, key, practice=True)
        if act is None and key in ("Up", "Down"):
            return  # rows are walked as fast as hands can go
        lit = window.bar.primary.isVisibleTo(window) and window.bar.primary.act.enabled and not window.busy
        card, self.acts[:] = window._card_open, []
        combination = QKeySequence(key)[0]
        for _ in range(50):
            ui.clock.seconds += 0.002
            event = QKeyEvent(QEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers())
            QApplication.sendEvent(QApplication.focusWidget() or window, event)
        done = [one for one in self.acts if one[0] not in ("number_shown",)]
        once = 50 if act in PAGING | ROUND else 1  # pages and answers are turned as fast as hands can go
        assert len(done) <= once, (screen, key, done)
        if act and act not in WINDOWS_OWN:
            assert len(done) == once, (screen, key, "swallowed")
        if act == "primary":
            assert len(done) == lit, (screen, key, "swallowed")
        if act in ("show_keys", "more"):
            assert window.sheet.sheet is not None, (screen, key, "opened and closed again")
        assert (window._card_open != card) == (act == "whole_card"), (screen, key)


EMPLOYEE_STEPS = ("decide", "materials", "photo", "review", "issuing", "handover", "rating")
PAYS = id_card("郑样例")
LOST = id_card("周样本")


@contextmanager
def for_real(rounds):
    """In between the keys do what they are for."""
    rounds.ui.window.asked.disconnect()
    rounds.ui.window.asked.connect(rounds.ui.counter.do)
    yield rounds.ui
    rounds.ui.window.asked.disconnect()
    rounds.ui.window.asked.connect(lambda act, value: rounds.acts.append((act, str(value))))


@pytest.fixture
def rounds(qtbot, tmp_path):
    return Rounds(seat(qtbot, furnished(tmp_path), practice=True))


def test_fifty_presses_of_any_key_act_once_on_every_step_of_a_visit(rounds):
    for screen in EMPLOYEE_STEPS:
        with for_real(rounds) as ui:
            walk = Walk(ui, EMPLOYEE)
            (walk.begin() if screen == "decide" else walk).until(screen)
        rounds.on(screen)
    assert rounds.seen == [*EMPLOYEE_STEPS]


def test_fifty_presses_of_any_key_act_once_where_money_a_second_person_and_a_question_are_waited_for(rounds):
    with for_real(rounds) as ui:
        Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("payment")
    rounds.on("payment")
    with for_real(rounds) as ui:
        Walk(ui, LOST).begin().until("decide")
        ui.press("Return")
    rounds.on("decide, asking")
    with for_real(rounds) as ui:
        Walk(ui, LOST).until("approval")
    rounds.on("approval")


def test_fifty_presses_of_any_key_act_once_over_a_jammed_card(qtbot, tmp_path):
    printer = PretendPrinter(OutcomeUnknown("outcome_unknown", device="card_printer", reason="jam"))
    rounds = Rounds(seat(qtbot, furnished(tmp_path), printer=printer, practice=True))
    with for_real(rounds) as ui:
        Walk(ui, EMPLOYEE).begin().until("jam")
    rounds.on("jam")


@pytest.mark.parametrize("operator", [CLERK, SUPERVISOR, TECHNICIAN, AUDITOR], ids=lambda one: one.role)
def test_fifty_presses_of_any_key_act_once_at_every_place_of_every_role(rounds, operator):
    with for_real(rounds) as ui:
        ui.sit_down(operator)
    for place in PLACES:
        if operator.role in place.roles:
            rounds.ui.counter.go_to(place.code)
            rounds.on(place.code)
    assert rounds.seen


def test_fifty_presses_of_any_key_act_once_over_a_wrong_face(rounds):
    with for_real(rounds) as ui:
        Walk(ui, EMPLOYEE).begin().until("issuing")
        if ui.state.bar.confirmation:
            ui.press("Ctrl+Return")
        ui.press("F7")
    rounds.on("face_wrong")
    assert rounds.ui.screen == "face_wrong"


def test_fifty_presses_of_any_key_act_once_over_a_paper_s_preview_and_print_it_once(rounds, tmp_path):
    ui, tray = rounds.ui, PaperTray()
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, lambda: tray, tmp_path)
    with for_real(rounds):
        Walk(ui, EMPLOYEE).begin().until("review")
        ui.press("Ctrl+P")
    rounds.on("preview")
    with for_real(rounds):
        ui.press("Esc")
        Walk(ui, EMPLOYEE).until("rating")
        ui.press("Ctrl+P")
        printed = len(tray.jobs)
        ui.clock.seconds += 1
        ui.press(*["F8"] * 50, pause=0.002)
    assert len(tray.jobs) == printed + 1
    rounds.on("preview")


BESIDE = ("stock", "centre", "batch", "enquiry", "ticket", "queueing", "to_do", "accounts", "reopening", "looks")
ABOUT_A_CASE = ("posting", "vault", "hand_on", "withdrawal", "payment_way")
ABOUT_A_VISIT = ("balance", "withdrawal", "hand_on")


def test_fifty_presses_of_any_key_act_once_on_every_form(rounds):
    ui = rounds.ui
    case = applied(ui.desk.counter, "王示例")
    for form in BESIDE:
        ui.counter.go_to("reception")
        ui.counter.do(f"form:{form}")
        rounds.on(form)
    for form in ABOUT_A_CASE:
        ui.counter._show_screen(form, case)
        rounds.on(form)
    owing = replace(case, owes=(DebtLine("school_enrolment", ui.desk.now().date(), None, None),))
    ui.counter._show_screen("promised", owing)
    rounds.on("promised")
    with for_real(rounds):
        ui.counter.go_to("reception")
        Walk(ui, EMPLOYEE).begin().until("decide")
    for form in ABOUT_A_VISIT:
        ui.counter.do(f"form:{form}")
        rounds.on(form)
    assert set(FORMS) - set(rounds.seen) == {"preview", "narrowing", "uncollected"}, "which have tests of their own"


def test_fifty_presses_of_any_key_act_once_on_the_list_of_cards_nobody_fetched(rounds):
    ui = rounds.ui
    with for_real(rounds):
        counter = ui.desk.counter
        ready(counter, a_case(counter))
        counter.clock.advance(days=31)
        ui.sit_down(SUPERVISOR)
        ui.counter.go_to("today")
    ui.counter.do("form:uncollected")
    rounds.on("uncollected")


def test_no_key_reaches_a_desk_that_is_covered(rounds):
    rounds.ui.window.cover(LoginCover())
    for key in KEYS:
        rounds.ui.press(*[key] * 5, pause=0.002)
    assert rounds.acts == []
