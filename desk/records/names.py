"""Finding people by name without keeping names: keyed hashes of characters, of pairs of them and of pinyin.

A Chinese name has two or three characters, so an index of three-letter pieces cannot find it. Each name leaves one
token for every character, every neighbouring pair, and every way its beginning is typed in pinyin: zhang, zyl, zhangyl,
zhangyangli. A search for several characters asks for the pairs (rare), a search for one asks for the character, a
search for Latin letters for one token of pinyin: no search has to guess where a syllable ends.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, Select, String, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from desk.records.base import WITHOUT_ROWID, Base, CaseNumber, Hall
from desk.records.sealing import Sealer

TOKEN_BYTES = 8

SURNAMES = {
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "曾": "zeng",
    "覃": "qin",
    "朴": "piao",
    "盖": "ge",
    "卜": "bu",
    "薄": "bo",
    "牟": "mu",
    "缪": "miao",
    "员": "yun",
    "贠": "yun",
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "单于": "chan yu",
    "区": "ou",
    "乐": "yue",
    "种": "chong",
    "重": "chong",
    "召": "shao",
    "折": "she",
    "秘": "bi",
    "澹台": "tan tai",
    "祭": "zhai",
    "翟": "zhai",
    "郇": "xun",
    "洗": "xian",
    "隗": "wei",
    "谌": "shen",
    "都": "du",
    "阚": "kan",
    "佴": "nai",
    "乜": "nie",
    "句": "gou",
    "繁": "po",
    "黑": "he",
    "么": "yao",
}
"""Surnames read otherwise than the same characters in a text."""

IN_TURN = 4
"""So many syllables may be typed in full first and then by letters; of a longer name all in full or all by letters."""


class NameToken(Base):
    """One token of one case's holder, newest case first within a token."""

    __tablename__ = "name_tokens"
    __table_args__ = WITHOUT_ROWID

    hall: Mapped[Hall]
    token: Mapped[bytes] = mapped_column(LargeBinary(TOKEN_BYTES), primary_key=True)
    moment: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    case: Mapped[CaseNumber] = mapped_column(String(32), primary_key=True)


def readings(name: str) -> list[list[str]]:
    """The syllables of a name in pinyin, ü as v: with the surname as a surname is read, then as a text is, if unlike.

    Latin letters and digits are a syllable each; what has no reading is left out.
    """
    characters = "".join(one for one in name.lower() if not unicodedata.category(one).startswith(("P", "Z")))
    surname = next((characters[:n] for n in (2, 1) if characters[:n] in SURNAMES), "")
    as_text = _syllables(characters)
    return [SURNAMES[surname].split() + _syllables(characters[len(surname) :]), as_text] if surname else [as_text]


def initials(name: str) -> str:
    """The first letters of a name's syllables: 单雄信 → sxx, 阿依古丽·买买提 → ayglmmt."""
    return "".join(syllable[0] for syllable in readings(name)[0])


def _syllables(characters: str) -> list[str]:
    return [one for one in _reader()(characters) if one.isascii() and one.isalnum()]


def _beginnings(syllables: Sequence[str]) -> Iterator[str]:
    """Every way the beginning of a name is typed: some syllables in full, those after them by their letters."""
    for end in range(1, len(syllables) + 1):
        for full in range(end + 1) if end <= IN_TURN else (0, end):
            yield "".join(syllables[:full]) + "".join(syllable[0] for syllable in syllables[full:end])


@cache
def _reader() -> Callable[[str], list[str]]:
    """The syllables of characters, each read by itself; loaded with the first name.

    For single characters pypinyin needs neither its 47,000 phrases nor a copy of its table: 12 MB instead of 56.
    """
    for left_out in ("PYPINYIN_NO_PHRASES", "PYPINYIN_NO_DICT_COPY"):
        os.environ.setdefault(left_out, "1")
    from pypinyin import Style, lazy_pinyin

    return lambda text: lazy_pinyin(list(text), style=Style.NORMAL, strict=False)


def tokens_of(name: str) -> list[str]:
    """Every text under which a name can be found, without doubles."""
    plain = folded(name)
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)]
    typed = (f"~{one}" for syllables in readings(name) for one in _beginnings(syllables))
    return list(dict.fromkeys([*plain, *pairs, *typed]))


def tokens_for(query: str) -> list[str]:
    """The tokens a search has to find together: the pairs of a text, a single character, or pinyin."""
    plain = folded(query)
    if plain.isascii():
        letters = "".join(filter(str.isalnum, plain))
        return [f"~{letters}"] if letters else []
    return [plain] if len(plain) == 1 else [plain[i : i + 2] for i in range(len(plain) - 1)]


def folded(text: str) -> str:
    """A name or a search without what makes no difference: case, spaces, the separator."""
    return "".join(unicodedata.normalize("NFC", text).lower().split()).replace("·", "")


def index(session: Session, sealer: Sealer, hall: str, case: str, *, moment: int, name: str) -> None:
    """Makes a case findable by its holder's name."""
    rows = [
        {"hall": hall, "token": token, "moment": moment, "case": case} for token in _hashed(sealer, tokens_of(name))
    ]
    if rows:
        session.execute(insert(NameToken), rows)


def rename(session: Session, sealer: Sealer, hall: str, case: str, *, moment: int, before: str, after: str) -> None:
    """A case whose holder's name was corrected is found by the new name alone."""
    mine = (NameToken.hall == hall, NameToken.moment == moment, NameToken.case == case)
    old = _hashed(sealer, tokens_of(before))  # a case's rows lie far apart, each where its token is
    session.execute(delete(NameToken).where(*mine, NameToken.token.in_(old)))
    index(session, sealer, hall, case, moment=moment, name=after)


def matching(sealer: Sealer, hall: str, query: str, limit: int) -> tuple[Select[str], dict[str, Any]] | None:
    """Selects the numbers of the newest cases that carry all tokens of a query, with its values; None for an empty one.

    Neighbouring pairs found together may still be apart in a long name: whoever opens the names looks again.
    """
    hashed = _hashed(sealer, tokens_for(query))
    if not hashed:
        return None
    values: dict[str, Any] = {f"token{place}": token for place, token in enumerate(hashed)}
    return _carrying(len(hashed)), {"in_hall": hall, "most": limit, **values}


def _hashed(sealer: Sealer, tokens: Sequence[str]) -> list[bytes]:
    return [sealer.find_key(f"name:{token}")[:TOKEN_BYTES] for token in tokens]


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
