"""The check-up in words: what each thing is called, how it is, and what to do about it."""

from collections.abc import Mapping
from typing import Any

from desk.errors import DeviceTrouble, NotAcceptable
from devices.checkup import FINE, NONE, STOP, Check
from ui.words import Told, day, say, told
from ui.words.trouble import conditions, facts_in_words, row_of, say_with

NAMES = {
    "id_reader": "读卡器",
    "document_camera": "高拍仪",
    "camera": "摄像头",
    "signature": "签字",
    "card_printer": "制卡机",
    "receipt_printer": "回执机",
    "document_printer": "文档打印机",
    "evaluator": "评价器",
    "chip": "社保卡读卡器",
    "scanner": "扫码枪",
    "registry": "参保登记",
    "card_service": "卡管系统",
    "queue": "排队叫号",
    "hall": "大厅",
    "store": "数据库",
    "settings": "设置文件",
    "policy": "政策包",
    "calendar": "工作日历",
    "fonts": "字体",
    "voice": "语音",
}
DETAILS: dict[str, tuple[str, str]] = {
    "not_fitted": ("未接", ""),
    "any_pen": ("手写笔、触屏、鼠标都能签", ""),
    "module": ("安全模块 {module}", ""),
    "printer_ready": ("可以制卡", ""),
    "printer_ribbon": ("色带剩 {left} 张", ""),
    "printer_warns": ("能用，但{reasons}", "{do}"),
    "silent": ("不报状态，纸尽了也不会说", "看它是否单向连接；能双向就接双向的口"),
    "paper": ("纸够", ""),
    "paper_low": ("少纸", "备好一卷新纸"),
    "queue": ("打印队列在等", ""),
    "outcome_not_told": ("打印后不知道印出来没有，会问人", "能用网络打印机（ipp://）就用它"),
    "picture": ("有画面，{width}×{height}，亮度 {brightness}%，{ms} 毫秒", ""),
    "there": ("已插好", ""),
    "second_screen": ("用第二块屏", ""),
    "answers": ("有应答", ""),
    "line_open": ("端口打得开", ""),
    "answered": ("{seconds} 秒", ""),
    "settings_right": ("写得对", ""),
    "settings_later": ("写对了，现在用的还是上一份", "关掉程序再打开，就用新的"),
    "on_server": ("在服务器上，没有落后于这里见过的", ""),
    "may_do_more": (
        "在服务器上，窗口用的账号能改表、摘守卫",
        "另用一个什么也不拥有的账号：guitai db provision",
    ),
    "whole": ("每一页都读得出，没有被换过", ""),
    "hall_named": ("{hall}，{window} 号窗口，编号 {number}", ""),
    "hall_sample": ("还是样本：{hall}，编号 {number}", "在 guitai.toml 的 [hall] 里填真的名称、区划和机构编号"),
    "practice_figures": (
        "{pack} 里还有 {n} 条是练习数字，不是本地的",
        "guitai policy draft {pack} 写出来，逐条确认后放进 policies/",
    ),
    "in_force": ("{pack}，版本 {version}", ""),
    "not_in_force": ("{pack} 版本 {version} 现在不生效", "放入生效的政策包，用 guitai policy check 再验"),
    "covered": ("到 {until}", "年底前放入新一年的日历文件"),
    "rare_missing": ("缺字：{characters}", "装齐生僻字字体：fonts-babelstone-han、fonts-hanazono"),
    "faces": ("字体都在，含生僻字", ""),
    "faces_missing": ("缺字体：{characters}", "装齐生僻字字体：fonts-babelstone-han、fonts-hanazono"),
    "all_drawn": ("{n} 个生僻字都有字形", ""),
    "speaks": ("{engine} 能念叫号，也能给持卡人念", ""),
    "mute": ("没有语音引擎：不念叫号，也不给持卡人念", "要念就装 espeak-ng，或带中文的 speech-dispatcher"),
    "not_asked": ("没有问", "先处理别的，再查一次"),
}
SHORT = {
    "no_reader": "未找到",
    "no_printer": "未找到",
    "no_camera": "未找到",
    "no_chip_reader": "未找到",
    "transport": "断线",
    "registry_unavailable": "没有应答",
    "card_service_unavailable": "没有应答",
    "queue_unavailable": "没有应答",
    "printer_not_ready": "停了",
}
QUICK = 0.1
"""Seconds below which nobody counts."""


def name_of(code: str) -> str:
    """What a thing is called."""
    return say(NAMES[code])


def how(one: Check) -> Told:
    """How a thing is and what to do, in two short sentences; the second is empty when there is nothing to do."""
    if one.trouble is not None:
        return _trouble(one)
    what, do = DETAILS[one.detail]
    if one.detail == "answered" and one.facts["seconds"] < QUICK:
        what = "有应答，不到 0.1 秒"
    facts = _in_words(one.facts)
    follow = say(do, **facts) if do and one.state != FINE else ""
    return Told(say(what, **facts), follow)


def short(one: Check) -> str:
    """One word or figure for a list or a light."""
    if one.state == NONE:
        return {"not_fitted": say("未接"), "mute": say("没有")}.get(one.detail, say("没有问"))
    if one.state == STOP:
        return say(SHORT.get(one.detail, "出错"))
    left = one.facts.get("left")
    if one.detail in ("printer_ribbon", "printer_warns") and left is not None:
        return say("色带剩 {left} 张", left=left)
    if one.detail == "answered" and one.facts["seconds"] >= QUICK:
        return say("{seconds} 秒", seconds=one.facts["seconds"])
    return say("少纸") if one.detail == "paper_low" else say("就绪") if one.state == FINE else say("要看一下")


def document(one: Check) -> dict[str, Any]:
    """A check in the words of the command line's contract."""
    happened = how(one)
    return {"name": one.name, "ok": one.ok, "detail": happened.what, "next": happened.next}


def _trouble(one: Check) -> Told:
    assert one.trouble is not None
    if one.detail == "printer_not_ready":
        reasons = conditions("reasons", one.trouble.facts.get("reasons", ()))
        safe, do = say("没有用掉纸和卡"), reasons.get("do", "")
        return Told(say("停了：{reasons}", **reasons), say("{safe}。{do}", safe=safe, do=do) if do else safe)
    if isinstance(one.trouble, DeviceTrouble | NotAcceptable):  # nothing was entered here that could be safe
        facts = facts_in_words(one.trouble)
        what, _, do = (say_with(part, facts) for part in row_of(one.trouble))
        return Told(what, do)
    return told(one.trouble)


def _in_words(facts: Mapping[str, Any]) -> dict[str, Any]:
    words = dict(facts)
    if "reasons" in facts:
        words |= {"do": "", **conditions("reasons", facts["reasons"])}
    if "characters" in facts:
        words["characters"] = say("、").join(facts["characters"])
    if "until" in facts:
        words["until"] = day(facts["until"])
    return words
