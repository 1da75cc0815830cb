"""A disk that is full, refuses to sync, cannot be read or may not be written: said as trouble, and nothing is lost."""

import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_builder import a_case, build, case_state
from desk_checks import remove, violations
from desk_flows import FLOWS
from desk_sweep import Zygote

from desk.errors import StoreTrouble
from desk.records.opening import open_store

FAULTS = (
    ("pwrite64", "ENOSPC", ""),  # one write refused
    ("pwrite64", "ENOSPC", "+"),  # the disk stays full
    ("pwrite64", "EFBIG", "+"),  # a quota
    ("fsync", "EIO", ""),
    ("fsync", "EIO", "+"),
    ("pwrite64", "EIO", ""),
    ("pread64", "EIO", "+"),
    ("ftruncate", "EIO", ""),
)


def all_faults(zygote: Zygote) -> Iterator[tuple[str, str, str, int]]:
    for flow in FLOWS:
        times = zygote.points(flow, "pread64")
        for call, error, on in FAULTS:
            yield from ((flow, call, f"{error}{on}", n) for n in range(1, times[call] + 1))


def sweep(zygote: Zygote, points: list[tuple[str, str, str, int]], go_on_every: int) -> None:
    found, told = [], 0
    for place, (flow, call, error, n) in enumerate(points):
        when = f"{n}+" if error.endswith("+") else str(n)
        words = f"inject={call}:error={error.rstrip('+')}:when={when}"
        folder, ended = zygote.run(flow, "-e", f"trace={call}", "-e", words)
        told += ended.exit == 6
        broken = violations(folder, flow, go_on=place % go_on_every == 0)
        if broken or ended.exit not in (0, 6):
            found.append((flow, call, error, n, str(folder), ended, broken))
        else:
            remove(folder)
    print(f"\nrefused: {len(points)} points, {told} told as trouble, {len(found)} violations")
    assert found == []
    assert told > 0


@pytest.mark.timeout(400)
def test_sixty_refusals_are_told_and_lose_nothing(zygote: Zygote) -> None:
    sweep(zygote, random.Random(9).sample(list(all_faults(zygote)), 60), go_on_every=3)


@pytest.mark.timeout(400)
def test_a_new_hall_on_a_disk_that_fails_to_sync_is_told_and_never_half_there(zygote: Zygote) -> None:
    times = zygote.points("new_hall")["fsync"]
    sweep(zygote, [("new_hall", "fsync", "EIO", n) for n in range(1, times + 1)], go_on_every=5)


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_two_thousand_refusals_are_told_and_lose_nothing(zygote: Zygote) -> None:
    sweep(zygote, random.Random(10).sample(list(all_faults(zygote)), 2000), go_on_every=5)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.torture
def test_a_small_disk_that_fills_up_works_again_when_there_is_room(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2500k", "tmpfs", str(disk)], check=True)
    try:
        desk = build(disk, people=False)
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 8192))
        with pytest.raises(StoreTrouble, match="store_full"):
            [a_case(desk, number=f"11019919850312{n:04d}") for n in range(500)]
        ballast.unlink()
        a_case(desk)
        desk.store.close()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk")
def test_a_disk_that_became_read_only_is_said_and_keeps_everything(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=True)
    try:
        desk = build(disk, people=False)
        number = a_case(desk)
        desk.store.close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(StoreTrouble, match="store_read_only"):
            open_store(disk / "data", desk.settings.store, clock=desk.clock)
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        desk = build(disk, people=False, settled=True)
        assert case_state(desk, number) == "approved"
        desk.store.close()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk")
@pytest.mark.parametrize(("ends", "kind"), [("full", "store_full"), ("read_only", "store_read_only")])
def test_a_desk_that_died_on_a_disk_that_then_refuses_is_not_called_damaged(
    tmp_path: Path, ends: str, kind: str
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], check=True)
    try:
        desk = build(disk, people=False)
        number = a_case(desk)
        desk.store.close()
        if ends == "full":
            (disk / "ballast").write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize))
        else:
            (disk / "data" / "store" / "desk.db-wal").touch()  # what a desk that was killed leaves behind
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(StoreTrouble) as told:
            open_store(disk / "data", desk.settings.store, clock=desk.clock, sole=False)
        assert told.value.kind == kind
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        (disk / "ballast").unlink(missing_ok=True)
        assert case_state(build(disk, people=False, settled=True), number) == "approved"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    desk = build(tmp_path / "other", people=False)

    with pytest.raises(StoreTrouble, match="store_read_only"):
        open_store(folder, desk.settings.store, clock=desk.clock)
