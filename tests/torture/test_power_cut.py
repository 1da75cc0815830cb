"""The power goes at any moment and takes along what was not synced: nothing that was acknowledged is lost."""

import random
from pathlib import Path

import pytest
from desk_checks import remove, violations
from desk_sweep import Zygote
from power_cut import TRACE, image, operations

FLOWS = ("visit", "money", "blanks", "cards", "evening")


def cut(zygote: Zygote, folder: Path, images: int, seed: int) -> None:
    found, made = [], 0
    for flow in FLOWS:
        run, ended = zygote.run(flow, *TRACE)
        assert ended.exit == 0
        done, chance = operations(run), random.Random(f"{seed} {flow}")
        assert sum(op.call == "sync" for op in done) >= 4
        for _ in range(images):
            place = folder / f"{flow}-{made}"
            image(zygote.folder / "begin", done[: chance.randint(1, len(done))], chance, place)
            made += 1
            broken = violations(place, flow, go_on=made % 10 == 0)
            if broken:
                found.append((str(place), broken))
            else:
                remove(place)
    print(f"\npower cut: {made} images, {len(found)} violations")
    assert found == []


@pytest.mark.timeout(400)
def test_two_hundred_power_cuts_lose_nothing(zygote: Zygote, tmp_path: Path) -> None:
    cut(zygote, tmp_path, 40, seed=1)


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_five_thousand_power_cuts_lose_nothing(zygote: Zygote, tmp_path: Path) -> None:
    cut(zygote, tmp_path, 1000, seed=2)
