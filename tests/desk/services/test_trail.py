"""What an auditor reads in the journal: who did what, at which window, about which case, and who looked at whom."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk_builder import AUDITOR, CLERK, SUPERVISOR, a_case, as_operator, build
from hall_server import HallServer
from sqlalchemy import event, func, select, text
from walk_ins import applied, arrive, id_card

from desk.errors import NotPermitted, UsageError
from desk.records import guards, journal
from desk.records.journal import JournalEntry, anchor
from desk.services import accounts, hall_board, search, till, trail
from desk.services.counter import Counter
from desk.services.trail import Look, Page, Wanted

PERSON = "110199198503127011"


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, operator=AUDITOR)


def clerk(desk: Counter, window: str = "03") -> Counter:
    """A clerk at one of the hall's windows."""
    hall = replace(desk.settings.hall, counter=window)
    return replace(as_operator(desk, CLERK), settings=replace(desk.settings, hall=hall))


def looked(desk: Counter, wanted: Wanted | None = None, why: str = "", most: int = 20) -> tuple[Look, Page]:
    asked = trail.ask(desk, wanted or Wanted(), why)
    return asked, trail.look(desk, asked, most)


def read(page: Page) -> list[tuple[str, str]]:
    return [(line.chain, line.what) for line in page.lines]


def entries(desk: Counter) -> int:
    with desk.store.reading() as session:
        return session.scalar(select(func.count()).select_from(JournalEntry)) or 0


def test_the_newest_entry_comes_first_whichever_window_wrote_it(desk: Counter) -> None:
    for window in ("01", "03", "02"):
        desk.clock.advance(minutes=1)
        hall_board.step_away(clerk(desk, window))
    desk.clock.advance(minutes=1)

    _, page = looked(desk)

    assert read(page)[:4] == [("03", "looked"), ("02", "window"), ("03", "window"), ("01", "window")]


def test_leafing_gives_every_entry_once_and_ends(desk: Counter) -> None:
    for at in range(23):
        desk.clock.advance(seconds=1)
        hall_board.step_away(clerk(desk, f"0{at % 3 + 1}"))
    asked, page = looked(desk, most=7)
    found = list(page.lines)
    while page.older:
        page = trail.leaf(desk, asked, page.below, 7)
        found += page.lines

    assert len(found) == len({(line.chain, line.seq) for line in found}) == entries(desk)
    assert [line.at for line in found] == sorted((line.at for line in found), reverse=True)


def test_a_clock_that_was_set_back_does_not_reorder_what_a_window_did(desk: Counter) -> None:
    hall_board.step_away(clerk(desk))
    desk.clock.advance(days=-400)
    hall_board.come_to(clerk(desk))

    _, page = looked(desk, Wanted(group="house"))

    assert [line.result for line in page.lines][:2] == ["here", "away"]


def test_a_look_is_one_entry_and_leafing_is_none(desk: Counter) -> None:
    before = entries(desk)
    asked, page = looked(desk)
    trail.leaf(desk, asked, page.below, 20)
    trail.leaf(desk, asked, {}, 20)
    trail.whole(desk, page.lines[0].chain, page.lines[0].seq)

    assert entries(desk) == before + 1


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        (Wanted(group="money"), {"payment", "shift_opened"}),
        (Wanted(group="accounts", troubled=True), {"sign_in"}),
        (Wanted(window="02"), {"window"}),
        (Wanted(operator="0301"), {"account_enabled"}),
        (Wanted(last=date(2026, 3, 15)), set()),
        (Wanted(first=date(2026, 3, 17)), {"looked"}),
        (Wanted(first=date(2026, 3, 16), last=date(2026, 3, 16), group="looks"), {"searched"}),
    ],
)
def test_what_is_narrowed_shows_nothing_else(desk: Counter, wanted: Wanted, kinds: set[str]) -> None:
    number = a_case(clerk(desk), fee=2500, service="exchange")
    till.take(clerk(desk), number, 2500, "cash", "p")
    hall_board.step_away(clerk(desk, "02"))
    search.find(clerk(desk), "李样本")
    with pytest.raises(NotPermitted):
        accounts.sign_in(desk, "0312", "wrong")
    boss = as_operator(desk, SUPERVISOR)
    accounts.add(boss, "0399", "clerk", "copper lantern rivers")
    with desk.store.begin() as session:
        session.execute(text("DELETE FROM attempts"))
    accounts.set_enabled(boss, "0399", False)
    desk.clock.advance(days=1)

    _, page = looked(desk, wanted)

    found = {line.what for line in page.lines} - ({"account_added"} if wanted.operator else set())
    assert found == kinds


def test_a_person_is_asked_for_with_a_purpose_and_found_from_the_first_greeting_on(desk: Counter) -> None:
    number = applied(clerk(desk), "李样本").number
    arrive(clerk(desk), id_card("蒋示范"), "enrolment")
    with pytest.raises(UsageError) as refused:
        trail.ask(desk, Wanted(person=PERSON))
    assert refused.value.kind == "purpose_needed"

    _, page = looked(desk, Wanted(person="110199 850312 701"), "信访 2026-17", most=200)

    assert {"greeted", "registry", "case"} <= {line.what for line in page.lines}
    mine = json.loads(looked(desk)[1].lines[1].facts)
    assert (mine["why"], number in mine["about"]) == ("信访 2026-17", True)
    assert PERSON not in str(mine)


def test_a_case_is_found_by_its_number_however_it_is_written(desk: Counter) -> None:
    number = applied(clerk(desk), "李样本").number

    _, page = looked(desk, Wanted(subject=f"{number[:6]} {number[6:]}"))

    assert {line.subject for line in page.lines} == {number}


def test_only_an_auditor_reads_the_journal(desk: Counter) -> None:
    asked = trail.ask(desk, Wanted())
    for somebody in (CLERK, SUPERVISOR):
        other = as_operator(desk, somebody)
        for reading in (
            lambda who=other: trail.ask(who, Wanted()),
            lambda who=other: trail.look(who, asked, 20),
            lambda who=other: trail.leaf(who, asked, {}, 20),
            lambda who=other: trail.whole(who, "03", 1),
            lambda who=other: trail.check(who, lambda _done, _of: None),
        ):
            with pytest.raises(NotPermitted):
                reading()


def test_days_the_wrong_way_round_and_what_is_not_there_are_told(desk: Counter) -> None:
    for wanted, kind in (
        (Wanted(first=date(2026, 3, 2), last=date(2026, 3, 1)), "days_in_order"),
        (Wanted(group="gossip"), "unknown_code"),
    ):
        with pytest.raises(UsageError) as refused:
            trail.ask(desk, wanted)
        assert refused.value.kind == kind
    with pytest.raises(UsageError) as refused:
        trail.whole(desk, "03", 99999)
    assert refused.value.kind == "no_such_entry"


def test_an_entry_is_shown_with_the_anchor_that_papers_of_that_moment_carry(desk: Counter) -> None:
    hall_board.step_away(clerk(desk))
    with desk.store.reading() as session:
        on_paper = anchor(session, desk.hall, "03")
    hall_board.come_to(clerk(desk))
    newest = looked(desk, Wanted(group="house"))[1].lines[0]

    entry = trail.whole(desk, newest.chain, newest.seq)

    assert (entry.before, entry.anchor.startswith(f"03-{newest.seq}-")) == (on_paper, True)


def test_a_check_tells_how_far_it_is_and_is_written_down(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "AT_ONCE", 10)
    for _ in range(21):
        hall_board.step_away(clerk(desk))
    told: list[tuple[int, int]] = []

    verdict = trail.check(desk, lambda done, of: told.append((done, of)))

    assert (verdict["ok"], [done for done, _ in told]) == (True, [10, 20])
    assert {of for _, of in told} == {verdict["entries"]}
    newest = looked(desk)[1].lines[1]
    assert (newest.what, newest.result) == ("journal_checked", "whole")


def test_a_check_of_a_changed_entry_says_since_when(desk: Counter) -> None:
    hall_board.step_away(clerk(desk))
    good = desk.clock.now()
    desk.clock.advance(hours=1)
    hall_board.come_to(clerk(desk))
    with desk.store.engine().execution_options(writing=True).begin() as connection:
        connection.execute(text("DROP TRIGGER guard_journal_update"))
        connection.execute(text("UPDATE journal SET by = '0313' WHERE result = 'here'"))
        guards.renew(connection)

    verdict = trail.check(desk, lambda _done, _of: None)

    assert (verdict["ok"], verdict["chain"], verdict["reason"], verdict["since"]) == (False, "03", "changed", good)


def test_the_newest_page_reads_a_few_rows_of_each_window_however_long_the_journal_is(desk: Counter) -> None:
    for window in ("01", "02", "03"):
        for _ in range(60):
            hall_board.step_away(clerk(desk, window))
    asked = trail.ask(desk, Wanted())
    statements: list[str] = []
    event.listen(desk.store.engine(), "before_cursor_execute", lambda *told: statements.append(told[2]))
    trail.leaf(desk, asked, {}, 20)

    pages, plans = [one for one in statements if "ORDER BY" in one], []
    with desk.store.engine().connect() as connection:
        for statement in pages:
            explained = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement.replace("?", "'03'"))
            plans += [row[-1] for row in explained]
    assert (len(pages), all("LIMIT" in one for one in pages)) == (3, True)
    assert all("PRIMARY KEY" in plan and "TEMP B-TREE" not in plan for plan in plans), plans


def test_the_same_on_a_server(tmp_path: Path, hall_server: HallServer) -> None:
    desk = build(tmp_path, operator=AUDITOR, people=False, db_url=hall_server.database())
    for window in ("01", "02", "01"):
        desk.clock.advance(minutes=1)
        hall_board.step_away(clerk(desk, window))

    asked, page = looked(desk, Wanted(group="house"), most=2)
    rest = trail.leaf(desk, asked, page.below, 2)
    verdict = trail.check(desk, lambda _done, _of: None)
    desk.store.close()

    assert ([line.chain for line in (*page.lines, *rest.lines)][:3], verdict["ok"]) == (["01", "02", "01"], True)
