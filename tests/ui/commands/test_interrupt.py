"""Ctrl C at a command: whenever it is pressed, the command ends, and nothing half done is left."""

import signal
import sys
import time
import weakref

import pytest

from ui import cli
from ui.commands import interrupt


@pytest.fixture(autouse=True)
def _as_a_program_begins():
    """A simulator that ran in this process before left its own answer to an interrupt."""
    alarm, interrupted = signal.getsignal(signal.SIGALRM), signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGALRM, alarm)
    signal.signal(signal.SIGINT, interrupted)


class Thing:
    """Something whose end somebody wants to hear of."""


def test_an_interrupt_that_falls_into_a_callback_of_tidying_ends_the_program_all_the_same(monkeypatch):
    dropped = []
    monkeypatch.setattr(sys, "unraisablehook", dropped.append)
    interrupt.insist()
    things = [Thing()]
    watched = weakref.ref(things[0], lambda _: signal.raise_signal(signal.SIGINT))
    things.clear()
    assert watched() is None
    with pytest.raises(KeyboardInterrupt):
        time.sleep(10)
    assert dropped == []


def test_any_other_error_that_python_drops_is_still_told(monkeypatch):
    dropped = []
    monkeypatch.setattr(sys, "unraisablehook", lambda told: dropped.append(told.exc_type))
    interrupt.insist()
    thing = Thing()
    watched = weakref.ref(thing, lambda _: 1 / 0)
    del thing
    assert watched() is None
    assert dropped == [ZeroDivisionError]


def test_a_library_that_complains_because_it_was_interrupted_is_no_bug_of_ours(monkeypatch, tmp_path):
    def interrupted(*_: object) -> int:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt:
            raise RuntimeError("This transaction is closed")  # noqa: B904 - as a library does

    monkeypatch.setenv("GUITAI_LOG_DIR", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["guitai", "case", "list"])
    monkeypatch.setattr(cli, "_command", interrupted)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130
    assert list(tmp_path.iterdir()) == []
