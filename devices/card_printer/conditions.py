"""What a card printer can report, as codes, and what each code means to the person at the window.

Every dialect is folded into the same codes: the vendor's states and return codes (`vendor_states.py`), the answers of
the text language, and the printer-state-reasons of a print queue. A severity says what became of the blank:

    ready | busy      nothing is wrong
    notice            it prints, somebody should look soon
    stop              it cannot start; no blank was used
    spoiled           a job was interrupted: the blank inside is ruined
    unknown           nobody can tell what became of the blank
    offline           the printer does not answer
"""

from dataclasses import dataclass
from enum import StrEnum

from devices.card_printer.vendor_states import VENDOR_RETURNS, VENDOR_STATES


class Severity(StrEnum):
    """What a condition means for the blank and for the next card."""

    READY = "ready"
    BUSY = "busy"
    NOTICE = "notice"
    STOP = "stop"
    SPOILED = "spoiled"
    UNKNOWN = "unknown"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: how grave, what happened, what to do."""

    code: str
    severity: Severity
    what: str
    next: str


WORDS = {
    "ready": ("就绪", ""),
    "busy": ("正在工作", "等它做完"),
    "option": ("装有选配件", ""),
    "sleeping": ("在休眠", "照常打印，它会自己醒来"),
    "heating": ("正在预热", "等它热好"),
    "cooling": ("打印头过热，正在冷却", "等它凉下来，不要关机"),
    "updating": ("正在更新固件", "等它更新完，不要断电"),
    "unsupervised": ("状态暂时读不到", "稍等再试；一直这样就叫技术员"),
    "status_off": ("打印机关掉了状态报告", "叫技术员在打印机设置里打开状态报告"),
    "offline": ("没有应答", "看电源和线是否插好，再试一次"),
    "cleaning_due": ("该清洁了", "今天下班前用清洁卡清洁一次"),
    "cleaning_overdue": ("清洁过期，影响保修", "现在用清洁卡清洁"),
    "cleaning_running": ("正在清洁", "等它清洁完"),
    "ribbon_low": ("色带快用完了", "备好一卷新色带"),
    "ribbon_out": ("色带用完了", "换一卷新色带，合上盖子"),
    "ribbon_missing": ("没有装色带", "装上色带，合上盖子"),
    "ribbon_wrong": ("色带型号不对", "换成这台打印机认的色带"),
    "ribbon_unknown": ("认不出色带", "确认色带型号；不是原装色带就换掉"),
    "ribbon_error": ("色带断了或卡住了", "打开盖子，把色带接好绷紧，合上盖子"),
    "ribbon_remove": ("要先取出色带", "按打印机提示取出色带"),
    "film_low": ("转印膜或覆膜快用完了", "备好一卷新膜"),
    "film_out": ("转印膜或覆膜用完了", "换一卷新膜，合上盖子"),
    "film_missing": ("没有装膜", "装上膜，合上盖子"),
    "film_wrong": ("膜的型号不对", "换成这台打印机认的膜"),
    "film_unknown": ("认不出膜", "确认膜的型号"),
    "film_error": ("膜断了或卡住了", "打开盖子，把膜接好，合上盖子"),
    "feeder_low": ("卡箱里的卡不多了", "备好空白卡"),
    "feeder_empty": ("卡箱空了", "按领卡登记把空白卡装进卡箱"),
    "feeder_open": ("卡箱没有关好", "关好卡箱"),
    "feeder_error": ("送不进卡", "取出卡箱里的卡，抖松对齐再装回"),
    "card_wanted": ("等着放卡", "按登记把一张空白卡放进手动口"),
    "cover_open": ("盖子开着", "合上盖子"),
    "exit_full": ("出卡盒满了", "取走出卡盒里的卡，逐张核对"),
    "card_at_exit": ("出卡口还有一张卡", "取走出卡口的卡，核对是谁的"),
    "card_inside": ("机器里还有一张卡", "先看清这张卡，退到废卡盒或取出"),
    "reject_full": ("废卡盒满了", "两人一起清点废卡盒"),
    "reject_open": ("废卡盒没有关好", "关好废卡盒"),
    "jam": ("卡片卡住了", "打开盖子，取出卡片，合上盖子"),
    "head_error": ("打印头故障", "叫技术员"),
    "power": ("供电不足", "换回原装电源"),
    "locked": ("打印机被锁住", "叫技术员解锁"),
    "needs_action": ("打印机要人处理", "看色带、盖子、卡箱是否都好"),
    "service_call": ("打印机要求维修", "停用这台打印机，叫技术员"),
    "option_missing": ("这台打印机没有这个部件", "叫技术员核对型号"),
    "magnetic": ("磁条读写失败", "换一张空白卡"),
    "chip": ("芯片读写失败", "换一张空白卡；再失败就叫技术员"),
    "chip_station": ("芯片座没有应答", "叫技术员"),
    "card_motion": ("卡片没走到位", "打开盖子看卡在哪里"),
    "command": ("打印机不懂这条命令", "叫技术员核对打印机型号和设置"),
    "print_data": ("打印机不收这幅卡面", "叫技术员"),
    "no_job": ("打印任务已失效", "看打印机里和出卡口有没有卡"),
    "timeout": ("打印机没有按时答复", "看打印机里和出卡口有没有卡"),
    "cancelled": ("打印任务被取消", "看打印机里和出卡口有没有卡"),
    "in_use": ("打印机正被别的程序占用", "关掉别的打印程序再试"),
    "session": ("打印机的占用已过期", "再试一次"),
    "link": ("和打印机的连接断了", "看线是否插好"),
    "network": ("网络不通", "看网线和打印机地址"),
    "certificate": ("打印机的证书不可信", "叫技术员换证书"),
    "reply": ("打印机的答复看不懂", "叫技术员核对打印机型号和设置"),
    "system": ("系统出错", "重启打印程序；再出错就叫技术员"),
    "not_authorised": ("没有权限用这台打印机", "叫技术员授权"),
    "login": ("要先在打印机上登录", "叫技术员登录"),
    "service": ("打印服务没有应答", "叫技术员重启打印服务"),
    "paused": ("打印队列被暂停", "叫技术员恢复队列"),
    "internal": ("打印机内部错误", "关机再开；再出错就叫技术员"),
    "counter_unchanged": ("打印机说印好了，计数器没有动", "看出卡口有没有卡"),
    "counter_jumped": ("计数器多走了，可能一次进了两张卡", "看出卡口有几张卡"),
    "no_reply": ("命令发出后打印机没有答复", "看打印机里和出卡口有没有卡"),
    "paper_out": ("没有纸了", "装上纸"),
    "paper_low": ("纸快用完了", "备好一卷纸"),
    "paper_size": ("打印机没有这种纸", "换一台打印机，或请技术员在队列里加上这种纸"),
    "cutter": ("切刀卡住了", "关机，打开盖子清理切刀"),
    "fault": ("打印机出错", "关机再开；再出错就叫技术员"),
    "format": ("打印机不收这种文件", "叫技术员换一个打印队列"),
    "unknown": ("打印机报了认不得的状态", "看打印机的屏，叫技术员"),
}
"""What happened and what to do, by code; the receipt printer and the document printer report some of the same."""

ANSWERS = {
    "ERROR": "internal",
    "ERROR CDE": "command",
    "ERROR PARAMETRES": "command",
    "ERR PARAMETRES": "command",
    "NEED CLEANING": "cleaning_due",
    "ERROR TIME OUT": "card_motion",
    "ERR TIME": "card_motion",
    "ERROR HOPPER": "exit_full",
    "HOPPER FULL": "exit_full",
    "HOPPER DOOR": "feeder_open",
    "ERROR HEAD": "head_error",
    "COVER OPEN": "cover_open",
    "FEEDER EMPTY": "feeder_empty",
    "CARD JAM": "jam",
    "ERROR RIBBON": "ribbon_error",
    "ERR RIBBON": "ribbon_error",
    "ERR RIBBON TYPE": "ribbon_wrong",
    "ERR RIB DETECTION": "ribbon_missing",
    "END OF RIBBON": "ribbon_out",
    "OPT NOT AVAILABLE": "option_missing",
    "ERROR MAG": "magnetic",
    "ERROR MAG DATA": "magnetic",
    "ERROR MAG CHECKSUM": "magnetic",
    "ERROR UNKNOW": "internal",
    "BUSY": "busy",
}
"""The text language's answers other than OK."""

REASONS = {
    "media-jam": "jam",
    "media-empty": "feeder_empty",
    "media-needed": "feeder_empty",
    "media-low": "feeder_low",
    "cover-open": "cover_open",
    "door-open": "cover_open",
    "interlock-open": "cover_open",
    "marker-supply-empty": "ribbon_out",
    "toner-empty": "ribbon_out",
    "marker-supply-low": "ribbon_low",
    "toner-low": "ribbon_low",
    "marker-waste-full": "reject_full",
    "output-area-full": "exit_full",
    "input-tray-missing": "feeder_open",
    "developer-empty": "ribbon_out",
    "fuser-over-temp": "cooling",
    "offline": "offline",
    "shutdown": "offline",
    "timed-out": "offline",
    "connecting-to-device": "offline",
    "paused": "paused",
    "moving-to-paused": "paused",
    "stopped-partly": "needs_action",
    "cups-insecure-filter": "system",
    "cups-missing-filter": "system",
    "other": "needs_action",
}
"""printer-state-reasons (RFC 8011 §5.4.12) without their -report, -warning or -error ending."""

NOTICES = frozenset(
    {"ribbon_low", "film_low", "feeder_low", "cleaning_due", "ribbon_unknown", "film_unknown", "sleeping", "option"}
)
"""Codes that never keep a card from being printed."""


def condition(code: str, severity: Severity) -> Condition:
    """A code with the words that belong to it."""
    known = code if code in WORDS else "unknown"
    what, next_step = WORDS[known]
    return Condition(known, severity, what, next_step)


def of_vendor_state(name: str) -> Condition:
    """A minor state of the vendor's library; an unheard-of one is unknown."""
    code, severity = VENDOR_STATES.get(name, ("unknown", "unknown"))
    return condition(code, Severity(severity))


def of_vendor_return(name: str) -> Condition:
    """A return code of the vendor's library; an unheard-of one is unknown."""
    code, severity = VENDOR_RETURNS.get(name, ("unknown", "unknown"))
    return condition(code, Severity(severity))


def of_answer(text: str) -> str:
    """The code of an answer in the text language; empty for OK."""
    if text == "OK":
        return ""
    return ANSWERS.get(text) or ("internal" if text.startswith("ERR") else "reply")


def of_reason(keyword: str) -> str:
    """The code of a printer-state-reasons keyword; empty for none, and for unheard-of ones that are no error.

    The ending tells little: the same jam is -report, -warning or -error by what the printer is doing just then.
    """
    ending = next((ending for ending in ("-report", "-warning", "-error") if keyword.endswith(ending)), "")
    return REASONS.get(keyword.removesuffix(ending), "unknown" if ending == "-error" else "")
