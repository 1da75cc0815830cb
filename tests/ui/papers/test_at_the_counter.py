"""Papers at a real counter: made, kept, printed, copied, verified; the day's files drawn twice."""

import io
import json
from dataclasses import replace
from datetime import date

import cv2
import numpy as np
import openpyxl
import pypdfium2
import pytest
from desk_builder import AUDITOR, OTHER_CLERK, SUPERVISOR, as_operator, build, stocked
from pretend_printer import PaperTray
from walk_ins import applied, approve_all, arrive, holds, id_card, ready

from desk.errors import NotAcceptable
from desk.ports import PaperOutcome
from desk.services import closing, export, intake, loss, paperwork, reception, search, submission, trail
from devices.receipt_printer import open_receipt_printer
from devices.simulators.launch import Simulator
from printing import reading
from printing.font_files import files
from printing.signed_code import verify
from ui.papers import make
from ui.papers.card import face_words
from ui.papers.day_files import files_of
from ui.papers.office import office_of, signing_key
from ui.papers.window import WindowPapers

DAY = date(2026, 3, 16)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    counter = build(tmp_path_factory.mktemp("papers"), at="2026-03-16T10:00:00+08:00")
    stocked(counter, 6)
    yield counter
    counter.store.close()


@pytest.fixture(scope="module")
def waived(desk):
    """A lost card, its fee waived and agreed to by a second person."""
    holds(desk, "周样本", "A10000501")
    draft = intake.tick(desk, arrive(desk, id_card("周样本"), "reissue", "lost"), "minimum_allowance_certificate")
    case = submission.conclude(desk, loss.report_first(desk, draft), desk.new_key())
    approve_all(desk)
    ready(desk, case.number)
    return search.show(desk, case.number)


@pytest.fixture(scope="module")
def first(desk, waived):
    return make.make(desk, "receipt", waived)


def text_of(pdf):
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.requirement("M-087", "M-093")
def test_the_receipt_tells_the_second_person_and_is_kept_by_its_words(desk, waived, first):
    told = text_of(first.pdf)
    assert "减免25.00（低保，0301复核）" in told
    kept = paperwork.papers(desk, waived.number)
    assert [(paper.kind, paper.duplicate, paper.sha256) for paper in kept][:1] == [
        ("receipt", False, first.kept.sha256)
    ]


def test_the_code_on_the_paper_verifies_with_the_stores_key(desk, first):
    verdict = verify(reading.code_in(first.pdf), [signing_key(desk.store).public_key()])
    assert verdict.genuine
    assert verdict.facts.name == "周样本"
    assert reading.differs(verdict.facts, reading.text_in(first.pdf)) == []


def test_a_reprint_says_the_first_prints_words_and_that_it_is_a_copy(desk, waived, first):
    later = as_operator(desk, OTHER_CLERK)
    copy = make.again(later, first.kept)
    told = text_of(copy.pdf)
    assert "补打1" in told
    assert "柜员0313" in told
    assert copy.kept.duplicate
    facts = verify(reading.code_in(copy.pdf), [signing_key(desk.store).public_key()]).facts
    assert facts.copy == "1"
    assert reading.differs(replace(facts, copy="0"), reading.text_in(copy.pdf)) == ["copy"]
    assert "补打2" in text_of(make.make(later, "receipt", search.show(desk, waived.number)).pdf)


def test_an_altered_paper_is_told_apart(desk, waived, first):
    facts = verify(reading.code_in(first.pdf), [signing_key(desk.store).public_key()]).facts
    said = reading.text_in(first.pdf)
    assert reading.differs(facts, said.replace("周样本", "周样木")) == ["name"]
    assert reading.differs(facts, said.replace("0.00", "25.00")) == ["paid"]
    assert reading.differs(facts, said.replace(waived.number, "1" * 25)) == ["number"]
    assert reading.differs(facts, said.replace("3368", "3369")) == ["masked"]


@pytest.mark.parametrize(("kind", "dpi"), [(".jpg", 150), (".png", 300)])
def test_the_code_is_read_from_a_picture_of_the_paper(first, kind, dpi):
    picture = pypdfium2.PdfDocument(first.pdf)[0].render(scale=dpi / 72).to_numpy()
    turned = cv2.warpAffine(
        picture, cv2.getRotationMatrix2D((picture.shape[1] / 2, picture.shape[0] / 2), 2, 1),
        picture.shape[1::-1], borderValue=(255, 255, 255),
    )  # fmt: skip
    data = cv2.imencode(kind, turned)[1].tobytes()
    assert reading.code_in(data) == reading.code_in(first.pdf)
    assert reading.text_in(data) == ""


def test_a_picture_without_a_code_has_none():
    blank = cv2.imencode(".png", np.full((400, 300), 255, np.uint8))[1].tobytes()
    assert reading.code_in(blank) is None
    assert reading.code_in(b"not a picture") is None


def test_a_print_job_is_written_down_with_its_true_end(desk, waived, first):
    tray = PaperTray(PaperOutcome.PAPER_OUT)
    assert make.put_on_paper(desk, first, tray, "hall") is PaperOutcome.PAPER_OUT
    assert [(name, copies) for name, _, copies in tray.jobs] == [(f"受理回执 {waived.number}", 1)]
    assert search.show(desk, waived.number).print_jobs[-1].state == "cancelled"


def test_a_printer_that_breaks_off_leaves_the_job_unknown(desk, waived, first):
    class Broken(PaperTray):
        def print_pdf(self, name, pdf, copies=1):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        make.put_on_paper(desk, first, Broken(), "hall")
    [job] = [job for job in search.show(desk, waived.number).print_jobs if job.state == "unknown"]
    paperwork.settle_print(desk, job.id, came_out=True)


def test_the_card_face_carries_the_name_whole(desk):
    case = applied(desk, "李样本")
    words = face_words(case, office_of(desk), "A26000001", date(2036, 3, 16))
    assert (words.name, words.number, words.practice) == ("李样本", case.id_number, True)


def test_a_name_no_font_has_stops_the_paper_before_anything_is_kept(desk, waived):
    before = len(paperwork.papers(desk, waived.number))
    with pytest.raises(NotAcceptable) as refused:
        make.make(desk, "receipt", replace(waived, name=f"张{chr(0x323B0)}"))
    assert refused.value.kind == "glyph_missing"
    assert len(paperwork.papers(desk, waived.number)) == before


def test_the_day_report_is_the_same_bytes_whenever_it_is_drawn(desk, waived):
    boss = as_operator(desk, SUPERVISOR)
    desk.clock.advance(days=1)
    files, again = (files_of(boss, DAY, closing.report(boss, DAY)) for _ in range(2))
    desk.clock.advance(days=-1)
    assert files.pdf() == again.pdf()
    assert files.workbook() == again.workbook()


@pytest.mark.requirement("M-093")
def test_the_reports_figures_are_the_documents(desk, waived):
    boss = as_operator(desk, SUPERVISOR)
    document = closing.report(boss, DAY)
    files = files_of(boss, DAY, document)
    told = text_of(files.pdf())
    assert document["digest"].upper()[:8] in told.replace("SM3", "")
    assert "减免10:00" in told
    assert waived.number in told
    book = openpyxl.load_workbook(io.BytesIO(files.workbook()))
    totals = {
        row[0].value: row[1].value if row[2].value is None else row[2].value
        for row in book["合计"].iter_rows(min_row=2)
    }
    assert totals["受理"] == document["cases"]["accepted"]
    assert totals["减免"] == document["money"]["waived"] / 100
    services = list(book["事项"].iter_rows(min_row=2, values_only=True))
    assert sum(row[1] for row in services[:-1]) == services[-1][1] == document["cases"]["accepted"]
    assert [row[0].value for row in book["逐件清单"].iter_rows(min_row=2)].count(waived.number) == 1
    for title, key in (("柜员", "by_clerk"), ("窗口", "by_window")):
        lines = list(book[title].iter_rows(min_row=2, values_only=True))
        assert [row[1] for row in lines[:-1]] == [row["accepted"] for row in document[key]]
        assert sum(row[1] for row in lines[:-1]) == lines[-1][1] == document["cases"]["accepted"]
    for row in document["blanks"]:
        assert f"{row['first']}{row['last']}{row['count']}" in told


def test_the_report_adds_up_to_the_ledger(desk, waived):
    document = closing.report(as_operator(desk, SUPERVISOR), DAY)
    lines = list(export.ledger(as_operator(desk, SUPERVISOR)))
    accepted = {one["case"] for one in lines if one["type"] == "step" and one["to"] == "accepted"}
    taken = [one for one in lines if one["type"] == "case" and one["number"] in accepted]
    paid = sum(one["amount"] for one in lines if one["type"] == "payment")
    blanks = [one["state"] for one in lines if one["type"] == "blank"]
    assert document["cases"]["accepted"] == len(taken) == sum(row["accepted"] for row in document["by_window"])
    assert document["money"]["paid"] - document["money"]["refunded"] == paid
    for state in ("issued", "spoiled", "unknown", "returned"):
        assert document["cards"][state] == blanks.count(state)
    assert document["cards"]["closing"] == blanks.count("in_stock") + blanks.count("reserved")


def test_the_window_prints_a_paper_and_then_its_copy(desk, waived, tmp_path):
    tray = PaperTray()
    papers = WindowPapers(lambda: desk, lambda: tray, tmp_path)
    assert papers.print("reissue_voucher", waived.number) is PaperOutcome.PRINTED
    assert papers.print("reissue_voucher", waived.number, copy=True) is PaperOutcome.PRINTED
    assert ["补打" in text_of(pdf) for _, pdf, _ in tray.jobs] == [False, True]
    assert papers.day_report(DAY, draft=True) is PaperOutcome.PRINTED
    assert papers.save_table(DAY) == "2026-03-16.xlsx"
    assert openpyxl.load_workbook(tmp_path / "2026-03-16.xlsx").sheetnames[0] == "合计"


def test_kept_words_are_sealed(desk, first):
    assert "周样本" in json.dumps(json.loads(first.kept.words), ensure_ascii=False)
    assert desk.store.path is not None
    assert "周样本".encode() not in desk.store.path.read_bytes()


def test_a_receipt_goes_to_the_roll_printer_where_one_is_fitted(desk, waived, tmp_path):
    with Simulator("receipt_printer", "--listen", "127.0.0.1:0", "--out", tmp_path) as till:
        roll = open_receipt_printer(f"tcp://{till.where}", files())
        papers = WindowPapers(lambda: desk, lambda: None, tmp_path, lambda: roll)

        assert papers.print("receipt", waived.number) is PaperOutcome.PRINTED
        roll.close()

    slip = "".join(sorted(tmp_path.glob("*.txt"))[0].read_text(encoding="utf-8").split())
    assert "受理回执" in slip
    assert "周样本" in slip
    assert "练习无效" in slip


def test_a_notice_about_a_number_nobody_proved_is_theirs_says_so_and_tells_nothing_of_the_register(desk):
    named = reception.greet_by_number(desk, id_card("曹示范").number, "吴某某").draft
    draft = reception.choose(desk, reception.check(desk, named), "first_issue")
    view = search.show(desk, submission.conclude(desk, draft, desk.new_key()).number)

    told = text_of(make.make(desk, "one_time_notice", view).pdf)

    assert "吴某某" in told
    assert "自报，没有看到证件" in told
    assert [word for word in ("类别", "居民", "特困", "低保", "登记照片") if word in told] == []


def test_the_journal_goes_along_as_a_table_of_what_was_asked_and_that_it_did_is_in_it(desk, tmp_path):
    auditor = as_operator(desk, AUDITOR)
    submission.conclude(desk, arrive(desk, id_card("严样本"), "first_issue"), desk.new_key())
    papers = WindowPapers(lambda: auditor, lambda: None, tmp_path)
    asked = trail.ask(auditor, trail.Wanted(person=id_card("严样本").number), "信访 2026-17")

    name, rows = papers.save_journal(asked)

    sheet = openpyxl.load_workbook(tmp_path / name).active
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (len(table), table[0][:3]) == (rows + 1, ["时间", "窗口", "第几条"])
    assert any("接待，读身份证" in row for row in table)
    assert "严样本" not in str(table)
    newest = trail.look(auditor, trail.ask(auditor, trail.Wanted(group="looks")), 2).lines[1]
    assert (newest.what, "信访 2026-17" in newest.facts) == ("journal_export", True)


def test_a_table_of_the_journal_that_nobody_waits_for_is_not_written(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(trail, "MOST", 5)
    auditor = as_operator(desk, AUDITOR)
    papers = WindowPapers(lambda: auditor, lambda: None, tmp_path)

    def no_more(_done, _of):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        papers.save_journal(trail.ask(auditor, trail.Wanted()), no_more)
    assert list(tmp_path.iterdir()) == []
