"""The journal as a table somebody takes along: the sentences of the page, with numbers and facts to look further by."""

from collections.abc import Sequence

from desk.services.trail import Line
from printing.workbook import Field, SheetWords, WorkbookWords
from ui.words import word
from ui.words.journal import subject_words, what_happened
from ui.words.journal_facts import fact_rows

FIELDS = (
    Field("时间", 20),
    Field("窗口", 6),
    Field("第几条", 9),
    Field("工号", 9),
    Field("角色", 9),
    Field("做了什么", 34),
    Field("关于", 34),
    Field("另记", 60),
)


def journal_words(lines: Sequence[Line]) -> WorkbookWords:
    """A sheet of entries, in their order."""
    return WorkbookWords("日志", (SheetWords("日志", FIELDS, tuple(map(_row, lines))),))


def _row(line: Line) -> tuple[str | int, ...]:
    return (
        f"{line.at:%Y-%m-%d %H:%M:%S}",
        line.chain,
        line.seq,
        line.by,
        word("roles", line.role) if line.by else "",
        what_happened(line.what, line.result, line.facts),
        subject_words(line.what, line.subject),
        "；".join(fact_rows(line.what, line.facts)),
    )
