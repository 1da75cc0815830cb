"""The small papers, A5: 补办凭证, 领卡回执, 挂失、解挂、注销、退费、转办、暂缓、补贴 … and 废卡登记.

They look like the receipt, with a sentence first: what has happened, or what has not.
"""

from dataclasses import dataclass

from printing.lines import Words
from printing.looks import LARGE_RECEIPT, RECEIPT, Heading, Signature
from printing.paper import Paper


@dataclass(frozen=True, slots=True)
class SlipWords:
    """Everything a slip says, as it will be read."""

    heading: Heading
    verdict: str
    """One bold sentence; empty where the answers say it."""
    statement: Words
    answers: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, Words], ...]
    signatures: tuple[Signature, ...]
    code: str
    foot: str
    picture: bytes | None = None
    """A JPEG or PNG as evidence, 4:3."""
    large: bool = False
    rating: str = ""
    """As on a receipt."""


def slip(words: SlipWords) -> bytes:
    """The slip as PDF; raises NotAcceptable(glyph_missing)."""
    paper = Paper(LARGE_RECEIPT if words.large else RECEIPT, words.heading, words.foot)
    paper.head()
    if words.verdict:
        paper.y += 3
        paper.paragraph(words.verdict, size=paper.look.answer, bold=True, after=1)
    if words.statement:
        paper.y += 0 if words.verdict else 2.5
        paper.paragraph(words.statement, after=2)
    if words.answers:
        paper.answers(words.answers, columns=1 if words.large else 2)
    else:
        paper.firm_line()
    paper.rows(words.rows)
    if words.picture:
        paper.picture(words.picture, 60, 45)
    paper.closing(words.signatures, words.code, words.rating)
    return paper.finish()
