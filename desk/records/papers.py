"""Papers made and pictures taken.

A paper is kept by its words, so that a copy says what the first one said. Pictures are sealed; their digest is of the
clear bytes.
"""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.records.base import Base, Code, Hall, Key, Sealed, Who


class Paper(Base):
    """One paper as it was made; append-only."""

    __tablename__ = "papers"
    __table_args__ = (Index("ix_papers_case", "hall", "case", "kind"), Index("ix_papers_made_at", "hall", "made_at"))

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    case: Mapped[str | None] = mapped_column(String(32))
    kind: Mapped[Code]
    number: Mapped[str | None] = mapped_column(String(40))
    copies: Mapped[int] = mapped_column(default=1)
    duplicate: Mapped[bool] = mapped_column(default=False)
    """A copy made later (补打)."""
    words: Mapped[Sealed]
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    by: Mapped[Who]


class PictureBytes(Base):
    """A picture's sealed bytes, apart from what is known of it: filing a picture does not write it again."""

    __tablename__ = "picture_bytes"
    __table_args__ = (ForeignKeyConstraint(["hall", "id"], ["pictures.hall", "pictures.id"], ondelete="CASCADE"),)

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    sealed: Mapped[Sealed]


class Picture(Base):
    """A photo, a scanned page, a signature or the photo of a spoiled card, sealed."""

    __tablename__ = "pictures"
    __table_args__ = (Index("ix_pictures_case", "hall", "case", "kind"),)

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    case: Mapped[str | None] = mapped_column(String(32))
    kind: Mapped[Code]
    """photo, photo_original, photo_rejected, page, signature, spoiled_card."""
    code: Mapped[Code | None]
    """The material the page belongs to, or whose signature it is."""
    page: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64))
    taken_at: Mapped[datetime]
    by: Mapped[Who]
    content: Mapped[PictureBytes] = relationship(
        lazy="joined", cascade="all, delete-orphan", passive_deletes=True, innerjoin=True
    )

    @property
    def sealed(self) -> bytes:
        """The sealed bytes."""
        return self.content.sealed

    @sealed.setter
    def sealed(self, sealed: bytes) -> None:
        self.content = PictureBytes(sealed=sealed)
