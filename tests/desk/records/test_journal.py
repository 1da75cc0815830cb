"""The journal's chain: any change to the past is found, and where it begins is told."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_builder import build
from sqlalchemy import Connection, text

from desk.records import guards, journal
from desk.records.journal import Verdict
from desk.services.counter import Counter

ENTRIES = 120


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, people=False)
    with counter.store.begin() as session:
        for number in range(ENTRIES):
            journal.write(session, counter, "looked", f"case {number}", "done", field="name")
    return counter


def verify(desk: Counter, *outside: str) -> Verdict:
    with desk.store.reading() as session:
        return journal.verify(session, desk.store.sealer, desk.hall, outside)


def tamper(desk: Counter, act: Callable[[Connection], object]) -> None:
    """Somebody with the database's key and no scruples: the guards are taken off, the act done, the guards put back."""
    with desk.store.engine().execution_options(writing=True).begin() as connection:
        for table in ("journal", "anchors"):
            connection.execute(text(f"DROP TRIGGER guard_{table}_update"))
            connection.execute(text(f"DROP TRIGGER guard_{table}_delete"))
        act(connection)
        guards.renew(connection)


def sql(statement: str, **values: object) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(text(statement), values)


def test_an_untouched_journal_is_whole(desk: Counter) -> None:
    verdict = verify(desk)

    assert verdict.ok
    assert verdict.entries == ENTRIES
    assert verdict.anchor is not None
    assert verdict.anchor.startswith("03-120-")


@pytest.mark.parametrize(
    ("statement", "first_bad", "reason"),
    [
        ("UPDATE journal SET subject = 'case 7' WHERE seq = 30", 30, "changed"),
        ("UPDATE journal SET at = '2020-01-01T00:00:00.000000+08:00' WHERE seq = 1", 1, "changed"),
        ("UPDATE journal SET \"by\" = '0301' WHERE seq = 120", 120, "changed"),
        ("UPDATE journal SET facts = '{}' WHERE seq = 77", 77, "changed"),
        ("UPDATE journal SET mac = zeroblob(32) WHERE seq = 77", 77, "changed"),
        ("DELETE FROM journal WHERE seq = 50", 50, "missing"),
        ("DELETE FROM journal WHERE seq = 1", 1, "missing"),
        ("DELETE FROM journal WHERE seq > 110", 111, "cut_off"),
        ("DELETE FROM journal", 1, "cut_off"),
        ("UPDATE journal SET seq = 200 WHERE seq = 60", 60, "missing"),
    ],
)
def test_a_change_is_found_and_placed(desk: Counter, statement: str, first_bad: int, reason: str) -> None:
    seen = desk.store.seen_anchors()

    tamper(desk, sql(statement))

    verdict = verify(desk, *seen)
    assert (verdict.ok, verdict.first_bad, verdict.reason) == (False, first_bad, reason)


def test_two_entries_that_changed_places_are_found(desk: Counter) -> None:
    def swap(connection: Connection) -> None:
        for before, after in ((40, 999), (41, 40), (999, 41)):
            connection.execute(text("UPDATE journal SET seq = :after WHERE seq = :before"), locals_of(before, after))

    tamper(desk, swap)

    assert verify(desk).first_bad == 40


def locals_of(before: int, after: int) -> dict[str, int]:
    return {"before": before, "after": after}


def test_a_cut_that_takes_the_anchors_along_is_found_by_one_from_elsewhere(desk: Counter) -> None:
    printed = verify(desk).anchor
    assert printed is not None

    def cut(connection: Connection) -> None:
        connection.execute(text("DELETE FROM journal WHERE seq > 100"))
        connection.execute(text("DELETE FROM anchors WHERE seq > 100"))

    tamper(desk, cut)

    assert verify(desk).ok, "without an anchor from elsewhere nobody can know"
    verdict = verify(desk, printed)
    assert (verdict.ok, verdict.first_bad, verdict.reason) == (False, 101, "cut_off")


def test_a_whole_rewrite_by_someone_who_holds_the_key_is_found_by_a_printed_anchor(desk: Counter) -> None:
    printed = verify(desk).anchor
    assert printed is not None

    def rewrite(connection: Connection) -> None:
        connection.execute(text("DELETE FROM journal"))
        connection.execute(text("DELETE FROM anchors"))

    tamper(desk, rewrite)
    desk.store._heads.clear()
    with desk.store.begin() as session:
        for number in range(ENTRIES):
            journal.write(session, desk, "looked", f"another {number}", "done", field="name")

    verdict = verify(desk, printed)
    assert (verdict.ok, verdict.first_bad, verdict.reason) == (False, ENTRIES, "rewritten")


def test_an_anchor_is_kept_every_fifty_entries_and_every_five_minutes(desk: Counter) -> None:
    def kept() -> list[int]:
        with desk.store.reading() as session:
            return list(session.scalars(text("SELECT seq FROM anchors ORDER BY seq")))

    assert kept() == [1, 50, 100]
    desk.clock.advance(minutes=6)
    with desk.store.begin() as session:
        journal.write(session, desk, "looked", "case", "done")
    assert kept() == [1, 50, 100, 121]


def test_a_hundred_random_mutations_are_all_found(desk: Counter) -> None:
    seen, chance, missed = desk.store.seen_anchors(), random.Random(11), []
    columns = ["subject", "what", "result", "role", '"by"', "facts", "at", "chain", "hall"]
    for _ in range(100):
        column, seq, letter = chance.choice(columns), chance.randint(1, ENTRIES), chance.choice("abz019")
        with desk.store.engine().execution_options(writing=True).connect() as connection, connection.begin() as undo:
            connection.execute(text("DROP TRIGGER guard_journal_update"))
            changed = connection.execute(
                text(f"UPDATE journal SET {column} = :letter || substr({column}, 2) "
                     f"WHERE seq = :seq AND substr({column}, 1, 1) <> :letter"),
                {"letter": letter, "seq": seq},
            )  # fmt: skip
            from sqlalchemy.orm import Session

            verdict = journal.verify(Session(connection), desk.store.sealer, desk.hall, seen)
            if changed.rowcount and (verdict.ok or verdict.first_bad is None or verdict.first_bad > seq):
                missed.append((column, seq))
            undo.rollback()
    assert missed == []


def test_facts_with_rare_characters_and_quotes_are_kept_as_they_are(desk: Counter) -> None:
    with desk.store.begin() as session:
        journal.write(session, desk, "looked", "张𬭎𰻞", "done", note='"\\\n·', number=1.5, nothing=None)

    assert verify(desk).ok
