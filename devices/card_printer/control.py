"""The control channel: one command out, one answer back, and never an answer to a question of before.

Answers carry no number, so an answer that comes after its deadline would be taken for the next one's. Therefore

1. After any silence or garbage the channel is out of step and says so (`in_step` is False).
2. The next question first opens the line again, asks for the model and drops everything until the model is told:
   only that answer has these words, and the printer answers in order.
3. An answer normally ends with NUL; some firmware leaves it out, so half a second of quiet after text ends it too.
"""

import time

from desk.errors import DeviceTrouble
from devices.card_printer import language
from devices.card_printer.conditions import of_answer
from devices.lines import Line

QUIET = 0.5
"""Seconds of silence that end an answer without NUL."""
LONGEST_ANSWER = 256


class ControlChannel:
    """Asks a printer things, each by its own deadline. Raises DeviceTrouble: no_printer, transport."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._read = bytearray()
        self.in_step = False
        self.model = ""

    def ask(self, text: str, within: float) -> str:
        """The printer's answer to one command; `within` seconds."""
        return self.exchange(language.command(text), within)

    def exchange(self, sent: bytes, within: float) -> str:
        """As `ask`, for bytes that are already a command (a panel)."""
        if not self.in_step:
            self.get_in_step()
        until = time.monotonic() + within
        self.in_step = False
        self._line.send(sent, until)
        told = self._answer(until)
        self.in_step = True
        return told

    def get_in_step(self, within: float = 3.0) -> None:
        """Opens the line afresh and waits until the printer has answered everything of before."""
        self._line.open()
        self._read.clear()
        until = time.monotonic() + within
        self._line.send(language.command(language.Word.MODEL), until)
        another, missed = False, DeviceTrouble("transport", device=self._line.device, problem="garbled")
        while time.monotonic() < until:
            try:
                told = self._answer(until)
            except DeviceTrouble as trouble:
                if trouble.facts.get("problem") == "garbled":
                    continue
                missed = trouble
                break
            if told == self.model or (not self.model and _could_be_model(told)):
                self.model, self.in_step = told, True
                return
            another = another or _could_be_model(told)
        if another:  # another printer stands there now: the next try believes its name
            self.model = ""
        raise missed

    def close(self) -> None:
        self.in_step = False
        self._line.close()

    def _answer(self, until: float) -> str:
        while language.NUL not in self._read:
            gap = min(until, time.monotonic() + QUIET) if self._read else until
            piece = self._line.receive(gap)
            self._read[:] = (self._read + piece).lstrip(language.NUL)
            if len(self._read) > LONGEST_ANSWER:
                self._read.clear()
                raise DeviceTrouble("transport", device=self._line.device, problem="garbled")
            if not piece and time.monotonic() >= gap:
                if not self._read:
                    raise DeviceTrouble("transport", device=self._line.device, problem="silence")
                break
        body, _, rest = bytes(self._read).partition(language.NUL)
        self._read[:] = rest.lstrip(language.NUL)
        return language.answer(body)


def _could_be_model(told: str) -> bool:
    """Whether a first answer is a model's name rather than a late answer to a question of an earlier desk."""
    asked_of_it = told in language.POSITIONS or language.volts(told) is not None or language.number(told) is not None
    return bool(told) and not asked_of_it and of_answer(told) == "reply"
