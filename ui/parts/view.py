"""The base of every screen's view: verdict above, problems under it, and a body that scrolls alone.

A view only draws: `render_state` sets what its state says, `asked` tells which act the person wants. It decides
nothing.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from ui.look import look
from ui.page import Screen
from ui.parts.part import INSET, column
from ui.parts.problem_summary import ProblemSummary
from ui.parts.verdict import VerdictPart

PAD_TOP, LOW_PAD_TOP, PAD_SIDE = 20, 8, 32
LOW = 720
"""Under this effective height of the window a screen's verdict gives room to what is under it."""
MOST = 856 + 2 * INSET
"""The text of a page is never wider than 856."""


class PageScroll(QScrollArea):
    """Scrolls a page; its bar stands in the page's padding, so that the page is as wide with it as without."""

    BAR = 12

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._reserve)
        self._reserve(0, 0)

    def show_page(self, page: QWidget) -> None:
        """Takes a page in; its ground is the work area's."""
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)

    def _reserve(self, _low: int, high: int) -> None:
        self.setViewportMargins(0, 0, 0 if high > 0 else look().px(self.BAR), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only the paging keys are its own, and only while there is more than can be seen."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self.verticalScrollBar().maximum() > 0:
            super().keyPressEvent(event)
        else:
            event.ignore()


class View(QWidget):
    """One screen. `code` is its name in the table of keys; `wide` views take the person card's place as well."""

    asked = Signal(str, object)
    """An act: taken once, and never while the screen is new."""
    typed = Signal(str, object)
    """What a field holds, or a signature: taken at every change."""
    code = ""
    wide = False
    verdict_line = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = VerdictPart(self.verdict_line)
        self.problems = ProblemSummary()
        self.problems.asked.connect(self.focus_field)
        self.body = QWidget()
        self.pages = PageScroll()
        if not self.wide:
            self.body.setMaximumWidth(look().px(MOST))
            self.verdict.setMaximumWidth(look().px(MOST))
            self.problems.setMaximumWidth(look().px(MOST))
        self.pages.show_page(self.body)
        head = QWidget()
        head.setLayout(column(self.verdict, self.problems, margins=(0, 0, PageScroll.BAR, 0)))
        side = PAD_SIDE - INSET
        self._whole = column(head, self.pages, margins=(side, PAD_TOP, side - PageScroll.BAR, 0))
        self.setLayout(self._whole)

    def fill(self, *widgets: QWidget | int) -> None:
        """What the body is made of, from above."""
        self.body.setLayout(column(*widgets))

    def render_screen(self, state: Screen) -> None:
        """The part of a state that every screen has."""
        self.verdict.show_value(state.verdict)
        self.problems.show_problems(state.problems)

    def render_state(self, state: Any) -> None:
        """Shows a state."""
        raise NotImplementedError

    def show_low(self, low: bool) -> None:
        """A low window: the verdict and the page's padding give way, so that more of the page is seen."""
        self.verdict.show_low(low)
        margins = self._whole.contentsMargins()
        margins.setTop(look().px(LOW_PAD_TOP if low else PAD_TOP))
        self._whole.setContentsMargins(margins)

    def arrive(self) -> None:
        """Puts the focus on the first thing that lacks something; the window puts it on the primary otherwise."""

    def digit(self, number: int) -> bool:  # noqa: ARG002 - most screens have no digits
        """A digit goes to a row or an answer; False when it means nothing here."""
        return False

    def enter(self) -> bool:
        """Enter goes to the next field; False when it means the primary act."""
        here = QApplication.focusWidget()
        if here is None or not self.isAncestorOf(here) or not getattr(here, "enter_goes_on", False):
            return False
        self.focusNextChild()
        return True

    @property
    def asks_password(self) -> bool:
        """Whether a password is asked for here now."""
        secret = QLineEdit.EchoMode.Password
        return any(one.echoMode() == secret and one.isVisibleTo(self) for one in self.findChildren(QLineEdit))

    def focus_field(self, name: str) -> None:
        """Puts the focus into the field a problem is about."""
        field = self.findChild(QWidget, str(name))
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
