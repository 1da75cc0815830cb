"""Guardians, agents, mandates and companions."""

import pytest
from acceptance import agent, codes, decided, given, guardian, original, state_of

REGISTER = original("household_register", pages=["cover", "head", "self"])


def facts(answer, code):
    return [one["facts"] for one in answer["reasons"] if one["code"] == code]


# ── guardians ──


@pytest.mark.requirement("M-043")
@pytest.mark.parametrize("base", ["T04", "A06", "A53", "A54"])
def test_a_child_needs_a_guardian_whatever_it_comes_for(base):
    answer = decided(given(base, guardian=None))
    assert answer["outcome"] == "refuse_notice"
    assert {"material": "guardian_identity"} in facts(answer, "material_missing")


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ({"document": "passport"}, "identity_not_accepted", {"document": "passport", "material": "guardian_identity"}),
        ({"document": "none"}, "material_missing", {"material": "guardian_identity"}),
        (
            {"valid_to": "2026-03-15"},
            "material_expired",
            {"material": "guardian_identity", "valid_to": "2026-03-15"},
        ),
    ],
)
def test_a_guardians_document_is_judged_like_anybodys(changes, code, told):
    answer = decided(given("A06", guardian=guardian(**changes)))
    assert facts(answer, code) == [told]
    assert state_of(answer, "guardian_identity") == "missing"


@pytest.mark.requirement("M-043", "M-045")
@pytest.mark.parametrize(
    ("base", "paper", "proves"),
    [
        ("A06", "birth_certificate", True),
        ("A06", "household_register", True),
        ("A06", "marriage_certificate", False),
        ("A10", "birth_certificate", False),
        ("A10", "household_register", True),
        ("A10", "marriage_certificate", True),
    ],
)
def test_the_relation_is_shown_by_the_papers_of_the_childs_age(base, paper, proves):
    answer = decided(given(base, materials=[original("birth_certificate"), original(paper)]))
    if base == "A06" and paper == "marriage_certificate":
        answer = decided(given(base, materials=[original(paper)]))
    assert (state_of(answer, "relation_proof") == "satisfied") == proves
    assert ({"material": "relation_proof"} in facts(answer, "material_missing")) != proves


def test_a_copy_shows_no_relation():
    answer = decided(given("A06", materials=[{"code": "birth_certificate", "form": "copy"}]))
    assert facts(answer, "material_missing") == [{"material": "relation_proof"}]


def test_a_register_without_the_childs_page_is_told_as_such():
    answer = decided(given("A06", materials=[original("household_register", pages=["cover", "head"])]))
    assert facts(answer, "material_incomplete") == [{"material": "household_register", "missing_pages": ["self"]}]
    assert codes(answer["reasons"]) == ["material_incomplete"]


def test_an_agent_without_a_guardian_is_sent_for_the_guardian():
    answer = decided(given("A68"))
    assert set(codes(answer["reasons"])) == {"agent_not_for_minor", "material_missing"}
    assert answer["agent"] is None
    assert answer["disclosures"] == {"agent": []}
    assert state_of(answer, "mandate") is None


def test_a_guardian_beside_an_agent_is_enough():
    answer = decided(given("T04", agent=agent(None)))
    assert answer["outcome"] == "accept_deferred"
    assert answer["agent"] is None


def test_a_childs_temporary_loss_report_needs_nobody():
    walk_in = given("A38", applicant__name="赵示范", applicant__id_number="440399201105201150")
    assert decided(walk_in)["outcome"] == "accept"


# ── agents ──


def agent_reissues(**changes):
    return given("A73", **changes)


@pytest.mark.requirement("M-009", "M-021", "M-052")
@pytest.mark.parametrize("base", ["A73", "A24"])
def test_each_of_the_three_papers_of_an_agent_is_needed(base):
    assert decided(given(base))["outcome"] == "accept"
    without = {
        "mandate": given(base, agent=agent(None)),
        "agent_identity": given(base, agent__document="none"),
        "identity_document": given(base, identity=None),
    }
    for paper, walk_in in without.items():
        answer = decided(walk_in)
        assert answer["outcome"] == "refuse_notice"
        assert facts(answer, "material_missing") == [{"material": paper}]
        assert state_of(answer, paper) == "missing"
        assert ("mandate_template" in answer["documents"]) == (paper == "mandate")


def test_a_mandate_holds_through_its_last_day():
    good = agent(["reissue", "loss_report", "collect"])
    good["mandate"]["valid_to"] = "2026-03-16"
    assert decided(agent_reissues(agent=good))["outcome"] == "accept"
    good["mandate"]["valid_to"] = "2026-03-15"
    answer = decided(agent_reissues(agent=good))
    assert facts(answer, "mandate_expired") == [{"valid_to": "2026-03-15"}]


def test_a_mandate_that_begins_tomorrow_does_not_hold_today():
    early = agent(["reissue", "loss_report"])
    early["mandate"]["valid_from"] = "2026-03-17"
    assert codes(decided(agent_reissues(agent=early))["reasons"]) == ["mandate_expired"]


def test_every_defect_of_a_mandate_is_told_at_once():
    bad = agent(["collect"])
    bad["mandate"] |= {"valid_to": "2026-01-31", "signed": False}
    answer = decided(agent_reissues(agent=bad))
    assert codes(answer["reasons"]) == ["mandate_expired", "mandate_scope", "mandate_unsigned"]
    assert facts(answer, "mandate_scope") == [{"missing": ["loss_report", "reissue"]}]
    assert state_of(answer, "mandate") == "missing"


def test_a_lost_cards_mandate_must_name_the_report_too_and_a_damaged_ones_need_not():
    only_reissue = agent(["reissue"])
    assert facts(decided(agent_reissues(agent=only_reissue)), "mandate_scope") == [{"missing": ["loss_report"]}]
    damaged = agent_reissues(agent=only_reissue, reason="human_damage", materials=[original("old_card")])
    assert decided(damaged)["outcome"] == "accept"


def test_the_scope_is_that_of_the_service_really_done():
    answer = decided(agent_reissues(service="exchange", agent=agent(["exchange", "loss_report"])))
    assert facts(answer, "mandate_scope") == [{"missing": ["reissue"]}]


@pytest.mark.parametrize(
    ("scope", "mode"), [(["reissue", "loss_report"], "pickup"), (["reissue", "loss_report", "collect"], "instant")]
)
def test_an_agent_takes_a_card_along_only_when_the_mandate_says_collect(scope, mode):
    assert decided(agent_reissues(agent=agent(scope)))["delivery"]["mode"] == mode


def test_an_agent_never_sets_the_holders_password():
    answer = decided(agent_reissues())
    assert answer["delivery"]["mode"] == "instant"
    assert "set_password" not in answer["prerequisites"]
    assert "holder_activates_later" in answer["notes"]


@pytest.mark.parametrize(
    ("base", "who", "told"),
    [
        ("A24", agent(["collect"]), ["card_waiting", "progress"]),
        ("A24", agent(None), ["card_waiting"]),
        ("A24", agent(["reissue"]), ["card_waiting"]),
        ("A73", agent(None), []),
        ("A73", agent(["reissue", "loss_report"]), ["card_waiting", "progress"]),
    ],
)
def test_an_agent_is_told_what_the_mandate_or_the_waiting_card_allows(base, who, told):
    assert decided(given(base, agent=who))["disclosures"]["agent"] == told


def test_an_agent_without_mandate_hears_nothing_of_a_card_that_is_not_ready():
    assert decided(given("A24", agent=agent(None), case__state="making"))["disclosures"]["agent"] == []


@pytest.mark.parametrize("status", ["active", "inactive"])
def test_with_a_bad_mandate_a_usable_card_can_still_be_blocked_for_a_while(status):
    walk_in = agent_reissues(agent=agent(None))
    walk_in["cards"][0]["status"] = status
    assert decided(walk_in)["also_possible"] == ["temporary_loss"]


def test_with_a_bad_mandate_and_a_card_already_blocked_nothing_more_is_offered():
    walk_in = agent_reissues(agent=agent(None))
    walk_in["cards"][0] |= {"status": "formal_loss", "loss": {"kind": "formal", "at": "2026-03-10T09:00:00+08:00"}}
    assert decided(walk_in)["also_possible"] == []


def test_a_formal_report_by_an_agent_needs_a_second_person():
    answer = decided(given("A40", agent=agent(["loss_report"])))
    assert answer["outcome"] == "accept"
    assert answer["approvals"] == ["formal_loss_by_agent"]
    refused = decided(given("A40", agent=agent(None), cards=given("A38")["cards"]))
    assert refused["also_possible"] == ["temporary_loss"]


def test_a_companion_is_never_an_agent():
    walk_in = given("T10", companion={"name": "邻居", "relation": "neighbour"})
    answer = decided(walk_in)
    assert answer["agent"] is None
    assert answer["outcome"] == "accept"


def test_when_the_holder_is_not_there_a_companion_has_no_right_to_the_card():
    answer = decided(given("T10", applicant__present=False, companion={"name": "邻居"}))
    assert answer["outcome"] == "refuse_notice"
    assert facts(answer, "material_missing") == [{"material": "agent_identity"}, {"material": "mandate"}]
    assert "mandate_template" in answer["documents"]


def test_a_relative_cancels_for_the_dead_without_a_mandate():
    answer = decided(given("A63"))
    assert answer["outcome"] == "accept"
    assert state_of(answer, "mandate") is None
    assert answer["disclosures"]["agent"] == []


@pytest.mark.parametrize("paper", ["household_register", "marriage_certificate", "birth_certificate"])
def test_a_relative_of_the_dead_shows_the_relation_by_any_of_three(paper):
    papers = [original("death_certificate"), original(paper)]
    assert decided(given("A63", materials=papers))["outcome"] == "accept"


def test_who_cancels_for_the_dead_must_be_somebody():
    answer = decided(given("A63", agent=None, materials=[]))
    missing = {one["material"] for one in facts(answer, "material_missing")}
    assert missing == {"death_certificate", "agent_identity", "relation_proof"}
