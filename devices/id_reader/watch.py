"""What goes over the line, for a technician's eyes: with lengths and meanings, without a person's data."""

from collections.abc import Callable
from dataclasses import dataclass

from devices.id_reader.codec import HEAD, PREAMBLE, Answer, Command


@dataclass(frozen=True, slots=True)
class Trace:
    """One frame or one miss. `direction` is out or in; `shown` its bytes in hex, a person's data as ··.

    `meaning` is a command's name in lower case, a status as two hexadecimal digits, `late` for an answer to an older
    question, or timeout, checksum, truncated for an answer that did not come.
    """

    direction: str
    shown: str
    length: int
    meaning: str


class Watch:
    """Tells whoever looks on; costs nothing while nobody does."""

    def __init__(self, tell: Callable[[Trace], None] | None) -> None:
        self._tell = tell

    def sent(self, command: Command, frame: bytes) -> None:
        if self._tell:
            self._tell(Trace("out", frame.hex(" ").upper(), len(frame), command.name.lower()))

    def received(self, command: Command, answer: Answer, *, taken: bool) -> None:
        if self._tell:
            length = len(answer.data) + 4
            head = PREAMBLE + length.to_bytes(2, "big") + answer.card_status.to_bytes(2, "big") + bytes([answer.status])
            if command is Command.SAM_ID or not any(answer.data):
                shown = answer.data.hex(" ").upper()
            else:
                shown = "··"
            told = f"{head.hex(' ').upper()} {shown}".rstrip()
            self._tell(Trace("in", told, HEAD + length, f"{answer.status:02x}" if taken else "late"))

    def missed(self, command: Command, trouble: str) -> None:  # noqa: ARG002 - a looker-on of another kind may want it
        if self._tell:
            self._tell(Trace("in", "", 0, trouble))
