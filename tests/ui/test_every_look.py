"""Every screen in every look, as a person sees it: nothing cut, nothing over anything else, every word to be read."""

import re

import pytest
from eye import drawing, faults, nameless, weak
from gallery import gallery
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from stage import staged, staged_page

from ui.colours import THEMES
from ui.look import Look
from ui.words import speak

EVERYDAY, DESIGNED, DESK = Look(), (1366, 768), (1920, 1080)
SCALES = (1.0, 1.25, 1.5, 2.0)
LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def shown_in(request, tmp_path_factory, qapp):
    """Every screen in a language, walked to once; the language is spoken afterwards."""
    known = {}

    def shown_in(language):
        speak(language)
        if language not in known:
            known[language] = gallery(tmp_path_factory.mktemp(language), QtBot(request))
        return known[language]

    yield shown_in
    speak("zh")
    QApplication.instance().setStyleSheet("")


def pale(window, drawn, picture):
    """Words whose ground, as it came out, is too near their own colour."""
    return weak(window, drawn, picture.toImage())


CHINESE = re.compile(r"[\u4e00-\u9fff]")
OF_PEOPLE = re.compile(r"[李周郑赵蒋钱][样示][本例范]|样本市测试区示例路106号2幢1102室")
"""Names and addresses stay as they are."""
OF_LANGUAGES = re.compile("中文")
"""A language is called by its own name too: whoever is lost in the other one has to find it."""


def untranslated(window, drawn, _picture):
    """Words that an English desk still shows in Chinese."""
    left = {one.words: OF_LANGUAGES.sub("", OF_PEOPLE.sub("", one.words)) for one in drawn}
    return [f"“{words}” has no English" for words, rest in left.items() if CHINESE.search(rest)]


JUDGES = {
    "faults": lambda window, drawn, _picture: faults(window, drawn),
    "pale": pale,
    "untranslated": untranslated,
    "nameless": lambda window, _drawn, _picture: nameless(window),
}


@pytest.fixture(scope="module")
def found(shown_in):
    """What a judge finds fault with, scene by scene; in the everyday look all judge at once what is staged once."""
    known = {}

    def found(judge, language, look=EVERYDAY, size=DESIGNED, stage=staged):
        said = known.setdefault((language, look, size, stage), {})
        if judge not in said:
            gallery, judges = (
                shown_in(language),
                JUDGES if (look, size) == (EVERYDAY, DESIGNED) else {judge: JUDGES[judge]},
            )
            said |= {name: [] for name in judges}
            for scene in gallery.pages if stage is staged_page else gallery.scenes:
                with stage(scene, look, size) as window:
                    with drawing() as drawn:
                        picture = window.grab()
                    for name, complaints in judges.items():
                        mine = dict.fromkeys(complaints(window, drawn, picture))
                        said[name] += [f"{scene.name}: {one}" for one in mine]
        return said[judge]

    return found


def test_an_english_desk_shows_chinese_for_names_and_addresses_only(found):
    assert found("untranslated", "en") == []
    assert found("untranslated", "en", stage=staged_page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", SCALES)
def test_nothing_is_cut_or_covered_at_any_text_size(found, language, scale):
    assert found("faults", language, Look(scale=scale)) == []


def test_nothing_is_lost_on_a_larger_monitor(found):
    assert found("faults", "zh", size=DESK) == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_word_can_be_read_in_every_theme(found, theme):
    assert found("pale", "zh", Look(theme)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("theme", "size"), [("light", (1280, 800)), ("contrast", DESK)])
def test_the_customer_screen_and_the_hall_display_are_whole_on_every_monitor(found, language, theme, size):
    assert found("faults", language, Look(theme), size, staged_page) == []
    assert found("pale", language, Look(theme), size, staged_page) == []


def test_everything_that_takes_the_keyboard_or_the_mouse_says_what_it_is(found):
    assert found("nameless", "zh") == []
