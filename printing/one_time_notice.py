"""一次性告知单: everything that is missing, told once, in writing (domain 2.1).

One numbered row per missing thing with why and how, then what is already fine, then what happens after. Two copies: the
applicant's and the hall's. For the elderly the body is set in 14 points.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from printing.fill_in import ticks
from printing.lines import Small, Words
from printing.looks import LARGE_NOTICE, NOTICE, Column, Heading, Signature
from printing.paper import Paper
from printing.tables import table


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that stands in the way."""

    what: str
    why: Words
    how: str
    basis: str = ""
    """The rule and where to turn, in small print."""


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """Everything a notice says, as it will be read."""

    heading: Heading
    verdict: str
    assurance: Words
    """What has not happened, and that nothing new will be asked for."""
    facts: tuple[tuple[str, Words], ...]
    lacks: tuple[Lack, ...]
    fine: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, Words], ...]
    signatures: tuple[Signature, ...]
    code: str
    foot: str
    what: str = "要补的"
    """Head of the column that names the things."""
    large: bool = False


def one_time_notice(words: NoticeWords) -> bytes:
    """The notice as PDF; raises NotAcceptable(glyph_missing)."""
    look = LARGE_NOTICE if words.large else NOTICE
    paper = Paper(look, words.heading, words.foot)
    paper.head()
    paper.y += 3
    paper.paragraph(words.verdict, size=paper.look.answer, bold=True, after=0)
    paper.paragraph(words.assurance, after=2)
    paper.firm_line()
    paper.pairs(words.facts)
    paper.y += 5
    columns = (
        Column("", 8, strong=True, size=look.item),
        Column(words.what, 42, strong=True, size=look.item),
        Column("为什么", 52),
        Column("怎么办", 68),
    )
    table(paper, columns, [_row(number, lack) for number, lack in enumerate(words.lacks, 1)])
    if words.fine:
        paper.section("这些已经齐了")
        ticks(paper, words.fine)
    paper.y += 5
    paper.beside(words.after)
    paper.closing(words.signatures, words.code)
    return paper.finish()


def _row(number: int, lack: Lack) -> Sequence[Words]:
    how: Words = (lack.how, Small(lack.basis)) if lack.basis else lack.how
    return str(number), lack.what, lack.why, how
