"""The keys of the desk: one table from which the bindings and the F1 sheet are both made.

A key means the same everywhere. What a screen adds to that meaning (F7 on the photo screen is 自带照片) is one more row
with the screen's name. A row's `act` is the presenter's method that the key calls.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ui.page import Act
from ui.words import say


@dataclass(frozen=True, slots=True)
class Binding:
    """One row: on which screen, which key, which act, in words."""

    screen: str
    key: str
    act: str
    words: str


EVERYWHERE = "*"

TABLE: tuple[Binding, ...] = (
    Binding(EVERYWHERE, "Return", "enter", "到下一格；到了最后一格，就做主按钮的事"),
    Binding(EVERYWHERE, "Ctrl+Return", "primary", "直接做主按钮的事；不能撤回的事只认这个键"),
    Binding(EVERYWHERE, "Esc", "back", "退回一步，什么也不丢；在第一步就是搁置"),
    Binding(EVERYWHERE, "1–9", "digit", "到那一行，或选那个答案"),
    Binding(EVERYWHERE, "Ctrl+1–9", "rail", "到左边第几行"),
    Binding(EVERYWHERE, "Space", "do", "做这一行的事：拍、勾、放大"),
    Binding(EVERYWHERE, "Del", "take_back", "收回这一行"),
    Binding(EVERYWHERE, "Ctrl+Z", "undo", "撤销下面那行写的事"),
    Binding(EVERYWHERE, "F1", "show_keys", "键盘一览"),
    Binding(EVERYWHERE, "Shift+F1", "show_rule", "这一行依据的规则"),
    Binding(EVERYWHERE, "F2", "whole_card", "整张人员卡或旁边一栏"),
    Binding(EVERYWHERE, "F3", "find", "查找"),
    Binding(EVERYWHERE, "F4", "full_number", "按住时显示完整号码，会记入日志"),
    Binding(EVERYWHERE, "F5", "again", "再读、再试"),
    Binding(EVERYWHERE, "Shift+F5", "test_all", "自检全部设备"),
    Binding(EVERYWHERE, "F6", "photo", "照片"),
    Binding(EVERYWHERE, "F7", "other_way", "这里的另一种办法"),
    Binding(EVERYWHERE, "F8", "print_again", "补打"),
    Binding(EVERYWHERE, "F9", "next_ticket", "叫下一个号"),
    Binding(EVERYWHERE, "F10", "more", "更多"),
    Binding(EVERYWHERE, "F11", "pause", "暂停接号"),
    Binding(EVERYWHERE, "F12", "call_technician", "叫技术员"),
    Binding(EVERYWHERE, "Ctrl+L", "lock", "马上锁屏"),
    Binding(EVERYWHERE, "Shift+F2", "customer_screen", "客户屏：换一块屏、收起；只有一块屏就转给持卡人"),
    Binding(EVERYWHERE, "Ctrl+F2", "large_print", "客户屏：大字，或平常的字"),
    Binding(EVERYWHERE, "Ctrl+F3", "read_pages", "客户屏：念给持卡人听，或不念"),
    Binding(EVERYWHERE, "Ctrl+P", "preview", "看纸样，打印以前和以后都行"),
    # what the screens add
    Binding("waiting", "F7", "agent", "代办或单位"),
    Binding("waiting", "F8", "recall", "再叫一遍"),
    Binding("waiting", "Del", "skip", "过号"),
    Binding("waiting", "Shift+F9", "answered", "问完了，不用办件"),
    Binding("decision", "F7", "take_unverified", "先收件待核验"),
    Binding("materials", "Space", "scan", "拍下或勾上"),
    Binding("materials", "Del", "untick", "收回"),
    Binding("photo", "Space", "confirm_look", "看过：睁眼、免冠、露耳"),
    Binding("photo", "F7", "bring", "自带照片"),
    Binding("review", "F7", "sign_again", "请他重签"),
    Binding("payment", "F7", "other_method", "换一种付法"),
    Binding("issuing", "F7", "face_wrong", "卡面有误"),
    Binding("issuing", "F8", "print_again", "补打"),
    Binding("jam", "Space", "picture", "留一张照片"),
    Binding("handover", "F7", "face_wrong", "卡面有误"),
    Binding("approvals", "2", "return_it", "退回补件"),
    Binding("approvals", "3", "decline", "不同意"),
    Binding("approvals", "Up", "previous", "上一件"),
    Binding("approvals", "Down", "next", "下一件"),
    Binding("approvals", "Space", "zoom", "放大影像"),
    Binding("search", "Up", "previous", "上一件"),
    Binding("search", "Down", "next", "下一件"),
    Binding("to_collect", "Up", "previous", "上一件"),
    Binding("to_collect", "Down", "next", "下一件"),
    Binding("today", "F8", "print_report", "打印日报"),
    Binding("today", "Ctrl+S", "save_table", "导出表格"),
    Binding("uncollected", "F7", "other_way", "看电话"),
    Binding("uncollected", "Up", "previous", "上一件"),
    Binding("uncollected", "Down", "next", "下一件"),
    Binding("closing", "F7", "hand_over_shift", "交接班"),
    Binding("closing", "F8", "print_draft", "打印草表"),
    Binding("journal", "PgDown", "older", "更早的一页"),
    Binding("journal", "PgUp", "newer", "更晚的一页"),
    Binding("journal", "F5", "again", "看最新的"),
    Binding("journal", "F7", "narrow", "筛选"),
    Binding("journal", "Del", "take_back", "不筛了，看全部"),
    Binding("journal", "Ctrl+S", "save_table", "导出表格"),
    Binding("journal", "Shift+F5", "check", "从头查一遍"),
    Binding("workbench", "F5", "try_one", "试一次"),
    Binding("workbench", "Space", "pause_trace", "暂停"),
    Binding("workbench", "Ctrl+C", "copy_trace", "复制"),
    Binding("workbench", "Ctrl+S", "save_trace", "导出支持包"),
    Binding("preview", "PgDown", "next_page", "下一页"),
    Binding("preview", "PgUp", "previous_page", "上一页"),
    Binding("preview", "+", "zoom_in", "放大"),
    Binding("preview", "-", "zoom_out", "缩小"),
    Binding("preview", "0", "whole_page", "看整页"),
    Binding("preview", "Ctrl+Left", "day_before", "前一天的日报"),
    Binding("preview", "Ctrl+Right", "day_after", "后一天的日报"),
    Binding("preview", "F8", "put_out", "打印这一份"),
    Binding("lock", "F7", "switch_user", "换人登录"),
    Binding("lock", "Shift+F7", "choose_password", "换口令"),
    # at a practice desk, on every screen
    Binding("practice", "Ctrl+D", "lay_card", "练习：放一张证件"),
    Binding("practice", "Ctrl+Shift+D", "lift_card", "练习：拿走证件"),
)

_CAPS = {"Return": "Enter", "Space": "空格", "Del": "Delete", "Backspace": "退格"}


def cap(key: str) -> str:
    """How a key is written on a cap: Ctrl+Return → Ctrl Enter."""
    return " ".join(say(_CAPS[part]) if part == "Space" else _CAPS.get(part, part) for part in key.split("+"))


def binding(screen: str, act: str) -> Binding:
    """The row of an act on a screen; a programming mistake when there is none."""
    rows = [row for row in TABLE if row.act == act and row.screen in (screen, EVERYWHERE)]
    return max(rows, key=lambda row: row.screen != EVERYWHERE)


def act_of(screen: str, key: str, *, practice: bool = False) -> str | None:
    """What a key does on a screen: the screen's own row first, then the general one."""
    for wanted in (screen, EVERYWHERE, *(("practice",) if practice else ())):
        for row in TABLE:
            if row.screen == wanted and row.key == key:
                return row.act
    return None


def offer(screen: str, act: str, words: str | None = None, *, enabled: bool = True) -> Act:
    """The act as a button: its key from the table, its words from the table unless the moment has better ones."""
    row = binding(screen, act)
    return Act(act, say(row.words) if words is None else words, row.key, enabled)


def sheet(
    screen: str, *, practice: bool = False, can: Callable[[str], bool] = lambda _act: True
) -> list[tuple[str, str]]:
    """The F1 sheet: every key whose act `can` be done here, with its meaning here."""
    screens = (screen, "practice") if practice else (screen,)
    own = {row.key: row for row in TABLE if row.screen in screens}
    general = {row.key: row for row in TABLE if row.screen == EVERYWHERE}
    rows = [own.pop(key, row) for key, row in general.items()] + list(own.values())
    return [(cap(row.key), say(row.words)) for row in rows if can(row.act)]
