"""`guitai doctor`: every configured device and outside system tried, with what to do about each that fails.

Where practice has no devices of its own, the practice bench is started for the while and tried instead.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from desk.errors import DeskError
from desk.settings import DeviceSettings, Settings
from ui.commands.common import Answer, command
from ui.invocation import Invocation

SIGNS = {"fine": "✓", "look": "!", "stop": "✗", "none": "–"}


def add_to(app: typer.Typer) -> None:
    app.callback()(lambda: None)  # without it, typer takes a lone command's name for an argument

    @command(
        app,
        "doctor",
        help="逐台试设备和外面的系统，说该怎么办 · tries every device and outside system, and says what to do",
    )
    def doctor(call: Invocation) -> Answer:
        from ui.invocation import settings
        from ui.technician.check_words import document, how, name_of
        from ui.words import speak

        found = settings(call)
        speak(found.screen.language)
        checks = [*_devices(found), *_house(call, found)]
        code = next((_exit_code(one) for one in checks if not one.ok), 0)
        if call.json:
            return Answer({"ok": code == 0, "checks": [document(one) for one in checks]}, code)
        for one in checks:
            happened = how(one)
            print(f"{SIGNS[one.state]} {name_of(one.name)}  {happened.what}")
            if happened.next:
                print(f"    {happened.next}")
        return Answer(None, code)


def _exit_code(one: Any) -> int:
    """What failed decides how the command ends; rules that are not in force refuse."""
    return int(one.trouble.exit_code) if one.trouble is not None else 5


def _devices(found: Settings) -> list[Any]:
    from devices.cabinet import Cabinet
    from devices.checkup import DEVICES, check, probe_of
    from printing.font_files import places

    checks = []
    with _fitted(found) as said:
        cabinet = Cabinet(said, tuple(places()))
        openers = cabinet.openers()
        for name in DEVICES:
            opened: list[Any] = []

            def open_it(name: str = name, opened: list[Any] = opened) -> Any:
                opened.append(openers[name]())
                return opened[-1]

            checks.append(check(name, probe_of(name, said, open_it, live=found.live)))
            for thing in opened:
                if hasattr(thing, "close"):
                    thing.close()
    return checks


@contextmanager
def _fitted(found: Settings) -> Iterator[DeviceSettings]:
    """The devices to try: those of the settings, or a bench of simulated ones where practice names none."""
    if found.live or replace(found.devices, evaluator=DeviceSettings().evaluator) != DeviceSettings():
        yield found.devices
        return
    from devices.practice import PracticeBench

    with tempfile.TemporaryDirectory(prefix="guitai-doctor-") as folder, closing(PracticeBench(Path(folder))) as bench:
        yield bench.devices(found.devices)


def _house(call: Invocation, found: Settings) -> list[Any]:
    from devices.checkup import check
    from ui.commands.context import nobody_signed_in
    from ui.invocation import data_dir
    from ui.technician.house import OUTSIDE, checks_without_counter, house_checks, outside_probe

    try:
        with nobody_signed_in(call, sole=False) as counter:
            outside = [check(name, outside_probe(name, counter)) for name in OUTSIDE]
            return [*outside, *house_checks(counter)]
    except DeskError as trouble:
        return checks_without_counter(trouble, found, data_dir(call), datetime.now().astimezone().date())
