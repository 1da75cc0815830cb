"""A case's line: its stages side by side, each with its mark and when it was reached."""

from dataclasses import dataclass

from ui.look import CAPTION
from ui.parts.ink import Ink, plain
from ui.parts.marks import draw_mark
from ui.parts.part import INSET, Part


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what it is called, how it stands, when it was reached or what it waits for."""

    words: str
    mark: str
    second: str = ""


class StagesPart(Part):
    """Draws up to six stages over the width."""

    def __init__(self) -> None:
        super().__init__()
        self._stages: tuple[Stage, ...] = ()

    def show_value(self, stages: tuple[Stage, ...]) -> None:
        """Shows other stages."""
        self.setVisible(bool(stages))
        if stages != self._stages:
            self._stages = stages
            self.call(plain("，".join(f"{one.words} {one.second}" for one in stages)))
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """57 and its line."""
        return 58

    def paint(self, ink: Ink) -> None:
        """Draws marks, words and times."""
        step = (ink.width - 2 * INSET) / max(1, len(self._stages))
        for number, stage in enumerate(self._stages):
            x = INSET + number * step
            draw_mark(ink.painter, ink.look, stage.mark, x + 8, 19, 16)
            here = stage.mark == "here"
            ink.text(x + 24, 19, stage.words, CAPTION, "text" if stage.mark != "todo" else "text_2", bold=here)
            ink.text(x + 24, 39, stage.second, CAPTION, "text_2", width=step - 28)
        ink.hairline(INSET, ink.height, ink.width - 2 * INSET)
