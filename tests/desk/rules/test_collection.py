"""Collecting a card, and giving an application up."""

import pytest
from acceptance import agent, codes, decided, given


def collect(base="T10", **changes):
    return decided(given(base, **changes))


def promised(due, cured=False, code="school_enrolment"):
    return [{"code": code, "due": due, "cured": cured}]


@pytest.mark.requirement("M-008", "M-013")
def test_a_ready_card_is_enabled_checked_and_handed_over():
    answer = collect(case__ready_since="2026-03-13")
    assert answer["outcome"] == "accept"
    assert answer["card_actions"] == ["enable"]
    assert answer["documents"] == ["collection_slip"]
    assert {"check_card_face", "bank_activates_financial"} <= set(answer["notes"])
    assert answer["prerequisites"] == ["set_password"]
    assert answer["disclosures"]["holder"] == ["card_face", "progress"]
    assert (answer["activation"]["modes"], answer["activation"]["financial"]) == (["desk"], "bank")


@pytest.mark.parametrize(
    "state", ["draft", "accepted", "review", "making", "mailed", "collected", "withdrawn", "suspended"]
)
def test_a_card_that_is_not_ready_is_not_handed_over_and_nothing_is_printed(state):
    answer = collect(case__state=state, case__promised="2026-03-18")
    assert answer["outcome"] == "hold"
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("not_ready", {"state": state, "promised": "2026-03-18"})
    ]
    assert answer["documents"] == []
    assert answer["card_actions"] == []


def test_without_a_case_there_is_nothing_to_collect():
    assert codes(collect(case=None)["reasons"]) == ["not_ready"]


@pytest.mark.parametrize(
    ("due", "cured", "outcome", "code"),
    [
        ("2026-03-16", False, "hold", "deferral_open"),
        ("2026-03-15", False, "refuse_notice", "deferral_lapsed"),
        ("2026-03-15", True, "accept", None),
    ],
)
def test_a_promised_paper_must_have_come_in_time(due, cured, outcome, code):
    answer = collect(case__deferred=promised(due, cured))
    assert answer["outcome"] == outcome
    assert codes(answer["reasons"]) == ([code] if code else [])
    if code:
        assert answer["reasons"][0]["facts"] == {"material": "school_enrolment", "due": due}


def test_not_ready_and_a_paper_owed_are_told_together():
    answer = collect(case__state="making", case__deferred=promised("2026-03-20"))
    assert codes(answer["reasons"]) == ["not_ready", "deferral_open"]


@pytest.mark.requirement("M-090f")
@pytest.mark.parametrize(
    ("since", "note", "approvals"),
    [
        ("2026-02-15", None, []),
        ("2026-02-14", "uncollected_over_30_days", []),
        ("2025-12-17", "uncollected_over_30_days", []),
        ("2025-12-16", "fetch_from_vault", ["vault_release"]),
        ("2025-06-01", "fetch_from_vault", ["vault_release"]),
    ],
)
def test_a_card_that_waited_long_is_told_and_fetched_from_the_vault_by_two(since, note, approvals):
    answer = collect(case__ready_since=since)
    assert answer["outcome"] == "accept"
    assert {"uncollected_over_30_days", "fetch_from_vault"} & set(answer["notes"]) == ({note} if note else set())
    assert answer["approvals"] == approvals


def test_the_temporary_card_comes_back_first():
    assert collect(case__temporary_card=True)["prerequisites"] == ["return_temporary_card", "set_password"]


@pytest.mark.parametrize(
    ("can_sign", "fingerprint", "present", "witness"),
    [
        (False, False, True, True),
        (False, True, True, False),
        (True, False, True, False),
        (None, None, True, False),
    ],
)
def test_who_can_neither_sign_nor_give_a_fingerprint_needs_a_witness(can_sign, fingerprint, present, witness):
    answer = collect(applicant__can_sign=can_sign, applicant__fingerprint=fingerprint, companion={"name": "邻居"})
    assert answer["approvals"] == (["handover_witness"] if witness else [])
    assert ("witness_statement" in answer["documents"]) == witness
    assert answer["agent"] is None


@pytest.mark.requirement("M-009")
def test_an_agent_collects_and_the_holder_activates_later():
    answer = collect("A24")
    assert answer["prerequisites"] == []
    assert "holder_activates_later" in answer["notes"]
    assert "holder" not in answer["disclosures"]


# ── giving up ──


def withdraw(**changes):
    return decided(given("A61", **changes))


@pytest.mark.parametrize("state", ["draft", "accepted", "review", "suspended", "pending_verification", "making"])
@pytest.mark.parametrize("paid", [0, 2500])
def test_an_application_can_be_given_up_until_its_card_is_made(state, paid):
    answer = withdraw(case__state=state, case__paid=paid)
    assert answer["outcome"] == "accept"
    assert answer["refund"] == paid
    assert answer["approvals"] == (["refund"] if paid else [])
    assert answer["documents"] == (["refund_slip"] if paid else [])


@pytest.mark.parametrize(
    ("state", "printed"),
    [("making", True), ("ready", False), ("collected", False), ("withdrawn", False), ("mailed", True)],
)
def test_a_card_that_is_made_cannot_be_given_up(state, printed):
    answer = withdraw(case__state=state, case__printed=printed, case__paid=2500)
    assert codes(answer["reasons"]) == ["card_already_made"]
    assert (answer["refund"], answer["documents"]) == (0, ["one_time_notice"])


def test_an_agent_gives_up_with_a_mandate_for_it():
    assert withdraw(applicant__present=False, agent=agent(["withdraw"]))["outcome"] == "accept"
    assert codes(withdraw(applicant__present=False, agent=agent(["collect"]))["reasons"]) == ["mandate_scope"]
