"""Which document proves who the holder is, and whether it agrees with the registry."""

import pytest
from acceptance import codes, decided, given, guardian, number_of, original, somebody, state_of

REGISTER = original("household_register", pages=["cover", "head", "self"])
ALWAYS = ["resident", "temporary_resident", "hmt_permit", "foreign_pr_2017", "foreign_pr_2023"]


def with_document(base, document, **changes):
    return given(base, identity__document=document, identity__read="manual", **changes)


@pytest.mark.parametrize("document", ALWAYS)
@pytest.mark.parametrize("base", ["T01", "T09", "A56", "A65", "A61", "A88", "T11a"])
def test_these_documents_prove_their_holder_everywhere(document, base):
    assert state_of(decided(given(base, identity__document=document)), "identity_document") == "satisfied"


@pytest.mark.parametrize("document", ["passport", "travel_permit", "first_generation"])
@pytest.mark.parametrize("base", ["T01", "T09", "A56", "A65", "A61", "T10"])
def test_these_prove_nobody_anywhere(document, base):
    answer = decided(with_document(base, document))
    assert {"code": "identity_not_accepted", "facts": {"document": document}}.items() <= answer["reasons"][0].items()
    assert state_of(answer, "identity_document") == "missing"


@pytest.mark.requirement("M-042", "M-048", "M-049")
@pytest.mark.parametrize(
    ("base", "accepted"),
    [
        ("T01", False),  # an employee's first card
        ("T08a", True),  # a resident's first card
        ("T09", True),  # reissue
        ("T07b", True),  # exchange
        ("A40", True),  # formal loss report
        ("A76", True),  # enrolment
        ("A22", True),  # subsidy
        ("A65", False),  # correction
        ("A56", False),  # activation
        ("T10", False),  # a grown-up collecting
        ("A61", False),  # a grown-up withdrawing
        ("A88", False),  # cancellation
        ("T11a", False),  # lifting a report
    ],
)
def test_a_household_register_stands_for_the_identity_card_only_where_the_rules_say(base, accepted):
    walk_in = with_document(base, "household_register")
    walk_in["materials"] = [*walk_in.get("materials", []), REGISTER]
    answer = decided(walk_in)
    assert (state_of(answer, "identity_document") == "satisfied") == accepted
    assert ("identity_not_accepted" in codes(answer["reasons"])) != accepted


@pytest.mark.requirement("M-008", "M-054")
def test_a_child_collects_on_the_household_register_and_a_grown_up_does_not():
    child = with_document("A54", "household_register", case__deferred=[])
    assert decided(child)["outcome"] == "accept"
    assert decided(given("T08b"))["outcome"] == "refuse_notice"


@pytest.mark.parametrize("document", ["birth_certificate", "household_register"])
@pytest.mark.parametrize("service", ["first_issue", "enrolment"])
def test_a_newborn_is_known_by_birth_certificate_or_register(document, service):
    walk_in = given("T02", service=service, identity__document=document)
    if service == "enrolment":
        walk_in["registry"]["insuinfo"] = []
    assert decided(walk_in)["outcome"] == "accept"


def test_no_document_at_all_is_a_missing_paper():
    for identity in (None, {"document": "none", "read": "manual"}):
        answer = decided(given("T01", identity=identity))
        assert answer["reasons"][0]["facts"] == {"material": "identity_document"}
        assert codes(answer["reasons"]) == ["material_missing"]


def test_a_document_is_valid_on_its_last_day_and_not_the_day_after():
    assert decided(given("T01", identity__valid_to="2026-03-16"))["outcome"] == "accept"
    answer = decided(given("T01", identity__valid_to="2026-03-15"))
    assert answer["reasons"][0]["facts"] == {"material": "identity_document", "valid_to": "2026-03-15"}


@pytest.mark.requirement("M-051")
@pytest.mark.parametrize("pages", [["cover", "head"], ["self"], []])
def test_a_register_used_as_identity_must_show_all_its_pages(pages):
    walk_in = given("T08a", materials=[original("household_register", pages=pages)])
    answer = decided(walk_in)
    lacking = [page for page in ("cover", "head", "self") if page not in pages]
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("material_incomplete", {"material": "household_register", "missing_pages": lacking})
    ]
    assert state_of(answer, "identity_document") == "missing"


def test_pages_scanned_one_by_one_add_up():
    papers = [original("household_register", pages=[page]) for page in ("cover", "head", "self")]
    assert decided(given("T08a", materials=papers))["outcome"] == "accept"


def test_a_photocopy_does_not_bring_the_pages_the_original_lacks():
    cover = original("household_register", pages=["cover"])
    for copy in ({"pages": ["head", "self"]}, {}):
        papers = [cover, original("household_register", form="copy") | copy]
        answer = decided(given("A03", materials=papers))
        lacking = {"material": "household_register", "missing_pages": ["head", "self"]}
        assert ("material_incomplete", lacking) in [(each["code"], each["facts"]) for each in answer["reasons"]]


@pytest.mark.parametrize(
    ("document", "read", "needed"),
    [("resident", "chip", False), ("resident", "manual", True), ("hmt_permit", "manual", True)],
)
def test_a_document_read_by_hand_needs_a_second_person(document, read, needed):
    answer = decided(given("T01", identity__document=document, identity__read=read))
    assert (answer["approvals"] == ["manual_identity"]) == needed


def test_a_birth_certificate_is_always_read_by_hand_and_needs_nobody():
    assert decided(given("T02"))["approvals"] == []


def test_a_grown_up_on_a_register_gets_no_instant_card_and_must_bring_the_card_later():
    answer = decided(given("T08a"))
    assert "collect_with_identity_original" in answer["notes"]
    assert "instant" not in answer["delivery"]["options"]


def test_a_child_on_a_register_gets_its_card_at_once():
    answer = decided(given("A06", identity__document="household_register", identity__read="manual"))
    assert answer["delivery"]["mode"] == "instant"
    assert "collect_with_identity_original" not in answer["notes"]
    assert answer["approvals"] == ["manual_identity"]


# ── against the registry ──


@pytest.mark.requirement("M-064", "M-016")
@pytest.mark.parametrize("field", ["name", "number"])
@pytest.mark.parametrize("base", ["T01", "T09", "T07b", "A56", "A76", "A22"])
def test_a_name_or_number_that_differs_holds_the_case_until_it_is_corrected(base, field):
    walk_in = given(base)
    key, other = ("psn_name", "别人") if field == "name" else ("certno", number_of("1980-01-01"))
    told = walk_in["identity"][field]
    walk_in["registry"]["baseinfo"][key] = other
    answer = decided(walk_in)
    assert answer["outcome"] == "hold"
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("info_mismatch", {"field": field, "document": told, "registry": other})
    ]
    assert (answer["prerequisites"], answer["approvals"]) == (["information_change"], ["name_or_id_change"])


@pytest.mark.parametrize("base", ["A40", "T11a", "T10", "A88"])
def test_reports_lifts_collections_and_cancellations_are_not_compared(base):
    walk_in = given(base)
    walk_in["registry"]["baseinfo"]["psn_name"] = "别人"
    assert decided(walk_in)["outcome"] == "accept"


def test_a_document_that_is_not_accepted_is_not_compared():
    walk_in = given("T16b")
    walk_in["registry"]["baseinfo"]["psn_name"] = "别人"
    assert "info_mismatch" not in codes(decided(walk_in)["reasons"])


def test_a_registry_that_still_has_the_legacy_number_means_the_same_person():
    assert decided(given("T01", registry__baseinfo__certno="110199850312701"))["outcome"] == "accept"


@pytest.mark.parametrize(
    ("name", "registered", "same"),
    [
        ("赵𬸚", "赵?", True),
        ("赵𬸚", "ZHAO YAN", True),
        ("孙𪩘𬸚", "孙??", True),
        ("孙𪩘𬸚", "孙?𬸚", False),
        ("赵𬸚", "赵??", False),
        ("赵𬸚", "赵燕", False),
        ("周㛃", "周?", False),
        ("周样", "ZHOU YANG", False),
    ],
)
def test_a_registry_that_lacks_a_rare_character_is_no_mismatch_but_looked_at_by_two(name, registered, same):
    walk_in = somebody("T01", "110199198503127011", name)
    walk_in["registry"]["baseinfo"]["psn_name"] = registered
    answer = decided(walk_in)
    if same:
        assert answer["outcome"] == "accept"
        assert answer["approvals"] == ["rare_char_variant"]
        assert "rare_char_variant" in answer["notes"]
    else:
        assert codes(answer["reasons"]) == ["info_mismatch"]


def test_a_correction_is_not_stopped_by_what_it_corrects():
    assert decided(given("A65"))["outcome"] == "accept"


def test_a_guardian_is_no_reason_to_compare_twice():
    answer = decided(given("T04", guardian=guardian()))
    assert codes(answer["reasons"]) == []
