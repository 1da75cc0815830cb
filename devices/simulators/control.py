"""What every simulator shares: how it is called, how it is told what to do, and how it says what happened.

A simulator is a program of its own. Its data goes over the wire of the real thing; beside that it has

    control      line JSON on a unix socket: {"do": "fault", "name": "jam@m", "next": 1} → {"ok": true}
    witness      a file of JSON lines: what physically "happened" (card laid, paper cut), whoever was told about it
    transcript   a file of JSON lines: every burst of bytes on the wire, with time and direction
    faults       by name, NAME[@K][*N]: K is the fault's own argument, N how often it strikes (always, when left out)

It never serves a desk in live mode: started where the settings say `live`, it ends with exit code 2.
Nothing of the desk or of a driver is imported here.
"""

import argparse
import contextlib
import json
import os
import re
import signal
import socket
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import platformdirs

from devices.simulators.unix_address import socket_address

Made = TypeVar("Made")
Deed = Callable[..., Mapping[str, object] | None]
"""Something a simulator can be told to do; gets the command's other keys, may answer with facts of its own."""


def arguments(name: str, about: str) -> argparse.ArgumentParser:
    """A parser with the options that all simulators have."""
    parser = argparse.ArgumentParser(prog=f"guitai simulate {name}", description=about, allow_abbrev=False)
    parser.add_argument(
        "--fault", action="append", default=[], metavar="NAME[@K][*N]", help="a named fault, repeatable"
    )
    parser.add_argument("--witness", type=Path, metavar="FILE", help="JSON lines of what physically happened")
    parser.add_argument("--transcript", type=Path, metavar="FILE", help="JSON lines of every burst on the wire")
    parser.add_argument("--seed", type=int, default=1, help="for everything that is left to chance")
    parser.add_argument("--with-parent", action="store_true", help="end as soon as standard input is closed")
    parser.add_argument("--json", action="store_true", help="the ready line as one JSON document")
    parser.add_argument("--data-dir", type=Path, help="data folder whose settings say whether this is practice")
    parser.add_argument("--config", type=Path, help="settings file (default: DATA_DIR/guitai.toml)")
    parser.add_argument("--db-url", help="taken like everywhere; a simulator has no store")
    return parser


def begin(options: argparse.Namespace) -> None:
    """Refuses a live desk, then makes SIGTERM, SIGINT and (with --with-parent) the parent's end leave by SystemExit."""
    refuse_live(options.config, options.data_dir)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    if options.with_parent:
        threading.Thread(target=_end_with_parent, daemon=True).start()


def refuse_live(config: Path | None, data_dir: Path | None) -> None:
    """Ends the program when the settings say `mode = "live"`: a simulated device never serves real people."""
    if config is None:
        config = (data_dir or Path(platformdirs.user_data_dir("guitai", appauthor=False))) / "guitai.toml"
    with contextlib.suppress(OSError):
        try:
            mode = tomllib.loads(config.read_text(encoding="utf-8")).get("mode", "practice")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            give_up(f"{config}: 设置读不懂，不知道是不是练习，模拟器不启动。")
        if mode != "practice":
            give_up(f"{config}: 这里是正式办件，模拟器不启动。练习请用另外的数据目录（--data-dir）。")


def faults_of(options: argparse.Namespace, known: Iterable[str]) -> "Faults":
    """The faults of the call; ends the program when one of them is unknown."""
    try:
        return Faults(known, options.fault)
    except ValueError as error:
        give_up(str(error))


WRONG_WORDS = (ValueError, KeyError, TypeError, AttributeError, OSError, ArithmeticError, RecursionError)
"""What words of another kind than a simulator knows lead to; the last of brackets in brackets without end."""


def made_of(file: Path, make: Callable[[Mapping[str, Any]], Made]) -> Made:
    """What `make` makes of the JSON object in a file. Raises ValueError with a sentence that names the file."""
    try:
        words = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{file}：打不开（{error.strerror}）") from None
    except (ValueError, RecursionError):
        raise ValueError(f"{file}：不是 JSON") from None
    if isinstance(words, dict):
        try:
            return make(words)
        except WRONG_WORDS as error:
            raise ValueError(f"{file}：写的东西做不成（{type(error).__name__}: {error}）") from None
    raise ValueError(f"{file}：要一个 JSON 对象（{{…}}）")


def loopback(text: str) -> tuple[str, int]:
    """HOST:PORT of this machine: a pretended device is nobody else's business. Raises ArgumentTypeError."""
    host, _, port = text.rpartition(":")
    host = host.strip("[]")
    if host not in ("127.0.0.1", "localhost", "::1"):
        raise argparse.ArgumentTypeError(f"只在本机监听（127.0.0.1:端口），不在 {text}")
    if not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"端口是 0 到 65535 的数，不是 {port}")
    return host, int(port)


def give_up(sentence: str) -> NoReturn:
    """Ends with exit code 2, as a call with wrong words does."""
    print(sentence, file=sys.stderr)
    sys.exit(2)


def ready(options: argparse.Namespace, name: str, where: str, control: Path | None) -> None:
    """The one line that says the simulator can be used now, and where."""
    if options.json:
        line = json.dumps({"ready": name, "where": where, "control": str(control) if control else None})
    else:
        line = f"{name} 模拟器就绪（练习）：{where}"
    with contextlib.suppress(BrokenPipeError):
        print(line, flush=True)


def _end_with_parent() -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


class Lines:
    """An append-only file of JSON lines, each with the time, each written at once; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    def add(self, **facts: object) -> None:
        if self._path is not None:
            line = json.dumps({"at": round(time.time(), 6), **facts}, ensure_ascii=False) + "\n"
            with self._path.open("ab", buffering=0) as file:
                file.write(line.encode())


class Witness(Lines):
    """What physically happened, whoever was told about it."""

    def saw(self, what: str, **facts: object) -> None:
        self.add(saw=what, **facts)


class Transcript(Lines):
    """Every burst on the wire: `in` came from the desk, `out` went to it."""

    def note(self, direction: str, data: bytes) -> None:
        self.add(dir=direction, hex=data.hex(" "))


@dataclass(slots=True)
class Fault:
    """One fault that is set: its argument as written, how often it may still strike (None: always), at which step."""

    name: str
    at: str | None
    left: int | None
    on: str | None = None

    def number(self, otherwise: int, part: int = 0) -> int:
        """A whole number of the argument, whose parts commas divide; in hexadecimal where it starts with 0x.

        Ends the program when it is none: what the fault would do nobody can guess.
        """
        parts = self.at.split(",") if self.at is not None else []
        try:
            return int(parts[part], 0) if part < len(parts) else otherwise
        except ValueError:
            give_up(f"故障 {self.name}@{self.at}：@ 后面要整数")


Fits = Callable[[Fault], bool]


class Faults:
    """The faults that are set, in the order they were set. `known` names all that this simulator has."""

    SPEC = re.compile(r"(?P<name>[a-z0-9_]+)(?:@(?P<at>[^*]+))?(?:\*(?P<left>[0-9]+))?")

    def __init__(self, known: Iterable[str], specs: Iterable[str] = ()) -> None:
        self.known = tuple(known)
        self.cleared = 0
        """How often all faults were lifted: what lasts a while looks whether it still should."""
        self._set: list[Fault] = []
        self._lock = threading.Lock()
        for spec in specs:
            self.add(spec)

    def add(self, name: str, next: int | None = None, on: str | None = None) -> None:
        """Sets a fault for the next so many answers; `next` 0 lifts it, None keeps it for good. Raises ValueError."""
        spec = self.SPEC.fullmatch(name)
        if spec is None or spec["name"] not in self.known:
            raise ValueError(f"没有这种故障：{name}。有：{'、'.join(self.known)}")
        left = next if spec["left"] is None else int(spec["left"])
        fault = Fault(spec["name"], spec["at"], left, on)
        with self._lock:
            self._set = [other for other in self._set if (other.name, other.on) != (fault.name, on)]
            if left != 0:
                self._set.append(fault)

    def clear(self) -> None:
        """Lifts all faults."""
        with self._lock:
            self._set = []
            self.cleared += 1

    def strike(self, *names: str, on: str | None = None, fits: Fits = lambda _: True) -> Fault | None:
        """The first fault of these names that is due at this step, counted as used; None when all is well."""
        with self._lock:
            for fault in self._set:
                if fault.name in names and fault.on in (None, on) and fits(fault):
                    if fault.left is not None:
                        fault.left -= 1
                    self._set = [other for other in self._set if other.left != 0]
                    return fault
        return None


class Control:
    """Serves the control socket in a thread of its own; deeds run one at a time, under `lock`.

    One JSON object a line in, one a line out: {"ok": true, …} or {"ok": false, "error": "…"}. "help" lists the deeds.
    """

    def __init__(self, path: Path, deeds: Mapping[str, Deed]) -> None:
        self.path = path
        self.lock = threading.RLock()
        self._deeds: dict[str, Deed] = {**deeds, "help": lambda: {"deeds": sorted(self._deeds)}}
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with socket_address(path) as address:
            self._socket.bind(address)
        path.chmod(0o600)
        self._socket.listen(8)
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._socket.close()
        self.path.unlink(missing_ok=True)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                client, _ = self._socket.accept()
                threading.Thread(target=self._listen, args=(client,), daemon=True).start()

    def _listen(self, client: socket.socket) -> None:
        with client, client.makefile("rwb") as stream, contextlib.suppress(OSError):
            for line in stream:
                stream.write(json.dumps(self._answer(line), ensure_ascii=False).encode() + b"\n")
                stream.flush()

    def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            command = json.loads(line)
            deed = self._deeds[command.pop("do")]
            with self.lock:
                return {"ok": True, **(deed(**command) or {})}
        except WRONG_WORDS as error:
            return {"ok": False, "error": f"{type(error).__name__}: {error}"}
