"""Lists that people sign, A4: 单位领卡交接清单, 批量受理回执, 废卡销毁清单, 空白卡盘点表, 交接班清单.

A sentence, the facts, the table, its sums, and a line for everyone who answers for it.
"""

from dataclasses import dataclass

from printing.lines import Words
from printing.looks import NOTICE, Column, Heading, Signature
from printing.paper import Paper
from printing.tables import table


@dataclass(frozen=True, slots=True)
class ListPart:
    """One table of a list; the last `totals` rows are sums, `empty` is said when there are no rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    title: str = ""
    totals: int = 0
    empty: str = "无"


@dataclass(frozen=True, slots=True)
class ListWords:
    """Everything a list says, as it will be read."""

    heading: Heading
    statement: Words
    facts: tuple[tuple[str, Words], ...]
    parts: tuple[ListPart, ...]
    note: Words
    signatures: tuple[Signature, ...]
    foot: str
    code: str = ""


def signed_list(words: ListWords) -> bytes:
    """The list as PDF; raises NotAcceptable(glyph_missing)."""
    paper = Paper(NOTICE, words.heading, words.foot)
    paper.head()
    paper.y += 3
    if words.statement:
        paper.paragraph(words.statement, after=2)
    paper.firm_line()
    paper.pairs(words.facts)
    for part in words.parts:
        if part.title:
            paper.section(part.title, keep=22)
        else:
            paper.y += 3
        if part.rows:
            table(paper, part.columns, part.rows, totals=part.totals, pad=1.0)
        else:
            paper.paragraph(part.empty)
    if words.note:
        paper.y += 4
        paper.paragraph(words.note)
    paper.closing(words.signatures, words.code)
    return paper.finish()
