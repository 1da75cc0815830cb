from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pytest

from desk.errors import UsageError
from desk.links.insured_roll import InsuredRoll

NUMBER = "110199197104023368"
AT = datetime.fromisoformat("2026-03-16T10:00:00+08:00")


class Rows:
    """A store in memory that keeps to RollRecords."""

    def __init__(self, *cards: dict[str, Any]) -> None:
        self.people = {
            NUMBER: {
                "psn_no": "11019900000000000000000007",
                "psn_cert_type": "01",
                "certno": NUMBER,
                "psn_name": "周样本",
                "gend": "2",
                "naty": "01",
                "brdy": "1971-04-02",
                "mob": "12300000007",
                "hsreg_addr": "样本市测试区示例路106号2幢1102室",
                "surv_stas": "1",
                "acct_stas": "normal",
                "insurance": [
                    {
                        "insutype": "390",
                        "psn_type": "1501",
                        "psn_insu_stas": "1",
                        "psn_insu_date": "2025-01-01",
                        "paus_insu_date": "",
                        "insuplc_admdvs": "110199",
                        "emp_name": "",
                        "cvlserv_flag": "0",
                        "balc": "0.00",
                        "arrears": "1",
                    }
                ],
                "flags": [
                    {"psn_idet_type": "2101", "psn_type_lv": "", "begntime": "2025-07-01", "endtime": "2026-06-30"}
                ],
            }
        }
        self.held = [dict(card) for card in cards]
        self.said: dict[str, Mapping[str, Any]] = {}

    def person(self, number: str) -> Mapping[str, Any] | None:
        return self.people.get(number)

    def cards(self, number: str) -> Sequence[Mapping[str, Any]]:
        return [dict(card) for card in self.held] if number == NUMBER else []

    def set_card(self, number: str, card: str, status: str, at: datetime, facts: Mapping[str, Any]) -> None:
        row = next((held for held in self.held if held["number"] == card), None)
        if row is None:
            row = {"number": card}
            self.held.append(row)
        row |= {"status": status, **facts}

    def answered(self, message_id: str) -> Mapping[str, Any] | None:
        return self.said.get(message_id)

    def remember(self, message_id: str, answer: Mapping[str, Any]) -> None:
        self.said[message_id] = answer


class Noon:
    def now(self) -> datetime:
        return AT


def card(number: str, status: str) -> dict[str, Any]:
    return {"number": number, "status": status, "issued": "2019-05-20", "expires": "2029-05-20", "region": "110199"}


def test_a_person_is_told_in_the_shape_of_transaction_1101():
    told = InsuredRoll(Rows(), Noon()).ask("m1", NUMBER, "周样本").document
    assert told["baseinfo"]["psn_name"] == "周样本"
    assert told["surv_stas"] == "1"
    assert told["insuinfo"] == [
        {
            "insutype": "390",
            "psn_type": "1501",
            "psn_insu_stas": "1",
            "psn_insu_date": "2025-01-01",
            "insuplc_admdvs": "110199",
            "cvlserv_flag": "0",
            "balc": 0.0,
            "arrears": True,
        }
    ]
    assert told["idetinfo"] == [{"psn_idet_type": "2101", "begntime": "2025-07-01", "endtime": "2026-06-30"}]


def test_someone_the_roll_does_not_know_has_no_rows():
    assert InsuredRoll(Rows(), Noon()).ask("m1", "110199199909194470", "金样例").document == {
        "baseinfo": {},
        "insuinfo": [],
        "idetinfo": [],
    }


def test_the_same_message_gets_the_same_answer_after_the_roll_has_changed():
    rows = Rows()
    roll = InsuredRoll(rows, Noon())
    first = roll.ask("m1", NUMBER, "周样本").document
    rows.people[NUMBER]["psn_name"] = "另一样本"
    assert roll.ask("m1", NUMBER, "周样本").document == first
    assert roll.ask("m2", NUMBER, "周样本").document != first


def test_a_number_is_found_whatever_the_case_of_its_last_letter():
    rows = Rows()
    rows.people["11019919760606176X"] = rows.people[NUMBER]
    assert InsuredRoll(rows, Noon()).ask("m1", "11019919760606176x", "").document["baseinfo"]


@pytest.mark.parametrize(
    ("status", "action", "answer", "after"),
    [
        ("active", "temporary_loss", "00", "temporary_loss"),
        ("temporary_loss", "temporary_loss", "01", "temporary_loss"),
        ("temporary_loss", "formal_loss", "00", "formal_loss"),
        ("temporary_loss", "lift_loss", "00", "active"),
        ("active", "lift_loss", "01", "active"),
        ("formal_loss", "lift_loss", "卡状态不符", "formal_loss"),
        ("formal_loss", "enable", "卡状态不符", "formal_loss"),
        ("formal_loss", "cancel", "00", "void"),
        ("inactive", "enable", "00", "active"),
        ("active", "enable", "01", "active"),
        ("void", "formal_loss", "卡状态不符", "void"),
    ],
)
@pytest.mark.requirement("M-005", "M-006", "M-013")
def test_an_action_moves_a_card_or_says_why_not(status, action, answer, after):
    rows = Rows(card("A1", status))
    assert InsuredRoll(rows, Noon()).act("m1", action, NUMBER, "A1") == answer
    assert rows.held[0]["status"] == after


def test_a_loss_report_is_dated_and_referenced_and_forgotten_when_lifted():
    rows = Rows(card("A1", "active"))
    roll = InsuredRoll(rows, Noon())
    roll.act("110199000001202603161000000007", "temporary_loss", NUMBER, "A1")
    assert rows.held[0]["loss"] == {
        "kind": "temporary",
        "at": "2026-03-16T10:00:00+08:00",
        "channel": "window",
        "reference": "LS202603160007",
    }
    roll.act("m2", "lift_loss", NUMBER, "A1")
    assert rows.held[0]["loss"] is None


@pytest.mark.requirement("M-005")
@pytest.mark.parametrize(("reported", "answer", "holds_from"), [("01", "00", "16"), ("02", "01", "02")])
def test_a_loss_that_was_reported_once_and_ran_out_is_reported_anew(reported, answer, holds_from):
    before = {"kind": "temporary", "at": f"2026-03-{reported}T09:00:00+08:00", "channel": "window", "reference": "LS1"}
    rows = Rows({**card("A1", "temporary_loss"), "loss": before})
    assert InsuredRoll(rows, Noon(), temporary_days=15).act("m1", "temporary_loss", NUMBER, "A1") == answer
    assert rows.held[0]["loss"]["at"].startswith(f"2026-03-{holds_from}")


def test_where_cards_have_no_end_the_register_gives_them_none():
    rows = Rows(card("A1", "formal_loss"))
    InsuredRoll(rows, Noon(), card_years=0).act("m1", "enable", NUMBER, "A2")
    assert not rows.held[1]["expires"]


def test_a_repeated_message_acts_once():
    rows = Rows(card("A1", "active"))
    roll = InsuredRoll(rows, Noon())
    assert roll.act("m1", "temporary_loss", NUMBER, "A1") == "00"
    assert roll.act("m2", "lift_loss", NUMBER, "A1") == "00"
    assert roll.act("m1", "temporary_loss", NUMBER, "A1") == "00"
    assert rows.held[0]["status"] == "active"


def test_a_new_card_enters_the_register_when_enabled_and_voids_the_old_one():
    rows = Rows(card("A1", "formal_loss"))
    roll = InsuredRoll(rows, Noon())
    assert roll.act("m1", "enable", NUMBER, "A2") == "00"
    assert [(each["number"], each["status"]) for each in rows.held] == [("A1", "void"), ("A2", "active")]
    assert rows.held[1]["issued"] == "2026-03-16"
    assert rows.held[1]["expires"] == "2036-03-16"
    assert rows.held[1]["region"] == "110199"
    assert roll.act("m2", "enable", NUMBER, "A2") == "01"


def test_a_card_nobody_holds_is_refused():
    assert InsuredRoll(Rows(), Noon()).act("m1", "cancel", NUMBER, "A9") == "无此卡"
    assert InsuredRoll(Rows(), Noon()).act("m2", "enable", "110199199909194470", "A9") == "无此卡"


def test_an_unknown_action_is_a_usage_error():
    with pytest.raises(UsageError) as told:
        InsuredRoll(Rows(), Noon()).act("m1", "polish", NUMBER, "A1")
    assert told.value.facts["value"] == "polish"
