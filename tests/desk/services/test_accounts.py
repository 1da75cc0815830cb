"""Accounts: no default password, no permanent lock, two people are two."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import CLERK, SUPERVISOR, as_operator, build
from sqlalchemy import select, text

from desk.errors import NotPermitted, UsageError
from desk.records import journal
from desk.records.accounts import Attempts
from desk.records.journal import JournalEntry
from desk.services import accounts
from desk.services.counter import NOBODY, Counter, Credential
from desk.settings import Settings

FIRST = "green lanterns over the canal"
SECOND = "eleven umbrellas in the rain"


@pytest.fixture
def hall(tmp_path: Path) -> Counter:
    live = replace(Settings(), mode="live")
    return build(tmp_path, people=False, settings=live, operator=NOBODY)


@pytest.fixture
def staffed(hall: Counter) -> Counter:
    accounts.add(hall, "0301", "supervisor", FIRST)
    boss = as_operator(hall, SUPERVISOR)
    accounts.add(boss, "0312", "clerk", SECOND, initial=False)
    return hall


def words(counter: Counter) -> list[str]:
    with counter.store.reading() as session:
        return list(session.scalars(text("SELECT what || ' ' || result FROM journal ORDER BY seq")))


def test_a_live_hall_has_no_account_until_somebody_makes_the_first_supervisor(hall: Counter) -> None:
    assert accounts.first_start(hall)
    with pytest.raises(NotPermitted, match="wrong_password"):
        accounts.sign_in(hall, "0301", accounts.PRACTICE_PASSWORD)
    with pytest.raises(UsageError, match="first_account"):
        accounts.add(hall, "0312", "clerk", SECOND)

    accounts.add(hall, "0301", "supervisor", FIRST)

    assert not accounts.first_start(hall)
    assert accounts.sign_in(hall, "0301", FIRST) == SUPERVISOR


def test_only_a_supervisor_adds_a_colleague(staffed: Counter) -> None:
    with pytest.raises(NotPermitted, match="role"):
        accounts.add(as_operator(staffed, CLERK), "0399", "supervisor", FIRST + "!")


def test_a_first_password_has_to_be_changed(staffed: Counter) -> None:
    accounts.add(as_operator(staffed, SUPERVISOR), "0313", "clerk", SECOND + " 3")
    with pytest.raises(NotPermitted, match="password_due"):
        accounts.sign_in(staffed, "0313", SECOND + " 3")

    accounts.change_password(staffed, "0313", SECOND + " 3", "nine kites above the harbour")

    assert accounts.sign_in(staffed, "0313", "nine kites above the harbour").role == "clerk"


def test_nobody_gives_themselves_another_password_without_knowing_the_one_they_have(staffed: Counter) -> None:
    boss = as_operator(staffed, SUPERVISOR)
    with pytest.raises(NotPermitted, match="same_person"):
        accounts.reset_password(boss, SUPERVISOR.name, "seven geese over the harbour")
    with pytest.raises(NotPermitted, match="wrong_password"):
        accounts.prove_own(boss, SUPERVISOR.name, "guessed")


def test_a_password_typed_where_the_name_belongs_is_written_down_nowhere(staffed: Counter) -> None:
    for _ in range(3):
        with pytest.raises(NotPermitted):
            accounts.sign_in(staffed, SECOND, "")
        staffed.clock.advance(minutes=1)
    with pytest.raises(NotPermitted, match="wrong_password") as told:
        accounts.sign_in(staffed, SECOND, "0312")
    assert told.value.facts["wait"] > 0, "they are counted all the same"
    with staffed.store.reading() as session:
        written = [*session.scalars(select(JournalEntry.subject)), *session.scalars(select(Attempts.name))]
    assert any(name.startswith("?") for name in written)
    assert SECOND not in written


def test_guessing_gets_slower_and_never_locks_for_good(staffed: Counter) -> None:
    waits = []
    for _ in range(6):
        with pytest.raises(NotPermitted) as told:
            accounts.sign_in(staffed, "0312", "wrong")
        waits.append(told.value.facts["wait"])
        staffed.clock.advance(seconds=float(str(told.value.facts["wait"])))
    assert waits == [0, 0, 2, 4, 8, 16]
    with pytest.raises(NotPermitted, match="wrong_password"):
        accounts.sign_in(staffed, "0312", "wrong")
    with pytest.raises(NotPermitted, match="throttled"):
        accounts.sign_in(staffed, "0312", SECOND)
    staffed.clock.advance(minutes=15)

    assert accounts.sign_in(staffed, "0312", SECOND) == CLERK


def test_guessing_at_one_station_does_not_lock_the_account_at_another(staffed: Counter) -> None:
    for _ in range(4):
        with pytest.raises(NotPermitted):
            accounts.sign_in(staffed, "0312", "wrong")
        staffed.clock.advance(seconds=60)
    other = replace(staffed, settings=replace(staffed.settings, hall=replace(staffed.settings.hall, counter="04")))

    assert accounts.sign_in(other, "0312", SECOND) == CLERK


def test_every_failed_try_is_in_the_journal(staffed: Counter) -> None:
    with pytest.raises(NotPermitted):
        accounts.sign_in(staffed, "0312", "wrong")

    assert words(staffed)[-1] == "sign_in refused"


def test_a_clock_set_back_does_not_let_anybody_in_sooner(staffed: Counter) -> None:
    for _ in range(3):
        with pytest.raises(NotPermitted):
            accounts.sign_in(staffed, "0312", "wrong")
    staffed.clock.advance(days=-3)

    with pytest.raises(NotPermitted, match="throttled"):
        accounts.sign_in(staffed, "0312", SECOND)


def test_a_role_changed_in_the_database_by_hand_is_refused(staffed: Counter) -> None:
    with staffed.store.begin() as session:
        session.execute(text("UPDATE accounts SET role = 'supervisor' WHERE name = '0312'"))

    with pytest.raises(NotPermitted) as told:
        accounts.sign_in(staffed, "0312", SECOND)
    assert told.value.facts["why"] == "tampered"


def test_a_disabled_account_ends_its_session(staffed: Counter) -> None:
    clerk = as_operator(staffed, accounts.sign_in(staffed, "0312", SECOND))
    assert accounts.still_valid(clerk)

    accounts.set_enabled(as_operator(staffed, SUPERVISOR), "0312", False)

    assert not accounts.still_valid(clerk)
    with pytest.raises(NotPermitted, match="account_disabled"):
        accounts.sign_in(staffed, "0312", SECOND)


def test_the_second_person_is_another_one_with_their_own_password(staffed: Counter) -> None:
    clerk = as_operator(staffed, CLERK)

    with pytest.raises(NotPermitted, match="same_person"):
        accounts.second_person(clerk, Credential("0312", SECOND), "refund")
    with pytest.raises(NotPermitted, match="wrong_password"):
        accounts.second_person(clerk, Credential("0301", SECOND), "refund")
    assert accounts.second_person(clerk, Credential("0301", FIRST), "refund") == SUPERVISOR
    with pytest.raises(NotPermitted, match="role"):
        accounts.second_person(as_operator(staffed, SUPERVISOR), Credential("0312", SECOND), "refund")


def test_practice_operators_are_refused_in_a_live_hall(staffed: Counter) -> None:
    with pytest.raises(NotPermitted):
        accounts.sign_in(staffed, "0305", accounts.PRACTICE_PASSWORD)


def test_practice_needs_no_account(tmp_path: Path) -> None:
    practice = build(tmp_path, people=False, operator=NOBODY)

    assert accounts.sign_in(practice, "0312", accounts.PRACTICE_PASSWORD) == CLERK


@pytest.mark.parametrize(
    ("rules", "password", "problems"),
    [
        ("asvs", "short", {"too_short"}),
        ("asvs", "aaaaaaaaaaaaaaaaaaaa", {"repeated"}),
        ("asvs", "abcdefghijklmnopqrst", {"sequence"}),
        ("asvs", "passwordpassword1", {"common"}),
        ("mlps", "alllowercase", {"too_few_kinds"}),
        ("mlps", "Ab1!", {"too_short", "repeated"}),
    ],
)
def test_a_poor_password_is_told_everything_at_once(
    tmp_path: Path, rules: str, password: str, problems: set[str]
) -> None:
    store = replace(Settings().store, password_rules=rules)
    hall = build(tmp_path, people=False, settings=replace(Settings(), mode="live", store=store), operator=NOBODY)

    with pytest.raises(UsageError) as told:
        accounts.add(hall, "0301", "supervisor", password)

    assert problems <= set(told.value.facts["problems"])  # type: ignore[call-overload]


def test_under_mlps_a_password_ends_after_ninety_days_and_does_not_come_back(tmp_path: Path) -> None:
    store = replace(Settings().store, password_rules="mlps")
    hall = build(tmp_path, people=False, settings=replace(Settings(), mode="live", store=store), operator=NOBODY)
    accounts.add(hall, "0301", "supervisor", "Kites-over-9-roofs")
    hall.clock.advance(days=91)
    with pytest.raises(NotPermitted, match="password_due"):
        accounts.sign_in(hall, "0301", "Kites-over-9-roofs")

    with pytest.raises(UsageError) as told:
        accounts.change_password(hall, "0301", "Kites-over-9-roofs", "Kites-over-9-roofs")
    assert told.value.facts["problems"] == ("used_before",)
    accounts.change_password(hall, "0301", "Kites-over-9-roofs", "Boats-under-8-moons")
    with pytest.raises(UsageError):
        accounts.change_password(hall, "0301", "Boats-under-8-moons", "Kites-over-9-roofs")
    assert accounts.sign_in(hall, "0301", "Boats-under-8-moons") == SUPERVISOR


def test_no_password_stands_anywhere_in_the_journal(staffed: Counter) -> None:
    with pytest.raises(NotPermitted):
        accounts.sign_in(staffed, "0312", "my secret typed by mistake")

    with staffed.store.reading() as session:
        assert journal.verify(session, staffed.store.sealer, staffed.hall).ok
        kept = "".join(map(str, session.execute(text("SELECT * FROM journal")).all()))
    assert "secret" not in kept
    assert FIRST not in kept


def test_a_practice_operator_s_password_cannot_be_changed(tmp_path: Path) -> None:
    desk = build(tmp_path, people=False)
    with pytest.raises(UsageError, match="no_such_account"):
        accounts.change_password(desk, "0312", accounts.PRACTICE_PASSWORD, "a new one that nobody would guess")
