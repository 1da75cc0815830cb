"""Several windows of one hall on one server: the same person, the same ticket, the same second."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from desk_builder import SECOND, SUPERVISOR, a_case, build, case_state, keys_in_order, stocked
from hall_server import HallServer
from walk_ins import arrive, id_card, people, ready

from desk.errors import DeskError
from desk.links.insured_roll import InsuredRoll
from desk.records.insured import InsuredRecords
from desk.services import (
    accounts,
    approvals,
    batch,
    centre,
    closing,
    handover,
    history,
    issuing,
    queue,
    rating,
    search,
    stock,
    submission,
    till,
    ways,
)
from desk.services.batch_book import Bearer
from desk.services.counter import Counter, Credential, Operator


@pytest.fixture
def hall(tmp_path: Path, hall_server: HallServer) -> Iterator[Counter]:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00", db_url=hall_server.database())
    yield counter
    counter.store.close()


def window(hall: Counter, number: int) -> Counter:
    """A window with its own clerk."""
    settings = replace(hall.settings, hall=replace(hall.settings.hall, counter=f"{number:02d}"))
    roll = InsuredRoll(InsuredRecords(hall.store, hall.hall), hall.clock)
    operator = Operator(f"04{number:02d}", "clerk")
    return replace(
        hall,
        settings=settings,
        registry=roll,
        card_service=roll,
        operator=operator,
        new_key=keys_in_order(f"w{number}-"),
    )


def at_once(works: list[Callable[[], object]]) -> list[object]:
    """Lets all begin together; gives what each returned."""
    start = threading.Barrier(len(works))
    told: list[object] = [None] * len(works)

    def run(place: int) -> None:
        start.wait()
        told[place] = works[place]()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_the_whole_way_of_a_card_on_a_server(hall: Counter) -> None:
    stocked(hall, 3)
    case = submission.conclude(hall, arrive(hall, id_card("李样本"), "first_issue"), "k")
    ready(hall, case.number)
    handover.hand_over(hall, handover.start(hall, case.number, id_card("李样本")), "h", password_set=True)
    rating.keep(hall, case.number, 5)
    assert [line.state for line in search.find(hall, "样本")] == ["closed"]


def test_four_windows_take_on_one_person_and_one_case_is_under_way(hall: Counter) -> None:
    desks = [window(hall, number) for number in range(1, 5)]
    pairs = [(desk, arrive(desk, id_card("李样本"), "first_issue")) for desk in desks]
    views = at_once(
        [lambda desk=desk, draft=draft: submission.conclude(desk, draft, desk.new_key()) for desk, draft in pairs]
    )
    assert len({view.number for view in views}) == 1  # type: ignore[attr-defined]
    with hall.store.reading() as session:
        assert len(history.cases_of(session, hall, "110199198503127011")) == 1


def test_no_ticket_is_called_at_two_windows(hall: Counter) -> None:
    for _ in range(12):
        queue.take(hall)
    desks = [window(hall, number) for number in range(1, 5)]

    def call_three(desk: Counter) -> list[str]:
        return [ticket.number for ticket in (queue.call(desk) for _ in range(3)) if ticket is not None]

    called = at_once([lambda desk=desk: call_three(desk) for desk in desks])
    numbers = [number for some in called for number in some]  # type: ignore[attr-defined]
    assert sorted(numbers) == [f"A{n:03d}" for n in range(1, 13)]


def said(act: Callable[..., object], *words: object) -> str:
    """ "done", or the kind of trouble: what a window would have to tell."""
    try:
        act(*words)
    except DeskError as trouble:
        return trouble.kind
    return "done"


def fees(hall: Counter, count: int) -> list[str]:
    """Cases that owe a fee."""
    return [
        a_case(hall, fee=2500, service="reissue", reason="lost", number=f"1101991990060151{n:02d}")
        for n in range(10, 10 + count)
    ]


def test_one_fee_is_taken_and_given_back_once_however_many_windows_press(hall: Counter) -> None:
    desks = [window(hall, number) for number in range(1, 4)]
    numbers = fees(hall, 3)
    pairs = [(desk, number) for number in numbers for desk in desks]

    taken = at_once([partial(said, till.take, desk, n, 2500, "cash", desk.new_key()) for desk, n in pairs])
    back = at_once([partial(said, till.refund, desk, n, desk.new_key(), SECOND) for desk, n in pairs])

    assert sorted(map(str, taken)) == ["done"] * 3 + ["wrong_amount"] * 6
    assert sorted(map(str, back)) == ["done"] * 3 + ["nothing_to_refund"] * 6
    assert [till.owed(hall, number).paid for number in numbers] == [0, 0, 0]


def test_a_press_that_is_still_under_way_is_waited_for_and_has_its_answer(hall: Counter) -> None:
    numbers = fees(hall, 3)

    receipts = at_once([partial(till.take, hall, number, 2500, "cash", f"press {number}") for number in numbers * 3])

    assert len({receipt.receipt for receipt in receipts}) == 3  # type: ignore[attr-defined]


def test_of_two_supervisors_who_answer_one_question_the_second_is_told(hall: Counter) -> None:
    accounts.add(hall, "0399", "supervisor", "another long password", initial=False)
    cases = [a_case(hall, state="review", number=f"1101991990060151{n:02d}") for n in range(10, 13)]
    asked = [approvals.ask(hall, "manual_identity", case, {}, f"ask {case}", case=case).id for case in cases]
    others = (SECOND, Credential("0399", "another long password"))

    told = at_once([partial(said, approvals.decide, hall, q, "approved", "", other) for q in asked for other in others])

    assert sorted(map(str, told)) == ["decided_already"] * 3 + ["done"] * 3


def test_a_case_whose_last_two_questions_are_answered_in_the_same_second_goes_on(hall: Counter) -> None:
    cases = [a_case(hall, state="review", number=f"1101991990060151{n:02d}") for n in range(10, 13)]
    whats = ("manual_identity", "rare_char_variant")
    asked = [approvals.ask(hall, what, case, {}, f"{what} {case}", case=case).id for case in cases for what in whats]
    desks = [window(hall, 1), window(hall, 2)] * 3

    pairs = zip(desks, asked, strict=True)
    at_once([partial(approvals.decide, desk, each, "approved", "", SECOND) for desk, each in pairs])

    assert [case_state(hall, case) for case in cases] == ["approved"] * 3


def test_what_is_longer_than_the_server_has_room_for_is_told(hall: Counter) -> None:
    assert said(accounts.sign_in, hall, "x" * 100, "guessed") == "wrong_password"
    assert said(stock.receive, hall, f"{'K' * 30}001", f"{'K' * 30}002", SECOND) == "too_long"


def test_an_account_that_supervisors_change_at_once_stays_genuine(hall: Counter) -> None:
    names = ("0397", "0398", "0399")
    for name in names:
        accounts.add(hall, name, "clerk", "another long password", initial=False)
    boss = replace(hall, operator=SUPERVISOR)

    at_once(
        [
            *(partial(accounts.reset_password, boss, name, "a first password again") for name in names),
            *(partial(accounts.set_enabled, boss, name, True) for name in names * 2),
        ]
    )

    assert [said(accounts.sign_in, hall, name, "a first password again") for name in names] == ["password_due"] * 3


def test_what_is_paid_while_the_day_is_being_closed_is_in_its_report_or_refused(hall: Counter) -> None:
    numbers = fees(hall, 6)
    desks = [replace(window(hall, n), operator=hall.operator) for n in range(1, 7)]

    pairs = zip(desks, numbers, strict=True)
    told = at_once(
        [
            *(partial(said, till.take, desk, number, 2500, "alipay", desk.new_key()) for desk, number in pairs),
            partial(closing.close_day, hall, hall.today(), 0, 0),
        ]
    )

    closed = told[-1]
    assert isinstance(closed, closing.Closed)
    assert set(told[:-1]) <= {"done", "day_closed"}
    assert closed.report["money"]["paid"] == 2500 * told.count("done")


def test_what_somebody_wrote_is_kept_whole_on_a_server_too(hall: Counter) -> None:
    why = "少一张，已查监控和当天全部凭证，" * 30
    stocked(hall, 2)
    stock.adjust(hall, "BK26000001", "spoiled", why, SECOND)
    closed = closing.close_day(hall, hall.today(), 100, 1, why, SECOND)
    assert [act["reason"] for act in closed.report["notable"]] == [why, why]
    assert closing.report(hall, hall.today()) == closed.report


class RunningClock:
    """Goes on a millisecond each time it is asked."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def test_what_is_said_while_the_day_is_being_closed_counts_once_in_its_report_or_in_the_next(hall: Counter) -> None:
    hall = replace(hall, clock=RunningClock(hall.now()))
    desks = [window(hall, number) for number in range(1, 5)]
    rated = [a_case(hall, state="accepted", number=f"1101991990060152{n:02d}") for n in range(10, 22)]
    works: list[Callable[[], object]] = [
        lambda desk=desk, some=some: [rating.keep(desk, number, 5) for number in some]  # type: ignore[misc]
        for desk, some in zip(desks, (rated[:3], rated[3:6], rated[6:9], rated[9:]), strict=True)
    ]
    closed = at_once([*works, lambda: closing.close_day(hall, hall.today(), 0, 0)])[-1]
    today = closed.report["ratings"].get("5", 0)  # type: ignore[attr-defined]
    assert closing.report(hall, hall.today())["ratings"] == ({"5": today} if today else {})
    tomorrow = replace(hall, clock=RunningClock(hall.now() + timedelta(days=1)))
    assert today + closing.report(tomorrow, tomorrow.today())["ratings"].get("5", 0) == len(rated)


def test_one_correction_stands_however_often_it_is_pressed_and_none_beside_a_refund_or_a_counted_till(
    hall: Counter,
) -> None:
    paid, back, counted = fees(hall, 3)
    desks = [window(hall, 1), window(hall, 2), window(hall, 3)]
    for desk, number in zip(desks, (paid, back, counted), strict=True):
        till.take(desk, number, 2500, "wechat", desk.new_key())
    own, two, three = desks
    said_of = at_once([partial(said, ways.put_right, own, paid, "card", "按错了", f"p{n}") for n in range(4)])
    assert sorted(map(str, said_of)) == ["done", "same_way", "same_way", "same_way"]

    at_once([
        partial(said, ways.put_right, two, back, "cash", "按错了", "b"),
        partial(said, till.refund, two, back, "r", SECOND),
    ])  # fmt: skip
    by_way = {row["method"]: row["paid"] - row["refunded"] for row in closing.report(hall, hall.today())["by_method"]}
    assert by_way.get("cash", 0) == 0, "it went back the way it was booked, or the way that was put right before"

    put, shut = at_once([
        partial(said, ways.put_right, three, counted, "cash", "按错了", "c"),
        partial(said, till.close_shift, three, 0, SECOND),
    ])  # fmt: skip
    assert (put, shut) in (("till_counted", "done"), ("done", "variance_unexplained"))


def test_a_list_takes_nobody_on_who_is_taken_on_at_a_window_in_the_same_second(hall: Counter) -> None:
    agent = {"name": "严样本", "number": "110199198609132329", "document": "resident", "read": "chip"}
    agent |= {"valid_to": "2035-06-30", "relation": "staff", "phone": "12300000000"}
    paper = {"code": "employer_registration_form", "form": "original"}
    bearer = Bearer("employer", "样本制造有限公司", agent, (paper,))
    listed = [(name, people()[name]["certno"]) for name in ("李样本", "王示例", "窦示例")]
    desks = [window(hall, number) for number in range(1, 4)]
    visits = [
        partial(submission.conclude, desk, arrive(desk, id_card(name), "first_issue"), desk.new_key())
        for desk, (name, _) in zip(desks, listed, strict=True)
    ]

    at_once([*visits, partial(batch.take_in, window(hall, 4), bearer, listed, "the list")])

    with hall.store.reading() as session:
        taken = [len(history.cases_of(session, hall, number)) for _, number in listed]
    assert taken == [1, 1, 1]


def test_a_case_goes_to_the_card_centre_once_when_two_windows_send(hall: Counter) -> None:
    for n in range(10, 14):
        issuing.to_centre(hall, a_case(hall, number=f"1101991990060151{n:02d}"))
    desks = [window(hall, number) for number in range(1, 5)]

    told = at_once([partial(said, centre.send, desk, desk.new_key()) for desk in desks])

    assert sorted(map(str, told)) == ["done", "nothing_to_send", "nothing_to_send", "nothing_to_send"]
