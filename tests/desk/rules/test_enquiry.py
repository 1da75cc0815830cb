"""Who may be told what."""

import pytest
from acceptance import agent, codes, decided, given

ID, RECEIPT = "110199197911234188", "1101990001202603100100990"


def ask(channel, id_number=None, receipt=None, **changes):
    told = {"kind": "progress", "id_number": id_number, "receipt_number": receipt}
    return decided(given("A42", channel=channel, enquiry=told, **changes))


@pytest.mark.requirement("M-015")
@pytest.mark.parametrize(
    ("channel", "id_number", "receipt", "reasons"),
    [
        ("phone", ID, RECEIPT, []),
        ("phone", ID, None, ["enquiry_needs_both_numbers"]),
        ("phone", None, RECEIPT, ["enquiry_needs_both_numbers"]),
        ("phone", None, None, ["enquiry_needs_both_numbers"]),
        ("phone", ID, "9", ["enquiry_no_match"]),
        ("phone", "110199198503127011", RECEIPT, ["enquiry_no_match"]),
        ("window", ID, None, []),
        ("window", None, RECEIPT, []),
        ("kiosk", ID.lower(), None, []),
        ("window", None, None, ["enquiry_needs_a_number"]),
        ("window", ID, "9", ["enquiry_no_match"]),
        ("web", "110199791123418", None, []),
    ],
)
def test_progress_is_told_to_who_knows_the_numbers(channel, id_number, receipt, reasons):
    answer = ask(channel, id_number, receipt)
    assert codes(answer["reasons"]) == reasons
    assert answer["outcome"] == ("refuse_notice" if reasons else "accept")
    assert answer["disclosures"]["caller"] == ([] if reasons else ["progress"])
    assert answer["documents"] == []


def test_a_document_on_the_window_counts_as_its_number_and_by_phone_it_does_not():
    document = {"document": "resident", "read": "chip", "name": "吴样例", "number": ID}
    assert ask("window", identity=document)["outcome"] == "accept"
    assert ask("window", identity={**document, "number": "110199198503127011"})["outcome"] == "refuse_notice"
    assert ask("phone", None, RECEIPT, identity=document)["outcome"] == "refuse_notice"


def test_without_a_case_no_number_matches():
    assert codes(ask("window", ID, case=None)["reasons"]) == ["enquiry_no_match"]


@pytest.mark.requirement("M-029")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, True),
        ({"channel": "phone"}, False),
        ({"channel": "kiosk"}, False),
        ({"identity": None}, False),
        ({"identity__document": "household_register"}, False),
        ({"identity__document": "passport"}, False),
        ({"identity__valid_to": "2026-03-15"}, False),
        ({"applicant__present": False}, False),
        ({"agent": agent(["enquiry"])}, False),
        ({"identity__number": "110199198503127011"}, False),
    ],
)
def test_the_balance_is_the_holders_alone(changes, told):
    answer = decided(given("A85", **changes))
    assert (answer["outcome"] == "accept") == told
    if told:
        assert answer["disclosures"] == {"holder": ["balance"]}
    else:
        assert codes(answer["reasons"]) == ["balance_holder_only"]
        assert answer["disclosures"] == {"caller": []}
        assert answer["documents"] == []
