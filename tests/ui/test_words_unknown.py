"""A fact that a decision leaves empty leaves no hole: not on the screen, not on the paper."""

import re

import acceptance
import paper_cases
import pytest
from desk_builder import demo_policy

from ui.clerk.decision_rows import above
from ui.clerk.review_rows import lines_of
from ui.papers.notices import lacks
from ui.papers.phrases import phrases
from ui.words import speak
from ui.words.filling import names
from ui.words.verdicts import REASONS, reason_sentence, verdict_of

HOLE = re.compile(r"None|[{}\[\]]|[：，、“（/:(]\W*$|：[。；，]|，[。；，]|“”|（）|  |^\W*$")
KNOWN = {
    "material": "residence_permit",
    "field": "name",
    "document": "other",
    "problem": "check_digit",
    "problems": ["size"],
    "missing_pages": ["holder"],
    "missing": ["collect"],
    "action": "formal_loss",
    "insutype": "310",
    "insured_region": "440399",
    "hall_region": "110199",
    "difference": -500,
    "registry": "张形",
}
"""Facts that a reason is never without."""
KNOWN_OF = {"mandate_expired": {"valid_to": "2026-03-01"}}
"""Facts that only this reason is never without."""


@pytest.fixture(autouse=True)
def chinese_again():
    yield
    speak("zh")


def facts_of(code, sentence, unknown=None):
    """What is always known, and nothing of the rest."""
    return dict.fromkeys(names(sentence), unknown) | KNOWN | KNOWN_OF.get(code, {})


@pytest.mark.parametrize("code", sorted(REASONS))
@pytest.mark.parametrize("unknown", [None, ""])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_reason_on_the_screen_says_nothing_of_what_is_not_known(code, unknown, language):
    speak(language)
    sentence = reason_sentence({"code": code, "facts": facts_of(code, REASONS[code], unknown)})
    assert not HOLE.search(sentence), sentence


@pytest.mark.parametrize("code", sorted(phrases()["lack"]))
def test_a_reason_on_a_paper_says_nothing_of_what_is_not_known(code):
    walk_in = acceptance.given("T07a")
    entry = phrases()["lack"][code]
    facts = facts_of(code, "".join(entry[part] for part in ("what", "why", "how")))
    reason = {"code": code, "facts": facts, "rule": {"name": "某规则"}}
    decision = {**acceptance.decided(walk_in), "reasons": [reason]}
    (row,) = lacks(paper_cases.view(walk_in, decision), paper_cases.office(), "suspension_slip")
    for words in (row.what, row.why, row.how):
        assert not HOLE.search(str(words)), words


def test_a_card_without_an_end_and_a_helper_whose_relation_nobody_told_are_shown_without_a_hole():
    walk_in = acceptance.given("T05")
    walk_in["cards"][-1]["expires"] = ""
    (card,) = [
        row.words for row in above(acceptance.decided(walk_in), walk_in, "", demo_policy()) if row.label == "现有卡"
    ]
    assert card == "**A10000501**，正常"
    walk_in = acceptance.given("A73", agent__relation=None)
    lines = lines_of(walk_in, acceptance.decided(walk_in), demo_policy().notice)
    (agent,) = [row.words for row in lines if row.label == "代办人"]
    assert agent == walk_in["agent"]["name"]


def test_a_frozen_account_is_told_with_its_reason_and_without():
    assert reason_sentence({"code": "account_frozen", "facts": {"why": "court"}}) == "账户冻结：法院冻结"
    assert reason_sentence({"code": "account_frozen", "facts": {"why": None}}) == "账户冻结"


def test_a_mandate_that_has_not_begun_has_not_run_out():
    facts = {"valid_from": "2026-12-01", "valid_to": "2026-12-31"}
    told = reason_sentence({"code": "mandate_expired", "facts": facts})
    assert told == "授权委托书 2026-12-01 起才有效"
    ended = reason_sentence({"code": "mandate_expired", "facts": {"valid_to": "2026-03-01"}})
    assert ended == "授权委托书 2026-03-01 到期"


def test_a_place_is_told_by_its_name_and_where_to_go_in_a_sentence():
    decision = {
        **acceptance.decided(acceptance.given("A46")),
        "reasons": [{"code": "out_of_region", "facts": {"insured_region": "440304", "hall_region": "110101"}}],
    }
    verdict = verdict_of(decision)
    assert verdict.sentence == "参保地在广东省深圳市福田区，本厅不能办"
    assert verdict.second == "可以委托参保地代办，或者网上办理。"
    assert reason_sentence(decision["reasons"][0]) == "参保地在广东省深圳市福田区"
    decision["reasons"][0]["facts"]["insured_region"] = "119999"
    assert verdict_of(decision).sentence == "参保地在外地（119999），本厅不能办"
