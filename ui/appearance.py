"""How the desk looks at this place: language, theme and text size as somebody chose them at the window.

What was chosen stands in a small file of the data folder; what nobody chose there is as the settings say.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk.settings import ScreenSettings

FILE = "look.toml"
CHOICES: Mapping[str, tuple[str | int, ...]] = {
    "language": ("zh", "en"),
    "theme": ("light", "dark", "contrast"),
    "scale": (100, 125, 150, 200),
}


def as_chosen(folder: Path, said: ScreenSettings) -> ScreenSettings:
    """The settings' screen with what was chosen at this place; what the file cannot hold is passed over."""
    return replace(said, **chosen(folder))


def chosen(folder: Path) -> dict[str, Any]:
    """What was chosen at this place."""
    try:
        found = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: found[name] for name, values in CHOICES.items() if found.get(name) in values}


def choose(folder: Path, name: str, value: str | int) -> None:
    """Keeps a choice for the next time the window opens. Raises OSError."""
    all_chosen = chosen(folder) | {name: value}
    lines = (f'{one} = "{what}"' if isinstance(what, str) else f"{one} = {what}" for one, what in all_chosen.items())
    fresh = folder / f".{FILE}.new"
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(folder / FILE)
