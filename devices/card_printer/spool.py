"""A card printer behind a print queue: the face goes out as a picture, the end is read from the job and the printer.

A queue cannot move a card, read a counter or say where a blank is; `abilities` tells the desk to ask a person instead.

    Print-Job ── reply lost ── is there a job of this name, or soon? ── no ──▶ printer_not_ready
        │                                └─ yes ┐
        └────────────── Get-Job-Attributes ◀────┘
              completed ───────────────────────────────────▶ printed (a person looks: can_verify is False)
              aborted, the printer says jam ───────────────▶ card_spoiled
              canceled or taken back while it still waited for a blank ──▶ printer_not_ready
              everything else ─────────────────────────────▶ outcome_unknown

1. A job's name is the print job's id, so a job is never sent a second time.
2. A feeder that runs empty keeps the job waiting inside the printer. Nobody may take that for a failed print: the job
   is taken back first, and only a job that is certain to be gone used no blank.
3. A queue keeps what it was given for a day; however a job ended, it is asked to forget the face at once.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desk.errors import CardSpoiled, DeviceTrouble, OutcomeUnknown
from desk.ports import CardPosition, PrinterAbilities, PrinterStatus, Progress
from devices import ipp
from devices.card_printer.conditions import NOTICES, of_reason
from devices.document_printer import SPOILED_REASONS, paper_for
from devices.id_reader.watch import Trace
from devices.ipp import IppPrinter, JobState
from devices.ipp_wire import INTEGER, KEYWORD, Answer, Attribute

DEVICE = "card_printer"
CARD = (53.98, 85.6)
"""ID-1 in mm (ISO/IEC 7810)."""
STATES = {3: "ready", 4: "busy", 5: "error"}
"""printer-state."""
WAITING = (ipp.PENDING, ipp.HELD)


@dataclass(frozen=True, slots=True)
class SpoolPatience:
    """Seconds: for a whole card, to fill an empty feeder, for a job taken back to end or one unheard of to come up,
    between two questions."""

    card: float = 180.0
    refill: float = 60.0
    settle: float = 10.0
    poll: float = 0.5


class SpooledCardPrinter:
    """Implements `desk.ports.CardPrinter` over IPP; `uri` is ipp://HOST[:PORT]/PATH."""

    def __init__(
        self, uri: str, *, patience: SpoolPatience | None = None, trace: Callable[[Trace], None] | None = None
    ) -> None:
        self._printer, self._patience = IppPrinter(uri, DEVICE, trace=trace), patience or SpoolPatience()
        self.abilities = PrinterAbilities(can_position=False, can_verify=False, counts_cards=False, name="")

    def status(self) -> PrinterStatus:
        """As the queue tells it; `offline` when it does not answer, never an error."""
        try:
            look = self._printer.look()
        except DeviceTrouble as trouble:
            reason = "offline" if trouble.kind == "no_printer" else "link"
            return PrinterStatus("offline", CardPosition.UNKNOWN, None, None, "unknown", "unknown", None, (reason,))
        name = str(look.first("printer-make-and-model", ""))
        self.abilities = PrinterAbilities(can_position=False, can_verify=False, counts_cards=False, name=name)
        reasons = _codes(look)
        level = look.first("marker-levels")
        state = STATES.get(look.first("printer-state"), "error")
        if state == "ready" and reasons:
            state = "warning" if NOTICES.issuperset(reasons) else "error"
        return PrinterStatus(
            state=state,
            card=CardPosition.JAMMED if "jam" in reasons else CardPosition.UNKNOWN,
            ribbon_left=level if isinstance(level, int) and level >= 0 else None,
            ribbon_capacity=100 if isinstance(level, int) and level >= 0 else None,
            blanks="empty" if "feeder_empty" in reasons else "unknown",
            reject_box="full" if "reject_full" in reasons else "unknown",
            printed=None,
            reasons=reasons,
        )

    def feed_to_contact(self) -> None:
        """Raises DeviceTrouble(unsupported): a queue cannot move a card."""
        raise DeviceTrouble("unsupported", device=DEVICE)

    def eject(self) -> None:
        """Raises DeviceTrouble(unsupported)."""
        raise DeviceTrouble("unsupported", device=DEVICE)

    def reject(self, reason: str) -> None:
        """Raises DeviceTrouble(unsupported): a person takes the card out."""
        raise DeviceTrouble("unsupported", device=DEVICE, reason=reason)

    def print(self, job: str, front: bytes, progress: Progress) -> None:
        """Prints one card, see the drawing above."""
        media = self._stand_ready()
        progress("print")
        attributes: list[Attribute] = [(KEYWORD, "media", [media]), (INTEGER, "copies", [1])]
        try:
            number = self._printer.print(job, front, "image/png", attributes)
        except DeviceTrouble as trouble:
            if trouble.kind != "transport":
                raise
            number = self._sent_after_all(job)
        try:
            self._follow(number)
        finally:
            self._printer.forget(number)

    def close(self) -> None:
        """Nothing is kept open."""

    def _stand_ready(self) -> str:
        """The media keyword of a card. Raises DeviceTrouble(printer_not_ready, reasons=…)."""
        try:
            look = self._printer.look()
        except DeviceTrouble as trouble:
            raise self._not_ready("offline" if trouble.kind == "no_printer" else "link") from trouble
        reasons = [code for code in _codes(look) if code not in NOTICES]
        if look.first("printer-is-accepting-jobs") is False or look.first("printer-state") == 5:
            reasons = reasons or ["paused"]
        if look.first("printer-state") == 4:
            reasons.append("busy")
        if "image/png" not in look.all("document-format-supported"):
            reasons.append("print_data")
        media = paper_for(*CARD, look.all("media-supported"))
        if reasons or media is None:
            raise self._not_ready(*reasons or ["paper_size"])
        return media

    def _sent_after_all(self, job: str) -> int:
        """The job whose reply was lost; a slow printer may list it only a while after it has the picture.

        Raises printer_not_ready when there is still none by then, OutcomeUnknown after silence.
        """
        until = time.monotonic() + self._patience.settle
        try:
            while (number := self._printer.find(job)) is None and time.monotonic() < until:
                time.sleep(self._patience.poll)
        except DeviceTrouble as silence:
            raise self._unknown("no_reply") from silence
        if number is None:
            raise self._not_ready("no_reply")
        return number

    def _follow(self, number: int) -> None:
        until = time.monotonic() + self._patience.card
        waiting, starving_since = False, None
        while time.monotonic() < until:
            try:
                state, codes = self._printer.job(number), _codes(self._printer.look())
            except DeviceTrouble:
                time.sleep(self._patience.poll)
                continue
            if state.state in ipp.END:
                return self._ended(state, codes, waiting)
            waiting = "feeder_empty" in codes or state.state in WAITING
            if "feeder_empty" not in codes:
                starving_since = None
            elif starving_since is None:
                starving_since = time.monotonic()
            elif time.monotonic() - starving_since > self._patience.refill:
                raise self._taken_back(number, "feeder_empty", waiting)
            time.sleep(self._patience.poll)
        raise self._taken_back(number, "timeout", waiting)

    def _ended(self, state: JobState, codes: Iterable[str], waited: bool) -> None:
        """Returns for a printed card, raises for every other end; `waited` is whether it still had no blank before."""
        if state.state == ipp.COMPLETED and not set(state.reasons) & set(SPOILED_REASONS):
            return
        if state.state == ipp.CANCELED and waited:
            raise self._not_ready("cancelled")
        if "jam" in codes:
            raise CardSpoiled("card_spoiled", device=DEVICE, reason="jam", step="print", rejected=False)
        raise self._unknown("cancelled" if state.state == ipp.CANCELED else "internal")

    def _taken_back(self, number: int, reason: str, waited: bool) -> DeviceTrouble:
        """What to raise for a job that did not end: no blank was used when it had none yet and is surely gone."""
        gone, until = False, time.monotonic() + self._patience.settle
        try:
            self._printer.cancel(number)
            while not gone and time.monotonic() < until:
                time.sleep(self._patience.poll)
                gone = self._printer.job(number).state == ipp.CANCELED
        except DeviceTrouble:
            gone = False
        return self._not_ready(reason) if gone and waited else self._unknown(reason)

    @staticmethod
    def _not_ready(*reasons: str) -> DeviceTrouble:
        return DeviceTrouble("printer_not_ready", device=DEVICE, reasons=reasons)

    @staticmethod
    def _unknown(reason: str) -> OutcomeUnknown:
        return OutcomeUnknown("outcome_unknown", device=DEVICE, reason=reason, step="print", counted=None)


def _codes(look: Answer) -> tuple[str, ...]:
    """The printer's state reasons as our codes, each once."""
    words = [of_reason(str(word)) for word in look.all("printer-state-reasons")]
    return tuple(dict.fromkeys(word for word in words if word and word != "busy"))
