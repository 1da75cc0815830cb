"""Every paper that the acceptance walk-ins ask for is made, whole, in Chinese, and says what was decided."""

import io
import re
from dataclasses import replace

import acceptance
import paper_cases
import paper_eye
import pypdfium2
import pytest
import zxingcpp
from paper_samples import KEY
from PIL import Image

from desk.ports import Stroke
from printing.press import kept, printed, unkept
from printing.reading import differs
from printing.signed_code import verify
from ui.papers import make, notices, receipt
from ui.papers.card import back_words
from ui.papers.phrases import phrase, phrases, vocabulary, zh

CODE_LEFT_OVER = re.compile(r"[a-z]{2,}_[a-z_]+|None|\{|\}")
ELSEWHERE = {
    "batch_receipt",
    "handover_list",
    "daily_report",
    "employer_form",
    "stock_count",
    "spoiled_card",
    "destruction_list",
    "shift_list",
}
"""Papers of the hall or of an employer, not of a case."""
DECIDED = {name: acceptance.decided(acceptance.given(name)) for name in acceptance.NAMES}
ASKED = [
    (name, kind)
    for name, decision in DECIDED.items()
    for kind in decision["documents"]
    if kind not in ELSEWHERE
    if decision["service"] not in ("enquiry", "day_close")
]


def text_of(pdf):
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf))


def case(name):
    given = acceptance.given(name)
    return paper_cases.view(given, DECIDED[name]), paper_cases.office(given["policy"], given["now"])


@pytest.mark.parametrize(("name", "kind"), ASKED)
def test_a_paper_of_a_walk_in_is_made(name, kind):
    view, office = case(name)
    words = make.words_of(kind, view, office)
    assert unkept(kept(words)) == words
    told = text_of(printed(words))
    assert not CODE_LEFT_OVER.search(told), CODE_LEFT_OVER.search(told)
    assert "练习无效" in told
    assert "".join(view.name.split()) in told
    if kind != "mandate_template":
        verdict = verify(words.code, [KEY.public_key()])
        assert verdict.genuine
        assert differs(verdict.facts, told) == []


def test_every_document_of_the_contract_has_a_builder():
    assert set(vocabulary()["documents"]) - ELSEWHERE <= set(make.BUILDERS)


def test_every_reason_material_and_prerequisite_has_its_phrase():
    silent = {"survival_status", "duplicate_row", "cash_variance", "stock_variance", "unresolved_print_jobs"}
    assert set(vocabulary()["reasons"]) - silent == set(phrases()["lack"])
    assert set(vocabulary()["materials"]) == set(phrases()["bring"])
    assert set(vocabulary()["prerequisites"]) == set(phrases()["before"])


@pytest.mark.parametrize("name", [name for name, kind in ASKED if kind == "one_time_notice"])
@pytest.mark.requirement("M-066")
def test_a_notice_tells_every_reason_and_no_thing_twice(name):
    view, office = case(name)
    lacks = notices.lacks(view, office, "one_time_notice")
    things = [lack.what for lack in lacks]
    assert len(things) == len(set(things))
    whys = "".join(str(lack.why) for lack in lacks)
    for reason in view.decision["reasons"]:
        entry = phrase("lack", reason["code"])
        fixed = re.split(r"\[.*?\]|\{.*?\}", entry["why"])
        assert all(part in whys for part in fixed), reason
    assert all(lack.how for lack in lacks)


def test_three_defects_of_a_mandate_are_one_row():
    view, office = case("A72-mandate-scope")
    reasons = [
        {"code": "mandate_scope", "facts": {"missing": ["collect"]}, "rule": {"name": "委托"}},
        {"code": "mandate_unsigned", "facts": {}, "rule": {"name": "委托"}},
        {"code": "mandate_expired", "facts": {"valid_to": "2026-03-01"}, "rule": {"name": "委托"}},
    ]
    (row,) = notices.lacks(replace(view, decision={**view.decision, "reasons": reasons}), office, "suspension_slip")
    assert row.what == "授权委托书"
    assert row.why == "委托事项里没有“领卡”。委托人没有签名。委托期已于 2026-03-01 届满。"


@pytest.mark.parametrize(
    ("name", "kind", "word"), [("T05", "receipt", "受理号"), ("T13", "one_time_notice", "告知单号N")]
)
def test_a_paper_says_what_its_number_is(name, kind, word):
    view, office = case(name)
    told = text_of(printed(make.words_of(kind, view, office)))
    assert f"{word}{paper_cases.NUMBER}" in told


@pytest.mark.requirement("M-093", "M-026", "M-088")
def test_a_waived_reissue_says_due_waived_and_paid():
    view, office = case("T05")
    told = dict(receipt.rows(view, office))
    assert told["费用"] == "工本费 25.00，减免 25.00（低保，待复核），实收 0.00"
    assert "正式挂失" in told["旧卡"]
    assert told["看病买药"] == "新卡到手前，医保电子凭证可照常使用"
    assert receipt.when(view, office.now.date()) == ("领卡", "2026-03-16 周一，今天")


def test_a_flat_signature_is_printed_flat():
    view, office = case("T05")
    zigzag = tuple((0.05 + n * 0.05, 0.3 + 0.1 * (n % 2), 0.5, n * 8) for n in range(17))
    pdf = pypdfium2.PdfDocument(printed(receipt.receipt_words(replace(view, signature=(Stroke(zigzag),)), office)))
    paths = [one.get_bounds() for page in pdf for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
    shapes = [((right - left) / (top - bottom), right - left) for left, bottom, right, top in paths]
    assert any(shape == pytest.approx(8, rel=0.1) and wide > 30 for shape, wide in shapes)


@pytest.mark.requirement("M-082")
def test_a_receipt_names_both_hotlines_and_the_complaint_number():
    told = "".join(receipt.phones(paper_cases.office(complaints="010-00000000")))
    assert told == "医保 12393　人社 12333　投诉 010-00000000"


@pytest.mark.requirement("M-071", "M-050", "M-015")
def test_a_receipt_says_what_is_forbidden_how_copies_were_taken_and_how_to_ask():
    view, office = case("T05")
    told = dict(receipt.rows(view, office))
    assert "不得将社会保障卡转借他人使用" in told["请勿"]
    assert "身份证件复印件（电子，注“与原件一致”）" in told["已收材料"]
    assert "电话查询须同时报身份号码和受理号" in told["查进度"]


@pytest.mark.requirement("M-072")
def test_a_notice_names_the_law_and_the_policy():
    view, office = case("T13")
    foot = notices.one_time_notice_words(view, office).foot
    assert "《中华人民共和国社会保险法》" in foot
    assert "练习政策 2026.1" in foot


@pytest.mark.requirement("M-073", "M-013", "M-078")
def test_the_collection_slip_tells_how_the_card_is_used_and_who_activates_what():
    told = text_of(paper_cases.of_case("collection_slip", "T05"))
    assert "在定点医疗机构和药店使用，须出示卡和本人身份证明" in told
    assert "社会保障功能已启用，密码由本人设置" in told
    assert "金融功能由发卡银行激活" in told


@pytest.mark.requirement("M-011")
def test_the_employers_form_has_the_known_names_and_room_for_the_rest():
    told = text_of(paper_cases.of_the_hall()["employer-form"])
    assert "参保单位信息登记表" in told
    assert "示例商贸有限公司" in told
    assert "110199198503127011" in told


@pytest.mark.requirement("M-023", "M-095")
def test_a_mail_label_tells_a_carrier_nothing_about_the_person():
    told = text_of(paper_cases.of_case("mail_label", "A28-chengdu-mail"))
    assert "邮费到付" in told
    assert "须本人签收" in told
    holder = DECIDED["A28-chengdu-mail"]["holder"]
    assert holder["number"] not in told
    assert holder["masked"] not in told


def test_an_unverified_intake_promises_nothing():
    view, office = case("T17a")
    told = dict(receipt.rows(view, office))
    assert receipt.when(view, office.now.date()) == ("办结", "待核验后通知")
    assert "费用" not in told
    assert "领取" not in told
    assert "没有收费，没有制卡" in told["待核验"]


def test_an_elderly_applicant_gets_large_print():
    view, office = case("T05")
    elderly = replace(view, decision={**view.decision, "notes": [*view.decision["notes"], "large_print"]})
    for kind in ("receipt", "one_time_notice", "suspension_slip", "collection_slip"):
        assert not make.words_of(kind, view, office).large
        assert make.words_of(kind, elderly, office).large


def test_an_english_screen_still_prints_chinese():
    from ui import words

    view, office = case("T05")
    words.speak("en")
    try:
        assert dict(receipt.rows(view, office))["事项"] == "补办社会保障卡，因遗失"
        assert zh("services", "reissue") == "补办"
    finally:
        words.speak("zh")


def test_a_number_that_differs_is_masked_on_the_paper():
    view, office = case("T07a")
    facts = {"field": "number", "document": "110199199308082414", "registry": "110199199308082422"}
    reasons = [{"code": "info_mismatch", "facts": facts, "rule": {"name": "信息一致"}}]
    (row,) = notices.lacks(replace(view, decision={**view.decision, "reasons": reasons}), office, "suspension_slip")
    assert "110199********2414" in row.why
    assert "19930808" not in row.why


@pytest.mark.requirement("M-082")
def test_a_pack_names_the_complaint_number_and_the_page_to_rate_at(tmp_path):
    pack = '[notice.hotlines]\ncomplaints = "12345"\n[notice.rating]\nurl = "https://pj.example.gov.cn/r?hall=1101990001"\n'
    notice = acceptance.hall_policy(tmp_path, pack).notice
    view, _ = case("T05")
    office = paper_cases.office(complaints=notice.hotlines.complaints, rating=notice.rating.url)
    for words in (receipt.receipt_words(view, office), make.words_of("collection_slip", view, office)):
        pdf = printed(words)
        assert "投诉12345" in text_of(pdf)
        read = [text for kind, text in paper_eye.marks(pdf, 203) if kind == "QRCode"]
        assert sorted(read) == sorted([words.code, notice.rating.url])
        assert paper_eye.words_in_the_way(pdf, 12, 12, 10) == []
    assert notice.rating.url not in make.words_of("loss_report_slip", view, office).rating


def test_the_back_of_a_card_says_where_to_report_it_lost_and_can_be_scanned():
    words = back_words(paper_cases.office(), "A26031615")
    assert any("12393" in note and "12333" in note for note in words.notes)
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(printed(words))))
    assert code.text == "A26031615"
