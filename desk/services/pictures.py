"""Photos, pages and signatures as they are kept: sealed under their own name, with a digest of what they show."""

import hashlib

from sqlalchemy.orm import Session

from desk.records.papers import Picture
from desk.services.counter import Counter


def keep(
    session: Session,
    counter: Counter,
    key: str,
    kind: str,
    clear: bytes,
    *,
    case: str | None,
    code: str | None = None,
    page: int = 0,
) -> None:
    """Adds a picture (`desk.records.papers.Picture` tells the kinds); that of a draft has no case yet."""
    session.add(
        Picture(
            hall=counter.hall,
            id=key,
            case=case,
            kind=kind,
            code=code,
            page=page,
            sealed=counter.store.sealer.seal("pictures.sealed", key, clear),
            digest=hashlib.sha256(clear).hexdigest(),
            taken_at=counter.now(),
            by=counter.operator.name,
        )
    )
