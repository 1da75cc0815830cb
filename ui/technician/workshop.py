"""What a technician works at: the cabinet of devices with its logs, and the settings file it is filled from."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, get_type_hints

from desk.errors import UsageError
from desk.settings import DeviceSettings, Mistake, Settings, out_of_bounds, read_settings
from devices.cabinet import Cabinet
from devices.checkup import DEVICES
from ui.technician.device_log import DeviceLog
from ui.technician.settings_file import save_settings


class Workshop:
    """One window's devices, seen from behind. Without a folder nothing is kept beyond the program's end."""

    def __init__(
        self,
        cabinet: Cabinet,
        folder: Path | None,
        settings_file: Path | None,
        now: Callable[[], datetime],
    ) -> None:
        self.cabinet = cabinet
        self._at_first = cabinet.settings
        self.folder = folder
        self.settings_file = settings_file
        self.log_folder = folder / "logs" if folder else None
        self.logs = {
            name: DeviceLog(name, now, self.log_folder) for name in (*DEVICES, "registry", "card_service", "queue")
        }
        cabinet.look_on = lambda name: self.logs[name].heard

    @property
    def said(self) -> DeviceSettings:
        """What the devices are opened by now."""
        return self.cabinet.settings

    def openers(self) -> Mapping[str, Callable[[], Any]]:
        """How each fitted thing is opened, with its log looking on."""
        return self.cabinet.openers()

    def other(self, said: DeviceSettings) -> Cabinet:
        """A cabinet for trying other settings, told in the same logs."""
        return self.cabinet.like(said)

    def fit(self, name: str, section: Any) -> None:
        """From now on the device is opened by this section; what is open stays open until it is dropped."""
        self.cabinet.settings = replace(self.said, **{name: section})

    def save(self, name: str, section: Any) -> bool:
        """Writes what was changed of one device into the settings file; everything else stays as the file says.

        A practice desk opens other things than its file says: of those nothing gets into the file. Gives whether there
        was an earlier file. Raises UsageError(settings) for a broken file or a value off, StoreTrouble.
        """
        if self.settings_file is None:
            raise UsageError("no_file", file="guitai.toml")
        before: Settings = read_settings(self.settings_file)
        at_first, named = getattr(self._at_first, name), [one.name for one in fields(section)]
        changed = {key: getattr(section, key) for key in named if getattr(section, key) != getattr(at_first, key)}
        kept = replace(getattr(before.devices, name), **changed)
        return save_settings(self.settings_file, replace(before, devices=replace(before.devices, **{name: kept})))


def section_from(name: str, before: Any, typed: Mapping[str, str]) -> Any:
    """A section with typed values in it. Raises UsageError(settings, mistakes) naming every key that is off."""
    kinds = get_type_hints(type(before))
    values: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for one in fields(before):
        text = typed.get(one.name)
        if text is None:
            continue
        try:
            values[one.name] = kinds[one.name](text.strip())
        except ValueError:
            mistakes.append(Mistake(0, f"devices.{name}.{one.name}", f"wants_{kinds[one.name].__name__}", text))
            continue
        if off := out_of_bounds(one, values[one.name]):
            mistakes.append(Mistake(0, f"devices.{name}.{one.name}", off[0], text, off[1]))
    if mistakes:
        raise UsageError("settings", file="guitai.toml", mistakes=tuple(mistakes))
    return replace(before, **values)
