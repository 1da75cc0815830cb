"""容缺受理通知书: accepted on a promise, A4, two copies in one file (domain 2.2).

What is still to come and by when, what happens if it does not come, and the applicant's written promise.
"""

from dataclasses import dataclass

from printing.lines import Words
from printing.looks import LARGE_NOTICE, NOTICE, Column, Heading, Signature
from printing.paper import Paper
from printing.tables import table


@dataclass(frozen=True, slots=True)
class DeferralWords:
    """Everything the notice says, as it will be read."""

    heading: Heading
    copies: tuple[str, ...]
    """Who keeps which copy: 申请人留存, 大厅留存."""
    verdict: str
    assurance: Words
    facts: tuple[tuple[str, Words], ...]
    deferred: tuple[tuple[str, str, str], ...]
    """Material, day, rule."""
    consequences: tuple[tuple[str, Words], ...]
    promise: Words
    signatures: tuple[Signature, ...]
    code: str
    foot: str
    large: bool = False


def deferral_notice(words: DeferralWords) -> bytes:
    """The notice as PDF, all copies; raises NotAcceptable(glyph_missing)."""
    look = LARGE_NOTICE if words.large else NOTICE
    paper = Paper(look, words.heading, words.foot)
    columns = (
        Column("", 8, strong=True, size=look.item),
        Column("后补的材料", 54 if words.large else 62, strong=True, size=look.item),
        Column("最迟", 50 if words.large else 40, strong=True),
        Column("依据", 58 if words.large else 60),
    )
    for number, kept_by in enumerate(words.copies):
        if number:
            paper.next_copy()
        paper.head()
        paper.y += 3
        paper.paragraph(words.verdict, size=paper.look.answer, bold=True, after=0)
        paper.paragraph(words.assurance, after=2)
        paper.firm_line()
        paper.pairs(words.facts)
        paper.y += 5
        rows = [(str(place), *row) for place, row in enumerate(words.deferred, 1)]
        table(paper, columns, rows)
        paper.section("请留意")
        paper.rows(words.consequences)
        paper.section("申请人承诺")
        paper.paragraph(words.promise)
        paper.y += 2
        paper.paragraph(f"第 {number + 1} 联，{kept_by}", bold=True)
        paper.closing(words.signatures, words.code)
    return paper.finish()
