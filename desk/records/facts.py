"""What a store notes about itself: its id, its suite, when it was made, which guards it has, its last proved backup."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import Base


class StoreFact(Base):
    """One named text; the only table without a hall."""

    __tablename__ = "store_facts"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
