"""The embedded insured roll: registry and card register of a hall that has no regional platform.

It answers exactly as the outside systems would, so that the desk cannot tell them apart: `ask` in the shape of
transaction 1101, `act` with the card service's `00` (done), `01` (done before) or a refusing text. Who keeps the rows
is not known here: `RollRecords` says what is asked of them.

Invariants
1. The same message id gets the same answer, however often it is asked and whatever has changed since.
2. An answer is remembered after its effect. A crash between the two makes the repetition answer `01`, never a second
   effect.
3. A person holds at most one card that is active: enabling a card voids the others, before it becomes active itself.

    inactive ──enable──► active ◄──lift_loss── temporary_loss
                           │  └──temporary_loss──►┘    │
                           └──formal_loss──► formal_loss ◄┘        cancel: from anywhere to void
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from desk.errors import UsageError
from desk.ports import Clock, RegistryAnswer

DONE = "00"
DONE_BEFORE = "01"
NO_SUCH_CARD = "无此卡"
WRONG_STATE = "卡状态不符"
"""Refusals in the card register's own words: they are shown as its answer, not as ours."""

ROAD: Mapping[str, tuple[str, frozenset[str]]] = {
    "temporary_loss": ("temporary_loss", frozenset({"active", "inactive"})),
    "formal_loss": ("formal_loss", frozenset({"active", "inactive", "temporary_loss"})),
    "lift_loss": ("active", frozenset({"temporary_loss"})),
    "cancel": ("void", frozenset({"active", "inactive", "temporary_loss", "formal_loss"})),
    "enable": ("active", frozenset({"inactive"})),
}
"""action → (status afterwards, statuses from which it is possible); M-005, M-006, M-028, M-013."""

PERSON = ("psn_no", "psn_cert_type", "certno", "psn_name", "gend", "naty", "brdy", "hsreg_addr")
INSURANCE = (
    "insutype",
    "psn_type",
    "psn_insu_stas",
    "psn_insu_date",
    "paus_insu_date",
    "insuplc_admdvs",
    "emp_name",
    "cvlserv_flag",
)
FLAG = ("psn_idet_type", "psn_type_lv", "memo", "begntime", "endtime")


class RollRecords(Protocol):
    """What the roll asks of its store. Each call is one transaction of its own.

    `number` is the 18-digit identity number or the permit's number, in upper case.
    """

    def person(self, number: str) -> Mapping[str, Any] | None:
        """The person's columns by their names in the import file, as text, and two lists of mappings beside them:

        `insurance` with the columns insutype … arrears, in the file's order, and `flags` with psn_idet_type … endtime.
        """
        ...

    def cards(self, number: str) -> Sequence[Mapping[str, Any]]:
        """Oldest first: number, status, issued, expires, region; while reported lost also loss.

        status is active, inactive, temporary_loss, formal_loss or void; dates are ISO 8601 text; loss holds kind, at,
        channel, reference.
        """
        ...

    def set_card(self, number: str, card: str, status: str, at: datetime, facts: Mapping[str, Any]) -> None:
        """Puts a card into a status; adds it when the person has no card of that number yet.

        `facts` may hold issued, expires, region (a new card), loss (a mapping, or None to forget it) and replaced_by.
        Keys that are absent stay as they are.
        """
        ...

    def answered(self, message_id: str) -> Mapping[str, Any] | None:
        """What `remember` was given for this message id, if anything."""
        ...

    def remember(self, message_id: str, answer: Mapping[str, Any]) -> None:
        """Keeps an answer, JSON values only; it may hold personal data and is sealed like it."""
        ...


class InsuredRoll:
    """`desk.ports.Registry` and `desk.ports.CardService` over rows of our own."""

    def __init__(self, records: RollRecords, clock: Clock, *, card_years: int = 10, temporary_days: int = 15) -> None:
        """How long a card is valid (0: without end) and a temporary loss report holds is for the city's pack to say."""
        self._records = records
        self._clock = clock
        self._card_years = card_years
        self._temporary = timedelta(temporary_days)

    def ask(self, message_id: str, number: str, name: str) -> RegistryAnswer:  # noqa: ARG002
        """The roll looks by number alone; whether the name agrees is for the decision to say (M-064).

        A person the roll does not know has an empty `baseinfo` and no rows.
        """
        before = self._records.answered(message_id)
        if before is not None:
            return RegistryAnswer(before)
        document = payload_1101(self._records.person(number.upper()))
        self._records.remember(message_id, document)
        return RegistryAnswer(document)

    def cards(self, number: str) -> Sequence[Mapping[str, Any]]:
        return self._records.cards(number.upper())

    def act(self, message_id: str, action: str, number: str, card: str) -> str:
        """Raises UsageError(unknown_code) for an action that is none."""
        if action not in ROAD:
            raise UsageError("unknown_code", field="action", value=action)
        before = self._records.answered(message_id)
        if before is not None:
            return str(before["answer"])
        answer = self._act(message_id, action, number.upper(), card)
        self._records.remember(message_id, {"answer": answer})
        return answer

    def _act(self, message_id: str, action: str, number: str, card: str) -> str:
        after, possible_from = ROAD[action]
        held = self._records.cards(number)
        this = next((each for each in held if each["number"] == card), None)
        now = self._clock.now()
        if this is None:
            return self._add(number, card, held, now) if action == "enable" else NO_SUCH_CARD
        status = self._status(this, now)
        if status == after:
            return DONE_BEFORE
        if status not in possible_from:
            return WRONG_STATE
        facts: dict[str, Any] = {"loss": None} if action == "lift_loss" else {}
        if action in ("temporary_loss", "formal_loss"):
            reference = f"LS{now:%Y%m%d}{message_id[-4:]}"
            kind = action.removesuffix("_loss")
            facts["loss"] = {"kind": kind, "at": now.isoformat(), "channel": "window", "reference": reference}
        if action == "enable":
            self._void_others(number, card, held, now)
        self._records.set_card(number, card, after, now, facts)
        return DONE

    def _status(self, card: Mapping[str, Any], now: datetime) -> str:
        """A temporary report that has run out leaves the card usable, until the next report (M-005)."""
        reported = (card.get("loss") or {}).get("at")
        if card["status"] == "temporary_loss" and reported is not None:
            lapses_on = datetime.fromisoformat(reported).date() + self._temporary
            return "active" if now.date() >= lapses_on else "temporary_loss"
        return str(card["status"])

    def _add(self, number: str, card: str, held: Sequence[Mapping[str, Any]], now: datetime) -> str:
        """A card made at this hall enters the register when it is enabled, for as long as cards are valid (M-065)."""
        person = self._records.person(number)
        if person is None:
            return NO_SUCH_CARD
        rows = person["insurance"]
        chosen = next((row for row in rows if row["psn_insu_stas"] == "1"), rows[0] if rows else {})
        facts = {
            "issued": now.date().isoformat(),
            "expires": _years_later(now.date(), self._card_years).isoformat() if self._card_years else "",
            "region": chosen.get("insuplc_admdvs") or number[:6],
        }
        self._void_others(number, card, held, now)
        self._records.set_card(number, card, "active", now, facts)
        return DONE

    def _void_others(self, number: str, card: str, held: Sequence[Mapping[str, Any]], now: datetime) -> None:
        for old in held:
            if old["number"] != card and old["status"] != "void":
                self._records.set_card(number, old["number"], "void", now, {"replaced_by": card})


def payload_1101(person: Mapping[str, Any] | None) -> dict[str, Any]:
    """A person's row as transaction 1101 tells it: baseinfo, insuinfo, idetinfo; empty columns are left out."""
    if person is None:
        return {"baseinfo": {}, "insuinfo": [], "idetinfo": []}
    document: dict[str, Any] = {
        "baseinfo": _told(person, PERSON),
        "insuinfo": [_insurance(row) for row in person["insurance"]],
        "idetinfo": [_told(flag, FLAG) for flag in person["flags"]],
    }
    for word in ("surv_stas", "acct_stas", "frozen_reason"):
        if person.get(word):
            document[word] = person[word]
    return document


def _insurance(row: Mapping[str, Any]) -> dict[str, Any]:
    told = _told(row, INSURANCE)
    if row.get("balc"):
        told["balc"] = float(row["balc"])
    if row.get("arrears") == "1":
        told["arrears"] = True
    return told


def _told(row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    return {column: row[column] for column in columns if row.get(column)}


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
