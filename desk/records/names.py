"""Finding people by name without keeping names: keyed hashes of characters, of pairs of them and of pinyin initials.

A Chinese name has two or three characters, so an index of three-letter pieces cannot find it. Each name leaves one
token for every character, every neighbouring pair, and every beginning of its initials. A search for several
characters asks for the pairs (rare), a search for one asks for the character, a search for Latin letters for the
initials.
"""

import os
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, Select, String, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from desk.records.base import WITHOUT_ROWID, Base, CaseNumber, Hall
from desk.records.sealing import Sealer

TOKEN_BYTES = 8

SURNAMES = {
    "单": "s",
    "解": "x",
    "仇": "q",
    "查": "z",
    "曾": "z",
    "覃": "q",
    "尉迟": "yc",
    "万俟": "mq",
    "区": "o",
    "乐": "y",
    "种": "c",
    "重": "c",
    "召": "s",
    "折": "s",
    "秘": "b",
    "澹台": "tt",
    "祭": "z",
    "翟": "z",
    "郇": "x",
}
"""Surnames read otherwise than the same character in a text."""


class NameToken(Base):
    """One token of one case's holder, newest case first within a token."""

    __tablename__ = "name_tokens"
    __table_args__ = WITHOUT_ROWID

    hall: Mapped[Hall]
    token: Mapped[bytes] = mapped_column(LargeBinary(TOKEN_BYTES), primary_key=True)
    moment: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    case: Mapped[CaseNumber] = mapped_column(String(32), primary_key=True)


def initials(name: str) -> str:
    """The first letters of a name's syllables, lower case: 单雄信 → sxx, 阿依古丽·买买提 → ayglmmt."""
    name = "".join(character for character in name if not unicodedata.category(character).startswith(("P", "Z")))
    for length in (2, 1):
        read = SURNAMES.get(name[:length]) if len(name) > length - 1 else None
        if read:
            return read + _letters(name[length:])
    return _letters(name)


def _letters(text: str) -> str:
    return "".join(letter for letter in _reader()(text.lower()) if letter.isascii() and letter.isalnum())


@cache
def _reader() -> Callable[[str], list[str]]:
    """The first letters of characters, each read by itself; loaded with the first name.

    For single characters pypinyin needs neither its 47,000 phrases nor a copy of its table: 12 MB instead of 56.
    """
    for left_out in ("PYPINYIN_NO_PHRASES", "PYPINYIN_NO_DICT_COPY"):
        os.environ.setdefault(left_out, "1")
    from pypinyin import Style, lazy_pinyin

    return lambda text: lazy_pinyin(list(text), style=Style.FIRST_LETTER, strict=False)


def tokens_of(name: str) -> list[str]:
    """Every text under which a name can be found, without doubles."""
    plain = folded(name)
    short = initials(name)
    characters = list(plain)
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)]
    return list(dict.fromkeys([*characters, *pairs, *(f"~{short[:n]}" for n in range(1, len(short) + 1))]))


def tokens_for(query: str) -> list[str]:
    """The tokens a search has to find together: the pairs of a text, a single character, or initials."""
    plain = folded(query)
    if not plain:
        return []
    if plain.isascii():
        return [f"~{plain}"]
    return [plain] if len(plain) == 1 else [plain[i : i + 2] for i in range(len(plain) - 1)]


def folded(text: str) -> str:
    """A name or a search without what makes no difference: case, spaces, the separator."""
    return "".join(unicodedata.normalize("NFC", text).lower().split()).replace("·", "")


def index(session: Session, sealer: Sealer, hall: str, case: str, *, moment: int, name: str) -> None:
    """Makes a case findable by its holder's name; after a corrected name call it again."""
    session.execute(delete(NameToken).where(NameToken.hall == hall, NameToken.case == case, NameToken.moment == moment))
    rows = [
        {"hall": hall, "token": sealer.find_key(f"name:{token}")[:TOKEN_BYTES], "moment": moment, "case": case}
        for token in tokens_of(name)
    ]
    if rows:
        session.execute(insert(NameToken), rows)


def matching(sealer: Sealer, hall: str, query: str, limit: int) -> tuple[Select[str], dict[str, Any]] | None:
    """Selects the numbers of the newest cases that carry all tokens of a query, with its values; None for an empty one.

    Neighbouring pairs found together may still be apart in a long name: whoever opens the names looks again.
    """
    hashed = [sealer.find_key(f"name:{token}")[:TOKEN_BYTES] for token in tokens_for(query)]
    if not hashed:
        return None
    values: dict[str, Any] = {f"token{place}": token for place, token in enumerate(hashed)}
    return _carrying(len(hashed)), {"in_hall": hall, "most": limit, **values}


@cache
def _carrying(tokens: int) -> Select[str]:
    """The statement for so many tokens; made once, because making it takes longer than running it."""
    hall = bindparam("in_hall", type_=String)
    first = NameToken.__table__.alias()
    found = select(first.c.case).where(first.c.hall == hall, first.c.token == bindparam("token0"))
    for place in range(1, tokens):
        beside = NameToken.__table__.alias()
        also = select(beside.c.case).where(
            beside.c.hall == hall,
            beside.c.token == bindparam(f"token{place}"),
            beside.c.moment == first.c.moment,
            beside.c.case == first.c.case,
        )
        found = found.where(also.exists())
    return found.order_by(first.c.moment.desc()).limit(bindparam("most", type_=Integer))
