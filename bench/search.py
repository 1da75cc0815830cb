"""The search box over a hall's years of cases (budget 4b): through our store, a bare index, and a scan of clear names.

GUITAI_BENCH_CASES says how many (200,000 unless told; a city's hall has about a million). Names are drawn from the
commonest surnames and syllables, so that a pair of characters is about as frequent as in life.
"""

import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert, select

from bench.budget import Figure

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "helpers"))

from desk_builder import build

from desk.records import names
from desk.records.cases import Case
from desk.records.names import NameToken
from desk.services.counter import Counter

CASES = int(os.environ.get("GUITAI_BENCH_CASES", "200000"))
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉萍红梅鹏飞"
    "丹华建国文斌宇浩凯婷雪琳晨欣怡子涵梓轩诗思佳俊志海波云龙"
)
ROUNDS = 60


def measure() -> list[Figure]:
    """Medians in milliseconds."""
    chance = random.Random(6)  # noqa: S311 - the same people in every run
    people = [_name(chance) for _ in range(CASES)]
    with tempfile.TemporaryDirectory() as folder:
        desk = build(Path(folder), people=False)
        _fill(desk, people)
        raw = _plain(Path(folder) / "raw.db", people)
        pairs = [people[chance.randrange(CASES)][:2] for _ in range(ROUNDS)]
        whole = [people[chance.randrange(CASES)] for _ in range(ROUNDS)]
        short = [names.initials(people[chance.randrange(CASES)]) for _ in range(ROUNDS)]
        numbers = [f"R{chance.randrange(CASES):024d}" for _ in range(ROUNDS)]
        like = "SELECT number FROM people WHERE name LIKE ? ORDER BY number DESC LIMIT 50"
        of_pair = "SELECT number FROM tokens WHERE token = ? ORDER BY number DESC LIMIT 50"
        named = "SELECT name FROM people WHERE number = ?"
        scan = _timed(lambda text: raw.execute(like, (f"%{text}%",)).fetchall(), pairs[:10])
        index = _timed(lambda text: raw.execute(of_pair, (text,)).fetchall(), pairs)
        number = _timed(lambda text: raw.execute(named, (text,)).fetchall(), numbers)
        figures = [
            Figure(f"{CASES:,} cases: two characters", _timed(lambda text: _find(desk, text), pairs), index, 5.0),
            Figure(
                "two characters against a scan of clear names",
                _timed(lambda text: _find(desk, text), pairs),
                scan,
                0.05,
            ),
            Figure("a whole name", _timed(lambda text: _find(desk, text), whole), index, 5.0),
            Figure("pinyin initials", _timed(lambda text: _find(desk, text), short), index, 5.0),
            Figure("receipt number", _timed(lambda text: _by_number(desk, text), numbers), number, 25.0),
        ]
        raw.close()
        desk.store.close()
    return figures


def _find(desk: Counter, text: str) -> list[str]:
    asked = names.matching(desk.store.sealer, desk.hall, text, 50)
    assert asked is not None
    with desk.store.reading() as session:
        return list(session.scalars(*asked))


def _by_number(desk: Counter, number: str) -> str | None:
    with desk.store.reading() as session:
        return session.scalar(select(Case.state).where(Case.hall == desk.hall, Case.number == number))


def _timed(ask: Callable[[str], object], texts: list[str]) -> float:
    times = []
    for text in texts:
        begun = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2, 2))))


def _fill(desk: Counter, people: list[str]) -> None:
    """Cases with names as the desk keeps them; written straight, because a bench need not be a visit."""
    sealer, hall, known = desk.store.sealer, desk.hall, dict[str, bytes]()
    with desk.store.engine().connect() as connection:
        rows = sorted(
            (known.setdefault(token, sealer.find_key(f"name:{token}")[: names.TOKEN_BYTES]), moment)
            for moment, name in enumerate(people)
            for token in names.tokens_of(name)
        )
        for some in _batches({"hall": hall, "token": t, "moment": m, "case": f"R{m:024d}"} for t, m in rows):
            connection.execute(insert(NameToken.__table__), some)  # type: ignore[arg-type]
        common = {
            "hall": hall, "day": desk.today(), "service": "first_issue", "state": "closed", "holder": b"x" * 120,
            "situation": b"x" * 200, "decision": b"x" * 200, "traits": [], "channel": "window", "counter": "03",
            "clerk": "0312", "owner": "0312", "policy": "demo", "policy_version": "1", "fee_due": 0, "fee_waived": 0,
            "facts": {},
        }  # fmt: skip
        for some in _batches({**common, "number": f"R{m:024d}", "moment": m} for m in range(len(people))):
            connection.execute(insert(Case.__table__), some)  # type: ignore[arg-type]
        connection.commit()


def _plain(path: Path, people: list[str]) -> sqlite3.Connection:
    """The floor: the same pairs in a bare index over clear text, and the names themselves for the scan."""
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE people (number TEXT PRIMARY KEY, name TEXT)")
    raw.execute("CREATE TABLE tokens (token TEXT, number TEXT, PRIMARY KEY (token, number)) WITHOUT ROWID")
    raw.executemany("INSERT INTO people VALUES (?, ?)", ((f"R{m:024d}", name) for m, name in enumerate(people)))
    pairs = sorted((token, f"R{m:024d}") for m, name in enumerate(people) for token in names.tokens_of(name))
    raw.executemany("INSERT INTO tokens VALUES (?, ?)", pairs)
    raw.commit()
    return raw


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, 5000)):
        yield some
