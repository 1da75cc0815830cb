"""The search box over a hall's years of cases (budget 4b), against the same questions asked raw of the same indexes.

The floor is the driver alone on the same encrypted file: the same columns of the same rows, fetched and not looked at.
Ours opens the sealed names as well and makes the lines of a list. Both are asked within an open transaction, each text
once, and told in processor time: what other programs take is nobody's fault here. A search ends with the journal's
commit; beside that stands, in time by the clock, the raw question with a raw commit of one row.

GUITAI_BENCH_CASES says how many (100,000 unless told; a city's hall has about a million). Names are drawn from the
commonest surnames and syllables, so that a pair of characters is about as frequent as in life.
"""

import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy.orm import Session

from bench.budget import Figure

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "helpers"))

from desk_builder import build

from desk.records import names
from desk.records.engine import connect_file
from desk.rules.identity import check_character, mask
from desk.services import search
from desk.services.casebook import seal
from desk.services.counter import Counter

CASES = int(os.environ.get("GUITAI_BENCH_CASES", "100000"))
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉萍红梅鹏飞"
    "丹华建国文斌宇浩凯婷雪琳晨欣怡子涵梓轩诗思佳俊志海波云龙"
)
ROUNDS = 120
SITUATION, DECISION = b"s" * 1250, b"d" * 2800
"""As long as a real case's, sealed."""
LINES = """
    SELECT number, service, reason, state, holder, clerk, counter, moment, facts, ready_at,
        code, due, cured_at, cured_by
    FROM cases LEFT JOIN deferrals ON deferrals.hall = cases.hall AND deferrals."case" = cases.number
    WHERE cases.hall = ?1 AND """
OF_NUMBER = LINES + "number = ?2"
OF_PERSON = LINES + "id_key = ?2"
OF_NAME = (
    LINES  # noqa: S608 - our own words
    + 'number IN (SELECT "case" FROM name_tokens WHERE hall = ?1 AND token = ?2 ORDER BY moment DESC LIMIT 50)'
)
SCAN = "SELECT number FROM people WHERE name LIKE ? ORDER BY number DESC LIMIT 50"

Ask = Callable[[str], object]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Question:
    """What is typed, the raw statement that answers it, and what its index holds for a text."""

    what: str
    texts: Sequence[str]
    raw: str
    key: Callable[[str], object]


def measure() -> list[Figure]:
    """Medians in milliseconds."""
    chance = random.Random(6)  # noqa: S311 - the same people in every run
    people = [_name(chance) for _ in range(CASES)]
    with tempfile.TemporaryDirectory() as folder:
        desk = build(Path(folder), people=False)
        _fill(desk, people)
        bare = connect_file(Path(str(desk.store.path)), desk.store.sealer.secret("pages"))
        clear = _clear(Path(folder) / "clear.db", people)
        questions = _questions(desk, people, chance)
        figures = []
        with desk.store.reading() as session:
            for each in questions:
                ours, floor = _side_by_side(
                    time.thread_time, each.texts, _answer(session, desk), _raw(bare, desk, each)
                )
                figures.append(Figure(f"{CASES:,} cases, found by {each.what}", ours, floor, 5.0))
        inside, found = questions[3], figures[3].value
        whole, committed = _side_by_side(
            time.perf_counter, inside.texts, _whole(desk), _committed(bare, _raw(bare, desk, inside))
        )
        scan = median(_timed(time.thread_time, _scan(clear), text) for text in inside.texts)
        figures.append(Figure("two characters whole, the journal entry on the disk", whole, committed, 5.0))
        figures.append(Figure("two characters, against a scan of clear names", found, scan, 0.05))
        bare.close()
        clear.close()
        desk.store.close()
    return figures


def _questions(desk: Counter, people: Sequence[str], chance: random.Random) -> list[Question]:
    some = [chance.randrange(CASES) for _ in range(ROUNDS)]
    three = [name for name in (chance.choice(people) for _ in range(10 * ROUNDS)) if len(name) == 3][:ROUNDS]
    find_key = desk.store.sealer.find_key
    token = lambda text: find_key(f"name:{text}")[: names.TOKEN_BYTES]  # noqa: E731 - one line for a table
    return [
        Question("receipt number", [_number(at) for at in some], OF_NUMBER, str),
        Question("ID number", [_id_number(at) for at in some], OF_PERSON, find_key),
        Question("surname and the next character", [people[at][:2] for at in some], OF_NAME, token),
        Question("two characters inside a name", [name[1:] for name in three], OF_NAME, token),
        Question("pinyin", [_pinyin(people[at]) for at in some], OF_NAME, lambda text: token(f"~{text}")),
        Question("initials", [names.initials(people[at]) for at in some], OF_NAME, lambda text: token(f"~{text}")),
    ]


def _answer(session: Session, desk: Counter) -> Ask:
    def ask(text: str) -> object:
        _, lines = search.answer(session, desk, text, search.MOST)
        assert lines, text
        return lines

    return ask


def _whole(desk: Counter) -> Ask:
    return lambda text: search.find(desk, text)


def _raw(bare: Any, desk: Counter, question: Question) -> Ask:
    return lambda text: bare.execute(question.raw, (desk.hall, question.key(text))).fetchall()


def _scan(clear: sqlite3.Connection) -> Ask:
    return lambda text: clear.execute(SCAN, (f"%{text}%",)).fetchall()


def _committed(bare: Any, ask: Ask) -> Ask:
    """The same and one row beside it on the disk."""
    bare.execute("CREATE TABLE bench_floor (facts TEXT)")

    def both(text: str) -> None:
        bare.execute("BEGIN IMMEDIATE")
        ask(text)
        bare.execute("INSERT INTO bench_floor VALUES (?)", ("x" * 200,))
        bare.execute("COMMIT")

    return both


def _side_by_side(clock: Clock, texts: Sequence[str], *asks: Ask) -> list[float]:
    """Median milliseconds of each over the texts, turn about. Every text is new, as people's searches are."""
    for ask in asks:
        ask(texts[0])
    times: list[list[float]] = [[] for _ in asks]
    for turn, text in enumerate(texts[1:]):
        pairs = list(zip(asks, times, strict=True))
        for ask, taken in pairs if turn % 2 else reversed(pairs):
            taken.append(_timed(clock, ask, text))
    return [median(taken) for taken in times]


def _timed(clock: Clock, ask: Ask, text: str) -> float:
    begun = clock()
    ask(text)
    return (clock() - begun) * 1000


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2, 2))))


def _pinyin(name: str) -> str:
    return "".join(names.readings(name)[0])


def _number(moment: int) -> str:
    return f"{moment:025d}"


def _id_number(moment: int) -> str:
    """A well-formed number of somebody nobody is: no region has 119999."""
    born = date(1930, 1, 1) + timedelta(moment // 100 % 30_000)
    body = f"{119900 + moment // 3_000_000:06d}{born:%Y%m%d}{moment % 100:03d}"
    return body + check_character(body)


def _fill(desk: Counter, people: Sequence[str]) -> None:
    """Cases with names as the desk keeps them; written straight, because a bench need not be a visit."""
    sealer, hall, known = desk.store.sealer, desk.hall, dict[str, bytes]()
    tokens = sorted(
        (known.setdefault(token, sealer.find_key(f"name:{token}")[: names.TOKEN_BYTES]), moment)
        for moment, name in enumerate(people)
        for token in names.tokens_of(name)
    )
    plain = {
        "hall": hall, "day": desk.today().isoformat(), "service": "first_issue", "state": "closed", "channel": "window",
        "traits": "[]", "facts": '{"outcome":"accept"}', "situation": SITUATION, "decision": DECISION, "counter": "03",
        "clerk": "0312", "owner": "0312", "policy": "demo", "policy_version": "1", "fee_due": 0, "fee_waived": 0,
    }  # fmt: skip
    columns, marks = ", ".join(plain), ", ?" * len(plain)
    cases = f"INSERT INTO cases (number, moment, id_key, holder, {columns}) VALUES (?, ?, ?, ?{marks})"  # noqa: S608
    kept = tuple(plain.values())

    def case(moment: int, name: str) -> tuple[Any, ...]:
        number, id_number = _number(moment), _id_number(moment)
        holder = {"name": name, "id_number": id_number, "masked": mask(id_number), "sex": "male", "birth": "1985-03-12"}
        return (number, moment, sealer.find_key(id_number), seal(desk, "cases.holder", number, holder), *kept)

    with desk.store.engine().connect() as connection:
        bare = connection.connection.dbapi_connection
        assert bare is not None
        bare.execute("BEGIN")
        bare.executemany(
            'INSERT INTO name_tokens (hall, token, moment, "case") VALUES (?, ?, ?, ?)',
            ((hall, token, moment, _number(moment)) for token, moment in tokens),
        )
        bare.executemany(cases, (case(moment, name) for moment, name in enumerate(people)))
        bare.execute("COMMIT")
    desk.store.empty_log()


def _clear(path: Path, people: Sequence[str]) -> sqlite3.Connection:
    """The names in clear, as a desk without a name index would keep them."""
    clear = sqlite3.connect(path)
    clear.execute("CREATE TABLE people (number TEXT PRIMARY KEY, name TEXT)")
    clear.executemany("INSERT INTO people VALUES (?, ?)", ((_number(m), name) for m, name in enumerate(people)))
    clear.commit()
    return clear
