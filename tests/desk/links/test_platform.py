"""The platform's client against a simulated platform in a process of its own."""

import socket
import struct
import threading
import time
from datetime import timedelta

import pytest

from desk.errors import OutsideSilent
from desk.links.platform import PlatformRegistry, Station, certificate_type
from desk.links.signing import CaSigning, NoSigning, TifSigning
from devices.simulators.launch import Simulator

LI = "110199198503127011"
STATION = Station("110199", "110199000103", "样本市医疗保障服务大厅", "0312", "张某")


@pytest.fixture
def registry(platform, wire_to):
    return PlatformRegistry(wire_to(platform.where), STATION)


def trouble(registry, message_id):
    with pytest.raises(OutsideSilent) as told:
        registry.ask(message_id, LI, "李样本")
    assert told.value.kind == "registry_unavailable"
    assert told.value.facts["attempts"] == 1
    assert told.value.facts["setting"] == "links.registry"
    return told.value.facts["error"]


@pytest.mark.requirement("M-062")
def test_a_person_is_told_as_the_decision_reads_it(registry, message_id):
    told = registry.ask(message_id(), LI, "李样本").document
    assert told["baseinfo"]["psn_name"] == "李样本"
    assert told["insuinfo"][0]["insutype"] == "310"
    assert (told["surv_stas"], told["acct_stas"]) == ("1", "normal")


def test_a_rare_name_comes_through_whole(registry, message_id):
    assert registry.ask(message_id(), "110199199009099013", "").document["baseinfo"]["psn_name"] == "张𬭎𰻞"


def test_nobody_is_no_trouble(registry, message_id):
    assert registry.ask(message_id(), "110199190001010006", "").document == {
        "baseinfo": {},
        "insuinfo": [],
        "idetinfo": [],
    }


def test_a_dictionary_is_loaded_by_its_type(registry):
    assert {row["value"] for row in registry.dictionary("PSN_IDET_TYPE")} == {"2101", "2102", "2201"}


def test_the_desk_signs_in_once_and_again_when_that_has_lapsed(wire_to, message_id, tmp_path):
    witness = tmp_path / "witness.jsonl"
    with Simulator("registry", "--listen", "127.0.0.1:0", "--sign-in-lasts", "2", "--witness", witness) as short:
        registry = PlatformRegistry(wire_to(short.where), STATION)
        for _ in range(3):
            assert registry.ask(message_id(), LI, "").document["baseinfo"]
    assert witness.read_text(encoding="utf-8").count("signed_in") == 2


def test_an_old_answer_with_one_object_becomes_a_list(registry, platform, message_id):
    registry.ask(message_id(), LI, "")
    platform.tell("fault", name="object_insuinfo", next=1)
    assert [row["insutype"] for row in registry.ask(message_id(), LI, "").document["insuinfo"]] == ["310"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("http_500", "http_500"),
        ("infcode", "refused"),
        ("truncated", "bad_answer"),
        ("not_json", "bad_answer"),
        ("bad_signature", "not_authorised"),
    ],
)
def test_each_fault_of_the_platform_has_its_name(registry, platform, message_id, fault, error):
    registry.ask(message_id(), LI, "")
    platform.tell("fault", name=fault, next=1)
    assert trouble(registry, message_id()) == error
    assert registry.ask(message_id(), LI, "").document["baseinfo"]


def test_a_fault_may_be_meant_for_one_message(registry, platform, message_id):
    unlucky, lucky = message_id(), message_id()
    registry.ask(message_id(), LI, "")
    platform.tell("fault", name=f"http_500@{unlucky}")
    assert registry.ask(lucky, LI, "").document["baseinfo"]
    assert trouble(registry, unlucky) == "http_500"


@pytest.mark.parametrize("fault", ["timeout", "drip", "slow"])
def test_a_call_ends_by_its_deadline_however_slowly_the_answer_comes(platform, wire_to, message_id, fault):
    registry = PlatformRegistry(wire_to(platform.where, timeout=1.0), STATION)
    registry.ask(message_id(), LI, "")
    platform.tell("fault", name=fault, next=1)
    begun = time.monotonic()
    assert trouble(registry, message_id()) == "timeout"
    assert time.monotonic() - begun < 1.5


def test_a_late_answer_counts_once_and_the_same_message_gets_it(registry, platform, wire_to, message_id):
    patient = PlatformRegistry(wire_to(platform.where, timeout=0.7), STATION)
    patient.ask(message_id(), LI, "")
    asked = message_id()
    platform.tell("fault", name="success_after_timeout", next=1)
    assert trouble(patient, asked) == "timeout"
    first = patient.ask(asked, LI, "").document
    assert first["baseinfo"]["certno"] == LI
    assert registry.ask(asked, "110199199006015136", "").document == first


def test_nobody_listening_and_a_name_nobody_has_are_unreachable(wire_to, message_id):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert trouble(PlatformRegistry(wire_to(f"http://127.0.0.1:{port}"), STATION), message_id()) == "unreachable"
    assert trouble(PlatformRegistry(wire_to("http://platform.invalid"), STATION), message_id()) == "unreachable"
    assert trouble(PlatformRegistry(wire_to("http://192.168..5"), STATION), message_id()) == "unreachable"


@pytest.mark.parametrize("farewell", ["closes", "resets"])
def test_another_service_behind_the_port_is_told_apart(wire_to, message_id, farewell):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet():
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"220 mail.example ESMTP ready\r\n")
                while (said := connection.recv(4096)) and b"}" not in said:
                    pass
                if farewell == "resets":
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        threading.Thread(target=greet, daemon=True).start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert trouble(PlatformRegistry(wire_to(address), STATION), message_id()) == "not_http"


def test_an_endless_answer_is_not_read_to_its_end(wire_to, message_id):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def pour():
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                try:
                    for _ in range(200):
                        connection.sendall(b"[" * 100_000)
                except OSError:
                    return

        threading.Thread(target=pour, daemon=True).start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert trouble(PlatformRegistry(wire_to(address), STATION), message_id()) == "bad_answer"


@pytest.mark.parametrize(
    ("way", "right", "wrong"),
    [
        ("tif", TifSigning("hall", "practice"), TifSigning("hall", "guessed")),
        ("rio", TifSigning("hall", "practice", "x-rio"), TifSigning("hall", "practice", "x-tif")),
        ("ca", CaSigning("hall", "practice"), CaSigning("hall", "guessed")),
    ],
)
def test_a_right_signature_is_let_in_and_a_wrong_one_is_not(wire_to, clock, message_id, way, right, wrong):
    with Simulator("registry", "--listen", "127.0.0.1:0", "--signing", way) as guarded:
        assert PlatformRegistry(wire_to(guarded.where, signing=right), STATION).ask(message_id(), LI, "").document
        for signing in (wrong, NoSigning()):
            registry = PlatformRegistry(wire_to(guarded.where, signing=signing), STATION)
            assert trouble(registry, message_id()) == "not_authorised"
        clock.off = timedelta(minutes=10)
        registry = PlatformRegistry(wire_to(guarded.where, signing=right), STATION)
        assert trouble(registry, message_id()) == "clock_skew"


def test_no_secret_crosses_the_wire(wire_to, message_id):
    seen = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def listen():
            connection, _ = listener.accept()
            with connection:
                seen.append(connection.recv(65536))

        listening = threading.Thread(target=listen, daemon=True)
        listening.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        signing = TifSigning("hall", "a secret nobody should see")
        trouble(PlatformRegistry(wire_to(address, signing=signing), STATION), message_id())
        listening.join(5)
    assert b"x-tif-signature" in seen[0].lower()
    assert b"a secret nobody should see" not in seen[0]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("110199198503127011", "01"),
        ("810000198806060019", "04"),
        ("82000019790909012X", "05"),
        ("830000199503030216", "06"),
        ("911124198108030024", "07"),
        ("SAU330000000000", "07"),
    ],
)
def test_the_certificate_type_follows_from_the_number(number, kind):
    assert certificate_type(number) == kind
