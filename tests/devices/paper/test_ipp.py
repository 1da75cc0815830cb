"""IPP on the wire: the example of RFC 8010, and whatever else a printer may say."""

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import DeviceTrouble
from devices import ipp, ipp_wire


def test_a_request_is_laid_out_as_in_rfc_8010_appendix_a():
    about = [
        (ipp_wire.CHARSET, "attributes-charset", ["utf-8"]),
        (ipp_wire.LANGUAGE, "attributes-natural-language", ["en-us"]),
        (ipp_wire.URI, "printer-uri", ["ipp://printer.example.com/ipp/print/pinetree"]),
        (ipp_wire.NAME, "job-name", ["foobar"]),
        (ipp_wire.BOOLEAN, "ipp-attribute-fidelity", [True]),
    ]
    job = [(ipp_wire.INTEGER, "copies", [20]), (ipp_wire.KEYWORD, "sides", ["two-sided-long-edge"])]
    expected = (
        b"\x02\x00\x00\x02\x00\x00\x00\x01\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x48\x00\x1battributes-natural-language\x00\x05en-us"
        b"\x45\x00\x0bprinter-uri\x00\x2cipp://printer.example.com/ipp/print/pinetree"
        b"\x42\x00\x08job-name\x00\x06foobar"
        b"\x22\x00\x16ipp-attribute-fidelity\x00\x01\x01"
        b"\x02"
        b"\x21\x00\x06copies\x00\x04\x00\x00\x00\x14"
        b"\x44\x00\x05sides\x00\x13two-sided-long-edge"
        b"\x03"
    )
    assert ipp_wire.request(ipp.PRINT_JOB, 1, about, job) == expected


def test_an_answer_gives_every_value_of_an_attribute():
    about = [
        (ipp_wire.KEYWORD, "printer-state-reasons", ["media-empty-error", "cover-open"]),
        (ipp_wire.ENUM, "printer-state", [5]),
    ]
    told = ipp_wire.answer(ipp_wire.request(0, 1, about))
    assert told.status == 0
    assert told.all("printer-state-reasons") == ("media-empty-error", "cover-open")
    assert told.first("printer-state") == 5
    assert told.first("queued-job-count", 0) == 0


def test_collections_are_skipped():
    def value(tag: int, name: bytes, data: bytes) -> bytes:
        return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(data)) + data

    inner = value(0x34, b"media-col", b"") + value(0x4A, b"", b"media-size") + value(0x37, b"", b"")
    told = ipp_wire.answer(
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + inner + value(0x23, b"job-state", b"\0\0\0\x09") + b"\x03"
    )
    assert list(told.groups) == [{"job-state": [9]}]


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_an_answer_or_none(data, with_head):
    head = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" if with_head else b""
    try:
        told = ipp_wire.answer(head + data)
    except ValueError:
        return
    assert all(isinstance(values, list) for group in told.groups for values in group.values())


@pytest.mark.parametrize("cut", range(9, 60, 7))
def test_a_truncated_answer_is_none(cut):
    whole = ipp_wire.request(
        0, 1, [(ipp_wire.KEYWORD, "printer-state-reasons", ["media-empty-error", "cover-open-warning"])]
    )
    with pytest.raises(ValueError):
        ipp_wire.answer(whole[:cut])


# ── printers of other kinds ─────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def a_printer_that_speaks_only(
    version: tuple[int, int], says: bytes = b""
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Its address, and the versions it was spoken to in; `says` are the groups of its answers."""
    heard: list[tuple[int, int]] = []

    class Printer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((asked[0], asked[1]))
            status = 0 if heard[-1] == version else ipp.OTHER_VERSION
            body = bytes(version) + struct.pack(">HI", status, 1) + says + b"\x03"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Printer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"ipp://127.0.0.1:{server.server_port}/ipp/print", heard
        server.shutdown()


def test_a_printer_of_the_older_version_is_spoken_to_in_it_from_then_on():
    with a_printer_that_speaks_only((1, 1)) as (uri, heard):
        printer = ipp.IppPrinter(uri, "document_printer")
        printer.look()
        printer.look()
    assert heard == [(2, 0), (1, 1), (1, 1)]


def test_a_printer_that_understands_no_version_is_asked_twice_and_then_told():
    with a_printer_that_speaks_only((9, 9)) as (uri, heard), pytest.raises(DeviceTrouble) as told:
        ipp.IppPrinter(uri, "document_printer").look()
    assert told.value.facts["status"] == "0503"
    assert heard == [(2, 0), (1, 1)]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ([(ipp_wire.INTEGER, "job-id", [7])], 7),
        ([(ipp_wire.KEYWORD, "job-id", ["seven"])], None),
        ([], None),
    ],
)
def test_a_job_is_found_by_its_name_where_the_printer_tells_its_number(number, found):
    jobs = ipp_wire.request(0, 1, [], [(ipp_wire.NAME, "job-name", ["P-1"]), *number])[8:-1]
    with a_printer_that_speaks_only((2, 0), says=jobs) as (uri, _):
        assert ipp.IppPrinter(uri, "card_printer").find("P-1") == found


@pytest.mark.parametrize(
    "uri",
    ["ipp:///ipp/print", "ipp://127.0.0.1:x/", "ipp://[::1/", "ipp://127.0.0.1/a\x01b", "ipp://a..b/", "tcp://a/"],
)
def test_an_address_that_is_none_is_told_as_such(uri):
    with pytest.raises(DeviceTrouble) as told:
        ipp.IppPrinter(uri, "document_printer", within=2).look()
    assert (told.value.kind, told.value.facts["problem"]) == ("no_printer", "address")


def test_an_address_of_the_newer_internet_is_an_address():
    with pytest.raises(DeviceTrouble) as told:
        ipp.IppPrinter("ipp://[::1]:9/ipp/print", "document_printer", within=2).look()
    assert (told.value.kind, told.value.facts["problem"]) == ("no_printer", "absent")
