"""How far a long job is, on stderr, where somebody looks."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[float, float], None]
"""Called with how much is done, of how much; 0 where nobody knows how much there is."""


@contextmanager
def bar(what: str) -> Iterator[Told]:
    """A bar for as long as the job lasts; it leaves nothing behind."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of or None)
