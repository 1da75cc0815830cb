"""What the customer screen says at each moment: pure, from the clerk's step to words in large type.

Rules
    1. Nothing but what concerns this person, and nothing of the clerk's notes.
    2. The lines to be checked are the very lines that will be submitted; only the number is hidden, and only where a
       chip vouches for it: a number that was typed is shown whole, because nobody else can check it.
    3. Two buttons at most, and the equal answers of a choice or of the rating, of which none is preselected.
    4. Whatever is not known here is the neutral page.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.ports import Stroke
from ui.clerk.review_rows import signer_of
from ui.page import Act
from ui.parts.ink import plain
from ui.parts.section import Section
from ui.words import grouped, money, say, word
from ui.words.verdicts import codes

WELCOME, NEUTRAL, CHOOSE, REVIEW, FACE, PASSWORD, SIGN, RATING, THANKS = (
    "welcome",
    "neutral",
    "choose",
    "review",
    "face",
    "password",
    "sign",
    "rating",
    "thanks",
)
LEVELS = (5, 4, 3, 2, 1)
WORDS = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}


@dataclass(frozen=True, slots=True)
class CustomerState:
    """One page of the customer screen."""

    kind: str = WELCOME
    head: str = ""
    second: str = ""
    window: str = ""
    rows: tuple[Section, ...] = ()
    signs: bool = False
    """There is a box for a signature; open for ink while `strokes` is None."""
    signer: str = ""
    """Whose signature it is, over the box."""
    strokes: tuple[Stroke, ...] | None = None
    signed: str = ""
    face: bytes | None = None
    buttons: tuple[Act, ...] = ()
    levels: tuple[Act, ...] = ()
    note: str = ""
    large: bool = False
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What a page is made from: the screen that is up at the counter, its state, the visit, and this machine."""

    screen: str
    state: Any
    visit: Any
    window: str
    signed_at: str = ""
    speaks: bool = False
    tiers: tuple[tuple[int, int], ...] = ()
    """What there is to choose from: tier in per cent, monthly sum in fen."""


def page_of(moment: Moment) -> CustomerState:
    """The page for a moment."""
    if moment.visit is None:
        return welcome(moment.window) if moment.screen == "reception" else neutral(moment.window)
    if moment.state is None or getattr(moment.state, "discreet", False):
        return neutral(moment.window)
    page = {"decide": _choose, "materials": _choose, "review": _review, "handover": _handover, "rating": _rating}.get(
        moment.screen
    )
    made = page(moment) if page is not None else None
    if made is None:
        return neutral(moment.window)
    return replace(made, window=moment.window, busy=bool(moment.state.busy))


def welcome(window: str) -> CustomerState:
    """Nobody is being served."""
    return CustomerState(WELCOME, say("欢迎"), say("请把身份证交给工作人员"), window)


def neutral(window: str) -> CustomerState:
    """Nothing to be done on this side."""
    return CustomerState(NEUTRAL, say("请稍候"), say("工作人员会告诉您"), window)


def is_elderly(visit: Any) -> bool:
    """Whether this person reads large print."""
    traits = visit.case.traits if visit.case is not None else (visit.decision or {}).get("traits") or ()
    return "elderly" in traits


def hidden(number: str) -> str:
    """First three, last four: 110 *********** 3368."""
    return f"{number[:3]} {'*' * (len(number) - 7)} {number[-4:]}" if len(number) >= 15 else number


def _choose(moment: Moment) -> CustomerState | None:
    """A flexible employee who enrols says which tier to pay by; both are equal, none is preselected."""
    if "choose_base_tier" not in codes((moment.visit.decision or {}).get("prerequisites")):
        return None
    words = ((tier, say("{tier}%，每月 {sum} 元", tier=tier, sum=money(sum_))) for tier, sum_ in moment.tiers)
    levels = tuple(Act("tier", each, str(tier)) for tier, each in words)
    return CustomerState(CHOOSE, say("请选缴费档次"), say("选了还可以改，签名才算数"), levels=levels)


def _review(moment: Moment) -> CustomerState | None:
    visit, state = moment.visit, moment.state
    if visit.decision is None or visit.draft is None:
        return None
    signed, who = state.strokes is not None, signer_of(visit.decision)
    if state.objected:
        second = say("已告诉工作人员，请说哪一行不对")
    elif signed:
        second = say("都对，请稍候；有错，请按“内容有误”")
    elif who == "guardian":
        second = say("都对，请监护人签名；有错，请按“内容有误”")
    else:
        second = say("都对，请签名；有错，请按“内容有误”")
    objection = Act("object_to", say("内容有误"), enabled=not state.objected)
    if signed:
        buttons: tuple[Act, ...] = (Act("sign_again", say("重新签名")), objection)
    elif moment.speaks:
        buttons = (Act("read_aloud", say("读给我听")), objection)
    else:
        buttons = (objection,)
    return CustomerState(
        REVIEW,
        say("请核对"),
        second,
        rows=_lines(visit.draft.situation, visit.decision, state.lines),
        signs=True,
        signer=_box_words(who),
        strokes=state.strokes,
        signed=_signed_words(moment) if signed else "",
        buttons=buttons,
        note=say("签名只用于这一件"),
    )


def _box_words(who: str) -> str:
    return {"guardian": say("监护人签名"), "agent": say("代办人签名")}.get(who, say("您的签名"))


def _lines(situation: Mapping[str, Any], decision: Mapping[str, Any], lines: Sequence[Section]) -> tuple[Section, ...]:
    number = str((decision.get("holder") or {}).get("number") or "")
    vouched = (situation.get("identity") or {}).get("read") == "chip"
    shown = hidden(number) if vouched else grouped(number)
    return tuple(Section(line.label, shown if line.words == grouped(number) else line.words) for line in lines)


def _signed_words(moment: Moment) -> str:
    return say("已签名 {time}", time=moment.signed_at) if moment.signed_at else say("已签名")


def _handover(moment: Moment) -> CustomerState | None:
    """The first of the four things that is still to be done is the one asked for."""
    state, visit = moment.state, moment.visit
    open_things = [entry.code for entry in state.things if not entry.right]
    if not open_things or "identity" in open_things:
        return None
    first = open_things[0]
    own = any(entry.code == "password" for entry in state.things)  # an agent sets none for the holder
    if first == "face":
        head = say("这是您的卡") if own else say("这是您代领的卡")
        buttons = (Act("face_seen", say("都对")), Act("face_objected", say("卡面有误")))
        return CustomerState(FACE, head, say("请看姓名、号码、照片"), face=state.face, buttons=buttons)
    if first == "password":
        return CustomerState(PASSWORD, say("请设密码"), say("请在密码键盘输入，工作人员看不到"))
    if first == "signature":
        case = visit.about or visit.case
        rows = [Section(say("姓名"), f"**{case.name}**"), Section(say("事项"), word("services", "collect"))]
        if case.card is not None:
            rows.append(Section(say("新卡号"), case.card.number))
        return CustomerState(
            SIGN,
            say("请签名"),
            say("签了就是收到了这张卡"),
            rows=tuple(rows),
            signs=True,
            signer=_box_words(signer_of(visit.draft.situation)),
            note=say("签名只用于这一件"),
        )
    return None


def _rating(moment: Moment) -> CustomerState | None:
    if moment.state.rated:
        return CustomerState(THANKS, say("谢谢"), say("您的评价已收到"))
    if not moment.state.rating:
        return None
    levels = tuple(Act("rate", say(WORDS[level]), str(level)) for level in LEVELS)
    return CustomerState(RATING, say("请评价这次服务"), say("不评也可以；评了什么，柜台看不到。"), levels=levels)


def aloud(state: CustomerState) -> str:
    """The page as it is read to somebody: each line a sentence, numbers digit by digit, what is hidden left out."""
    lines = (say("{label}：{words}", label=row.label, words=plain(row.words)) for row in state.rows)
    read = say("。").join((state.head, *lines, state.second, *(act.words for act in state.levels)))
    return re.sub(r"\d{5,}", lambda number: " ".join(number.group()), re.sub(r"\*{2,}", say("隐去"), read))
