"""`guitai print …` and `guitai report day`: papers and the day's figures without the window."""

import errno
from pathlib import Path
from typing import Annotated, Any

import typer

from desk.errors import UsageError
from ui.commands.bar import bar
from ui.commands.common import Answer, command, date_given, refuse_another_kind, write_file
from ui.invocation import Invocation, place

Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", parser=place, help="file to write")]


def add_to(app: typer.Typer) -> None:
    """Adds `print` and `report`."""
    printing = typer.Typer(help="单证 · papers: made, copied, verified", no_args_is_help=True)
    app.add_typer(printing, name="print")

    @command(printing, "receipt")
    def print_receipt(
        call: Invocation,
        number: str,
        out: Annotated[Path, typer.Option("--out", metavar="FILE", parser=place, help="PDF to write")],
        copy: Annotated[bool, typer.Option("--copy", help="a copy of the receipt made before (补打)")] = False,
    ) -> dict[str, str]:
        """受理回执存成 PDF，第二次起写补打 · the receipt of a case as PDF, from the second on with 补打."""
        return _receipt(call, number, out, copy)

    @command(printing, "verify")
    def print_verify(call: Invocation, paper: str) -> Answer:
        """不联网验单证上的码 · checks a paper's signed code: from the PDF, a picture, or the code's text."""
        return _verify(call, paper)

    @command(printing, "key")
    def print_key(call: Invocation) -> dict[str, str]:
        """本厅的公钥，别的大厅放进 trusted/ 就能验 · this hall's public key, for other halls' trusted/ folder."""
        return _key(call)

    report = typer.Typer(help="报表 · reports", no_args_is_help=True)
    app.add_typer(report, name="report")

    @command(report, "day")
    def report_day(call: Invocation, day: str, out: Out = None) -> dict[str, Any]:
        """日报：数字，--out 存成 PDF 或工作簿 · the daily report: figures, with --out a PDF or a workbook."""
        return _report(call, day, out)


def _receipt(call: Invocation, number: str, out: Path, copy: bool) -> dict[str, str]:
    from desk.services import paperwork, search
    from ui.commands.context import at_the_counter
    from ui.papers import make

    refuse_another_kind(out, "", ".pdf")
    with at_the_counter(call) as counter:
        view = search.show(counter, "".join(number.split()))
        before = [paper for paper in paperwork.papers(counter, view.number) if paper.kind == "receipt"]
        if not before and "receipt" not in view.decision.get("documents", ()):
            raise UsageError("no_such_paper", number=view.number, paper="receipt")
        if copy:
            first = before[0] if before else make.make(counter, "receipt", view).kept
            made = make.again(counter, first)
        else:
            made = make.make(counter, "receipt", view)
    write_file(out, made.pdf)
    return {"file": str(out), "sha256": made.kept.sha256}


def _verify(call: Invocation, paper: str) -> Answer:
    from dataclasses import asdict

    from printing import reading, signed_code

    try:
        with Path(paper).open("rb") as file:
            data = file.read(reading.MOST_BYTES + 1)
    except (FileNotFoundError, ValueError) as error:  # a code's text makes no file name
        data = _no_file_but_a_text(paper, error)
    except OSError as error:
        data = _no_file_but_a_text(paper, error, there=error.errno != errno.ENAMETOOLONG)
    text = reading.code_in(data) if data else paper
    verdict = signed_code.verify(text or "", _known_keys(call))
    genuine, reason = verdict.genuine, verdict.reason
    facts = asdict(verdict.facts) if verdict.facts else None
    changed = reading.differs(verdict.facts, reading.text_in(data)) if verdict.facts and data else []
    if changed:
        genuine, reason = False, "paper_differs"
    document = {"genuine": genuine, "facts": facts, "reason": reason, "differs": changed}
    return Answer(document, 0 if genuine else 4)


def _no_file_but_a_text(paper: str, error: Exception, *, there: bool = False) -> bytes:
    """Nothing read: it is the code itself. Raises UsageError(no_file) for what is `there`, or is named as a file is."""
    if there or Path(paper).suffix:
        raise UsageError("no_file", file=paper, reason=getattr(error, "strerror", None)) from error
    return b""


def _known_keys(call: Invocation) -> list[Any]:
    """This hall's own keys, and those of other halls in the data folder's trusted/*.pub."""
    from printing.signed_code import public_key
    from printing.sm2 import installed
    from ui.commands.context import nobody_signed_in
    from ui.invocation import data_dir
    from ui.papers.office import signing_key

    keys: list[Any] = []
    for file in sorted((data_dir(call) / "trusted").glob("*.pub")):
        try:
            keys.append(public_key(bytes.fromhex(file.read_text(encoding="ascii").strip())))
        except (OSError, ValueError):
            raise UsageError("bad_key_file", file=str(file)) from None
    with nobody_signed_in(call, sole=False) as counter:
        own = [
            signing_key(counter.store, suite).public_key() for suite in ("ed25519", *(["sm2"] if installed() else []))
        ]
    return [*own, *keys]


def _key(call: Invocation) -> dict[str, str]:
    from printing.signed_code import key_id
    from ui.commands.context import nobody_signed_in
    from ui.papers.office import signing_key

    with nobody_signed_in(call, sole=False) as counter:
        suite = counter.settings.store.paper_codes
        key = signing_key(counter.store, suite).public_key()
    return {"id": key_id(key).hex(), "public_key": key.public_bytes_raw().hex(), "suite": suite}


def _report(call: Invocation, day: str, out: Path | None) -> dict[str, Any]:
    from desk.services import closing
    from ui.commands.context import at_the_counter

    on = date_given(day, "DATE")
    if out is not None:
        refuse_another_kind(out, ".pdf", ".xlsx")
    with at_the_counter(call) as counter:
        document = closing.report(counter, on)
        if out is not None:
            from ui.papers.day_files import files_of

            files = files_of(counter, on, document)
            with bar("日报") as progress:
                write_file(out, files.pdf(progress) if out.suffix.lower() == ".pdf" else files.workbook(progress))
    return document
