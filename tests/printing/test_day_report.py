"""The daily report and its long list of cases."""

from dataclasses import replace

import paper_samples as samples
import pypdfium2
import pytest

from printing.day_report import ReportTable, day_report


def text_of(pdf):
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf))


def with_cases(rows):
    return replace(samples.REPORT_WORDS, cases=ReportTable("逐件清单", samples.CASE_COLUMNS, rows))


def test_every_row_of_a_long_list_is_there_and_every_page_has_its_head():
    rows = samples.listed_cases(400)
    told = text_of(day_report(with_cases(rows)))
    for row in rows:
        assert row[0].replace(" ", "") in told
    pages = int(told.rsplit("页", 1)[0].rsplit("/", 1)[1])
    assert told.count("受理号时间申请人") == pages - 1


def test_a_name_longer_than_its_column_is_broken_not_cut():
    row = list(samples.listed_cases(1)[0])
    row[2] = samples.LONG_NAME
    assert samples.LONG_NAME in text_of(day_report(with_cases((tuple(row), *samples.listed_cases(3)))))


def test_the_first_page_is_what_the_supervisor_signs():
    first = pypdfium2.PdfDocument(day_report(samples.REPORT_WORDS))[0].get_textpage().get_text_bounded()
    for word in ("受理", "空白卡", "资金", "每半小时办件", "须逐条说明的", "主管 0301", "与办件逐条相加一致"):
        assert word in first


def explaining(count):
    rows = tuple(("减免", "10:17", f"受理 {n:03}", f"第 {n:03} 条，低保，申请 0314，复核 0301") for n in range(count))
    return replace(samples.REPORT_WORDS, explained=replace(samples.REPORT_WORDS.explained, rows=rows))


@pytest.mark.parametrize("count", [1, 5, 6, 7, 8, 20, 90])
def test_the_signatures_stand_on_the_first_page_however_much_there_is_to_explain(count):
    pages = pypdfium2.PdfDocument(day_report(explaining(count)))
    first, *others = ("".join(page.get_textpage().get_text_bounded().split()) for page in pages)
    assert "主管0301" in first
    assert "等候与办理" in first
    told = [f"第{n:03}条" in first for n in range(count)]
    assert told == sorted(told, reverse=True), "in order"
    later = count - sum(told)
    assert (f"有{later}条在下一页" in first) is bool(later)
    assert all(f"第{n:03}条" in "".join(others) for n in range(count - later, count))
    assert ("须逐条说明的（续）" in others[0]) is bool(later)
    if later < 30:
        assert "逐件清单" in others[0], "what follows begins on the same page"


def test_progress_is_told_page_by_page_and_may_end_the_report():
    told = []
    day_report(with_cases(samples.listed_cases(300)), lambda done, whole: told.append((done, whole)))
    assert told[-1] == (300, 300)
    assert told == sorted(told)

    def cancel(done, whole):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        day_report(with_cases(samples.listed_cases(300)), cancel)


def test_a_day_without_cases_is_a_report_too():
    empty = replace(
        samples.REPORT_WORDS,
        half_hours=(),
        explained=replace(samples.REPORT_WORDS.explained, rows=()),
        cases=None,
    )
    assert "第1/1页" in text_of(day_report(empty))
