"""语言和外观: language, theme and text size of this place, chosen at the window. A theme is put on at once; the
language and the size, which every screen was made with, hold when the window is opened again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from ui.appearance import CHOICES, as_chosen, choose
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView
from ui.look import dress, look
from ui.page import FINE, Act, Bar, Verdict
from ui.parts.entry_row import Option
from ui.words import say

NAMES: dict[str | int, str] = {
    "zh": "中文",
    "en": "English",
    "light": "浅色",
    "dark": "深色",
    "contrast": "高对比",
    100: "字号 100%",
    125: "字号 125%",
    150: "字号 150%",
    200: "字号 200%",
}


class LooksPresenter(FormPresenter):
    """Nine answers, one for each digit; what was chosen is kept at this place."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        folder = desk.workshop.folder if desk.workshop is not None else None
        self._folder: Path | None = folder
        screen = desk.settings.screen
        self._in_force: dict[str, Any] = {name: getattr(screen, name) for name in CHOICES} | {"theme": look().theme}
        self._wanted = {name: getattr(as_chosen(folder, screen), name) for name in CHOICES} if folder else {}
        self._wanted = self._in_force | self._wanted

    def choose(self, code: object) -> None:
        """One of the nine, as name:value."""
        name, _, typed = str(code).partition("=")
        value = next(one for one in CHOICES[name] if str(one) == typed)
        self._wanted[name] = value
        if name == "theme":
            self._put_on(str(value))
        kept = self._keep(name, value)
        now = say("已换") if name == "theme" else say("记下了，下次打开窗口时换")
        self._say(now if kept else say("这台机器记不下来，只到关窗口为止"), undone=not kept)
        self._render()

    def _put_on(self, theme: str) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._in_force["theme"] = theme
        dress(application, replace(look(), theme=theme))
        for widget in application.allWidgets():
            widget.update()

    def _keep(self, name: str, value: str | int) -> bool:
        if self._folder is None:
            return False
        try:
            choose(self._folder, name, value)
        except OSError:
            return False
        return True

    def _render(self) -> None:
        all_values = [(name, value) for name, values in CHOICES.items() for value in values]
        self.show(
            verdict=Verdict("", say("语言和外观"), say("只换这个窗口。主题马上换；语言和字号，下次打开窗口时换。")),
            choices_title=say("语言、主题、字号各选一个"),
            choices=tuple(self._option(at, *one) for at, one in enumerate(all_values, 1)),
            bar=Bar(Act("back", say("好了")), (self._away(),), deed=self.deed),
        )

    def _option(self, at: int, name: str, value: str | int) -> Option:
        in_force, wanted = self._in_force[name] == value, self._wanted[name] == value
        when = say("现在用着") if in_force else say("下次打开时用") if wanted else ""
        return Option(str(at), FINE if wanted else "", say(NAMES[value]), when, "", "", f"{name}={value}")


LooksView = FormView
