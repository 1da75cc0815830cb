"""Statements are compiled once for the whole run, not once for each of the thousands of stores that a run opens.

SQLAlchemy keeps what it compiled with the engine, and a desk has one. In a run every test has its own; that was a sixth
of all it did. The same words of SQL come out for every store of a kind, so what was compiled for one serves all.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event

from desk.records.tables import Base


class Compiled(dict[tuple[Any, ...], Any]):
    """What was compiled, by the kind of database where SQLAlchemy asks by the engine's own dialect."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), compiled)


_compiled = Compiled()


@event.listens_for(Engine, "engine_connect")
def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_compiled)


for _mapper in Base.registry.mappers:
    _mapper._compiled_cache = _compiled  # what a flush writes is kept with the mapper
