"""A4 papers through a real CUPS scheduler and a real IPP printer: what the desk is told of each end."""

import io
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from print_servers import CupsTestServer, IppTestPrinter, Servers, servers, wait_until, which  # noqa: F401
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from desk.errors import DeviceTrouble
from desk.ports import DocumentPrinter, PaperOutcome
from devices.document_printer import (
    IppDocumentPrinter,
    WindowsDocumentPrinter,
    open_document_printer,
    paper_for,
)

A4 = (210, 297)


def paper(width: float, height: float, words: str = "receipt", pages: int = 1) -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=(width * 72 / 25.4, height * 72 / 25.4), invariant=1)
    for _ in range(pages):
        canvas.drawString(60, 60, words)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


@pytest.fixture(scope="module")
def press(servers: Servers) -> IppTestPrinter:  # noqa: F811
    return IppTestPrinter(servers, "hall", formats="application/pdf,image/pwg-raster")


@pytest.fixture(scope="module")
def cups(servers: Servers) -> CupsTestServer:  # noqa: F811
    return CupsTestServer(servers)


@pytest.fixture(scope="module")
def queue(cups: CupsTestServer, press: IppTestPrinter) -> str:
    return cups.queue("hall", press.uri)


@pytest.fixture(params=["printer", "queue"])
def uri(request: pytest.FixtureRequest, press: IppTestPrinter, queue: str) -> str:
    """Once straight to the printer, once through the scheduler."""
    press.mode("print")
    return press.uri if request.param == "printer" else queue


def quick(uri: str, **patience: float) -> IppDocumentPrinter:
    return IppDocumentPrinter(uri, **{"poll": 0.05, "paper_within": 0.5, "page_within": 15, **patience})


def test_a_paper_arrives_whole_and_is_told_as_printed(uri, press):
    printer: DocumentPrinter = quick(uri)
    before = len(press.printed())
    assert printer.print_pdf("回执 1101990001", paper(*A4, words="GT-1101990001")) is PaperOutcome.PRINTED
    arrived = press.printed()[before:]
    assert len(arrived) == 1
    page = PdfReader(io.BytesIO(arrived[0])).pages[0]
    assert "GT-1101990001" in page.extract_text()
    assert (round(page.mediabox.width / 72 * 25.4), round(page.mediabox.height / 72 * 25.4)) == A4


def test_a_paper_size_that_the_printer_has_not_is_a_message_and_nothing_is_sent(uri, press):
    before = len(press.printed())
    with pytest.raises(DeviceTrouble) as refused:
        quick(uri).print_pdf("回执", paper(148, 210))
    assert (refused.value.kind, refused.value.facts["reasons"]) == ("printer_not_ready", ("paper_size",))
    assert refused.value.facts["size"] == "148×210 mm"
    assert len(press.printed()) == before


def test_a_job_that_somebody_cancels_is_told_as_cancelled(queue, press, cups):
    press.mode("hold")
    outcome: list[PaperOutcome] = []
    waiting = threading.Thread(target=lambda: outcome.append(quick(queue).print_pdf("回执", paper(*A4))))
    waiting.start()
    cancel = [which("cancel"), "-h", f"localhost:{cups.port}", "-a", "hall"]
    wait_until(lambda: any((cups.root / "spool").glob("d*")), "the job in the queue")
    subprocess.run(cancel, check=True, timeout=10)
    waiting.join(15)
    press.drop()
    assert outcome == [PaperOutcome.CANCELLED]


def test_no_paper_is_told_and_the_job_is_taken_back(uri, press):
    press.mode("empty")
    before = len(press.printed())
    assert quick(uri).print_pdf("回执", paper(*A4)) is PaperOutcome.PAPER_OUT
    press.drop()
    assert quick(uri).print_pdf("回执 补打", paper(*A4)) is PaperOutcome.PRINTED
    assert len(press.printed()) - before == 1


def test_paper_put_in_in_time_lets_the_job_go_on(press, queue):
    press.mode("empty")
    refill = threading.Timer(0.6, press.mode, ["print"])
    refill.start()
    assert quick(press.uri, paper_within=10).print_pdf("回执", paper(*A4)) is PaperOutcome.PRINTED
    refill.join()


def test_a_jam_is_unknown_because_part_of_the_paper_may_be_out(press):
    press.mode("jam")
    assert quick(press.uri).print_pdf("回执", paper(*A4)) is PaperOutcome.UNKNOWN
    press.mode("print")
    assert quick(press.uri).print_pdf("回执", paper(*A4)) is PaperOutcome.PRINTED


def test_a_printer_that_vanished_behind_its_queue_is_unknown_and_prints_nothing_later(press, queue, cups):
    press.mode("print")
    press.switch_off()
    before = len(press.printed())
    began = time.monotonic()
    assert quick(queue, page_within=3).print_pdf("回执", paper(*A4)) is PaperOutcome.UNKNOWN
    assert time.monotonic() - began < 8
    press.switch_on()
    assert quick(queue).print_pdf("回执 补打", paper(*A4, words="second")) is PaperOutcome.PRINTED
    arrived = press.printed()[before:]
    assert ["second" in PdfReader(io.BytesIO(one)).pages[0].extract_text() for one in arrived] == [True]


def test_a_printer_that_is_off_is_no_printer(servers):  # noqa: F811
    with pytest.raises(DeviceTrouble) as absent:
        quick("ipp://localhost:9/ipp/print").print_pdf("回执", paper(*A4))
    assert absent.value.kind == "no_printer"


def test_a_queue_that_does_not_exist_is_no_printer(cups):
    with pytest.raises(DeviceTrouble) as absent:
        quick(f"ipp://localhost:{cups.port}/printers/nowhere").print_pdf("回执", paper(*A4))
    assert absent.value.facts["problem"] == "no_such_queue"


def test_the_queue_forgets_what_it_printed(queue, press, cups):
    press.mode("print")
    quick(queue).print_pdf("回执", paper(*A4))
    assert cups.documents() == []


def test_copies_are_asked_of_the_printer(queue, press, cups):
    press.mode("print")
    before = len(press.printed())
    assert quick(queue).print_pdf("委托书", paper(*A4), copies=2) is PaperOutcome.PRINTED
    assert len(press.printed()) - before in (1, 2), "one job of two copies, or two jobs"


@pytest.mark.parametrize(
    ("size", "keyword"),
    [
        (A4, "iso_a4_210x297mm"),
        ((297, 210), "iso_a4_210x297mm"),
        ((215.9, 279.4), "na_letter_8.5x11in"),
        ((148, 210), None),
    ],
)
def test_a_size_is_found_either_way_round(size, keyword):
    assert paper_for(*size, ["na_letter_8.5x11in", "iso_a4_210x297mm", "choice_odd", "odd_1.2.3x.mm"]) == keyword


def test_a_printer_that_cuts_any_size_gets_a_custom_one():
    supported = ["custom_min_76.2x127mm", "custom_max_216x356mm", "iso_a4_210x297mm"]
    assert paper_for(148, 210, supported) == "custom_148x210mm_148x210mm"
    assert paper_for(300, 400, supported) is None


def test_a_plain_queue_name_means_the_schedulers_own_queue():
    printer = open_document_printer("hall-1")
    assert isinstance(printer, IppDocumentPrinter)
    assert printer._printer.uri == "ipp://localhost:631/printers/hall-1"


@pytest.mark.skipif(sys.platform == "win32", reason="says what happens elsewhere")
def test_the_windows_spooler_is_refused_elsewhere(tmp_path: Path):
    with pytest.raises(DeviceTrouble) as refused:
        WindowsDocumentPrinter("hall").print_pdf("回执", paper(*A4))
    assert refused.value.facts["problem"] == "not_windows"
