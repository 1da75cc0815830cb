"""The embedded insured roll from a shell: `registry import`."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.commands.common import Invocation, command
from ui.commands.context import at_the_counter

File = Annotated[Path, typer.Argument(help="a CSV or XLSX export, one line per person and insurance")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="参保名册")

    @command(group, "import", help="loads or updates the embedded insured roll, in one transaction")
    def import_(call: Invocation, file: File) -> dict[str, Any]:
        from dataclasses import asdict

        from rich.console import Console
        from rich.progress import Progress

        from desk.services import roll

        bar = Progress(console=Console(file=sys.stderr), disable=not sys.stderr.isatty(), transient=True)
        with at_the_counter(call) as counter, bar:
            task = bar.add_task("名册", total=1.0)
            told = roll.import_file(counter, file, lambda _rows, share: bar.update(task, completed=share))
        return asdict(told)

    app.add_typer(group, name="registry")
