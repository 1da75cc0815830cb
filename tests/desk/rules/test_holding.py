"""Activating, cancelling, correcting, enrolling, subsidies."""

import pytest
from acceptance import agent, codes, decided, given, hall_policy, original, state_of


@pytest.mark.requirement("M-013", "M-014", "M-070")
@pytest.mark.parametrize(
    ("status", "outcome"), [("inactive", "accept"), ("active", "accept"), ("formal_loss", "refuse_notice")]
)
def test_only_a_usable_card_is_activated(status, outcome):
    walk_in = given("A56")
    walk_in["cards"][0]["status"] = status
    answer = decided(walk_in)
    assert answer["outcome"] == outcome
    assert answer["card_actions"] == (["enable"] if status == "inactive" else [])
    assert ("already_active" in answer["notes"]) == (status == "active")
    assert answer["prerequisites"] == (["set_password"] if status == "inactive" else [])


@pytest.mark.parametrize(
    ("cards", "state"),
    [
        ([], None),
        ([{"number": "A1", "status": "active", "issued": "2016-01-01", "expires": "2026-01-01"}], "expired"),
        ([{"number": "A1", "status": "void"}], None),
    ],
)
def test_what_cannot_be_activated_says_in_which_state_it_is(cards, state):
    answer = decided(given("A56", cards=cards))
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [("card_not_activatable", {"state": state})]


def test_an_agents_activation_leaves_the_password_to_the_holder():
    answer = decided(given("A56", applicant__present=False, agent=agent(["activate"])))
    assert answer["prerequisites"] == []
    assert "holder_activates_later" in answer["notes"]


@pytest.mark.requirement("M-013")
def test_a_hall_may_leave_activation_to_the_first_use(tmp_path):
    policy = hall_policy(tmp_path, '[collection.activation]\nmodes = ["first_use"]\n')
    assert decided(given("T10"), policy)["activation"]["modes"] == ["first_use"]


@pytest.mark.requirement("M-028")
@pytest.mark.parametrize("reason", ["moved_abroad", "transferred_out"])
def test_a_holder_cancels_in_person_and_a_second_person_looks(reason):
    answer = decided(given("A88", reason=reason))
    assert answer["card_actions"] == ["cancel"]
    assert answer["approvals"] == ["cancel_card"]
    assert "bank_side_after_social" in answer["notes"]
    assert answer["documents"] == ["cancellation_slip"]


def test_without_a_card_there_is_nothing_to_cancel():
    assert codes(decided(given("A88", cards=[]))["reasons"]) == ["no_active_card"]


@pytest.mark.requirement("M-016")
def test_a_correction_is_looked_at_by_two_and_answered_within_the_review():
    answer = decided(given("A65"))
    assert answer["approvals"] == ["name_or_id_change"]
    assert answer["documents"] == ["correction_form"]
    assert (answer["promise"]["review_by"], answer["promise"]["ready_by"]) == ("2026-03-23", None)


@pytest.mark.requirement("M-018")
@pytest.mark.parametrize("status", ["1", 1])
def test_who_is_insured_is_not_enrolled_again(status):
    row = {"insutype": "390", "psn_type": "1501", "psn_insu_stas": status, "insuplc_admdvs": "110199"}
    answer = decided(given("A76", registry__insuinfo=[row]))
    assert codes(answer["reasons"]) == ["already_insured"]
    assert decided(given("A76", registry__insuinfo=[{**row, "psn_insu_stas": "4"}]))["outcome"] == "accept"


@pytest.mark.requirement("M-018")
@pytest.mark.parametrize(("enrolled", "outcome"), [(True, "accept"), (False, "hold"), (None, "hold")])
def test_an_employee_is_in_the_pension_scheme_first(enrolled, outcome):
    answer = decided(given("A57", registry__pension_enrolled=enrolled))
    assert answer["outcome"] == outcome
    assert answer["prerequisites"] == ([] if enrolled else ["pension_enrolment"])


@pytest.mark.requirement("M-019", "M-068")
@pytest.mark.parametrize(("tier", "base", "monthly"), [(80, 800000, 64000), (100, 1000000, 80000)])
@pytest.mark.parametrize("name", ["T12", "A77"])
def test_flexible_employment_pays_by_the_chosen_tier_with_a_consent(name, tier, base, monthly):
    answer = decided(given(name, choices={"base_tier": tier}))
    contribution = answer["contribution"]
    assert (contribution["tier"], contribution["base"], contribution["monthly"]) == (tier, base, monthly)
    assert "debit_consent" in answer["documents"]
    assert "choose_base_tier" not in answer["prerequisites"]


def test_without_a_choice_the_tier_is_asked_for_and_nothing_is_computed():
    answer = decided(given("T12", choices={}))
    assert answer["contribution"] is None
    assert "choose_base_tier" in answer["prerequisites"]
    assert "debit_consent" not in answer["documents"]


def test_who_is_not_in_flexible_employment_chooses_no_tier():
    assert decided(given("T01", choices={"base_tier": 80}))["contribution"] is None


def test_a_wage_that_does_not_divide_is_rounded_to_the_nearest_fen(tmp_path):
    policy = hall_policy(tmp_path, "[contribution]\naverage_wage = 402733\nrate = 805\n")
    contribution = decided(given("T12"), policy)["contribution"]
    assert (contribution["base"], contribution["monthly"]) == (322186, 25936)


@pytest.mark.requirement("M-020")
@pytest.mark.parametrize(
    ("papers", "flags", "outcome", "verify"),
    [
        ([], ["2101"], "accept", False),
        ([original("disability_certificate", level=1)], [], "accept", True),
        ([original("disability_certificate", level=1)], ["2201"], "accept", False),
        ([original("disability_certificate", level=3)], [], "refuse_notice", False),
    ],
)
def test_a_subsidy_is_for_special_groups_and_a_paper_alone_is_verified(papers, flags, outcome, verify):
    told = [{"psn_idet_type": flag, "begntime": "2025-01-01", "endtime": None} for flag in flags]
    answer = decided(given("A22", materials=[original("subsidy_application_form"), *papers], registry__idetinfo=told))
    assert answer["outcome"] == outcome
    assert ("evidence_to_verify" in answer["notes"]) == verify
    if outcome == "accept":
        assert answer["documents"] == ["subsidy_slip"]
        assert answer["promise"]["review_by"] == "2026-03-23"
    else:
        assert codes(answer["reasons"]) == ["not_in_special_group"]


def test_the_certificate_behind_a_subsidy_is_listed():
    assert state_of(decided(given("A22")), "extreme_poverty_certificate") == "satisfied_electronically"


@pytest.mark.requirement("M-032")
@pytest.mark.parametrize("changes", [{}, {"identity": None}, {"applicant": None}])
def test_reimbursement_is_sent_elsewhere_with_a_slip(changes):
    answer = decided(given("A58", **changes))
    assert (answer["outcome"], answer["documents"]) == ("refer", ["referral_slip"])
    assert codes(answer["reasons"]) == ["not_handled_here"]


@pytest.mark.requirement("M-064")
def test_a_case_taken_in_blind_that_turns_out_wrong_brings_a_call():
    answer = decided(given("T17b"))
    assert "call_applicant" in answer["notes"]
    assert answer["documents"] == ["suspension_slip"]
    assert "call_applicant" not in decided(given("T07a"))["notes"]
