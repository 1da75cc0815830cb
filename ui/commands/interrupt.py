"""Ctrl C at a command: it ends the command with exit code 130, wherever the program happens to be.

Python raises it between any two steps. In a callback that tidies up nobody can catch it, and Python drops it; in the
midst of a library's tidying another error may come out, for the library finds itself half tidied.
"""

import signal
import sys

EXIT_CODE = 130
"""What a shell expects of a program that was interrupted."""

AGAIN_SECONDS = 0.01


def insist() -> None:
    """From now on an interrupt that Python had to drop is raised anew, until somebody could catch it.

    Windows has no timer for it: there the second press counts.
    """
    usual = sys.unraisablehook

    def hook(dropped: "sys.UnraisableHookArgs") -> None:
        if not issubclass(dropped.exc_type, KeyboardInterrupt):
            usual(dropped)
        elif sys.platform != "win32":  # a moment later, for here it would be dropped again
            signal.signal(signal.SIGALRM, signal.default_int_handler)
            signal.setitimer(signal.ITIMER_REAL, AGAIN_SECONDS)

    sys.unraisablehook = hook


def was_meant(error: BaseException | None) -> bool:
    """Whether an error came out of an interrupt: it is the user's wish then, and no bug of ours."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False
