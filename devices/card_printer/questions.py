"""What can be asked of a card printer on its control channel: where a card is, what is left, what is counted.

A question that a model does not know ("ERROR CDE", "OPT NOT AVAILABLE") is answered None: not fitted, not a fault.
"""

from dataclasses import dataclass

from desk.errors import DeviceTrouble
from desk.ports import CardPosition, PrinterStatus
from devices.card_printer import language
from devices.card_printer.conditions import NOTICES, of_answer
from devices.card_printer.control import ControlChannel
from devices.card_printer.language import Word

RIBBON_LOW = 20
"""Prints left at which a new ribbon should be at hand."""

NOT_FITTED = ("option_missing", "command")


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds the printer gets to answer: a question, a movement, one panel, and to be found again."""

    ask: float = 2.0
    move: float = 20.0
    burn: float = 60.0
    again: float = 10.0


@dataclass(frozen=True, slots=True)
class Counters:
    """Cards in the printer's life and prints left on the ribbon; None where it does not count."""

    cards: int | None
    prints_left: int | None

    def since(self, before: "Counters") -> int | None:
        """Cards counted since then."""
        return None if self.cards is None or before.cards is None else self.cards - before.cards


class Questions:
    """Asks, and never moves anything. Raises DeviceTrouble: no_printer, transport."""

    def __init__(self, channel: ControlChannel, patience: Patience) -> None:
        self._channel, self._patience = channel, patience

    def where(self) -> CardPosition:
        """Where a card is."""
        inside = language.position(self._channel.ask(Word.CARD_POSITION, self._patience.ask))
        if inside is CardPosition.NONE and self._sees(Word.EXIT_SENSOR):
            return CardPosition.AT_EXIT
        return inside

    def found_again(self) -> CardPosition:
        """Where a card is after something went wrong; UNKNOWN while the printer stays silent."""
        try:
            if not self._channel.in_step:
                self._channel.get_in_step(self._patience.again)
            return self.where()
        except DeviceTrouble:
            return CardPosition.UNKNOWN

    def counters(self) -> Counters:
        """What it has counted."""
        return Counters(self._number(Word.CARDS_COUNTED), self._number(Word.PRINTS_LEFT))

    def standing(self, *, blank_is_ours: bool, reject_box: str) -> PrinterStatus:
        """The whole status; a blank of ours at the contact station is no reason to complain."""
        card, counted = self.where(), self.counters()
        has_blanks = self._sees(Word.FEEDER_SENSOR)
        reasons = [
            *self._card_reasons(card, blank_is_ours),
            *(["cover_open"] if self._sees(Word.COVER_SENSOR) is False else []),
            *(["feeder_empty"] if has_blanks is False and not blank_is_ours else []),
            *self._ribbon_reasons(counted),
            *(["reject_full"] if reject_box == "full" else []),
            *(["cleaning_due"] if self._code(Word.CLEANING) == "cleaning_due" else []),
        ]
        return PrinterStatus(
            state="ready" if not reasons else "warning" if NOTICES.issuperset(reasons) else "error",
            card=card,
            ribbon_left=counted.prints_left,
            ribbon_capacity=self._number(Word.RIBBON_CAPACITY),
            blanks={True: "ok", False: "empty", None: "unknown"}[has_blanks],
            reject_box=reject_box,
            printed=counted.cards,
            reasons=tuple(reasons),
        )

    @staticmethod
    def _card_reasons(card: CardPosition, blank_is_ours: bool) -> list[str]:
        if card is CardPosition.JAMMED:
            return ["jam"]
        if card is CardPosition.AT_EXIT:
            return ["card_at_exit"]
        return [] if card is CardPosition.NONE or blank_is_ours else ["card_inside"]

    def _ribbon_reasons(self, counted: Counters) -> list[str]:
        if self._code(Word.PRINTS_LEFT) in ("ribbon_missing", "ribbon_error"):
            return ["ribbon_missing"]
        if counted.prints_left == 0 or self._code(Word.END_OF_RIBBON):
            return ["ribbon_out"]
        return ["ribbon_low"] if counted.prints_left is not None and counted.prints_left <= RIBBON_LOW else []

    def _told(self, question: Word) -> str | None:
        told = self._channel.ask(question, self._patience.ask)
        return None if of_answer(told) in NOT_FITTED else told

    def _code(self, question: Word) -> str:
        told = self._told(question)
        return "" if told is None else of_answer(told)

    def _number(self, question: Word) -> int | None:
        return language.number(self._told(question) or "")

    def _sees(self, sensor: Word) -> bool | None:
        """Whether a sensor sees something; None where it is not fitted."""
        volts = language.volts(self._told(sensor) or "")
        return None if volts is None else volts > language.SENSOR_THRESHOLD
