"""What every command shares: where the store is, how an answer is given, how trouble ends.

A command function takes an `Invocation` first and typer's own parameters after it; `command` adds the options that all
commands have. It returns the document to answer with (or None), and raises `DeskError` for all the caller can act on.
"""

import functools
import inspect
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from desk.errors import DeskError, UsageError
from ui.invocation import Invocation

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="data folder (default: the platform's)")]
Config = Annotated[Path | None, typer.Option("--config", help="settings file (default: DATA_DIR/guitai.toml)")]
DbUrl = Annotated[str | None, typer.Option("--db-url", help="postgresql+psycopg://… (default: the embedded store)")]
AsName = Annotated[str | None, typer.Option("--as", help="who asks; password on stdin or GUITAI_PASSWORD_FILE")]
Json = Annotated[bool, typer.Option("--json", help="exactly one JSON document on stdout")]


@dataclass(frozen=True, slots=True)
class Answer:
    """A document with an exit code of its own: the rules refuse, the paper is not genuine."""

    document: Any
    exit_code: int = 0


def command(app: typer.Typer, name: str, **typer_options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a function as a command, with the common options after its own."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def run(
            *args: Any,
            data_dir: Path | None,
            config: Path | None,
            db_url: str | None,
            as_name: str | None,
            json: bool,
            **kwargs: Any,
        ) -> None:
            call = Invocation(data_dir, config, db_url, as_name, json)
            raise typer.Exit(finish(call, lambda: function(call, *args, **kwargs)))

        own = list(inspect.signature(function).parameters.values())[1:]
        common = [
            inspect.Parameter(word, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for word, default, annotation in (
                ("data_dir", None, DataDir),
                ("config", None, Config),
                ("db_url", None, DbUrl),
                ("as_name", None, AsName),
                ("json", False, Json),
            )
        ]
        run.__signature__ = inspect.Signature([p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + common)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in own + common}
        return app.command(name, **typer_options)(run)

    return register


def finish(call: Invocation, work: Callable[[], Any]) -> int:
    """Runs a command's work and answers on stdout; gives the exit code of the contract."""
    try:
        answer = work()
    except DeskError as trouble:
        return _tell(call, trouble)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the reader is gone; nothing may be written at exit
        return 0
    code = 0
    if isinstance(answer, Answer):
        answer, code = answer.document, answer.exit_code
    if answer is not None:
        print(json.dumps(answer, ensure_ascii=False, indent=None if call.json else 2, default=str))
    sys.stdout.flush()
    return code


def _tell(call: Invocation, trouble: DeskError) -> int:
    from ui.words import told

    happened = told(trouble)
    if call.json:
        document = {"error": {"kind": trouble.kind, "detail": happened.what, "next": happened.next}}
        print(json.dumps(document, ensure_ascii=False))
    print(f"{happened.what}\n{happened.next}", file=sys.stderr)
    return trouble.exit_code


def date_given(text: str, field: str) -> date:
    """A day as it is typed, 2026-03-16, with a day after it. Raises UsageError(bad_date)."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.max
    if day == date.max:
        raise UsageError("bad_date", key=field, value=text)
    return day


def refuse_to_ask() -> bool:
    """True when nobody sits at a terminal: then no question may be asked."""
    return not sys.stdin.isatty()
