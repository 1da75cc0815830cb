"""Whoever opens the database without the sealing key reads codes, numbers of cases and times, and no person."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import build, stocked
from sqlalchemy import select
from walk_ins import STROKES, applied, approve_all, arrive, id_card, people, ready, with_photo

from desk.errors import Refused
from desk.records.tables import Base
from desk.services import (
    batch,
    batch_handover,
    correction,
    enquiry,
    handover,
    intake,
    loss,
    queue,
    reception,
    search,
    submission,
)
from desk.services.batch_book import Bearer
from desk.services.counter import Counter

WHO = ("李样本", "周样本", "吴样例", "吴示例", "张形", "王示例", "窦示例")
STAFF = {
    "name": "严样本",
    "number": "110199198609132329",
    "document": "resident",
    "read": "chip",
    "phone": "12300000077",
}


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 5)
    return counter


def a_busy_morning(desk: Counter) -> None:
    queue.take(desk, id_number=people()["李样本"]["certno"])
    li = applied(desk, "李样本")
    ready(desk, li.number)
    draft = handover.start(desk, li.number, id_card("吴示例"))
    draft = intake.set_identity(desk, draft, id_card("李样本"))
    draft = intake.set_agent(desk, draft, id_card("吴示例"), "spouse", "12300000088")
    submission.conclude(desk, draft, "n")
    draft = handover.start(desk, li.number, id_card("李样本"))
    handover.hand_over(desk, intake.sign(desk, draft, STROKES, "d"), "h")

    draft = loss.report_first(desk, arrive(desk, id_card("周样本"), "reissue", "lost"))
    draft = intake.tick(desk, draft, "minimum_allowance_certificate", valid_to=date(2026, 6, 30))
    draft = intake.choose_delivery(desk, draft, "mail", receiver="周样本", address="样本市测试区", phone="12300000099")
    submission.conclude(desk, draft, "z")
    correction.request(desk, arrive(desk, id_card("张形", name="张彤"), "correction"), "c")
    approve_all(desk)
    loss.report(desk, arrive(desk, id_card("吴样例"), "loss_report"), "temporary", "w")

    bearer = Bearer("employer", "样本制造有限公司", STAFF, [{"code": "employer_registration_form", "form": "original"}])
    view = batch.take_in(desk, bearer, [(n, people()[n]["certno"]) for n in ("王示例", "窦示例")], "b")
    batch.verify(desk, view.id)
    with pytest.raises(Refused):
        batch_handover.hand_over(desk, bearer, [str(view.rows[0].case)], STROKES, "bh")
    enquiry.progress(desk, channel="phone", id_number=people()["李样本"]["certno"], receipt_number=li.number)
    search.find(desk, "李样本")
    search.reveal(desk, li.number, "核对")
    with_photo(desk, reception.greet(desk, id_card("王示例")).draft)


def test_no_person_stands_in_a_plain_column(desk: Counter) -> None:
    a_busy_morning(desk)
    canaries = {value for name in WHO for value in (name, people()[name]["certno"])}
    canaries |= {
        STAFF["name"],
        STAFF["number"],
        "张彤",
        "样本市测试区",
        "12300000077",
        "12300000088",
        "12300000099",
        "portrait",
    }
    canaries |= {people()["李样本"]["hsreg_addr"], "19850312", "1985-03-12"}
    canaries.add("1101990001202603160300010")  # a case's number may be read: the net has no holes
    found: list[tuple[str, str, str]] = []
    with desk.store.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                for column, value in row.items():
                    text = value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)
                    found += [(table.name, str(column), canary) for canary in canaries if canary in text]
    assert {canary for _, _, canary in found} == {"1101990001202603160300010"}
