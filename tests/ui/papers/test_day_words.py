"""What the day report says of a drawer that did not add up, and of what two people decided."""

from typing import Any

import paper_day
import pytest
from paper_cases import office

from desk.services.approvals import QUESTIONS
from ui.papers.day import report_words, workbook_words
from ui.papers.day_tables import DayTable, Head
from ui.papers.phrases import zh

AT = "2026-03-16T17:19:00+08:00"
BOTH: dict[str, Any] = {"at": AT, "case": None, "by": "0312", "second": "0301"}
VARIANCE = {**BOTH, "kind": "day_close_with_variance", "decision": "approved", "reason": "少收一件。",
            "facts": {"reasons": ["cash_variance"], "cash": -1000, "blanks": -1}}  # fmt: skip
SETTLED = {**BOTH, "kind": "settled", "serial": "K0002301", "after": "issued", "reason": ""}


def of(**changes: Any) -> dict[str, Any]:
    return {**paper_day.document(), **changes}


def test_a_drawer_that_is_short_says_what_there_should_have_been_what_there_was_and_why():
    document = of(cash={"expected": 4000, "counted": 3000}, notable=[VARIANCE])
    words = report_words(document, office())
    assert words.money.rows[-3:] == (("现金应有", "40.00"), ("现金清点", "30.00"), ("现金相差", "−10.00"))
    told = words.explained.rows[0]
    assert told[0] == "差异日结"
    assert told[3] == "现金相差 −10.00 元，空白卡相差 −1 张，原因：少收一件，申请 0312，复核 0301"
    sheets = {sheet.title: sheet.rows for sheet in workbook_words(document, office()).sheets}
    assert sheets["合计"][-1] == ("现金相差", None, -1000)
    assert sheets["须说明的"][0][3] == told[3]


def test_nobody_is_told_what_ought_to_be_in_the_drawer_before_it_was_counted():
    words = report_words(of(cash={"expected": 4000, "counted": None}), office())
    assert not any("应有" in label or "清点" in label for label, _ in words.money.rows)


def test_a_drawer_that_agrees_says_so_in_the_line_of_its_cash():
    labels = [label for label, _ in report_words(of(), office()).money.rows]
    assert "其中现金，清点相符" in labels
    assert not any("相差" in label for label in labels)


def test_a_card_that_was_settled_by_two_people_is_told_with_its_number_and_what_they_found():
    [told] = report_words(of(notable=[SETTLED]), office()).explained.rows
    assert told[0] == "未定的卡"
    assert told[3] == "K0002301，定为已发出，经手 0312，复核 0301"


@pytest.mark.parametrize(("notable", "told"), [([], "没有出错"), ([SETTLED], "除逐条说明的卡以外，没有出错")])
def test_devices_are_not_said_to_be_without_fault_beside_a_card_that_came_to_grief(notable, told):
    assert dict(report_words(of(notable=notable, devices=[]), office()).texts)["设备"] == told


@pytest.mark.parametrize("what", sorted(QUESTIONS))
def test_every_question_to_a_second_person_has_its_words(what):
    assert zh("approvals", what) != what


@pytest.mark.parametrize(("rows", "shown"), [((), 1), ((("3 号窗口", 4),), 1), ((("3 号窗口", 4), ("4 号窗口", 2)), 3)])
def test_a_sum_stands_under_more_than_one_row_and_under_none(rows, shown):
    heads = Head("窗口", 26, "words"), Head("受理", 11)
    made = DayTable("按窗口", heads, (*rows, ("合计", sum(count for _, count in rows))), totals=1)
    paper = made.on_paper()
    assert (len(paper.rows), paper.totals) == (shown, int(len(rows) != 1))
    assert len(made.on_sheet().rows) == len(rows) + 1, "the sheet keeps its sum"
