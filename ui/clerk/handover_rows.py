"""The rows of the hand-over: what has to be done before a card changes hands, and what is known of the card."""

from typing import Any

from ui.page import FINE, HERE, TODO
from ui.parts.entry_row import Entry
from ui.parts.section import Section
from ui.words import say

THINGS = ("identity", "face", "password", "signature")


def thing_row(thing: str, done_at: str, who: str, *, identified: bool) -> Entry:
    """One thing to be done by `who` (holder, guardian, agent); `done_at` is empty while it is open.

    Nothing is pressed before somebody was identified.
    """
    identity, looked, signs = {
        "agent": (
            (say("核对代领人"), say("他的身份证件、委托书")),
            say("代领人看过，按空格"),
            say("代领人签领卡回执"),
        ),
        "guardian": (
            (say("核对监护人"), say("他的身份证件、关系证明")),
            say("监护人看过，按空格"),
            say("监护人签领卡回执"),
        ),
        "holder": (
            (say("核对本人"), say("再次读身份证，与申请人相同")),
            say("持卡人看过，按空格"),
            say("领卡回执"),
        ),
    }[who]
    name, second = {
        "identity": identity,
        "face": (say("核对卡面"), looked),
        "password": (say("设密码"), say("持卡人设好，按空格")),
        "signature": (say("签名"), signs),
        "return_temporary_card": (say("收回临时卡"), say("剪角收好；收了按空格")),
    }[thing]
    pressable = identified and not done_at and thing not in ("identity", "signature")
    mark = FINE if done_at else TODO if not identified and thing != "identity" else HERE
    return Entry(name, mark, second, right=done_at, code=thing, strong=True, pressable=pressable)


def face_is_wrong(who: str) -> str:
    """Who of them found a mistake on the card."""
    return {"agent": say("代领人说卡面有误"), "guardian": say("监护人说卡面有误")}.get(who, say("持卡人说卡面有误"))


def facts_of(case: Any, old_card: str) -> tuple[Section, ...]:
    """The blank, the new card, what becomes of the old one, and who switches the bank's part on."""
    rows = []
    if case.blank:
        rows.append(Section(say("空白卡"), case.blank))
    if case.card is not None:
        rows.append(Section(say("新卡号"), case.card.number))
    if old_card:
        rows.append(Section(say("旧卡"), say("{number}，新卡启用时作废", number=old_card)))
    if (case.decision.get("activation") or {}).get("financial"):
        rows.append(Section(say("金融功能"), say("由持卡人到银行激活")))
    return tuple(rows)
