"""One card at a time on the simulated printer: what the desk is told, against what physically happened."""

import io
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desk.errors import CardSpoiled, DeviceTrouble, NotAcceptable, OutcomeUnknown
from desk.ports import CardPosition, CardPrinter


def nothing(_: str) -> None:
    """Nobody looks at the progress."""


@pytest.mark.requirement("M-024")
def test_a_card_comes_out_as_the_face_that_was_sent(start, front, steps):
    bench = start()
    printer: CardPrinter = bench.desk()
    printer.print("P-1", front, steps.append)
    assert steps == ["feed", "print", "eject"]
    assert bench.cards() == ["card-0001.png"]
    burnt = np.asarray(Image.open(bench.out / "card-0001.png"), dtype=int)
    sent = np.asarray(Image.open(io.BytesIO(front)).convert("RGB"), dtype=int)
    assert burnt.shape == (648, 1016, 3)
    assert np.abs(burnt - sent).max() <= 2
    assert bench.happened() == ["switched_on", "fed", "printed", "ejected"]


@pytest.mark.parametrize("levels", [32, 64, 128])
def test_fewer_levels_only_make_the_colours_coarser(start, front, levels):
    bench = start()
    printer = bench.desk()
    printer._levels = levels
    printer.print("P-1", front, nothing)
    burnt = np.asarray(Image.open(bench.out / "card-0001.png"), dtype=int)
    sent = np.asarray(Image.open(io.BytesIO(front)).convert("RGB"), dtype=int)
    assert np.abs(burnt - sent).max() <= 256 // levels


def test_the_larger_sheet_of_the_guide_prints_the_same_card(start, front):
    bench = start(words=("--sheet", "656x1032"))
    printer = bench.desk()
    printer._sheet = (656, 1032)
    printer.print("P-1", front, nothing)
    burnt = np.asarray(Image.open(bench.out / "card-0001.png"), dtype=int)
    assert np.abs(burnt - np.asarray(Image.open(io.BytesIO(front)).convert("RGB"), dtype=int)).max() <= 2


def test_panels_for_another_sheet_are_refused_before_anything_is_burnt(start, front):
    bench = start()
    printer = bench.desk(burn=1.0)
    printer._sheet = (656, 1032)
    with pytest.raises(DeviceTrouble) as refused:
        printer.print("P-1", front, nothing)
    assert refused.value.kind == "printer_not_ready"
    assert bench.cards() == []


def test_the_status_tells_what_is_left(start, front):
    printer = start().desk()
    standing = printer.status()
    assert (standing.state, standing.card, standing.reasons) == ("ready", CardPosition.NONE, ())
    assert (standing.ribbon_left, standing.ribbon_capacity, standing.printed, standing.blanks) == (300, 300, 0, "ok")
    printer.print("P-1", front, nothing)
    after = printer.status()
    assert (after.printed, after.ribbon_left) == (1, 299)
    assert printer.abilities.counts_cards
    assert printer.abilities.name == "PRACTICE KC"


def test_volts_with_a_decimal_comma_are_understood(start):
    assert start("decimal_comma").desk().status().state == "ready"


def test_answers_without_their_last_byte_are_understood(start, front):
    bench = start("no_nul*3")
    bench.desk().print("P-1", front, nothing)
    assert bench.cards() == ["card-0001.png"]


def test_a_printer_that_is_switched_off_is_offline_and_not_an_error(start):
    bench = start()
    printer = bench.desk()
    bench.simulator.close()
    assert printer.status().state == "offline"
    with pytest.raises(DeviceTrouble) as refused:
        printer.feed_to_contact()
    assert refused.value.kind == "printer_not_ready"


# ── nothing used up ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.requirement("M-094")
def test_an_empty_hopper_uses_up_no_blank(start, front):
    bench = start(words=("--hopper", "0"))
    printer = bench.desk()
    assert printer.status().blanks == "empty"
    with pytest.raises(DeviceTrouble) as refused:
        printer.print("P-1", front, nothing)
    assert refused.value.kind == "printer_not_ready"
    assert refused.value.facts["reasons"] == ("feeder_empty",)
    assert not isinstance(refused.value, CardSpoiled | OutcomeUnknown)
    bench.simulator.tell("load", blanks=5)
    printer.print("P-1", front, nothing)
    assert bench.cards() == ["card-0001.png"]


def test_a_hopper_that_runs_empty_between_the_check_and_the_feed_uses_up_no_blank(start, front):
    bench = start("feeder_empty*1")
    printer = bench.desk()
    with pytest.raises(DeviceTrouble) as refused:
        printer.print("P-1", front, nothing)
    assert refused.value.kind == "printer_not_ready"
    assert bench.happened() == ["switched_on"]


def test_a_ribbon_that_is_used_up_stops_before_feeding(start, front):
    bench = start()
    bench.simulator.tell("new_ribbon", prints=0)
    with pytest.raises(DeviceTrouble) as refused:
        bench.desk().print("P-1", front, nothing)
    assert refused.value.facts["reasons"] == ("ribbon_out",)
    assert "fed" not in bench.happened()


def test_an_open_cover_is_told_with_the_card_still_in_the_hopper(start, front):
    bench = start("cover_open_mid@y*1")
    printer = bench.desk()
    with pytest.raises(CardSpoiled):
        printer.print("P-1", front, nothing)
    assert "cover_open" in printer.status().reasons


def test_a_card_waiting_at_the_exit_is_taken_before_the_next_is_printed(start, front):
    bench = start(words=("--bezel",))
    printer = bench.desk()
    printer.print("P-1", front, nothing)
    assert printer.status().card is CardPosition.AT_EXIT
    with pytest.raises(DeviceTrouble) as refused:
        printer.print("P-2", front, nothing)
    assert refused.value.facts["reasons"] == ("card_at_exit",)
    bench.simulator.tell("take")
    printer.print("P-2", front, nothing)
    assert bench.cards() == ["card-0001.png", "card-0002.png"]


# ── spoiled ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("panel", ["y", "m", "c", "k", "o"])
def test_a_jam_spoils_exactly_one_blank_and_the_next_print_works(start, front, panel):
    bench = start(f"jam@{panel}*1")
    printer = bench.desk()
    with pytest.raises(CardSpoiled) as jam:
        printer.print("P-1", front, nothing)
    assert jam.value.facts["reason"] == "jam"
    assert bench.cards() == ["spoiled-0001.png"]
    assert printer.status().card is CardPosition.JAMMED
    printer.print("P-2", front, nothing)
    assert bench.cards() == ["card-0001.png", "spoiled-0001.png"]
    assert "printing_again_by_itself" not in bench.happened()


def test_a_half_printed_card_is_kept_as_a_picture(start, front):
    bench = start("jam@m*1")
    with pytest.raises(CardSpoiled):
        bench.desk().print("P-1", front, nothing)
    half = np.asarray(Image.open(bench.out / "spoiled-0001.png"), dtype=int)
    assert (half[:, :, 2] < 200).any(), "yellow was burnt"
    assert (half[:, :, 0] == 255).all(), "cyan was not"


def test_a_jam_while_feeding_needs_a_hand(start, front):
    bench = start("jam@feed*1")
    printer = bench.desk()
    with pytest.raises(CardSpoiled) as jam:
        printer.print("P-1", front, nothing)
    assert jam.value.facts["step"] == "feed"
    with pytest.raises(DeviceTrouble) as refused:
        printer.print("P-2", front, nothing)
    assert refused.value.facts["reasons"] == ("jam",)
    bench.simulator.tell("open_up")
    printer.print("P-2", front, nothing)
    assert bench.cards() == ["card-0001.png"]


def test_a_broken_ribbon_sends_the_ruined_card_to_the_reject_box(start, front):
    bench = start("ribbon_break@c*1")
    printer = bench.desk()
    with pytest.raises(CardSpoiled) as broken:
        printer.print("P-1", front, nothing)
    assert (broken.value.facts["reason"], broken.value.facts["rejected"]) == ("ribbon_error", True)
    assert bench.happened()[-2:] == ["spoiled", "rejected"]
    assert printer.status().reasons == ("ribbon_missing",)
    bench.simulator.tell("new_ribbon")
    printer.print("P-2", front, nothing)
    assert bench.cards() == ["card-0001.png", "spoiled-0001.png"]


def test_a_cover_opened_in_the_middle_leaves_the_ruined_card_inside_until_it_is_rejected(start, front):
    bench = start("cover_open_mid@c*1")
    printer = bench.desk()
    with pytest.raises(CardSpoiled) as opened:
        printer.print("P-1", front, nothing)
    assert (opened.value.facts["reason"], opened.value.facts["rejected"]) == ("cover_open", False)
    bench.simulator.tell("close_cover")
    assert printer.status().reasons == ("card_inside",)
    with pytest.raises(DeviceTrouble) as refused:
        printer.print("P-2", front, nothing)
    assert refused.value.kind == "printer_not_ready"
    printer.reject("cover_open")
    printer.reject("twice is harmless")
    assert bench.happened().count("rejected") == 1
    assert printer.status().state == "ready"


def test_a_full_reject_box_is_told(start, front):
    bench = start("reject_full*1")
    printer = bench.desk()
    printer.feed_to_contact()
    with pytest.raises(DeviceTrouble) as full:
        printer.reject("wrong stock")
    assert full.value.facts["reasons"] == ("reject_full",)
    assert printer.status().reject_box == "full"
    printer.reject("wrong stock")
    assert printer.status().reject_box == "ok"


# ── nobody can tell ─────────────────────────────────────────────────────────────────────────────────────────────


def test_no_reply_after_the_job_was_sent_is_unknown_and_never_printed_again(start, front):
    bench = start("swallow@se*1")
    printer = bench.desk(burn=1.0)
    with pytest.raises(OutcomeUnknown) as unknown:
        printer.print("P-1", front, nothing)
    assert (unknown.value.facts["reason"], unknown.value.facts["counted"]) == ("no_reply", 0)
    assert unknown.value.facts["card"] == "inside"
    with pytest.raises(DeviceTrouble) as refused:
        printer.print("P-2", front, nothing)
    assert refused.value.facts["reasons"] == ("card_inside",)
    assert bench.happened().count("fed") == 1


def test_a_reply_lost_at_the_very_end_is_reconciled_by_the_counters(start, front):
    bench = start("reply_lost@se*1")
    printer = bench.desk(burn=1.0)
    printer.print("P-1", front, nothing)
    assert bench.happened()[-1] == "reply_lost"
    assert bench.cards() == ["card-0001.png"]


@pytest.mark.parametrize("step", ["y", "m", "c", "k", "o"])
def test_a_reply_lost_in_the_middle_is_unknown(start, front, step):
    bench = start(f"reply_lost@{step}*1")
    printer = bench.desk(burn=1.5)
    with pytest.raises(OutcomeUnknown) as unknown:
        printer.print("P-1", front, nothing)
    assert unknown.value.facts["step"] == step
    assert printer.status().reasons == ("card_inside",)
    assert bench.cards() == []


def test_an_ok_without_a_card_is_unknown(start, front):
    bench = start("ok_without_card*1")
    with pytest.raises(OutcomeUnknown) as unknown:
        bench.desk().print("P-1", front, nothing)
    assert (unknown.value.facts["reason"], unknown.value.facts["counted"]) == ("counter_unchanged", 0)
    assert bench.cards() == []


def test_a_double_feed_is_unknown_and_says_that_two_were_counted(start, front):
    bench = start("double_feed*1")
    with pytest.raises(OutcomeUnknown) as unknown:
        bench.desk().print("P-1", front, nothing)
    assert (unknown.value.facts["reason"], unknown.value.facts["counted"]) == ("counter_jumped", 2)
    assert bench.cards() == ["card-0001.png"]


def test_a_power_cut_in_the_middle_leaves_a_card_inside_that_nobody_prints_over(start, front):
    bench = start("power_cut_mid@c*1")
    printer = bench.desk()
    with pytest.raises(OutcomeUnknown):
        printer.print("P-1", front, nothing)
    assert printer.status().card is CardPosition.INSIDE
    with pytest.raises(DeviceTrouble) as refused:
        printer.print("P-2", front, nothing)
    assert refused.value.facts["reasons"] == ("card_inside",)
    printer.reject("power cut")
    printer.print("P-2", front, nothing)
    assert bench.cards() == ["card-0001.png"]


def test_a_printer_killed_in_the_middle_starts_again_with_the_card_inside(start, front):
    bench = start("swallow@k*1")
    printer = bench.desk(burn=1.0)
    with pytest.raises(OutcomeUnknown):
        printer.print("P-1", front, nothing)
    bench.simulator.process.kill()
    again = start()
    standing = again.desk().status()
    assert (standing.card, standing.reasons) == (CardPosition.INSIDE, ("card_inside",))


def test_a_card_that_prints_long_after_the_desk_gave_up_is_still_only_one_card(start, front):
    bench = start("delayed_print@2*1")
    printer = bench.desk(burn=0.5, again=0.5)
    with pytest.raises(OutcomeUnknown):
        printer.print("P-1", front, nothing)
    with pytest.raises(DeviceTrouble) as refused:
        printer.print("P-2", front, nothing)
    assert refused.value.kind == "printer_not_ready"
    until = time.monotonic() + 60
    while "ejected" not in bench.happened():
        assert time.monotonic() < until
        printer.status()
    assert bench.happened().count("fed") == 1
    assert bench.happened().count("printed") == 1


def test_an_answer_that_comes_too_late_is_never_taken_for_the_next_one(start):
    bench = start()
    printer = bench.desk(ask=0.3)
    assert printer.status().state == "ready"
    bench.simulator.tell("fault", name="late@0.6", next=1)
    assert printer.status().state == "offline"
    standing = printer.status()
    assert (standing.state, standing.ribbon_left, standing.printed) == ("ready", 300, 0)


def test_garbage_instead_of_an_answer_is_no_fact(start):
    bench = start("garbage*1")
    printer = bench.desk()
    assert printer.status().state in ("offline", "ready")
    assert printer.status().state == "ready"


# ── chip and check ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_chip_is_written_before_the_print_and_verified_after_it(start, front, steps):
    bench = start()
    printer = bench.desk()
    where: list[CardPosition] = []

    def look() -> None:
        where.append(printer.status().card)

    printer.print("P-1", front, steps.append, chip=look, verify=look)
    assert steps == ["feed", "chip", "print", "verify", "eject"]
    assert where == [CardPosition.AT_CONTACT, CardPosition.AT_CONTACT]
    assert bench.happened() == ["switched_on", "fed", "printed", "ejected"]


def test_the_desk_may_feed_first_and_print_on_the_same_blank(start, front):
    bench = start()
    printer = bench.desk()
    printer.feed_to_contact()
    printer.feed_to_contact()
    assert printer.status().state == "ready"
    printer.print("P-1", front, nothing)
    assert bench.happened().count("fed") == 1
    assert bench.cards() == ["card-0001.png"]


def test_a_wrong_blank_is_found_before_it_is_printed_and_can_be_rejected(start, front):
    bench = start()
    printer = bench.desk()

    def wrong_stock() -> None:
        raise NotAcceptable("wrong_card")

    with pytest.raises(NotAcceptable):
        printer.print("P-1", front, nothing, chip=wrong_stock)
    assert printer.status().card is CardPosition.AT_CONTACT
    printer.reject("wrong_stock")
    assert bench.cards() == []
    assert bench.happened()[-1] == "rejected"


def test_a_chip_that_fails_its_check_after_the_print_spoils_the_card(start, front):
    bench = start()
    printer = bench.desk()

    def broken() -> None:
        raise NotAcceptable("data")

    with pytest.raises(CardSpoiled) as spoiled:
        printer.print("P-1", front, nothing, verify=broken)
    assert (spoiled.value.facts["reason"], spoiled.value.facts["rejected"]) == ("chip", True)
    assert bench.happened()[-1] == "rejected"


def test_a_card_inside_can_be_brought_to_the_exit(start, front):
    bench = start()
    printer = bench.desk()
    printer.feed_to_contact()
    printer.eject()
    printer.eject()
    assert bench.happened() == ["switched_on", "fed", "ejected"]


def test_a_pseudo_terminal_is_as_good_as_a_network_printer(tmp_path, front):
    from devices.card_printer.printer import open_card_printer
    from devices.simulators.launch import Simulator

    link, out = tmp_path / "lp", tmp_path / "out"
    words = ("--link", link, "--out", out, "--seconds-per-card", "0.1", "--data-dir", tmp_path)
    for scheme in ("serial", "usblp"):
        with Simulator("card_printer", *words):
            printer = open_card_printer(f"{scheme}:{link}")
            assert printer.status().state == "ready"
            printer.print("P-1", front, nothing)
            printer.close()
    assert sorted(path.name for path in Path(out).glob("*.png")) == ["card-0001.png", "card-0002.png"]


def test_a_second_desk_on_the_same_serial_port_is_told_that_it_is_occupied(tmp_path):
    from devices.card_printer.control import ControlChannel
    from devices.lines import SerialLine
    from devices.simulators.launch import Simulator

    link = tmp_path / "lp"
    with Simulator("card_printer", "--link", link, "--out", tmp_path / "out", "--data-dir", tmp_path):
        first, second = ControlChannel(SerialLine(str(link))), ControlChannel(SerialLine(str(link)))
        assert first.ask("Rtp", 2) == "PRACTICE KC"
        with pytest.raises(DeviceTrouble) as occupied:
            second.ask("Rtp", 2)
        first.close()
    assert occupied.value.facts["problem"] == "occupied"
