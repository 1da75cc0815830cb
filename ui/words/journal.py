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
    "case": "这一件走了一步",
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


def what_happened(what: str, result: str, facts: str = "") -> str:
    """One journal entry in a few words; a result that says more than 'done' is added. `facts` is the entry's JSON."""
    words = say(WHAT[what]) if what in WHAT else what
    known = json.loads(facts) if facts.startswith("{") else {}
    if what == "case" and known.get("after"):
        return word("case_states", known["after"])
    if what in ("approval_asked", "approval_decided") and known.get("what" if what == "approval_asked" else "approval"):
        words = word("approvals", known["what" if what == "approval_asked" else "approval"])
    told = {
        "asked": say("已问"),
        "answered": say("有应答"),
        "silent": say("没有应答"),
        "refused": say("不同意"),
        "approved": say("同意"),
        "returned": say("退回"),
        "declined": say("不同意"),
        "good": say("完好"),
    }.get(result)
    if told is None and what in ("concluded", "collection_checked"):
        told = word("outcomes", result)
    if told is None and what in ("card_job", "paper_job"):
        told = word("print_job_states", result)
    return say("{what}，{result}", what=words, result=told) if told else words
