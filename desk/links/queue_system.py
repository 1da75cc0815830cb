"""A hall's own queue machine over HTTP, as docs/queue.md asks it of its maker.

    POST ‹links.queue›/‹act›  {msgid, hall, window, …}  → {msgid, result: "ok" | ‹refusal›, ticket: {…} | null}
    POST ‹links.queue›/list   {msgid, hall, window}     → {msgid, result: "ok", waiting: [ticket …], here: [ticket …]}

    act       take, call, recall, skip, back, transfer, done, pause, resume
    refusal   no_such_ticket, not_waiting, not_at_this_window

Invariants
1. A message id is asked again unchanged; the machine does it once and repeats its answer after that.
2. An answer that names another message is nobody's answer: it is refused as bad, and nothing is taken from it.
3. No name and no identity number goes out. A person who takes a number is a code that only this store can make.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from secrets import token_hex
from typing import Any

from desk.errors import Refused
from desk.links.credentials import signing_for
from desk.links.wire import Wire
from desk.ports import Clock, QueueNumber, QueueStanding
from desk.settings import Settings

ACTS = ("take", "call", "recall", "skip", "back", "transfer", "done", "pause", "resume")
REFUSALS = ("no_such_ticket", "not_waiting", "not_at_this_window")
KINDS = ("ordinary", "booked", "priority")
STATES = ("waiting", "called", "serving", "served", "skipped", "left")
LONGEST_NUMBER = 8


class RemoteQueue:
    """`desk.ports.QueueSystem` over HTTP; used by one caller at a time."""

    def __init__(self, wire: Wire, hall: str) -> None:
        self._wire = wire
        self._hall = hall

    def standing(self, window: str) -> QueueStanding:
        """Raises OutsideSilent(queue_unavailable); error as of `PlatformRegistry.ask`."""
        answer = self._ask(self._wire.nonce(), "list", window, {})
        if answer["result"] != "ok":
            raise self._wire.trouble("refused", text=str(answer["result"]))
        return QueueStanding(self._tickets(answer.get("waiting")), self._tickets(answer.get("here")))

    def act(self, message_id: str, act: str, window: str, facts: Mapping[str, str]) -> QueueNumber | None:
        """Raises OutsideSilent as `standing`, Refused with one of REFUSALS."""
        answer = self._ask(message_id, act, window, facts)
        if answer["result"] in REFUSALS:
            raise Refused(str(answer["result"]), ticket=facts.get("number", ""))
        if answer["result"] != "ok":
            raise self._wire.trouble("refused", text=str(answer["result"]))
        told = answer.get("ticket")
        return None if told is None else self._ticket(told)

    def close(self) -> None:
        self._wire.close()

    def _ask(self, message_id: str, act: str, window: str, facts: Mapping[str, str]) -> dict[str, Any]:
        self._wire.begin()
        answer = self._wire.post(f"/{act}", {"msgid": message_id, "hall": self._hall, "window": window, **facts})
        if answer.get("msgid") != message_id or not isinstance(answer.get("result"), str):
            raise self._wire.trouble("bad_answer")
        return answer

    def _tickets(self, told: Any) -> tuple[QueueNumber, ...]:
        if not isinstance(told, list):
            raise self._wire.trouble("bad_answer")
        return tuple(self._ticket(one) for one in told)

    def _ticket(self, told: Any) -> QueueNumber:
        try:
            one = QueueNumber(
                number=_text(told, "number").strip().upper(),
                kind=_text(told, "kind"),
                state=_text(told, "state"),
                taken_at=_moment(told["taken_at"]),
                called_at=_moment(told["called_at"]) if told.get("called_at") else None,
                calls=int(told.get("calls") or 0),
                window=_text_or_none(told, "window"),
                service=_text_or_none(told, "service"),
                reason=_text_or_none(told, "reason"),
                booked_for=_text_or_none(told, "booked_for"),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise self._wire.trouble("bad_answer") from None
        if not 0 < len(one.number) <= LONGEST_NUMBER or one.kind not in KINDS or one.state not in STATES:
            raise self._wire.trouble("bad_answer")
        return one


def _text(told: Mapping[str, Any], name: str) -> str:
    """Raises KeyError, TypeError."""
    value = told[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _text_or_none(told: Mapping[str, Any], name: str) -> str | None:
    return None if told.get(name) in (None, "") else _text(told, name)


def _moment(text: str) -> datetime:
    """A time with its offset. Raises ValueError, TypeError."""
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError(text)
    return when


def open_queue(settings: Settings, clock: Clock) -> RemoteQueue:
    """The queue machine behind `links.queue`; nothing is asked yet. Raises UsageError as `signing_for`."""
    links, hall = settings.links, settings.hall
    signing = signing_for("queue", links.signing)
    wire = Wire(links.queue, "queue_unavailable", "links.queue", clock, signing, partial(token_hex, 16), links.timeout)
    return RemoteQueue(wire, hall.number)
