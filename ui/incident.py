"""Our own bugs: a number for the person at the screen, a stack without personal data for us.

What is written: when, which version, the type of the error and where it happened. Never its message, no local values,
no field contents: any of them may hold a name or a number.
"""

import faulthandler
import os
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType


def folder() -> Path:
    """Where incidents are kept: the platform's log folder, or GUITAI_LOG_DIR."""
    told = os.environ.get("GUITAI_LOG_DIR")
    if told:
        return Path(told)
    from platformdirs import user_log_path

    return user_log_path("guitai")


_numbers: dict[str, str] = {}
"""What went wrong since the start, and its number: the same at every frame of a camera is one incident."""


def report(bug: BaseException) -> str:
    """Writes the incident down and gives its number; a full disk costs the file, not the number."""
    frames = traceback.extract_tb(bug.__traceback__)
    lines = (f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    what = "\n".join([f"{type(bug).__module__}.{type(bug).__qualname__}", *lines])
    if what not in _numbers:
        _numbers[what] = os.urandom(2).hex().upper()
        _write(_numbers[what], what)
    if os.environ.get("GUITAI_SHOW_BUGS"):
        traceback.print_exception(bug)
    return _numbers[what]


def _write(number: str, what: str) -> None:
    from importlib.metadata import version

    when = datetime.now().astimezone().isoformat(timespec="seconds")
    program = f"guitai {version('guitai')}, python {sys.version.split()[0]}, {sys.platform}"
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        (place / f"{number}.txt").write_text(f"incident {number}\nat {when}\n{program}\n{what}\n", encoding="utf-8")
    except OSError:
        pass


def catch(show: Callable[[str], None]) -> None:
    """From now on whatever nobody caught is written down, and its number shown; native crashes leave their stack."""

    def hook(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
            return
        show(report(bug))

    sys.excepthook = hook
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        faulthandler.enable(open(place / "crash.txt", "a", encoding="utf-8"))  # noqa: SIM115 - open as long as we live
    except OSError:
        faulthandler.enable()


def forbid_core_dumps() -> None:
    """A crash must not write the memory, with names and photos in it, to the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
