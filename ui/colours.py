"""The colours of the three themes and of the hall display, and which pairs of them are ever laid on another.

Invariants
    1. Every pair of text and ground listed in PAIRS reaches its contrast in all three themes (a test computes it).
    2. Pictures of people, signatures, pages and cards lie on `paper`, which is white in every theme.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme; what each is for stands in the design's table."""

    frame: str
    work: str
    card: str
    line: str
    line_2: str
    line_3: str
    text: str
    text_2: str
    text_3: str
    accent: str
    on_accent: str
    accent_soft: str
    fine: str
    fine_soft: str
    look: str
    look_soft: str
    stop: str
    stop_soft: str
    glyph: str
    second: str = "#A8690A"
    """The second series of a chart."""
    paper: str = "#FFFFFF"
    ink: str = "#1A2028"
    """What is drawn on `paper`."""
    veil: str = "#CC11151A"
    on_veil: str = "#FFFFFF"
    silhouette: str = "#CBD1D8"
    silhouette_2: str = "#B7BFC9"
    hair: str = "#8A93A0"


THEMES = {
    "light": Colours(
        frame="#F2F4F6",
        work="#FFFFFF",
        card="#F8F9FA",
        line="#DDE1E6",
        line_2="#C3C9D1",
        line_3="#858E99",
        text="#1A2028",
        text_2="#454E59",
        text_3="#5C6672",
        accent="#1F569B",
        on_accent="#FFFFFF",
        accent_soft="#E8EFF8",
        fine="#1A6B40",
        fine_soft="#E6F3EB",
        look="#8A5200",
        look_soft="#FBF1DF",
        stop="#B0231E",
        stop_soft="#FBEAE8",
        glyph="#FFFFFF",
    ),
    "dark": Colours(
        frame="#15181C",
        work="#1C2025",
        card="#181B20",
        line="#30363E",
        line_2="#444C56",
        line_3="#7A8591",
        text="#E7EAEE",
        text_2="#B7BFC9",
        text_3="#98A2AE",
        accent="#8AB6F0",
        on_accent="#0F1A2A",
        accent_soft="#22304A",
        fine="#6DC697",
        fine_soft="#1B2F25",
        look="#E5B55F",
        look_soft="#33291A",
        stop="#F2948C",
        stop_soft="#3A2220",
        glyph="#15181C",
        second="#C98A2B",
    ),
    "contrast": Colours(
        frame="#FFFFFF",
        work="#FFFFFF",
        card="#FFFFFF",
        line="#000000",
        line_2="#000000",
        line_3="#000000",
        text="#000000",
        text_2="#000000",
        text_3="#1F1F1F",
        accent="#003C8F",
        on_accent="#FFFFFF",
        accent_soft="#D6E6FF",
        fine="#004D26",
        fine_soft="#E0F2E8",
        look="#5C3600",
        look_soft="#FFEFCF",
        stop="#8A0000",
        stop_soft="#FFE1DE",
        glyph="#FFFFFF",
    ),
}


@dataclass(frozen=True, slots=True)
class HallColours:
    """The hall display is always dark."""

    ground: str = "#11151A"
    text: str = "#F2F4F6"
    text_2: str = "#B7BFC9"
    accent: str = "#8AB6F0"
    paused: str = "#98A2AE"
    line: str = "#444C56"


HALL = HallColours()

GROUNDS = ("work", "frame", "card")
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        (ink, ground, 4.5)
        for ink in ("text", "text_2", "text_3", "accent", "fine", "look", "stop")
        for ground in GROUNDS
    ),
    *(("line_3", ground, 3.0) for ground in GROUNDS),
    *((ink, "accent_soft", 4.5) for ink in ("text", "text_2", "text_3", "accent")),
    ("on_accent", "accent", 4.5),
    *((state, f"{state}_soft", 4.5) for state in ("fine", "look", "stop")),
    *(("glyph", state, 4.5) for state in ("fine", "look", "stop")),
    ("second", "work", 3.0),
    ("ink", "paper", 4.5),
)
"""(text, ground, least contrast): all that is ever laid on another."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 … 21 (WCAG 2.2, relative luminance)."""

    def luminance(name: str) -> float:
        parts = [int(name[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
