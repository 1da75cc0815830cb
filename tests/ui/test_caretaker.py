"""What the desk does by itself: backups, the daily run, late answers, and who may go on sitting there."""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from desk_builder import AUDITOR, CLERK, SUPERVISOR, build, stocked
from hall_server import as_window
from outside import with_silent_registry
from pretend_printer import PretendPrinter
from sqlalchemy import select
from ui_desk import HandClock, card, seat
from walk_ins import applied, ready

from desk.errors import OutcomeUnknown
from desk.records import journal
from desk.records.journal import JournalEntry
from desk.records.server import open_server
from desk.services import accounts, backup, closing, device_faults, draft, search
from desk.settings import Settings, StoreSettings
from ui.caretaker import ASK_AGAIN, MINUTE, TRY_AGAIN, Caretaker
from ui.fault_book import FaultBook
from ui.session import Session

LI = ("110199198503127011", "李样本")
GOOD = "correct horse battery 7"


@pytest.fixture
def hours():
    return HandClock()


@pytest.fixture
def sit(qtbot, tmp_path, hours):
    """A desk somebody sits at, and who takes care of it; `minutes` later it has gone one round."""
    seats = []

    def sit(operator=CLERK, mode="practice", backups="backups", db_url=None):
        folder = str(tmp_path / backups) if backups else ""
        settings = Settings(mode=mode, store=StoreSettings(backup_dir=folder))
        ui = seat(qtbot, build(tmp_path, settings=settings, db_url=db_url), practice=mode == "practice")
        ui.session = Session(ui.desk, ui.window, ui.counter)
        ui.session.begin(operator)
        ui.caretaker = Caretaker(ui.desk, lambda: ui.session.working, tmp_path / "tables", hours)
        ui.caretaker.dismissed.connect(ui.session.dismiss)
        seats.append(ui)
        return ui

    yield sit
    for ui in seats:
        ui.counter.stop()
        ui.session.idle.stop()
        ui.caretaker.end()
        ui.desk.counter.store.close()


def after(ui, hours, seconds):
    hours.seconds += seconds
    ui.caretaker.look()


def lights(ui):
    ui.counter.frame.tick()
    return {light.name: light.words for light in ui.window.strip.shown.lights}


def journal_of(counter, what):
    with counter.store.reading() as session:
        wanted = select(JournalEntry).where(JournalEntry.what == what).order_by(JournalEntry.seq)
        return session.scalars(wanted).all()


def test_a_due_backup_is_made_a_minute_after_the_start_and_not_before(sit, hours, tmp_path):
    ui = sit()
    after(ui, hours, MINUTE - 1)
    assert not (tmp_path / "backups").exists()

    after(ui, hours, 1)

    made = list((tmp_path / "backups").glob("*.backup"))
    assert len(made) == 1
    assert backup.verify(made[0]).ok
    assert [entry.by for entry in journal_of(ui.desk.counter, "backup")] == [""]
    assert "备份" not in lights(ui)


def test_a_closed_day_is_backed_up_within_a_minute(sit, hours, tmp_path):
    ui = sit()
    after(ui, hours, MINUTE)
    ui.desk.clock.advance(hours=8)
    closing.close_day(ui.supervising(), ui.desk.now().date(), 0, 0)
    ui.desk.clock.advance(minutes=1)

    after(ui, hours, MINUTE)

    assert len(list((tmp_path / "backups").glob("*.backup"))) == 2


def test_a_backup_that_fails_is_told_until_one_is_there_and_tried_again_after_an_hour(sit, hours, tmp_path):
    ui = sit(backups="unplugged/backups")
    after(ui, hours, MINUTE)
    assert lights(ui)["备份"] == "没有做成"

    (tmp_path / "unplugged").mkdir()
    after(ui, hours, MINUTE)
    assert lights(ui)["备份"] == "没有做成"
    after(ui, hours, TRY_AGAIN)

    assert "备份" not in lights(ui)
    assert len(list((tmp_path / "unplugged" / "backups").glob("*.backup"))) == 1


def test_the_light_says_what_happened_when_it_is_pressed(sit, hours):
    ui = sit(backups="unplugged/backups")
    after(ui, hours, MINUTE)

    ui.clock.seconds += 1
    ui.window.strip.pressed.emit("backup")

    assert "备份目录不在" in ui.state.verdict.sentence
    assert ui.screen == "reception"


def test_a_live_hall_without_a_folder_for_backups_is_told_so(sit, hours):
    ui = sit(SUPERVISOR, mode="live", backups="")
    after(ui, hours, MINUTE)
    assert lights(ui)["备份"] == "未设"


def test_backups_go_on_behind_the_lock_and_under_an_auditor(sit, hours, tmp_path):
    ui = sit(AUDITOR)
    ui.session.lock()
    after(ui, hours, MINUTE)
    assert len(list((tmp_path / "backups").glob("*.backup"))) == 1


def dismissed(sit, hours):
    """A live clerk whose account is switched off by a supervisor elsewhere."""
    ui = sit(SUPERVISOR, mode="live")
    boss = ui.desk.counter
    accounts.add(boss, "wang", "supervisor", GOOD, initial=False)
    accounts.add(replace(boss, operator=replace(SUPERVISOR, name="wang")), "0401", "clerk", GOOD, initial=False)
    ui.session._signed_in(replace(CLERK, name="0401"))
    ui.lay(card(*LI))
    assert ui.counter.visit is not None
    after(ui, hours, 15)
    assert ui.window.covering is None
    accounts.set_enabled(replace(boss, operator=replace(SUPERVISOR, name="wang")), "0401", False)
    after(ui, hours, 15)
    return ui


def test_a_clerk_whose_account_is_switched_off_is_sent_to_the_sign_in_within_a_round(sit, hours):
    ui = dismissed(sit, hours)
    assert ui.window.covering is not None
    assert ui.session.sign_in.state.mode == "sign_in"
    assert "停用" in ui.session.sign_in.state.second
    assert [entry.facts for entry in journal_of(ui.desk.counter, "sign_out")][-1] == '{"why":"dismissed"}'


def test_whoever_signs_in_next_finds_the_dismissed_clerks_case_set_aside_in_its_owners_name(sit, hours):
    ui = dismissed(sit, hours)
    ui.type("wang")
    ui.press("Return")
    ui.type(GOOD)
    ui.press("Return")
    assert ui.desk.counter.operator.name == "wang"
    assert ui.counter.visit is None
    owners = draft.open_drafts(replace(ui.desk.counter, operator=replace(CLERK, name="0401")))
    assert [(one.name, one.aside) for one in owners] == [("李样本", True)]


def test_a_dismissed_clerks_card_is_finished_before_anybody_else_signs_in(sit, hours):
    ui = sit()
    ui.lay(card(*LI))
    ui.counter.visit.step = "issuing"
    ui.counter.presenter.show(busy=True)

    ui.session.dismiss()
    ui.press("F7")

    assert ui.session.sign_in.state.mode == "locked"
    assert "正在制卡" in ui.session.sign_in.state.problem


def test_a_card_nobody_knows_the_end_of_is_asked_about_first_thing_at_the_next_sign_in(sit, hours):
    ui = sit()
    stocked(ui.desk.counter)
    ui.caretaker.left_over.connect(ui.counter.arrivals.open_case)
    case = applied(ui.desk.counter, "李样本")
    with pytest.raises(OutcomeUnknown):
        ready(ui.desk.counter, case.number, PretendPrinter(OutcomeUnknown("no_answer", device="card_printer")))
    ui.session.begin(CLERK)
    assert ui.screen == "reception"

    ui.caretaker.begin()

    assert ui.screen == "jam"
    assert ui.counter.visit.case.number == case.number


def test_a_clock_that_jumps_is_in_the_journal_with_how_far(sit, hours):
    ui = sit()
    hours.seconds += 15
    ui.desk.clock.advance(seconds=45)
    ui.caretaker.look()
    assert journal_of(ui.desk.counter, "clock_jumped") == []

    hours.seconds += 15
    ui.desk.clock.advance(days=-3, seconds=15)
    ui.caretaker.look()
    hours.seconds += 15
    ui.desk.clock.advance(seconds=15)
    ui.caretaker.look()

    assert [(one.by, one.facts) for one in journal_of(ui.desk.counter, "clock_jumped")] == [("", '{"seconds":-259200}')]


def test_the_daily_run_is_made_once_a_day_by_whoever_is_at_the_window(sit, hours):
    ui = sit()
    after(ui, hours, 15)
    after(ui, hours, 15)
    assert len(journal_of(ui.desk.counter, "daily_run")) == 1
    ui.desk.clock.advance(days=1)
    after(ui, hours, 15)
    assert len(journal_of(ui.desk.counter, "daily_run")) == 2


def test_what_lay_in_clear_for_the_card_centre_goes_after_a_week(sit, hours, tmp_path):
    ui = sit()
    for batch, days in (("old", 8), ("young", 6)):
        (tmp_path / "tables" / batch).mkdir(parents=True)
        at = ui.desk.now().timestamp() - days * 86400
        (tmp_path / "tables" / batch / "orders.csv").touch()
        os.utime(tmp_path / "tables" / batch / "orders.csv", (at, at))
    after(ui, hours, 15)
    assert [one.name for one in (tmp_path / "tables").iterdir()] == ["young"]


def test_a_case_that_waits_for_the_registry_is_asked_about_again_by_itself(sit, hours):
    ui = sit()
    silent, registry = with_silent_registry(ui.desk.counter)
    ui.desk.counter = silent
    waiting = applied(silent, "李样本")
    assert waiting.state == "pending_verification"
    after(ui, hours, ASK_AGAIN)
    assert search.show(silent, waiting.number).state == "pending_verification"

    registry.answers = True
    after(ui, hours, ASK_AGAIN)

    assert search.show(silent, waiting.number).state == "approved"


def test_a_clock_behind_the_journal_is_told_at_the_reception_until_it_is_set_right(sit, tmp_path, hours):
    ui = sit()
    counter = ui.desk.counter
    with counter.store.reading() as session:
        last = journal.newest_at(session, counter.hall, counter.station)
    assert last == ui.desk.now()
    ui.desk.clock.at = last - timedelta(days=2)
    ui.caretaker = Caretaker(ui.desk, lambda: True, tmp_path / "tables", hours, last_entry=last)
    ui.counter.go_to("reception")
    assert ui.state.verdict.sentence == "这台电脑的时间不对"
    assert lights(ui)["电脑时间"] == "早于 03-16 09:00"
    ui.desk.clock.at = last
    after(ui, hours, 15)
    ui.counter.go_to("reception")
    assert ui.state.verdict.sentence == "请放身份证"
    assert "电脑时间" not in lights(ui)


@pytest.fixture
def gone(hall_server):
    """The hall's server stopped as a pulled plug would; it is there again for whoever comes after."""
    yield lambda: hall_server.stop("immediate")
    with suppress(RuntimeError):  # it runs already
        hall_server.start()


@pytest.mark.parametrize("covered", [False, True], ids=["at the open window", "behind the lock"])
def test_an_idle_window_tells_that_its_server_is_gone_and_that_it_is_back(sit, hours, hall_server, gone, covered):
    ui = sit(db_url=hall_server.database())
    after(ui, hours, 15)
    assert "数据库" not in lights(ui)
    if covered:
        ui.session.lock()
    gone()

    after(ui, hours, 15)
    assert lights(ui)["数据库"] == "没有应答"
    hall_server.start()
    after(ui, hours, 15)

    assert "数据库" not in lights(ui)


def test_the_servers_light_says_what_to_do_when_it_is_pressed(sit, hours, hall_server, gone):
    ui = sit(db_url=hall_server.database())
    gone()
    after(ui, hours, 15)

    ui.clock.seconds += 1
    ui.window.strip.pressed.emit("server")

    assert ui.state.verdict.sentence == "数据库服务器没有应答"
    assert "看网络" in ui.state.verdict.second


def test_an_hour_without_the_server_leaves_no_fault_and_the_days_run_is_made_when_it_is_back(
    sit, hours, hall_server, gone
):
    ui = sit(db_url=hall_server.database())
    FaultBook(ui.desk)
    gone()
    for _ in range(10):
        after(ui, hours, 15)
    hall_server.start()
    after(ui, hours, 15)

    assert journal_of(ui.desk.counter, device_faults.WHAT) == []
    assert len(journal_of(ui.desk.counter, "daily_run")) == 1


def test_a_window_that_another_machine_took_while_the_server_was_away_is_told(sit, hours, hall_server, gone):
    ui = sit(db_url=(url := hall_server.database()))
    counter = ui.desk.counter
    counter.store.take_window(counter.hall, counter.station)
    gone()
    hall_server.start()
    other = open_server(counter.settings.store, as_window(url), clock=counter.clock)
    other.take_window(counter.hall, counter.station)

    after(ui, hours, 15)
    assert lights(ui)["窗口号"] == "别处在用"
    other.close()
    after(ui, hours, 15)

    assert "窗口号" not in lights(ui)
