"""Trouble at the counter is told wherever somebody stands, and leaves the counter at work."""

import pytest
from desk_builder import SUPERVISOR
from ui_desk import furnished, seat

from desk.errors import DeskError
from ui import screens


@pytest.fixture
def ui(qtbot, tmp_path):
    seated = seat(qtbot, furnished(tmp_path))
    seated.sit_down(SUPERVISOR)
    return seated


def told(ui):
    """What the screen that is up says in large letters."""
    verdict = ui.window.view.verdict
    return verdict.accessibleName() if verdict.isVisibleTo(ui.window) else ""


def test_a_screen_that_cannot_be_made_leaves_the_one_before_alive_and_is_told_there(qtbot, ui, monkeypatch):
    ui.press("Ctrl+4")
    assert ui.screen == "approvals"

    def missing(name: str, *_: object) -> object:
        raise ImportError(name)

    with monkeypatch.context() as broken, qtbot.capture_exceptions() as seen:
        broken.setattr(screens, "screen_of", missing)
        ui.press("Ctrl+5")
    assert [kind for kind, *_ in seen] == [ImportError]
    assert ui.screen == "approvals"
    ui.counter.fail(DeskError("bug", number="A1B2"))  # as the program's hook does
    assert "A1B2" in told(ui)
    ui.press("Ctrl+5")
    assert ui.screen == "today"


@pytest.mark.parametrize(
    ("key", "place"), [("Ctrl+2", "find"), ("Ctrl+3", "to_collect"), ("Ctrl+4", "approvals"), ("Ctrl+5", "today")]
)
def test_trouble_is_told_where_no_verdict_stands_otherwise_and_is_gone_after_that(ui, key, place):
    ui.press(key)
    assert (ui.screen, told(ui)) == (place, "")
    ui.counter.presenter.tell(DeskError("bug", number="A1B2"))
    assert "A1B2" in told(ui)
    ui.press("Ctrl+1", key)
    assert told(ui) == ""
