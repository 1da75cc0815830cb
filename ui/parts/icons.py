"""Tabler outline icons in the theme's colours; Qt does not resolve `currentColor`, so it is replaced when loading."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.look import Look


@lru_cache(maxsize=256)
def icon(look: Look, name: str, colour: str, size: float, ratio: float = 1.0) -> QPixmap:
    """An icon of that many effective px, stroke 1.75, in a token's colour."""
    source = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    source = source.replace("currentColor", getattr(look.colours, colour)).replace(
        'stroke-width="2"', 'stroke-width="1.75"'
    )
    side = round(look.px(size) * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
