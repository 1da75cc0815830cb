"""A power cut, modelled from what a flow really told the kernel: what was not synced may be there, torn, or gone.

A trace of the flow gives every write, sync, truncation, creation and removal with its bytes. The state of the disk at a
cut is then: everything synced; of every later write to a file all, a part in whole sectors, or nothing, each by chance;
and a file whose folder was not synced since it was made or removed may or may not be there. `acks` and `witness` are
paper: what stood on them at the cut stays. The shared-memory file is not on any disk.
"""

import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
TRACE = ("-xx", "-s", "200000", "-y", "-e", "trace=openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink")
PAPER = ("acks", "witness")


@dataclass(frozen=True)
class Op:
    """One call that changes the disk; `path` is relative to the run's folder."""

    call: str
    path: str
    data: bytes = b""
    at: int = 0


def operations(folder: Path) -> list[Op]:
    """The traced calls inside a run's folder, in order."""
    found = []
    for line in (folder / "trace").read_text().splitlines():
        parts = re.match(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)", line)
        if not parts or int(parts[3]) < 0:
            continue
        call, words = parts[1], parts[2]
        named = re.search(r'"((?:\\x..)*)"' if call in ("openat", "unlink") else r"<((?:\\x..)+)>", words)
        path = _bytes(named[1]).decode(errors="replace") if named else ""
        if not path.startswith(str(folder)) or path.endswith("-shm"):
            continue
        name = path[len(str(folder)) + 1 :]
        if call == "openat":
            if "O_CREAT" in words:
                found.append(Op("create", name))
        elif call in ("write", "pwrite64"):
            data = re.findall(r'"((?:\\x..)*)"', words)
            at = int(words.rsplit(", ", 1)[1]) if call == "pwrite64" else 0
            found.append(Op("write", name, _bytes(data[-1]), at))
        elif call == "ftruncate":
            found.append(Op("truncate", name, at=int(words.rsplit(", ", 1)[1])))
        elif call == "unlink":
            found.append(Op("unlink", name))
        else:
            found.append(Op("sync", name))
    return found


def image(begin: Path, done: list[Op], chance: random.Random, target: Path) -> None:
    """Writes the disk as it may be after a cut behind these operations."""
    shutil.copytree(begin, target)
    files = {str(each.relative_to(begin)): each.read_bytes() for each in begin.rglob("*") if each.is_file()}
    durable, waiting = dict(files), list[Op]()
    for op in done:
        if Path(op.path).name in PAPER:
            if op.call == "write":
                durable[op.path] = durable.get(op.path, b"") + op.data
        elif op.call == "sync":
            is_folder = (begin / op.path).is_dir()
            for each in list(waiting):
                if each.path == op.path or (is_folder and str(Path(each.path).parent) == op.path and _of_folder(each)):
                    _apply(durable, each)
                    waiting.remove(each)
        else:
            waiting.append(op)
    mood = chance.choice(("all", "none", "some", "torn"))
    for op in waiting:
        if mood == "all" or (mood in ("some", "torn") and chance.random() < 0.6):
            torn = mood == "torn" and op.call == "write" and chance.random() < 0.5
            _apply(durable, _part(op, chance) if torn else op)
    for name in {*files, *durable}:
        place = target / name
        if name in durable:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(durable[name])
        else:
            place.unlink(missing_ok=True)
    (target / "acks").touch()


def _of_folder(op: Op) -> bool:
    return op.call in ("create", "unlink")


def _apply(files: dict[str, bytes], op: Op) -> None:
    content = files.get(op.path, b"")
    if op.call == "create":
        files.setdefault(op.path, b"")
    elif op.call == "unlink":
        files.pop(op.path, None)
    elif op.call == "truncate":
        files[op.path] = content[: op.at].ljust(op.at, b"\0")
    else:
        files[op.path] = content[: op.at].ljust(op.at, b"\0") + op.data + content[op.at + len(op.data) :]


def _part(op: Op, chance: random.Random) -> Op:
    sectors = len(op.data) // SECTOR
    return Op(op.call, op.path, op.data[: chance.randint(0, sectors) * SECTOR], op.at)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
