"""What is known of the devices while the workbench is up, and how it is put into words for the screen."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from desk.errors import DeskError
from devices.checkup import ADDRESS_KEY, STOP, Check, address_of
from ui.keys import offer
from ui.page import BUSY, FINE, LOOK, NONE, Act, Bar, Deed, Problem, Verdict
from ui.parts.table import Cells
from ui.technician import bench_rows as rows
from ui.technician.bench_state import DeviceLine, KeyLine
from ui.technician.check_words import how, name_of, short
from ui.technician.house import OUTSIDE
from ui.technician.trying import WORDS, Tried
from ui.technician.workshop import Workshop
from ui.words import mistakes_of, say


@dataclass(slots=True)
class Bench:
    """`here` is the device picked; `typed` and `draft_tried` are the settings being made for it."""

    shop: Workshop
    links: Any
    here: str = "id_reader"
    checks: dict[str, Check] = field(default_factory=dict)
    house: tuple[Check, ...] = ()
    checked_at: dict[str, datetime] = field(default_factory=dict)
    tried: dict[str, Tried | DeskError] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    typed: dict[str, str] = field(default_factory=dict)
    draft_tried: Any = None
    """The section that was tried and found good; None until then."""
    deed: Deed | None = None
    pad: int = 0
    """How many times a signature was tried since the device was picked."""

    def line(self, code: str) -> DeviceLine:
        """One device of the list."""
        said, here = self.shop.said, code == self.here
        if code == "house":
            order = {STOP: 0, LOOK: 1}
            worst = min(self.house, key=lambda one: order.get(one.state, 2), default=None)
            told = worst is not None and worst.state in order
            words, mark = (short(worst), worst.state) if worst and told else (say("就绪"), FINE)
            if not self.house:
                words, mark = say("在看"), BUSY
            return DeviceLine(code, say("本机"), say("数据、规则、字体"), words, mark, rows.ICONS[code], here)
        if code in OUTSIDE:
            place = rows.where(code, getattr(self.links, code))
        else:
            baud = said.id_reader.baud if code == "id_reader" else 0
            place = rows.where(code, address_of(code, said), baud)
        one = self.checks.get(code)
        words, mark = (short(one), one.state) if one and code not in self.busy else (say("在看"), BUSY)
        return DeviceLine(code, name_of(code), place, words, mark, rows.ICONS[code], here)

    def verdict(self, off: tuple[Problem, ...] = ()) -> Verdict:
        """How the one picked is, or how its try went; with something `off` in what is typed, only that counts."""
        if off:
            return Verdict(STOP, say("这样填不对，没有试，也没有存"), say("改好下面标红的，再试。"))
        name, tried = self.here, self.tried.get(self.here)
        if name == "house":
            return self._house_verdict()
        called = name_of(name)
        if isinstance(tried, Tried):
            return Verdict(tried.mark, tried.words, tried.second)
        if self.pad and name == "signature":
            return Verdict(BUSY, say("请在下面的框里签一笔"), say("笔、手指、鼠标都行；签的不保存。"))
        if isinstance(tried, DeskError):
            happened = how(Check(name, STOP, tried.kind, tried.facts, tried))
            return Verdict(STOP, happened.what, happened.next)
        if name in self.busy:
            asks = say("请把证件放在读卡器上。") if name == "id_reader" else say("最多几秒。")
            return Verdict(BUSY, say("正在试{name}", name=called), asks)
        one = self.checks.get(name)
        if one is None:
            return Verdict(BUSY, say("正在看{name}", name=called))
        happened = how(one)
        if one.state == STOP:
            return Verdict(STOP, happened.what, happened.next)
        if one.state == NONE:
            return Verdict(NONE, say("{name}未接", name=called), say("要用就按 F7 找到它；不用可以不接。"))
        sentence = say("{name}就绪", name=called) if one.state == FINE else say("{name}能用", name=called)
        line = self.line(name)
        second = say("{where}。{what}。{next}", where=line.where, what=happened.what, next=happened.next)
        return Verdict(one.state, sentence, second)

    def _house_verdict(self) -> Verdict:
        if not self.house or "house" in self.busy:
            return Verdict(BUSY, say("正在看本机"))
        worst = next((one for one in self.house if not one.ok), None)
        if worst is not None:
            happened = how(worst)
            return Verdict(STOP, happened.what, happened.next)
        to_look_at = sum(one.state == LOOK for one in self.house)
        if to_look_at:
            return Verdict(LOOK, say("本机能用，{n} 样要看一下", n=to_look_at), say("看下面带三角的。"))
        return Verdict(FINE, say("本机就绪"), say("数据库、政策包、工作日历、字体都看过了。"))

    def keys(self, off: tuple[Problem, ...]) -> tuple[KeyLine, ...]:
        """The keys of the one picked, as typed."""
        section = getattr(self.shop.said, self.here)
        problems = {one.field: one.words for one in off}
        return tuple(
            KeyLine(
                one.name, rows.key_label(one.name), self.typed.get(one.name, ""), str(one.metadata["about"]),
                problems.get(one.name, ""),
            )
            for one in fields(section)
        )  # fmt: skip

    def bar(self, *, setting: bool, may_set: bool) -> Bar:
        """What can be done with it now; `may_set` is for whoever answers for the devices."""
        name = self.here
        idle = name not in self.busy
        if setting:
            unchanged = self.draft_tried is None
            again = offer("workbench", "try_one", say("试这个设置"), enabled=idle)
            keep = Act("save", say("保存，就用它"), "Return", idle)
            anyway = Act("save", say("没试成也保存"), "")
            return Bar(again if unchanged else keep, (Act("back", say("不改了"), "Esc"),), (anyway,), self.deed)
        words = say(WORDS.get(name, "再看一次"))
        primary = offer("workbench", "try_one", words if idle else say("正在试"), enabled=idle)
        secondaries = [offer("workbench", "test_all", say("自检全部"))]
        if name in ADDRESS_KEY and may_set:
            secondaries.append(offer("workbench", "other_way", say("设置")))
        more = (
            offer("workbench", "save_trace", say("导出支持包")),
            offer("workbench", "copy_trace", say("复制线上往来")),
        )
        return Bar(primary, tuple(secondaries), more, self.deed or Deed(say("线上往来不含姓名、号码和照片"), mark=""))


def house_lines(one: Check) -> tuple[Cells, ...]:
    """The line of the store, the rules, the calendar, the fonts …; below a file that is off, one for each mistake."""
    happened = how(one)
    words = (name_of(one.name), happened.what, happened.next)
    below = () if one.trouble is None else mistakes_of(one.trouble)
    return (Cells(words, one.name, mark=one.state, mark_at=1), *(Cells(("", mistake, "")) for mistake in below))
