"""受理回执: what the applicant takes home, A5.

First the two answers a person looks for, then who, what and when, then what to bring and where to ask (domain 2.29).
For the elderly, and for whoever asks, the body is set in 14 points and runs over two pages instead of shrinking.
"""

from dataclasses import dataclass

from printing.lines import Words
from printing.looks import LARGE_RECEIPT, RECEIPT, Heading, Signature
from printing.paper import Paper


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """Everything a receipt says, as it will be read."""

    heading: Heading
    answers: tuple[tuple[str, str], ...]
    """When the card comes, what was paid."""
    rows: tuple[tuple[str, Words], ...]
    signatures: tuple[Signature, ...]
    code: str
    """The signed facts for the QR code; empty for none."""
    foot: str
    large: bool = False
    rating: str = ""
    """Address of the page where the visit is rated; a code of its own beside the signed one."""


def receipt(words: ReceiptWords) -> bytes:
    """The receipt as PDF; raises NotAcceptable(glyph_missing)."""
    paper = Paper(LARGE_RECEIPT if words.large else RECEIPT, words.heading, words.foot)
    paper.head()
    paper.answers(words.answers, columns=1 if words.large else 2)
    paper.rows(words.rows)
    paper.closing(words.signatures, words.code, words.rating)
    return paper.finish()
