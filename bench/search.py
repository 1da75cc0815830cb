"""The search box over a hall's years of cases (budget 4b), against a bare index query and a scan of clear names.

The index floor is the driver alone on the same encrypted file: what is above it is ours.

GUITAI_BENCH_CASES says how many (100,000 unless told; a city's hall has about a million). Names are drawn from the
commonest surnames and syllables, so that a pair of characters is about as frequent as in life.
"""

import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy import select

from bench.budget import Figure

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "helpers"))

from desk_builder import build

from desk.records import names
from desk.records.cases import Case
from desk.records.engine import connect_file
from desk.services.counter import Counter

CASES = int(os.environ.get("GUITAI_BENCH_CASES", "100000"))
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉萍红梅鹏飞"
    "丹华建国文斌宇浩凯婷雪琳晨欣怡子涵梓轩诗思佳俊志海波云龙"
)
ROUNDS = 60
WITH_PAIR = (
    "SELECT * FROM cases WHERE hall = ?1 AND number IN "
    '(SELECT "case" FROM name_tokens WHERE hall = ?1 AND token = ?2 ORDER BY moment DESC LIMIT 50)'
)
OF_NUMBER = "SELECT * FROM cases WHERE hall = ? AND number = ?"
SCAN = "SELECT number FROM people WHERE name LIKE ? ORDER BY number DESC LIMIT 50"


def measure() -> list[Figure]:
    """Medians in milliseconds."""
    chance = random.Random(6)  # noqa: S311 - the same people in every run
    people = [_name(chance) for _ in range(CASES)]
    with tempfile.TemporaryDirectory() as folder:
        desk = build(Path(folder), people=False)
        _fill(desk, people)
        bare = connect_file(Path(str(desk.store.path)), desk.store.sealer.secret("pages"))
        clear = _clear(Path(folder) / "clear.db", people)
        pairs = [people[chance.randrange(CASES)][:2] for _ in range(ROUNDS)]
        whole = [people[chance.randrange(CASES)] for _ in range(ROUNDS)]
        short = [names.initials(people[chance.randrange(CASES)]) for _ in range(ROUNDS)]
        numbers = [f"R{chance.randrange(CASES):024d}" for _ in range(ROUNDS)]
        scan = _timed(lambda text: clear.execute(SCAN, (f"%{text}%",)).fetchall(), pairs[:10])
        index = _timed(lambda text: bare.execute(WITH_PAIR, (desk.hall, _token(desk, text))).fetchall(), pairs)
        number = _timed(lambda text: bare.execute(OF_NUMBER, (desk.hall, text)).fetchall(), numbers)
        two = _timed(lambda text: _find(desk, text), pairs)
        found = _timed(lambda text: _numbers(desk, text), pairs)
        figures = [
            Figure(f"{CASES:,} cases: two characters, their cases opened", two, index, 5.0),
            Figure("their numbers alone, against a scan of clear names", found, scan, 0.05),
            Figure("a whole name", _timed(lambda text: _find(desk, text), whole), index, 5.0),
            Figure("pinyin initials", _timed(lambda text: _find(desk, text), short), index, 5.0),
            Figure("receipt number", _timed(lambda text: _by_number(desk, text), numbers), number),
        ]
        bare.close()
        clear.close()
        desk.store.close()
    return figures


def _token(desk: Counter, text: str) -> bytes:
    return desk.store.sealer.find_key(f"name:{text}")[: names.TOKEN_BYTES]


def _find(desk: Counter, text: str) -> list[Case]:
    """What the search box asks of the store: the newest cases that carry the tokens."""
    asked = names.matching(desk.store.sealer, desk.hall, text, 50)
    assert asked is not None
    carrying, values = asked
    with desk.store.reading() as session:
        return list(session.scalars(select(Case).where(Case.hall == desk.hall, Case.number.in_(carrying)), values))


def _numbers(desk: Counter, text: str) -> list[str]:
    asked = names.matching(desk.store.sealer, desk.hall, text, 50)
    assert asked is not None
    with desk.store.reading() as session:
        return list(session.scalars(*asked))


def _by_number(desk: Counter, number: str) -> Case | None:
    with desk.store.reading() as session:
        return session.get(Case, (desk.hall, number))


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
    tokens = sorted(
        (known.setdefault(token, sealer.find_key(f"name:{token}")[: names.TOKEN_BYTES]), moment)
        for moment, name in enumerate(people)
        for token in names.tokens_of(name)
    )
    plain = {
        "hall": hall, "day": desk.today().isoformat(), "service": "first_issue", "state": "closed", "channel": "window",
        "traits": "[]", "facts": "{}", "holder": b"x" * 120, "situation": b"x" * 200, "decision": b"x" * 200,
        "counter": "03", "clerk": "0312", "owner": "0312", "policy": "demo", "policy_version": "1", "fee_due": 0,
        "fee_waived": 0,
    }  # fmt: skip
    columns, marks = ", ".join(plain), ", ?" * len(plain)
    cases = f"INSERT INTO cases (number, moment, {columns}) VALUES (?, ?{marks})"  # noqa: S608 - our own words
    kept = tuple(plain.values())
    with desk.store.engine().connect() as connection:
        bare = connection.connection.dbapi_connection
        assert bare is not None
        bare.execute("BEGIN")
        bare.executemany(
            'INSERT INTO name_tokens (hall, token, moment, "case") VALUES (?, ?, ?, ?)',
            ((hall, token, moment, f"R{moment:024d}") for token, moment in tokens),
        )
        bare.executemany(cases, ((f"R{moment:024d}", moment, *kept) for moment in range(len(people))))
        bare.execute("COMMIT")
    desk.store.empty_log()


def _clear(path: Path, people: list[str]) -> sqlite3.Connection:
    """The names in clear, as a desk without a name index would keep them."""
    clear = sqlite3.connect(path)
    clear.execute("CREATE TABLE people (number TEXT PRIMARY KEY, name TEXT)")
    clear.executemany("INSERT INTO people VALUES (?, ?)", ((f"R{m:024d}", name) for m, name in enumerate(people)))
    clear.commit()
    return clear
