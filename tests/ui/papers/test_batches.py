"""The papers of lists: what an employer takes home, what goes to the card centre, what two people count with."""

import csv

import pypdfium2
import pytest
from desk_builder import build, stocked
from walk_ins import PORTRAIT, applied, arrive, id_card, people, ready

from desk.errors import DeviceTrouble
from desk.ports import PaperOutcome, Stroke
from desk.services import batch, batch_handover, centre, intake, paperwork, queue, submission
from desk.services.batch_book import Bearer
from devices.practice import PaperTray
from printing import reading, signed_code
from printing.press import unkept
from ui.papers.office import signing_key
from ui.papers.window import WindowPapers

AGENT = {"name": "严样本", "number": "110199198609132329", "document": "resident", "read": "chip"}
BEARER = Bearer(
    "employer",
    "样本制造有限公司",
    AGENT | {"valid_to": "2035-06-30"},
    [{"code": "employer_registration_form", "form": "original"}],
)

COLLECTS = Bearer(BEARER.kind, BEARER.name, BEARER.agent, [{"code": "employer_letter", "form": "original"}])


@pytest.fixture
def desk(tmp_path):
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 5)
    return counter


@pytest.fixture
def papers(desk, tmp_path):
    return WindowPapers(lambda: desk, lambda: PaperTray(tmp_path / "tray"), tmp_path / "tables")


def read(folder, name):
    document = pypdfium2.PdfDocument(next(folder.glob(f"{name}*.pdf")))
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_receipt_of_a_list_says_taken_of_nobody_who_has_to_wait(desk, papers, tmp_path):
    wanting = people()["金样例"]
    listed = [(name, people()[name]["certno"]) for name in ("李样本", "金样例")]
    view = batch.verify(desk, batch.take_in(desk, BEARER, listed, "k").id)
    assert [row.state for row in view.rows] == ["approved", "suspended"]
    papers.batch("batch_receipt", view)
    said = read(tmp_path / "tray", "批量受理回执")
    assert "人数1，暂缓1，留下0" in said
    *_, taken, waiting = said.split("暂缓")
    assert "李样本" in taken
    assert "金样例" not in taken
    assert "金样例" in waiting
    assert "未参保" in waiting
    assert wanting["certno"] not in said


def test_the_receipt_of_a_list_names_who_was_taken_and_why_the_others_were_not(desk, papers, tmp_path):
    applied(desk, "李样本")
    listed = [(name, people()[name]["certno"]) for name in ("李样本", "王示例")]
    view = batch.take_in(desk, BEARER, listed, "k")
    assert papers.batch("batch_receipt", view) is PaperOutcome.PRINTED
    said = read(tmp_path / "tray", "批量受理回执")
    assert "样本制造有限公司" in said
    assert "王示例" in said
    assert "已有在办件" in said
    assert people()["王示例"]["certno"] not in said
    assert "经办人严样本110199********2329" in said


def test_a_list_of_cards_carries_the_agents_signature_and_a_code_any_hall_can_verify(desk, papers, tmp_path):
    number = applied(desk, "李样本").number
    ready(desk, number)
    pen = [Stroke(((0.0, 0.0, 0.5, 0), (30.0, 10.0, 0.5, 9)))]
    view = batch_handover.hand_over(desk, COLLECTS, [number], pen, "h")
    assert view.signature == tuple(pen)
    assert papers.batch("handover_list", view) is PaperOutcome.PRINTED
    said = read(tmp_path / "tray", "单位领卡交接清单")
    (kept,) = paperwork.of_the_hall(desk, desk.today())
    verdict = signed_code.verify(unkept(kept.words).code, [signing_key(desk.store).public_key()])
    assert verdict.genuine
    assert verdict.facts.number == view.id
    assert reading.differs(verdict.facts, said) == []
    assert "name" in reading.differs(verdict.facts, said.replace("样本制造", "样本织造"))


def test_the_centre_gets_a_list_to_sign_and_a_table_with_the_photos(desk, papers, tmp_path):
    draft = intake.choose_delivery(desk, arrive(desk, id_card("李样本"), "first_issue"), "pickup")
    number = submission.conclude(desk, draft, "c").number
    of_a_list = [("王示例", people()["王示例"]["certno"])]
    bare = batch.verify(desk, batch.take_in(desk, BEARER, of_a_list, "l").id).taken[0]
    view = centre.send(desk, "k")
    assert papers.batch("handover_list", view) is PaperOutcome.PRINTED
    assert "制卡中心" in read(tmp_path / "tray", "制卡交接清单")
    name, without = papers.save_orders(view.id)
    folder = tmp_path / "tables" / name
    with (folder / "orders.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {row["姓名"]: (row["性别"], row["领取"], row["照片"]) for row in csv.DictReader(file)}
    assert told == {"李样本": ("男", "窗口自取", f"{number}.jpg"), "王示例": ("男", "窗口自取", "")}
    assert (folder / f"{number}.jpg").read_bytes() == PORTRAIT
    assert not (folder / f"{bare.case}.jpg").exists()
    assert without == 1


def test_the_count_sheet_is_printed_and_kept(desk, papers, tmp_path):
    assert papers.of_hall("stock_count") is PaperOutcome.PRINTED
    assert "盘点" in read(tmp_path / "tray", "空白卡盘点表")


def test_a_number_wants_a_roll(desk, papers):
    with pytest.raises(DeviceTrouble, match="no_printer"):
        papers.ticket(queue.take(desk), 0)
