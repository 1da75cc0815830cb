"""测试页: what a technician looks at after moving a printer: glyphs, lines, greys, edges, codes in falling sizes."""

from dataclasses import dataclass

from printing import fonts, marks
from printing.looks import NOTICE, Heading
from printing.paper import Paper
from printing.sheet import GREY

RARE_NAMES = "𬭎㛃䶮𠮷𰻞𱁬𭅯𬸚𪩘𫍯鿍㐂𠅤"
"""Thirteen characters that papers have lost before: beyond U+FFFF, of extension A, or younger than most fonts."""


@dataclass(frozen=True, slots=True)
class TestPageWords:
    """What the page is about: printer and paper as the desk sees them, and when."""

    heading: Heading
    facts: tuple[tuple[str, str], ...]
    foot: str

    __test__ = False


def test_page(words: TestPageWords) -> bytes:
    """The page as PDF; characters without a glyph are named instead of drawn."""
    paper = Paper(NOTICE, words.heading, words.foot)
    sheet = paper.sheet
    paper.head()
    paper.pairs(words.facts)
    paper.section("字")
    absent = fonts.missing(RARE_NAMES)
    there = "".join(character for character in RARE_NAMES if character not in absent)
    paper.paragraph("医疗保障 社会保障卡 受理回执 0123456789 ABCDEF 25.00 元", size=14, bold=True)
    paper.paragraph("生僻字 " + there, size=14)
    if absent:
        paper.paragraph("没有字形：" + "、".join(map(fonts.code_point, absent)))
    for size in (14, 11, 9.5, 7.5, 6):
        paper.paragraph(f"{size:g} 磅：请核对姓名、号码、照片，确认无误后签名。", size=size, after=0.2)
    paper.section("线与灰")
    for weight in (0.1, 0.25, 0.35, 0.5):
        paper.y += 4
        sheet.rule(paper.left, paper.y, paper.left + 70, weight)
        sheet.text(paper.left + 74, paper.y + 0.9, f"{weight:g} 毫米", 7.5, ink=GREY)
    for step, ink in enumerate(("0", ".267", ".5", ".72", ".9")):
        sheet.bars([(paper.left + 100 + step * 14, paper.y - 9, 12, 9)], ink=ink)
    paper.section("码")
    paper.y += 2
    x = paper.left
    for module in (0.5, 0.36, 0.33):
        bar = marks.code128("1101990001", module=module, height=9)
        sheet.draw(x, paper.y, bar.unit, bar.path)
        sheet.text(x, paper.y + 12.6, f"{module:g} 毫米", 7.5, ink=GREY)
        x += bar.width + 9
    paper.y += 17
    x = paper.left
    for side in (30.0, 22.0, 16.0):
        code = marks.qr("GUITAI TEST PAGE " + "0123456789" * 6, side=side)
        sheet.draw(x, paper.y, code.unit, code.path)
        x += code.width + 9
    wide, tall = paper.look.size
    for margin in (5, 10):
        sheet.frame(margin, margin, wide - 2 * margin, tall - 2 * margin, 0.1)
        sheet.text(margin + 1, tall - margin - 1, f"离边 {margin} 毫米", 6, ink=GREY)
    return paper.finish()
