"""What the sheets of the counter's window say: the keys of a screen, and what 更多 offers."""

from collections.abc import Callable, Sequence

from ui.keys import sheet
from ui.page import Act
from ui.parts.sheet import Line, Sheet
from ui.words import say


def keys_sheet(screen: str, *, practice: bool, can: Callable[[str], bool]) -> Sheet:
    """Every key that does something on a screen."""
    lines = tuple(Line(key, words) for key, words in sheet(screen, practice=practice, can=can))
    return Sheet("keys", say("键盘一览"), lines)


def more_sheet(acts: Sequence[Act]) -> Sheet:
    """What can be done now and has no button of its own, the first ten under a digit: 1 to 9, then 0."""
    digits = (*"1234567890", *[""] * len(acts))
    lines = tuple(Line(digit, act.words, act.code) for digit, act in zip(digits, acts, strict=False) if act.enabled)
    return Sheet("more", say("更多"), lines or (Line("", say("这里没有别的事可做")),))
