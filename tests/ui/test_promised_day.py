"""The day of a card is one promise: decision, applicant's page and receipt say it with the same word."""

import acceptance
import paper_cases
import pytest

from ui.clerk.decision_rows import below
from ui.clerk.review_rows import lines_of
from ui.papers import receipt
from ui.parts.ink import plain
from ui.words.verdicts import verdict_of

LETTER = {"receiver": "李样本", "address": "样本市测试区示例路1号", "phone": "13800000000"}


@pytest.mark.parametrize(
    ("choices", "paper", "screens"),
    [
        ({}, ("领卡", "2026-04-01 周三 起"), "窗口自取，04-01 周三起领卡"),
        ({"delivery": "mail", "mail": LETTER}, ("寄出", "2026-04-01 周三 前"), "邮寄，04-01 周三前寄出"),
    ],
)
def test_the_screens_promise_what_the_receipt_promises(choices, paper, screens):
    given = {**acceptance.given("A30-no-stock-temporary-card"), "choices": choices}
    decision = acceptance.decided(given)
    view = paper_cases.view(given, decision)
    assert receipt.when(view, paper_cases.office(given["policy"], given["now"]).now.date()) == paper
    applicant = {
        row.label: plain(row.words) for row in lines_of(given, decision, acceptance.policy(given["policy"]).notice)
    }
    clerk = {row.label: plain(row.words) for row in below(decision, decision)}
    assert (applicant["领取"], clerk["时间"]) == (screens, screens)
    assert "前领卡" not in verdict_of(decision).sentence
