"""The journal: a keyed hash chain over every act and every look at personal data.

DEFINITIONS

An *entry* says who did what to which subject, where, when, with what result; its facts hold no personal data. A *chain*
is the run of entries of one window of one hall; windows do not wait for each other. An *anchor* is a short text of a
chain's position that lives elsewhere too: on receipts and day reports, in backups, and beside the key.

    mac(n) = keyed hash (mac(n-1) ‖ canonical text of entry n),     mac(0) = keyed hash ("begin" ‖ hall ‖ chain)
    anchor = chain - sequence - first ten letters (base 32) of mac(sequence)

INVARIANTS

 1. An entry is written in the transaction of its act: if it cannot be written, the act does not happen.
 2. Entries of a chain are numbered 1, 2, 3 …; none is changed or deleted (triggers refuse it, `verify` finds it).
 3. An anchor is kept at least every 50 entries and every 5 minutes in which something happens.
 4. `verify` without the key finds nothing; with the key it finds edits, deletions, reordering and cuts, and with an
    anchor from elsewhere a rewritten chain too. What was added and removed after the last outside anchor leaves no
    trace: that is the stated limit.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Index, String, Text, insert, select, type_coerce
from sqlalchemy.orm import Mapped, Session, mapped_column

from desk.errors import StoreTrouble
from desk.records import hold
from desk.records.base import CHINA, WITHOUT_ROWID, Base, Code, Hall, Who
from desk.records.sealing import Sealer

ANCHOR_EVERY = 50
ANCHOR_AFTER = timedelta(minutes=5)
AT_ONCE = 500
"""Entries that are read and told of together."""

Head = tuple[int, bytes]


class Actor(Protocol):
    """Who acts: name on the badge and role."""

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...


class Keeper(Protocol):
    """The store an entry goes into."""

    @property
    def sealer(self) -> Sealer: ...

    def check_not_behind(self, hall: str, chain: str, seq: int, mac: bytes) -> None: ...


class Writer(Protocol):
    """Where an entry comes from; `desk.services.counter.Counter` is one."""

    @property
    def store(self) -> Keeper: ...

    @property
    def operator(self) -> Actor: ...

    @property
    def hall(self) -> str: ...

    @property
    def station(self) -> str: ...

    def now(self) -> datetime: ...


class JournalEntry(Base):
    """One act or one look."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_subject", "hall", "subject"), WITHOUT_ROWID)

    hall: Mapped[Hall]
    chain: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[Who]
    role: Mapped[Code]
    what: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(80))
    result: Mapped[Code]
    facts: Mapped[str] = mapped_column(Text)
    """Canonical JSON, byte for byte as it was hashed."""
    mac: Mapped[bytes] = mapped_column()


class Anchor(Base):
    """A position of a chain, as it was written down elsewhere."""

    __tablename__ = "anchors"
    __table_args__ = WITHOUT_ROWID

    hall: Mapped[Hall]
    chain: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(String(40))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found; `first_bad` is the first sequence number that is not as it was written."""

    ok: bool
    entries: int
    first_bad: int | None
    reason: str | None
    chain: str | None
    anchor: str | None


def write(session: Session, who: Writer, what: str, subject: str, result: str, /, **facts: object) -> None:
    """Adds one entry to the writer's chain, in the act's own transaction."""
    hall, chain, sealer = who.hall, who.station, who.store.sealer
    before, mac = head(session, hall, chain)
    who.store.check_not_behind(hall, chain, before, mac)
    entry = {
        "hall": hall,
        "chain": chain,
        "seq": before + 1,
        "at": who.now().astimezone(CHINA),
        "by": who.operator.name,
        "role": who.operator.role,
        "what": what,
        "subject": subject,
        "result": result,
        "facts": _canonical(facts),
    }
    entry["mac"] = _mac(sealer, mac or _begin(sealer, hall, chain), entry)
    session.execute(insert(JournalEntry.__table__), [entry])  # type: ignore[arg-type]
    session.info.setdefault("journal", {})[(hall, chain)] = (entry["seq"], entry["mac"])
    _anchor_when_due(session, entry)


def head(session: Session, hall: str, chain: str) -> tuple[int, bytes]:
    """Sequence and mac of a chain's newest entry, as this transaction sees it; (0, b"") for a new chain."""
    known: tuple[int, bytes] | None = session.info.get("journal", {}).get((hall, chain))
    if known is not None:
        return known
    hold.name(session, "journal", hall, chain)
    newest = (
        select(JournalEntry.seq, JournalEntry.mac)
        .where(JournalEntry.hall == hall, JournalEntry.chain == chain)
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    )
    row = session.execute(newest).first()
    return (row.seq, row.mac) if row else (0, b"")


def newest_at(session: Session, hall: str, chain: str) -> datetime | None:
    """When a chain's newest entry was written, by the clock it had then; None before the first."""
    here = (JournalEntry.hall == hall, JournalEntry.chain == chain)
    return session.scalar(select(JournalEntry.at).where(*here).order_by(JournalEntry.seq.desc()).limit(1))


def anchor(session: Session, hall: str, chain: str) -> str:
    """The chain's newest position as the short text that papers carry; empty before the first entry."""
    seq, mac = head(session, hall, chain)
    return anchor_text(chain, seq, mac) if seq else ""


def anchor_text(chain: str, seq: int, mac: bytes) -> str:
    """`03-128-K5QW2M7ABC`: 50 bits of the mac, enough to catch a rewritten chain."""
    return f"{chain}-{seq}-{base64.b32encode(mac).decode()[:10]}"


def verify(
    session: Session,
    sealer: Sealer,
    hall: str,
    outside: Iterable[str] = (),
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Verdict:
    """Walks every chain of a hall; `outside` are anchors read from papers, a backup or beside the key.

    `progress` is told now and then how many entries were walked; the whole is not counted beforehand (0).
    """
    heads: dict[str, Head] = {}
    entries = 0
    wanted = _wanted_positions(session, hall, outside)
    for chain in session.scalars(
        select(JournalEntry.chain).where(JournalEntry.hall == hall).distinct().order_by(JournalEntry.chain)
    ).all():
        for seq, mac, bad in _walk(session, sealer, hall, chain):
            if bad:
                return Verdict(False, entries, seq, bad, chain, None)
            entries += 1
            if entries % AT_ONCE == 0:
                progress(entries, 0)
            heads[chain] = (seq, mac)
            claimed = wanted.pop((chain, seq), None)
            if claimed is not None and claimed != {anchor_text(chain, seq, mac)}:
                return Verdict(False, entries, seq, "rewritten", chain, None)
    if wanted:
        chain, seq = min(wanted)
        after = heads.get(chain, (0, b""))[0]
        return Verdict(False, entries, after + 1, "cut_off", chain, None)
    newest = [anchor_text(chain, seq, mac) for chain, (seq, mac) in sorted(heads.items())]
    return Verdict(True, entries, None, None, None, " ".join(newest) or None)


def _wanted_positions(session: Session, hall: str, outside: Iterable[str]) -> dict[tuple[str, int], set[str]]:
    texts = list(session.scalars(select(Anchor.text).where(Anchor.hall == hall))) + list(outside)
    wanted: dict[tuple[str, int], set[str]] = {}
    for each in texts:
        chain, _, place = each.partition("-")
        seq = place.partition("-")[0]
        wanted.setdefault((chain, int(seq) if seq.isdecimal() else 0), set()).add(each)
    return wanted


def _walk(session: Session, sealer: Sealer, hall: str, chain: str) -> Iterator[tuple[int, bytes, str | None]]:
    mac, expected = _begin(sealer, hall, chain), 1
    kept = JournalEntry.__table__.c
    as_text = type_coerce(kept["at"], String).label("at")  # as it stands there: a changed one may be no time at all
    asked = (
        select(*(column for column in kept if column.name != "at"), as_text)
        .where(JournalEntry.hall == hall, JournalEntry.chain == chain)
        .order_by(JournalEntry.seq)
        .execution_options(yield_per=AT_ONCE)
    )
    with closing(session.execute(asked).mappings()) as rows:  # a server keeps what was asked until it is told
        for row in rows:
            if row["seq"] != expected:
                yield expected, mac, "missing"
                return
            try:
                computed = _mac(sealer, mac, dict(row))
            except (TypeError, ValueError):
                yield expected, mac, "changed"
                return
            if computed != row["mac"]:
                yield expected, mac, "changed"
                return
            mac = computed
            yield expected, mac, None
            expected += 1


def _anchor_when_due(session: Session, entry: dict[str, Any]) -> None:
    hall, chain, seq, at = entry["hall"], entry["chain"], entry["seq"], entry["at"]
    known: dict[tuple[str, str], datetime] = session.info.setdefault("anchored", {})
    if seq % ANCHOR_EVERY:
        last = known.get((hall, chain)) or session.scalar(
            select(Anchor.at).where(Anchor.hall == hall, Anchor.chain == chain).order_by(Anchor.seq.desc()).limit(1)
        )
        if last is not None and last <= at <= last + ANCHOR_AFTER:
            known[(hall, chain)] = last
            return
    known[(hall, chain)] = at
    row = {"hall": hall, "chain": chain, "seq": seq, "at": at, "text": anchor_text(chain, seq, entry["mac"])}
    session.execute(insert(Anchor.__table__), [row])  # type: ignore[arg-type]


def _canonical(facts: dict[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _begin(sealer: Sealer, hall: str, chain: str) -> bytes:
    return sealer.tag("journal", f"begin\x1f{hall}\x1f{chain}".encode())


def _mac(sealer: Sealer, before: bytes, entry: dict[str, Any]) -> bytes:
    words = [entry[key] for key in ("hall", "chain", "seq", "by", "role", "what", "subject", "result", "facts")]
    at = entry["at"].isoformat(timespec="microseconds") if isinstance(entry["at"], datetime) else entry["at"]
    line = json.dumps([*words, at], ensure_ascii=False, separators=(",", ":"))
    return sealer.tag("journal", before + line.encode())


def check_seen(session: Session, seen: dict[tuple[str, str], tuple[int, bytes]]) -> None:
    """Raises StoreTrouble(store_replaced) when a chain does not hold a position that was seen before."""
    for (hall, chain), (seq, mac) in seen.items():
        kept = session.scalar(
            select(JournalEntry.mac).where(
                JournalEntry.hall == hall, JournalEntry.chain == chain, JournalEntry.seq == seq
            )
        )
        if kept != mac:
            raise StoreTrouble("store_replaced", what="older", chain=chain, seq=seq)
