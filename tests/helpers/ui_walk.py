"""Leads a visit through the window by keys alone, doing at each screen what a trained clerk does."""

from collections.abc import Callable, Sequence
from typing import Any

from ui_desk import Seat

SUPERVISOR, PASSWORD = "0301", "practice"
MOST_SCREENS = 60


class Walk:
    """One visit: what is wished for, who comes along, which papers are brought, whose card is laid down again."""

    def __init__(
        self,
        ui: Seat,
        holder: Any,
        *,
        wish: tuple[str, str | None] | None = None,
        guardian: Any = None,
        brings: Sequence[str] = (),
    ) -> None:
        self.ui, self.holder, self.wish, self.guardian, self.brings = ui, holder, wish, guardian, brings
        self.screens: list[str] = []
        self.verdicts: list[str] = []

    def begin(self) -> "Walk":
        """The holder's card is laid down."""
        self.ui.lay(self.holder)
        return self

    def until(self, screen: str) -> "Walk":
        """Goes on until a screen comes up."""
        for _ in range(MOST_SCREENS):
            here = self.ui.screen
            if not self.screens or self.screens[-1] != here:
                self.screens.append(here)
            verdict = self.ui.state.verdict
            self.verdicts.append(verdict.sentence if verdict else "")
            if here == screen:
                return self
            step: Callable[[], None] = getattr(self, f"_at_{here}", self._enter)
            step()
        raise AssertionError(f"{screen} never came: {self.screens} {self.verdicts[-3:]}")

    def to_the_end(self) -> "Walk":
        """Until the reception invites the next one."""
        return self.until("reception")

    def _enter(self) -> None:
        self.ui.press("Ctrl+Return" if self.ui.state.bar.confirmation else "Return")

    def _at_decide(self) -> None:
        ui, visit = self.ui, self.ui.counter.visit
        if self.wish and (visit.decision["service"], visit.decision["reason"]) != self.wish:
            index = [(one["service"], one["reason"]) for one in visit.possible].index(self.wish)
            keys = [option.key for option in ui.state.options if option.code == str(index)]
            if keys:
                ui.press(keys[0])
            else:
                ui.press("0")
            return
        self._enter()

    def _at_materials(self) -> None:
        ui, rows = self.ui, self.ui.counter.presenter._rows()
        if self.guardian is not None and rows.state_of("guardian_identity") == "missing":
            ui.lay(self.guardian)
            return
        wanted = [entry for entry in ui.state.entries if entry.code in self.brings]
        open_ones = [entry for entry in wanted if rows.state_of(entry.code) in ("missing", "deferred")]
        if open_ones:
            ui.press(open_ones[0].key, "Space")
            return
        ui.press("Ctrl+Return")

    def _at_photo(self) -> None:
        ui = self.ui
        if ui.state.shot is None:
            ui.counter.presenter._next_frame()
            ui.press("Return")
        elif not ui.state.seen:
            ui.press("Space")
        else:
            ui.press("Return")

    def _at_review(self) -> None:
        if self.ui.state.strokes is None:
            self.ui.sign()
        else:
            self._enter()

    def _at_approval(self) -> None:
        self._second_person()
        self.ui.press("Return")

    def _at_jam(self) -> None:
        ui = self.ui
        if ui.state.answers:
            ui.press("1", "Space")
            self._second_person()
        ui.press("Return")

    def _at_handover(self) -> None:
        ui, presenter = self.ui, self.ui.counter.presenter
        if presenter._check is None:
            ui.lay(self.holder)
        elif ui.state.bar.primary.enabled:
            self._enter()
        elif any(entry.pressable for entry in ui.state.things):
            ui.press("Space")
        else:
            ui.sign()

    def _second_person(self) -> None:
        self.ui.type(SUPERVISOR)
        self.ui.press("Tab")
        self.ui.type(PASSWORD)
