"""The check-up's second half: store, rules, calendar, fonts and the outside systems. Nothing is changed by looking."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from desk.errors import DeskError, NotAcceptable, OutsideSilent, StoreTrouble
from desk.settings import HallSettings, Settings, read_settings
from devices.checkup import FINE, LOOK, NONE, STOP, Check, Finding, check
from ui.speech import engine

NOBODY = "119999190001010005"
"""A number that is nobody's: no region has 119999."""
SOON = 60
"""Days before its end at which the calendar asks for the next year."""
OUTSIDE = ("registry", "card_service", "queue")


def outside_probe(name: str, counter: Any) -> Callable[[], Finding]:
    """Asks an outside system something that concerns nobody."""

    def probe() -> Finding:
        from desk.services import queue

        begun = time.monotonic()
        if name == "registry" and hasattr(counter.registry, "dictionary"):
            counter.registry.dictionary("PSN_IDET_TYPE")
        elif name == "registry":
            counter.registry.cards(NOBODY)  # the embedded roll: that it can be read is all there is to know
        elif name == "card_service":
            counter.card_service.cards(NOBODY)
        elif counter.queue is not None:
            counter.queue.standing(counter.station)
        else:
            queue.last_known(counter)
        return Finding(FINE, "answered", {"seconds": round(time.monotonic() - begun, 1)})

    return probe


def store_probe(counter: Any) -> Callable[[], Finding]:
    """Reads every page of the store and compares it with what was last seen of it. Raises StoreTrouble.

    On a server: whether the role this window works under can take the guards off.
    """
    from desk.services import windows_role

    def probe() -> Finding:
        counter.store.check_pages()
        counter.store.check_whole()
        if counter.settings.live and windows_role.may_do_more(counter):
            return Finding(LOOK, "may_do_more")
        return Finding(FINE, "whole" if counter.store.path else "on_server")

    return probe


def hall_probe(said: Settings) -> Callable[[], Finding]:
    """Which hall and window this is; a live hall that still bears the sample's name prints it on every paper."""

    def probe() -> Finding:
        hall, sample = said.hall, HallSettings()
        facts = {"hall": hall.name, "window": hall.counter.lstrip("0"), "number": hall.number}
        as_given = hall.name == sample.name or hall.region == sample.region
        return Finding(LOOK, "hall_sample", facts) if said.live and as_given else Finding(FINE, "hall_named", facts)

    return probe


def policy_probe(load: Callable[[], Any], today: date, *, live: bool = False) -> Callable[[], Finding]:
    """Whether the pack can be read and is in force, and has no practice figures in a `live` hall."""

    def probe() -> Finding:
        policy = load()
        facts = {"pack": policy.name, "version": policy.version}
        if not policy.in_force(today):
            return Finding(STOP, "not_in_force", facts)
        practice = len(policy.practice_figures)
        if live and practice:
            return Finding(LOOK, "practice_figures", {**facts, "n": practice})
        return Finding(FINE, "in_force", facts)

    return probe


def calendar_probe(load: Callable[[], Any], today: date) -> Callable[[], Finding]:
    """Whether dates can be promised, and how much longer."""

    def probe() -> Finding:
        calendar = load()
        calendar.is_working(today)
        until = calendar.covered_until
        return Finding(LOOK if (until - today).days < SOON else FINE, "covered", {"until": until})

    return probe


def settings_probe(file: Path, *, as_before: bool) -> Callable[[], Finding]:
    """Whether the settings file can be read. `as_before`: the desk could not when it opened, and uses older ones."""

    def probe() -> Finding:
        read_settings(file)
        return Finding(LOOK, "settings_later") if as_before else Finding(FINE, "settings_right")

    return probe


def fonts_probe() -> Finding:
    """Whether every name can be written: the house's faces, and thirteen characters that got lost before."""
    from printing import font_files, fonts
    from printing.test_page import RARE_NAMES

    if font_files.path(0) is None or font_files.path(1) is None:
        raise NotAcceptable("glyph_missing")
    absent = fonts.missing(RARE_NAMES)
    if absent:
        return Finding(LOOK, "rare_missing", {"characters": [fonts.code_point(one) for one in absent]})
    return Finding(FINE, "all_drawn", {"n": len(RARE_NAMES)})


def faces_probe() -> Finding:
    """Whether every face is there, without reading them: that takes 0.2 s in one piece, too long beside a window."""
    from printing.font_files import FILES, RARE, path

    if path(0) is None or path(1) is None:
        raise NotAcceptable("glyph_missing")
    absent = [FILES[index] for index in RARE if path(index) is None]
    return Finding(LOOK, "faces_missing", {"characters": absent}) if absent else Finding(FINE, "faces")


def voice_probe(language: str) -> Callable[[], Finding]:
    """Whether calls can be said aloud and pages read to people; a hall can do without."""

    def probe() -> Finding:
        found = engine(language)
        return Finding(FINE, "speaks", {"engine": found.name}) if found else Finding(NONE, "mute")

    return probe


def house_checks(counter: Any, *, beside_a_window: bool = False) -> list[Check]:
    """Store, policy, calendar and fonts of an open counter."""
    today = counter.today()
    return [
        check("hall", hall_probe(counter.settings)),
        check("store", store_probe(counter)),
        check("policy", policy_probe(lambda: counter.policy, today, live=counter.settings.live)),
        check("calendar", calendar_probe(lambda: counter.calendar, today)),
        check("fonts", faces_probe if beside_a_window else fonts_probe),
        check("voice", voice_probe(counter.settings.screen.language)),
    ]


def checks_without_counter(trouble: DeskError, found: Settings, data: Path, today: date) -> list[Check]:
    """The same when no counter could be opened: whatever does not need one is still looked at."""
    from desk.rules.packs import load_policy
    from desk.rules.reference import working_days

    of_store = isinstance(trouble, StoreTrouble | OutsideSilent)
    store = (
        Check("store", STOP, trouble.kind, trouble.facts, trouble) if of_store else Check("store", NONE, "not_asked")
    )
    return [
        *(Check(name, NONE, "not_asked") for name in OUTSIDE),
        check("hall", hall_probe(found)),
        store,
        check(
            "policy", policy_probe(lambda: load_policy(found.policy.pack, (data / "policies",)), today, live=found.live)
        ),
        check("calendar", calendar_probe(lambda: working_days((data / "calendars",)), today)),
        check("fonts", fonts_probe),
        check("voice", voice_probe(found.screen.language)),
    ]
