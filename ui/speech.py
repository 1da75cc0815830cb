"""Which speech engine this machine has: a program that reads a sentence from its standard input. None is bundled."""

import shutil
from collections.abc import Sequence
from typing import NamedTuple

ENGINES: tuple[tuple[str, dict[str, Sequence[str]]], ...] = (
    ("espeak-ng", {"zh": ("-v", "cmn-latn-pinyin", "-s", "150", "--stdin"), "en": ("-v", "en", "--stdin")}),
    ("spd-say", {"zh": ("-e", "-w", "-l", "zh"), "en": ("-e", "-w", "-l", "en")}),
    ("espeak", {"zh": ("-v", "zh", "-s", "150", "--stdin"), "en": ("-v", "en", "--stdin")}),
)
"""Programs and what they are told, best first.

espeak-ng's plain `cmn` (1.51), which speech-dispatcher takes for Chinese too, says every syllable of the third and the
fourth tone in English; with pinyin for latin letters it says them all.
"""


class Engine(NamedTuple):
    """An engine by its name, its full path, and its command line for one language."""

    name: str
    program: str
    options: Sequence[str]


def engine(language: str) -> Engine | None:
    """The best engine on this machine, None where there is none."""
    found = ((name, shutil.which(name), options[language]) for name, options in ENGINES)
    return next((Engine(name, program, options) for name, program, options in found if program), None)
