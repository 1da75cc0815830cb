"""`guitai demo`: a hall's morning through the real windows, with simulated devices on their real wires."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ui.commands.common import command
from ui.invocation import Invocation, place


def add_to(app: typer.Typer) -> None:
    @command(
        app,
        "demo",
        help="用真窗口演一个上午，留下单证、卡面、画面 · a hall morning through the real windows, with its papers",
    )
    def demo(
        call: Invocation,
        *,
        out: Annotated[Path, typer.Option("--out", metavar="DIR", parser=place, help="where everything goes")],
        cases: Annotated[int, typer.Option("--cases", min=0, help="so many random people more")] = 0,
        seed: Annotated[int, typer.Option("--seed", help="the same seed gives the same morning")] = 1,
    ) -> dict[str, Any]:
        from rich.console import Console
        from rich.progress import Progress

        from desk.errors import Refused
        from ui.demo.people import morning, others
        from ui.demo.run import run
        from ui.invocation import settings
        from ui.program import end_program

        if call.config is not None and settings(call).live:
            raise Refused("not_in_live_mode")
        comers = list(morning(min(cases, len(others())), seed))
        console = Console(stderr=True)
        with Progress(console=console, disable=call.json) as bar:
            task = bar.add_task("演示一个上午", total=len(comers))
            try:
                summary = run(out, call.data_dir or out / "data", comers, seed, lambda _: bar.advance(task))
            finally:
                end_program()
        if not call.json:
            console.print(
                f"看这里：{out}/report.pdf（日报），{out}/receipts（回执），{out}/cards（卡面），{out}/screens（画面）"
            )
        return summary
