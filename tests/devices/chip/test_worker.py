"""The process that talks to PC/SC may die at any moment: the desk hears of it as trouble and starts another."""

from pathlib import Path

import pytest

from desk.errors import DeviceTrouble
from devices.chip import pcsc


def test_a_worker_that_dies_is_typed_trouble_and_the_next_one_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    dying = tmp_path / "worker.py"
    dying.write_text("import os, signal\ninput()\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    answering = tmp_path / "other.py"
    answering.write_text('input()\nprint(\'{"readers": ["KC-1"]}\', flush=True)\n')
    with monkeypatch.context() as patched:
        patched.setattr(pcsc, "WORKER", dying)
        with pytest.raises(DeviceTrouble) as died:
            pcsc.chip_readers()
        assert died.value.facts["device"] == "chip"
        patched.setattr(pcsc, "WORKER", answering)
        assert pcsc.chip_readers() == ["KC-1"]
