"""邮寄面单: the label on an envelope with a card in it, 100 × 150 mm.

Only what a carrier needs: no ID number, no card number. The bar code is the receipt number, so that a returned envelope
finds its case again.
"""

from dataclasses import dataclass, replace

from printing import marks
from printing.lines import set_lines
from printing.looks import FIRM, Heading, Look, grouped
from printing.paper import Paper
from printing.sheet import GREY, MM

LABEL = Look((100.0, 150.0), top=6, side=6, foot=5, title=15, answer=15, body=10, caption=8, label=16)


@dataclass(frozen=True, slots=True)
class MailLabelWords:
    """Everything a label says, as it will be read."""

    heading: Heading
    carrier: str
    postage: str
    receiver: str
    phone: str
    address: str
    sender: tuple[str, ...]
    notes: tuple[str, ...]
    foot: str


def mail_label(words: MailLabelWords) -> bytes:
    """The label as PDF; raises NotAcceptable(glyph_missing)."""
    number = words.heading.number
    paper = Paper(LABEL, replace(words.heading, place=words.carrier, number=""), words.foot)
    paper.head((words.postage,))
    bar = marks.code128(number, module=0.42, height=12)
    paper.y += 4
    paper.sheet.draw((LABEL.size[0] - bar.width) / 2, paper.y, bar.unit, bar.path)
    paper.y += 16
    paper.sheet.text(LABEL.size[0] / 2, paper.y, grouped(number), 9, ink=GREY, anchor="centre")
    paper.y += 3
    paper.firm_line()
    paper.y += 2
    paper.paragraph("收件人", size=LABEL.caption, after=0)
    receiver = f"{words.receiver}　{words.phone}"
    paper.paragraph(receiver, size=_size(receiver, (14, 12, 10), lines=2, bold=True), bold=True, after=1)
    paper.paragraph(words.address, size=_size(words.address, (14, 12, 10.5), lines=3), after=3)
    paper.sheet.rule(paper.left, paper.y, paper.right, FIRM)
    paper.y += 2
    paper.paragraph("寄件人", size=LABEL.caption, after=0)
    for line in words.sender:
        paper.paragraph(line, after=0)
    paper.y += 3
    for note in words.notes:
        paper.paragraph(note, size=LABEL.caption, after=0.4)
    return paper.finish()


def _size(text: str, sizes: tuple[float, ...], *, lines: int, bold: bool = False) -> float:
    """The largest type in which a text takes so many lines; the smallest for one that never does."""
    room = LABEL.width * MM
    return next((size for size in sizes if len(set_lines(text, room, size, size, bold=bold)) <= lines), sizes[-1])
