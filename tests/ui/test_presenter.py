"""What every presenter does with work in a lane."""

from dataclasses import dataclass
from typing import Any

from ui.lane import NowLane
from ui.page import Screen
from ui.presenter import Presenter


@dataclass(frozen=True, slots=True)
class Plain(Screen):
    """A screen with nothing of its own."""


def test_a_job_whose_answer_changes_nothing_leaves_no_screen_busy(qapp: Any) -> None:
    presenter = Presenter(desk=None, state=Plain())  # type: ignore[arg-type]
    told: list[bool] = []
    presenter.changed.connect(lambda state: told.append(state.busy))

    presenter.work(NowLane(), lambda: 1, lambda _: None)

    assert told == [True, False]


def test_a_job_whose_answer_is_shown_is_told_once(qapp: Any) -> None:
    presenter = Presenter(desk=None, state=Plain())  # type: ignore[arg-type]
    told: list[bool] = []
    presenter.changed.connect(lambda state: told.append(state.busy))

    presenter.work(NowLane(), lambda: 1, lambda _: presenter.show())

    assert told == [True, False]
