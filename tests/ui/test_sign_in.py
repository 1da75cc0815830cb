import json
from dataclasses import replace

import pytest
from desk_builder import AUDITOR, CLERK, OTHER_CLERK, SUPERVISOR, build, stocked
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from ui_desk import HandClock, card, seat

from desk.records.journal import JournalEntry
from desk.services import accounts, draft, hall_board, hall_windows, queue
from desk.settings import ScreenSettings, Settings
from ui.idle import IdleWatch
from ui.parts.buttons import Secondary
from ui.session import Session
from ui.words.journal import what_happened

LI = ("110199198503127011", "李样本")
GOOD = "correct horse battery 7"


@pytest.fixture
def hours():
    return HandClock()


@pytest.fixture
def sit(qtbot, tmp_path, hours):
    """A desk at which the practice clerk sits, or, live, nobody yet."""
    seats = []

    def sit(live=False, size=(1366, 768)):
        settings = Settings(mode="live" if live else "practice", screen=ScreenSettings(idle_minutes=5))
        counter = build(tmp_path, settings=settings)
        ui = seat(qtbot, counter, size=size, practice=not live)
        ui.session = Session(ui.desk, ui.window, ui.counter, idle=IdleWatch(300, hours))
        if live:
            ui.counter.stop()
            ui.counter.screens.presenter = None
            ui.session.begin()
        else:
            ui.session.begin(CLERK)
        seats.append(ui)
        return ui

    yield sit
    for ui in seats:
        ui.counter.stop()
        ui.session.idle.stop()


def shown(ui):
    return ui.session.sign_in.state


def enter(ui, password):
    ui.type(password)
    ui.press("Return")


def visible_words(ui):
    """Everything a person or a screen reader can find in the window now."""
    from PySide6.QtWidgets import QWidget

    return " ".join(one.accessibleName() for one in ui.window.findChildren(QWidget) if one.isVisibleTo(ui.window))


def test_the_first_start_of_a_live_hall_makes_its_first_supervisor(sit):
    ui = sit(live=True)
    assert shown(ui).mode == "first"
    ui.type("wang")
    ui.press("Return")
    ui.type(GOOD)
    ui.press("Return")
    enter(ui, GOOD)
    assert ui.window.covering is None
    assert ui.desk.counter.operator.role == "supervisor"
    assert [one.name for one in accounts.accounts(ui.desk.counter)] == ["wang"]
    assert ui.screen == "reception"


def test_two_different_passwords_are_told_before_anything_is_kept(sit):
    ui = sit(live=True)
    ui.type("wang")
    ui.press("Return")
    ui.type(GOOD)
    ui.press("Return")
    enter(ui, GOOD + "x")
    assert "不一样" in shown(ui).problem
    assert accounts.first_start(ui.desk.counter)


def test_a_weak_password_is_refused_in_words(sit):
    ui = sit(live=True)
    ui.type("wang")
    ui.press("Return")
    ui.type("short")
    ui.press("Return")
    enter(ui, "short")
    assert shown(ui).problem
    assert accounts.first_start(ui.desk.counter)


def live_with_people(sit):
    ui = sit(live=True)
    boss = replace(ui.desk.counter, operator=SUPERVISOR)
    accounts.add(boss, "wang", "supervisor", GOOD, initial=False)
    accounts.add(replace(boss, operator=replace(SUPERVISOR, name="wang")), "0401", "clerk", GOOD)
    ui.session.begin()
    return ui


def test_a_first_password_given_by_a_supervisor_has_to_be_changed(sit):
    ui = live_with_people(sit)
    assert shown(ui).mode == "sign_in"
    ui.type("0401")
    ui.press("Return")
    enter(ui, GOOD)
    assert (shown(ui).mode, shown(ui).name) == ("new", "0401")
    assert "到期" not in shown(ui).title
    ui.press("Esc")
    assert shown(ui).mode == "sign_in"
    enter(ui, GOOD)
    ui.type("another horse battery 8")
    ui.press("Return")
    enter(ui, "another horse battery 8")
    assert ui.desk.counter.operator.name == "0401"
    assert ui.window.covering is None


def test_whoever_is_quicker_than_the_desk_stands_waits_at_the_cover_and_is_let_in_once_it_does(qtbot, sit):
    ui = live_with_people(sit)
    desk_that_comes_later, ui.session.counter = ui.session.counter, None
    ui.type("wang")
    ui.press("Return")
    enter(ui, GOOD)
    assert ui.window.covering is not None
    ui.session.lead(desk_that_comes_later)
    qtbot.waitUntil(lambda: ui.window.covering is None)
    assert (ui.desk.counter.operator.name, ui.screen) == ("wang", "reception")


def test_guessing_makes_everybody_wait_and_says_how_long(sit):
    ui = live_with_people(sit)
    ui.type("wang")
    ui.press("Return")
    for _ in range(4):
        enter(ui, "wrong wrong wrong 1")
        if shown(ui).wait:
            break
    assert shown(ui).wait > 0
    assert not shown(ui).bar.primary.enabled
    ui.type(GOOD)
    ui.press("Return")
    assert ui.window.covering is not None
    ui.session.sign_in._waited()
    ui.session.sign_in._waited()
    ui.desk.clock.advance(seconds=5)
    ui.press("Return")
    assert ui.desk.counter.operator.name == "wang"


def test_nothing_of_the_case_can_be_seen_or_reached_while_locked(sit):
    ui = sit()
    ui.lay(card(*LI))
    assert ui.screen == "decide"
    assert "李样本" in visible_words(ui)
    ui.press("Ctrl+L")
    assert "李样本" not in visible_words(ui)
    assert "已锁定" in visible_words(ui)
    before = ui.screen, ui.counter.visit
    ui.press("Ctrl+Return", "F3", "F9", "1", "Space", "Del", "Ctrl+Z", "Tab", "Tab", "Tab", "Space")
    assert (ui.screen, ui.counter.visit) == before
    assert ui.window.covering is not None
    assert ui.window.covering.isAncestorOf(QApplication.focusWidget())


def test_the_same_person_finds_the_case_as_it_was(sit):
    ui = sit()
    ui.lay(card(*LI))
    visit = ui.counter.visit
    ui.press("Ctrl+L")
    enter(ui, accounts.PRACTICE_PASSWORD)
    assert ui.counter.visit is visit
    assert ui.screen == "decide"
    assert "李样本" in visible_words(ui)
    ui.press("Return")
    assert ui.screen != "decide"


def test_a_wrong_password_keeps_the_lock_and_empties_the_field(sit):
    ui = sit()
    ui.press("Ctrl+L")
    enter(ui, "wrong")
    assert ui.window.covering is not None
    assert "口令不对" in shown(ui).problem
    assert ui.session.cover.fields["password"].text() == ""
    enter(ui, accounts.PRACTICE_PASSWORD)
    assert ui.window.covering is None


def test_another_clerk_takes_the_window_and_the_case_stays_with_its_owner(sit):
    ui = sit()
    ui.lay(card(*LI))
    ui.press("Ctrl+L", "F7")
    assert shown(ui).mode == "switch"
    ui.type("0313")
    ui.press("Return")
    enter(ui, accounts.PRACTICE_PASSWORD)
    assert ui.desk.counter.operator == OTHER_CLERK
    assert ui.counter.visit is None
    assert "李样本" not in visible_words(ui)
    assert draft.open_drafts(ui.desk.counter) == []
    mine = draft.open_drafts(replace(ui.desk.counter, operator=CLERK))
    assert [(one.name, one.aside) for one in mine] == [("李样本", True)]


def test_escape_leaves_the_switching_and_the_owner_can_still_unlock(sit):
    ui = sit()
    ui.press("Ctrl+L", "F7", "Esc")
    assert shown(ui).mode == "locked"
    assert shown(ui).name == "0312"
    enter(ui, accounts.PRACTICE_PASSWORD)
    assert ui.window.covering is None


def test_five_minutes_without_a_hand_on_the_desk_lock_it(sit, hours):
    ui = sit()
    ui.lay(card(*LI))
    hours.seconds += 299
    ui.session.idle.look()
    assert ui.window.covering is None
    ui.press("F1")
    hours.seconds += 299
    ui.session.idle.look()
    assert ui.window.covering is None
    hours.seconds += 2
    ui.session.idle.look()
    assert ui.window.covering is not None
    assert "5 分钟" in shown(ui).second


def test_the_wall_clock_neither_locks_nor_keeps_open(sit, hours):
    ui = sit()
    ui.desk.clock.advance(days=3650)
    ui.session.idle.look()
    assert ui.window.covering is None
    hours.seconds += 301
    ui.desk.clock.advance(days=-7300)
    ui.session.idle.look()
    assert ui.window.covering is not None


def test_no_card_is_read_behind_the_lock(sit):
    ui = sit()
    ui.press("Ctrl+L")
    ui.reader.lying = card(*LI)
    assert ui.counter.watch._errand is None
    assert ui.counter.visit is None
    enter(ui, accounts.PRACTICE_PASSWORD)
    assert ui.screen == "decide"


def test_a_card_being_made_goes_on_and_nobody_else_can_sign_in_meanwhile(sit):
    ui = sit()
    stocked(ui.desk.counter)
    ui.lay(card(*LI))
    ui.counter.visit.step = "issuing"
    ui.counter.presenter.show(busy=True)
    ui.press("Ctrl+L", "F7")
    assert shown(ui).mode == "locked"
    assert "正在制卡" in shown(ui).problem
    ui.counter.presenter.show(busy=False)
    ui.press("F7")
    assert shown(ui).mode == "switch"


def test_a_screen_that_changes_behind_the_lock_takes_neither_sight_nor_keyboard(sit):
    ui = sit()
    ui.lay(card(*LI))
    ui.press("Ctrl+L")
    ui.counter._to_step("materials")
    QApplication.processEvents()
    assert "李样本" not in visible_words(ui)
    assert ui.window.covering.isAncestorOf(QApplication.focusWidget())
    enter(ui, accounts.PRACTICE_PASSWORD)
    assert ui.window.covering is None


def test_a_locked_window_is_paused_in_the_hall_and_open_again_afterwards(sit):
    ui = sit()
    counter = ui.desk.counter
    queue.take(counter)
    queue.call(counter)
    ui.press("Ctrl+L")
    assert [line.paused for line in hall_board.board(counter).windows] == [True]
    enter(ui, accounts.PRACTICE_PASSWORD)
    assert [line.paused for line in hall_board.board(counter).windows] == [False]
    assert [line.ticket for line in hall_board.board(counter).windows] == ["A001"]


def test_a_window_whose_program_was_closed_is_paused_in_the_hall(sit):
    ui = sit()
    counter = ui.desk.counter
    queue.take(counter)
    queue.call(counter)
    ui.session.end()
    assert [line.paused for line in hall_board.board(counter).windows] == [True]


def test_practice_shows_who_there_is_and_their_password(sit):
    ui = sit()
    ui.press("Ctrl+L")
    told = " ".join(fact.value for fact in shown(ui).facts)
    assert accounts.PRACTICE_PASSWORD in told
    assert all(name in told for name in accounts.PRACTICE_OPERATORS)


def test_who_comes_and_goes_is_in_the_journal(sit):
    ui = sit()
    ui.press("Ctrl+L")
    enter(ui, accounts.PRACTICE_PASSWORD)
    ui.session.end()
    counter = ui.desk.counter
    with counter.store.reading() as session:
        rows = session.execute(select(JournalEntry.what, JournalEntry.facts).order_by(JournalEntry.seq)).all()
    told = [(row.what, json.loads(row.facts).get("why")) for row in rows if row.what in ("sign_in", "sign_out")]
    assert told == [("sign_out", "locked"), ("sign_in", None), ("sign_out", "asked")]


def test_a_password_never_stands_in_a_state(sit):
    ui = sit()
    ui.press("Ctrl+L")
    ui.type("geheim")
    assert "geheim" not in repr(shown(ui))


@pytest.mark.parametrize("size", [(1366, 768), (683, 384), (1920, 1080)])
def test_the_cover_hides_the_desk_at_every_size(sit, size):
    ui = sit(size=size)
    ui.lay(card(*LI))
    ui.press("Ctrl+L")
    ui.window.resize(size[0] + 40, size[1] + 20)
    QApplication.processEvents()
    assert "李样本" not in visible_words(ui)


def test_whoever_sits_down_next_finds_nothing_of_what_was_looked_for_before_them(sit):
    ui = sit()
    ui.lay(card(*LI))
    ui.counter.go_to("find")
    ui.type("lyb")
    ui.press("Ctrl+L", "F7")
    ui.type(AUDITOR.name)
    ui.press("Return")
    enter(ui, "practice")
    assert (ui.desk.counter.operator, ui.screen) == (AUDITOR, "journal")
    assert "李样本" not in visible_words(ui)
    ui.counter.go_to("find")
    assert (ui.screen, ui.state.text, ui.state.bar.primary) == ("find", "", None)
    assert "李样本" not in visible_words(ui)


def test_whoever_signs_in_after_the_power_failed_is_seen_to_wait_for_somebody(sit):
    ui = sit()
    ui.lay(card(*LI))
    assert [one.now.state for one in hall_windows.windows(ui.desk.counter)] == ["serving"]
    again = Session(ui.desk, ui.window, ui.counter, idle=IdleWatch(300, HandClock()))
    ui.counter.visit = None  # the program began anew, and knows of nobody
    again.begin(CLERK)
    assert [one.now.state for one in hall_windows.windows(ui.desk.counter)] == ["free"]
    assert [row.words[0] for row in ui.state.unfinished] == ["李样本"]
    with ui.desk.counter.store.reading() as session:
        left = session.scalars(select(JournalEntry).where(JournalEntry.what == "draft_set_aside")).one()
    assert what_happened(left.what, left.result, left.facts) == "搁置，上次断在办着的时候"


def change_own_password(ui, now, new):
    ui.press("Shift+F7")
    enter(ui, now)
    ui.type(new)
    ui.press("Return")
    enter(ui, new)


@pytest.mark.parametrize("locked", [False, True])
def test_whoever_knows_their_password_changes_it_at_the_sign_in_and_at_the_lock(sit, locked):
    ui = live_with_people(sit)
    ui.type("wang")
    if locked:
        ui.press("Return")
        enter(ui, GOOD)
        ui.press("Ctrl+L")
    change_own_password(ui, GOOD, "another horse battery 8")
    assert (ui.window.covering, ui.desk.counter.operator.name) == (None, "wang")
    ui.press("Ctrl+L")
    enter(ui, GOOD)
    assert "口令不对" in shown(ui).problem
    enter(ui, "another horse battery 8")
    assert ui.window.covering is None


def test_whoever_finds_a_desk_locked_gets_no_further_than_the_password_there_is(sit):
    ui = live_with_people(sit)
    ui.type("wang")
    ui.press("Return")
    enter(ui, GOOD)
    ui.press("Ctrl+L", "Shift+F7")
    enter(ui, "guessed")
    assert (shown(ui).mode, "口令不对" in shown(ui).problem) == ("own", True)
    ui.press("Esc")
    assert (shown(ui).mode, shown(ui).name) == ("locked", "wang")


def test_a_practice_operator_is_offered_no_password_of_their_own(sit):
    ui = sit()
    ui.press("Ctrl+L", "Shift+F7")
    assert (shown(ui).mode, [act.code for act in shown(ui).bar.secondaries]) == ("locked", ["switch_user"])


@pytest.mark.parametrize(("size", "offered"), [((1366, 768), ["换口令", "换人登录"]), ((683, 480), ["换人登录"])])
def test_the_lock_offers_no_more_than_it_has_room_for_and_nothing_behind_a_menu_it_has_not(sit, size, offered):
    ui = live_with_people(sit)
    ui.type("wang")
    ui.press("Return")
    enter(ui, GOOD)
    ui.press("Ctrl+L")
    ui.window.resize(*size)
    bar = ui.session.cover.bar
    assert [one.act.words for one in bar.findChildren(Secondary) if one.isVisibleTo(bar)] == offered
    ui.press("Shift+F7")
    assert shown(ui).mode == "own"
