"""What must hold for every decision, whoever comes and whatever is brought."""

import copy
import json
from datetime import date

import pytest
from acceptance import NAMES, calendar, case, policy
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.errors import DeskError, UsageError
from desk.rules.conclusion import HOLDING, REFUSING
from desk.rules.decision import decide, possible
from desk.rules.reference import vocabulary

PERSONS = [name for name in NAMES if "applicant" in case(name)["given"] and "batch" not in case(name)["given"]]
PACKS = ["demo", "shanghai", "shenzhen", "chengdu", "zhongshan", "hangzhou", "beijing", "guangzhou", "chongqing"]
DAYS = st.dates(date(2025, 6, 1), date(2027, 2, 1))

MATERIALS = [
    {"code": "identity_copy", "form": "copy"},
    {"code": "household_register", "form": "original", "pages": ["cover", "head", "self"]},
    {"code": "household_register", "form": "original"},
    {"code": "birth_certificate", "form": "original"},
    {"code": "marriage_certificate", "form": "original"},
    {"code": "residence_permit", "form": "original", "valid_to": "2099-12-31"},
    {"code": "contribution_proof", "form": "original"},
    {"code": "school_enrolment", "form": "original"},
    {"code": "old_card", "form": "original"},
    {"code": "bank_account", "form": "original", "bank": "icbc"},
    {"code": "disability_certificate", "form": "original", "level": 1, "valid_to": "2099-12-31"},
    {"code": "minimum_allowance_certificate", "form": "original"},
    {"code": "subsidy_application_form", "form": "original"},
    {"code": "death_certificate", "form": "original"},
    {"code": "school_enrolment", "form": "copy"},
    {"code": "residence_permit", "form": "original", "valid_to": "2020-01-01"},
]
GOOD = MATERIALS[:14]

PAPER_REASONS = {"material_missing", "material_expired", "material_incomplete", "copy_only", "bank_not_accepted"}
RANK = {"refuse_notice": 0, "hold": 1, "pending_verification": 2, "refer": 2, "accept_deferred": 3, "accept": 4}


@st.composite
def walk_ins(draw):
    """An acceptance case turned this way and that: another pack, day, service, papers, card, hall."""
    walk_in = copy.deepcopy(case(draw(st.sampled_from(PERSONS)))["given"])
    walk_in["policy"] = draw(st.sampled_from(PACKS))
    if draw(st.booleans()):
        walk_in["now"] = f"{draw(DAYS)}T10:00:00+08:00"
    service, reason = draw(
        st.sampled_from(
            [
                (walk_in["service"], walk_in["reason"]),
                ("first_issue", None),
                ("reissue", "lost"),
                ("reissue", "quality"),
                ("exchange", "upgrade"),
                ("exchange", "expired"),
                ("enrolment", None),
                ("activate", None),
                ("cancel", "death"),
                ("cancel", "moved_abroad"),
                ("loss_report", None),
                ("loss_lift", None),
                ("subsidy", None),
                ("correction", None),
                ("collect", None),
            ]
        )
    )
    walk_in["service"], walk_in["reason"] = service, reason
    walk_in["materials"] = draw(st.lists(st.sampled_from(MATERIALS), max_size=6))
    walk_in["stock"] = {"blank": draw(st.integers(0, 2))}
    walk_in["hall"] = {**walk_in["hall"], "scanner": draw(st.booleans()), "camera": draw(st.booleans())}
    walk_in["loss"] = {"kind": draw(st.sampled_from(["temporary", "formal"]))}
    walk_in["channel"] = draw(st.sampled_from(["window", "window", "phone", "street", "web"]))
    choices = {"delivery": draw(st.sampled_from([None, "instant", "pickup", "mail"]))}
    walk_in["choices"] = {
        **choices,
        "temporary_card": draw(st.booleans()),
        "base_tier": draw(st.sampled_from([None, 80])),
    }
    cards = draw(st.sampled_from(["as they are", "none", "active", "void", "formal_loss"]))
    if cards == "none":
        walk_in["cards"] = []
    elif cards != "as they are":
        dates = {"issued": "2019-05-20", "expires": "2029-05-20", "region": walk_in["hall"]["region"]}
        walk_in["cards"] = [{"number": "A20009999", "status": cards, **dates}]
    if draw(st.booleans()):
        walk_in.pop("case", None)
    return walk_in


def answer(walk_in):
    try:
        return decide(walk_in, policy(walk_in["policy"]), calendar()).document()
    except UsageError:
        return None


@given(walk_ins())
@settings(max_examples=300)
def test_what_is_not_accepted_costs_nothing_promises_nothing_and_touches_no_card(walk_in):
    d = answer(walk_in)
    if d is None or d["outcome"] in ("accept", "accept_deferred"):
        return
    assert (d["fee"]["due"], d["fee"]["waived"], d["fee"]["payable"]) == (0, 0, 0)
    assert (d["stock_change"], d["refund"], d["card_actions"]) == (0, 0, [])
    assert d["promise"]["ready_by"] is None
    assert d["promise"]["review_by"] is None
    assert d["deferral"] is None
    assert d["delivery"] is None
    assert d["temporary_card"] is None


@given(walk_ins())
@settings(max_examples=300)
def test_payable_is_due_less_waived_and_never_below_nothing(walk_in):
    d = answer(walk_in)
    if d is not None:
        fee = d["fee"]
        assert fee["payable"] == fee["due"] - fee["waived"] >= 0
        assert (fee["waived"] > 0) == (fee["waiver"] is not None)
        assert (fee["payable"] > 0) == ("pay_fee" in d["prerequisites"])


def named_by(reasons):
    """The papers that a notice with these reasons names."""
    of_code = {
        "bank_not_accepted": {"bank_account"},
        "photo_not_acceptable": {"photo"},
        "identity_not_accepted": {"identity_document"},
        "id_number_invalid": {"identity_document"},
        "material_incomplete": {"identity_document", "relation_proof"},
        "mandate_expired": {"mandate"},
        "mandate_scope": {"mandate"},
        "mandate_unsigned": {"mandate"},
    }
    names = [{one["facts"].get("material")} | of_code.get(one["code"], set()) for one in reasons]
    return set().union(*names)


@given(walk_ins())
@settings(max_examples=300)
def test_a_refusal_names_everything_that_is_missing(walk_in):
    """What a notice does not name is not asked for: with all that it names brought, none of it is missing any more."""
    d = answer(walk_in)
    if d is None or d["outcome"] != "refuse_notice":
        return
    lacking = {line["code"] for line in d["materials"] if line["state"] in ("missing", "deferred")}
    assert lacking <= named_by(d["reasons"])
    brought = [one for one in GOOD if one["code"] in lacking]
    again = answer({**walk_in, "materials": walk_in["materials"] + brought})
    still = {line["code"] for line in again["materials"] if line["state"] in ("missing", "deferred")}
    assert still.isdisjoint(one["code"] for one in brought)


@given(walk_ins(), st.sampled_from(GOOD))
@settings(max_examples=400)
def test_bringing_one_more_paper_never_makes_a_decision_worse(walk_in, paper):
    before = answer(walk_in)
    after = answer({**walk_in, "materials": [*walk_in["materials"], paper]})
    if before is None or after is None:
        assert before is after
        return
    assert RANK[after["outcome"]] >= RANK[before["outcome"]]
    assert after["fee"]["payable"] <= before["fee"]["payable"] or before["outcome"] not in ("accept", "accept_deferred")
    missing = {line["code"] for line in after["materials"] if line["state"] == "missing"}
    assert missing <= {line["code"] for line in before["materials"] if line["state"] in ("missing", "deferred")} | (
        {"identity_copy"} & missing
    )


@given(walk_ins())
@settings(max_examples=300)
def test_no_promise_falls_on_a_day_off_or_in_the_past(walk_in):
    d = answer(walk_in)
    if d is None or (d["delivery"] or {}).get("mode") == "instant":
        return
    promised = [d["promise"]["review_by"], d["promise"]["ready_by"], (d["deferral"] or {}).get("due")]
    for text in promised:
        if text is not None:
            day = date.fromisoformat(text)
            assert calendar().is_working(day)
            assert day > date.fromisoformat(walk_in["now"][:10])


@given(walk_ins())
@settings(max_examples=150)
def test_the_same_walk_in_and_pack_always_give_the_same_bytes(walk_in):
    before = json.dumps(walk_in, ensure_ascii=False)
    first, second = answer(walk_in), answer(json.loads(before))
    assert json.dumps(first, ensure_ascii=False) == json.dumps(second, ensure_ascii=False)
    assert json.dumps(walk_in, ensure_ascii=False) == before


def has_rule(rule):
    return bool(rule["name"]) and rule["requirement"].startswith("M-") and bool(rule["pack"]) and rule["line"] > 1


@given(walk_ins())
@settings(max_examples=300)
def test_nothing_is_said_without_the_rule_that_made_it(walk_in):
    d = answer(walk_in)
    if d is None:
        return
    assert all(has_rule(one["rule"]) for one in [*d["reasons"], *d["materials"]])
    for key in ("prerequisites", "approvals", "notes", "documents", "card_actions"):
        assert list(d["rules"][key]) == d[key]
        assert all(has_rule(rule) for rule in d["rules"][key].values())
    for key in ("delivery", "deferral", "temporary_card", "loss", "contribution", "activation", "photo", "card"):
        assert d[key] is None or has_rule(d[key]["rule"])
    if d["fee"]["due"]:
        assert has_rule(d["fee"]["rule"])
    for name in ("review_by", "ready_by"):
        assert d["promise"][name] is None or has_rule(d["promise"]["rules"][name])


@given(walk_ins())
@settings(max_examples=300)
def test_the_outcome_follows_from_the_reasons_alone(walk_in):
    d = answer(walk_in)
    if d is None:
        return
    reasons = {one["code"] for one in d["reasons"]}
    if reasons & {"survival_status", "open_case_exists"}:
        assert d["outcome"] == "hold"
    elif reasons & {"out_of_region", "not_handled_here"}:
        assert d["outcome"] == "refer"
    elif d["outcome"] == "hold":
        assert reasons & HOLDING
    elif d["outcome"] == "refuse_notice":
        assert reasons & REFUSING
    elif d["outcome"] == "pending_verification":
        assert reasons == {"registry_unavailable"}
    else:
        assert reasons == set()


@given(walk_ins())
@settings(max_examples=200)
def test_every_code_that_comes_out_has_words(walk_in):
    d = answer(walk_in)
    if d is None:
        return
    words = vocabulary()
    for table, codes in {
        "outcomes": [d["outcome"]],
        "services": [d["service"]],
        "service_reasons": [d["reason"]] if d["reason"] else [],
        "categories": [d["category"]] if d["category"] else [],
        "traits": d["traits"],
        "reasons": [one["code"] for one in d["reasons"]],
        "prerequisites": d["prerequisites"],
        "materials": [one["code"] for one in d["materials"]],
        "material_states": [one["state"] for one in d["materials"]],
        "approvals": d["approvals"],
        "notes": d["notes"],
        "documents": d["documents"],
        "card_actions": d["card_actions"],
        "photo_problems": (d["photo"] or {"problems": []})["problems"],
        "card_states": [d["old_card"]["state"]] if d["old_card"] else [],
        "disclosures": [one for told in d["disclosures"].values() for one in told],
        "channels": d["channels"],
    }.items():
        assert set(codes) <= set(words[table]), table


@given(walk_ins())
@settings(max_examples=60)
def test_the_menu_can_be_made_for_everybody(walk_in):
    try:
        found = possible(walk_in, policy(walk_in["policy"]), calendar())
    except UsageError:
        return
    assert found
    assert all(one["rule"]["name"] for one in found)


def leaves(value, path=()):
    """Every place in a JSON document that holds something."""
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        yield path
        for key, inside in entries:
            yield from leaves(inside, (*path, key))
    else:
        yield path


ODD = st.sampled_from(
    [
        None,
        "",
        "x",
        "2026-02-30",
        "lost",
        0,
        -1,
        7,
        3.5,
        True,
        False,
        [],
        {},
        [None],
        {"a": 1},
        "2026-03-16",
        ["window"],
        "１",
        "²" * 15,
        "9" * 5000,
        "\ud800",
        10**30,
    ]
)


@given(st.data())
@settings(max_examples=500)
def test_an_odd_document_gets_an_answer_or_a_named_mistake_never_a_crash(data):
    walk_in = copy.deepcopy(case(data.draw(st.sampled_from(NAMES)))["given"])
    for _ in range(data.draw(st.integers(1, 3))):
        places = [path for path in leaves(walk_in) if path and path != ("policy",)]
        path = data.draw(st.sampled_from(places))
        inside = walk_in
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = copy.deepcopy(data.draw(ODD))
    try:
        decide(walk_in, policy(walk_in["policy"]), calendar()).document()
    except DeskError as told:
        assert told.kind in ("walk_in", "unknown_code", "bad_date")  # noqa: PT017 - most odd documents are answered


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("A20-waiver-severe-disability", ("materials", 0, "level"), "²"),
        ("A44-window-enquiry-receipt", ("enquiry", "id_number"), "²" * 15),
        ("T01", ("photo", "taken"), "9999-12-31"),
        ("T01", ("photo", "taken"), ""),
        ("T11a", ("cards", 0, "loss", "at"), "9999-12-31T23:59:59+08:00"),
        ("A12-expiry-30-days-ahead", ("cards", 0, "expires"), "0001-01-01"),
    ],
)
def test_digits_that_are_none_and_the_ends_of_time_are_answered(name, place, value):
    walk_in = copy.deepcopy(case(name)["given"])
    inside = walk_in
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    assert decide(walk_in, policy(walk_in["policy"]), calendar()).document()["outcome"]


@pytest.mark.parametrize("name", NAMES)
def test_no_acceptance_case_changes_when_unknown_keys_are_added(name):
    walk_in = case(name)["given"]
    odd = {**walk_in, "unheard_of": 1, "applicant": {**walk_in.get("applicant", {}), "shoe_size": 42}}
    if "applicant" not in walk_in:
        odd.pop("applicant")
    plain, more = (decide(one, policy(walk_in["policy"]), calendar()).document() for one in (walk_in, odd))
    assert plain == more
