"""Outside systems that misbehave on purpose, around the embedded roll; they count what reached them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desk.errors import OutsideSilent
from desk.ports import CardService, Registry, RegistryAnswer
from desk.services.counter import Counter


class SilentRegistry:
    """Does its work, but its answer is lost until `answers` is set."""

    def __init__(self, behind: Registry) -> None:
        self.behind = behind
        self.answers = False
        self.asked: list[str] = []

    def ask(self, message_id: str, number: str, name: str) -> RegistryAnswer:
        self.asked.append(message_id)
        answer = self.behind.ask(message_id, number, name)
        if not self.answers:
            raise OutsideSilent("registry_unavailable", error="timeout", attempts=2)
        return answer


class MoodyCardService:
    """Acts by its `mood`: done, lost (done, but the answer is lost), deaf (nothing is done), or a refusing text.

    `dropped` is lost for acts alone: which cards there are is still answered.
    """

    def __init__(self, behind: CardService, mood: str = "done") -> None:
        self.behind = behind
        self.mood = mood
        self.asked: list[tuple[str, str]] = []

    def cards(self, number: str) -> Sequence[Mapping[str, Any]]:
        if self.mood in ("lost", "deaf"):
            raise OutsideSilent("card_service_unavailable", error="timeout")
        return self.behind.cards(number)

    def act(self, message_id: str, action: str, number: str, card: str) -> str:
        self.asked.append((message_id, action))
        if self.mood == "deaf":
            raise OutsideSilent("card_service_unavailable", error="timeout")
        if self.mood not in ("done", "lost", "dropped"):
            return self.mood
        answer = self.behind.act(message_id, action, number, card)
        if self.mood in ("lost", "dropped"):
            raise OutsideSilent("card_service_unavailable", error="timeout")
        return answer


def with_silent_registry(desk: Counter) -> tuple[Counter, SilentRegistry]:
    """The same counter with a registry that says nothing."""
    silent = SilentRegistry(desk.registry)
    return replace(desk, registry=silent), silent


def with_card_service(desk: Counter, mood: str = "done") -> tuple[Counter, MoodyCardService]:
    """The same counter with a card service in a mood."""
    moody = MoodyCardService(desk.card_service, mood)
    return replace(desk, card_service=moody), moody
