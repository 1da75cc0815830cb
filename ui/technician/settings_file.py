"""The settings file: written whole or not at all, and never a desk that does not open because of a slip of the pen.

new text ──▶ .guitai.toml.new ──read again by the same reader──▶ fsync ──▶ replaces guitai.toml
                                        └── a mistake: raised with its keys, nothing is replaced

guitai.toml.bak    what stood there before the last saving
guitai.toml.good   what the desk last opened with: it opens with that again while the file cannot be read
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from desk.errors import StoreTrouble, UsageError
from desk.settings import Settings, as_toml, read_settings


def settings_in_force(file: Path) -> tuple[Settings, UsageError | None]:
    """What a desk opens with: the file's settings, or the last good ones and what is wrong with the file.

    Raises UsageError(settings) when there never were good ones.
    """
    good = file.with_name(f"{file.name}.good")
    try:
        said = read_settings(file)
    except UsageError as mistake:
        if not good.exists():
            raise
        return read_settings(good), mistake
    with suppress(OSError):  # a folder that is read only keeps none
        if file.exists():
            shutil.copy2(file, good)
        else:
            good.unlink(missing_ok=True)
    return said, None


def save_settings(file: Path, settings: Settings) -> bool:
    """Whether there was an earlier file, which is kept as guitai.toml.bak.

    Raises UsageError(settings, mistakes=…) for values that the file may not hold, StoreTrouble for a bad disk.
    """
    fresh = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with fresh.open("w", encoding="utf-8") as out:
            out.write(as_toml(settings))
            out.flush()
            os.fsync(out.fileno())
        read_settings(fresh)
        kept = file.exists()
        if kept:
            shutil.copy2(file, file.with_name(f"{file.name}.bak"))
        fresh.replace(file)
        return kept
    except PermissionError:
        raise StoreTrouble("store_read_only", file=file.name) from None
    except OSError:
        raise StoreTrouble("store_full", file=file.name) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
