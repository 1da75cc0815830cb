"""The command line: finds the command's module, runs it, and ends our own bugs with an incident number.

Only the module of the command that was called is imported, so that `guitai decide` does not load a database.
"""

import gc
import importlib
import os
import sys

from ui.commands import interrupt
from ui.streams import prepare

MODULES = {
    "desk": "window",
    "demo": "demo",
    "id-number": "rules",
    "decide": "rules",
    "dates": "rules",
    "policy": "rules",
    "id-card": "devices",
    "reader": "devices",
    "chip": "devices",
    "doctor": "doctor",
    "hall": "hall",
    "simulate": "simulate",
    "photo": "photo",
    "registry": "registry",
    "case": "cases",
    "stock": "ledger",
    "ledger": "ledger",
    "audit": "ledger",
    "backup": "ledger",
    "account": "ledger",
    "db": "ledger",
    "print": "paper",
    "report": "paper",
    "serve-display": "window",
}


WITH_A_VALUE = ("--data-dir", "--config", "--db-url", "--as")
"""The common options that are followed by a word of their own."""
ABOUT = "The counter of a service hall for 医保卡/社会保障卡. Without a command the desk's window opens."


def main() -> None:
    """The console script `guitai`."""
    # Nobody extends our models: pydantic need not search every installed package for those who would.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    asked, words = _command_first(sys.argv[1:])
    prepare(for_programs="--json" in words)
    if words == ["--version"]:
        from importlib.metadata import version

        print(f"guitai {version('guitai')}")
        return
    if asked in (None, "desk") and "--help" not in words:
        sys.exit(_desk(words[1:] if asked else words))
    interrupt.insist()
    try:
        sys.exit(_command(asked, words))
    except KeyboardInterrupt:
        sys.exit(interrupt.EXIT_CODE)
    except Exception as bug:  # the last line of defence: whatever is left is ours
        sys.exit(interrupt.EXIT_CODE if interrupt.was_meant(bug) else _our_own(bug, as_json="--json" in words))


def _our_own(bug: Exception, *, as_json: bool) -> int:
    """Writes a bug down and tells its number: a person on stderr, a program by an error document."""
    from ui.incident import report

    number = report(bug)
    print(f"程序出错，已记下，编号 {number}。没有东西丢失。", file=sys.stderr)
    if as_json:
        from desk.errors import DeskError
        from ui.commands.common import put_error

        put_error(DeskError("bug", number=number))
    return 70


def _command_first(words: list[str]) -> tuple[str | None, list[str]]:
    """The command that is asked for, and the words with it in front: common options may stand before it as well."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in WITH_A_VALUE else 1
    before, command = words[:at], words[at:]
    if not command:
        return None, before
    end = command.index("--") if "--" in command else len(command)
    return command[0], [*command[:end], *before, *command[end:]]


def _command(asked: str | None, words: list[str]) -> int:
    """Runs one command; gives its exit code."""
    if asked in MODULES and MODULES[asked] == "rules":
        gc.disable()  # over within a blink: its garbage goes with the process
    modules = [MODULES[asked]] if asked in MODULES else sorted(set(MODULES.values()))
    import typer
    from typer.exceptions import TyperException

    from ui.commands.common import wrong_words

    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=ABOUT)
    app.callback()(lambda: None)  # a module with one command keeps that command's name
    for name in modules:
        importlib.import_module(f"ui.commands.{name}").add_to(app)
    try:
        return int(app(words, prog_name="guitai", standalone_mode=False) or 0)
    except TyperException as wrong:
        return wrong_words(wrong, as_json="--json" in words)
    except typer.Abort:
        return interrupt.EXIT_CODE


def _desk(words: list[str]) -> int:
    """The window: opened without the libraries of the command line, so that it stands sooner."""
    gc.disable()  # until the desk stands: nothing that is loaded now is ever thrown away
    from argparse import ArgumentParser

    from ui.invocation import place

    parser = ArgumentParser(prog="guitai desk", allow_abbrev=False)
    for option, kind in (("--data-dir", place), ("--config", place), ("--db-url", str)):
        parser.add_argument(option, type=kind)
    said = parser.parse_args(words)

    import ui.plain_qt
    import ui.unused  # noqa: F401 - these two before whatever uses Qt or SQLAlchemy
    from desk.errors import DeskError
    from ui.invocation import Invocation
    from ui.start import open_desk
    from ui.words import told

    try:
        return open_desk(Invocation(said.data_dir, said.config, said.db_url))
    except DeskError as trouble:
        happened = told(trouble)
        print(f"{happened.what}\n{happened.next}", file=sys.stderr)
        return trouble.exit_code


if __name__ == "__main__":
    main()
