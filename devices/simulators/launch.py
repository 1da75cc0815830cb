"""Starting a simulator from another program, and telling it what to do: for the practice desk, the demo and tests."""

import contextlib
import json
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from devices.simulators.unix_address import socket_address


class SimulatorFailed(Exception):
    """The simulator did not start, or did not do what it was told."""


class Simulator:
    """A running simulator; it ends with `close`, and by itself when this program dies.

    `name` is the module's name, such as "id_reader"; `where` what the ready line says: a link or HOST:PORT.
    `through` are the words of a program that starts it, such as one that enters a network namespace.
    """

    def __init__(self, name: str, *args: str | Path, ready_within: float = 15.0, through: Sequence[str] = ()) -> None:
        words = [
            *through,
            sys.executable,
            "-m",
            f"devices.simulators.{name}",
            *map(str, args),
            "--with-parent",
            "--json",
        ]
        paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
        try:
            told = json.loads(self._first_line(ready_within))
        except (ValueError, TimeoutError) as error:
            self.close()
            raise SimulatorFailed(f"{name}: {error or 'not ready'}, exit code {self.process.returncode}") from None
        self.where = str(told["where"])
        self.control = Path(told["control"]) if told["control"] else None

    def tell(self, do: str, **facts: object) -> dict[str, Any]:
        """Sends one command over the control socket and gives its answer. Raises SimulatorFailed when it is refused."""
        if self.control is None:
            raise SimulatorFailed("this simulator has no control socket")
        return tell(self.control, do, **facts)

    def close(self) -> None:
        """Ends the simulator; calling twice is harmless."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        self.close()

    def _first_line(self, within: float) -> bytes:
        assert self.process.stdout is not None
        until = time.monotonic() + within
        line = b""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.process.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not waiting.select(max(0.0, until - time.monotonic())):
                    raise TimeoutError(f"not ready within {within} s")
                piece = self.process.stdout.read1(4096)  # type: ignore[attr-defined]
                if not piece:
                    break
                line += piece
        return line


def tell(control: Path, do: str, **facts: object) -> dict[str, Any]:
    """One command to whatever listens on this socket, and its answer. Raises SimulatorFailed when it is refused."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(30)
        with socket_address(control) as address:
            line.connect(address)
        line.sendall(json.dumps({"do": do, **facts}, ensure_ascii=False).encode() + b"\n")
        with line.makefile("rb") as answers:
            answer: dict[str, Any] = json.loads(answers.readline())
    if not answer.pop("ok"):
        raise SimulatorFailed(answer["error"])
    return answer
