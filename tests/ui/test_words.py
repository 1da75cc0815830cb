import ast
import re
from pathlib import Path

import pytest

from desk.errors import DeskError, DeviceTrouble, UsageError
from desk.settings import Mistake
from ui.words import catalogue, grouped, money, say, speak, told
from ui.words.trouble import SENTENCES

ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
NOT_SCREENS = {"commands", "papers", "demo"}
NOT_SCREEN_FILES = {"app.py", "cli.py", "incident.py", "demo.py"}
FACTS = re.compile(r"\{(\w+)")


@pytest.fixture(autouse=True)
def chinese_again():
    yield
    speak("zh")


def sources():
    for file in sorted((ROOT / "ui").rglob("*.py")):
        inside = file.relative_to(ROOT / "ui")
        if inside.parts[0] not in NOT_SCREENS and str(inside) not in NOT_SCREEN_FILES:
            yield file, ast.parse(file.read_text(encoding="utf-8"))


def test_every_chinese_sentence_of_the_screens_has_english_with_the_same_facts():
    english = catalogue()
    missing, uneven = [], []
    for file, tree in sources():
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in docs:
                continue
            if not CHINESE.search(node.value):
                continue
            if node.value not in english:
                missing.append(f"{file.name}:{node.lineno} {node.value}")
            elif not set(FACTS.findall(english[node.value])) <= set(FACTS.findall(node.value)):
                uneven.append(node.value)
    assert missing == []
    assert uneven == []


def test_no_sentence_is_glued_together_around_a_value():
    glued = [
        f"{file.name}:{node.lineno}"
        for file, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant) and CHINESE.search(str(part.value))
    ]
    assert glued == []


def test_every_kind_of_trouble_ends_with_a_sentence_that_needs_no_facts():
    for kind in SENTENCES:
        happened = told(DeskError(kind))
        assert happened.what, kind
        assert happened.next, kind
        assert "{" not in happened.what + happened.next, kind


def test_every_kind_that_the_desk_raises_has_its_own_sentence():
    raised = set()
    for package in ("desk", "devices", "printing"):
        for file in (ROOT / package).rglob("*.py"):
            if "simulators" in file.parts:
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                    name = getattr(node.exc.func, "id", getattr(node.exc.func, "attr", ""))
                    kind = node.exc.args[0]
                    if name in TROUBLE and isinstance(kind, ast.Constant):
                        raised.add(kind.value)
    assert raised - set(SENTENCES) == set()


TROUBLE = {
    "DeskError",
    "UsageError",
    "DeviceTrouble",
    "NotAcceptable",
    "CardSpoiled",
    "OutcomeUnknown",
    "Refused",
    "StoreTrouble",
    "NotPermitted",
    "OutsideSilent",
}


def test_facts_are_put_into_words_before_they_are_said():
    assert "身份证阅读器" in told(DeviceTrouble("transport", device="id_reader")).what
    mistakes = (Mistake(3, "hall.regoin", "unknown_key"), Mistake(9, "mode", "wants_one_of", "practice、live"))
    told_settings = told(UsageError("settings", file="guitai.toml", mistakes=mistakes)).what
    assert "第 3 行 hall.regoin" in told_settings
    assert "第 9 行 mode" in told_settings


def test_our_own_bug_is_told_calmly_and_never_by_its_exception():
    assert "ZeroDivisionError" not in told(ZeroDivisionError("division by zero")).what
    assert "7F3A" in told(DeskError("bug", number="7F3A")).what


def test_english_is_spoken_when_asked():
    speak("en")
    assert told(DeskError("card_moved")).what == "Not read: the card moved, lay it down again"
    assert say("周一") == "Mon"


def test_money_has_two_places_and_a_true_minus():
    assert [money(2500), money(-2500), money(0), money(5)] == ["25.00", "−25.00", "0.00", "0.05"]


def test_numbers_are_grouped_only_for_reading():
    assert grouped("1101990001202603160300171") == "110199 0001 20260316 03 0017 1"
    assert grouped("110199199903080023") == "110199 19990308 0023"
    assert grouped("H1") == "H1"
