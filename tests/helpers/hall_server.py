"""A real PostgreSQL server for a test run: its own folder, a Unix socket only, gone afterwards."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

NOBODY = 65534
OWNER = "registrar"
"""A role that may do nothing but own a database."""
WINDOWS = "windows of the hall"
"""The role that owns nothing."""
BESIDE = "windows of the hall beside"
"""The same for another hall of the city."""


class HallServer:
    """Started on construction; `database` makes an empty one and gives its URL."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hall-", dir="/tmp"))
        self._bin = programs()
        assert self._bin is not None
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
        self._data = self.folder / "data"
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "--no-sync", "--locale=C.UTF-8",
                  "-E", "UTF8")  # fmt: skip
        self.start()
        self._count = 0
        roles = f'CREATE ROLE {OWNER} LOGIN; CREATE ROLE "{WINDOWS}" LOGIN; CREATE ROLE "{BESIDE}" LOGIN'
        self._run("psql", "-h", str(self.folder), "-U", "postgres", "-c", roles)

    def start(self) -> None:
        """Starts or starts again."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """fast, or immediate as a crash would."""
        self._run("pg_ctl", "-D", str(self._data), "-m", how, "stop")

    def freeze(self) -> None:
        """Stops every process of the server, as a hanging disk would; the network still answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Lets them go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, what: signal.Signals) -> None:
        leader = int((self._data / "postmaster.pid").read_text().splitlines()[0])
        for each in [leader, *_children(leader)]:
            os.kill(each, what)

    def database(self, owner: str = "postgres") -> str:
        """A new empty database, and its owner's address."""
        self._count += 1
        name = f"hall{self._count}"
        self._run("createdb", "-h", str(self.folder), "-U", "postgres", "-O", owner, name)
        return f"postgresql+psycopg://{owner}@/{name}?host={self.folder}"

    def dump(self, url: str, *words: str, role: str) -> str:
        """The rows that pg_dump gives a role, without how they are to be put back."""
        name = url.split("/")[3].split("?")[0]
        told = self._run("pg_dump", "-h", str(self.folder), "-U", role, "-d", name, "--data-only", *words)
        return "\n".join(line for line in told.splitlines() if not line.startswith(("\\", "--", "SET ")))

    def sql(self, url: str, statement: str) -> str:
        """What psql says, as a database administrator would ask."""
        name = url.split("/")[3].split("?")[0]
        return self._run("psql", "-h", str(self.folder), "-U", "postgres", "-d", name, "-At", "-c", statement)

    def close(self) -> None:
        """Stops it and removes its folder."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> str:
        as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
        done = subprocess.run(
            [*as_nobody, str(self._bin / program), *words],  # type: ignore[operator]
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}")
        return done.stdout.strip()


def as_window(url: str, role: str = WINDOWS) -> str:
    """The same database for the windows' role."""
    return re.sub("//[^@]*@", f"//{quote(role)}@", url)


def _children(leader: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{leader}/task/{leader}/children").read_text().split()]


def programs() -> Path | None:
    """Where this machine has the server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return found[-1].parent if found else None
