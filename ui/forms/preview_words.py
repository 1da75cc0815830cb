"""How a paper stands, in words: what it is called, how its last print ended, what may be done with it."""

from typing import Any

from desk.ports import PaperOutcome
from desk.rules.card_life import JobState
from ui.clerk.paper_run import ending
from ui.page import BUSY, FINE, LOOK, TODO, Verdict
from ui.words import say, word


def name_of(kind: str) -> str:
    """A paper's name in the language of the screens; behind a stroke stands the key of one among several."""
    return word("documents", kind.partition("/")[0])


def stands(one: Any, outcome: PaperOutcome | None) -> tuple[str, str]:
    """A paper's mark and how its last print ended; `outcome` is of a print made from here."""
    if outcome is not None:
        good = outcome is PaperOutcome.PRINTED
        words = ending(outcome)
    elif not one.state:
        return TODO, say("还没有打印")
    else:
        good = one.state == JobState.PRINTED
        known = {JobState.PRINTED: say("已打印"), JobState.UNKNOWN: say("未定")}
        words = known.get(one.state, say("没有打出"))
    return (FINE if good else LOOK), say("，").join(part for part in (words, one.made) if part)


def verdict_of(
    one: Any, outcome: PaperOutcome | None, *, printing: bool, trouble: Any, printable: bool, submitted: bool
) -> Verdict:
    """What stands above the paper that is shown; `trouble` is glyph_missing, or None when every character is drawn."""
    if one is None:
        return Verdict(TODO, say("没有纸可看"), say("判定以后，这里是要打的每一种纸。"))
    title = name_of(one.kind)
    if printing:
        return Verdict(BUSY, say("正在打印{paper}", paper=title), say("可以先走开，结果照样记下。"))
    if trouble is not None and not one.made:
        characters = say("、").join(trouble.facts["characters"])
        second = say("{characters} 的位置留空，打出后用手写上，再盖章。", characters=characters)
        return Verdict(LOOK, say("{paper}有字体里没有的字", paper=title), second)
    if not submitted:
        return Verdict(LOOK, say("{paper}，草样", paper=title), say("还没有提交：没有编号和验真码，不能打印。"))
    if not printable:
        mark, how = stands(one, outcome)
        return Verdict(mark, say("{paper}，{how}", paper=title, how=how), say("您的身份只看，不打印。"))
    if outcome is PaperOutcome.UNKNOWN or one.state == JobState.UNKNOWN:
        return Verdict(LOOK, say("不知道{paper}打出来没有", paper=title), say("请看打印机，再从更多里选。"))
    if outcome is PaperOutcome.PAPER_OUT:
        return Verdict(LOOK, say("缺纸，{paper}没有打出", paper=title), say("放好纸再打，仍是原件。"))
    if outcome is PaperOutcome.CANCELLED or one.state in (JobState.CANCELLED, JobState.SPOILED):
        return Verdict(LOOK, say("{paper}没有打出", paper=title), say("看看打印机，再打一次。"))
    if outcome is PaperOutcome.PRINTED or one.state == JobState.PRINTED:
        numbered = one.kind != "daily_report"  # drawn from the facts each time, never a copy
        second = say("看到的就是打出的；再打会注明补打。") if numbered else say("看到的就是打出的。")
        return Verdict(FINE, say("{paper}已打印", paper=title), second)
    return Verdict(TODO, say("{paper}还没有打印", paper=title), say("看到的就是要打的。"))
