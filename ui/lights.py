"""The status strip's words: each device's light, the registry's last answer time, date and time."""

from datetime import datetime

from ui.desk import Desk
from ui.page import Light, Strip
from ui.words import day, say, weekday

NAMES = {
    "id_reader": "读卡器",
    "document_camera": "高拍仪",
    "camera": "摄像头",
    "card_printer": "制卡机",
    "receipt_printer": "回执机",
    "scanner": "扫码枪",
    "evaluator": "评价器",
}
NEED_NOT_BE = ("scanner", "evaluator")
"""Work goes on without them: the window's keys and the second screen do as well. They have a light when fitted."""

WHILE_WRONG = {"server": "数据库", "window": "窗口号", "clock": "电脑时间"}
"""They have a light only while something is wrong with them."""


def strip_of(desk: Desk, now: datetime) -> Strip:
    """The strip as things stand; what the devices said last is kept in `desk.told`."""
    lights = []
    for code, name in NAMES.items():
        if not desk.devices.fitted(code):
            if code in NEED_NOT_BE:
                continue
            lights.append(Light(code, say(name), "none", say("未接")))
            continue
        state, words = desk.told.get(code, ("fine", ""))
        if code in desk.down:
            state, words = "stop", words if state == "stop" else say("断线")
        elif state == "stop":  # it has worked since
            state, words = "fine", ""
        lights.append(Light(code, say(name), state, words or say("就绪")))
    state, words = desk.told.get("registry", ("fine", ""))
    lights.append(Light("registry", say("参保登记"), state, words or say("就绪")))
    lights += [Light(code, say(name), *desk.told[code]) for code, name in WHILE_WRONG.items() if code in desk.told]
    if desk.late_day is not None:
        lights.append(Light("day", say("日结"), "look", say("{day} 未结", day=f"{desk.late_day:%m-%d}")))
    if "settings" in desk.told:  # only while the file cannot be read
        lights.append(Light("settings", say("设置文件"), "stop", say("用上一份")))
    if "backup" in desk.told:  # only when there is none that should be there
        lights.append(Light("backup", say("备份"), *desk.told["backup"]))
    if desk.unprinted is not None:  # only until one comes out again
        paper, how = desk.unprinted
        lights.append(Light("unprinted", paper, "look", how))
    state, _ = desk.told.get("queue", ("fine", ""))
    if state != "fine":  # only while a machine that keeps the queue says nothing
        lights.append(Light("queue", say("叫号系统"), state, say("没有应答")))
    return Strip(tuple(lights), f"{day(now)} {weekday(now)}", f"{now:%H:%M}")
