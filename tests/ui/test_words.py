import ast
import re
import tomllib
from pathlib import Path

import pytest

from desk.rules.packs import load_policy, pack_names
from ui.words import catalogue, grouped, money, say, singulars, speak, together, vocabulary

ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]")
NOT_SCREENS = {"commands", "papers", "demo"}
NOT_SCREEN_FILES = {"app.py", "cli.py", "incident.py", "demo.py", "secret_words.py"}
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


def declared():
    notices = [load_policy(pack).notice for pack in pack_names()]
    return {text for notice in notices for text in (*notice.privacy.text, *notice.forbidden.text)}


def test_what_an_applicant_declares_has_english_in_every_pack():
    assert declared() <= catalogue().keys()


def test_no_english_is_kept_for_what_nobody_says_any_more():
    said = {section.name for pack in pack_names() for _, section in load_policy(pack).sections()} | declared()
    for folder in ("ui", "desk", "devices"):
        for file in (ROOT / folder).rglob("*.py"):
            nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            said |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert sorted(catalogue().keys() - said) == []


def test_english_has_no_marks_that_the_chinese_face_draws_as_wide_as_a_character():
    said = [*catalogue().values(), *singulars().values()]
    said += [str(entry["en"]) for table in vocabulary().values() for entry in table.values() if isinstance(entry, dict)]
    assert [words for words in said if re.search("[‘’“”]", words)] == []


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


def test_one_of_a_thing_is_no_plural_in_english():
    speak("en")
    assert [say("{n} 件", n=n) for n in (0, 1, 2)] == ["0 cases", "1 case", "2 cases"]
    speak("zh")
    assert say("{n} 件", n=1) == "1 件"


def test_singular_and_plural_have_no_facts_of_their_own():
    english = catalogue()
    one = {source: set(FACTS.findall(words)) for source, words in singulars().items()}
    assert [source for source, facts in one.items() if not facts <= set(FACTS.findall(english[source]))] == []


def test_sentences_stand_apart_in_english_and_together_in_chinese():
    assert together("以上属实。", "知道了。") == "以上属实。知道了。"
    speak("en")
    assert together("True.", "Known.") == "True. Known."


def test_english_is_spoken_when_asked():
    speak("en")
    assert say("周一") == "Mon"
    assert say("一句没有英文的话") == "一句没有英文的话"


def test_money_has_two_places_and_a_true_minus():
    assert [money(2500), money(-2500), money(0), money(5)] == ["25.00", "−25.00", "0.00", "0.05"]


def test_numbers_are_grouped_only_for_reading():
    assert grouped("1101990001202603160300171") == "110199 0001 20260316 03 0017 1"
    assert grouped("110199199903080023") == "110199 19990308 0023"
    assert grouped("H1") == "H1"


def test_the_names_of_all_shipped_rules_have_english():
    english, missing = catalogue(), []
    for file in sorted((ROOT / "resources" / "policies").glob("*.toml")):
        tables = [tomllib.loads(file.read_text(encoding="utf-8"))]
        while tables:
            table = tables.pop()
            tables += [value for value in table.values() if isinstance(value, dict)]
            if "row" in table and table.get("name") not in (None, *english):
                missing.append(f"{file.name}: {table['name']}")
    assert missing == []


WAYS_BACK = {"Chinese 中文"}
"""Whoever is lost in the other language has to find it."""


def test_no_english_holds_chinese_but_the_way_back_to_it():
    assert {one for one in catalogue().values() if CHINESE.search(one)} == WAYS_BACK
