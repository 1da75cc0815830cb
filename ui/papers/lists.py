"""Lists that two people sign: 交接清单, 批量受理回执, 废卡销毁清单, 空白卡盘点表, 交接班清单."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from desk.services.batch_book import BatchView
from desk.services.views import CaseView
from printing.day_report import columns_over
from printing.lines import Strong, Words
from printing.lists import ListPart, ListWords
from printing.looks import NOTICE, Signature, grouped
from ui.papers.office import Office, decided
from ui.papers.phrases import minute, yuan, zh

Person = Mapping[str, Any]
Number = Callable[[str], str]
"""An ID number as the list shows it."""
PEOPLE = columns_over(
    NOTICE.width,
    (("序", 8, "right"), ("", 4, "left"), ("姓名", 62, "left"), ("身份号码", 42, "left"), ("受理号", 54, "left")),
)


def handover_list(view: CaseView, office: Office) -> ListWords:
    """交接清单: what an employer or school took along; the people confirm one by one later (M-010)."""
    return _batch(
        view, office, "单位领卡交接清单", "handover_list", "下列社会保障卡已当面点清并交经办人，由本人逐张确认后启用。"
    )


def batch_receipt(view: CaseView, office: Office) -> ListWords:
    """批量受理回执: who was taken on, who was left and why (M-011, M-012)."""
    return _batch(view, office, "批量受理回执", "batch_receipt", "下列人员的申请已经受理。")


def of_batch(batch: BatchView, kind: str, office: Office) -> ListWords:
    """批量受理回执 or 交接清单 of a batch as it stands: who was taken, who was left and why."""
    titles = {
        "batch_receipt": ("批量受理回执", "下列人员的申请已经受理。"),
        "handover_list": ("单位领卡交接清单", "下列社会保障卡已当面点清并交经办人，由本人逐张确认后启用。"),
    }
    title, statement = titles[kind]
    if batch.kind == "centre":
        title, statement = "制卡交接清单", "下列申请交制卡中心制卡，收卡时逐张点清。"
    taken, left = batch.taken, [row for row in batch.rows if row.reason is not None]
    rows = tuple(
        (str(n), "", row.name, office.shown(row.id_number, kind), grouped(row.case or ""))
        for n, row in enumerate(taken, 1)
    )
    parts = [ListPart(PEOPLE, rows, "办理")]
    if left:
        why = (
            (str(n), "", row.name, office.shown(row.id_number, kind), zh("reasons", str(row.reason)))
            for n, row in enumerate(left, 1)
        )
        parts.append(ListPart(_REASONED, tuple(why), "留下"))
    return ListWords(
        heading=office.heading(title, batch.id),
        statement=statement,
        facts=(
            ("单位", batch.name or "制卡中心"),
            ("办理", f"{minute(batch.made_at)}，柜员 {office.clerk}"),
            ("人数", (Strong(str(len(taken))), f"，留下 {len(left)}")),
        ),
        parts=tuple(parts),
        note="双方签字后各执一份。",
        signatures=(Signature("单位经办人"), Signature(f"柜员 {office.clerk}"), Signature("（单位章）")),
        foot=f"一式两份。{office.policy_foot}",
    )


def _batch(view: CaseView, office: Office, title: str, kind: str, statement: str) -> ListWords:
    number = partial(office.shown, paper=kind)
    asked = view.situation.get("batch") or {}
    decision = decided(view, "batch")
    by_key = {
        str(p.get(key)): p for p in asked.get("people", ()) for key in ("id_number", "receipt_number") if p.get(key)
    }
    taken = [by_key.get(str(key), {"id_number": key}) for key in decision.get("taken", ())]
    left = decision.get("left", ())
    agent = view.situation.get("agent") or {}
    parts = [ListPart(PEOPLE, tuple(_line(n, p, number) for n, p in enumerate(taken, 1)), "办理")]
    if left:
        parts.append(ListPart(_REASONED, tuple(_left(n, one, by_key, number) for n, one in enumerate(left, 1)), "留下"))
    helper = f"{agent.get('name', '')}　{number(str(agent.get('number', '')))}" if agent else ""
    return ListWords(
        heading=office.heading(title, view.number),
        statement=statement,
        facts=(
            ("单位", str(asked.get("name", ""))),
            ("经办人", helper),
            ("办理", f"{minute(view.concluded_at)}，柜员 {view.clerk}"),
            ("人数", (Strong(str(len(taken))), f"，留下 {len(left)}")),
        ),
        parts=tuple(parts),
        note="双方签字后各执一份。",
        signatures=(Signature("单位经办人"), Signature(f"柜员 {view.clerk}"), Signature("（单位章）")),
        foot=f"一式两份。{office.policy_foot}",
        code=office.code(view, kind),
    )


_REASONED = columns_over(
    NOTICE.width,
    (("序", 8, "right"), ("", 4, "left"), ("姓名", 62, "left"), ("身份号码", 42, "left"), ("原因", 54, "left")),
)


def _line(place: int, person: Person, number: Number) -> tuple[Words, ...]:
    receipt = str(person.get("receipt_number") or "")
    return str(place), "", str(person.get("name", "")), number(str(person.get("id_number", ""))), grouped(receipt)


def _left(place: int, one: Person, by_key: Mapping[str, Person], number: Number) -> tuple[Words, ...]:
    key = str(one.get("receipt_number") or one.get("id_number") or "")
    person = by_key.get(key, one)
    shown = number(str(person.get("id_number", ""))) if person.get("id_number") else grouped(key)
    return str(place), "", str(person.get("name", "")), shown, zh("reasons", str(one.get("code", "")))


def destruction_list(office: Office, cards: Iterable[tuple[str, str, str]], second: str) -> ListWords:
    """废卡销毁清单: (serial, reason, day it was spoiled), destroyed by two people."""
    rows = tuple((str(n), "", serial, reason, day) for n, (serial, reason, day) in enumerate(cards, 1))
    columns = columns_over(
        NOTICE.width,
        (("序", 8, "right"), ("", 4, "left"), ("卡号", 50, "left"), ("原因", 70, "left"), ("登记", 38, "left")),
    )
    return ListWords(
        heading=office.heading("废卡销毁清单"),
        statement="下列废卡经两人核对号码后当场销毁，芯片和磁条已毁坏。",
        facts=(("销毁", minute(office.now)), ("张数", (Strong(str(len(rows))),))),
        parts=(ListPart(columns, rows),),
        note="",
        signatures=(
            Signature(f"销毁人 {office.clerk}"),
            Signature(f"监销人 {second}"),
            Signature(f"日期　{office.now:%Y-%m-%d}"),
        ),
        foot="随废卡登记一并归档。",
    )


def stock_count_sheet(
    office: Office,
    ranges: Sequence[tuple[str, str, int]],
    spoiled: Sequence[tuple[str, str]],
    unknown: Sequence[tuple[str, str]],
) -> ListWords:
    """空白卡盘点表: (first, last, how many) in stock, and every spoiled and undecided blank; two people count."""
    stock = columns_over(
        NOTICE.width,
        (
            ("起号", 44, "left"),
            ("止号", 44, "left"),
            ("应有", 22, "right"),
            ("实点", 30, "right"),
            ("备注", 30, "right"),
        ),
    )
    named = columns_over(NOTICE.width, (("卡号", 44, "left"), ("原因", 126, "left")))
    count = sum(number for _, _, number in ranges)
    line = "＿＿＿＿＿"
    rows = tuple((first, last, str(number), line, line) for first, last, number in ranges)
    return ListWords(
        heading=office.heading("空白卡盘点表"),
        statement="按号段逐张清点，填实点数；两人签字。",
        facts=(("盘点", minute(office.now)), ("应有", (Strong(f"{count} 张"),))),
        parts=(
            ListPart(stock, (*rows, ("合计", "", str(count), line, "")), "在库", 1),
            ListPart(named, tuple(spoiled), "废卡"),
            ListPart(named, tuple(unknown), "未定"),
        ),
        note="",
        signatures=(Signature("盘点人"), Signature("监盘人"), Signature("主管")),
        foot="差异须说明并由主管复核。",
    )


def shift_list(
    office: Office,
    *,
    colleague: str,
    cash: Sequence[tuple[str, int, int]],
    cash_expected: int,
    cases: Sequence[tuple[str, str, str]],
    cards: Sequence[tuple[str, str, int]],
) -> ListWords:
    """交接班清单: cash (its name, fen, how many), open cases (number, service, state), cards by range."""
    money = columns_over(NOTICE.width, (("券别", 60, "left"), ("张数", 50, "right"), ("金额", 60, "right")))
    total = sum(fen * count for _, fen, count in cash)
    open_cases = columns_over(NOTICE.width, (("受理号", 64, "left"), ("事项", 60, "left"), ("状态", 46, "left")))
    stock = columns_over(NOTICE.width, (("起号", 60, "left"), ("止号", 60, "left"), ("张数", 50, "right")))
    return ListWords(
        heading=office.heading("交接班清单"),
        statement=f"柜员 {office.clerk} 交柜员 {colleague}，当面点清。",
        facts=(
            ("交接", minute(office.now)),
            ("现金", (Strong(f"{yuan(total)} 元"),)),
            ("应有", f"{yuan(cash_expected)} 元"),
            ("相差", f"{yuan(total - cash_expected)} 元"),
        ),
        parts=(
            ListPart(
                money,
                (*((name, str(count), yuan(fen * count)) for name, fen, count in cash), ("合计", "", yuan(total))),
                "现金",
                1,
            ),
            ListPart(
                open_cases, tuple((grouped(number), service, state) for number, service, state in cases), "在办件"
            ),
            ListPart(stock, tuple((first, last, str(count)) for first, last, count in cards), "空白卡"),
        ),
        note="印章、钥匙已点交。",
        signatures=(Signature(f"交班 {office.clerk}"), Signature(f"接班 {colleague}"), Signature("主管")),
        foot=f"一式两份。{office.anchor_foot}",
    )
