"""How a figure is measured and told: median against the floor of the same run, and the budget it must keep."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One budget: `value` and `floor` in `unit`; the budget is the largest ratio allowed (None: told, not judged)."""

    name: str
    value: float
    floor: float | None = None
    budget: float | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return None if not self.floor else self.value / self.floor

    @property
    def kept(self) -> bool:
        """Whether the budget holds; without a floor the budget is a limit in the figure's own unit."""
        if self.budget is None:
            return True
        return (self.value if self.ratio is None else self.ratio) <= self.budget


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """The median wall time of one call in milliseconds, after one call that does not count."""
    work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def turns_ms(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The best time of each work in milliseconds, done in turns.

    Whatever else the machine does can only make a time longer, and it hits all of them alike.
    """
    times: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for work, taken in zip(works, times, strict=True):
            begun = time.perf_counter()
            work()
            if turn:  # the first of each does not count
                taken.append((time.perf_counter() - begun) * 1000)
    return [min(taken) for taken in times]


def table(figures: list[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| what | measured | floor | ratio | budget | |", "|---|---:|---:|---:|---:|---|"]
    for figure in figures:
        ratio = "–" if figure.ratio is None else f"{figure.ratio:.2f}×"
        floor = "–" if figure.floor is None else f"{figure.floor:.2f} {figure.unit}"
        budget = "–" if figure.budget is None else f"≤ {figure.budget:g}{'×' if figure.ratio is not None else ''}"
        kept = "" if figure.budget is None else ("kept" if figure.kept else "**broken**")
        lines.append(f"| {figure.name} | {figure.value:.2f} {figure.unit} | {floor} | {ratio} | {budget} | {kept} |")
    return "\n".join(lines)
