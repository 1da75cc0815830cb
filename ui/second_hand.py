"""The base of the screens on which a second person signs, with their own number and password."""

from typing import Any

from desk.errors import DeskError, NotPermitted
from ui.desk import Desk
from ui.page import Screen
from ui.parts.second_person import SecondAsked
from ui.presenter import Presenter
from ui.words import say, told


class SecondHand(Presenter):
    """Keeps what the second person types; a subclass says in `_render` what it does with it.

    The password lives here from its first keystroke until it is sent or the screen is left, and is never part of a
    state; whoever was refused types it again.
    """

    second_title = ""
    """Who is asked for."""
    ANOTHER = ("same_person", "role", "account_disabled")
    """Refusals after which somebody else has to sign; after the others it is the password that was wrong."""

    def __init__(self, desk: Desk, state: Screen) -> None:
        super().__init__(desk, state)
        self._name, self._password, self._attempt, self._problem = "", "", 0, ""
        self._another = False

    def leave(self) -> None:
        """The password does not outlast the screen."""
        self._forget_password()
        super().leave()

    def name(self, text: object) -> None:
        """The second person's number."""
        self._name = str(text)
        self._render()

    def password(self, text: object) -> None:
        """Their password as it is typed."""
        self._password = str(text)
        self._render()

    def _render(self) -> None:
        raise NotImplementedError

    @property
    def _signed_by_second(self) -> bool:
        return bool(self._name.strip() and self._password)

    def _credential(self) -> Any:
        """What is sent; the password is forgotten with it."""
        from desk.services.counter import Credential

        given = Credential(self._name.strip(), self._password)
        self._password = ""
        return given

    def _second(self) -> SecondAsked:
        title = self.second_title or say("第二人")
        return SecondAsked(title, self._name, self._attempt, self._problem, another=self._another)

    def _second_accepted(self) -> None:
        """The next one who signs starts anew."""
        self._name, self._password, self._attempt, self._problem = "", "", self._attempt + 1, ""
        self._another = False

    def _second_refused(self, error: DeskError) -> None:
        """What is wrong with a number or a password stands under it; what is wrong with the act is its verdict."""
        self._attempt += 1
        of_theirs = isinstance(error, NotPermitted) or error.kind == "password"
        self._problem, self._another = told(error).what if of_theirs else "", error.kind in self.ANOTHER
        self._render()
        if not of_theirs:
            self.tell(error)

    def _forget_password(self) -> None:
        if self._password:
            self._password, self._attempt = "", self._attempt + 1
