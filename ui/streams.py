"""What a shell gives a program to read from and to write to: streams that may be closed, full, or in another encoding.

What is for programs is UTF-8 whatever the machine's own encoding; what is for the person at a terminal is in the
terminal's. A name of a file that is no text is shown with its odd bytes as `\\udcff`, which JSON reads as that name.
"""

import os
import sys
from io import TextIOWrapper


def prepare(*, for_programs: bool) -> None:
    """Makes every stream usable, before the first word is read or written."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller, or a program without a console
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open as long as we live
    out = sys.stdout
    if isinstance(out, TextIOWrapper) and (for_programs or not out.isatty()):
        out.reconfigure(encoding="utf-8", errors="backslashreplace")


def give_up_stdout() -> None:
    """Nobody takes what is written any more: the rest goes nowhere, and the end finds nothing to complain of."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
