"""Who the holder is: number, name, age, certificate."""

import pytest
from acceptance import codes, decided, given, guardian, number_of, somebody, state_of


def test_the_documents_number_counts_before_the_typed_one():
    answer = decided(given("T01", applicant__id_number="110199198503127012"))
    assert answer["outcome"] == "accept"
    assert answer["holder"]["number"] == "110199198503127011"


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("11019919850312701", "format"),
        ("110199198513127011", "birth_date"),
        (number_of("2026-03-17"), "future_birth_date"),
        ("110199198503127012", "check_digit"),
    ],
)
def test_a_wrong_number_is_refused_with_its_problem_and_counts_as_no_identity(number, problem):
    answer = decided(somebody("T01", number))
    wrong = next(one for one in answer["reasons"] if one["code"] == "id_number_invalid")
    assert wrong["facts"] == {"problem": problem}
    assert answer["outcome"] == "refuse_notice"
    assert state_of(answer, "identity_document") == "missing"


def test_a_small_x_is_taken_for_a_capital_one():
    answer = decided(given("A37"))
    assert answer["holder"]["number"].endswith("X")


def test_a_first_generation_card_is_a_clue_only():
    answer = decided(given("T01", identity__document="first_generation", identity__number="110199850312701"))
    assert codes(answer["reasons"]) == ["identity_not_accepted"]
    assert answer["lookup_number"] == "110199198503127011"
    assert "legacy_number_converted" not in answer["notes"]


def test_a_typed_legacy_number_without_any_document_is_looked_up_but_proves_nothing():
    walk_in = given("T01", applicant__id_number="110199850312701", identity=None)
    answer = decided(walk_in)
    assert answer["lookup_number"] == "110199198503127011"
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("material_missing", {"material": "identity_document"})
    ]


@pytest.mark.parametrize(
    ("number", "document", "cert_type", "trait"),
    [
        ("110199198503127011", "resident", "01", None),
        ("810000198806060019", "hmt_permit", "04", "hmt"),
        ("82000019790909012X", "hmt_permit", "05", "hmt"),
        ("830000199503030216", "hmt_permit", "06", "hmt"),
        ("931840199001150014", "foreign_pr_2023", "07", "foreign"),
        ("ABC110101900115", "foreign_pr_2017", "07", "foreign"),
    ],
)
def test_each_kind_of_holder_is_accepted_with_its_certificate_type(number, document, cert_type, trait):
    walk_in = somebody("T01", number, identity__document=document, identity__birth="1990-01-15")
    answer = decided(walk_in)
    assert answer["outcome"] == "accept"
    assert answer["holder"]["cert_type"] == cert_type
    assert answer["traits"] == ([trait] if trait else [])


def test_a_permit_of_2017_takes_its_birth_date_from_the_document():
    walk_in = somebody("T01", "ABC110101900115", identity__document="foreign_pr_2017", identity__birth="1990-01-15")
    holder = decided(walk_in)["holder"]
    assert (holder["birth"], holder["age"], holder["sex"]) == ("1990-01-15", 36, "unknown")


@pytest.mark.parametrize("dot", "．•‧・∙⋅")
def test_a_look_alike_separator_is_unified_before_comparing_and_told(dot):
    walk_in = somebody("T01", "110199198503127011", "斯琴·巴特尔")
    walk_in["identity"]["name"] = walk_in["applicant"]["name"] = f"斯琴{dot}巴特尔"
    answer = decided(walk_in)
    assert answer["outcome"] == "accept"
    assert answer["holder"]["name"] == "斯琴·巴特尔"
    assert "name_separator_normalised" in answer["notes"]


def test_a_look_alike_in_the_registry_is_no_mismatch_and_told():
    walk_in = somebody("T01", "110199198503127011", "斯琴·巴特尔", registry__baseinfo__psn_name="斯琴•巴特尔")
    walk_in["registry"]["baseinfo"]["psn_name"] = "斯琴•巴特尔"
    answer = decided(walk_in)
    assert answer["outcome"] == "accept"
    assert answer["notes"][:1] == ["name_separator_normalised"]


@pytest.mark.requirement("M-069")
def test_a_name_of_fifty_characters_with_rare_ones_keeps_every_character():
    name = "阿" * 24 + "·" + "𬭎𰻞" + "依" * 23
    answer = decided(somebody("T01", "110199198503127011", name))
    assert answer["outcome"] == "accept"
    assert (answer["holder"]["name"], answer["holder"]["name_length"]) == (name, 50)


@pytest.mark.parametrize(("birth", "age"), [("2010-03-17", 15), ("2010-03-16", 16), ("2008-02-29", 18)])
def test_age_changes_on_the_birthday(birth, age):
    answer = decided(somebody("T01", number_of(birth)))
    assert answer["holder"]["age"] == age
    assert ("minor" in answer["traits"]) == (age < 16)


def test_at_seventy_papers_are_large_and_the_ticket_is_a_priority_one():
    younger, older = (
        decided(somebody("T01", number_of("1956-03-17"))),
        decided(somebody("T01", number_of("1956-03-16"))),
    )
    assert "elderly" not in younger["traits"]
    assert older["traits"] == ["elderly"]
    assert {"large_print", "priority_ticket"} <= set(older["notes"])


def test_priority_is_given_for_whatever_reason_the_applicant_has():
    assert "priority_ticket" in decided(given("T01", applicant__priority="pregnant"))["notes"]
    assert "priority_ticket" not in decided(given("T01"))["notes"]


@pytest.mark.requirement("M-046")
@pytest.mark.parametrize(
    ("home", "elsewhere"), [("110188", False), ("110199", False), ("111199", True), ("530199", True)]
)
def test_a_household_counts_as_elsewhere_from_the_fourth_digit_up(home, elsewhere):
    traits = decided(given("T01", applicant__household_region=home))["traits"]
    assert ("non_local" in traits) == elsewhere


def test_a_masked_number_shows_neither_birthday_nor_sequence():
    assert decided(given("T01"))["holder"]["masked"] == "110199********7011"


def test_a_newborn_of_today_has_age_nought():
    walk_in = somebody("T02", number_of("2026-03-16"), guardian=guardian())
    answer = decided(walk_in)
    assert answer["holder"]["age"] == 0
    assert answer["category"] == "newborn"
