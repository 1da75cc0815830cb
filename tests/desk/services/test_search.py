"""Finding cases by what people have in hand: a receipt, a card, a name."""

from pathlib import Path

import pytest
from desk_builder import AUDITOR, TECHNICIAN, as_operator, build, stocked
from sqlalchemy import event, select
from walk_ins import applied, arrive, id_card, ready

from desk.errors import NotPermitted, UsageError
from desk.records.cases import Deferral
from desk.records.journal import JournalEntry
from desk.services import intake, paperwork, search, submission
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


def found(desk: Counter, text: str) -> list[str]:
    return [line.name for line in search.find(desk, text)]


@pytest.mark.requirement("M-008", "M-087")
def test_a_receipt_number_finds_its_case_however_it_is_written(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    grouped = f"{number[:6]} {number[6:10]} {number[10:18]} {number[18:20]} {number[20:24]} {number[24]}"
    assert found(desk, number) == found(desk, grouped) == found(desk, number[:22]) == ["李样本"]


@pytest.mark.requirement("M-008")
def test_an_id_number_finds_everything_of_that_person(desk: Counter) -> None:
    applied(desk, "李样本")
    notice = submission.conclude(desk, arrive(desk, id_card("蒋示范"), "enrolment"), "k")
    assert found(desk, "110199198503127011") == ["李样本"]
    assert found(desk, "110199 850312 701") == ["李样本"]
    assert found(desk, "53019919900203715x") == ["蒋示范"]
    assert found(desk, notice.number) == ["蒋示范"]


def test_names_are_found_by_any_run_of_characters_and_by_initials(desk: Counter) -> None:
    for name in ("李样本", "窦示例", "卫样本"):
        desk.clock.advance(seconds=1)
        applied(desk, name)
    assert found(desk, "李样本") == ["李样本"]
    assert found(desk, "样本") == ["卫样本", "李样本"]
    assert found(desk, "李") == ["李样本"]
    assert found(desk, "lyb") == ["李样本"]
    assert found(desk, "d") == ["窦示例"]
    assert found(desk, "WY") == ["卫样本"]
    assert found(desk, "样 本") == ["卫样本", "李样本"]
    assert found(desk, "本李") == []
    assert found(desk, "") == []


@pytest.mark.requirement("M-064")
@pytest.mark.parametrize("name", ["赵𬸚", "孙𪩘", "周㛃"])
def test_rare_characters_are_found_like_any_other(desk: Counter, name: str) -> None:
    case = applied(desk, name)
    assert found(desk, name) == [name]
    assert found(desk, name[-1]) == [name]
    assert search.show(desk, case.number).name == name


def test_a_search_is_in_the_journal_without_what_was_typed(desk: Counter) -> None:
    applied(desk, "李样本")
    search.find(desk, "李样本")
    with desk.store.reading() as session:
        entry = session.scalars(select(JournalEntry).where(JournalEntry.what == "searched")).one()
        assert (entry.result, entry.facts) == ("done", '{"found":1,"kind":"name"}')


def test_every_look_at_a_case_is_in_its_journal(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    search.show(as_operator(desk, AUDITOR), number)
    assert search.reveal(desk, number, "核对") == "110199198503127011"
    entries = [(line.by, line.what) for line in search.journal_of(desk, number)]
    assert ("0307", "looked") in entries
    assert ("0312", "revealed") in entries


def test_the_scanned_pages_of_a_case_are_opened_with_a_look_in_its_journal(desk: Counter) -> None:
    draft = intake.keep_page(desk, arrive(desk, id_card("李样本"), "first_issue", None), "identity_copy", b"a page")
    number = submission.conclude(desk, draft, desk.new_key()).number
    assert [(page.code, page.jpeg) for page in search.pages(desk, number)] == [("identity_copy", b"a page")]
    assert any("pages" in line.facts for line in search.journal_of(desk, number) if line.what == "looked")


def test_a_technician_sees_nobody(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    technician = as_operator(desk, TECHNICIAN)
    for look in (search.find, search.show, search.journal_of, paperwork.papers):
        with pytest.raises(NotPermitted):
            look(technician, number)


def test_a_case_that_is_none_is_told(desk: Counter) -> None:
    with pytest.raises(UsageError, match="no_such_case"):
        search.show(desk, "1101990001202603160399999")


def test_lists_are_by_state_day_and_window(desk: Counter) -> None:
    first = applied(desk, "李样本").number
    ready(desk, first)
    desk.clock.advance(days=1)
    second = applied(desk, "卫样本").number
    assert [line.number for line in search.listed(desk)] == [second, first]
    assert [line.number for line in search.today(desk)] == [second]
    assert [line.number for line in search.to_collect(desk)] == [first]
    assert search.listed(desk, state="closed") == []


def test_the_card_that_waits_longest_is_never_left_off_the_list(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    first = applied(desk, "李样本").number
    desk.clock.advance(hours=1)
    second = applied(desk, "王示例").number
    ready(desk, second)
    desk.clock.advance(hours=1)
    ready(desk, first)
    assert [line.number for line in search.to_collect(desk)] == [second, first]
    monkeypatch.setattr(search, "MOST_READY", 1)
    assert [line.number for line in search.to_collect(desk)] == [second]


def test_papers_still_owed_stand_in_the_line_of_their_case_and_of_no_other(desk: Counter) -> None:
    first, second = applied(desk, "李样本").number, applied(desk, "卫样本").number
    with desk.store.begin() as session:
        for code in ("household_register", "school_certificate"):
            session.add(Deferral(hall=desk.hall, case=first, code=code, due=desk.today()))
    owed = {line.number: [debt.code for debt in line.owes] for line in search.find(desk, "样本")}
    assert owed == {first: ["household_register", "school_certificate"], second: []}


@pytest.mark.parametrize(
    ("typed", "index"),
    [
        ("1101990001202603160300017", "sqlite_autoindex_cases_1 (hall=? AND number=?)"),
        ("1101990001202603", "sqlite_autoindex_cases_1 (hall=? AND number>? AND number<?)"),
        ("110199198503127011", "ix_cases_id_key (hall=? AND id_key=?)"),
        ("李样", "PRIMARY KEY (hall=? AND token=?)"),
        ("李样本", "PRIMARY KEY (hall=? AND token=?)"),
        ("lyb", "PRIMARY KEY (hall=? AND token=?)"),
    ],
)
def test_no_search_walks_through_the_halls_cases(desk: Counter, typed: str, index: str) -> None:
    applied(desk, "李样本")
    asked = []
    with desk.store.reading() as session:
        engine = desk.store.engine()
        listen = lambda _c, _k, sql, values, *_: asked.append((sql, values))  # noqa: E731 - taken off again below
        event.listen(engine, "before_cursor_execute", listen)
        search.answer(session, desk, typed, 50)
        event.remove(engine, "before_cursor_execute", listen)
        plans = [
            " ".join(row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values))
            for sql, values in asked
            if sql.startswith("SELECT")
        ]
    assert any(index in plan for plan in plans), plans
    assert not any("SCAN" in plan or "ix_cases_moment" in plan for plan in plans), plans
