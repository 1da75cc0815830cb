"""The command line: finds the command's module, runs it, and ends our own bugs with an incident number.

Only the module of the command that was called is imported, so that `guitai decide` does not load a database.
"""

import gc
import importlib
import os
import sys

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


def main() -> None:
    """The console script `guitai`."""
    # Nobody extends our models: pydantic need not search every installed package for those who would.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    words = sys.argv[1:]
    asked = next((word for word in words if not word.startswith("-")), None)
    if asked in (None, "desk") and "--help" not in words:
        sys.exit(_desk([word for word in words if word != "desk"]))
    if asked in MODULES and MODULES[asked] == "rules":
        gc.disable()  # over within a blink: its garbage goes with the process
    modules = [MODULES[asked]] if asked in MODULES else sorted(set(MODULES.values()))
    try:
        import typer

        app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
        app.callback()(lambda: None)  # a module with one command keeps that command's name
        for name in modules:
            importlib.import_module(f"ui.commands.{name}").add_to(app)
        app(words, prog_name="guitai")
    except Exception as bug:  # the last line of defence: whatever is left is ours
        from ui.incident import report

        print(f"程序出错，已记下，编号 {report(bug)}。没有东西丢失。", file=sys.stderr)
        sys.exit(70)


def _desk(words: list[str]) -> int:
    """The window: opened without the libraries of the command line, so that it stands sooner."""
    gc.disable()  # until the desk stands: nothing that is loaded now is ever thrown away
    from argparse import ArgumentParser
    from pathlib import Path

    parser = ArgumentParser(prog="guitai desk", allow_abbrev=False)
    for option, kind in (("--data-dir", Path), ("--config", Path), ("--db-url", str)):
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
