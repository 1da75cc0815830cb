"""The walk-ins that take several decisions or a device, told from the greeting to the end, on a real store and roll."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk_builder import CLERK, SECOND, SUPERVISOR, as_operator, build, reopen, stocked
from pretend_printer import PretendPrinter
from walk_ins import (
    PORTRAIT,
    STROKES,
    applied,
    approve_all,
    arrive,
    holds,
    id_card,
    people,
    ready,
    with_photo,
)

from desk.errors import CardSpoiled, NotPermitted, OutsideSilent, Refused
from desk.ports import RegistryAnswer
from desk.services import (
    approvals,
    correction,
    handover,
    intake,
    issuing,
    loss,
    promises,
    rating,
    reception,
    reminders,
    search,
    stock,
    submission,
    tasks,
    till,
    uncollected,
    waiting,
)
from desk.services import draft as drafts
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 6)
    return counter


def card_of(desk: Counter, name: str) -> str:
    """How the register has the person's last card."""
    return str(desk.card_service.cards(people()[name]["certno"])[-1]["status"])


def journal_about(desk: Counter, number: str) -> list[tuple[str, str]]:
    return [(line.what, line.result) for line in search.journal_of(desk, number)]


@pytest.mark.requirement("M-001", "M-008", "M-013", "M-024", "M-086", "M-091")
def test_t01_first_issue_to_the_end(desk: Counter) -> None:
    case = applied(desk, "李样本")
    assert (case.outcome, case.state, case.fee.due) == ("accept", "approved", 0)
    made = ready(desk, case.number)
    assert desk.card_service.cards(case.id_number) == []

    draft = handover.start(desk, case.number, id_card("李样本"))
    draft = intake.sign(desk, draft, STROKES, "face")
    view = handover.hand_over(desk, draft, desk.new_key(), password_set=True)
    assert view.card is not None
    assert (view.state, view.card.number, card_of(desk, "李样本")) == ("active", made.card_number, "active")

    rating.keep(desk, case.number, 5)
    with pytest.raises(NotPermitted):
        rating.shown(desk, case.number)
    ended = search.show(desk, case.number)
    assert (ended.state, ended.next) == ("closed", None)
    assert [step.after for step in ended.steps] == [
        "accepted", "approved", "making", "ready", "collected", "active", "closed",
    ]  # fmt: skip
    assert ended.facts["documents"] == ["application_form", "receipt", "collection_slip"]
    assert stock.report(desk).states["in_stock"] == 5


@pytest.mark.requirement("M-002", "M-003", "M-005", "M-007", "M-026", "M-027", "M-047", "M-093")
def test_t05_a_lost_card_with_a_waived_fee(desk: Counter) -> None:
    holds(desk, "周样本", "A10000501")
    draft = arrive(desk, id_card("周样本"), "reissue", "lost")
    draft = intake.tick(desk, draft, "minimum_allowance_certificate", valid_to=date(2026, 6, 30))
    with pytest.raises(Refused, match="prerequisites_open"):
        submission.conclude(desk, draft, desk.new_key())
    draft = loss.report_first(desk, draft)
    assert card_of(desk, "周样本") == "formal_loss"

    case = submission.conclude(desk, draft, desk.new_key())
    assert (case.state, case.fee.due, case.fee.waived, case.fee.owed) == ("review", 2500, 2500, 0)
    with pytest.raises(Refused):
        issuing.reserve(desk, case.number, desk.new_key())
    [question] = approvals.waiting(desk)
    with pytest.raises(NotPermitted):
        approvals.decide(desk, question.id, "approved", "", replace(SECOND, name=CLERK.name))
    assert approve_all(desk) == ["fee_waiver"]

    ready(desk, case.number)
    assert card_of(desk, "周样本") == "formal_loss"
    handover.hand_over(desk, handover.start(desk, case.number, id_card("周样本")), desk.new_key(), password_set=True)
    cards = {card["number"]: card["status"] for card in desk.card_service.cards(case.id_number)}
    assert cards.pop("A10000501") == "void"
    assert list(cards.values()) == ["active"]
    assert search.show(desk, case.number).fee.waiver == "minimum_allowance"


@pytest.mark.requirement("M-009", "M-052")
def test_t06_an_agent_without_a_mandate_gets_one_notice_and_no_card(desk: Counter) -> None:
    case = applied(desk, "李样本")
    ready(desk, case.number)

    def comes() -> str:
        draft = handover.start(desk, case.number, id_card("吴示例"))
        draft = intake.set_identity(desk, draft, id_card("李样本"))
        draft = intake.set_agent(desk, draft, id_card("吴示例"), "spouse", "12300000000")
        check = handover.identify(desk, draft)
        assert check.decision["disclosures"]["agent"] == ["card_waiting"]
        with pytest.raises(Refused, match="refused_by_rules"):
            handover.hand_over(desk, draft, desk.new_key())
        return submission.conclude(desk, draft, desk.new_key()).number

    first = comes()
    desk.clock.advance(days=2)
    assert comes() == first
    notice = search.show(desk, first)
    assert (notice.state, notice.linked) == ("declined", case.number)
    assert [reason["code"] for reason in notice.decision["reasons"]] == ["material_missing"]
    assert search.show(desk, case.number).state == "ready"
    assert journal_about(desk, case.number).count(("collection_checked", "refuse_notice")) == 2

    draft = handover.start(desk, case.number, id_card("吴示例"))
    draft = intake.set_identity(desk, draft, id_card("李样本"))
    draft = intake.set_agent(desk, draft, id_card("吴示例"), "spouse")
    draft = intake.set_mandate(
        desk, draft, ["collect"], valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31), signed=True
    )
    view = handover.hand_over(desk, draft, desk.new_key())
    assert (view.state, view.next) == ("collected", "activate")
    assert search.show(desk, first).closed_at is not None


@pytest.mark.requirement("M-016", "M-064")
def test_t07_a_corrected_name_lets_the_exchange_go_on(desk: Counter) -> None:
    holds(desk, "张形", "A10000701")
    tong = id_card("张形", name="张彤")
    draft = intake.tick(desk, arrive(desk, tong, "exchange", "upgrade"), "old_card")
    waits = submission.conclude(desk, draft, desk.new_key())
    assert (waits.state, waits.decision["prerequisites"]) == ("suspended", ["information_change"])

    fix = correction.request(desk, reception.check(desk, reception.greet(desk, tong).draft), desk.new_key())
    assert (fix.state, fix.linked) == ("review", waits.number)
    with pytest.raises(Refused, match="approval_needed"):
        correction.carry_out(desk, fix.number, desk.new_key())
    assert approve_all(desk) == ["name_or_id_change"]
    done = correction.carry_out(desk, fix.number, desk.new_key())

    assert done.correction.state == "closed"
    assert done.goes_on is not None
    assert (done.goes_on.number, done.goes_on.state, done.goes_on.name) == (waits.number, "approved", "张彤")
    assert done.goes_on.photo == waits.photo
    assert [case.number for case in search.find(desk, "张彤")][:2] == [fix.number, waits.number]


@pytest.mark.requirement("M-003", "M-025", "M-092")
def test_t09_a_jammed_card_costs_no_second_fee_and_touches_nothing_else(desk: Counter) -> None:
    holds(desk, "李样本", "A10000901")
    draft = intake.tick(desk, arrive(desk, id_card("李样本"), "reissue", "human_damage"), "old_card")
    case = submission.conclude(desk, draft, desk.new_key())
    till.take(desk, case.number, 2500, "cash", desk.new_key())
    for _ in range(2):
        with pytest.raises(CardSpoiled):
            ready(desk, case.number, PretendPrinter(CardSpoiled("jam", device="card_printer")))
        assert (search.show(desk, case.number).state, card_of(desk, "李样本")) == ("making", "active")
        report = stock.report(desk).states
        assert sum(report.values()) == 6
    assert report["spoiled"] == 2
    with pytest.raises(Refused, match="spoiled_twice"):
        issuing.reserve(desk, case.number, desk.new_key())
    issuing.to_centre(desk, case.number)
    view = search.show(desk, case.number)
    assert (view.state, view.fee.owed, view.next) == ("making", 0, "await_centre")


@pytest.mark.requirement("M-070", "M-090f")
def test_t10_a_card_nobody_fetches(desk: Counter) -> None:
    desk.clock.set("2026-02-14T10:00:00+08:00")
    case = applied(desk, "李样本")
    ready(desk, case.number)

    desk.clock.set("2026-03-15T08:00:00+08:00")
    assert reminders.daily(desk).uncollected == ()
    desk.clock.set("2026-03-16T08:00:00+08:00")
    run = reminders.daily(desk)
    assert (run.uncollected, run.reminded) == ((case.number,), (case.number,))
    again = reminders.daily(desk)
    assert (again.uncollected, again.reminded) == ((case.number,), ())
    assert [task.kind for task in tasks.to_do(desk)] == ["uncollected"]
    assert [card.line.number for card in uncollected.uncollected_cards(as_operator(desk, SUPERVISOR))] == [case.number]

    desk.clock.set("2026-05-15T08:00:00+08:00")
    assert reminders.daily(desk).to_vault == (case.number,)
    reminders.to_vault(desk, case.number, SECOND)
    draft = handover.start(desk, case.number, id_card("李样本"))
    check = handover.identify(desk, draft)
    assert (check.may, check.approvals) == (True, ("vault_release",))
    with pytest.raises(Refused, match="approval_needed"):
        handover.hand_over(desk, draft, desk.new_key())
    question = approvals.ask(desk, "vault_release", case.number, {}, desk.new_key())
    approvals.decide(desk, question.id, "approved", "", SECOND)
    assert handover.hand_over(desk, draft, desk.new_key()).state == "collected"


@pytest.mark.requirement("M-005", "M-006")
def test_t11_a_temporary_report_is_lifted_once(desk: Counter) -> None:
    holds(desk, "褚示例", "A10001101")
    desk.clock.set("2026-03-06T18:20:00+08:00")
    called = reception.greet_by_number(desk, people()["褚示例"]["certno"], "褚示例", channel="phone")
    report = loss.report(desk, reception.check(desk, called.draft), "temporary", desk.new_key())
    assert (report.state, card_of(desk, "褚示例")) == ("closed", "temporary_loss")

    desk.clock.set("2026-03-16T10:00:00+08:00")
    draft = reception.check(desk, reception.greet(desk, id_card("褚示例")).draft)
    lifted = loss.lift(desk, draft, desk.new_key())
    assert (lifted.state, lifted.fee.due, card_of(desk, "褚示例")) == ("closed", 0, "active")

    draft = reception.check(desk, reception.greet(desk, id_card("褚示例")).draft)
    again = loss.lift(desk, draft, desk.new_key())
    assert (again.state, again.decision["notes"]) == ("closed", ["nothing_to_lift"])


class Silent:
    """A registry that says nothing until it is told to; it counts what reached it."""

    def __init__(self, desk: Counter) -> None:
        self.behind, self.answers, self.asked = desk.registry, False, list[str]()

    def ask(self, message_id: str, number: str, name: str) -> RegistryAnswer:
        self.asked.append(message_id)
        answer = self.behind.ask(message_id, number, name)
        if not self.answers:
            raise OutsideSilent("registry_unavailable", error="timeout", attempts=2)
        return answer


@pytest.mark.requirement("M-062")
def test_t17_the_registry_comes_back_and_the_case_goes_on_from_its_first_day(desk: Counter) -> None:
    silent = Silent(desk)
    desk = replace(desk, registry=silent)
    case = applied(desk, "李样本")
    assert (case.outcome, case.state, case.fee.due) == ("pending_verification", "pending_verification", 0)

    desk = reopen(desk)
    silent.behind, desk = desk.registry, replace(desk, registry=silent)
    assert waiting.verify_pending(desk, case.number).state == "pending_verification"
    desk.clock.advance(days=1)
    silent.answers = True
    [view] = waiting.verify_all_pending(desk)
    assert len(set(silent.asked)) == 1
    assert (view.state, view.accepted_at) == ("approved", case.accepted_at)
    assert view.promise.ready_by == date(2026, 4, 1)


@pytest.mark.requirement("M-064")
def test_t17_a_late_answer_that_disagrees_is_a_hold_and_a_phone_call(desk: Counter) -> None:
    silent = Silent(desk)
    desk = replace(desk, registry=silent)
    holds(desk, "张形", "A10000701")
    draft = arrive(desk, id_card("张形", name="张彤"), "exchange", "upgrade")
    case = submission.conclude(desk, intake.tick(desk, draft, "old_card"), desk.new_key())
    silent.answers = True
    view = waiting.verify_pending(desk, case.number)
    assert (view.state, [reason["code"] for reason in view.decision["reasons"]]) == ("suspended", ["info_mismatch"])
    assert [(task.kind, task.subject) for task in tasks.to_do(desk)] == [("call_applicant", case.number)]


@pytest.mark.requirement("M-040")
def test_t18_three_photos_and_only_the_good_one_is_kept(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue", photo=False)
    told = []
    for changes in (
        {"source": "brought", "width": 236, "height": 295, "dpi": 300},
        {"background": "grey", "bytes": 52 * 1024},
        {},
    ):
        draft = with_photo(desk, draft, **changes)
        told.append(reception.decide(desk, draft).document()["photo"]["problems"])
    assert told == [["size", "resolution"], ["file_too_large", "background"], []]
    case = submission.conclude(desk, draft, desk.new_key())
    assert case.photo == PORTRAIT
    assert case.state == "approved"


def student(desk: Counter) -> str:
    """T04: a student of fourteen with a guardian; the school's paper is promised, the card is made."""
    draft = arrive(desk, id_card("赵示范", valid_to=date(2030, 2, 10)), "first_issue")
    draft = intake.tick(desk, draft, "household_register", pages=["cover", "head", "self"])
    draft = intake.set_guardian(desk, draft, id_card("赵样例"), "father")
    case = submission.conclude(desk, draft, desk.new_key())
    assert (case.outcome, case.promise.ready_by) == ("accept_deferred", date(2026, 4, 1))
    assert [(debt.code, debt.due) for debt in case.owes] == [("school_enrolment", date(2026, 3, 23))]
    ready(desk, case.number)
    return case.number


def fetches(desk: Counter, number: str) -> drafts.Draft:
    draft = handover.start(desk, number, id_card("赵示范", valid_to=date(2030, 2, 10)))
    draft = intake.set_guardian(desk, draft, id_card("赵样例"), "father")
    return intake.tick(desk, draft, "household_register", pages=["cover", "head", "self"])


@pytest.mark.requirement("M-044")
def test_t04_the_promised_paper_comes_in_time(desk: Counter) -> None:
    number = student(desk)
    assert search.show(desk, number).next == "cure"
    assert [r["code"] for r in handover.identify(desk, fetches(desk, number)).decision["reasons"]] == ["deferral_open"]

    desk.clock.set("2026-03-20T09:00:00+08:00")
    with pytest.raises(Refused, match="copy_only"):
        promises.cure(desk, number, "school_enrolment", desk.new_key(), form="copy")
    assert promises.cure(desk, number, "school_enrolment", desk.new_key()).next == "hand_over"
    assert handover.hand_over(desk, fetches(desk, number), desk.new_key(), password_set=True).state == "active"


def test_t04_the_promised_paper_never_comes(desk: Counter) -> None:
    number = student(desk)
    desk.clock.set("2026-03-23T17:00:00+08:00")
    assert reminders.daily(desk).lapsed == ()
    check = handover.identify(desk, fetches(desk, number))
    assert [reason["code"] for reason in check.decision["reasons"]] == ["deferral_open"]

    desk.clock.set("2026-03-24T09:00:00+08:00")
    draft = fetches(desk, number)
    assert [r["code"] for r in handover.identify(desk, draft).decision["reasons"]] == ["deferral_lapsed"]
    notice = submission.conclude(desk, draft, desk.new_key())
    assert (notice.state, search.show(desk, number).state) == ("declined", "lapsed")
    assert reminders.daily(desk).lapsed == ()

    draft = arrive(desk, id_card("赵示范", valid_to=date(2030, 2, 10)), "first_issue")
    draft = intake.tick(desk, draft, "household_register", pages=["cover", "head", "self"])
    draft = intake.set_guardian(desk, draft, id_card("赵样例"), "father")
    refused = submission.conclude(desk, draft, desk.new_key())
    assert refused.outcome == "refuse_notice"
    assert "deferral_not_offered" in [reason["code"] for reason in refused.decision["reasons"]]
