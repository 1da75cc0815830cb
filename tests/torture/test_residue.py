"""Names, numbers, addresses and photos lie nowhere in clear: not while the desk works, not after it was killed."""

import base64
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_builder import SUPERVISOR, as_operator, build, open_counter, stocked
from desk_sweep import Zygote
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from walk_ins import PORTRAIT, applied, arrive, id_card, people, ready
from whole_desk import WalkingClock

from desk.errors import DeviceTrouble, Refused
from desk.services import accounts, backup, export, submission
from desk.settings import Settings, StoreSettings
from devices import checkup
from devices.practice import PracticeBench
from ui import incident
from ui.app import Ground, Workplace
from ui.invocation import Invocation


def in_any_dress(word: str) -> set[bytes]:
    """A text as it might lie in a file: UTF-8, GB 18030, UTF-16, each also in base 64 at every offset."""
    plain = {word.encode(), word.encode("gb18030"), word.encode("utf-16-le")}
    dressed = set(plain)
    for each in plain:
        dressed |= {base64.b64encode(bytes(shift) + each)[4:-4] for shift in range(3)}
        dressed.add(json.dumps(word)[1:-1].encode())
    return {each for each in dressed if len(each) > 5}


def test_thirty_people_leave_no_trace_in_clear(tmp_path: Path, zygote: Zygote) -> None:
    desk = build(tmp_path)
    stocked(desk, 40)
    chosen = dict(list(people().items())[:30])
    for name in chosen:
        draft = arrive(desk, id_card(name), "first_issue", photo=len(name) == 3)
        with suppress(Refused):  # whoever may not have a card leaves a draft behind
            case = submission.conclude(desk, draft, f"visit {name}")
            if case.state == "approved":
                ready(desk, case.number)
    canaries = [word for name, person in chosen.items() for word in (name, person["certno"], person["hsreg_addr"])]
    made = backup.create(desk, tmp_path)
    list(export.ledger(as_operator(desk, SUPERVISOR)))
    living = _files(tmp_path)
    desk.store.close()
    backup.restore(made.file, tmp_path / "restored")
    open_counter(desk, tmp_path / "restored").store.close()

    assert traces((living, _files(tmp_path)), canaries) == []
    assert not any(PORTRAIT in content for content in living.values())


def traces(moments: tuple[dict[Path, bytes], ...], words: list[str]) -> list[tuple[str, str]]:
    """Which word lies in clear in which file."""
    dresses = {word: in_any_dress(word) for word in words}
    return [
        (file.name, word)
        for files in moments
        for file, content in files.items()
        for word in words
        if any(dress in content for dress in dresses[word])
    ]


def _files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_killed_desk_leaves_no_trace_in_clear(zygote: Zygote) -> None:
    folder, ended = zygote.run("visit", "-e", "trace=fsync", "-e", "inject=fsync:signal=SIGKILL:when=12")

    assert ended.signal == 9
    for content in _files(folder).values():
        assert not any(dress in content for dress in in_any_dress("110199198503127011"))


LAID = ("李样本", "赵样例", "张𬭎𰻞")
"""Whose cards the simulated reader is given."""
LIVE_FILES = re.compile(
    r"data/desk\.lock|data/store/(store\.json|desk\.db(-wal|-shm)?)|data/logs/[a-z_]+\.log"
    r"|backups/[a-z0-9-]+\.backup|keys/[0-9a-f.]+\.(key|seen|hall)|GUITAI_LOG_DIR/([0-9A-F]{4}|crash)\.txt"
)
"""Every file a live hall writes without being asked for one."""
PASSWORD = "correct horse battery 7"
PAPERS = ("receipt", "application_form", "collection_slip", "one_time_notice")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything a program may write to without being told: home, temporary files, logs, keys."""
    folder = tmp_path / "machine"
    for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "GUITAI_LOG_DIR"):
        (folder / name).mkdir(parents=True)
        monkeypatch.setenv(name, str(folder / name))
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "TMPDIR"))
    return folder


@pytest.fixture
def live_hall(machine: Path, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A live window with real devices' drivers and no printer for paper; its first supervisor is signed in."""
    here, temporary = tempfile.tempdir, tmp_path / "simulators"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(checkup, "is_simulated", lambda _address: False)  # these stand for the hall's own
    desk = build(machine)
    with closing(PracticeBench(tmp_path / "bench", seconds_per_card=0.5, read_seconds=0.1)) as bench:
        monkeypatch.setattr(tempfile, "tempdir", here)
        settings = Settings(mode="live", store=StoreSettings(backup_dir=str(machine / "backups")))
        settings = replace(settings, devices=bench.devices(settings.devices))
        stocked(desk, 10)
        accounts.add(replace(desk, settings=settings), "wang", "supervisor", PASSWORD, initial=False)
        desk.store.close()
        data = machine / "data"
        place = Workplace(Ground(Invocation(data), data, settings, WalkingClock(), data / "papers"))
        place.laid = bench.lay
        place.window.show()
        place.open()
        try:
            _until(lambda: place.window.covering is not None and not place.session.sign_in.state.busy)
            for act, value in (("name", "wang"), ("password", PASSWORD), ("enter", None)):
                place.session.sign_in.do(act, value)
            _until(lambda: place.session.working and place.counter.presenter is not None)
            yield place
        finally:
            place.close()
            place.window.close()


def _until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + 30
    while not true():
        QTest.qWait(5)
        assert time.monotonic() < end, "it never came"


def test_a_live_hall_writes_nothing_in_clear_wherever_it_writes(live_hall: Any, machine: Path) -> None:
    counter = live_hall.desk.counter
    for name in LAID:
        number = people()[name]["certno"]
        live_hall.laid(number)
        _until(lambda number=number: live_hall.counter.visit is not None and live_hall.counter.visit.is_about(number))
        live_hall.counter.go_to("reception")
        case = applied(counter, name)
        ready(counter, case.number)
        for kind in PAPERS:
            with pytest.raises(DeviceTrouble, match="no_printer"):
                live_hall.desk.papers.print(kind, case.number)
        incident.report(ValueError(f"{name} {number}"))
    backup.automatic(counter)
    living = _files(machine)
    live_hall.close()

    words = [word for name in LAID for word in (name, people()[name]["certno"], people()[name]["hsreg_addr"])]
    assert traces((living, _files(machine)), words) == []
    assert not any(PORTRAIT in content for content in living.values())
    assert [each for file in living if not LIVE_FILES.fullmatch(each := str(file.relative_to(machine)))] == []
