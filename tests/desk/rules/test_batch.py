"""Lists of employers and schools."""

import pytest
from acceptance import agent, codes, decided, given, original, state_of


def batch(kind, service, people, materials, **changes):
    return decided(
        given(
            "A26",
            channel=kind,
            service=service,
            batch={"kind": kind, "name": "样本", "people": people},
            materials=materials,
            **changes,
        )
    )


ANNA = {"name": "李样本", "id_number": "110199198503127011"}
PAPERS = {
    ("employer", "first_issue"): "employer_registration_form",
    ("school", "first_issue"): "school_list",
    ("employer", "collect"): "employer_letter",
    ("school", "collect"): "school_letter",
}


@pytest.mark.requirement("M-010", "M-011", "M-012", "M-081")
@pytest.mark.parametrize(("kind", "service"), list(PAPERS))
def test_each_kind_of_batch_needs_its_own_paper_and_somebody_who_brings_it(kind, service):
    paper = PAPERS[kind, service]
    good = batch(kind, service, [ANNA], [original(paper)])
    assert good["outcome"] == "accept"
    assert {line["code"]: line["state"] for line in good["materials"]} == {
        paper: "satisfied",
        "agent_identity": "satisfied",
    }
    for bad, missing in (
        (batch(kind, service, [ANNA], []), paper),
        (batch(kind, service, [ANNA], [original(paper)], agent=None), "agent_identity"),
    ):
        assert bad["outcome"] == "refuse_notice"
        assert [one["facts"] for one in bad["reasons"]] == [{"material": missing}]
        assert bad["batch"] == {"taken": [], "left": []}
        assert bad["documents"] == ["one_time_notice"]


def test_a_copy_of_the_form_or_an_expired_card_of_the_agent_will_not_do():
    copied = batch("employer", "first_issue", [ANNA], [{"code": "employer_registration_form", "form": "copy"}])
    assert codes(copied["reasons"]) == ["copy_only"]
    papers = [original("employer_registration_form")]
    expired = batch("employer", "first_issue", [ANNA], papers, agent=agent(None, valid_to="2026-03-15"))
    assert codes(expired["reasons"]) == ["material_expired"]
    assert state_of(expired, "agent_identity") == "missing"


def test_wrong_numbers_and_repeats_stay_on_the_list_with_their_reason():
    people = [
        ANNA,
        {"name": "李样本", "id_number": "110199850312701"},
        {"name": "错", "id_number": "110199198503127012"},
        {"name": "空"},
        {"name": "小写", "id_number": "53019919900203715x"},
    ]
    answer = batch("employer", "first_issue", people, [original("employer_registration_form")])
    assert answer["batch"]["taken"] == ["110199198503127011", "53019919900203715X"]
    assert [(one["id_number"], one["code"]) for one in answer["batch"]["left"]] == [
        ("110199850312701", "duplicate_row"),
        ("110199198503127012", "id_number_invalid"),
        (None, "id_number_invalid"),
    ]
    assert all(one["rule"]["line"] for one in answer["batch"]["left"])
    assert answer["documents"] == ["batch_receipt"]


def test_only_ready_cards_without_owed_papers_are_handed_over():
    people = [
        {"receipt_number": "1", "state": "ready", "deferred": []},
        {"receipt_number": "2", "state": "making"},
        {"receipt_number": "3", "state": "ready", "deferred": [{"code": "identity_copy", "due": "2026-03-01"}]},
        {
            "receipt_number": "4",
            "state": "ready",
            "deferred": [{"code": "identity_copy", "due": "2026-03-01", "cured": True}],
        },
        {"receipt_number": "1", "state": "ready"},
    ]
    answer = batch("employer", "collect", people, [original("employer_letter")])
    assert answer["batch"]["taken"] == ["1", "4"]
    assert [(one["receipt_number"], one["code"]) for one in answer["batch"]["left"]] == [
        ("2", "not_ready"),
        ("3", "deferral_open"),
        ("1", "duplicate_row"),
    ]
    assert answer["documents"] == ["handover_list"]
    assert "holder_confirms_later" in answer["notes"]
    assert answer["card_actions"] == []
    assert answer["disclosures"]["agent"] == ["card_waiting"]
