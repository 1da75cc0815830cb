"""The card printer on its control channel: one card a call, and a straight answer about what became of the blank.

    print ─ stand ready ─ counters ─ feed ─ [chip] ─ y m c k o ─ [verify] ─ exit ─ counters
               │                      │                  │                   │
       printer_not_ready      printer_not_ready     card_spoiled      outcome_unknown
                              card_spoiled          outcome_unknown

1. Nothing is printed twice by itself: the printer is told `Pem;2`, and no command is repeated after the first panel.
2. `printer_not_ready` means no blank was used up. A blank that waits at the contact station is the next card's blank.
3. `card_spoiled` is said only when the printer itself reports a fault after it began to burn, or a jam while feeding.
   A ruined card that is still inside is sent to the reject box at once; `facts["rejected"]` says whether that worked.
4. Silence is never read as success or failure. After silence at the very end the printer is asked what it counts: one
   card more, one print less on the ribbon and nothing left inside is a printed card; all else is `outcome_unknown`.
5. An OK is believed only when the life-time counter went on by one.
"""

from collections.abc import Callable
from dataclasses import replace

from desk.errors import CardSpoiled, DeskError, DeviceTrouble, OutcomeUnknown
from desk.ports import CardPosition, CardPrinter, PrinterAbilities, PrinterStatus, Progress
from devices.card_printer import language
from devices.card_printer.conditions import NOTICES, of_answer
from devices.card_printer.control import ControlChannel
from devices.card_printer.language import Word
from devices.card_printer.questions import NOT_FITTED, Counters, Patience, Questions
from devices.id_reader.watch import Trace
from devices.line_trace import looked_on
from devices.lines import line_to

DEVICE = "card_printer"
INSIDE = (CardPosition.INSIDE, CardPosition.AT_CONTACT)

Step = Callable[[], None]


class ControlledCardPrinter:
    """Implements `desk.ports.CardPrinter` over a `ControlChannel`; connects when first asked something."""

    def __init__(
        self,
        channel: ControlChannel,
        *,
        patience: Patience | None = None,
        levels: int = 128,
        sheet: tuple[int, int] | None = None,
    ) -> None:
        self._channel, self._patience = channel, patience or Patience()
        self._ask = Questions(channel, self._patience)
        self._levels, self._sheet = levels, sheet
        self._reject_box = "unknown"
        self._before: Counters | None = None
        """What was counted before the blank at the contact station was taken; None when no blank of ours is there."""
        self.abilities = PrinterAbilities(can_position=True, can_verify=True, counts_cards=True, name="")

    def status(self) -> PrinterStatus:
        """As it stands now; `offline` when it does not answer, never an error."""
        try:
            return self._standing()
        except DeviceTrouble as trouble:
            reason = "offline" if trouble.kind == "no_printer" else "link"
            return PrinterStatus("offline", CardPosition.UNKNOWN, None, None, "unknown", "unknown", None, (reason,))

    def feed_to_contact(self) -> None:
        """Takes a blank to the chip station; harmless when ours is there already."""
        before = self._stand_ready()
        if before is None:
            return
        try:
            code = of_answer(self._channel.ask(Word.TO_CONTACT, self._patience.move))
        except DeviceTrouble as silence:
            card = self._ask.found_again()
            if card is CardPosition.NONE:
                raise self._not_ready("no_reply") from silence
            if card is not CardPosition.AT_CONTACT:
                raise self._unknown("no_reply", "feed", before) from silence
            code = ""
        if code and self._ask.found_again() is CardPosition.NONE:
            raise self._not_ready(code)
        if code:
            raise self._spoiled(code, "feed")
        self._before = before

    def print(
        self,
        job: str,  # noqa: ARG002 - this language has no place for a job's name
        front: bytes,
        progress: Progress,
        *,
        chip: Step | None = None,
        verify: Step | None = None,
    ) -> None:
        """Prints `front` on one blank, as drawn above.

        `chip` runs with the blank at the contact station; what it raises goes through and the blank stays there.
        `verify` runs there again after the print; when it raises a DeskError the card goes to the reject box.
        """
        from devices.card_printer.raster import SHEET, panels

        ribbon = panels(front, self._levels, self._sheet or SHEET)
        progress("feed")
        self.feed_to_contact()
        if chip is not None:
            progress("chip")
            chip()
        progress("print")
        before = self._before or Counters(None, None)
        self._set(Word.HOST_HANDLES_ERRORS)
        self._set(Word.KEEP_CARD_INSIDE if verify else Word.LET_CARD_OUT)
        for text in (Word.RIBBON_YMCKO, Word.START_SEQUENCE, Word.FRONT):
            self._set(text)
        for panel in ribbon:
            download = language.panel(panel.colour, panel.levels, panel.dots)
            self._burn(download, panel.colour, before, began=panel is not ribbon[0])
        if verify is None:
            progress("eject")
        self._burn(language.command(Word.END_SEQUENCE), "end", before, began=True)
        self._before = None
        self._believe(before)
        if verify is not None:
            self._verify(verify, progress, before)

    def eject(self) -> None:
        """Brings a card that is inside to the exit; harmless when there is none."""
        self._before = None
        if self._ask.where() in INSIDE:
            for text in (Word.START_SEQUENCE, Word.LET_CARD_OUT, Word.END_SEQUENCE):
                self._move(text)

    def reject(self, reason: str) -> None:
        """Sends a card that is inside to the reject box; harmless when there is none."""
        self._before = None
        if self._ask.where() not in INSIDE:
            return
        self._move(Word.LET_CARD_OUT)
        code = of_answer(self._channel.ask(Word.TO_REJECT_BOX, self._patience.move))
        self._reject_box = "full" if code == "exit_full" else "ok"
        if code:
            raise self._not_ready("reject_full" if code == "exit_full" else code, reason=reason)

    def close(self) -> None:
        """Leaves the printer alone; a card inside stays there."""
        self._channel.close()

    # ── steps of a card ─────────────────────────────────────────────────────────────────────────────────────────

    def _stand_ready(self) -> Counters | None:
        """What is counted before a blank is taken; None when ours waits at the contact station already.

        Raises DeviceTrouble(printer_not_ready, reasons=…).
        """
        try:
            card = self._ask.where()
            if self._before is not None and card is CardPosition.AT_CONTACT:
                return None
            self._before = None
            if card is CardPosition.JAMMED:
                self._channel.ask(Word.CLEAR_STATUS, self._patience.move)
            standing = self._standing()
        except DeviceTrouble as trouble:
            raise self._not_ready("offline" if trouble.kind == "no_printer" else "link") from trouble
        reasons = [reason for reason in standing.reasons if reason not in NOTICES]
        if reasons:
            raise self._not_ready(*reasons)
        return Counters(standing.printed, standing.ribbon_left)

    def _set(self, text: Word) -> None:
        """A setting before the first panel: nothing has been burnt, so a refusal only means not ready."""
        try:
            code = of_answer(self._channel.ask(text, self._patience.ask))
        except DeviceTrouble as silence:
            raise self._not_ready("no_reply") from silence
        if code and code not in NOT_FITTED:
            raise self._not_ready(code)

    def _burn(self, sent: bytes, step: str, before: Counters, *, began: bool) -> None:
        """One download; from the second one on the printer burns the panel before it."""
        try:
            code = of_answer(self._channel.exchange(sent, self._patience.burn))
        except DeviceTrouble as silence:
            card = self._ask.found_again()
            if step == "end" and self._came_out(card, before):
                return
            raise self._unknown("no_reply", step, before) from silence
        if code and not began:
            raise self._not_ready(code)
        if code:
            raise self._spoiled(code, step)

    def _verify(self, verify: Step, progress: Progress, before: Counters) -> None:
        progress("verify")
        try:
            self._move(Word.TO_CONTACT)
        except DeviceTrouble as lost:
            raise self._unknown("card_motion", "verify", before) from lost
        try:
            verify()
        except DeskError as failed:
            raise self._spoiled("chip", "verify") from failed
        progress("eject")
        try:
            self.eject()
        except DeviceTrouble as lost:
            raise self._unknown("card_motion", "eject", before) from lost

    def _move(self, text: Word) -> None:
        code = of_answer(self._channel.ask(text, self._patience.move))
        if code and code not in NOT_FITTED:
            raise self._not_ready(code)

    # ── what became of the blank ────────────────────────────────────────────────────────────────────────────────

    def _believe(self, before: Counters) -> None:
        """Raises OutcomeUnknown when the counter does not bear out the printer's OK."""
        try:
            counted = self._ask.counters().since(before)
        except DeviceTrouble as silence:
            self._ask.found_again()
            raise self._unknown("no_reply", "count", before) from silence
        if counted not in (None, 1):
            raise self._unknown("counter_unchanged" if counted == 0 else "counter_jumped", "count", before)

    def _came_out(self, card: CardPosition, before: Counters) -> bool:
        """Whether the printer, found again after silence, proves that exactly one card was printed and left it."""
        if card not in (CardPosition.NONE, CardPosition.AT_EXIT):
            return False
        try:
            after = self._ask.counters()
        except DeviceTrouble:
            return False
        if after.prints_left is None or before.prints_left is None:
            return False
        return after.since(before) == 1 and after.prints_left == before.prints_left - 1

    def _standing(self) -> PrinterStatus:
        standing = self._ask.standing(blank_is_ours=self._before is not None, reject_box=self._reject_box)
        self.abilities = replace(self.abilities, name=self._channel.model, counts_cards=standing.printed is not None)
        return standing

    def _not_ready(self, *reasons: str, **facts: object) -> DeviceTrouble:
        return DeviceTrouble("printer_not_ready", device=DEVICE, reasons=reasons, **facts)

    def _spoiled(self, code: str, step: str) -> CardSpoiled:
        card, rejected = self._ask.found_again(), False
        self._before = None
        if card in INSIDE:
            try:
                self.reject(code)
                rejected = True
            except DeviceTrouble:
                rejected = False
        return CardSpoiled("card_spoiled", device=DEVICE, reason=code, step=step, card=str(card), rejected=rejected)

    def _unknown(self, reason: str, step: str, before: Counters) -> OutcomeUnknown:
        """With what the printer still tells: where a card is, and how many it counted since (None: no telling)."""
        card, counted = CardPosition.UNKNOWN, None
        self._before = None
        if self._channel.in_step:
            card = self._ask.found_again()
            try:
                counted = self._ask.counters().since(before)
            except DeviceTrouble:
                counted = None
        facts = {"reason": reason, "step": step, "card": str(card), "counted": counted}
        return OutcomeUnknown("outcome_unknown", device=DEVICE, **facts)


def open_card_printer(
    address: str, *, patience: Patience | None = None, trace: Callable[[Trace], None] | None = None
) -> CardPrinter:
    """The card printer at `tcp://HOST:PORT`, `serial:PATH`, `usblp:PATH` or `ipp://…`; connects when first used.

    Raises DeviceTrouble(no_printer) for an address that is none of these.
    """
    if address.startswith(("ipp://", "ipps://")):
        from devices.card_printer.spool import SpooledCardPrinter

        return SpooledCardPrinter(address, trace=trace)
    return ControlledCardPrinter(ControlChannel(looked_on(line_to(address, DEVICE), trace)), patience=patience)
