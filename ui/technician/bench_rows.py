"""The workbench's words: where a device is, what a frame on its wire means, how its day went."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from desk.settings import Mistake
from ui.page import LOOK, STOP, Fact, Verdict
from ui.parts.table import Cells
from ui.technician.device_log import WELL, DeviceLog, LogLine, median_seconds
from ui.words import minute, say

ICONS = {
    "id_reader": "id",
    "document_camera": "scan",
    "camera": "camera",
    "signature": "signature",
    "card_printer": "credit-card",
    "receipt_printer": "receipt",
    "document_printer": "printer",
    "evaluator": "star",
    "chip": "credit-card",
    "scanner": "scan",
    "registry": "database",
    "card_service": "database",
    "queue": "list-check",
    "house": "shield-check",
}
COMMANDS = {
    "reset": "复位",
    "status": "查安全模块",
    "sam_id": "问模块号",
    "find": "寻卡",
    "select": "选卡",
    "read": "读文字和照片",
    "read_with_fingerprint": "读文字、照片和指纹",
    "read_newest_address": "读最新住址",
    "read_chip_number": "读芯片号",
    "set_speed": "改波特率",
    "limit_radio_frame": "限射频帧长",
    "select_file": "选文件",
    "read_binary": "读文件",
    "read_record": "读记录",
    "get_response": "取回答",
    "verify_pin": "验密码",
    "change_pin": "改密码",
    "external_auth": "外部认证",
    "get_challenge": "取随机数",
    "write_record": "写记录",
    "print-job": "送去打印",
    "cancel-job": "收回任务",
    "get-job-attributes": "问任务怎样了",
    "get-jobs": "问有哪些任务",
    "get-printer-attributes": "问打印机怎样了",
    "cups-get-printers": "问有哪些队列",
    "Pem;2": "出错不自己重印",
    "Pneab;A;0": "印完卡留在里面",
    "Pneab;A;1": "印完卡送出来",
    "Pr;ymcko": "色带是 YMCKO",
    "Ss": "开始一张",
    "Sr": "印正面",
    "Se": "印完这一张",
    "Sis": "卡送到芯片位",
    "Ser": "卡送进废卡盒",
    "Scs": "清除故障",
    "Rtp": "问型号",
    "Rlr;p": "问卡在哪里",
    "Rlr;c": "问该不该清洁",
    "Rcr": "问色带用完没有",
    "Rco;c": "问一共印过几张",
    "Rrt;count": "问色带还剩几张",
    "Rrt;qty": "问色带一卷几张",
    "Rse;o": "问盖子关着没有",
    "Rse;f": "问卡箱里有没有卡",
    "Rse;b": "问出口有没有卡",
}
STATUSES = {
    "90": "正常",
    "9f": "有卡",
    "80": "没有卡",
    "91": "没有这一项",
    "10": "问句有错码",
    "11": "问句长度不对",
    "21": "不认识的命令",
    "23": "不允许",
    "24": "未知错误",
    "31": "卡不认模块",
    "32": "模块不认卡",
    "33": "信息验证失败",
    "37": "指纹验证失败",
    "3f": "长度不对",
    "40": "卡不对",
    "41": "读失败：卡移开了",
    "47": "取随机数失败",
    "60": "模块自检失败",
    "66": "模块没有授权",
    "81": "选卡失败：卡移开了",
    "9000": "正常",
    "6982": "不满足安全条件",
    "6a82": "没有这个文件",
    "6a83": "没有这条记录",
    "0000": "正常",
    "0001": "正常，有些要求没有照办",
    "0404": "做不到",
    "0406": "没有这个队列或任务",
    "040a": "不认这种文件",
    "040b": "不认这种纸",
    "0507": "忙",
}
REAL_TIME = {
    "10 04 01": "问打印机怎样了",
    "10 04 02": "问为什么停了",
    "10 04 03": "问出了什么错",
    "10 04 04": "问纸够不够",
}
"""A receipt printer's real-time questions (DLE EOT n); each is answered by one byte, 12 when all is well."""
MISSED = {
    "timeout": "没有按时回答",
    "checksum": "错码",
    "truncated": "断在半路",
    "late": "迟到的回答，不要",
    "data": "内容不显示",
}
NOTES = {"fitted": "存了新设置，从现在起用它"}
"""What somebody did at the bench."""
ADVICE = {
    "41": ("卡在读完前移开了", "请放稳约 1 秒再拿走。若总是这样，试别的读卡位置；不是读卡器坏了。"),
    "81": ("卡在选卡时移开了", "请放稳约 1 秒再拿走。"),
    "31": ("卡没有认出这台模块", "把卡转个方向再放一次；换一张卡也这样，换读卡器。"),
    "33": ("卡里的信息没有通过验证", "换一张卡再试；只有这一张这样，是卡的问题。"),
    "60": ("模块自检没有通过", "拔下读卡器，等十秒再插上；还这样就换一台。"),
    "66": ("模块没有授权", "这台读卡器不能用，换一台。"),
    "timeout": ("发出去了，没有回答", "看线和电源；看端口对不对、波特率对不对（填 0 自动找）。"),
    "checksum": ("回答里有错码", "线可能松了或太长，换一根线；附近有大功率设备就离远些。"),
    "truncated": ("回答断在半路", "线可能松了，插紧或换一根。"),
}


def where(name: str, address: str, baud: int = 0) -> str:
    """Where a device is, for people: 串口 COM3, 115200."""
    if not address:
        return say("可不接") if name in ("evaluator", "scanner", "chip") else say("未接")
    if address in ("screen", "embedded"):
        return say("本机")
    scheme, _, rest = address.partition(":")
    if scheme == "tcp":
        return say("网络，{port}", port=rest.rpartition(":")[2])
    if scheme in ("ipp", "ipps"):
        return say("打印队列 {name}", name=rest.rstrip("/").rpartition("/")[2])
    if scheme in ("http", "https", "rtsp"):
        return say("网络")
    if scheme in ("usb", "hid", "usblp") or address.startswith("/dev/video"):
        return "USB"
    if name in ("camera", "document_camera"):
        return say("第 {n} 个摄像头", n=int(address) + 1) if address.isdigit() else PurePath(address).name
    if name in ("chip", "document_printer"):
        return address
    port = PurePath((rest if scheme == "serial" else address).partition("?")[0]).name
    return say("串口 {port}, {baud}", port=port, baud=baud) if baud else say("串口 {port}", port=port)


def wire_cells(lines: Sequence[LogLine]) -> tuple[Cells, ...]:
    """The newest frames; the last one that went wrong is the one to look at."""
    worst = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].meaning in ADVICE), -1)
    cells = []
    for number, line in enumerate(lines):
        way = {"out": say("发"), "in": say("收")}.get(line.direction, "")
        shown = line.shown if line.shown or not line.length else say("{n} 字节", n=line.length)
        if "··" in line.shown:
            shown = say("{head} {n} 字节", head=line.shown, n=line.length)
        told = meaning(line.meaning) or _real_time(line.shown, lines[number - 1].shown if number else "")
        words = (f"{line.at:%H:%M:%S}.{line.at.microsecond // 1000:03d}", way, shown, told)
        cells.append(Cells(words, selected=number == worst))
    return tuple(cells)


def _real_time(shown: str, before: str) -> str:
    """A receipt printer's question or its answer; empty for everything else."""
    if shown in REAL_TIME:
        return say(REAL_TIME[shown])
    return (say("正常") if shown == "12" else say("要看一下")) if before in REAL_TIME and len(shown) == 2 else ""


def meaning(code: str) -> str:
    """A command, a status or a miss in words; what the printers say themselves stays as it is."""
    if code in COMMANDS:
        return say(COMMANDS[code])
    if code in STATUSES:
        return say("{code} {words}", code=code.upper(), words=say(STATUSES[code]))
    words = MISSED.get(code) or NOTES.get(code)
    return say(words) if words else code


def advice(lines: Sequence[LogLine]) -> Verdict | None:
    """What to do about the last thing that went wrong, unless it has gone well since."""
    for line in reversed(lines):
        if line.meaning in ADVICE:
            what, do = ADVICE[line.meaning]
            return Verdict(LOOK if line.meaning in ("41", "81", "31", "33") else STOP, say(what), say(do))
        if line.direction == "in" and line.meaning == WELL and "··" in line.shown:
            return None
    return None


def figures(log: DeviceLog, day: date, checked: str) -> tuple[Fact, ...]:
    """How a reader's day went."""
    readings = log.readings(day)
    failed = [one for one in readings if one.status != WELL]
    middle = median_seconds(readings)
    seconds = say("{n} 秒", n=f"{middle:.1f}") if middle is not None else say("还没有")
    failures = say("没有")
    if failed:
        last = say(STATUSES.get(failed[-1].status, "没有按时回答"))
        failures = say("{n} 次，{last}", n=len(failed), last=last)
    return (
        Fact(say("今日读卡"), say("{n} 次", n=len(readings))),
        Fact(say("中位用时"), seconds),
        Fact(say("失败"), failures),
        Fact(say("上次自检"), checked),
    )


def checked_words(at: object, ok: bool) -> str:
    """08:12 通过."""
    if at is None:
        return say("还没有")
    return say("{time} 通过", time=minute(at)) if ok else say("{time} 没有通过", time=minute(at))  # type: ignore[arg-type]


KEYS = {
    "port": "串口",
    "baud": "波特率",
    "timeout": "限时，秒",
    "decoder": "照片解码",
    "address": "地址",
    "seconds_per_card": "每张秒数",
    "queue": "打印队列",
    "source": "来源",
    "reader": "读卡器名",
    "suffix": "后缀",
}


WANTS = {
    "wants_int": "{key} 要写成整数，不是“{value}”",
    "wants_float": "{key} 要写成数，不是“{value}”",
    "wants_str": "{key} 要写成文字，不是“{value}”",
    "wants_one_of": "{key} 只能是其中之一：{wanted}",
    "wrong_form": "{key} 要这样写：{wanted}",
    "too_small": "{key} 太小，要在 {wanted} 里",
    "too_large": "{key} 太大，要在 {wanted} 里",
}


def key_label(key: str) -> str:
    """A key of the settings file in words."""
    return say(KEYS[key]) if key in KEYS else key


def wrong(mistake: Mistake) -> str:
    """What is wrong with one key of a device, which is called as its field is."""
    key = key_label(mistake.key.rpartition(".")[2])
    return say(WANTS.get(mistake.problem, "{key} 不对：“{value}”"), key=key, value=mistake.value, wanted=mistake.wanted)
