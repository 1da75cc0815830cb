"""Lists that two people sign: 交接清单, 批量受理回执, 废卡销毁清单, 空白卡盘点表, 交接班清单."""

from collections.abc import Callable, Iterable, Sequence

from desk.services.batch_book import BatchView, Row
from printing.day_report import columns_over
from printing.lines import Strong, Words
from printing.lists import ListPart, ListWords
from printing.looks import NOTICE, Signature, grouped
from printing.signed_code import SignedFacts
from ui.papers.office import Office, signed_by
from ui.papers.phrases import listed, minute, yuan, zh

TITLES = {
    "batch_receipt": ("批量受理回执", "“办理”下面各人的申请已经受理。"),
    "handover_list": ("单位领卡交接清单", "下列社会保障卡已当面点清并交经办人，由本人逐张确认后启用。"),
    "centre": ("制卡交接清单", "下列申请交制卡中心制卡，收卡时逐张点清。"),
}
"""What a list is called, and what it says."""
PEOPLE = columns_over(
    NOTICE.width,
    (("序", 8, "right"), ("", 4, "left"), ("姓名", 62, "left"), ("身份号码", 42, "left"), ("受理号", 54, "left")),
)
REASONED = columns_over(
    NOTICE.width,
    (("序", 8, "right"), ("", 4, "left"), ("姓名", 62, "left"), ("身份号码", 42, "left"), ("原因", 54, "left")),
)


def of_batch(batch: BatchView, kind: str, office: Office) -> ListWords:
    """批量受理回执 or 交接清单 of a batch as it stands: who is taken, who waits or is left, and why (M-010 to 012)."""
    title, statement = TITLES["centre" if batch.kind == "centre" else kind]
    taken = [row for row in batch.taken if not row.obstacles]
    held, left = [row for row in batch.rows if row.obstacles], [row for row in batch.rows if row.reason is not None]

    def lines(rows: Sequence[Row], last: Callable[[Row], str]) -> tuple[tuple[str, ...], ...]:
        numbered = enumerate(rows, 1)
        return tuple((str(n), "", row.name, office.shown(row.id_number, kind), last(row)) for n, row in numbered)

    parts = [ListPart(PEOPLE, lines(taken, lambda row: grouped(row.case or "")), "办理")]
    if held:
        waits = lines(held, lambda row: listed(zh("reasons", one["code"]) for one in row.obstacles))
        parts.append(ListPart(REASONED, waits, "暂缓"))
    if left:
        parts.append(ListPart(REASONED, lines(left, lambda row: zh("reasons", row.reason)), "留下"))
    name = batch.name or "制卡中心"
    agent = batch.agent
    helper = f"{agent['name']}　{office.shown(str(agent['number']), kind)}" if agent else ""
    made = SignedFacts(
        kind,
        batch.id,
        name,
        "",
        str(batch.decision.get("service") or ""),
        "",
        f"{batch.made_at:%Y-%m-%d}",
        "",
        "0",
        "0",
    )
    others = f"{f'，暂缓 {len(held)}' if held else ''}，留下 {len(left)}"
    facts: list[tuple[str, Words]] = [("单位", name), ("人数", (Strong(str(len(taken))), others))]
    facts += [("经办人", helper)] if helper else []
    return ListWords(
        heading=office.heading(title, batch.id),
        statement=statement,
        facts=(*facts, ("办理", f"{minute(batch.made_at)}，柜员 {office.clerk}")),
        parts=tuple(parts),
        note="双方签字后各执一份。",
        signatures=(
            signed_by("单位经办人" if agent else "制卡中心", batch.signature),
            Signature(f"柜员 {office.clerk}"),
            Signature("（单位章）"),
        ),
        foot=f"一式两份，右下码可离线验真。{office.policy_foot}",
        code=office.sign(made),
    )


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


def _held(serials: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The blanks somebody might leave out of the count."""
    return (("占用", f"{'、'.join(serials)}，留给还没打印的卡，算空白卡，一并点数"),) if serials else ()


def stock_count_sheet(
    office: Office,
    ranges: Sequence[tuple[str, str, int]],
    spoiled: Sequence[tuple[str, str]],
    unknown: Sequence[tuple[str, str]],
    held: Sequence[str] = (),
) -> ListWords:
    """空白卡盘点表: (first, last, how many) in hand, and every spoiled and undecided blank; two people count.

    `held` are those of the ranges that a case holds whose card is not printed yet.
    """
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
        facts=(("盘点", minute(office.now)), ("应有", (Strong(f"{count} 张"),)), *_held(held)),
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
    held: Sequence[str] = (),
) -> ListWords:
    """交接班清单: cash (its name, fen, how many), open cases (number, service, state), cards by range.

    `held` are those of the cards that a case holds whose card is not printed yet.
    """
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
            *_held(held),
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
