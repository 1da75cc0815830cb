"""What every command shares: where the store is, how an answer is given, how trouble ends.

A command function takes an `Invocation` first and typer's own parameters after it; `command` adds the options that all
commands have. It returns the document to answer with (or None), and raises `DeskError` for all the caller can act on.
"""

import functools
import inspect
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from desk.errors import DeskError, UsageError
from ui.invocation import Invocation, place
from ui.streams import give_up_stdout

DataDir = Annotated[
    Path | None, typer.Option("--data-dir", metavar="DIR", parser=place, help="data folder (default: the platform's)")
]
Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", parser=place, help="settings file (default: DATA_DIR/guitai.toml)"),
]
DbUrl = Annotated[str | None, typer.Option("--db-url", help="postgresql+psycopg://… (default: the embedded store)")]
AsName = Annotated[str | None, typer.Option("--as", help="who asks; password on stdin or GUITAI_PASSWORD_FILE")]
Json = Annotated[bool, typer.Option("--json", help="exactly one JSON document on stdout")]


@dataclass(frozen=True, slots=True)
class Answer:
    """A document with an exit code of its own: the rules refuse, the paper is not genuine."""

    document: Any
    exit_code: int = 0


def command(
    app: typer.Typer, name: str, *, window: bool = False, **typer_options: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a function as a command, with the common options after its own.

    A `window` is signed in at and answers nobody: it has neither `--as` nor `--json`.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def run(
            *args: Any,
            data_dir: Path | None,
            config: Path | None,
            db_url: str | None,
            as_name: str | None = None,
            json: bool = False,
            **kwargs: Any,
        ) -> None:
            call = Invocation(data_dir, config, db_url, as_name, json)
            texts = [word for word in (db_url, as_name, *kwargs.values()) if isinstance(word, str)]

            def work() -> Any:
                _refuse_odd_bytes(texts)
                return function(call, *args, **kwargs)

            raise typer.Exit(finish(call, work))

        own = list(inspect.signature(function).parameters.values())[1:]
        common = [
            inspect.Parameter(word, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for word, default, annotation in (
                ("data_dir", None, DataDir),
                ("config", None, Config),
                ("db_url", None, DbUrl),
                *(() if window else (("as_name", None, AsName), ("json", False, Json))),
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
        code = 0
        if isinstance(answer, Answer):
            answer, code = answer.document, answer.exit_code
        if answer is not None:
            put(answer, indent=None if call.json else 2)
        return code
    except DeskError as trouble:
        return _tell(call, trouble)
    except BrokenPipeError:
        give_up_stdout()  # the reader has seen enough
        return 0


def put(document: Any, indent: int | None = None) -> None:
    """Writes a document to stdout at once. Raises UsageError(cannot_write) where it is full, BrokenPipeError."""
    try:
        print(json.dumps(document, ensure_ascii=False, indent=indent, default=str), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_stdout()
        raise UsageError("cannot_write", file="stdout", why=error.strerror) from error


def wrong_words(wrong: TyperException, *, as_json: bool) -> int:
    """Tells what typer says about words it cannot take: for people as it does, for programs as an error document."""
    from typer.rich_utils import rich_format_error

    rich_format_error(wrong)  # type: ignore[arg-type]  # typer shows click's errors under a name of its own
    if as_json:
        put_error(UsageError("usage", said=wrong.format_message()))
    return UsageError.exit_code


def _tell(call: Invocation, trouble: DeskError) -> int:
    from ui.words import told

    happened = told(trouble)
    print(f"{happened.what}\n{happened.next}", file=sys.stderr)
    if call.json:
        put_error(trouble)
    return trouble.exit_code


def put_error(trouble: DeskError) -> None:
    """Writes the error document of the contract to stdout."""
    from ui.words import told

    happened = told(trouble)
    with suppress(OSError, UsageError):  # nobody reads: the exit code says it
        put({"error": {"kind": trouble.kind, "detail": happened.what, "next": happened.next}})


def _refuse_odd_bytes(words: list[str]) -> None:
    """Raises UsageError(odd_bytes): what the shell gave as another encoding's bytes is no text one could look for."""
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError:
            raise UsageError("odd_bytes", value=ascii(word)) from None


def date_given(text: str, field: str) -> date:
    """A day as it is typed, 2026-03-16, with a day after it. Raises UsageError(bad_date)."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.max
    if day == date.max:
        raise UsageError("bad_date", key=field, value=text)
    return day


def refuse_another_kind(out: Path, *kinds: str) -> None:
    """Raises UsageError(unknown_code) where a file's name says that it is of another kind than these endings say.

    Among them "" is for a name that says nothing.
    """
    if out.suffix.lower() not in kinds:
        raise UsageError("unknown_code", field="--out", value=out.suffix, known=tuple(filter(None, kinds)))


def write_file(out: Path, data: bytes) -> None:
    """Writes a whole file or none."""
    part = out.with_name(out.name + ".part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(out)
    except OSError as trouble:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise UsageError("cannot_write", file=str(out), why=trouble.strerror or "") from trouble


def refuse_to_ask() -> bool:
    """True when nobody sits at a terminal: then no question may be asked."""
    return not sys.stdin.isatty()
