"""The options all commands have, as plain values; nothing heavy is imported to know them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Invocation:
    """Where the store and the settings are, who asks, and whether the answer is one JSON document."""

    data_dir: Path | None = None
    config: Path | None = None
    db_url: str | None = None
    as_name: str | None = None
    json: bool = False
