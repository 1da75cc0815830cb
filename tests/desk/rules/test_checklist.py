"""Which papers are asked of whom, and when one may follow."""

import pytest
from acceptance import codes, decided, given, guardian, hall_policy, number_of, original, somebody, state_of

REGISTER = original("household_register", pages=["cover", "head", "self"])
PERMIT = original("residence_permit", valid_to="2026-12-31")


def asked(answer):
    return {line["code"] for line in answer["materials"]}


def flexible(**changes):
    return given("T12", **changes)


def student(**changes):
    return given("T04", **changes)


@pytest.mark.requirement("M-040", "M-050")
@pytest.mark.parametrize("base", ["T01", "T09", "T07b", "A76"])
def test_the_scanner_makes_the_copy_and_without_it_the_copy_is_asked_for(base):
    assert state_of(decided(given(base)), "identity_copy") == "satisfied_electronically"
    without = given(base, hall__scanner=False)
    assert state_of(decided(without), "identity_copy") == "deferred"
    without["materials"] = [*without["materials"], {"code": "identity_copy", "form": "copy"}]
    assert state_of(decided(without), "identity_copy") == "satisfied"


def test_no_copy_is_asked_of_an_identity_that_is_not_accepted_or_for_services_without_one():
    assert "identity_copy" not in asked(decided(given("A36")))
    for base in ("T10", "A56", "A65", "A22", "A88"):
        assert "identity_copy" not in asked(decided(given(base)))


@pytest.mark.requirement("M-045")
@pytest.mark.parametrize(("base", "wanted"), [("T02", True), ("T03b", True), ("A06", False)])
def test_a_birth_certificate_is_asked_of_newborns_only(base, wanted):
    assert ("birth_certificate" in asked(decided(given(base, identity__document="resident")))) == wanted


@pytest.mark.requirement("M-046", "M-066")
@pytest.mark.parametrize("base", ["T01", "A76", "T12", "T04"])
def test_a_residence_permit_is_asked_of_everybody_from_elsewhere(base):
    away = given(base, applicant__household_region="530199")
    assert state_of(decided(away), "residence_permit") == "missing"
    away["materials"] = [*away["materials"], PERMIT]
    assert state_of(decided(away), "residence_permit") == "satisfied"
    assert "residence_permit" not in asked(decided(given(base)))


@pytest.mark.requirement("M-066")
@pytest.mark.parametrize(("valid_to", "good"), [("2026-03-16", True), ("2026-03-15", False), (None, True)])
def test_a_permit_counts_through_its_last_day(valid_to, good):
    walk_in = given(
        "T01", applicant__household_region="530199", materials=[original("residence_permit", valid_to=valid_to)]
    )
    answer = decided(walk_in)
    assert (answer["outcome"] == "accept") == good
    if not good:
        expected = {"material": "residence_permit", "valid_to": "2026-03-15"}
        assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [("material_expired", expected)]


@pytest.mark.requirement("M-041", "M-051")
@pytest.mark.parametrize(
    ("walk_in", "wanted"),
    [
        (flexible(materials=[]), True),
        (flexible(materials=[PERMIT], applicant__household_region="530199"), False),
        (given("A77", materials=[]), True),
        (given("A76", materials=[]), True),
        (given("A76", materials=[PERMIT], applicant__household_region="530199"), False),
        (given("A76", materials=[], applicant__declared="retiree"), True),
        (given("A76", materials=[], applicant__declared="student"), True),
        (given("A76", materials=[], applicant__declared="employee", registry__pension_enrolled=True), False),
        (given("T01", materials=[]), False),
    ],
)
def test_a_household_register_is_asked_of_whom_the_rules_say(walk_in, wanted):
    assert ("household_register" in asked(decided(walk_in))) == wanted


@pytest.mark.parametrize(("birth", "wanted"), [("2010-03-17", False), ("2010-03-16", True)])
def test_a_student_brings_the_register_for_enrolment_from_sixteen(birth, wanted):
    walk_in = somebody("A76", number_of(birth), applicant__declared="student", guardian=guardian())
    walk_in["materials"] = [original("birth_certificate")]
    assert ("household_register" in asked(decided(walk_in))) == wanted


@pytest.mark.requirement("M-041", "M-068")
@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({}, "satisfied_electronically"),
        ({"arrears": True}, "deferred"),
        ({"arrears": False}, "satisfied_electronically"),
    ],
)
def test_paid_contributions_are_known_from_the_registry_unless_there_are_arrears(row, state):
    walk_in = flexible()
    walk_in["registry"]["insuinfo"][0] |= row
    assert state_of(decided(walk_in), "contribution_proof") == state
    walk_in["materials"] += [original("contribution_proof")]
    assert state_of(decided(walk_in), "contribution_proof") == "satisfied"


@pytest.mark.requirement("M-012", "M-044")
@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "deferred"),
        ({"applicant__on_school_list": True}, "satisfied_electronically"),
        ({"materials": [REGISTER, original("school_enrolment")]}, "satisfied"),
        ({"materials": [REGISTER, {"code": "school_enrolment", "form": "copy"}]}, "deferred"),
    ],
)
def test_a_students_proof_comes_on_paper_from_a_list_or_later(changes, state):
    assert state_of(decided(student(**changes)), "school_enrolment") == state


@pytest.mark.requirement("M-049", "M-027")
@pytest.mark.parametrize(
    ("service", "reason", "state"),
    [
        ("exchange", "upgrade", "missing"),
        ("reissue", "human_damage", "missing"),
        ("reissue", "quality", "missing"),
        ("reissue", "lost", "not_needed"),
    ],
)
def test_the_old_card_comes_back_unless_it_is_lost(service, reason, state):
    walk_in = given("T09", service=service, reason=reason, materials=[])
    answer = decided(walk_in)
    assert state_of(answer, "old_card") == state
    walk_in["policy"] = "shanghai"
    assert state_of(decided(walk_in), "old_card") == "not_needed"
    walk_in["materials"] = [original("old_card")]
    if reason != "lost":
        assert state_of(decided(walk_in), "old_card") == "satisfied"
        assert decided(given("T09", service=service, reason=reason))["old_card"]["recovery"] == "cut"


@pytest.mark.requirement("M-007")
def test_the_desk_has_the_loss_report_itself():
    assert state_of(decided(given("T05")), "loss_report_reference") == "satisfied_electronically"
    assert "loss_report_reference" not in asked(decided(given("T09")))


@pytest.mark.requirement("M-107")
@pytest.mark.parametrize("bank", ["icbc", "abc", "boc", "ccb", "bocom", "psbc"])
def test_six_banks_are_taken_in_zhongshan(bank):
    assert decided(given("A92", materials=[original("bank_account", bank=bank)]))["outcome"] == "accept"


@pytest.mark.parametrize(
    ("materials", "code", "facts"),
    [
        ([original("bank_account", bank="cmb")], "bank_not_accepted", {"bank": "cmb"}),
        ([original("bank_account")], "bank_not_accepted", {"bank": None}),
        ([], "material_missing", {"material": "bank_account"}),
        ([{"code": "bank_account", "form": "copy", "bank": "icbc"}], "copy_only", {"material": "bank_account"}),
    ],
)
def test_any_other_account_is_none(materials, code, facts):
    answer = decided(given("A92", materials=materials))
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [(code, facts)]


@pytest.mark.requirement("M-101")
def test_shanghai_asks_for_the_register_when_a_card_is_exchanged_and_only_then():
    assert "household_register" in asked(decided(given("T14a")))
    assert "household_register" not in asked(decided(given("T09", policy="shanghai")))


def test_a_better_paper_counts_before_a_worse_one():
    papers = [{"code": "residence_permit", "form": "copy"}, original("residence_permit", valid_to="2026-03-01"), PERMIT]
    assert decided(given("T01", applicant__household_region="530199", materials=papers))["outcome"] == "accept"
    answer = decided(given("T01", applicant__household_region="530199", materials=papers[:2]))
    assert codes(answer["reasons"]) == ["material_expired"]


# ── what may follow ──


def test_a_paper_may_follow_in_five_working_days_and_blocks_the_hand_over():
    answer = decided(student())
    assert answer["outcome"] == "accept_deferred"
    expected = {"due": "2026-03-23", "copies": 2, "handover_blocked": True}
    assert {key: answer["deferral"][key] for key in expected} == expected
    assert answer["documents"] == ["application_form", "receipt", "deferral_notice"]
    assert answer["delivery"]["options"] == ["pickup", "mail"]


def test_several_papers_may_follow_together():
    answer = decided(student(hall__scanner=False))
    assert {line["code"] for line in answer["materials"] if line["state"] == "deferred"} == {
        "identity_copy",
        "school_enrolment",
    }


def test_who_broke_a_promise_once_is_not_offered_another():
    answer = decided(student(applicant__broken_promise=True))
    assert codes(answer["reasons"]) == ["material_missing", "deferral_not_offered"]
    assert answer["outcome"] == "refuse_notice"


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"registry__acct_stas": "frozen"}, "hold"),
        ({"guardian": None}, "refuse_notice"),
    ],
)
def test_when_something_else_is_wrong_what_could_follow_is_told_as_missing(changes, outcome):
    answer = decided(student(**changes))
    assert answer["outcome"] == outcome
    assert state_of(answer, "school_enrolment") == "missing"
    assert {"material": "school_enrolment"} in [one["facts"] for one in answer["reasons"]]
    assert answer["deferral"] is None


def test_past_the_calendar_a_promise_has_no_date_and_says_so():
    answer = decided(student(now="2026-12-28T10:00:00+08:00"))
    assert answer["outcome"] == "accept_deferred"
    assert answer["deferral"]["due"] is None
    assert "calendar_not_covered" in answer["notes"]


@pytest.mark.requirement("M-022", "M-080")
def test_a_street_office_may_be_asked_for_papers_of_its_own(tmp_path):
    policy = hall_policy(
        tmp_path,
        """
[need.street_register]
name = "街道代收户口簿"
row = ["M-022"]
material = "household_register"
services = ["first_issue"]
channels = ["street"]
""",
    )
    assert decided(given("T01"), policy)["outcome"] == "accept"
    street = decided(given("T01", channel="street"), policy)
    assert codes(street["reasons"]) == ["material_missing"]
    assert street["reasons"][0]["rule"]["name"] == "街道代收户口簿"
