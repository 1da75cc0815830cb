"""Activation: the password is the holder's, and the right card lies in the reader."""

from pathlib import Path

import pytest
from desk_builder import a_case, build, case_state, stocked
from walk_ins import applied, holds, id_card, people, ready

from desk.errors import NotAcceptable, Refused
from desk.ports import ChipCard
from desk.services import activation, handover, reception
from desk.services.counter import Counter


class Chip:
    """A chip reader with one card in it."""

    def __init__(self, card_number: str, pin: str = "123456") -> None:
        self.card_number, self.pin, self.left = card_number, pin, 3

    def read(self) -> ChipCard:
        return ChipCard("110199", self.card_number, "", "", "male", None, None, "2.0", None, None)

    def change_pin(self, old: str, new: str) -> None:
        if old != self.pin:
            self.left -= 1
            raise NotAcceptable("pin_wrong", tries_left=self.left)
        self.pin = new

    def close(self) -> None: ...


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


def collected(desk: Counter) -> tuple[str, str]:
    case = applied(desk, "李样本")
    made = ready(desk, case.number)
    handover.hand_over(desk, handover.start(desk, case.number, id_card("李样本")), "h")
    return case.number, made.card_number


@pytest.mark.requirement("M-013")
def test_the_holder_s_password_goes_to_the_chip_and_the_card_is_active(desk: Counter) -> None:
    number, card = collected(desk)
    chip = Chip(card)
    assert activation.set_password(desk, number, chip, "123456", "654321").state == "active"
    assert chip.pin == "654321"


def test_another_card_in_the_reader_changes_nothing(desk: Counter) -> None:
    number, _ = collected(desk)
    chip = Chip("999999999")
    with pytest.raises(NotAcceptable, match="wrong_card"):
        activation.set_password(desk, number, chip, "123456", "654321")
    assert chip.pin == "123456"


def test_a_wrong_password_leaves_the_case_where_it_was(desk: Counter) -> None:
    number, card = collected(desk)
    with pytest.raises(NotAcceptable) as told:
        activation.set_password(desk, number, Chip(card), "000000", "654321")
    assert told.value.facts["tries_left"] == 2
    assert activation.confirm_password(desk, number).state == "active"


@pytest.mark.requirement("M-013", "M-014")
def test_a_card_that_lies_inactive_is_switched_on(desk: Counter) -> None:
    holds(desk, "吴样例", "A20005601", "inactive", issued="2026-03-12", expires="2036-03-12")
    draft = reception.check(desk, reception.greet(desk, id_card("吴样例")).draft)
    view = activation.activate(desk, draft, "k")
    assert (view.state, view.decision["notes"]) == ("closed", ["bank_activates_financial"])
    assert desk.card_service.cards(people()["吴样例"]["certno"])[-1]["status"] == "active"


def test_an_active_card_needs_nothing(desk: Counter) -> None:
    draft = reception.check(desk, reception.greet(desk, id_card("吴样例")).draft)
    view = activation.activate(desk, draft, "k")
    assert (view.state, view.decision["notes"]) == ("closed", ["already_active"])


@pytest.mark.requirement("M-070")
def test_a_lost_card_is_not_activated(desk: Counter) -> None:
    holds(desk, "吴样例", "A20003801", "formal_loss")
    draft = reception.check(desk, reception.greet(desk, id_card("吴样例")).draft)
    view = activation.activate(desk, draft, "k")
    assert (view.state, [r["code"] for r in view.decision["reasons"]]) == ("declined", ["card_not_activatable"])


@pytest.mark.parametrize(("service", "reason"), [("reissue", "lost"), ("loss_report", None), ("cancel", "death")])
def test_nothing_is_closed_while_a_card_is_still_to_be_made_or_stopped(
    desk: Counter, service: str, reason: str | None
) -> None:
    number = a_case(desk, service=service, reason=reason)
    with pytest.raises(Refused, match="wrong_service"):
        activation.finish(desk, number)
    assert case_state(desk, number) == "approved"
