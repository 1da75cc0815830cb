"""Passwords and passphrases given outside the window: in the file that an environment variable names, or typed."""

import os
import sys
from pathlib import Path

from desk.errors import NotPermitted


def passphrase() -> str:
    """The store's passphrase, where the settings ask for one: GUITAI_PASSPHRASE_FILE, or typed."""
    return passphrase_in_file() or _ask("passphrase")


def passphrase_in_file() -> str | None:
    """What the first line of the file GUITAI_PASSPHRASE_FILE says; None where none is named."""
    return _in_file("GUITAI_PASSPHRASE_FILE")


def password_given() -> str:
    """The next password: typed without echo, or the next line of stdin. Raises NotPermitted(credential_needed)."""
    return _ask("password")


def credential() -> str:
    """Of whoever asks: in the file GUITAI_PASSWORD_FILE names, or typed. Raises NotPermitted(credential_needed)."""
    return _in_file("GUITAI_PASSWORD_FILE") or _ask("password")


def _in_file(variable: str) -> str | None:
    """The first line of the file an environment variable names; None where it names none."""
    named = os.environ.get(variable)
    if not named:
        return None
    try:
        return Path(named).read_text(encoding="utf-8-sig").splitlines()[0]  # some editors begin a file with a mark
    except (OSError, ValueError, IndexError) as error:
        raise NotPermitted("credential_needed", what="unread", file=named) from error


def _ask(what: str) -> str:
    if sys.stdin is not None and sys.stdin.isatty():
        import getpass

        return getpass.getpass({"password": "口令：", "passphrase": "主口令："}[what])
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise NotPermitted("credential_needed", what=what)
    return line.rstrip("\r\n")
