"""A whole day of a hall as facts, added up by the product's own rule: the report, the workbook, and a look at both."""

import io
import zipfile
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import openpyxl
from paper_cases import office

from desk.rules.tally import tally
from desk.rules.tally_facts import (
    AnswerFact,
    CaseFact,
    FaultFact,
    MoveFact,
    PaymentFact,
    SerialFact,
    StepFact,
    TicketFact,
)
from desk.services.closing import digest
from desk.services.views import CaseLine
from printing.canvas import GREY, Bitmap
from printing.press import printed
from printing.workbook import workbook
from ui.papers.day import ClosedBy, report_words, workbook_words

DAY = date(2026, 3, 16)
SERVICES = ("first_issue", "first_issue", "reissue", "exchange", "first_issue", "reissue", "loss_report")
HALVES = ("08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "14:00", "14:30", "15:00", "15:30", "16:00")
NAMES = ("张𬭎𰻞", "李样本", "周㛃", "阿依古丽·买买提", "王示例", "迪丽热巴·迪力木拉提·样本", "赵示范")
CASES = 41
CLOSED = ClosedBy(datetime.fromisoformat("2026-03-16T17:41:00+08:00"), "0312", "0301")


def number(n: int) -> str:
    """The nth receipt number of the day."""
    return f"110199000120260316{n % 3 + 3:02}{n:04}{n % 10}"


def desk_of(n: int) -> tuple[str, str]:
    """Who served the nth case, and at which window."""
    return f"031{n % 3 + 2}", f"{n % 3 + 3:02}"


def document() -> dict[str, Any]:
    """The day as `guitai report day` tells it."""
    steps, cases, payments, serials = [], [], [], []
    moves = [MoveFact(DAY - timedelta(1), "", "in_stock", 60), MoveFact(DAY, "", "in_stock", 50)]
    serials += [SerialFact(f"K000{2400 + n}", "", "in_stock") for n in range(50)]
    for n in range(1, CASES + 1):
        service, (clerk, window), half = SERVICES[n % 7], desk_of(n), HALVES[n * 5 % 12]
        road = ["accepted", *(["collected", "active", "closed"] if n % 3 else [])]
        steps += [StepFact(str(n), service, clerk, after, half, window) for after in road]
        due = 2500 if service in ("reissue", "exchange") else 0
        waived = due if n % 11 == 0 else 0
        cases.append(CaseFact(str(n), service, clerk, due, waived, n % 13 == 0, window))
        if due > waived:
            method = ("cash", "wechat", "alipay")[n % 3]
            payments.append(PaymentFact(f"F{number(n)}", service, due, method, clerk, window))
        if n % 3 and service != "loss_report":
            serials.append(SerialFact(f"K000{2330 + len(serials) - 50}", "in_stock", "issued"))
            moves.append(MoveFact(DAY, "in_stock", "issued", 1))
    steps += [StepFact(f"N{n}", "first_issue", "0313", "declined", "10:00", "04") for n in range(5)]
    payments.append(PaymentFact(f"F{number(42)}", "reissue", -2500, "cash", "0312", "03"))
    moves.append(MoveFact(DAY, "in_stock", "spoiled", 1))
    serials.append(SerialFact("K0002312", "in_stock", "spoiled"))
    waits = [TicketFact(60 * (n % 17), 60 * (4 + n % 5), "served") for n in range(46)] + [
        TicketFact(None, None, "skipped")
    ]
    figures = tally(
        DAY, steps=steps, cases=cases, payments=payments, moves=moves, serials=serials, tickets=waits,
        ratings=[5] * 22 + [4] * 6 + [3],
        answers=[AnswerFact("fee_waiver", "approved")] * 3 + [AnswerFact("refund", "approved")],
        faults=[FaultFact("03", "card_printer", "printer_not_ready"), FaultFact("04", "id_reader", "no_reader")],
    )  # fmt: skip
    told = {**figures.document(), "hall": "110199", "institution": "1101990001"}
    told["cards"]["counted"] = told["cards"]["closing"]
    drawer = sum(row["paid"] - row["refunded"] for row in told["by_method"] if row["method"] == "cash")
    told["cash"] = {"expected": drawer, "counted": drawer}
    told["notable"] = notable()
    told["lists"] = {"uncollected_over_30_days": 2, "overdue": 0, "deferrals_overdue": 1}
    return {**told, "digest": digest(told)}


def notable() -> list[dict[str, Any]]:
    """What is told one by one."""
    waived = {"waived": 2500, "waiver": "minimum_allowance"}
    return [
        {"kind": "refund", "at": "2026-03-16T09:58:00+08:00", "case": number(20), "by": "0312", "second": "0301",
         "amount": 2500},
        {"kind": "fee_waiver", "at": "2026-03-16T10:17:00+08:00", "case": number(11), "by": "0314", "second": "0301",
         "decision": "approved", "facts": waived},
        {"kind": "spoiled", "at": "2026-03-16T10:41:00+08:00", "case": number(18), "by": "0312", "second": "0301",
         "serial": "K0002312", "reason": "jam"},
        {"kind": "fee_waiver", "at": "2026-03-16T11:32:00+08:00", "case": number(22), "by": "0313", "second": "0301",
         "decision": "approved", "facts": waived},
    ]  # fmt: skip


def lines() -> list[CaseLine]:
    """Every case of the day."""
    return [
        CaseLine(
            number=number(n),
            service=SERVICES[n % 7],
            reason=None,
            state="closed" if n % 3 else "making",
            name=NAMES[n % len(NAMES)],
            id_number=f"11019919850312{7011 + n:04}",
            masked=f"110199********{7011 + n:04}",
            clerk=desk_of(n)[0],
            counter_no=desk_of(n)[1],
            concluded_at=CLOSED.at.replace(hour=8 + n // 6, minute=n * 7 % 60),
            outcome="accept",
            owes=(),
            ready_since=None,
        )
        for n in range(1, CASES + 1)
    ]


def words() -> Any:
    """What the report says."""
    return report_words(document(), office(clerk=""), CLOSED, lines())


def book() -> Any:
    """What the workbook says."""
    return workbook_words(document(), office(), lines())


def files() -> dict[str, bytes]:
    """The report of this day and its workbook."""
    return {"day-report": printed(words()), "workbook": workbook(book())}


def book_digest(xlsx: bytes) -> str:
    """Digest of what a workbook says, independent of how well zlib packs."""
    told = sha256()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as file:
        for name in sorted(file.namelist()):
            told.update(name.encode())
            told.update(file.read(name))
    return told.hexdigest()


def sheet_picture(xlsx: bytes, sheets: int = 5) -> bytes:
    """The first sheets of a workbook under one another, as a reader of workbooks shows them."""
    read = openpyxl.load_workbook(io.BytesIO(xlsx))
    picture = Bitmap((1560, 400), 110)
    y = 6.0
    for sheet in read.worksheets[:sheets]:
        picture.text(6, y + 4, sheet.title, 4, bold=True)
        y += 7
        for row in sheet.iter_rows():
            picture.reach(y + 20)
            x = 6.0
            for cell in row:
                wide = sheet.column_dimensions[cell.column_letter].width * 1.65
                money, text = cell.number_format == "#,##0.00", cell.value
                told = "" if text is None else f"{text:,.2f}" if money else str(text)
                left = not isinstance(text, int | float)
                at = x + 1 if left else x + wide - 1
                picture.text(at, y + 4, told, 2.9, bold=bool(cell.font.b), anchor="left" if left else "right")
                picture.frame(x, y, wide, 5.6, GREY)
                x += wide
            y += 5.6
        y += 5
    whole = picture.image.crop((0, 0, picture.image.width, picture.dots(y)))
    out = io.BytesIO()
    whole.convert("L").quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()
