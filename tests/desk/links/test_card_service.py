import pytest

from desk.errors import OutsideSilent, UsageError
from desk.links.card_service import RemoteCardService

WU, CHU = "110199197911234188", "110199198105055518"
KIND = "card_service_unavailable"


@pytest.fixture
def service(platform, wire_to):
    return RemoteCardService(wire_to(platform.where, KIND))


def status(service, number, card):
    return next(each["status"] for each in service.cards(number) if each["number"] == card)


def test_the_cards_a_person_holds_are_told_as_the_decision_reads_them(service):
    (card,) = service.cards(CHU)
    assert card == {
        "number": "A10001101",
        "status": "temporary_loss",
        "issued": "2019-05-20",
        "expires": "2029-05-20",
        "region": "110199",
        "loss": {
            "kind": "temporary",
            "at": "2026-03-06T18:20:00+08:00",
            "channel": "phone",
            "reference": "LS20260306001",
        },
    }
    assert service.cards("110199198503127011") == []


@pytest.mark.requirement("M-005", "M-006")
def test_losing_lifting_and_losing_for_good(service, message_id):
    assert service.act(message_id(), "temporary_loss", WU, "A20003801") == "00"
    assert status(service, WU, "A20003801") == "temporary_loss"
    assert service.act(message_id(), "temporary_loss", WU, "A20003801") == "01"
    assert service.act(message_id(), "lift_loss", WU, "A20003801") == "00"
    assert service.act(message_id(), "formal_loss", WU, "A20003801") == "00"
    assert service.act(message_id(), "lift_loss", WU, "A20003801") == "卡状态不符"


def test_a_new_card_is_enabled_and_the_old_one_is_void(service, message_id):
    holder = "110199198802296229"
    assert service.act(message_id(), "enable", holder, "A90000001") == "00"
    assert [each["status"] for each in service.cards(holder)] == ["void", "active"]


def test_an_act_whose_answer_was_lost_happens_once(platform, wire_to, message_id, happened):
    service = RemoteCardService(wire_to(platform.where, KIND, timeout=0.7))
    asked = message_id()
    platform.tell("fault", name="success_after_timeout", next=1)
    with pytest.raises(OutsideSilent) as told:
        service.act(asked, "cancel", "110199196910107334", "A10000901")
    assert (told.value.kind, told.value.facts["error"]) == (KIND, "timeout")
    assert service.act(asked, "cancel", "110199196910107334", "A10000901") == "00"
    assert len(happened("acted")) == 1


def test_an_act_that_was_never_heard_did_nothing(platform, wire_to, message_id, happened):
    service = RemoteCardService(wire_to(platform.where, KIND, timeout=0.7))
    platform.tell("fault", name="timeout", next=1)
    with pytest.raises(OutsideSilent):
        service.act(message_id(), "cancel", "110199199512014451", "A20008601")
    assert happened("acted") == []
    assert status(service, "110199199512014451", "A20008601") == "active"


@pytest.mark.parametrize("fault", ["http_500", "truncated", "not_json", "bad_signature", "infcode"])
def test_no_answer_is_ever_taken_for_done(service, platform, message_id, fault):
    platform.tell("fault", name=fault, next=1)
    with pytest.raises(OutsideSilent) as told:
        service.act(message_id(), "cancel", "110199198007075531", "A20003301")
    assert told.value.kind == KIND


def test_an_unknown_action_never_leaves_the_desk(service, message_id):
    with pytest.raises(UsageError):
        service.act(message_id(), "polish", WU, "A20003801")
