"""The same command twice is one command."""

from pathlib import Path

import pytest
from desk_builder import build

from desk.records import commands


def test_the_same_key_gives_the_same_answer_and_another_wish_under_it_is_an_error(tmp_path: Path) -> None:
    desk = build(tmp_path, people=False)
    wish = commands.digest({"amount": 2500})
    with desk.store.begin() as session:
        assert commands.once(session, desk.hall, "k", "payment", wish) is None
        commands.keep(session, desk.hall, "k", "payment", wish, answer={"receipt": "F1"}, at=desk.now())

    with desk.store.begin() as session:
        assert commands.once(session, desk.hall, "k", "payment", wish) == {"receipt": "F1"}
        with pytest.raises(commands.KeyReused):
            commands.once(session, desk.hall, "k", "payment", commands.digest({"amount": 1}))
        with pytest.raises(commands.KeyReused):
            commands.once(session, desk.hall, "k", "refund", wish)


def test_the_order_of_a_payloads_keys_does_not_matter() -> None:
    assert commands.digest({"a": 1, "b": 2}) == commands.digest({"b": 2, "a": 1})
