"""One question to a device over HTTP: it ends by its deadline, whatever the other side does with it."""

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from desk.errors import DeviceTrouble
from devices import web

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextlib.contextmanager
def box(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A device that answers one question as it is told; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):  # hung up on
                line, _ = listening.accept()
                with line:
                    line.recv(4096)
                    answer(line)

        serving = threading.Thread(target=serve)
        serving.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            serving.join(10)


def ask(url: str, within: float = 0.5) -> tuple[int, bytes]:
    return web.ask("GET", url, device="evaluator", missing="device_fault", within=within, longest=4096)


def drip(line: socket.socket) -> None:
    for byte in HEAD * 10:
        line.sendall(bytes([byte]))
        time.sleep(0.05)


def drip_the_body(line: socket.socket) -> None:
    line.sendall(HEAD + b"Content-Length: 100\r\n\r\n")
    drip(line)


@pytest.mark.parametrize("answer", [drip, drip_the_body, lambda _: time.sleep(1.5)], ids=["head", "body", "silence"])
def test_a_device_that_answers_byte_by_byte_is_given_up_by_the_deadline(answer):
    with box(answer) as url:
        began = time.monotonic()
        with pytest.raises(DeviceTrouble) as refused:
            ask(url)
        assert time.monotonic() - began < 1.5
    assert refused.value.facts["problem"] == "silence"


def test_a_device_that_takes_a_document_bit_by_bit_is_given_up_by_the_deadline():
    def sip(line: socket.socket) -> None:
        until = time.monotonic() + 5
        while time.monotonic() < until and line.recv(64 << 10):
            time.sleep(0.1)

    with box(sip) as url:
        began = time.monotonic()
        with pytest.raises(DeviceTrouble) as refused:
            web.ask("POST", url, device="d", missing="no_printer", within=0.5, longest=9, content=bytes(64 << 20))
        assert time.monotonic() - began < 2
    assert refused.value.facts["problem"] == "silence"


def test_an_answer_is_never_unpacked_into_more_than_a_device_can_have():
    packed = gzip.compress(b"[" * (64 << 20))
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: " + str(len(packed)).encode() + b"\r\n\r\n"
    with box(lambda line: line.sendall(head + packed)) as url, pytest.raises(DeviceTrouble) as refused:
        ask(url, within=5)
    assert refused.value.facts["problem"] == "garbled"


def test_a_device_that_answers_is_heard():
    with box(lambda line: line.sendall(HEAD + b"Content-Length: 2\r\n\r\n{}")) as url:
        assert ask(url) == (200, b"{}")


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH\r\n", HEAD + b"Content-Length: 9\r\n\r\n{}", b""])
def test_what_is_no_answer_is_a_fault_of_the_line(answer):
    with box(lambda line: line.sendall(answer)) as url, pytest.raises(DeviceTrouble) as refused:
        ask(url)
    assert (refused.value.kind, refused.value.facts["problem"]) == ("transport", "unplugged")


@pytest.mark.parametrize("url", ["http://a..b/", "http://[::1/", "ftp://127.0.0.1/", "http:///x"])
def test_what_is_no_address_is_said_to_be_none(url):
    with pytest.raises(DeviceTrouble) as refused:
        ask(url)
    assert (refused.value.kind, refused.value.facts["problem"]) == ("device_fault", "address")
