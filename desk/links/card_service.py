"""The card service of the social security side, over HTTP: which cards a person holds, and five things done to a card.

Its SOAP calls in the wild take and give the same few fields; here they travel as JSON under their standard names:

    POST /cards/query  {msgid, aac002}                      → {result: "00", aac002, cards: [card, …]}
    POST /cards/act    {msgid, server, aaz500, aac002}      → {result: "00" | "01" | text}

    aac002  social security number     aaz500  card number     aab301  issuing region     aac008  status
    server  01 temporary loss · 02 formal loss · 03 lift · 04 cancel · 11 enable

`00` is done, `01` done before: both are success. The same msgid is answered once and repeated after that; a query has a
fresh one, and its answer names the person, so that nobody is ever shown somebody else's cards.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from secrets import token_hex
from typing import Any

from desk.errors import UsageError
from desk.links.credentials import signing_for
from desk.links.wire import Wire
from desk.ports import Clock
from desk.settings import Settings

SERVER: Mapping[str, str] = {
    "temporary_loss": "01",
    "formal_loss": "02",
    "lift_loss": "03",
    "cancel": "04",
    "enable": "11",
}
STATUSES = ("active", "inactive", "temporary_loss", "formal_loss", "void")


class RemoteCardService:
    """`desk.ports.CardService` over HTTP; used by one caller at a time."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def cards(self, number: str) -> Sequence[Mapping[str, Any]]:
        """Raises OutsideSilent(card_service_unavailable); error as of `PlatformRegistry.ask`."""
        self._wire.begin()
        answer = self._wire.post("/cards/query", {"msgid": self._wire.nonce(), "aac002": number})
        rows = answer.get("cards")
        if answer.get("result") != "00" or answer.get("aac002") != number or not isinstance(rows, list):
            raise self._wire.trouble("bad_answer")
        return [self._card(row) for row in rows]

    def act(self, message_id: str, action: str, number: str, card: str) -> str:
        """Raises OutsideSilent as `cards`, UsageError(unknown_code) for an action that is none."""
        if action not in SERVER:
            raise UsageError("unknown_code", key="action", value=action)
        self._wire.begin()
        told = {"msgid": message_id, "server": SERVER[action], "aaz500": card, "aac002": number}
        result = self._wire.post("/cards/act", told).get("result")
        if not isinstance(result, str) or not result:
            raise self._wire.trouble("bad_answer")
        return result

    def close(self) -> None:
        self._wire.close()

    def _card(self, row: Any) -> dict[str, Any]:
        if not isinstance(row, dict) or row.get("aac008") not in STATUSES or not isinstance(row.get("aaz500"), str):
            raise self._wire.trouble("bad_answer")
        card = {
            "number": row["aaz500"],
            "status": row["aac008"],
            "issued": row.get("issued"),
            "expires": row.get("expires"),
            "region": row.get("aab301"),
        }
        if isinstance(row.get("loss"), dict):
            card["loss"] = row["loss"]
        return card


def open_card_service(settings: Settings, clock: Clock) -> RemoteCardService:
    """The card service behind `links.card_service`; nothing is asked yet. Raises UsageError as `signing_for`."""
    links = settings.links
    signing = signing_for("card_service", links.signing)
    nonce = partial(token_hex, 16)
    kind, setting = "card_service_unavailable", "links.card_service"
    return RemoteCardService(Wire(links.card_service, kind, setting, clock, signing, nonce, links.timeout))
