"""Reports of loss, lifting them, and what the card service says."""

import pytest
from acceptance import codes, decided, given

REGION = {"number": "A20003801", "issued": "2019-05-20", "expires": "2029-05-20", "region": "110199"}
REMOTE = ["phone", "web", "kiosk"]


def card(status="active", on="2026-03-10", **more):
    kind = status.removesuffix("_loss")
    loss = {"kind": kind, "at": f"{on}T09:00:00+08:00", "channel": "phone", "reference": "LS1"}
    return {**REGION, "status": status, **({"loss": loss} if status.endswith("loss") else {}), **more}


def report(channel, kind, *cards, base="A40", **changes):
    return decided(given(base, channel=channel, loss={"kind": kind}, cards=list(cards), **changes))


@pytest.mark.requirement("M-005", "M-082", "M-083")
@pytest.mark.parametrize("channel", REMOTE)
@pytest.mark.parametrize("kind", ["temporary", "formal"])
def test_away_from_the_counter_only_a_temporary_report_is_taken_and_nothing_printed(channel, kind):
    answer = report(channel, kind, card(), identity=None)
    assert answer["outcome"] == "accept"
    assert answer["card_actions"] == ["temporary_loss"]
    loss = answer["loss"]
    assert (loss["kind"], loss["lapses_on"]) == ("temporary", "2026-03-31")
    assert answer["documents"] == []
    assert ("formal_loss_at_counter" in answer["notes"]) == (kind == "formal")
    assert {"temporary_loss_lapses", "e_credential_valid"} <= set(answer["notes"])


@pytest.mark.parametrize("channel", ["window", "street"])
def test_at_a_counter_a_temporary_report_needs_no_more_than_name_and_number(channel):
    answer = report(channel, "temporary", card(), identity=None)
    assert answer["outcome"] == "accept"
    assert answer["materials"] == []
    assert answer["documents"] == ["loss_report_slip"]


def test_at_the_counter_a_formal_report_needs_identity_and_is_final():
    assert codes(report("window", "formal", card(), identity=None)["reasons"]) == ["material_missing"]
    answer = report("window", "formal", card())
    assert answer["card_actions"] == ["formal_loss"]
    assert (answer["loss"]["kind"], answer["loss"]["lapses_on"]) == ("formal", None)
    assert {"formal_loss_final", "e_credential_valid"} <= set(answer["notes"])
    assert "temporary_loss_lapses" not in answer["notes"]


@pytest.mark.parametrize(
    ("status", "asked", "action", "kind", "until"),
    [
        ("temporary_loss", "temporary", [], "temporary", "2026-03-25"),
        ("temporary_loss", "formal", ["formal_loss"], "formal", None),
        ("formal_loss", "formal", [], "formal", None),
        ("formal_loss", "temporary", [], "formal", None),
    ],
)
def test_what_is_reported_already_is_not_reported_again(status, asked, action, kind, until):
    answer = report("window", asked, card(status))
    assert answer["outcome"] == "accept"
    assert answer["card_actions"] == action
    assert (answer["loss"]["kind"], answer["loss"]["lapses_on"]) == (kind, until)
    assert ("already_reported" in answer["notes"]) == (not action)


def test_a_lapsed_report_is_made_anew():
    answer = report("phone", "temporary", card("temporary_loss", "2026-02-20"), identity=None)
    assert answer["card_actions"] == ["temporary_loss"]
    assert "loss_report_lapsed" in answer["notes"]


@pytest.mark.parametrize("cards", [[], [card("void")], [card(expires="2026-03-15")]])
@pytest.mark.parametrize("channel", ["window", "phone"])
def test_without_a_usable_card_there_is_nothing_to_report(cards, channel):
    answer = report(channel, "temporary", *cards)
    assert codes(answer["reasons"]) == ["no_active_card"]
    assert answer["documents"] == ([] if channel == "phone" else ["one_time_notice"])


def test_by_phone_the_number_must_at_least_be_one():
    answer = report("phone", "temporary", card(), identity=None, applicant__id_number="110199198503127012")
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("id_number_invalid", {"problem": "check_digit"})
    ]
    assert codes(report("phone", "temporary", card(), identity=None, applicant__id_number=None)["reasons"]) == [
        "id_number_invalid"
    ]


# ── lifting ──


def lift(*cards, **changes):
    return decided(given("T11a", cards=list(cards), **changes))


@pytest.mark.requirement("M-006")
def test_a_temporary_report_in_force_is_lifted():
    answer = lift(card("temporary_loss", "2026-03-02"))
    assert (answer["card_actions"], answer["old_card"]["state"]) == (["lift_loss"], "active")
    assert answer["documents"] == ["loss_lift_slip"]


@pytest.mark.parametrize("cards", [[card()], [card("temporary_loss", "2026-03-01")], [card("inactive")], []])
def test_where_nothing_is_reported_nothing_is_lifted(cards):
    answer = lift(*cards)
    assert answer["outcome"] == "accept"
    assert "nothing_to_lift" in answer["notes"]
    assert (answer["card_actions"], answer["documents"]) == ([], [])


@pytest.mark.parametrize(
    ("service", "state", "too_late"),
    [
        ("reissue", "accepted", True),
        ("reissue", "making", True),
        ("reissue", "pending_verification", True),
        ("reissue", "collected", True),
        ("reissue", "draft", False),
        ("reissue", "withdrawn", False),
        ("exchange", "making", False),
    ],
)
def test_a_report_is_not_lifted_once_a_reissue_was_taken_on(service, state, too_late):
    case = {"number": "110199", "service": service, "reason": "lost", "state": state}
    answer = lift(card("temporary_loss"), case=case)
    assert ([one["facts"] for one in answer["reasons"]] == [{"number": "110199"}]) == too_late
    assert (answer["card_actions"] == []) == too_late


def test_a_formal_report_stays():
    assert codes(lift(card("formal_loss"))["reasons"]) == ["formal_loss_final"]


# ── before a reissue ──


@pytest.mark.requirement("M-002", "M-003", "M-005")
@pytest.mark.parametrize(
    ("held", "report_first", "gap"),
    [
        (card(), True, False),
        (card("inactive"), True, False),
        (card("temporary_loss"), True, False),
        (card("temporary_loss", "2026-02-20"), True, True),
        (card("formal_loss"), False, False),
    ],
)
def test_a_lost_card_is_reported_for_good_before_a_new_one(held, report_first, gap):
    answer = decided(given("A18", service="reissue", cards=[held]))
    assert ("formal_loss_report" in answer["prerequisites"]) == report_first
    assert ("formal_loss" in answer["card_actions"]) == report_first
    assert ("gap_use_warning" in answer["notes"]) == gap


def test_a_damaged_card_needs_no_report():
    assert "formal_loss" not in decided(given("T09"))["card_actions"]


# ── the card service ──


@pytest.mark.requirement("M-005", "M-014")
@pytest.mark.parametrize(
    ("replies", "outcome", "reason"),
    [
        ([], "accept", None),
        (["00"], "accept", None),
        (["timeout"], "hold", ("card_service_unconfirmed", {"action": "formal_loss"})),
        (["timeout", "timeout", "00"], "accept", None),
        (["00", "timeout"], "hold", ("card_service_unconfirmed", {"action": "formal_loss"})),
        (["卡状态不符"], "hold", ("card_service_failed", {"action": "formal_loss", "text": "卡状态不符"})),
        (["timeout", "01"], "accept", None),
    ],
)
@pytest.mark.parametrize("base", ["A18", "A40"])
def test_the_last_reply_of_the_card_service_decides(base, replies, outcome, reason):
    answer = decided(given(base, card_service={"action": "formal_loss", "replies": replies}))
    assert answer["outcome"] == outcome
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == ([reason] if reason else [])
    assert ("card_service_already_done" in answer["notes"]) == (replies[-1:] == ["01"])


def test_trouble_with_the_card_service_prints_a_slip_at_the_counter_and_nothing_by_phone():
    trouble = {"action": "temporary_loss", "replies": ["timeout"]}
    assert report("window", "temporary", card(), card_service=trouble)["documents"] == ["suspension_slip"]
    assert report("phone", "temporary", card(), identity=None, card_service=trouble)["documents"] == []
