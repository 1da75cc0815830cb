"""kill -9 at every moment that changes the disk, in seven flows, from outside; afterwards every promise holds."""

import random
from collections.abc import Iterator

import pytest
from desk_checks import remove, violations
from desk_flows import FLOWS
from desk_sweep import Zygote

RARE, SLOW, USUAL = 8, 6, 46
"""How many of each kind of moment the everyday suite tries; `make torture` tries them all."""


def all_points(zygote: Zygote) -> Iterator[tuple[str, str, int]]:
    for flow in FLOWS:
        for call, times in sorted(zygote.points(flow).items()):
            yield from ((flow, call, n) for n in range(1, times + 1))


def sweep(zygote: Zygote, points: list[tuple[str, str, int]], go_on_every: int) -> None:
    found, killed = [], 0
    for place, (flow, call, n) in enumerate(points):
        folder, ended = zygote.run(flow, "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={n}")
        killed += ended.signal == 9
        broken = violations(folder, flow, go_on=place % go_on_every == 0)
        if broken:
            found.append((flow, call, n, str(folder), broken))
        else:
            remove(folder)
    print(f"\nkill -9: {len(points)} points, {killed} killed, {len(found)} violations")
    assert found == []
    assert killed > len(points) * 0.95


def test_sixty_kills_break_nothing(zygote: Zygote) -> None:
    chance = random.Random(4)
    points = list(all_points(zygote))
    rare = [point for point in points if point[1] in ("rename", "unlink", "ftruncate")]
    slow = [point for point in points if point[0] in ("new_hall", "backing_up")]
    usual = [point for point in points if point not in slow]
    sample = chance.sample(rare, RARE) + chance.sample(slow, SLOW) + chance.sample(usual, USUAL)
    sweep(zygote, sample, go_on_every=5)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_a_kill_at_every_point_breaks_nothing(zygote: Zygote) -> None:
    points = list(all_points(zygote))
    assert len(points) >= 2000
    sweep(zygote, points, go_on_every=1)
