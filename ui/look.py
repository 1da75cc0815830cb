"""How the desk looks: every colour, size and font of the program, in one place.

Definitions
    effective px   a length of the design, drawn for 1366 × 768 at 100 %; `Look.px` turns it into a length on the screen
    scale          the text size asked for: 1.0, 1.25, 1.5 or 2.0; all lengths grow with it
    theme          light, dark or contrast

Invariants
    1. No other module names a colour, a font or a pixel size that is not an effective px passed through `Look.px`.
    2. Every pair of text and ground listed in PAIRS reaches its contrast in all three themes (a test computes it).
    3. Pictures of people, signatures, pages and cards lie on `paper`, which is white in every theme.
"""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
FAMILY = "Noto Sans SC"
RARE = ("BabelStone Han", "HanaMinA", "HanaMinB")
"""Fonts of the system for the ideographs that Noto Sans SC lacks."""
MONO = "monospace"

CAPTION, BODY, TITLE, VERDICT, FIGURE = 13, 16, 20, 28, 36
LINE_OF = {13: 20, 16: 24, 20: 30, 24: 36, 28: 42, 36: 54, 44: 66, 144: 216, 240: 360}


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


@dataclass(frozen=True, slots=True)
class Look:
    """One theme at one text size."""

    theme: str = "light"
    scale: float = 1.0
    reduce_motion: bool = False

    @property
    def colours(self) -> Colours:
        """The theme's colours by name."""
        return THEMES[self.theme]

    def px(self, effective: float) -> int:
        """A length of the design on this screen, in whole pixels."""
        return round(effective * self.scale)

    def line(self, effective: float = 1) -> int:
        """The width of a line: doubled in high contrast."""
        return max(1, round(effective * min(self.scale, 2)) * (2 if self.theme == "contrast" else 1))

    def colour(self, name: str) -> QColor:
        """A token's colour."""
        return _colour(getattr(self.colours, name))

    def font(self, size: int = BODY, *, bold: bool = False, mono: bool = False) -> QFont:
        """The desk's font at one of the sizes of the type scale, digits tabular."""
        return _font(self.px(size), bold, mono)

    def metrics(self, size: int = BODY, *, bold: bool = False, mono: bool = False) -> QFontMetricsF:
        """How wide text of that font is."""
        return _metrics(self.px(size), bold, mono)

    def line_height(self, size: int) -> int:
        """The height of one line of text, in pixels."""
        return self.px(LINE_OF.get(size, size * 1.5))


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


@cache
def _font(pixels: int, bold: bool, mono: bool) -> QFont:
    if mono:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setFamilies([*font.families(), FAMILY])
    else:
        font = QFont()
        font.setFamilies([FAMILY, *RARE])
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


@cache
def _metrics(pixels: int, bold: bool, mono: bool) -> QFontMetricsF:
    return QFontMetricsF(_font(pixels, bold, mono))


_now = Look()


def look() -> Look:
    """The look in force."""
    return _now


def wear(new: Look) -> None:
    """Puts another look in force; widgets made or painted from now on have it."""
    global _now  # noqa: PLW0603 - one program has one look at a time
    _now = new


def first_scale(width: int, ratio: float) -> int:
    """The text size offered at the first start: 200 % on a 4K screen that does not scale by itself."""
    return 200 if width >= 3840 and ratio < 1.5 else 100


def dress(app: QApplication, new: Look) -> None:
    """Fonts, palette and style sheet for the whole program; call it before the first window is made."""
    load_fonts()
    wear(new)
    app.setFont(new.font())
    app.setPalette(palette(new))
    app.setStyleSheet(style_sheet(new))
    QGuiApplication.styleHints().setCursorFlashTime(1000)
    for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_AnimateCombo):
        QApplication.setEffectEnabled(effect, False)


@cache
def load_fonts() -> None:
    """Loads the bundled faces once; characters they lack come from the system's fonts for rare ideographs."""
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(FONTS / f"NotoSansSC-{weight}.ttf"))


def palette(new: Look) -> QPalette:
    """The theme for what Qt draws itself."""
    role, colours = QPalette.ColorRole, QPalette()
    for one, name in (
        (role.Window, "frame"),
        (role.Base, "work"),
        (role.AlternateBase, "work"),
        (role.Button, "work"),
        (role.ToolTipBase, "card"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "text_3"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
        (role.Light, "line"),
        (role.Midlight, "line"),
        (role.Mid, "line_2"),
        (role.Dark, "line_3"),
        (role.Shadow, "line_3"),
    ):
        colours.setColor(one, new.colour(name))
    colours.setColor(QPalette.ColorGroup.Disabled, role.Text, new.colour("text_3"))
    colours.setColor(QPalette.ColorGroup.Disabled, role.WindowText, new.colour("text_3"))
    return colours


_SHEET = """
QToolTip {{ background: {card}; color: {text}; border: 1px solid {line_3}; padding: {px4}px; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollBar:vertical {{ width: {px12}px; background: transparent; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line_3}; min-height: {px40}px; border-radius: {px2}px;
                               margin: {px4}px {px4}px {px4}px {px4}px; }}
QScrollBar:horizontal {{ height: {px12}px; background: transparent; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {line_3}; min-width: {px40}px; border-radius: {px2}px;
                                 margin: {px4}px {px4}px {px4}px {px4}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QLineEdit, QPlainTextEdit {{ border: 0; background: transparent; color: {text}; placeholder-text-color: {text_3};
                             selection-background-color: {accent}; selection-color: {on_accent}; }}
QMenu {{ background: {work}; color: {text}; border: 1px solid {line_3}; padding: {px4}px 0; }}
QMenu::item {{ padding: {px8}px {px24}px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text}; }}
QMenu::item:disabled {{ color: {text_3}; }}
QFileDialog QLineEdit {{ border: 1px solid {line_3}; background: {work}; padding: {px4}px {px8}px; }}
QFileDialog QLineEdit:focus {{ border: {px2}px solid {accent}; }}
QFileDialog QTreeView::item {{ padding: {px4}px 0; }}
QFileDialog QTreeView::item:selected {{ background: {accent_soft}; color: {text}; }}
"""


def style_sheet(new: Look) -> str:
    """The few rules Qt's own widgets need, filled from the tokens."""
    tokens = {field.name: getattr(new.colours, field.name) for field in fields(Colours)}
    return _SHEET.format(**tokens, **{f"px{n}": new.px(n) for n in (2, 4, 8, 12, 24, 40)})
