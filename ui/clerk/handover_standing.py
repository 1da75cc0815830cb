"""How far a hand-over is, and what is said of it: the sentence at the top, and what Enter does or waits for.

nobody identified ──a card──> checked ─may not─> papers are missing
     └─ another's card            └─may──> a second person, where one has to be there ──> the things to do ──> the card
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ui.page import FINE, HERE, LOOK, STOP, Act, Verdict
from ui.words import say, together
from ui.words.verdicts import reason_sentence, verdict_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page of a hand-over is read from."""

    stranger: str = ""
    """Whose card was laid down that is not the holder's, while it was not said that they collect."""
    reader_down: bool = False
    decision: Mapping[str, Any] | None = None
    """About whoever was identified; None while nobody was."""
    may: bool = False
    approvals: tuple[str, ...] = ()
    signed_by_second: bool = False
    missing: tuple[str, ...] = ()
    """The things still to be done, in order."""
    sets_password: bool = True
    """An agent does not: the holder comes for that."""
    old_card: bool = False

    @property
    def wants_second(self) -> bool:
        """A second person has to agree before anything else."""
        return self.may and bool(self.approvals)


def verdict(s: Standing) -> Verdict:
    """The sentence, and the line under it."""
    if s.stranger:
        words = say("这是{name}的证件，不是持卡人的", name=s.stranger)
        return Verdict(LOOK, words, say("来代领就按 Enter；不是，就请持卡人放证，或按 Esc 搁置。"))
    if s.decision is None and s.reader_down:
        return Verdict(LOOK, say("读卡器没有应答"), say("接好后请他再放身份证；现在要交，按 F10 选“没带身份证”。"))
    if s.decision is None:
        return Verdict(HERE, say("请再放一次身份证"), say("核对来领的人，是不是这张卡的持卡人。"))
    if not s.may:
        reasons = say("；").join(reason_sentence(one) for one in s.decision["reasons"])
        return Verdict(STOP if verdict_of(s.decision).mark == STOP else LOOK, say("还不能交卡"), reasons)
    if s.approvals:
        return Verdict(LOOK, say("须第二人在场"), say("第二人输入工号和口令后才能交卡。"))
    then = say("交卡时启用，旧卡同时作废。") if s.old_card else say("交卡时启用。")
    if not s.missing:
        return Verdict(FINE, say("可以交卡"), together(say("该做的都做完了。"), then))
    if not s.sets_password:
        then = together(then, say("代领不设密码，由持卡人本人来设。"))
    return Verdict(HERE, say("还差 {n} 件事就能交卡", n=len(s.missing)), then)


def primary(s: Standing) -> Act:
    """What Enter does, or what it waits for."""
    if s.stranger:
        return Act("for_another", say("{name}来代领", name=s.stranger))
    if s.decision is None:
        return Act("give", say("等身份证"), enabled=False)
    if not s.may:
        return Act("add_papers", say("补材料"))
    if s.approvals:
        ready = s.signed_by_second
        return Act("release", say("第二人放行") if ready else say("等第二人输入口令"), enabled=ready)
    if s.missing:
        names = {"face": say("等核对卡面"), "password": say("等持卡人设密码"), "signature": say("等签名")}
        return Act("give", names.get(s.missing[0], say("等收回临时卡")), enabled=False)
    return Act("give", say("交卡并启用"))
