"""What the journal's codes mean, for people."""

import json
import re
from collections.abc import Mapping
from typing import Any

from ui.words import grouped, money, say, word
from ui.words.paying import method_words

WHAT = {
    "greeted": "接待",
    "registry": "问参保登记",
    "card_service": "问卡管",
    "draft_set_aside": "搁置",
    "draft_resumed": "接着办",
    "draft_handed_over": "交给同事",
    "draft_thrown_away": "放弃没办完的一件",
    "photo_taken": "照片已采用",
    "signed": "持卡人签名",
    "concluded": "办结这次来访",
    "case_handed_on": "交给同事",
    "payment": "收款",
    "refund": "退费",
    "payment_way": "付法",
    "shift_opened": "开始收款",
    "shift_closed": "交班",
    "shift_close": "交班",
    "approval_asked": "送第二人复核",
    "approval_decided": "第二人复核",
    "approval_decide": "第二人复核",
    "second_person": "第二人签字",
    "card_reserved": "占用空白卡",
    "card_job": "制卡",
    "card_face": "看卡面",
    "unknown_card": "定未决的卡",
    "to_centre": "转制卡中心",
    "centre": "制卡中心批次",
    "collection_begun": "开始领卡",
    "collection_checked": "核对领卡人",
    "old_card": "旧卡剪角收回",
    "password": "设密码",
    "paper": "做好一张纸",
    "paper_job": "打印",
    "cured": "补齐后补材料",
    "decided_again": "重新判定",
    "linked": "与另一件相连",
    "notice_opened_again": "再次打开告知单",
    "case_reopened": "重新打开",
    "withdrawn": "撤回申请",
    "batch": "单位批量",
    "vault": "出入库",
    "letter_returned": "邮件退回",
    "enquiry": "查询",
    "looked": "查看",
    "revealed": "看完整号码",
    "searched": "查找",
    "listed": "看一列",
    "day_report": "看日报",
    "ledger_export": "导出台账",
    "journal_export": "导出日志",
    "journal_checked": "查日志",
    "rated": "已评价",
    "task": "待办",
    "stock_received": "收进空白卡",
    "stock_receive": "收进空白卡",
    "stock_moved": "空白卡换地方",
    "stock_move": "空白卡换地方",
    "stock_adjusted": "改正空白卡",
    "stock_adjust": "改正空白卡",
    "cards_destroyed": "销毁废卡",
    "cards_destroy": "销毁废卡",
    "sign_in": "登录",
    "sign_out": "退出",
    "change_password": "改口令",
    "password_changed": "改口令",
    "password_reset": "重设口令",
    "account_added": "新建账号",
    "account_enabled": "启用账号",
    "day_closed": "日结",
    "day_reopened": "重开日结",
    "daily_run": "每天一次的清理和提醒",
    "ticket": "号票",
    "window": "窗口",
    "queue": "叫号机",
    "device": "设备出错",
    "backup": "备份",
    "retention": "清除到期的资料",
    "registry_import": "导入参保名册",
    "windows_role": "准许窗口的数据库账号",
    "store_accepted": "认可旧的数据库",
    "clock_jumped": "时钟自己跳了",
}

GROUPS = {
    "looks": "看过谁",
    "visits": "办件和打印",
    "cards": "制卡和空白卡",
    "money": "钱",
    "approvals": "复核",
    "accounts": "登录和账号",
    "days": "日终",
    "house": "窗口、设备和系统",
}
"""The kinds of entries an auditor asks for, by desk.services.trail."""

LOOKED = {
    "case": "查看",
    "pages": "查看影像",
    "ratings": "查看评价",
    "batch": "查看批次",
    "centre_orders": "查看制卡单",
    "journal": "查看日志",
}
SEARCHED = {"id_number": "按身份号码查找", "number": "按受理号查找", "name": "按姓名查找"}
WINDOW = {"away": "离开窗口", "here": "回到窗口", "paused": "暂停接号", "open": "接着接号"}
REVEALED = {"phone": "看电话"}
GREETED = {"chip": "接待，读身份证", "typed": "接待，输入号码"}

RESULTS = {
    "corrected": "已更正",
    "noted": "已备注",
    "asked": "已问",
    "answered": "有应答",
    "silent": "没有应答",
    "refused": "不同意",
    "approved": "同意",
    "returned": "退回",
    "declined": "不同意",
    "good": "完好",
    "open_case_exists": "已有在办件",
    "unknown": "未定",
    "proved": "恢复过，是好的",
    "whole": "完好",
    "broken": "对不上",
    "taken": "取号",
    "taken_in": "收件",
    "handed_over": "交卡",
    "received": "收回",
}
"""Results that say more than 'done'."""
WHY = {
    "wrong_password": "口令不对",
    "disabled": "账号停用",
    "tampered": "账号被改过",
    "window_taken": "窗口号已在别处开着",
    "idle": "离开太久",
    "locked": "锁屏",
    "dismissed": "账号停用",
    "left_open": "上次断在办着的时候",
}
"""Reasons that say more than the result they stand with."""
BEGUN = ("intent", "sent", "asked")
"""Results of what had only begun when it was written down."""
DECIDED = ("concluded", "collection_checked", "decided_again", "enquiry")
"""Entries whose result is the outcome of a decision."""
IN_TABLE = {"card_job": "print_job_states", "paper_job": "print_job_states", "ticket": "ticket_states"}
"""Entries whose result is where a print job or a number stands."""

_VISIT = re.compile(r"[0-9a-f]{32}")


def what_happened(what: str, result: str, facts: str = "") -> str:
    """One journal entry in a few words; a result that says more than 'done' is added. `facts` is the entry's JSON."""
    known = facts_of(facts)
    if what == "case":
        return say("转为“{state}”", state=word("case_states", result))
    if what in ("case_handed_on", "draft_handed_over") and known.get("after"):
        return say("交给同事 {who}", who=known["after"])
    if what == "paper" and known.get("kind"):
        return say("做好{paper}", paper=word("documents", known["kind"]))
    words, told = _deed(what, result, known), _outcome(what, result, known)
    return say("{what}，{result}", what=words, result=told) if told else words


def facts_of(facts: str) -> Mapping[str, Any]:
    """An entry's facts; none where the text is not what an entry holds."""
    known = json.loads(facts) if facts.startswith("{") else {}
    return known if isinstance(known, dict) else {}


def subject_words(what: str, subject: str) -> str:
    """What an entry is about, where that says something: a case's number in its groups, an account, a day, a device."""
    if _VISIT.fullmatch(subject):
        return say("来访 {code}", code=subject[:6])
    if what == "device":
        return word("things", subject)
    return "" if subject in _SAYS_NOTHING or what == "window" else grouped(subject)


_SAYS_NOTHING = ("cases", "batches", "approvals", "journal", "ledger", "store", "clock", "roll", "practice", "none")


def _deed(what: str, result: str, known: Mapping[str, Any]) -> str:
    asked = known.get("what" if what == "approval_asked" else "approval")
    if what in ("approval_asked", "approval_decided") and asked:
        return word("approvals", asked)
    if what == "account_enabled" and known.get("enabled") is False:
        return say("停用账号")
    if what == "looked" and "count" in known:
        return say("查看等复核的件")
    narrower = {
        "looked": LOOKED.get(known.get("what", "")),
        "searched": SEARCHED.get(known.get("kind", "")),
        "greeted": GREETED.get(known.get("read", "")),
        "window": WINDOW.get(result),
        "revealed": REVEALED.get(known.get("what", "")),
    }.get(what)
    if narrower:
        return say(narrower)
    if what == "card_service" and known.get("action"):
        return say("问卡管：{action}", action=word("card_actions", known["action"]))
    return say(WHAT[what]) if what in WHAT else word("approvals", what)


def _outcome(what: str, result: str, known: Mapping[str, Any]) -> str | None:
    if known.get("why") in WHY and what != "revealed":
        return say(WHY[known["why"]])
    if what in ("payment", "refund") and "amount" in known:
        way = known.get("method")
        told_with = {"sum": money(known["amount"]), "method": method_words(way) if way else ""}
        return say("{sum} 元，{method}", **told_with) if way else say("{sum} 元", **told_with)
    if what in ("searched", "listed") and "found" in known:
        return say("{n} 件", n=known["found"])
    if what in ("stock_received", "stock_moved") and "count" in known:
        return say("{n} 张", n=known["count"])
    if what in IN_TABLE and result != "taken":
        return word(IN_TABLE[what], result)
    if result in RESULTS:
        return say(RESULTS[result])
    return word("outcomes", result) if what in DECIDED else None
