"""A road of states: which state may follow which, and who takes the step.

`journey.py` and `card_life.py` are tables of this shape. A table is the only place that knows its steps; the code that
moves a thing asks `check` first, and the documentation draws what the table says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from desk.errors import Refused

S = TypeVar("S", bound=StrEnum)


class WrongStage(Refused):
    """A thing cannot go from the state it is in to the one that was wanted.

    Kind `wrong_stage`; facts `thing`, `state`, `wanted` and `possible`, the codes of the states that may follow.
    """

    def __init__(self, thing: str, state: str, wanted: str, possible: Iterable[str]) -> None:
        super().__init__("wrong_stage", thing=thing, state=state, wanted=wanted, possible=tuple(possible))


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """One step: from `source` to `target`, taken by `act`, in the words of the hall."""

    source: S
    target: S
    act: str


class Road(Generic[S]):
    """All steps of one kind of thing, in the order they were written."""

    def __init__(self, thing: str, states: type[S], steps: Iterable[tuple[S, S, str]]) -> None:
        self.thing = thing
        self.states = tuple(states)
        self.steps = tuple(Step(*step) for step in steps)
        self._states = states
        self._after: dict[S, tuple[S, ...]] = {
            state: tuple(step.target for step in self.steps if step.source is state) for state in states
        }

    def __iter__(self) -> Iterator[Step[S]]:
        return iter(self.steps)

    def after(self, state: str) -> tuple[S, ...]:
        """The states that may follow."""
        return self._after[self._states(state)]

    def may_follow(self, state: str, wanted: str) -> bool:
        """Whether `wanted` may follow `state`; a state never follows itself."""
        return self._states(wanted) in self.after(state)

    def check(self, state: str, wanted: str) -> None:
        """Raises WrongStage unless `wanted` may follow `state`."""
        if not self.may_follow(state, wanted):
            raise WrongStage(self.thing, str(state), str(wanted), self.after(state))

    def ends(self) -> tuple[S, ...]:
        """The states that nothing follows."""
        return tuple(state for state in self.states if not self._after[state])
