"""Trouble in words: what happened and what to do, for every kind of DeskError.

The table holds, for each kind, one or more pairs (what happened, what to do). The first pair whose {facts} the error
carries is said; the last pair of a kind needs none. Facts that are codes are put into words first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

from desk.errors import DeskError


@dataclass(frozen=True, slots=True)
class Told:
    """What happened, and what to do next: two sentences for a person."""

    what: str
    next: str


SENTENCES: dict[str, tuple[tuple[str, str], ...]] = {
    # ── identity card reader ──
    "no_reader": (
        ("找不到身份证阅读器（{port}）", "请插好阅读器的线，再按 F5；还不行请技术员看端口设置"),
        ("找不到身份证阅读器", "请插好阅读器的线，再按 F5；还不行请技术员看端口设置"),
    ),
    "no_card": (("没有找到身份证", "请把身份证平放在阅读器上，再试一次"),),
    "card_moved": (("没读到：卡移开了，请再放一次", "放稳，听到提示音再拿开"),),
    "card_suspect": (("这张证件没有通过验证", "不显示证件内容；请换本人其他有效证件，或请主管来看"),),
    "wrong_card": (("放的是另一个人的证件", "请放这一件的本人证件"),),
    "transport": (
        ("与{device}的通信断了（{problem}）", "请看线是否插好，再按 F5"),
        ("与{device}的通信断了", "请看线是否插好，再按 F5"),
        ("与设备的通信断了", "请看线是否插好，再按 F5"),
    ),
    "reader_fault": (("阅读器内部出错", "请拔下再插上，按 F5；还不行请叫技术员"),),
    "reader_unauthorised": (("阅读器的安全模块没有授权", "这台阅读器不能用，请换一台，并叫技术员"),),
    "unsupported": (
        ("{device}不支持这个操作", "请用别的办法办，或请技术员看设备说明"),
        ("设备不支持这个操作", "请用别的办法办，或请技术员看设备说明"),
    ),
    "data": (
        ("证件里的“{field}”不对，不能用", "请换本人其他有效证件，或请主管人工核验"),
        ("证件里的数据不对，不能用", "请换本人其他有效证件，或请主管人工核验"),
    ),
    # ── card printer, chip, camera, paper ──
    "no_printer": (
        ("找不到{device}", "请看电源和线，再按 F5"),
        ("找不到制卡机", "请看电源和线，再按 F5"),
    ),
    "printer_not_ready": (
        ("{device}还不能打印：{reasons}", "照提示处理好，再按 F5；没有用掉空白卡"),
        ("制卡机还不能打印：{reasons}", "照提示处理好，再按 F5；没有用掉空白卡"),
        ("制卡机还不能打印", "看制卡机面板上的提示，处理好再按 F5；没有用掉空白卡"),
    ),
    "card_spoiled": (("制卡机报告：卡印坏了", "从出卡口取出这张卡，记废卡后重制；不会再收费"),),
    "card_jam": (("卡卡了", "取出卡，看一看是好是坏，再回答画面上的问题"),),
    "outcome_unknown": (("不知道卡印出来没有", "先看出卡口和制卡机里面，再回答画面上的问题；不会自动重印"),),
    "no_camera": (
        ("摄像头断开（{source}）", "请插好摄像头；也可以用自带照片 F7"),
        ("摄像头断开", "请插好摄像头；也可以用自带照片 F7"),
    ),
    "no_chip_reader": (("找不到社保卡读卡器", "请插好读卡器，再按 F5"),),
    "device_fault": (
        ("{device}出错：{problem}", "请看设备面板，处理好再按 F5；还不行请叫技术员"),
        ("{device}出错", "请看设备面板，处理好再按 F5；还不行请叫技术员"),
        ("设备出错", "请看设备面板，处理好再按 F5；还不行请叫技术员"),
    ),
    "photo_not_acceptable": (
        ("照片不合格：{problems}", "请照提示重拍，或换一张自带照片"),
        ("照片不合格", "请照提示重拍，或换一张自带照片"),
    ),
    "glyph_missing": (
        ("有字体里没有的字：{characters}", "没有打印。请技术员装齐字体（fonts-babelstone-han、fonts-hanazono）"),
        ("有字体里没有的字", "没有打印。请技术员装齐字体（fonts-babelstone-han、fonts-hanazono）"),
    ),
    "not_genuine": (
        ("这张回执验不过：{reason}", "不要凭它办事，请按受理号在系统里查"),
        ("这张回执验不过", "不要凭它办事，请按受理号在系统里查"),
    ),
    "pin_wrong": (
        ("密码不对，还可试 {tries_left} 次", "请持卡人想清楚再输"),
        ("密码不对", "请持卡人想清楚再输"),
    ),
    "pin_blocked": (("密码已锁住", "须办密码重置，请持卡人带身份证件办理"),),
    # ── usage ──
    "settings": (
        ("设置文件有 {count} 处不对：{mistakes}", "照行号改好再来；现在用的还是上一次的好设置"),
        ("设置文件不对", "改好再来；现在用的还是上一次的好设置"),
    ),
    "pack_broken": (
        ("政策包有 {count} 处不对：{mistakes}", "照行号改好，用 guitai policy check 再验"),
        ("政策包不能用", "用 guitai policy check 看每一处错"),
    ),
    "no_file": (
        ("没有这个文件：{file}", "看看路径和文件名"),
        ("没有这个文件", "看看路径和文件名"),
    ),
    "unknown_code": (
        ("“{value}”不是{key}的代码", "看看词汇表里有哪些代码"),
        ("有不认识的代码", "看看词汇表里有哪些代码"),
    ),
    "walk_in": (
        ("这份来件说明不完整：{problem}", "补好再来"),
        ("这份来件说明不完整", "补好再来"),
    ),
    "bad_date": (("“{value}”不是日期", "日期写成 2026-03-16 这样"), ("日期不对", "日期写成 2026-03-16 这样")),
    "usage": (("命令用得不对：{problem}", "加 --help 看用法"), ("命令用得不对", "加 --help 看用法")),
    "no_case": (
        ("没有这样的件：{number}", "按号码查更准；也可以用姓名或拼音首字母查"),
        ("没有这样的件", "按号码查更准；也可以用姓名或拼音首字母查"),
    ),
    "same_key_other_payload": (("同一个操作编号送来了两样内容", "没有办。请退回上一步重新来一次"),),
    # ── the rules refuse ──
    "refused": (("规则不允许，原因在决定里", "照一次性告知单补齐再来"),),
    "calendar_not_covered": (
        ("工作日历只到 {covered_until}", "请技术员放入新一年的日历；在那之前不承诺日期"),
        ("工作日历不够用", "请技术员放入新一年的日历；在那之前不承诺日期"),
    ),
    "wrong_stage": (
        ("这一件现在是“{state}”，不能变成“{wanted}”", "请重新打开这一件，看它现在到了哪一步"),
        ("这一件现在不能这样办", "请重新打开这一件，看它现在到了哪一步"),
    ),
    "calendar_broken": (
        ("工作日历文件不对：{problem}", "请技术员改好日历文件；在那之前不承诺日期"),
        ("工作日历文件不对", "请技术员改好日历文件；在那之前不承诺日期"),
    ),
    "no_blank": (("没有空白卡了", "请主管领卡入库；也可以转制卡中心"),),
    "day_closed": (("这一天已经日结", "请主管重新打开这一天，或记到今天"),),
    # ── the store ──
    "store_locked": (("数据库被另一个柜台程序占着", "请先关掉另一个窗口，再打开"),),
    "store_damaged": (
        ("数据库损坏：{place}", "不要再办件。请技术员用最近的备份恢复"),
        ("数据库损坏", "不要再办件。请技术员用最近的备份恢复"),
    ),
    "store_read_only": (("数据库现在只能读不能写", "请技术员看磁盘和文件权限；没有东西丢失"),),
    "store_full": (("磁盘满了，这一步没有存", "请技术员腾出空间，再按一次；前面的都在"),),
    "store_newer": (("数据库是更新版本的程序写的", "请用新版程序打开；这一版不动它"),),
    "store_older": (("数据库是旧版本的", "请先运行 guitai db upgrade"),),
    "store_missing_key": (("找不到这个数据库的密钥", "请技术员放回密钥；没有密钥打不开，也没有东西丢失"),),
    "store_replaced": (("数据库文件被换掉了", "先不要办件，请技术员来看；刚才那一步没有算数"),),
    "journal_broken": (
        ("操作日志从第 {first_bad} 条起对不上", "不要再改动，请审计员和技术员来看"),
        ("操作日志对不上", "不要再改动，请审计员和技术员来看"),
    ),
    # ── not permitted ──
    "role": (
        ("这件事要{wanted}来办", "请有权限的同事登录"),
        ("您的身份不能办这件事", "请有权限的同事登录"),
    ),
    "second_person": (("须由第二个人确认", "请另一位有权限的同事输入姓名和口令"),),
    "same_person": (("您是经办人，须由别人复核", "请另一位同事来复核"),),
    "wrong_password": (
        ("口令不对，还可试 {left} 次", "看看大小写，再输一次"),
        ("口令不对", "看看大小写，再输一次"),
    ),
    "throttled": (
        ("试得太多，请等 {seconds} 秒", "到时再试；忘了口令请主管重设"),
        ("试得太多", "过一会儿再试；忘了口令请主管重设"),
    ),
    "account_disabled": (("这个账号停用了", "请主管看账号"),),
    "credential_needed": (("正式模式下要说明是谁在办", "加 --as 姓名，口令从标准输入或 GUITAI_PASSWORD_FILE 给"),),
    "weak_password": (
        ("这个口令不合规则：{problem}", "换一个再试"),
        ("这个口令不合规则", "换一个再试"),
    ),
    # ── outside ──
    "registry_unavailable": (
        ("参保登记没有应答，可先收件，不收费、不制卡", "按 F7 先收件待核验；恢复后同一编号会自动再问"),
    ),
    "card_service_unavailable": (("卡管系统没有应答，没有改动任何卡", "稍后再试；同一编号不会做两次"),),
    "database_unreachable": (("数据库服务器没有应答", "请看网络；已经受理的都在服务器上"),),
    "spooler_unavailable": (("打印服务没有应答", "请看打印机和打印队列，再按 F8 补打"),),
    # ── ours ──
    "bug": (
        ("程序出错，已记下，编号 {number}。这一件没有丢。", "按 F5 再试；还不行请把编号告诉技术员"),
        ("程序出错，已记下。这一件没有丢。", "按 F5 再试；还不行请叫技术员"),
    ),
}

_UNKNOWN = ("没有办成（{kind}）", "没有东西丢失。请把这一行告诉技术员")

DEVICES = {
    "id_reader": "身份证阅读器",
    "card_printer": "制卡机",
    "receipt_printer": "回执机",
    "document_printer": "打印机",
    "camera": "摄像头",
    "document_camera": "高拍仪",
    "chip": "社保卡读卡器",
    "scanner": "扫码枪",
    "signature": "签名板",
    "evaluator": "评价器",
    "registry": "参保登记",
    "card_service": "卡管系统",
}
ROLES = {"clerk": "经办人", "supervisor": "主管", "technician": "技术员", "auditor": "审计员"}

_TABLES = {"device": DEVICES, "wanted": ROLES, "role": ROLES}


def told(error: BaseException) -> Told:
    """What to say of an error: facts become words, and an error that is not a DeskError is our own bug."""
    from ui.words import say

    if not isinstance(error, DeskError):
        error = DeskError("bug")
    facts = _facts_in_words(error)
    for what, do in SENTENCES.get(error.kind, ()):
        if _names(what) | _names(do) <= facts.keys():
            return Told(say(what, **facts), say(do, **facts))
    what, do = _UNKNOWN
    return Told(say(what, **{**facts, "kind": str(error)}), say(do))


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _facts_in_words(error: DeskError) -> dict[str, Any]:
    from ui.words import day, say, word

    facts: dict[str, Any] = {}
    for name, value in error.facts.items():
        if name == "mistakes" and isinstance(value, Iterable):
            mistakes = list(value)
            facts |= {"mistakes": say("；").join(map(_mistake, mistakes)), "count": len(mistakes)}
        elif name in _TABLES and value in _TABLES[name]:
            facts[name] = say(_TABLES[name][str(value)])
        elif isinstance(value, date):
            facts[name] = day(value)
        elif isinstance(value, list | tuple | set | frozenset):
            facts[name] = say("、").join(word(name, str(one)) for one in value)
        elif value is not None and value != "":
            facts[name] = word(f"{name}s", value) if isinstance(value, str) else value
    return facts


PROBLEMS = {
    "not_utf8": "文件不是 UTF-8",
    "not_toml": "不是 TOML 写法",
    "unknown_key": "没有这个键",
    "wants_section": "这里要写成一节",
    "wants_str": "要写成文字",
    "wants_int": "要写成整数",
    "wants_float": "要写成数",
    "wants_bool": "要写 true 或 false",
    "wants_one_of": "只能是其中之一",
}


def _mistake(mistake: object) -> str:
    """One mistake of a settings file or a policy pack: its line, its key, what is wrong with it."""
    from ui.words import say

    if isinstance(mistake, Mapping):
        line, key, problem, value = (mistake.get(name, "") for name in ("line", "key", "problem", "value"))
    else:
        line, key, problem, value = (getattr(mistake, name, "") for name in ("line", "key", "problem", "value"))
    place = say("第 {line} 行", line=line) if line else ""
    wrong = say(PROBLEMS[str(problem)]) if problem in PROBLEMS else str(problem or mistake)
    return " ".join(str(part) for part in (place, key, wrong, value) if part)
