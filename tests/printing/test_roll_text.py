"""80 mm paper set by the printer itself: the words of the roll in columns, nothing parted that belongs together."""

from dataclasses import replace

import paper_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from desk.ports import SlipCode, SlipText
from printing.looks import Copy
from printing.roll_text import COLUMNS, columns, in_columns, roll_parts

RULE = "─" * 24


def test_a_receipt_stands_line_by_line_as_it_was_last_looked_at():
    parts = roll_parts(samples.ROLL)
    assert [part.text for part in parts if isinstance(part, SlipText)] == [
        "受理回执",
        "练习 无效",
        "样本市医疗保障服务大厅，3 号窗口",
        "受理号",
        RULE,
        "领卡",
        "2026-03-16 周一，今天",
        "实收",
        "0.00 元",
        RULE,
        "申请人    周样本　110199********3368",
        "事项      补办社会保障卡，因遗失",
        "受理      2026-03-16 10:12，柜员 0312",
        "已收材料  居民身份证（验看后退回）、低保证（验看",
        "          后退回）、身份证复印件（电子，注“与原",
        "          件一致”）",
        "费用      工本费 25.00，减免 25.00（低保，主管",
        "          0301 复核），实收 0.00",
        "旧卡      A10000501 已于 2026-03-16 10:05 正式挂",
        "          失，新卡启用时作废",
        "领取      本窗口。本人带身份证原件和本回执；",
        "          代领另带代领人身份证原件和委托书",
        "看病买药  新卡到手前，医保电子凭证可照常使用",
        "查进度    国家医保服务平台，或到任一窗口报受理",
        "          号。",
        "          电话查询须同时报身份号码和受理号",
        "电话      医保 12393　人社 12333",
        RULE,
        "请保留，领卡时用",
    ]
    assert [(part.kind, part.text) for part in parts if isinstance(part, SlipCode)] == [
        ("code128", samples.NUMBER),
        ("qr", samples.CODE),
    ]


def test_a_copy_says_so_at_the_top_with_when_and_by_whom():
    heading = replace(samples.ROLL.heading, copy=Copy(2, "2026-03-16 10:40", "柜员 0312"))
    told = [part.text for part in roll_parts(replace(samples.ROLL, heading=heading))]
    assert told[1:3] == ["练习 无效", "补打 2，2026-03-16 10:40，柜员 0312"]


def test_a_ticket_has_its_number_four_times_as_high():
    (big,) = [part for part in roll_parts(samples.TICKET) if isinstance(part, SlipText) and part.size == 4]
    assert big.text == samples.TICKET.big


def test_every_line_fits_the_paper():
    for words in (samples.ROLL, samples.TICKET):
        for part in roll_parts(words):
            if isinstance(part, SlipText):
                assert columns(part.text) * part.size <= COLUMNS


def test_a_sum_a_date_and_a_number_are_never_parted():
    told = "工本费 25.00，实收 0.00，2026-03-16 起凭 1101990001202603160300150 领取"
    for room in range(26, COLUMNS + 1):
        lines = list(in_columns(told, room))
        for whole in ("25.00", "0.00", "2026-03-16", "1101990001202603160300150"):
            assert any(whole in line for line in lines), (room, lines)


@given(st.text(st.sampled_from("姓名卡（），。“”0123456789.A 　·𬭎"), max_size=60), st.integers(4, 48))
def test_nothing_is_lost_and_no_line_is_too_long(text, room):
    lines = list(in_columns(text, room))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= room for line in lines)
