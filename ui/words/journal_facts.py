"""What else an entry of the journal holds beside who, what and when: each fact with its name, codes in words."""

from typing import Any

from ui.words import grouped, money, say, word
from ui.words.journal import GROUPS, WHY, facts_of
from ui.words.paying import method_words

LABELS = {
    "about": "查到的件",
    "action": "动作",
    "after": "之后",
    "amount": "金额",
    "answers": "参保应答",
    "approval": "复核什么",
    "before": "之前",
    "blank": "空白卡",
    "calls": "叫了几次",
    "card": "卡号",
    "cards": "卡数",
    "cards_counted": "实点空白卡",
    "case": "件",
    "cases": "件数",
    "cash_counted": "实点现金",
    "cash_expected": "应有现金",
    "channel": "渠道",
    "collector": "谁来领",
    "copies": "份数",
    "count": "张数",
    "counted": "实点",
    "day": "日期",
    "digest": "内容校验码",
    "draft": "来访",
    "drafts": "草稿",
    "edition": "第几版",
    "entries": "日志条数",
    "expected": "应有",
    "failures": "连错几次",
    "first": "从哪天",
    "first_bad": "从第几条起",
    "found": "查到",
    "given_up": "放弃的锚点",
    "group": "哪一类",
    "how": "怎么办的",
    "job": "打印任务",
    "kind": "种类",
    "last": "到哪里",
    "maker": "谁制卡",
    "material": "材料",
    "message": "报文编号",
    "method": "付法",
    "missing": "缺几张",
    "new": "新增",
    "occasion": "哪一次",
    "operator": "工号",
    "pages": "页数",
    "paper": "纸的编号",
    "password": "密码",
    "people": "人数",
    "pictures": "影像",
    "place": "放在哪里",
    "question": "问题校验码",
    "read": "怎么读的证",
    "reason": "原因",
    "receipt": "收据号",
    "refund": "退费",
    "reply": "答复",
    "role": "角色",
    "seconds": "秒数",
    "second": "第二人",
    "seq": "第几条",
    "serials": "卡号",
    "sha256": "内容校验码",
    "slip": "单号",
    "source": "来源",
    "spoiled": "印坏几张",
    "troubled": "只看没办成的",
    "variance": "差异",
    "waits": "等哪一件",
    "what": "看什么",
    "why": "为什么",
    "window": "窗口",
}
"""Facts by the names under which services write them; one that is not here stands under its own name."""

FEN = ("amount", "cash_counted", "cash_expected", "counted", "expected", "refund")
SAID_ALREADY = {
    "account_enabled": ("enabled",),
    "approval_asked": ("what",),
    "approval_decided": ("approval",),
    "card_service": ("action",),
    "case": ("before",),
    "greeted": ("read",),
    "listed": ("found",),
    "looked": ("what",),
    "paper": ("kind",),
    "payment": ("amount",),
    "refund": ("amount",),
    "searched": ("found", "kind"),
    "sign_in": ("why",),
    "sign_out": ("why",),
}
"""Facts that the sentence about an entry has in it."""
TABLES = {"action": "card_actions", "approval": "approvals", "material": "materials", "role": "roles"}
STATES = {"card_job": "print_job_states", "paper_job": "print_job_states", "stock_adjusted": "blank_states"}
"""Where the words for before, after and why stand."""


def fact_rows(what: str, facts: str) -> list[str]:
    """One line for each fact that says something."""
    known = facts_of(facts)
    said = SAID_ALREADY.get(what, ())
    told = {name: value_words(what, name, known[name]) for name in sorted(known) if name not in said}
    return [
        say("{name}：{value}", name=say(LABELS[name]) if name in LABELS else name, value=value)
        for name, value in told.items()
        if value
    ]


def value_words(what: str, name: str, value: Any) -> str:
    """A fact's value as it is read; empty where it says nothing."""
    if isinstance(value, bool):
        return say("是") if value else ""
    if isinstance(value, list):
        return say("、").join(value_words(what, name, one) for one in value)
    if value is None or value == "":
        return ""
    if name in FEN and isinstance(value, int):
        return say("{sum} 元", sum=money(value))
    code = str(value)
    if name in ("before", "after") and what == "payment_way":
        return method_words(code)
    if name in ("before", "after", "why") and what in STATES:
        return word(STATES[what], code)
    if name == "why" and code in WHY:
        return say(WHY[code])
    if name == "group" and code in GROUPS:
        return say(GROUPS[code])
    return word(TABLES[name], code) if name in TABLES else grouped(code)
