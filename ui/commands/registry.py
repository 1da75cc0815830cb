"""The embedded insured roll from a shell: `registry import`."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.commands.bar import bar
from ui.commands.common import command
from ui.commands.context import at_the_counter
from ui.invocation import Invocation

File = Annotated[Path, typer.Argument(help="a CSV or XLSX export, one line per person and insurance")]

MOST_LINES = 20
"""Of the rows that were not taken so many are told; the document on stdout has them all."""


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="参保名册 · the insured roll")

    @command(
        group,
        "import",
        help="导入或更新参保名册，要么全进要么不动 · loads or updates the embedded insured roll, in one transaction",
    )
    def import_(call: Invocation, file: File) -> dict[str, Any]:
        from dataclasses import asdict

        from desk.services import roll

        with at_the_counter(call) as counter, bar("名册") as so_far:
            told = roll.import_file(counter, file, lambda _rows, share: so_far(share, 1.0))
        _tell(told)
        return asdict(told)

    app.add_typer(group, name="registry")


def _tell(told: Any) -> None:
    """What was taken and what was not, for the person at the terminal: which line, whose, and why."""
    from ui.words import say, word

    counts = {"rows": told.rows, "added": told.added, "changed": told.changed, "rejected": len(told.rejected)}
    print(say("名册 {rows} 行：新增 {added} 人，更新 {changed} 人，没有收 {rejected} 行", **counts), file=sys.stderr)
    for one in told.rejected[:MOST_LINES]:
        what = f"{one.field} {word('roll_problems', one.problem)}".lstrip()
        print(say("第 {row} 行 {name}：{what}", row=one.row, name=one.name, what=what), file=sys.stderr)
    if len(told.rejected) > MOST_LINES:
        print(say("另有 {n} 行，在输出的 rejected 里", n=len(told.rejected) - MOST_LINES), file=sys.stderr)
    if told.rejected:
        print(say("请导出方改好这几行，再导入一次；收下的不会重复"), file=sys.stderr)
