"""A hall's own pack to begin with: every practice figure of the pack beneath, waiting to be confirmed."""

from datetime import date
from pathlib import Path

import pytest

from desk.rules.hall_pack import hall_pack
from desk.rules.packs import check_packs, load_policy, pack_names

DAY = date(2026, 11, 22)


def over(folder: Path, name: str, text: str):
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    assert check_packs([folder / f"{name}.toml"], [folder]) == []
    return load_policy(name, [folder])


def confirmed(text: str) -> str:
    """Every `# ` in front of a figure or its heading taken away."""
    lines = (line.removeprefix("# ") if "=" in line or line.startswith("# [") else line for line in text.splitlines())
    return "\n".join(lines)


@pytest.mark.parametrize("name", pack_names())
def test_as_it_is_made_it_changes_nothing(name, tmp_path):
    policy = load_policy(name)
    assert policy.practice_figures
    same = over(tmp_path, name, hall_pack(policy, DAY))
    assert same.practice_figures == policy.practice_figures
    assert same.version.partition("+")[2] == policy.version.partition("+")[2]


@pytest.mark.parametrize("name", pack_names())
def test_once_every_line_is_confirmed_no_figure_is_practice_any_more(name, tmp_path):
    policy = load_policy(name)
    own = over(tmp_path, name, confirmed(hall_pack(policy, DAY)))
    assert own.practice_figures == {}
    assert own.version.partition("+")[2] == policy.version.partition("+")[2], "the same figures, now the hall's own"


def test_one_figure_of_the_halls_own_is_no_practice_figure_any_more(tmp_path):
    policy = load_policy("beijing")
    text = hall_pack(policy, DAY) + "\n[fee.lost]\nfen = 2000\n"
    own = over(tmp_path, "beijing", text)
    assert own.fee.lost.fen == 2000
    assert policy.practice_figures.keys() - own.practice_figures.keys() == {"fee.lost"}
    assert "[fee.lost]" not in hall_pack(own, DAY)
