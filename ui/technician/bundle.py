"""The support bundle: one zip with what a technician elsewhere needs to help, and nothing about any person.

about.json       versions, system, language, which mode
settings.toml    what is in force, places in the network and on the disk left out
checkup.json     the check-up's answer
logs/…           the devices' wires, already masked where they were written
incidents/…      our own bugs: where they happened, never what was in hand
"""

import json
import os
import platform
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from desk.errors import StoreTrouble
from desk.settings import Settings, as_toml

PACKAGES = ("guitai", "PySide6-Essentials", "sqlalchemy", "sqlcipher3", "pyserial", "opencv-python-headless", "pyscard")
SECRET = re.compile(r"(?P<key>(token|secret|password|passphrase)\s*=\s*).*", re.IGNORECASE)
ACCOUNT = re.compile(r"(?<=://)[^/@\s\"]+@")
"""A user's name and password in an address."""
HOME = re.compile(r"(/home/|/Users/|[A-Z]:\\\\?Users\\\\?)[^/\\\"\s]+")
LONG_NUMBER = re.compile(r"(?<![0-9A-Fa-f ])\d{15,18}[Xx]?(?![0-9A-Fa-f])")
"""Fifteen to eighteen digits in a row: whatever they are, they could be somebody's number."""


def write_bundle(
    file: Path,
    *,
    settings: Settings,
    checks: Sequence[Mapping[str, Any]],
    logs: Path | None,
    incidents: Path,
    at: datetime,
) -> Path:
    """Writes the bundle beside its name and renames it when it is whole. Raises StoreTrouble for a bad disk."""
    fresh = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr("about.json", json.dumps(_about(settings, at), ensure_ascii=False, indent=2))
            bundle.writestr("settings.toml", clean(as_toml(settings)))
            bundle.writestr("checkup.json", clean(json.dumps(list(checks), ensure_ascii=False, indent=2)))
            for folder, name in ((logs, "logs"), (incidents, "incidents")):
                for each in _texts(folder):
                    bundle.writestr(f"{name}/{each.name}", clean(each.read_text(encoding="utf-8", errors="replace")))
        fresh.chmod(0o600)
        fresh.replace(file)
    except OSError:
        raise StoreTrouble("store_full", file=file.name) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return file


def clean(text: str) -> str:
    """Without secrets, user names and anything as long as an identity number."""
    text = SECRET.sub(r"\g<key>***", text)
    text = ACCOUNT.sub("***@", text)
    text = HOME.sub(r"\g<1>***", text)
    return LONG_NUMBER.sub("***", text)


def _texts(folder: Path | None) -> Iterable[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(each for each in folder.iterdir() if each.is_file() and each.suffix in (".log", ".txt", ".1"))


def _about(settings: Settings, at: datetime) -> dict[str, Any]:
    return {
        "at": at.isoformat(timespec="seconds"),
        "versions": {name: _version(name) for name in PACKAGES},
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processors": os.cpu_count(),
        "mode": settings.mode,
        "hall": settings.hall.number,
        "counter": settings.hall.counter,
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
