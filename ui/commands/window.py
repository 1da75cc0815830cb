"""`guitai desk`: opens the counter window (the same as `guitai` alone)."""

import typer

from ui.commands.common import command
from ui.commands.invocation import Invocation


def add_to(app: typer.Typer) -> None:
    @command(app, "desk", help="opens the desk window")
    def desk(call: Invocation) -> None:
        from ui.app import open_desk

        raise typer.Exit(open_desk(call))
