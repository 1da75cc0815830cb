"""Practice without a reader: a sheet of practice people, of whom one lays the identity card down.

Ctrl D, or a click on the banner, opens the sheet; Ctrl Shift D takes the card off again. A hand that opens the card
printer is on it as well, for a card that was left inside, and at its end what can go wrong, to be practised before it
does. Only a practice desk has it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from desk.rules.calendar import add_months
from ui.counter_window import CounterWindow
from ui.lane import AnyLane
from ui.parts.sheet import Line, Sheet
from ui.words import say

FIRST = {
    "110199198503127011": "首次申领，材料都齐",
    "110199197104023368": "卡丢了，低保，免费补办",
    "440399201105201150": "学生，要监护人",
    "440399198409095276": "那个学生的父亲",
    "53019919900203715X": "外地户籍，材料不齐",
    "110199197911234188": "卡丢了，要缴费",
    "110199199006015136": "首次申领，请人代领",
    "110199198609132329": "替上一位代领的人",
    "110199199009099013": "生僻字姓名",
}
"""Those whose stories docs/clerk.md tells, by their digits, with what each comes for."""

FURTHER = {
    "110199196910107334": "卡坏了，换卡，要缴费",
    "110199198105055518": "临时挂失了，解挂或补办",
    "110199199308082414": "姓名与登记不一致，信息变更",
    "110199199909194470": "没有参保，参保登记",
    "110199198304305372": "灵活就业，选缴费档次",
    "110199196404141943": "重度残疾，参保补贴",
    "110199197412249262": "特困，参保补贴",
    "440399199101319346": "参保在外地，转办",
    "110199198007075531": "参保暂停",
    "110199198112212104": "账户冻结",
    "110199195103301494": "七十岁以上，纸上用大字",
    "810000198806060019": "港澳台居民，参保在外地",
}
"""Others with a story, on the lines below."""


STUDENTS = ("440399201105201150", "110199201406011417", "110199201602292375")
"""Pupils in the order in which one takes the other's place on the sheet: at sixteen nobody needs a guardian."""
OF_AGE = 16

MISHAPS = {
    "jam": "下一张卡会卡住",
    "no_answer": "下一张卡不知道印没印出来",
    "lifted_too_soon": "下一张证件会移开得太早",
}
"""What a bench can make go wrong (devices.practice.MISHAPS)."""


def firsts(today: date) -> dict[str, str]:
    """FIRST as it is true on that day."""
    pupil = next((one for one in STUDENTS if add_months(_birth(one), 12 * OF_AGE) > today), STUDENTS[-1])
    return {pupil if number in STUDENTS else number: story for number, story in FIRST.items()}


def _birth(number: str) -> date:
    return date.fromisoformat(number[6:14])


class PracticePeople(QObject):
    """Opens the sheet and tells the bench who comes; the bench is asked for in its own lane.

    `today` is the hall's day: whom a story fits may depend on it.
    """

    def __init__(
        self, window: CounterWindow, lane: AnyLane, bench: Callable[[], Any], today: Callable[[], date]
    ) -> None:
        super().__init__(window)
        self._window, self._lane, self._bench, self._today = window, lane, bench, today
        window.asked.connect(self._asked)

    def _asked(self, act: str, _value: object) -> None:
        act, _, told = act.partition(":")
        if act == "lay_card":
            self._open()
        elif act == "lift_card":
            self._tell(lambda bench: bench.lift())
        elif act == "open_printer":
            self._tell(lambda bench: bench.open_printer())
        elif act == "lay":
            day = self._today()
            self._tell(lambda bench: bench.lay(told, day))
        elif act == "go_wrong":
            self._tell(lambda bench: bench.go_wrong(told))

    def _open(self) -> None:
        sheet = self._window.sheet.sheet
        if sheet is not None and sheet.kind == "people":
            self._window.show_sheet(None)
            return
        people = dict(self._bench().people())
        first = firsts(self._today())
        told = [number for number in first if number in people]
        rest = sorted((one for one in people if one not in first), key=lambda one: one not in FURTHER)
        lines = (
            *(self._line(number, people[number], first[number], str(cap)) for cap, number in enumerate(told, 1)),
            Line("0", say("打开制卡机，取出里面的卡"), "open_printer"),
            *(self._line(number, people[number], FURTHER.get(number, "")) for number in rest[: len(FURTHER)]),
            *(Line("", say("出事：{what}", what=say(words)), f"go_wrong:{what}") for what, words in MISHAPS.items()),
            *(self._line(number, people[number]) for number in rest[len(FURTHER) :]),
        )
        self._window.show_sheet(Sheet("people", say("放一张证件"), lines))
        self._window.sheet.take_focus()

    @staticmethod
    def _line(number: str, name: str, story: str = "", cap: str = "") -> Line:
        from desk.records.names import initials

        who = say("{name}，尾号 {last}", name=name or say("外国人证件"), last=number[-4:])
        return Line(cap, who, f"lay:{number}", second=say(story) if story else "", typed=initials(name))

    def _tell(self, say_it: Callable[[Any], None]) -> None:
        bench = self._bench
        self._lane.run(lambda: say_it(bench()), lambda _: None, lambda _: None)
