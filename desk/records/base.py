"""What every table shares: the class they derive from, how times are kept, and the hall that stands in every key.

Times are kept as ISO 8601 text with the hall's offset: readable in any tool, in order as text, the same on both
databases. Every table except `store_facts` begins its key with `hall` (region and institution code, ten digits), so
that a city's database can be split by it.
"""

from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated, Any

from sqlalchemy import Dialect, LargeBinary, MetaData, String, Text, types
from sqlalchemy.orm import DeclarativeBase, mapped_column

CHINA = timezone(timedelta(hours=8))


def midnight(day: date) -> datetime:
    """When a day begins in the hall."""
    return datetime.combine(day, time(), CHINA)


class Moment(types.TypeDecorator[datetime]):
    """A time with its offset; a time without one is refused."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without an offset cannot be kept")
        return value.astimezone(CHINA).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    """The tables of one store."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment(), bytes: LargeBinary()}


WITHOUT_ROWID = {"sqlite_with_rowid": False}
"""For small rows found by their key alone: one page less to write and to read than a table beside its index."""

Hall = Annotated[str, mapped_column(String(10), primary_key=True)]
CaseNumber = Annotated[str, mapped_column(String(32))]
Code = Annotated[str, mapped_column(String(40))]
Who = Annotated[str, mapped_column(String(40))]
Serial = Annotated[str, mapped_column(String(24))]
Key = Annotated[str, mapped_column(String(64))]
Reason = Annotated[str, mapped_column(String(200).with_variant(Text(), "postgresql"))]
"""What somebody wrote, whole: an embedded store does not count the characters, and a server is told not to."""
Sealed = Annotated[bytes, mapped_column(LargeBinary)]
