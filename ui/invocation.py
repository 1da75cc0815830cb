"""How the program was called: the options all commands have, as plain values, and the places they name.

Nothing heavy is imported to know them.
"""

from dataclasses import dataclass
from pathlib import Path

from desk.errors import UsageError
from desk.settings import Settings, read_settings


@dataclass(frozen=True, slots=True)
class Invocation:
    """Where the store and the settings are, who asks, and whether the answer is one JSON document."""

    data_dir: Path | None = None
    config: Path | None = None
    db_url: str | None = None
    as_name: str | None = None
    json: bool = False


def place(text: str) -> Path:
    """A file or folder as it is named in a shell. Raises ValueError for no name at all, which a script's empty
    variable gives: it must not become the folder one happens to stand in.
    """
    if not text:
        raise ValueError("a name is wanted")
    return Path(text)


def data_dir(call: Invocation) -> Path:
    """`--data-dir`, or the platform's folder for a program's data."""
    if call.data_dir is not None:
        return call.data_dir
    from platformdirs import user_data_path

    return user_data_path("guitai", appauthor=False)


def settings(call: Invocation) -> Settings:
    """The settings that hold. Raises UsageError(settings)."""
    return read_settings(settings_file(call))


def settings_file(call: Invocation) -> Path:
    """Where the settings stand. Raises UsageError(no_file) for one that was named and is not there."""
    if call.config is not None and not call.config.is_file():
        raise UsageError("no_file", file=str(call.config))
    return call.config or data_dir(call) / "guitai.toml"
