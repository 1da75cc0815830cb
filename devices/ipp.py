"""A small IPP client: print one document on one printer or CUPS queue, and look at what became of the job.

The model is RFC 8011, the wire `devices.ipp_wire`; a printer that speaks only 1.1 is spoken to in 1.1. Only what a
counter needs: Get-Printer-Attributes, Print-Job, Get-Job-Attributes, Get-Jobs, Cancel-Job.
"""

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from desk.errors import DeviceTrouble
from devices import web
from devices.id_reader.watch import Trace
from devices.ipp_wire import (
    BOOLEAN,
    CHARSET,
    INTEGER,
    KEYWORD,
    LANGUAGE,
    MIME,
    NAME,
    NEWEST,
    OLDEST,
    URI,
    Answer,
    Attribute,
    answer,
    request,
)

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000A, 0x000B
PENDING, HELD, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = range(3, 10)
"""job-state."""
CUPS_QUEUES = 0x4002
OPERATIONS = {
    PRINT_JOB: "print-job",
    CANCEL_JOB: "cancel-job",
    GET_JOB: "get-job-attributes",
    GET_JOBS: "get-jobs",
    GET_PRINTER: "get-printer-attributes",
    CUPS_QUEUES: "cups-get-printers",
}
"""As the standard names them, for whoever looks on."""
END = (CANCELED, ABORTED, COMPLETED)
NOT_FOUND, BAD_FORMAT, BAD_ATTRIBUTES, OTHER_VERSION = 0x0406, 0x040A, 0x040B, 0x0503
MAX_ANSWER = 1 << 20
SLOWEST = 20_000
"""Bytes a second: what a printer that is warming up takes of a document."""


@dataclass(frozen=True, slots=True)
class JobState:
    """Where a job stands: `state` 3 … 9, its own reasons, and the printer's."""

    state: int
    reasons: tuple[str, ...]
    printer_reasons: tuple[str, ...]


class IppPrinter:
    """One printer or queue, named by its uri (`ipp://localhost:631/printers/NAME`).

    Every call ends by its own deadline. Raises DeviceTrouble: no_printer (no address, nobody there, no such queue),
    transport, printer_not_ready (refused, with `reasons`). `trace` is told what is asked and what comes back, without
    documents, names of jobs and attributes.
    """

    def __init__(
        self, uri: str, device: str, *, within: float = 10.0, trace: Callable[[Trace], None] | None = None
    ) -> None:
        self.uri, self._device, self._within, self._trace = uri, device, within, trace
        self._numbers, self._version = 0, NEWEST
        try:
            parts = urlsplit(uri)
            scheme, port = {"ipp": "http", "ipps": "https"}[parts.scheme], parts.port or 631
        except (ValueError, KeyError):  # a bracket left open, a port that is no number
            raise DeviceTrouble("no_printer", device=device, problem="address") from None
        if not parts.hostname:
            raise DeviceTrouble("no_printer", device=device, problem="address")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self._url = f"{scheme}://{host}:{port}{parts.path}"

    def look(self) -> Answer:
        """The printer's attributes."""
        return self._call(GET_PRINTER, [(KEYWORD, "requested-attributes", ["all"])])

    def print(self, name: str, document: bytes, kind: str, job: Sequence[Attribute]) -> int:
        """Sends one document; gives the job's number. `job` holds its attributes, such as media or copies."""
        about: list[Attribute] = [(NAME, "job-name", [name[:80]]), (MIME, "document-format", [kind])]
        about.append((BOOLEAN, "ipp-attribute-fidelity", [True]))
        told = self._call(PRINT_JOB, about, job, document)
        number = told.first("job-id")
        if not isinstance(number, int):
            raise DeviceTrouble("transport", device=self._device, problem="garbled")
        return number

    def job(self, number: int) -> JobState:
        """Where a job stands now."""
        told = self._call(GET_JOB, [(INTEGER, "job-id", [number])])
        state = told.first("job-state", 0)
        return JobState(
            state if isinstance(state, int) else 0,
            told.all("job-state-reasons"),
            told.all("job-printer-state-reasons"),
        )

    def queues(self) -> list[tuple[str, str]]:
        """Name and description of every queue of a CUPS scheduler (its operation CUPS-Get-Printers)."""
        asked: list[Attribute] = [(KEYWORD, "requested-attributes", ["printer-name", "printer-info"])]
        groups = self._call(CUPS_QUEUES, asked).groups
        named = [group for group in groups if group.get("printer-name")]
        return [(str(one["printer-name"][0]), str(*one.get("printer-info", ())[:1])) for one in named]

    def find(self, name: str) -> int | None:
        """The number of a job by its name, whether it waits, prints or has ended; None when the printer has none."""
        for which in ("not-completed", "completed"):
            asked: list[Attribute] = [
                (KEYWORD, "which-jobs", [which]),
                (KEYWORD, "requested-attributes", ["job-id", "job-name"]),
            ]
            for group in self._call(GET_JOBS, asked).groups:
                number = next(iter(group.get("job-id", ())), None)
                if name[:80] in group.get("job-name", ()) and isinstance(number, int):
                    return number
        return None

    def cancel(self, number: int) -> bool:
        """Takes a job back; False when it is too late for that."""
        return self._send(CANCEL_JOB, [(INTEGER, "job-id", [number])]).status < 0x0100

    def forget(self, number: int) -> None:
        """Asks a CUPS queue to delete a finished job with its document; others refuse, and that is fine."""
        with contextlib.suppress(DeviceTrouble):
            self._send(CANCEL_JOB, [(INTEGER, "job-id", [number]), (BOOLEAN, "purge-job", [True])])

    def _call(
        self,
        operation: int,
        about: Sequence[Attribute],
        job: Sequence[Attribute] = (),
        document: bytes = b"",
    ) -> Answer:
        told = self._send(operation, about, job, document)
        if told.status < 0x0100:
            return told
        if told.status == NOT_FOUND:
            raise DeviceTrouble("no_printer", device=self._device, problem="no_such_queue")
        reasons = {BAD_FORMAT: "format", BAD_ATTRIBUTES: "paper_size"}.get(told.status, "busy")
        raise DeviceTrouble("printer_not_ready", device=self._device, reasons=(reasons,), status=f"{told.status:04X}")

    def _send(
        self,
        operation: int,
        about: Sequence[Attribute],
        job: Sequence[Attribute] = (),
        document: bytes = b"",
    ) -> Answer:
        """Whatever the printer answers; one that does not speak our version is asked again in the oldest."""
        told = self._exchange(operation, about, job, document)
        if told.status == OTHER_VERSION and self._version != OLDEST:
            self._version = OLDEST
            told = self._exchange(operation, about, job, document)
        return told

    def _exchange(
        self, operation: int, about: Sequence[Attribute], job: Sequence[Attribute], document: bytes
    ) -> Answer:
        self._numbers += 1
        head: list[Attribute] = [
            (CHARSET, "attributes-charset", ["utf-8"]),
            (LANGUAGE, "attributes-natural-language", ["zh-cn"]),
            (URI, "printer-uri", [self.uri]),
            (NAME, "requesting-user-name", ["guitai"]),
        ]
        body = request(operation, self._numbers, [*head, *about], job, self._version) + document
        self._tell("out", body, OPERATIONS[operation])
        try:
            status, data = web.ask(
                "POST",
                self._url,
                device=self._device,
                missing="no_printer",
                within=self._within + len(document) / SLOWEST,
                longest=MAX_ANSWER,
                content=body,
                headers={"Content-Type": "application/ipp"},
            )
        except DeviceTrouble as trouble:
            self._tell("in", b"", "timeout" if trouble.facts["problem"] == "silence" else "truncated")
            raise
        if status != 200:
            raise DeviceTrouble("no_printer", device=self._device, problem="no_such_queue")
        try:
            told = answer(data)
        except ValueError:
            self._tell("in", data, "checksum")
            raise DeviceTrouble("transport", device=self._device, problem="garbled") from None
        self._tell("in", data, f"{told.status:04x}")
        return told

    def _tell(self, direction: str, data: bytes, meaning: str) -> None:
        if self._trace:
            self._trace(Trace(direction, f"{data[:8].hex(' ').upper()} ··" if data else "", len(data), meaning))


def scheduler() -> str:
    """Where the print queues are: CUPS_SERVER as CUPS itself reads it, else the scheduler beside the desk."""
    named = os.environ.get("CUPS_SERVER", "")
    if not named or named.startswith("/"):  # a socket in the file system is that of the scheduler beside the desk
        return "ipp://localhost:631"
    return f"ipp://{named}" if ":" in named else f"ipp://{named}:631"
