"""What a key press means before any screen is asked: a key's name, or a code from a keyboard scanner.

A scanner types faster than any hand. Its first letter is taken as a key, those that follow at once are swallowed, and
its Enter turns them all into a code. A password is typed as fast by some: while one is being typed nothing is a code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

BARE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_unknown)
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""A scanner holds none of these: such a press is always a key."""
REST = 2.0
"""Seconds a hand may rest in the middle of a password."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One press: a key by name, a scanned code, or neither when it was swallowed."""

    key: str = ""
    code: str = ""


class KeyEar:
    """Tells keys from codes; the time is asked for, so that tests can be as fast or as slow as they like."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._wedge: Any = None
        self._last_letter = float("-inf")
        self._last_of_password = float("-inf")

    def password_typed(self) -> None:
        """A letter of a password went into its field. Should the screen change under the hand, what follows up to its
        Enter is still the password: no code, and no key."""
        self._last_of_password = self._now()

    def hear(self, event: QKeyEvent) -> Heard:
        """What this press means."""
        key = name_of(event)
        letter = "\n" if key == "Return" else event.text()
        if letter != "\n" and (not letter.isalnum() or event.modifiers() & HELD):
            return Heard(key)
        if self._now() - self._last_of_password <= REST:
            self._last_of_password = float("-inf") if letter == "\n" else self._now()
            return Heard(key if letter == "\n" else "")
        if self._wedge is None:
            from devices.scanner import Wedge  # the driver's module is loaded with the first key, not the first paint

            self._wedge = Wedge()
        now = self._now()
        follows = now - self._last_letter <= self._wedge.FAST
        self._last_letter = float("-inf") if letter == "\n" else now
        scan = self._wedge.key(letter, now).scan
        if scan is not None:
            return Heard(code=scan.text)
        return Heard() if follows and letter != "\n" else Heard(key)


def name_of(event: QKeyEvent) -> str:
    """The key as the table of keys writes it: Ctrl+Return, F7, Space; empty for a modifier alone."""
    if event.key() in BARE:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
    return QKeySequence(modifiers.value | Qt.Key(key).value).toString(QKeySequence.SequenceFormat.PortableText)
