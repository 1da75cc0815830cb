"""What the journal's codes mean, for people."""

import json

from ui.words import say, word

WHAT = {
    "greeted": "接待，读身份证或输入号码",
    "registry": "问参保登记",
    "card_service": "问卡管",
    "draft_set_aside": "搁置",
    "draft_resumed": "接着办",
    "draft_handed_over": "交给同事",
    "photo_taken": "照片已采用",
    "signed": "持卡人签名",
    "concluded": "办结这次来访",
    "case_handed_on": "交给同事",
    "payment": "收款",
    "refund": "退费",
    "approval_asked": "送第二人复核",
    "approval_decided": "第二人复核",
    "card_reserved": "占用空白卡",
    "card_job": "制卡",
    "card_face": "看卡面",
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
    "vault": "出入库",
    "letter_returned": "邮件退回",
    "enquiry": "查询",
    "looked": "查看",
    "revealed": "看完整号码",
    "rated": "已评价",
    "task": "待办",
    "device": "设备出错",
}


RESULTS = {
    "asked": "已问",
    "answered": "有应答",
    "silent": "没有应答",
    "refused": "不同意",
    "approved": "同意",
    "returned": "退回",
    "declined": "不同意",
    "good": "完好",
    "open_case_exists": "已有在办件",
}
"""Results that say more than 'done'."""
BEGUN = ("intent", "sent", "asked")
"""Results of what had only begun when it was written down."""
DECIDED = ("concluded", "collection_checked", "decided_again", "enquiry")
"""Entries whose result is the outcome of a decision."""
JOBS = ("card_job", "paper_job")
"""Entries whose result is where a print job stands."""


def what_happened(what: str, result: str, facts: str = "") -> str:
    """One journal entry in a few words; a result that says more than 'done' is added. `facts` is the entry's JSON."""
    known = json.loads(facts) if facts.startswith("{") else {}
    if what == "case":
        return say("转为“{state}”", state=word("case_states", result))
    if what in ("case_handed_on", "draft_handed_over") and known.get("after"):
        return say("交给同事 {who}", who=known["after"])
    words = say(WHAT[what]) if what in WHAT else what
    if what in ("approval_asked", "approval_decided") and known.get("what" if what == "approval_asked" else "approval"):
        words = word("approvals", known["what" if what == "approval_asked" else "approval"])
    if what == "paper" and known.get("kind"):
        return say("做好{paper}", paper=word("documents", known["kind"]))
    told = say(RESULTS[result]) if result in RESULTS else None
    if told is None and what in DECIDED:
        told = word("outcomes", result)
    if told is None and what in JOBS:
        told = word("print_job_states", result)
    return say("{what}，{result}", what=words, result=told) if told else words
