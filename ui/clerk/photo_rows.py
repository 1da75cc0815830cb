"""The lights of 照片: what the clerk looks at himself, each rule of the standard, and the sentence over them."""

from collections.abc import Sequence
from typing import Any

from ui.page import FINE, LOOK, STOP, Verdict
from ui.parts.entry_row import Entry
from ui.words import say
from ui.words.photo_rules import photo_problem, photo_rules

TRIES_BEFORE_OWN = 3
MOST = 8
OF_THE_FILE = ("bytes", "size", "format")
"""What only a finished shot is measured for: unless it is broken it stands last, and the lights seen live stay put."""


def lights(checks: Sequence[Any], *, seen: bool) -> tuple[Entry, ...]:
    """One light for each rule, those that are broken first, under the one that only a person can switch."""
    rules = sorted(photo_rules(checks), key=lambda rule: rule.ok and rule.code in OF_THE_FILE)
    entries = (
        Entry(
            rule.name,
            FINE if rule.ok else STOP,
            rule.limit,
            state_mark="" if rule.ok else STOP,
            right=rule.value,
            right_second=rule.advice,
            code=rule.code,
        )
        for rule in rules[:MOST]
    )
    return (_look(seen=seen), *entries)


def looked(rules: tuple[Entry, ...], *, seen: bool) -> tuple[Entry, ...]:
    """The same lights, after somebody looked at eyes, hat and ears or has to look anew."""
    return tuple(_look(seen=seen) if one.code == "look" else one for one in rules)


def _look(*, seen: bool) -> Entry:
    return Entry(
        say("睁眼、免冠、露耳"),
        FINE if seen else LOOK,
        say("由柜员看"),
        state_mark="" if seen else LOOK,
        right=say("看过") if seen else say("待看"),
        right_second=say("合格") if seen else say("空格确认"),
        code="look",
        pressable=not seen,
    )


def verdict(checks: Sequence[Any], *, seen: bool, by_agent: bool, tries: int, taken: bool = False) -> Verdict:
    """Of the live picture, or of a shot that was `taken`; `tries` shots were taken so far."""
    bad = [one for one in checks if not one.ok]
    if bad:
        words = say("、").join(photo_problem(one) for one in bad[:3])
        own = say("已试 {n} 次，也可以用自带照片 F7。", n=tries)
        second = own if tries >= TRIES_BEFORE_OWN else say("照右边的提示调整。")
        return Verdict(STOP, say("{problem}，还不能用", problem=words), second)
    if not seen and by_agent:
        second = say("代办的件，持卡人不在：请用自带照片 F7。看过按空格。")
        return Verdict(LOOK, say("照片合格，请看是不是持卡人"), second)
    if not seen:
        return Verdict(LOOK, say("照片合格，请看一眼本人"), say("睁眼、免冠、露耳，看过按空格。"))
    return Verdict(FINE, say("照片可以用") if taken else say("可以拍了"), say("每一条都合格。"))
