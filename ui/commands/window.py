"""The two windows: `guitai desk` (the same as `guitai` alone), and `guitai serve-display`, the hall's call screen."""

import typer

from ui.commands.common import command
from ui.invocation import Invocation


def add_to(app: typer.Typer) -> None:
    @command(app, "desk", window=True, help="打开柜台 · opens the desk window")
    def desk(call: Invocation) -> None:
        from ui.start import open_desk

        raise typer.Exit(open_desk(call))

    @command(
        app,
        "serve-display",
        window=True,
        help="大厅叫号屏，只读 · shows the hall's call screen; reads only, beside an open desk",
    )
    def serve_display(call: Invocation) -> None:
        from ui.hall.display import show_hall

        raise typer.Exit(show_hall(call))
