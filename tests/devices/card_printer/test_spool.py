"""A card printer behind IPP: a real IPP printer with cards for paper, and what the desk may conclude from it."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from print_servers import CupsTestServer, IppTestPrinter, Servers, servers, wait_until  # noqa: F401

from desk.errors import CardSpoiled, DeviceTrouble, OutcomeUnknown
from desk.ports import CardPosition, CardPrinter
from devices.card_printer.printer import open_card_printer
from devices.card_printer.spool import SpooledCardPrinter, SpoolPatience
from devices.ipp import GET_JOBS, IppPrinter

CARDS = """
ATTR mimeMediaType document-format-default image/png
ATTR mimeMediaType document-format-supported image/png,application/pdf,image/pwg-raster
ATTR keyword media-default iso_id-1_53.98x85.6mm
ATTR keyword media-supported iso_id-1_53.98x85.6mm
ATTR keyword media-ready iso_id-1_53.98x85.6mm
ATTR text printer-make-and-model "Guitai Test Cards"
ATTR resolution printer-resolution-supported 300dpi
ATTR name marker-names "YMCKO"
ATTR integer marker-levels 38
ATTR keyword ipp-features-supported ipp-everywhere
ATTR keyword ipp-versions-supported "1.1","2.0"
ATTR collection media-size-supported {MEMBER integer x-dimension 5398 MEMBER integer y-dimension 8560}
ATTR collection media-col-default {
  MEMBER collection media-size {MEMBER integer x-dimension 5398 MEMBER integer y-dimension 8560}
  MEMBER integer media-bottom-margin 0 MEMBER integer media-left-margin 0
  MEMBER integer media-right-margin 0 MEMBER integer media-top-margin 0}
ATTR integer media-bottom-margin-supported 0
ATTR integer media-left-margin-supported 0
ATTR integer media-right-margin-supported 0
ATTR integer media-top-margin-supported 0
ATTR keyword sides-supported one-sided
ATTR keyword sides-default one-sided
ATTR keyword print-color-mode-supported color
ATTR resolution printer-resolution-default 300dpi
ATTR resolution pwg-raster-document-resolution-supported 300dpi
ATTR keyword pwg-raster-document-type-supported srgb_8
ATTR boolean color-supported true
"""


def nothing(_: str) -> None:
    """Nobody looks at the progress."""


@pytest.fixture(scope="module")
def press(servers: Servers) -> IppTestPrinter:  # noqa: F811
    return IppTestPrinter(servers, "cards", attributes=CARDS)


@pytest.fixture(autouse=True)
def normal(press: IppTestPrinter) -> Iterator[None]:
    press.mode("print")
    yield
    press.mode("print")


def quick(uri: str, **patience: float) -> SpooledCardPrinter:
    return SpooledCardPrinter(
        uri, patience=SpoolPatience(**{"card": 8.0, "refill": 0.4, "settle": 4.0, "poll": 0.05, **patience})
    )


def drop_when_taken_back(press: IppTestPrinter, job: str) -> None:
    """What a printer does with a job that was taken back while it waited for a blank."""
    printer = IppPrinter(press.uri, "test")

    def taken_back() -> bool:
        number = printer.find(job)
        return number is not None and "processing-to-stop-point" in printer.job(number).reasons

    wait_until(taken_back, "the job's being taken back", 60)
    press.drop()


def test_a_face_arrives_byte_for_byte_under_its_jobs_name(press, front):
    printer: CardPrinter = quick(press.uri)
    before = len(press.printed())
    printer.print("P-2026-0001", front, nothing)
    assert press.printed()[before:] == [front]


def test_the_queue_says_what_it_cannot_do(press):
    printer = quick(press.uri)
    standing = printer.status()
    assert (standing.state, standing.card, standing.ribbon_left) == ("ready", CardPosition.UNKNOWN, 38)
    assert standing.printed is None
    abilities = printer.abilities
    assert (abilities.can_position, abilities.can_verify, abilities.counts_cards) == (False, False, False)
    assert abilities.name == "Guitai Test Cards"
    for deed in (printer.feed_to_contact, printer.eject, lambda: printer.reject("spoiled")):
        with pytest.raises(DeviceTrouble) as refused:
            deed()
        assert refused.value.kind == "unsupported"


def test_an_empty_feeder_is_waited_for_and_then_taken_back_without_a_blank_used(press, front):
    press.mode("empty")
    before = len(press.printed())
    obeys = threading.Thread(target=drop_when_taken_back, args=(press, "P-2"))
    obeys.start()
    with pytest.raises(DeviceTrouble) as empty:
        quick(press.uri, settle=15.0).print("P-2", front, nothing)
    assert (empty.value.kind, empty.value.facts["reasons"]) == ("printer_not_ready", ("feeder_empty",))
    obeys.join()
    quick(press.uri).print("P-3", front, nothing)
    assert len(press.printed()) - before == 1


def test_an_empty_feeder_with_a_printer_that_keeps_the_job_is_unknown(press, front):
    press.mode("empty")
    with pytest.raises(OutcomeUnknown) as unknown:
        quick(press.uri, settle=0.4).print("P-2b", front, nothing)
    assert unknown.value.facts["reason"] == "feeder_empty"
    press.drop()


def test_a_feeder_filled_in_time_prints_the_same_job(press, front):
    press.mode("empty")
    refill = threading.Timer(0.5, press.mode, ["print"])
    refill.start()
    before = len(press.printed())
    quick(press.uri, refill=10).print("P-4", front, nothing)
    refill.join()
    assert len(press.printed()) - before == 1


def test_a_jam_that_the_printer_tells_spoils_the_card(press, front):
    press.mode("jam")
    with pytest.raises(CardSpoiled) as jam:
        quick(press.uri).print("P-5", front, nothing)
    assert jam.value.facts["reason"] == "jam"
    assert quick(press.uri).status().reasons == ("jam",)
    press.switch_off()
    press.switch_on()


def test_a_card_that_takes_longer_than_anybody_waits_is_unknown(press, front):
    press.mode("hold")
    with pytest.raises(OutcomeUnknown) as unknown:
        quick(press.uri, card=0.6, settle=0.2).print("P-6", front, nothing)
    assert unknown.value.facts["reason"] == "timeout"
    press.drop()


def test_a_printer_that_loses_its_power_in_the_middle_is_unknown(press, front):
    press.mode("hold")

    def pull_the_plug() -> None:
        wait_until(lambda: IppPrinter(press.uri, "test").find("P-7") is not None, "the job's arrival", 60)
        press.switch_off()

    cut = threading.Thread(target=pull_the_plug)
    cut.start()
    with pytest.raises(OutcomeUnknown):
        quick(press.uri, card=2.0).print("P-7", front, nothing)
    cut.join()
    press.mode("print")
    press.switch_on()


def test_a_printer_that_is_off_is_not_ready(front):
    printer = open_card_printer("ipp://localhost:9/ipp/print")
    assert printer.status().state == "offline"
    with pytest.raises(DeviceTrouble) as absent:
        printer.print("P-8", front, nothing)
    assert (absent.value.kind, absent.value.facts["reasons"]) == ("printer_not_ready", ("offline",))


def test_a_printer_without_cards_is_not_ready(servers, front):  # noqa: F811
    paper = IppTestPrinter(servers, "paper", formats="image/png,application/pdf")
    with pytest.raises(DeviceTrouble) as wrong:
        quick(paper.uri).print("P-9", front, nothing)
    assert wrong.value.facts["reasons"] == ("paper_size",)


@pytest.mark.parametrize("arrives", ["at once", "late", "never"])
def test_a_lost_reply_to_the_job_is_settled_by_the_jobs_name(press, front, arrives):
    before = len(press.printed())
    with reply_lost(press.port, arrives) as port:
        printer = quick(f"ipp://localhost:{port}/ipp/print", settle=0.5 if arrives == "never" else 4.0)
        if arrives == "never":
            with pytest.raises(DeviceTrouble) as lost:
                printer.print(f"P-lost-{arrives}", front, nothing)
            assert (lost.value.kind, lost.value.facts["reasons"]) == ("printer_not_ready", ("no_reply",))
        else:
            printer.print(f"P-lost-{arrives}", front, nothing)
    assert len(press.printed()) - before == int(arrives != "never")


@contextlib.contextmanager
def reply_lost(port: int, arrives: str) -> Iterator[int]:
    """A wire to this port that is cut once, when a picture goes over it: the printer has it by then, has it only after
    it was asked for its jobs, or never gets it."""
    listener = socket.create_server(("127.0.0.1", 0))
    cut, looked_for = threading.Event(), threading.Semaphore(0)

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                desk, _ = listener.accept()
                threading.Thread(target=carry, args=(desk,), daemon=True).start()

    def carry(desk: socket.socket) -> None:
        with contextlib.suppress(OSError), desk, socket.create_connection(("127.0.0.1", port)) as printer:
            asked = b""
            while not whole(asked):
                asked += desk.recv(65536)
            if b"\x89PNG" in asked and not cut.is_set():
                cut.set()
                if arrives == "late":
                    desk.close()
                    looked_for.acquire(timeout=10)  # among the jobs that wait
                    looked_for.acquire(timeout=10)  # and among those that have ended
                if arrives != "never":
                    printer.sendall(asked)
                    printer.recv(65536)
                return
            printer.sendall(asked)
            while piece := printer.recv(65536):
                desk.sendall(piece)
                if asked.partition(b"\r\n\r\n")[2][2:4] == GET_JOBS.to_bytes(2, "big"):
                    looked_for.release()

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def whole(asked: bytes) -> bool:
    head, found, body = asked.partition(b"\r\n\r\n")
    length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), None)
    return bool(found) and length is not None and len(body) >= int(length.split(b":")[1])


def test_a_cups_queue_with_cards_prints_the_face_and_keeps_none_however_a_job_ends(servers, press, front):  # noqa: F811
    cups = CupsTestServer(servers)
    queue = cups.queue("cards", press.uri)
    printer = quick(queue, card=20)
    assert printer.status().state == "ready"
    before = len(press.printed())
    printer.print("P-cups", front, nothing)
    assert press.printed()[before:] == [front]
    assert cups.documents() == []
    press.mode("hold")
    with pytest.raises(OutcomeUnknown):
        quick(queue, card=1.0, settle=1.0).print("P-cups-held", front, nothing)
    assert cups.documents() == []
    press.drop()
