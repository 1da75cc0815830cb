"""How and when the card comes."""

import pytest
from acceptance import decided, given, hall_policy, original

OPTIONS = ["instant", "pickup", "mail"]


@pytest.mark.requirement("M-024")
@pytest.mark.parametrize(
    "changes",
    [
        {"stock__blank": 0},
        {"stock": None},
        {"printer__state": "down"},
        {"photo__background": "grey"},
        {"photo": None},
        {"hall__scanner": False},
        {"policy": "shanghai"},
        {"policy": "shenzhen"},
    ],
)
def test_anything_in_the_way_makes_the_card_come_later(changes):
    answer = decided(given("T01", **changes))
    assert answer["delivery"]["options"] == ["pickup", "mail"]
    assert answer["delivery"]["mode"] == "pickup"
    assert answer["stock_change"] == 0
    assert "enable" not in answer["card_actions"]
    assert "set_password" not in answer["prerequisites"]


def test_a_printer_nobody_speaks_of_is_ready():
    assert decided(given("T01", printer=None))["delivery"]["mode"] == "instant"


@pytest.mark.parametrize(
    ("wish", "mode"), [(None, "instant"), ("instant", "instant"), ("pickup", "pickup"), ("mail", "mail")]
)
def test_the_wish_counts_where_it_is_possible(wish, mode):
    answer = decided(given("T01", choices={"delivery": wish}))
    assert answer["delivery"]["mode"] == mode
    assert answer["delivery"]["options"] == OPTIONS
    assert answer["stock_change"] == (-1 if mode == "instant" else 0)


def test_a_wish_for_an_instant_card_that_cannot_be_falls_back_to_the_slot():
    assert decided(given("T01", choices={"delivery": "instant"}, stock__blank=0))["delivery"]["mode"] == "pickup"


def test_an_instant_card_is_enabled_checked_and_its_password_set_today():
    answer = decided(given("T01"))
    assert (answer["promise"]["review_by"], answer["promise"]["ready_by"]) == ("2026-03-16", "2026-03-16")
    assert answer["card_actions"] == ["enable"]
    assert answer["prerequisites"] == ["set_password"]
    assert "check_card_face" in answer["notes"]
    assert "collection_slip" in answer["documents"]
    assert answer["activation"]["financial"] == "bank"


@pytest.mark.requirement("M-023", "M-095")
@pytest.mark.parametrize("lacking", ["receiver", "address", "phone"])
def test_a_letter_needs_receiver_address_and_phone(lacking):
    mail = {"receiver": "李样本", "address": "样本市测试区示例路1号", "phone": "12300000000"}
    good = decided(given("T01", choices={"delivery": "mail", "mail": mail}))
    assert good["prerequisites"] == []
    assert "own_signature_on_delivery" in good["notes"]
    assert (good["delivery"]["postage"], good["delivery"]["carrier"]) == ("cod", None)
    bad = decided(given("T01", choices={"delivery": "mail", "mail": {**mail, lacking: ""}}))
    assert bad["prerequisites"] == ["mail_address"]


@pytest.mark.requirement("M-090a", "M-090b")
def test_review_and_making_are_promised_one_after_the_other():
    answer = decided(given("T01", stock__blank=0))
    assert (answer["promise"]["review_by"], answer["promise"]["ready_by"]) == ("2026-03-23", "2026-04-01")
    assert answer["promise"]["rules"]["review_by"]["name"] == "审核时限"
    assert answer["promise"]["rules"]["ready_by"]["name"] == "制卡时限"


@pytest.mark.requirement("M-090i", "M-090j", "M-101", "M-103")
@pytest.mark.parametrize(("policy", "ready"), [("shanghai", "2026-03-25"), ("shenzhen", "2026-03-19")])
def test_a_city_with_one_term_promises_only_the_card(policy, ready):
    promise = decided(given("T01", policy=policy))["promise"]
    assert (promise["review_by"], promise["ready_by"]) == (None, ready)


@pytest.mark.requirement("M-090d", "M-021")
def test_a_hall_may_promise_agents_three_working_days(tmp_path):
    policy = hall_policy(tmp_path, '[time.agent]\nname = "代办时限"\nrow = ["M-090d"]\nworking_days = 3\n')
    agents = given("A73", stock__blank=0)
    assert decided(agents, policy)["promise"]["ready_by"] == "2026-03-19"
    assert decided(given("T01", stock__blank=0), policy)["promise"]["ready_by"] == "2026-04-01"


@pytest.mark.parametrize(
    ("now", "review", "ready"),
    [("2026-12-21", "2026-12-28", None), ("2026-12-28", None, None), ("2027-03-01", None, None)],
)
def test_past_the_calendar_no_date_is_made_up(now, review, ready):
    answer = decided(given("T01", stock__blank=0, now=f"{now}T10:00:00+08:00"))
    assert (answer["promise"]["review_by"], answer["promise"]["ready_by"]) == (review, ready)
    assert "calendar_not_covered" in answer["notes"]


def test_an_instant_card_needs_no_calendar():
    answer = decided(given("T01", now="2027-03-01T10:00:00+08:00"))
    assert answer["promise"]["ready_by"] == "2027-03-01"
    assert "calendar_not_covered" not in answer["notes"]


@pytest.mark.requirement("M-025")
def test_a_temporary_card_bridges_the_time_until_a_card_that_comes_later():
    later = decided(given("T01", stock__blank=0, choices={"temporary_card": True}))
    assert later["temporary_card"]["valid_to"] == "2026-05-15"
    assert "return_temporary_card_on_collection" in later["notes"]
    assert decided(given("T01", choices={"temporary_card": True}))["temporary_card"] is None
    assert decided(given("T01", stock__blank=0))["temporary_card"] is None


@pytest.mark.requirement("M-001", "M-002", "M-087", "M-088")
@pytest.mark.parametrize(
    ("base", "papers"),
    [
        ("T01", ["application_form", "receipt", "collection_slip"]),
        ("T09", ["reissue_form", "receipt", "reissue_voucher", "collection_slip"]),
        ("T07b", ["exchange_form", "receipt", "collection_slip"]),
    ],
)
def test_each_service_prints_its_own_form_and_a_receipt(base, papers):
    assert decided(given(base))["documents"] == papers


@pytest.mark.requirement("M-026", "M-075", "M-076", "M-077")
@pytest.mark.parametrize(
    ("base", "note"), [("T01", "e_credential_hint"), ("T09", "e_credential_valid"), ("T07b", "e_credential_valid")]
)
def test_the_e_credential_is_offered_with_the_first_card_and_confirmed_with_the_others(base, note):
    answer = decided(given(base))
    assert note in answer["notes"]
    assert answer["e_credential"]["apps"] == ["国家医保服务平台"]


@pytest.mark.requirement("M-027")
@pytest.mark.parametrize(("papers", "recovery"), [([original("old_card")], "cut"), ([], "none")])
def test_the_old_card_is_void_when_the_new_one_is_issued_and_cut_when_it_is_there(papers, recovery):
    answer = decided(given("T09", policy="shanghai", materials=papers))
    assert (answer["old_card"]["fate"], answer["old_card"]["recovery"]) == ("void_on_issue", recovery)


@pytest.mark.requirement("M-065", "M-100", "M-102", "M-106")
@pytest.mark.parametrize(
    ("policy", "name"),
    [("demo", "社会保障卡"), ("hangzhou", "市民卡"), ("beijing", "社会保障卡"), ("guangzhou", "社会保障卡")],
)
def test_each_city_names_its_card(policy, name):
    card = decided(given("T01", policy=policy))["card"]
    assert (card["kind"], card["name"]) == ("ssc_combined", name)


@pytest.mark.requirement("M-013", "M-106")
def test_hangzhou_also_activates_online():
    assert decided(given("T01", policy="hangzhou"))["activation"]["modes"] == ["desk", "online"]


@pytest.mark.requirement("M-104")
def test_chengdu_sends_by_china_post():
    answer = decided(given("T01", policy="chengdu", choices={"delivery": "mail"}))
    assert answer["delivery"]["carrier"] == "中国邮政"


@pytest.mark.parametrize("base", ["A46", "T07a", "T13", "T17a", "A79"])
def test_a_card_that_is_not_made_has_no_name_yet(base):
    assert decided(given(base))["card"] is None


def test_a_hall_without_mail_offers_none(tmp_path):
    policy = hall_policy(tmp_path, "[delivery.mail]\noffered = false\n")
    assert decided(given("T01", stock__blank=0), policy)["delivery"]["options"] == ["pickup"]
