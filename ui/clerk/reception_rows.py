"""The rows of the reception page: tickets, unfinished visits, the day's cases; and what a typed number lacks."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from desk.errors import DeskError
from desk.rules.identity import check_character, parse_id_number
from ui.page import DASH, DONE, HERE, LOOK, Listing, ListingRow
from ui.parts.table import Cells
from ui.words import minute, moment, say, short_day, told, word
from ui.words.verdicts import service_words

OVER = ("collected", "active", "closed")
COME_TO_NOTHING = ("withdrawn", "rejected", "lapsed")
PROBLEM_GROUP = {"format": 0, "birth_date": 1, "future_birth_date": 1, "check_digit": 2}


def ticket_row(ticket: Any, minutes: int) -> Cells:
    """One waiting ticket."""
    kinds = {"priority": say("优先"), "booked": say("预约"), "ordinary": say("普通")}
    kind = kinds.get(ticket.kind, say("手工"))
    if ticket.booked_for:
        kind = f"{kind} {ticket.booked_for}"
    about = word("priority_reasons", ticket.reason) if ticket.reason else word("services", ticket.service)
    return Cells((ticket.number, kind, about, say("{n} 分", n=minutes)), ticket.number)


def queue_note(minutes: Sequence[int], trouble: DeskError | None) -> str:
    """How long they have waited; while the queue says nothing, that the list is its last."""
    if trouble is not None:
        return say("{what}，按纸号手工叫", what=told(trouble).what)
    if not minutes:
        return ""
    return say("最长 {n} 分，平均 {m} 分", n=max(minutes), m=round(sum(minutes) / len(minutes)))


def next_words(calling: Any) -> tuple[str, bool]:
    """What the key for the next number does now, and whether it does anything."""
    first = next(iter(calling.waiting), None)
    if calling.asking:
        return say("正在叫号"), False
    if calling.trouble is not None:
        return (say("手工叫 {number}", number=first.number) if first else say("手工记一个号")), True
    if calling.again is not None:
        return say("再叫 {number}，第 {n} 次", number=calling.number, n=calling.again), True
    return (say("叫号 {number}", number=first.number), True) if first else (say("没有人在等"), False)


def unfinished_row(digit: int, draft: Any, today: date) -> Cells:
    """One unfinished visit of this clerk, under its digit."""
    name = draft.name or say("打不开的草稿")
    what = service_words(draft.service, draft.reason) or say("还没有选事项")
    if draft.ticket:
        what = say("{number} 号，{what}", number=draft.ticket, what=what)
    when = moment(draft.saved_at, today)
    return Cells(
        (name, what, say("存于 {time}", time=when)), draft.id, pressable=draft.name is not None, cap=str(digit)
    )


def at_hand_row(digit: int, case: Any, need: str, today: date) -> Cells:
    """One case of this clerk that the window can go on with, under its digit."""
    states = {"make": "approved", "hand_in_again": "returned"}
    needs = {"pay": say("待缴费"), "settle": say("卡没有着落")} | {
        code: word("case_states", states[code]) for code in states
    }
    what = say("{what}，{state}", what=service_words(case.service, case.reason), state=needs[need])
    when = say("受理于 {time}", time=moment(case.concluded_at, today))
    return Cells((case.name, what, when), case.number, pressable=True, cap=str(digit))


def listing(cases: Sequence[Any]) -> Listing:
    """What this window concluded today, in the person card's place."""
    rows = []
    for case in cases:
        mark, state = how(case)
        what = service_words(case.service, case.reason)
        rows.append(ListingRow(minute(case.concluded_at), case.name, what, mark, state, case.number))
    return Listing(say("今日本窗口"), say("{n} 件", n=len(rows)), tuple(rows))


def how(case: Any) -> tuple[str, str]:
    """The mark and the word for how a case stands."""
    open_ones = [one for one in case.owes if one.cured_at is None]
    if open_ones:
        return LOOK, say("容缺 {day}", day=short_day(open_ones[0].due).split(" ")[0])
    if case.state in ("declined", "referred"):
        return DASH, word("outcomes", "refuse_notice" if case.state == "declined" else "refer")
    if case.state in ("suspended", "pending_verification", "review", "returned"):
        return LOOK, word("case_states", case.state)
    mark = DONE if case.state in OVER else DASH if case.state in COME_TO_NOTHING else HERE
    return mark, word("case_states", case.state)


def judge(today: Callable[[], date]) -> Callable[[str, str, str], tuple[int, str] | None]:
    """What is wrong with the three groups of a number, for the fields."""

    def wrong(first: str, second: str, third: str) -> tuple[int, str] | None:
        if len(first + second + third) < 18:
            return None
        if "X" in third[:3]:
            return 2, say("X 只能在最后一位")
        found = parse_id_number(first + second + third, today())
        if found.valid or not found.problems:
            return None
        problem = found.problems[0]
        group = PROBLEM_GROUP.get(problem, 0)
        if problem == "check_digit":
            wanted = check_character(first + second + third[:3])
            return 2, say("末位应为 {digit}，请再核对", digit=wanted)
        if group == 1:
            day = f"{second[:4]}-{second[4:6]}-{second[6:]}"
            return 1, say("生日 {day} 不存在", day=day)
        return group, word("id_problems", problem)

    return wrong
