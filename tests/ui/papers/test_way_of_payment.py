"""A paper that says how a fee was paid, once that was put right: printed again it says the way it really went."""

import pypdfium2
import pytest
from desk_builder import SUPERVISOR, a_case, as_operator, build
from pretend_printer import PaperTray

from desk.ports import PaperOutcome
from desk.services import closing, paperwork, till, ways
from ui.papers.day_files import files_of
from ui.papers.window import WindowPapers


@pytest.fixture
def desk(tmp_path):
    counter = build(tmp_path, people=False)
    yield counter
    counter.store.close()


def text_of(pdf):
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf))


def test_a_receipt_that_is_printed_again_says_how_the_money_really_went(desk, tmp_path):
    number, tray = a_case(desk, fee=2500, service="reissue", reason="lost"), PaperTray()
    till.take(desk, number, 2500, "wechat", "t")
    papers = WindowPapers(lambda: desk, lambda: tray, tmp_path)
    assert papers.print("receipt", number) is PaperOutcome.PRINTED
    desk.clock.advance(minutes=1)
    papers.print("receipt", number, copy=True)
    ways.put_right(desk, number, "card", "刷的是银行卡", "k")
    desk.clock.advance(minutes=1)
    shown = text_of(papers.of_case(number).draw("receipt", lambda done, of: None))
    papers.print("receipt", number, copy=True)
    first, copy, right = (text_of(pdf) for _, pdf, _ in tray.jobs)
    assert "实收25.00（微信）" in first
    assert "实收25.00（微信）" in copy
    assert "实收25.00（银行卡，原记微信）" in shown
    assert "实收25.00（银行卡，原记微信）" in right
    assert "补打2" in right, "it is no second receipt"
    assert len(paperwork.papers(desk, number)) == 3


def test_the_day_s_report_tells_each_correction_and_counts_the_way_that_was_put_right(desk):
    number = a_case(desk, fee=2500, service="reissue", reason="lost")
    till.take(desk, number, 2500, "wechat", "t")
    ways.put_right(desk, number, "cash", "按错了", "k")
    boss = as_operator(desk, SUPERVISOR)
    told = text_of(files_of(boss, desk.today(), closing.report(boss, desk.today())).pdf())
    assert "更正付法" in told
    assert "25.00，微信改为现金，原因：按错了，经手0312" in told
    assert "其中现金25.00" in told
