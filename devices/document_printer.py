"""The printer for A4 and A5: a PDF goes to an IPP printer or a CUPS queue, and its true end is found out.

    size? ── Print-Job ── Get-Job-Attributes … completed ──▶ PRINTED
      │ no such paper:      │ canceled ────────────────────▶ CANCELLED
      │ printer_not_ready   │ aborted ─────────────────────▶ UNKNOWN (part of it may be on paper)
                            │ no paper, nobody refills ──────▶ taken back ──▶ PAPER_OUT
                            └ deadline, printer gone ────────▶ taken back ──▶ UNKNOWN

1. A queue accepts a paper size it does not have and drops the job later without a word; so the size is asked for first.
2. What is not printed by the deadline is taken back: no paper comes out of a printer an hour later, when it is mended.
3. A queue keeps what it printed for a day; it is asked to forget the document at once.
4. "completed" is PRINTED only when the job's reasons do not speak against it.
"""

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

from desk.errors import DeviceTrouble
from desk.ports import DocumentPrinter, PaperOutcome
from devices import ipp
from devices.id_reader.watch import Trace
from devices.ipp import IppPrinter, JobState
from devices.ipp_wire import INTEGER, KEYWORD, Attribute

DEVICE = "document_printer"
SPOILED_REASONS = (
    "aborted-by-system",
    "document-format-error",
    "document-unprintable-error",
    "job-canceled-at-device",
    "job-canceled-by-operator",
    "job-canceled-by-user",
    "job-completed-with-errors",
)
"""job-state-reasons that make a completed job none."""
NO_PAPER = ("media-empty", "media-needed", "input-tray-missing")
POINTS_PER_MM = 72 / 25.4


class IppDocumentPrinter:
    """Implements `desk.ports.DocumentPrinter`; `uri` is ipp://HOST[:PORT]/PATH.

    `paper_within` is how long somebody gets to put paper in or to wake a stopped printer, `page_within` how long one
    page may take, `poll` the pause between two questions; all in seconds.
    """

    def __init__(
        self,
        uri: str,
        *,
        paper_within: float = 20.0,
        page_within: float = 30.0,
        poll: float = 0.25,
        trace: Callable[[Trace], None] | None = None,
    ) -> None:
        self._printer = IppPrinter(uri, DEVICE, trace=trace)
        self._paper_within, self._page_within, self._poll = paper_within, page_within, poll

    def print_pdf(self, name: str, pdf: bytes, copies: int = 1) -> PaperOutcome:
        """Prints and waits for the end. Raises DeviceTrouble(no_printer | printer_not_ready) when nothing was sent."""
        pages, width, height = _measure(pdf)
        look = self._printer.look()
        if look.first("printer-is-accepting-jobs") is False:
            raise DeviceTrouble("printer_not_ready", device=DEVICE, reasons=("paused",))
        paper = paper_for(width, height, look.all("media-supported"))
        if paper is None:
            size = f"{width:.0f}×{height:.0f} mm"
            raise DeviceTrouble("printer_not_ready", device=DEVICE, reasons=("paper_size",), size=size)
        job: list[Attribute] = [(KEYWORD, "media", [paper]), (INTEGER, "copies", [copies])]
        if "none" in look.all("print-scaling-supported"):
            job.append((KEYWORD, "print-scaling", ["none"]))
        number = self._printer.print(name, pdf, "application/pdf", job)
        try:
            return self._follow(number, time.monotonic() + self._page_within * pages * copies)
        finally:
            self._printer.forget(number)

    def standing(self) -> tuple[str, tuple[str, ...]]:
        """`ready`, `busy` or `stopped`, and the printer-state-reasons. Raises DeviceTrouble(no_printer | transport)."""
        look = self._printer.look()
        state = {3: "ready", 4: "busy"}.get(look.first("printer-state", 5), "stopped")
        if look.first("printer-is-accepting-jobs") is False:
            state = "stopped"
        return state, tuple(str(one) for one in look.all("printer-state-reasons") if one != "none")

    def close(self) -> None:
        """Nothing is kept open."""

    def _follow(self, number: int, until: float) -> PaperOutcome:
        stuck_since: float | None = None
        while time.monotonic() < until:
            try:
                state = self._printer.job(number)
                reasons = _reasons(state, self._printer.look().all("printer-state-reasons"))
            except DeviceTrouble:
                break
            if state.state in ipp.END:
                return _outcome(state)
            no_paper = bool(reasons & set(NO_PAPER))
            if not no_paper and state.state != ipp.STOPPED:
                stuck_since = None
            elif stuck_since is None:
                stuck_since = time.monotonic()
            elif time.monotonic() - stuck_since > self._paper_within:
                gone = self._taken_back(number)
                return PaperOutcome.PAPER_OUT if no_paper and gone else PaperOutcome.UNKNOWN
            time.sleep(self._poll)
        self._taken_back(number)
        return PaperOutcome.UNKNOWN

    def _taken_back(self, number: int) -> bool:
        """Whether the job is certain not to print any more."""
        try:
            return self._printer.cancel(number) or self._printer.job(number).state in ipp.END
        except DeviceTrouble:
            return False


def paper_for(width: float, height: float, supported: Iterable[str]) -> str | None:
    """The media keyword (PWG 5101.1) of a size in mm, either way round, within 1 mm; None when there is none."""
    least, most = None, None
    for keyword in supported:
        if not isinstance(keyword, str) or (size := _millimetres(keyword)) is None:
            continue
        if keyword.startswith("custom_min"):
            least = size
        elif keyword.startswith("custom_max"):
            most = size
        elif any(abs(wide - width) <= 1 and abs(high - height) <= 1 for wide, high in (size, size[::-1])):
            return keyword
    if least and most and least[0] <= width <= most[0] and least[1] <= height <= most[1]:
        return f"custom_{width:.0f}x{height:.0f}mm_{width:.0f}x{height:.0f}mm"
    return None


def _millimetres(keyword: str) -> tuple[float, float] | None:
    found = re.search(r"_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$", keyword)
    if found is None:
        return None
    unit = 25.4 if found[3] == "in" else 1.0
    return float(found[1]) * unit, float(found[2]) * unit


def _measure(pdf: bytes) -> tuple[int, float, float]:
    """Pages, and the first page's width and height in mm."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        width, height = document[0].get_size()
        return len(document), width / POINTS_PER_MM, height / POINTS_PER_MM
    finally:
        document.close()


def _reasons(state: JobState, printer: Iterable[str]) -> set[str]:
    return {re.sub(r"-(report|warning|error)$", "", reason) for reason in (*state.printer_reasons, *printer)}


def _outcome(state: JobState) -> PaperOutcome:
    if state.state == ipp.COMPLETED and not set(state.reasons) & set(SPOILED_REASONS):
        return PaperOutcome.PRINTED
    return PaperOutcome.CANCELLED if state.state == ipp.CANCELED else PaperOutcome.UNKNOWN


class WindowsDocumentPrinter:
    """A printer of Windows, through the program that opens PDF files there. Not tried on hardware.

    Windows tells nobody how such a print ended, so the outcome is always UNKNOWN and the clerk is asked. The file
    lies in a folder of its own until the next print, because nobody tells when the program has read it.
    """

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def print_pdf(self, name: str, pdf: bytes, copies: int = 1) -> PaperOutcome:
        """Raises DeviceTrouble(no_printer) when Windows knows no program that prints PDF files."""
        start = getattr(os, "startfile", None)
        if start is None:
            raise DeviceTrouble("no_printer", device=DEVICE, problem="not_windows")
        if self._folder is not None:
            self._folder.cleanup()
        self._folder = tempfile.TemporaryDirectory(prefix="guitai-", ignore_cleanup_errors=True)
        file = Path(self._folder.name) / f"{re.sub(r'[^0-9A-Za-z-]', '', name) or 'document'}.pdf"
        file.write_bytes(pdf)
        try:
            for _ in range(copies):
                start(str(file), "printto", f'"{self._queue}"')
        except OSError:
            raise DeviceTrouble("no_printer", device=DEVICE, problem="no_program") from None
        return PaperOutcome.UNKNOWN

    def close(self) -> None:
        """Removes the file of the last print."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def open_document_printer(queue: str, *, trace: Callable[[Trace], None] | None = None) -> DocumentPrinter:
    """The printer of a queue's name, or of an ipp:// address; asks nothing of it yet."""
    if queue.startswith(("ipp://", "ipps://")):
        return IppDocumentPrinter(queue, trace=trace)
    if os.name == "nt":
        return WindowsDocumentPrinter(queue)
    return IppDocumentPrinter(f"{ipp.scheduler()}/printers/{quote(queue)}", trace=trace)
