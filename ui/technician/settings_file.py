"""Writes the settings file: whole or not at all, the last good one kept beside it as guitai.toml.bak.

new text ──▶ .guitai.toml.new ──read again by the same reader──▶ fsync ──▶ replaces guitai.toml
                                        └── a mistake: raised with its keys, nothing is replaced
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from desk.errors import StoreTrouble
from desk.settings import Settings, as_toml, read_settings


def save_settings(file: Path, settings: Settings) -> None:
    """Raises UsageError(settings, mistakes=…) for values that the file may not hold, StoreTrouble for a bad disk."""
    fresh = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with fresh.open("w", encoding="utf-8") as out:
            out.write(as_toml(settings))
            out.flush()
            os.fsync(out.fileno())
        read_settings(fresh)
        if file.exists():
            shutil.copy2(file, file.with_name(f"{file.name}.bak"))
        fresh.replace(file)
    except PermissionError:
        raise StoreTrouble("store_read_only", file=file.name) from None
    except OSError:
        raise StoreTrouble("store_full", file=file.name) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
