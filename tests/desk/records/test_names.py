"""Names are found by characters and by pinyin, and stand nowhere in clear."""

from pathlib import Path

import pytest
from desk_builder import build

from desk.records import names
from desk.services.counter import Counter

PEOPLE = [
    "李样本", "欧阳样本", "张𬭎𰻞", "斯琴·巴特尔", "单雄信", "乐小信", "吕小信", "王伟", "王小伟",
    "Maria de Souza", "Sean O'Neil",
]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, people=False)
    with counter.store.begin() as session:
        for moment, name in enumerate(PEOPLE):
            names.index(session, counter.store.sealer, counter.hall, name, moment=moment, name=name)
    return counter


def find(desk: Counter, query: str) -> list[str]:
    asked = names.matching(desk.store.sealer, desk.hall, query, 50)
    if asked is None:
        return []
    with desk.store.reading() as session:
        return sorted(session.scalars(*asked))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("李样本", ["李样本"]),
        ("样本", ["李样本", "欧阳样本"]),
        ("𰻞", ["张𬭎𰻞"]),
        ("𬭎𰻞", ["张𬭎𰻞"]),
        ("斯琴巴特尔", ["斯琴·巴特尔"]),
        ("琴·巴", ["斯琴·巴特尔"]),
        ("sqbte", ["斯琴·巴特尔"]),
        ("lyb", ["李样本"]),
        ("LY", ["李样本"]),
        ("sxx", ["单雄信"]),
        ("oyyb", ["欧阳样本"]),
        ("wang", ["王伟", "王小伟"]),
        ("wangxiaowei", ["王小伟"]),
        ("Ou Yang Yang Ben", ["欧阳样本"]),
        ("wangw", ["王伟"]),
        ("wangxw", ["王小伟"]),
        ("wangxiaow", ["王小伟"]),
        ("siqinbateer", ["斯琴·巴特尔"]),
        ("shanxiongxin", ["单雄信"]),
        ("danxx", ["单雄信"]),
        ("yuexx", ["乐小信"]),
        ("lexiaoxin", ["乐小信"]),
        ("lvxiaoxin", ["吕小信"]),
        ("mariadesouza", ["Maria de Souza"]),
        ("o'neil", []),
        ("sean o'n", ["Sean O'Neil"]),
        ("xiaowei", []),
        ("~", []),
        ("王", ["王伟", "王小伟"]),
        ("王伟", ["王伟"]),
        ("赵", []),
        ("  ", []),
    ],
)
def test_a_name_is_found_by_what_a_clerk_types(desk: Counter, query: str, found: list[str]) -> None:
    assert find(desk, query) == found


def test_a_corrected_name_is_found_and_the_old_one_is_not(desk: Counter) -> None:
    with desk.store.begin() as session:
        names.rename(session, desk.store.sealer, desk.hall, "李样本", moment=0, before="李样本", after="李样品")

    assert find(desk, "样品") == ["李样本"]
    assert find(desk, "李样本") == []


def test_surnames_are_read_as_surnames() -> None:
    assert [names.initials(name) for name in ("单田芳", "解晓东", "仇英", "尉迟恭", "万俟卨", "曾国藩")] == [
        "stf", "xxd", "qy", "ycg", "mqx", "zgf",
    ]  # fmt: skip


def test_every_odd_surname_of_the_table_is_needed() -> None:
    read_so = {surname: names.readings(surname) for surname in names.SURNAMES}
    assert [surname for surname, (as_surname, as_text) in read_so.items() if as_surname == as_text] == []


def test_the_longest_name_leaves_few_tokens() -> None:
    """A name on a card may have fifty characters; every beginning of it in every mixture would be a thousand tokens."""
    assert len(names.tokens_of("巴特尔斯琴" * 10)) < 200
