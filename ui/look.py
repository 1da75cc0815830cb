"""How the desk looks: every size and font of the program, and the theme in force.

Definitions
    effective px   a length of the design, drawn for 1366 × 768 at 100 %; `Look.px` turns it into a length on the screen
    scale          the text size asked for: 1.0, 1.25, 1.5 or 2.0; all lengths grow with it
    theme          light, dark or contrast

Invariant
    No other module names a colour (but `ui.colours`), a font, or a pixel size that is not an effective px passed
    through `Look.px`.
"""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.colours import THEMES, Colours

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
FAMILY = "Noto Sans SC"
RARE = ("BabelStone Han", "HanaMinA", "HanaMinB")
"""Fonts of the system for the ideographs that Noto Sans SC lacks."""
MONO = "monospace"

CAPTION, BODY, TITLE, VERDICT, FIGURE = 13, 16, 20, 28, 36
LINE_OF = {13: 20, 16: 24, 20: 30, 24: 36, 28: 42, 36: 54, 44: 66, 144: 216, 240: 360}


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
