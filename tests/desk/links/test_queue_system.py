"""The hall's queue machine over the wire: what is asked, what is believed, and by when it must have answered."""

import json
import time

import pytest

from desk.errors import OutsideSilent, Refused
from desk.links.queue_system import RemoteQueue
from desk.links.signing import CaSigning
from devices.simulators.launch import Simulator

KIND = "queue_unavailable"


@pytest.fixture(scope="module")
def machine_process(tmp_path_factory):
    folder = tmp_path_factory.mktemp("queue")
    words = ("--listen", "127.0.0.1:0", "--control", folder / "control", "--witness", folder / "witness.jsonl")
    with Simulator("queue", *words) as simulator:
        simulator.witness = folder / "witness.jsonl"
        yield simulator


@pytest.fixture
def machine(machine_process):
    machine_process.tell("clear")
    return machine_process


@pytest.fixture
def queue(machine, wire_to):
    return RemoteQueue(wire_to(machine.where, KIND, timeout=1.0), "1101990001")


def saw(machine, what):
    lines = map(json.loads, machine.witness.read_text(encoding="utf-8").splitlines())
    return [line["number"] for line in lines if line["saw"] == what]


def test_a_number_is_taken_called_called_again_and_done(queue, machine, message_id):
    taken = queue.act(message_id(), "take", "03", {"kind": "priority", "reason": "elderly"})
    assert (taken.kind, taken.state, taken.reason, taken.calls) == ("priority", "waiting", "elderly", 0)
    assert [one.number for one in queue.standing("03").waiting] == [taken.number]
    called = queue.act(message_id(), "call", "03", {})
    assert (called.number, called.state, called.window, called.calls) == (taken.number, "called", "03", 1)
    assert called.called_at >= called.taken_at
    assert [one.number for one in queue.standing("03").here] == [taken.number]
    assert queue.act(message_id(), "recall", "03", {"number": taken.number}).calls == 2
    assert queue.act(message_id(), "done", "03", {"number": taken.number}).state == "served"
    assert queue.standing("03").here == ()


def test_a_call_whose_answer_was_lost_happens_once_and_is_told_when_asked_again(queue, machine, message_id):
    machine.tell("take")
    machine.tell("fault", name="lost_answer@call", next=1)
    asked, before = message_id(), len(saw(machine, "called"))
    with pytest.raises(OutsideSilent) as told:
        queue.act(asked, "call", "03", {})
    assert (told.value.kind, told.value.facts["error"]) == (KIND, "timeout")
    assert queue.act(asked, "call", "03", {}).number == queue.act(asked, "call", "03", {}).number
    assert len(saw(machine, "called")) == before + 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("silent", "timeout"),
        ("slow", "timeout"),
        ("garbage", "bad_answer"),
        ("duplicate", "bad_answer"),
        ("http_500", "http_500"),
        ("bad_signature", "not_authorised"),
    ],
)
def test_no_fault_is_taken_for_an_answer_and_none_outlasts_the_deadline(queue, machine, message_id, fault, error):
    machine.tell("take")
    machine.tell("fault", name=fault, next=1)
    begun = time.monotonic()
    with pytest.raises(OutsideSilent) as told:
        queue.act(message_id(), "call", "04", {})
    assert (told.value.kind, told.value.facts["error"]) == (KIND, error)
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize(
    ("act", "number", "kind"),
    [
        ("recall", "A999", "no_such_ticket"),
        ("skip", "A999", "no_such_ticket"),
        ("back", "waits", "not_waiting"),
        ("transfer", "waits", "not_at_this_window"),
    ],
)
def test_a_refusal_of_the_machine_is_a_refusal_here(queue, machine, message_id, act, number, kind):
    given = machine.tell("take")["number"] if number == "waits" else number
    with pytest.raises(Refused) as told:
        queue.act(message_id(), act, "09", {"number": given, "to": "04"})
    assert told.value.kind == kind


def test_a_machine_that_is_not_there_is_known_at_once(wire_to, message_id):
    queue = RemoteQueue(wire_to("http://127.0.0.1:9", KIND), "1101990001")
    with pytest.raises(OutsideSilent) as told:
        queue.standing("03")
    assert told.value.facts["error"] == "unreachable"


def test_questions_are_signed_and_a_wrong_secret_is_refused(wire_to, tmp_path):
    with Simulator("queue", "--listen", "127.0.0.1:0", "--signing", "ca", "--secret", "practice") as signed:
        right = RemoteQueue(wire_to(signed.where, KIND, CaSigning("hall", "practice")), "1101990001")
        wrong = RemoteQueue(wire_to(signed.where, KIND, CaSigning("hall", "guess")), "1101990001")
        assert right.standing("03").waiting == ()
        with pytest.raises(OutsideSilent) as told:
            wrong.standing("03")
    assert told.value.facts["error"] == "not_authorised"


TICKET = {"number": "A001", "kind": "ordinary", "state": "waiting", "taken_at": "2026-03-16T09:00:00+08:00"}


@pytest.mark.parametrize(
    "change",
    [
        {"number": ""},
        {"number": "A00000001"},
        {"number": 7},
        {"kind": "vip"},
        {"state": "asleep"},
        {"taken_at": "09:00"},
        {"taken_at": "2026-03-16T09:00:00"},
        {"taken_at": None},
        {"calls": "many"},
        {"window": 3},
        {"called_at": "soon"},
    ],
)
def test_a_number_that_cannot_be_right_is_a_bad_answer(wire_to, change):
    queue = RemoteQueue(wire_to("http://127.0.0.1:9", KIND), "1101990001")
    assert queue._ticket(TICKET).number == "A001"
    with pytest.raises(OutsideSilent) as told:
        queue._ticket(TICKET | change)
    assert told.value.facts["error"] == "bad_answer"
