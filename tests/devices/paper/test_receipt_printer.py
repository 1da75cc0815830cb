"""Slips on the simulated receipt printer: what is on the paper, and what the desk is told of it."""

import socket
import threading

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from desk.errors import DeviceTrouble, NotAcceptable
from desk.ports import PaperOutcome, SlipCode, SlipPrinter, SlipText
from devices.lines import line_to
from devices.receipt_printer import ReceiptPrinter

NUMBER = "1101990001202603160300171"

TICKET = (
    SlipText("样本市医疗保障服务大厅", align="center", size=2),
    SlipText("A023", align="center", size=4, bold=True),
    SlipText("姓名　张𬭎𰻞"),
    SlipText("姓名　阿卜杜·样本"),
    SlipText("受理号 " + NUMBER),
    SlipCode(NUMBER, kind="code128"),
    SlipCode("https://样本.example/查询?" + NUMBER),
)


def test_a_ticket_comes_out_whole_and_is_cut(till):
    bench = till()
    printer: SlipPrinter = bench.printer
    assert printer.print_slip(TICKET) is PaperOutcome.PRINTED
    assert bench.happened() == ["cut"]
    assert "样本市医疗保障服务大厅" in bench.text()
    assert "姓名　阿卜杜·样本" in bench.text()
    assert "受理号 " + NUMBER in bench.text()


def test_both_codes_of_a_ticket_can_be_read_from_the_paper(till):
    bench = till()
    bench.printer.print_slip(TICKET)
    found = {code.text for code in zxingcpp.read_barcodes(Image.open(bench.out / "slip-0001.png"))}
    assert found == {NUMBER, "https://样本.example/查询?" + NUMBER}


def test_a_rare_name_is_drawn_and_never_left_to_the_printers_own_font(till):
    bench = till()
    bench.printer.print_slip([SlipText("张𬭎𰻞")])
    assert "□" not in bench.text()
    assert "［图］" in bench.text()
    ink = np.asarray(Image.open(bench.out / "slip-0001.png"))[:30, :96] < 128
    drawn = [int(ink[:, column : column + 24].sum()) for column in (0, 24, 48, 72)]
    assert all(60 < dots < 400 for dots in drawn[:3]), "three characters, dark on light"
    assert drawn[3] == 0


def test_a_character_that_no_font_has_stops_the_slip(till):
    bench = till()
    with pytest.raises(NotAcceptable) as missing:
        bench.printer.print_slip([SlipText("张\U000e0fff")])
    assert missing.value.facts["characters"] == ["U+E0FFF"]
    assert bench.saw() == []


def test_a_name_cannot_carry_a_command(till):
    bench = till()
    name = "张\x1d\x56\x00三\x1b\x40\x10\x04\x01\x85 \x9b李\u2028四\ud800"
    assert bench.printer.print_slip([SlipText(name), SlipText("完")]) is PaperOutcome.PRINTED
    assert bench.happened() == ["cut"]
    assert bench.text().splitlines()[:2] == ["张V三@ 李四", "完"]


def test_long_text_is_broken_at_the_papers_edge(till):
    bench = till()
    bench.printer.print_slip([SlipText("医" * 30), SlipText("a" * 50), SlipText("保" * 13, size=2)])
    lines = bench.text().splitlines()
    assert lines[:6] == ["医" * 24, "医" * 6, "a" * 48, "aa", "保" * 12, "保"]


# ── status ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fault", "state", "reasons"),
    [
        ("paper_out", "error", ("paper_out",)),
        ("paper_low", "warning", ("paper_low",)),
        ("cover_open", "error", ("cover_open",)),
        ("cutter", "error", ("cutter",)),
    ],
)
def test_the_status_says_what_is_wrong(till, fault, state, reasons):
    standing = till(fault).printer.status()
    assert (standing.state, standing.reasons) == (state, reasons)


def test_silence_is_unknown_and_never_fine(till):
    bench = till("silent", answer_within=0.3)
    assert bench.printer.status().state == "unknown"
    assert bench.printer.print_slip([SlipText("医保")]) is PaperOutcome.UNKNOWN


def test_unasked_status_between_answers_is_not_taken_for_an_answer(till):
    bench = till("asb")
    assert bench.printer.status().state == "ready"
    assert bench.printer.print_slip([SlipText("医保")]) is PaperOutcome.PRINTED


def test_a_printer_that_is_not_there_is_no_printer(till):
    bench = till()
    bench.simulator.close()
    assert bench.printer.status().state == "offline"
    with pytest.raises(DeviceTrouble) as absent:
        bench.printer.print_slip([SlipText("医保")])
    assert absent.value.kind == "no_printer"


# ── paper and cover ─────────────────────────────────────────────────────────────────────────────────────────────


def test_no_paper_at_the_start_prints_nothing(till):
    bench = till("paper_out*1")
    assert bench.printer.print_slip([SlipText("医保")]) is PaperOutcome.PAPER_OUT
    bench.simulator.tell("load_paper")
    assert bench.printer.print_slip([SlipText("医保")]) is PaperOutcome.PRINTED
    assert bench.happened().count("cut") == 1


def test_paper_that_runs_out_in_the_middle_is_told_and_the_rest_never_comes_out_later(till):
    bench = till("paper_out@3*1")
    slip = [SlipText(f"第{n}行") for n in range(1, 9)]
    assert bench.printer.print_slip(slip) is PaperOutcome.PAPER_OUT
    bench.wait_for("torn_off")
    assert bench.text().splitlines()[:4] == ["第1行", "第2行", "第3行", "练习 模拟回执机"]
    bench.simulator.tell("load_paper")
    assert bench.printer.print_slip([SlipText("补打")]) is PaperOutcome.PRINTED
    assert bench.text(2).splitlines()[0] == "补打"


def test_a_cover_opened_in_the_middle_is_unknown(till):
    bench = till("cover_open@2*1")
    assert bench.printer.print_slip([SlipText(f"第{n}行") for n in range(5)]) is PaperOutcome.UNKNOWN
    assert bench.printer.status().reasons == ("cover_open",)
    with pytest.raises(DeviceTrouble) as refused:
        bench.printer.print_slip([SlipText("医保")])
    assert (refused.value.kind, refused.value.facts["reasons"]) == ("printer_not_ready", ("cover_open",))


def test_a_printer_that_stops_reading_ends_as_unknown_by_the_deadline(till):
    bench = till("stall@40*1", answer_within=0.3, print_within=1.0)
    assert bench.printer.print_slip([SlipText("医保" * 10)] * 3) is PaperOutcome.UNKNOWN


def test_a_printer_that_goes_before_anything_was_sent_is_not_there_rather_than_unknown():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"tcp://127.0.0.1:{listening.getsockname()[1]}"

        def hang_up_for_good() -> None:
            line, _ = listening.accept()
            listening.close()
            line.close()

        going = threading.Thread(target=hang_up_for_good)
        going.start()
        printer = ReceiptPrinter(line_to(address, "receipt_printer"), ())
        with pytest.raises(DeviceTrouble) as absent:
            printer.print_slip([SlipText("医保")])
        going.join()
    assert absent.value.kind == "no_printer"


def test_a_slip_not_finished_in_time_never_comes_out_later_nor_is_its_end_taken_for_the_next_ones(till):
    bench = till("hesitate@1*1", print_within=1.0)
    assert bench.printer.print_slip([SlipText("第一张"), SlipText("第二行")]) is PaperOutcome.UNKNOWN
    bench.wait_for("torn_off")
    assert bench.printer.print_slip([SlipText("第二张")]) is PaperOutcome.PRINTED
    assert "第二行" not in bench.text(1)
    assert bench.text(2).splitlines()[0] == "第二张"


def test_a_cable_pulled_in_the_middle_is_unknown_and_the_next_slip_works(till):
    bench = till("unplug@2*1")
    assert bench.printer.print_slip([SlipText(f"第{n}行") for n in range(5)]) is PaperOutcome.UNKNOWN
    assert bench.printer.print_slip([SlipText("补打")]) is PaperOutcome.PRINTED


def test_a_printer_on_a_serial_port_is_as_good(tmp_path):
    from devices.receipt_printer import open_receipt_printer
    from devices.simulators.launch import Simulator

    link = tmp_path / "rp"
    with Simulator("receipt_printer", "--link", link, "--out", tmp_path / "out", "--data-dir", tmp_path):
        printer = open_receipt_printer(f"serial:{link}?baud=19200", ())
        assert printer.status().state == "ready"
        assert printer.print_slip([SlipText("医保")]) is PaperOutcome.PRINTED
        printer.close()


@pytest.mark.parametrize("number", ["A023", NUMBER, "N-11019900012026031603", "{x}", "0000"])
def test_every_number_is_read_back_from_the_paper(till, number):
    bench = till()
    bench.printer.print_slip([SlipCode(number, kind="code128")])
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(bench.out / "slip-0001.png"))] == [number]
