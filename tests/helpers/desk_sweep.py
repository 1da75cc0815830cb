"""Runs the desk's flows while strace kills them, refuses them the disk, or writes down all they do to it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter as Tally
from dataclasses import dataclass
from pathlib import Path

POINTS = ("write", "pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename")
"""What changes a disk: the moments at which a process may die."""


@dataclass(frozen=True)
class Ended:
    """How a run ended: by itself with an exit code, or by a signal."""

    exit: int | None
    signal: int | None


class Zygote:
    """The process that flows are forked from."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="guitai-sweep-"))
        here = Path(__file__).parent
        root = here.parent.parent
        env = {**os.environ, "PYTHONPATH": f"{root}:{here}"}
        self._process = subprocess.Popen(
            [sys.executable, str(here / "desk_flows.py"), str(self.folder / "begin")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
            cwd=root,
        )
        self._answer()

    def run(self, flow: str, *tracing: str) -> tuple[Path, Ended]:
        """One run in a fresh copy of the prepared store, under strace with these words; gives its folder."""
        folder = Path(tempfile.mkdtemp(prefix=f"{flow}-", dir=self.folder))
        shutil.copytree(self.folder / "begin", folder, dirs_exist_ok=True)
        pid = self._ask({"flow": flow, "folder": str(folder)})["pid"]
        tracer = None
        if tracing:
            tracer = subprocess.Popen(
                ["strace", "-f", "-p", str(pid), "-o", str(folder / "trace"), *tracing],
                stderr=subprocess.PIPE,
                text=True,
            )
            assert tracer.stderr is not None
            attached = tracer.stderr.readline()
            assert "attached" in attached, attached
        os.kill(pid, signal.SIGCONT)
        told = self._answer()
        if tracer is not None:
            tracer.communicate(timeout=30)
        return folder, Ended(told.get("exit"), told.get("signal"))

    def points(self, flow: str, *further: str) -> Tally[str]:
        """How often a flow comes by each of POINTS and of `further` calls."""
        folder, ended = self.run(flow, "-e", f"trace={','.join((*POINTS, *further))}")
        assert ended.exit == 0, (folder / "bug").read_text() if (folder / "bug").exists() else ended
        found = Tally(re.findall(r"^(?:\d+ +)?(\w+)\(", (folder / "trace").read_text(), re.MULTILINE))
        shutil.rmtree(folder)
        return found

    def close(self) -> None:
        """Ends the process and removes everything."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ask(self, wish: dict[str, str]) -> dict[str, int]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, int]:
        assert self._process.stdout is not None
        answer: dict[str, int] = json.loads(self._process.stdout.readline())
        return answer
