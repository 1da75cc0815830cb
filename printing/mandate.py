"""授权委托书: the template an applicant takes home, filled in as far as known, A4 (domain 2.14, 民法典 165).

It names agent, matter, scope and term; whoever signs it is the principal.
"""

from dataclasses import dataclass

from printing.fill_in import blanks, boxes
from printing.lines import Words
from printing.looks import NOTICE, Heading, Signature
from printing.paper import Paper


@dataclass(frozen=True, slots=True)
class MandateWords:
    """The mandate's blanks; an empty one becomes a line to write on."""

    heading: Heading
    principal: tuple[tuple[tuple[str, str], ...], ...]
    """Rows of (label, what is known)."""
    agent: tuple[tuple[tuple[str, str], ...], ...]
    scope: tuple[tuple[str, bool], ...]
    """Matters, each with whether it is ticked."""
    term: tuple[str, str]
    """From and until, ISO 8601; empty to be written."""
    clauses: tuple[Words, ...]
    signatures: tuple[Signature, ...]
    foot: str


def mandate(words: MandateWords) -> bytes:
    """The mandate as PDF; raises NotAcceptable(glyph_missing)."""
    paper = Paper(NOTICE, words.heading, words.foot)
    paper.head()
    paper.section("委托人（持卡人）")
    blanks(paper, words.principal)
    paper.section("受托人（代办人）")
    blanks(paper, words.agent)
    paper.section("委托办理的事项（在方格里打勾）")
    boxes(paper, words.scope)
    paper.section("委托期限")
    start, end = (day or "＿＿＿＿年＿＿月＿＿日" for day in words.term)
    paper.paragraph(f"自 {start} 起，至 {end} 止。")
    paper.section("委托人声明")
    for number, clause in enumerate(words.clauses, 1):
        paper.paragraph((f"{number}. ", *((clause,) if isinstance(clause, str) else clause)), after=0.6)
    paper.closing(words.signatures)
    return paper.finish()
