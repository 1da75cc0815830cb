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
    """From now on an interrupt that Python had to drop is raised anew, until somebody could catch it."""
    usual = sys.unraisablehook

    def hook(dropped: "sys.UnraisableHookArgs") -> None:
        if issubclass(dropped.exc_type, KeyboardInterrupt):
            _raise_a_moment_later()
        else:
            usual(dropped)

    sys.unraisablehook = hook


def was_meant(error: BaseException | None) -> bool:
    """Whether an error came out of an interrupt: it is the user's wish then, and no bug of ours."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _raise_a_moment_later() -> None:
    """From a thread, for here it would be dropped again; to the main thread, for it may be waiting by then."""
    from threading import Timer

    timer = Timer(AGAIN_SECONDS, _strike)
    timer.daemon = True
    timer.start()


def _strike() -> None:
    from threading import main_thread

    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
    else:  # Windows wakes whoever waits in the main thread
        signal.raise_signal(signal.SIGINT)
