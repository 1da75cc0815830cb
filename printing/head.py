"""The head of a paper: title with its stamps, hall and window; bar code and number, or the day, at the right."""

from collections.abc import Sequence

from printing import marks
from printing.fonts import width
from printing.lines import set_lines
from printing.looks import FIRM, HEAVY, Heading, Look, named
from printing.sheet import GREY, MM, Sheet


def draw_head(sheet: Sheet, look: Look, heading: Heading, top: float, beside: Sequence[str]) -> float:
    """Draws it from `top` (mm) on, with the line under it; gives the height of that line."""
    left, right = look.side, look.size[0] - look.side
    base = top + look.title / MM * 1.06
    at = left + sheet.text(left, base, heading.title, look.title, bold=True)
    edge, lowest = right, top
    if heading.number:
        module = marks.SMALLEST if heading.number[0].isalpha() else look.bar
        bar = marks.code128(heading.number, module=module, height=9)
        edge = right - bar.width - 1.5
        sheet.draw(right - bar.width, top, bar.unit, bar.path)
        sheet.text(right, top + 12.6, named(heading.number), 8, ink=GREY, anchor="right")
        lowest = top + 13
    raised = base - (look.title - look.body) * 0.37 / MM
    left_over = draw_stamps(sheet, heading.stamps, at + 3, raised, look.body, edge)
    for number, line in enumerate(beside):
        size, ink = (look.answer, "0") if number == 0 else (look.caption, GREY)
        sheet.text(right, top + 5 + number * 5.2, line, size, bold=number == 0, ink=ink, anchor="right")
    size = min(look.body, 11)
    step = size * 1.5 / MM
    y = base + step
    for said in _place(heading.place, (edge - left) * MM, size):
        sheet.text(left, y, said, size)
        y += step
    if left_over:
        draw_stamps(sheet, left_over, left, y + 1.2, look.body, right)
        y += step + 2
    foot = max(y - step + 4.2, lowest + 4.6, top + 7.4 + 0.65 * look.title)
    sheet.rule(left, foot, right, HEAVY)
    return foot


def draw_stamps(sheet: Sheet, stamps: list[str], x: float, base: float, size: float, edge: float) -> list[str]:  # noqa: PLR0917
    """Framed words beside the title; gives back those that find no room before `edge`."""
    height = size / MM
    for number, stamp in enumerate(stamps):
        run = width(stamp, size, bold=True) / MM
        if x + run + 3.2 > edge:
            return stamps[number:]
        sheet.text(x + 1.6, base, stamp, size, bold=True)
        sheet.frame(x, base - height * 1.17, run + 3.2, height * 1.6, FIRM)
        x += run + 6
    return []


def _place(place: str, room: float, size: float) -> list[str]:
    """Hall and window, the window on a line of its own where both have no room on one."""
    told = place.replace("，", "\n", 1) if width(place, size) > room else place
    return [line.text for line in set_lines(told, room, size, size)]
