"""Every trouble has its sentence: what happened, what is safe, what to do next, in both languages, never a code."""

import ast
import re
from datetime import date

import pytest
from raised import Raised, modules, raised

from desk.errors import DeskError, DeviceTrouble, NotAcceptable, NotPermitted, Refused, StoreTrouble, UsageError
from desk.rules import codes, passwords
from desk.rules.calendar import CalendarNotCovered
from desk.rules.journey import ROAD, CaseState
from desk.rules.packs import _PROBLEMS
from desk.settings import Mistake
from devices.card_printer.conditions import WORDS
from ui.words import catalogue, say, speak, told, vocabulary
from ui.words.filling import names
from ui.words.trouble import SENTENCES, UNKNOWN

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
BARE_CODE = re.compile(r"(?<![\w./-])[a-z]+(?:_[a-z0-9]+)+(?![\w./])")
UNNAMED = {
    "desk/links/wire.py": ("registry_unavailable", "card_service_unavailable", "queue_unavailable"),
    "desk/links/queue_system.py": ("no_such_ticket", "not_waiting", "not_at_this_window"),
    "desk/records/engine.py": ("store_locked", "store_read_only", "store_damaged", "store_full"),
    "devices/lines.py": ("no_printer", "device_fault"),
    "devices/camera.py": ("no_camera", "device_fault"),
    "devices/web.py": ("no_printer", "device_fault"),
    "ui/desk.py": ("no_reader", "no_printer", "no_camera", "no_chip_reader"),
}
"""Files that raise kinds which do not stand beside the error, and the kinds they raise."""
NEVER_TOGETHER = {
    ("no_camera", "black"),
    ("no_camera", "frozen"),
    ("no_camera", "stalled"),
    ("no_chip_reader", "timeout"),
    ("device_fault", "lost"),
    ("device_fault", "no_library"),
    ("card_service_unavailable", "refused"),
}
"""Kinds and problems that one line of source raises, but not with each other."""
ONE_SENTENCE = {
    ("credential_needed", "what"),
    ("key_reused", "what"),
    ("reason_needed", "what"),
    ("same_person", "what"),
    ("unsupported", "reason"),
}
"""Facts for the journal only: the sentence is the same whatever they are."""
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture(autouse=True)
def chinese_again():
    yield
    speak("zh")


def all_raised() -> list[Raised]:
    """Everything the source raises, with its kind."""
    found = []
    for one in raised():
        kinds = [one.kind] if one.kind else UNNAMED[one.file]
        found += [Raised(one.file, kind, one.fact, one.code, one.device) for kind in kinds]
    return [one for one in found if (one.kind, one.code) not in NEVER_TOGETHER]


def error_of(one: Raised, *, bare: bool = False) -> DeskError:
    value = (one.code,) if one.fact in ("problems", "reasons") or one.kind == "approval_needed" else one.code
    facts = {} if bare or not one.fact else {one.fact: value}
    return DeskError(one.kind, device=one.device or "card_printer", **facts)


def test_every_kind_that_is_raised_has_its_own_sentence():
    assert {one.kind for one in all_raised()} - set(SENTENCES) == set()


def test_no_sentence_waits_for_trouble_that_nobody_raises():
    kinds = {key.split()[0] for key in SENTENCES}
    assert kinds - {one.kind for one in all_raised()} == set()


@LANGUAGES
def test_every_problem_changes_what_is_said(language):
    speak(language)
    coded = [one for one in all_raised() if one.fact and (one.kind, one.fact) not in ONE_SENTENCE]
    assert len(coded) > 150
    unheard = [one for one in coded if told(error_of(one)) == told(error_of(one, bare=True))]
    assert unheard == []


@LANGUAGES
def test_nothing_that_is_raised_is_told_by_a_code(language):
    speak(language)
    for one in all_raised():
        happened = told(error_of(one))
        spoken = happened.what + happened.next
        assert not BARE_CODE.search(spoken.replace(f"（{one.code}）", "").replace(f"({one.code})", "")), spoken
        assert "{" not in spoken, spoken
        assert "[" not in spoken, spoken


@LANGUAGES
def test_every_row_says_what_happened_what_is_safe_and_what_to_do(language):
    speak(language)
    for key, row in {**SENTENCES, "unknown": UNKNOWN}.items():
        what, safe, do = (say(part) for part in row)
        assert what, key
        assert do, key
        assert safe or "没有丢" in row[0], key
        assert "操作失败" not in what + safe + do, key
        assert row[0][-1] not in "。；，" or key == "bug", key


def test_what_stands_outside_brackets_needs_no_fact_but_the_device():
    for key, row in SENTENCES.items():
        for part in row:
            outside = re.sub(r"\[[^\[\]]*\]", "", part)
            assert names(outside) <= {"device"}, key


def test_english_says_all_that_chinese_says():
    english = catalogue()
    parts = [part for row in (*SENTENCES.values(), UNKNOWN) for part in row if part]
    parts += [part for words in WORDS.values() for part in words if part]
    assert [part for part in parts if part not in english] == []
    assert [part for part in parts if CHINESE.search(english[part])] == []
    assert [part for part in parts if names(english[part]) != names(part)] == []


def test_every_code_that_a_sentence_may_hold_has_a_word():
    words = vocabulary()
    faults = set().union(*(passwords.problems(given, "clerk-0312", passwords.MLPS) for given in BAD_PASSWORDS))
    assert faults | {"used_before"} == set(words["password_problems"])
    assert set(_PROBLEMS.values()) <= set(words["mistakes"])
    assert {name for state in CaseState for name in ROAD.after(state)} <= set(words["case_states"])
    assert set(words["services"]) >= codes.SERVICES


def test_every_warning_about_a_card_has_a_word():
    appended = {
        call.args[0].value
        for module in modules()
        for call in module.calls
        if ast.unparse(call.func) == "warnings.append" and isinstance(call.args[0], ast.Constant)
    }
    assert len(appended) > 8
    cut_off = {f"{part}_truncated" for part in ("photo", "fingerprint")}
    assert appended | cut_off <= set(vocabulary()["card_warnings"])


BAD_PASSWORDS = ("short", "x" * 129, "123456", "aaaaaaaaaaaaaaaaaa", "abcdefghijklmnop", "clerk-0312 clerk-0312")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DeviceTrouble("no_reader", device="id_reader", port="/dev/ttyUSB0", problem="occupied", by="reader-demo"),
         ["身份证阅读器", "reader-demo", "F5"]),
        (DeviceTrouble("transport", device="receipt_printer", problem="unplugged"), ["回执机", "线断了"]),
        (DeviceTrouble("printer_not_ready", device="card_printer", reasons=("feeder_empty", "ribbon_low")),
         ["卡箱空了", "色带快用完了", "没有用掉空白卡", "把空白卡装进卡箱"]),
        (DeviceTrouble("printer_not_ready", device="document_printer", reasons=("media-empty-error",)),
         ["打印机还不能打印", "什么也没有印"]),
        (NotAcceptable("pin_wrong", tries_left=2), ["还可试 2 次"]),
        (NotAcceptable("data", device="id_reader", field="birth", problem="differs_from_number"),
         ["“出生日期”", "与号码里的对不上"]),
        (NotAcceptable("wrong_card", expected="A10000501"), ["A10000501"]),
        (NotAcceptable("wrong_card", device="id_reader", status="40"), ["不是身份证"]),
        (NotAcceptable("photo_not_acceptable", problems=("too_many_bytes",), bytes=30 << 20, limit=20 << 20),
         ["30 MB", "20 MB"]),
        (NotAcceptable("photo_not_acceptable", problems=("too_many_bytes",), bytes=(24 << 20) + 1, limit=24 << 20),
         ["25 MB，最多 24 MB"]),
        (NotAcceptable("glyph_missing", characters=["U+2C0CA", "U+30EDE"]), ["U+2C0CA、U+30EDE", "没有打印"]),
        (NotPermitted("wrong_password", wait=0), ["口令不对"]),
        (NotPermitted("wrong_password", wait=8), ["请等 8 秒"]),
        (NotPermitted("throttled", wait=130.0), ["请等 3 分钟"]),
        (NotPermitted("role", role="clerk", needed=("supervisor", "technician")), ["要主管、技术员来办"]),
        (Refused("fee_open", owed=2500), ["25.00 元"]),
        (Refused("approval_needed", what=["refund"], subject="1", amount=2500), ["退费", "25.00 元"]),
        (Refused("prerequisites_open", open=["set_password"]), ["持卡人设置密码"]),
        (Refused("wrong_stage", thing="blank", state="spoiled", wanted="issued", possible=()),
         ["空白卡是“废卡”", "不能变成“已发出”"]),
        (Refused("no_blank", window="03", vault=40), ["03 号窗口", "库里还有 40 张"]),
        (Refused("no_blank", window="03", vault=0), ["没有空白卡了"]),
        (CalendarNotCovered(date(2027, 1, 4), date(2025, 1, 1), date(2026, 12, 31)), ["只到 2026-12-31"]),
        (StoreTrouble("store_locked", pid="4711"), ["进程 4711"]),
        (StoreTrouble("store_missing_key", where="passphrase", why="wrong"), ["口令短语不对"]),
        (UsageError("unknown_code", field="method", value="gold", known=("cash", "code")), ["“gold”", "付款办法"]),
        (UsageError("roll_file", file="roll.csv", problem="missing_columns", columns=("certno",)), ["certno"]),
        (UsageError("password", problems=("common", "too_short"), shortest=15), ["是常用的口令、太短", "至少 15 个"]),
    ],
)  # fmt: skip
def test_the_facts_are_in_the_sentence(error, words):
    happened = told(error)
    for one in words:
        assert one in happened.what + happened.next, happened


def test_each_mistake_of_a_file_is_told_with_its_line_and_key():
    mistakes = (
        Mistake(3, "hall.regoin", "unknown_key"),
        Mistake(9, "mode", "wants_one_of", "'life'", "practice、live"),
    )
    happened = told(UsageError("settings", file="guitai.toml", mistakes=mistakes))
    assert "2 处" in happened.what
    assert "第 3 行 hall.regoin 没有这个键；" in happened.next
    assert "第 9 行 mode 不是能选的值，应为 practice、live，写的是 'life'。" in happened.next


def test_a_blank_that_was_rejected_is_said_to_lie_in_the_box():
    inside = told(DeviceTrouble("card_spoiled", device="card_printer", reason="jam", rejected=False))
    away = told(DeviceTrouble("card_spoiled", device="card_printer", reason="jam", rejected=True))
    assert "卡片卡住了" in inside.what
    assert "废卡盒" not in inside.what
    assert "已退到废卡盒" in away.what


def test_our_own_bug_is_told_calmly_and_never_by_its_exception():
    assert "ZeroDivisionError" not in told(ZeroDivisionError("division by zero")).what
    assert told(DeskError("bug", number="7F3A")).what == "程序出错，已记下，编号 7F3A。这一件没有丢。"
    speak("en")
    assert told(DeskError("bug", number="7F3A")).what == (
        "The program failed and noted it, number 7F3A. This case is not lost."
    )


def test_trouble_nobody_foresaw_is_still_told():
    happened = told(DeskError("never_heard_of"))
    assert "没有办成" in happened.what
    assert "存好的都在" in happened.next


def test_english_begins_with_a_capital_and_names_the_device():
    speak("en")
    assert told(DeviceTrouble("transport", device="receipt_printer", problem="silence")).what == (
        "The receipt printer says nothing at all"
    )
    empty = told(DeviceTrouble("printer_not_ready", device="card_printer", reasons=("feeder_empty", "cover_open")))
    assert empty.what == "The card printer cannot print yet: the feeder is empty, the cover is open"
    assert empty.next == (
        "No blank was used. Fill the feeder with blanks as registered; close the cover; then press F5"
    )
    assert told(DeskError("card_moved")).what == "Not read: the card moved, lay it down again"
