"""Which insurance counts, and what kind of insured person the holder is."""

import pytest
from acceptance import codes, decided, given, guardian, hall_policy, number_of, original, somebody


def row(insutype="310", status="1", psn_type="1101", emp_name="", **more):
    return {
        "insutype": insutype,
        "psn_type": psn_type,
        "psn_insu_stas": status,
        "emp_name": emp_name,
        "insuplc_admdvs": "110199",
        **more,
    }


def with_rows(*rows, base="T01", **changes):
    return decided(given(base, registry__insuinfo=list(rows), **changes))


@pytest.mark.requirement("M-061", "M-062")
@pytest.mark.parametrize("insutype", ["310", "340", "350", "360", "380", "390", "391"])
def test_these_insurances_count(insutype):
    assert with_rows(row(insutype))["insurance_row"]["insutype"] == insutype


@pytest.mark.parametrize("insutype", ["320", "330", "392", "510", "999"])
def test_supplementary_insurances_do_not_count(insutype):
    answer = with_rows(row(insutype))
    assert answer["insurance_row"] is None
    assert codes(answer["reasons"]) == ["not_insured"]


def test_the_first_insured_row_counts_else_the_first_one():
    assert with_rows(row("310", "4"), row("390", "1", "1501"))["insurance_row"]["insutype"] == "390"
    assert with_rows(row("310", "4"), row("390", "2", "1501"))["insurance_row"]["insutype"] == "310"


@pytest.mark.parametrize("status", [1, "1"])
def test_a_single_object_and_numbers_are_read_like_a_list_and_texts(status):
    answer = decided(given("T01", registry__insuinfo=row(status=status, emp_name="样本制造有限公司")))
    assert answer["outcome"] == "accept"
    assert answer["category"] == "employee"


def test_a_paused_row_beside_the_one_that_counts_is_worth_a_word():
    answer = with_rows(row("310", "2", emp_name="样本厂"), row("390", "1", "1501"))
    assert answer["outcome"] == "accept"
    assert "other_row_paused" in answer["notes"]
    assert "other_row_paused" not in with_rows(row("310", "2", emp_name="样本厂"))["notes"]


@pytest.mark.requirement("M-031", "M-062")
@pytest.mark.parametrize(
    ("status", "reason", "prerequisite"),
    [
        ("2", "insurance_paused", "resume_contributions"),
        ("3", "insurance_terminated", "enrolment"),
        ("4", "insurance_terminated", "enrolment"),
        (4, "insurance_terminated", "enrolment"),
        ("0", "not_insured", "enrolment"),
        ("9", "not_insured", "enrolment"),
    ],
)
@pytest.mark.parametrize("base", ["T01", "T09", "T07b"])
def test_each_state_of_insurance_leads_its_own_way(base, status, reason, prerequisite):
    answer = with_rows(row(status=status, emp_name="样本厂"), base=base)
    assert answer["outcome"] == "hold"
    assert codes(answer["reasons"]) == [reason]
    assert answer["prerequisites"] == [prerequisite]
    assert answer["documents"] == ["suspension_slip"]


def test_all_that_hinders_is_listed_together():
    answer = with_rows(
        row(status="2", emp_name="样本厂", paus_insu_date="2026-01-31"),
        registry__acct_stas="frozen",
        registry__frozen_reason="arrears",
    )
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("insurance_paused", {"insutype": "310", "since": "2026-01-31"}),
        ("account_frozen", {"why": "arrears"}),
    ]
    assert answer["approvals"] == ["frozen_account_release"]


def test_what_makes_no_card_does_not_ask_for_insurance():
    assert decided(given("T11a", registry__insuinfo=[]))["outcome"] == "accept"
    assert decided(given("T10", registry__acct_stas="frozen"))["outcome"] == "accept"


@pytest.mark.requirement("M-040", "M-041", "M-042", "M-043", "M-044", "M-045")
@pytest.mark.parametrize(
    ("rows", "birth", "declared", "category"),
    [
        ([row("310", emp_name="样本厂")], "1985-03-12", None, "employee"),
        ([row("310")], "1985-03-12", None, "flexible"),
        ([row("340", psn_type="1300")], "1940-03-12", None, "retiree"),
        ([row("350", psn_type="1201", emp_name="样本厂")], "1950-03-12", None, "retiree"),
        ([row("360", emp_name="样本厂")], "1985-03-12", "resident", "employee"),
        ([row("390", psn_type="1501")], "1985-03-12", "employee", "resident"),
        ([row("390", psn_type="1404")], "2004-03-12", None, "student"),
        ([row("390", psn_type="1403")], "2012-03-12", None, "student"),
        ([row("390", psn_type="1501")], "2004-03-12", "student", "student"),
        ([row("390", psn_type="1402")], "2021-03-12", None, "minor"),
        ([row("390", psn_type="1401")], "2025-03-17", None, "newborn"),
        ([row("390", psn_type="1401")], "2025-03-16", None, "minor"),
        ([row("391", psn_type="1501")], "2010-03-16", None, "resident"),
        ([], "1985-03-12", "flexible", "flexible"),
        ([], "1985-03-12", "employee", "employee"),
        ([], "1960-03-12", "retiree", "retiree"),
        ([], "1985-03-12", None, "resident"),
        ([], "1985-03-12", "resident", "resident"),
        ([], "2012-03-12", "student", "student"),
    ],
)
def test_the_category_follows_from_insurance_age_and_what_was_declared(rows, birth, declared, category):
    walk_in = somebody("T01", number_of(birth), registry__insuinfo=rows, applicant__declared=declared)
    assert decided(walk_in)["category"] == category


@pytest.mark.requirement("M-047")
@pytest.mark.parametrize(
    ("flag", "counts"),
    [
        ({"psn_idet_type": "2101", "begntime": "2025-07-01", "endtime": "2026-03-16"}, True),
        ({"psn_idet_type": "2102", "begntime": "2026-03-16", "endtime": None}, True),
        ({"psn_idet_type": "2201", "begntime": "2025-01-01 00:00:00", "endtime": "2026-12-31 23:59:59"}, True),
        ({"psn_idet_type": "2101", "begntime": "2025-07-01", "endtime": "2026-03-15"}, False),
        ({"psn_idet_type": "2101", "begntime": "2026-03-17", "endtime": None}, False),
        ({"psn_idet_type": "9999", "begntime": "2025-01-01", "endtime": None}, False),
    ],
)
def test_a_registry_flag_counts_while_it_is_in_force(flag, counts):
    answer = decided(given("T01", registry__idetinfo=[flag]))
    assert ("special_group" in answer["traits"]) == counts
    assert ("priority_ticket" in answer["notes"]) == counts


@pytest.mark.parametrize(
    ("paper", "counts"),
    [
        (original("minimum_allowance_certificate"), True),
        (original("extreme_poverty_certificate", valid_to="2026-03-16"), True),
        (original("disability_certificate", level=1), True),
        (original("disability_certificate", level="2"), True),
        (original("disability_certificate", level=3), False),
        (original("disability_certificate"), False),
        (original("minimum_allowance_certificate", valid_to="2026-03-15"), False),
        ({"code": "minimum_allowance_certificate", "form": "copy"}, False),
    ],
)
def test_a_certificate_counts_as_a_valid_original_of_the_right_level(paper, counts):
    assert ("special_group" in decided(given("T01", materials=[paper]))["traits"]) == counts


def test_a_certificate_alone_does_not_exempt_anybody_in_a_pack_that_names_no_flags():
    answer = decided(given("T05", policy="chongqing"))
    assert answer["fee"]["waived"] == 2500


# ── survival ──


@pytest.mark.requirement("M-062", "M-028")
@pytest.mark.parametrize("base", ["T01", "T09", "T07b", "T10", "A56", "A65", "A76", "A22", "T11a", "A58"])
def test_who_is_registered_as_dead_is_held_discreetly_whatever_is_asked(base):
    answer = decided(given(base, registry__surv_stas="2"))
    assert answer["outcome"] == "hold"
    assert codes(answer["reasons"]) == ["survival_status"]
    assert answer["prerequisites"] == ["cancel_card"]
    assert answer["discreet"] is True
    assert answer["disclosures"]["customer"] == []
    assert (answer["documents"], answer["materials"], answer["notes"]) == ([], [], [])


@pytest.mark.parametrize("base", ["A63", "A38", "A61", "A43"])
def test_cancelling_reporting_withdrawing_and_asking_stay_possible(base):
    answer = decided(given(base, registry={"surv_stas": 2}))
    assert answer["outcome"] == "accept"
    assert answer["discreet"] is False


def test_a_number_one_means_alive_too():
    assert decided(given("T01", registry__surv_stas=1))["outcome"] == "accept"


# ── the silent registry ──


@pytest.mark.parametrize("base", ["T01", "T09", "T07b", "A76", "A65", "A22"])
def test_a_silent_registry_lets_the_case_be_taken_in_without_money_or_card(base):
    answer = decided(given(base, registry={"error": "timeout", "attempts": 2}))
    assert answer["outcome"] == "pending_verification"
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("registry_unavailable", {"error": "timeout"})
    ]
    assert answer["notes"].count("pending_verification") == 1
    assert answer["documents"] == ["receipt"]


@pytest.mark.parametrize("base", ["T10", "T11a", "A40", "A56", "A88"])
def test_what_needs_no_registry_goes_on_without_it(base):
    assert decided(given(base, registry={"error": "timeout"}))["outcome"] == "accept"


def test_a_missing_paper_is_told_before_the_registry_is_waited_for():
    answer = decided(given("T01", identity=None, registry={"error": "timeout"}))
    assert answer["outcome"] == "refuse_notice"
    assert "registry_unavailable" not in codes(answer["reasons"])


def test_with_a_silent_registry_a_bad_photo_is_still_taken_again():
    answer = decided(given("T01", photo=None, registry={"error": "timeout"}))
    assert answer["prerequisites"] == ["capture_photo"]


# ── newborns ──


@pytest.mark.requirement("M-060")
@pytest.mark.parametrize(
    ("birth", "notes"),
    [
        ("2025-12-16", {"newborn_benefit_from_birth", "newborn_second_year_premium"}),
        ("2025-12-15", {"newborn_late_from_payment"}),
        ("2026-01-01", {"newborn_benefit_from_birth"}),
        ("2026-03-16", {"newborn_benefit_from_birth"}),
    ],
)
def test_ninety_days_decide_from_when_a_newborn_is_covered(birth, notes):
    answer = decided(somebody("T02", number_of(birth), guardian=guardian()))
    assert {note for note in answer["notes"] if note.startswith("newborn")} == notes


@pytest.mark.requirement("M-063")
def test_a_city_may_ask_for_some_months_of_insurance_first(tmp_path):
    policy = hall_policy(tmp_path, "[coverage.minimum]\nmonths = 6\n")
    walk_in = given("T01")
    walk_in["registry"]["insuinfo"][0]["psn_insu_date"] = "2025-09-17"
    answer = decided(walk_in, policy)
    assert answer["outcome"] == "hold"
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("insured_too_short", {"months": 6, "from": "2026-03-17"})
    ]
    walk_in["registry"]["insuinfo"][0]["psn_insu_date"] = "2025-09-16"
    assert decided(walk_in, policy)["outcome"] == "accept"
