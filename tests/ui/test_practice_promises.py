"""What the practice list says of somebody is what the counter finds, on any day and however long the desk has stood."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from desk_builder import build
from walk_ins import id_card

from desk.ports import IdCard
from desk.services import reception, roll
from desk.services.counter import Counter
from desk.services.situation import with_applicant
from devices.practice import in_force, practice_cards
from ui.practice import FIRST, FURTHER, STUDENTS, firsts

DAYS = ("2026-03-16", "2026-11-22", "2027-06-01", "2030-06-15")

Finding = Mapping[str, Any]
Promise = Callable[[Finding], bool]


def accepted(found: Finding) -> bool:
    return found["outcome"] == "accept"


def stopped_by(code: str) -> Promise:
    return lambda found: code in {reason["code"] for reason in found["reasons"]}


def lacks(material: str) -> Promise:
    return lambda found: material in {line["code"] for line in found["materials"] if line["state"] == "missing"}


def costs(payable: int, waiver: str | None = None) -> Promise:
    return lambda found: (found["fee"]["payable"], found["fee"]["waiver"]) == (payable, waiver)


def says(part: str, code: str) -> Promise:
    return lambda found: code in (found[part] or ())


def adult(found: Finding) -> bool:
    return "minor" not in found["traits"] and not stopped_by("material_expired")(found)


PROMISES: dict[str, list[tuple[str, str | None, Promise]]] = {
    "李样本": [("first_issue", None, accepted)],
    "周样本": [("reissue", "lost", accepted), ("reissue", "lost", costs(0, "minimum_allowance"))],
    "赵示范": [("first_issue", None, says("traits", "minor")), ("first_issue", None, lacks("guardian_identity"))],
    "赵样例": [("first_issue", None, adult)],
    "蒋示范": [("first_issue", None, says("traits", "non_local")), ("first_issue", None, lacks("residence_permit"))],
    "吴样例": [("reissue", "lost", accepted), ("reissue", "lost", costs(2500))],
    "王示例": [("first_issue", None, accepted)],
    "严样本": [("first_issue", None, adult)],
    "张𬭎𰻞": [("first_issue", None, accepted)],
    "郑样例": [("exchange", "human_damage", costs(2500))],
    "褚示例": [
        ("loss_lift", None, accepted),
        ("loss_lift", None, says("card_actions", "lift_loss")),
        ("reissue", "lost", accepted),
    ],
    "张彤": [("first_issue", None, stopped_by("info_mismatch")), ("correction", None, accepted)],
    "金样例": [("first_issue", None, stopped_by("not_insured")), ("enrolment", None, accepted)],
    "秦示例": [("first_issue", None, says("prerequisites", "choose_base_tier"))],
    "皮样本": [("subsidy", None, says("traits", "special_group"))],
    "曹示范": [("subsidy", None, says("traits", "special_group"))],
    "韩样本": [("reissue", "lost", stopped_by("out_of_region"))],
    "魏示例": [("reissue", "lost", stopped_by("insurance_paused"))],
    "余样本": [("first_issue", None, stopped_by("account_frozen"))],
    "贺样本": [("first_issue", None, says("notes", "large_print"))],
    "杨示例": [("first_issue", None, says("traits", "hmt")), ("first_issue", None, stopped_by("out_of_region"))],
}
"""By the name on the card: what a clerk finds who does what the list says."""
BROUGHT = {
    "郑样例": [{"code": "old_card", "form": "original"}],
    "金样例": [{"code": "household_register", "form": "original", "pages": ["cover", "head", "self"]}],
    "秦示例": [
        {"code": "household_register", "form": "original", "pages": ["cover", "head", "self"]},
        {"code": "contribution_proof", "form": "original"},
    ],
}
"""Papers without which the promise does not show yet."""
PROMISES |= {"双示甲": PROMISES["赵示范"], "萧样本": PROMISES["赵示范"]}


def card_of(number: str, today: date) -> IdCard:
    told = in_force(practice_cards()[number], today)
    same = {name: told[name] for name in ("document", "name", "sex", "number", "nation", "address", "issuer")}
    days = {name: told[name] and date.fromisoformat(told[name]) for name in ("birth", "valid_from", "valid_to")}
    return id_card("李样本", **same, **days)


def broken(counter: Counter) -> Iterator[tuple[str, str, str]]:
    """Who is not found as promised, and for what."""
    today = counter.today()
    for number, story in (firsts(today) | FURTHER).items():
        card = card_of(number, today)
        checked = reception.check(counter, reception.greet(counter, card).draft)
        here = replace(checked, situation=with_applicant(checked.situation, household_region=number[:6]))
        for service, reason, promise in PROMISES[card.name]:
            draft = reception.choose(counter, here, service, reason, materials=BROUGHT.get(card.name, []))
            found = reception.decide(counter, draft).document()
            if not promise(found):
                yield card.name, story, f"{service} {reason}: {found['outcome']} {found['reasons']} {found['traits']}"


@pytest.mark.parametrize("day", DAYS)
def test_everybody_on_the_list_is_as_the_list_says(tmp_path, day):
    counter = build(tmp_path, at=f"{day}T09:30:00+08:00", people=False)
    roll.load_practice_people(counter)
    assert list(broken(counter)) == []
    counter.store.close()


def test_a_desk_that_has_stood_for_years_keeps_its_promises(tmp_path):
    counter = build(tmp_path, at="2026-03-16T09:30:00+08:00", people=False)
    roll.load_practice_people(counter)
    for day in ("2026-11-22", "2030-06-15"):
        counter.clock.set(f"{day}T08:00:00+08:00")
        roll.load_practice_people(counter)
        assert list(broken(counter)) == []
    counter.store.close()


def test_what_was_practised_is_not_undone(tmp_path):
    counter = build(tmp_path, at="2026-11-22T09:30:00+08:00", people=False)
    roll.load_practice_people(counter)
    counter.card_service.act("m1", "lift_loss", "110199198105055518", "A10001101")
    counter.clock.set("2026-11-23T08:00:00+08:00")
    roll.load_practice_people(counter)
    (card,) = counter.card_service.cards("110199198105055518")
    assert (card["status"], card.get("loss")) == ("active", None)
    counter.card_service.act("m2", "temporary_loss", "110199198105055518", "A10001101")
    counter.clock.set("2026-11-24T08:00:00+08:00")
    roll.load_practice_people(counter)
    (card,) = counter.card_service.cards("110199198105055518")
    assert card["loss"]["at"] == "2026-11-23T08:00:00+08:00"
    counter.store.close()


def test_a_pupil_of_sixteen_gives_his_place_to_a_younger_one():
    assert list(firsts(date(2026, 11, 22))) == list(FIRST)
    grown = firsts(date(2027, 5, 20))
    assert STUDENTS[0] not in grown
    assert list(grown)[2] == STUDENTS[1]
    assert grown[STUDENTS[1]] == FIRST[STUDENTS[0]]


def test_an_identity_card_that_ran_out_was_issued_anew():
    card = {"valid_from": "2025-02-10", "valid_to": "2030-02-10"}
    assert in_force(card, date(2030, 2, 10)) == card
    renewed = in_force(card, date(2030, 6, 15))
    assert renewed["valid_from"] == "2030-02-10"
    assert renewed["valid_to"] > "2034"
