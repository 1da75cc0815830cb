"""kill -9 at every moment that changes the disk, in seven flows, from outside; afterwards every promise holds."""

import random
from collections.abc import Iterator

import pytest
from desk_checks import remove, violations
from desk_flows import FLOWS
from desk_sweep import Zygote

EACH_FLOW = 29
"""Moments of each flow that the everyday suite tries, the rare kinds among them; `make torture` tries them all."""
RARE = ("rename", "unlink", "ftruncate")


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


def a_share_of_each_flow(zygote: Zygote) -> Iterator[tuple[str, str, int]]:
    chance = random.Random(4)
    points = list(all_points(zygote))
    for flow in FLOWS:
        rare = [point for point in points if point[0] == flow and point[1] in RARE]
        usual = [point for point in points if point[0] == flow and point[1] not in RARE]
        few = chance.sample(rare, min(len(rare), EACH_FLOW // 3))
        yield from (*few, *chance.sample(usual, EACH_FLOW - len(few)))


@pytest.mark.timeout(400)
def test_two_hundred_kills_break_nothing(zygote: Zygote) -> None:
    sample = list(a_share_of_each_flow(zygote))
    assert len(sample) >= 200
    sweep(zygote, sample, go_on_every=5)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_a_kill_at_every_point_breaks_nothing(zygote: Zygote) -> None:
    points = list(all_points(zygote))
    assert len(points) >= 2000
    sweep(zygote, points, go_on_every=1)
