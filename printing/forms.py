"""Application forms, A4, filled in as far as the desk knows: 申领表, 补办申请表, 换卡申请表, 参保登记表, 信息变更表,
参保单位信息登记表, 代扣授权书, 见证声明.

A form is boxes: every field has a frame and a name, and one that is empty can be filled in by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from printing.lines import Words, set_lines
from printing.looks import NOTICE, THIN, Heading, Signature
from printing.paper import Paper
from printing.sheet import FAINT, GREY, MM

LABEL = 24.0
PHOTO_WIDTH, PHOTO_HEIGHT = 26.0, 32.0
"""As on the card: 358 × 441 at 350 dpi."""
LEAST = 8.4
"""Height of a box in millimetres: room for handwriting."""


@dataclass(frozen=True, slots=True)
class Field:
    """One box: its name, what is in it, and how many of the four columns it takes."""

    name: str
    value: Words = ""
    span: int = 2


@dataclass(frozen=True, slots=True)
class FormPart:
    """A framed part of a form under its own title; `photo` stands at the right of its first rows."""

    title: str
    fields: tuple[Field, ...]
    photo: bytes | None = None
    place_for_photo: bool = False


@dataclass(frozen=True, slots=True)
class FormWords:
    """Everything a form says, as it will be read."""

    heading: Heading
    facts: tuple[tuple[str, Words], ...]
    parts: tuple[FormPart, ...]
    declaration: tuple[str, ...]
    """What the applicant declares by signing, one sentence each."""
    signatures: tuple[Signature, ...]
    foot: str
    code: str = ""
    declares: str = "申请人声明"


def form(words: FormWords) -> bytes:
    """The form as PDF; raises NotAcceptable(glyph_missing)."""
    paper = Paper(NOTICE, words.heading, words.foot)
    paper.head()
    if words.facts:
        paper.pairs(words.facts)
    for part in words.parts:
        paper.section(part.title, size=11, before=3.5, keep=20)
        _boxes(paper, part)
    if words.declaration:
        paper.section(words.declares, size=11, before=3.5)
        several = len(words.declaration) > 1
        for number, sentence in enumerate(words.declaration, 1):
            paper.paragraph(f"{number}. {sentence}" if several else sentence, after=0.3, joined=True)
    paper.closing(words.signatures, words.code)
    return paper.finish()


def _boxes(paper: Paper, part: FormPart) -> None:
    with_photo = bool(part.photo) or part.place_for_photo
    paper.room(PHOTO_HEIGHT + 4 if with_photo else LEAST)
    photo_top = paper.y
    floor = photo_top + PHOTO_HEIGHT + 2 if with_photo else photo_top
    if with_photo:
        _photo(paper, part, photo_top)
    row: list[Field] = []
    taken = 0
    for field in part.fields:
        if taken + field.span > 4:
            _row(paper, row, _right_edge(paper, paper.y, floor))
            row, taken = [], 0
        row.append(field)
        taken += field.span
    if row:
        _row(paper, row, _right_edge(paper, paper.y, floor))
    paper.y = max(paper.y, floor)
    paper.end_block()


def _right_edge(paper: Paper, y: float, floor: float) -> float:
    return paper.right - PHOTO_WIDTH - 4 if y < floor - 0.5 else paper.right


def _photo(paper: Paper, part: FormPart, top: float) -> None:
    x = paper.right - PHOTO_WIDTH
    if part.photo:
        paper.sheet.picture(x, top, PHOTO_WIDTH, PHOTO_HEIGHT, part.photo)
    else:
        paper.sheet.text(
            x + PHOTO_WIDTH / 2, top + PHOTO_HEIGHT / 2, "照片", paper.look.body, ink=GREY, anchor="centre"
        )
    paper.sheet.frame(x, top, PHOTO_WIDTH, PHOTO_HEIGHT, THIN)


def _row(paper: Paper, fields: Sequence[Field], right: float) -> None:
    look, sheet = paper.look, paper.sheet
    share = (right - paper.left) / max(sum(field.span for field in fields), 1)
    cells = [set_lines(field.value, (share * field.span - LABEL - 3) * MM, look.body, look.caption) for field in fields]
    names = [set_lines(field.name, (LABEL - 3) * MM, look.body, look.caption) for field in fields]
    lines = max(len(cell) for cell in [*cells, *names])
    height = max(LEAST, lines * look.leading + 2.6)
    if paper.y + height > paper.bottom:
        paper.next_page()
    sheet.rule(paper.left, paper.y, right, THIN)
    x = paper.left
    for field, name, cell in zip(fields, names, cells, strict=True):
        width = share * field.span
        paper.column(x + 1.5, paper.y + (height - len(name) * look.leading) / 2, name, ink=GREY)
        paper.column(x + LABEL + 1.5, paper.y + (height - len(cell) * look.leading) / 2, cell)
        sheet.bars([(x + LABEL - THIN / 2, paper.y, THIN, height)], ink=FAINT)
        sheet.bars([(x - THIN / 2, paper.y, THIN, height)])
        x += width
    sheet.bars([(right - THIN / 2, paper.y, THIN, height)])
    paper.y += height
    sheet.rule(paper.left, paper.y, right, THIN)
