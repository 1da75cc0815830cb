"""Real print servers for a test run: an IPP printer and a CUPS scheduler on loopback, with a message bus of their own.

The IPP printer announces itself and dies where it cannot; so a private bus and a private Avahi (loopback only, its pid
file in a mount namespace of its own) run beside it. Nothing here touches the system's own daemons.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.ipp import IppPrinter

APT = "apt-get install -y --no-install-recommends cups cups-client cups-ipp-utils avahi-daemon dbus"

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={bus}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
</policy></busconfig>
"""
AVAHI = """[server]
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
[publish]
publish-workstation=no
"""
CUPS_FILES = """SystemGroup root
ServerRoot {root}/etc
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/access
ErrorLog {root}/error
PageLog {root}/page
Printcap
SyncOnClose No
"""
CUPSD = """LogLevel info
Listen 127.0.0.1:{port}
Browsing No
WebInterface No
DefaultAuthType None
ErrorPolicy retry-job
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
PRESS = """#!/bin/sh
# What the IPP printer does with a job: as the file "mode" says.
cd {root}
case "$(cat mode)" in
  hold) while [ "$(cat mode)" = hold ]; do sleep 0.05; done ;;
  empty) echo "STATE: +media-empty-error" >&2
         while [ "$(cat mode)" = empty ]; do sleep 0.05; done
         echo "STATE: -media-empty-error" >&2 ;;
  jam) echo "STATE: +media-jam-error" >&2; exit 1 ;;
esac
[ "$(cat mode)" = drop ] && exit 0
cp "$1" "printed-$(ls printed-* 2>/dev/null | wc -l)"
echo "STATE: -media-jam-error" >&2
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(true: Callable[[], bool], what: str, within: float = 15.0) -> None:
    until = time.monotonic() + within
    while not true():
        assert time.monotonic() < until, f"{what} did not happen within {within} s"
        time.sleep(0.02)


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
        return True
    return False


class Servers:
    """Starts programs and ends them by their pids."""

    def __init__(self, root: Path) -> None:
        self.root = root
        missing = [name for name in ("cupsd", "ippeveprinter", "avahi-daemon", "dbus-daemon") if not which(name)]
        if missing:
            pytest.fail(f"{'、'.join(missing)} not installed: {APT}")
        self._running: list[subprocess.Popen[bytes]] = []
        self.env = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={root}/bus", "LC_ALL": "C.UTF-8"}
        (root / "bus.conf").write_text(BUS.format(bus=root / "bus"))
        self.start("dbus-daemon", f"--config-file={root}/bus.conf", "--nofork", "--nopidfile")
        wait_until((root / "bus").exists, "the message bus")
        (root / "avahi.conf").write_text(AVAHI)
        avahi = f"{which('avahi-daemon')} -f {root}/avahi.conf --no-drop-root --no-chroot --no-rlimits"
        alone = "mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon && exec "
        user = [] if os.geteuid() == 0 else ["--map-root-user"]
        self.start("unshare", "--mount", *user, "sh", "-c", alone + avahi)

    def start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        log = (self.root / f"{program}.log").open("ab")
        process = subprocess.Popen([which(program), *words], env=self.env, stdout=log, stderr=log, cwd=self.root)
        log.close()
        self._running.append(process)
        return process

    def close(self) -> None:
        for process in reversed(self._running):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(3)
            if process.poll() is None:
                process.kill()
                process.wait()


class IppTestPrinter:
    """An IPP printer whose press does what `mode` says: print, hold, empty, jam; drop throws away
    what is held, as a printer does with a job that was taken back."""

    def __init__(self, servers: Servers, name: str, *, formats: str = "", attributes: str = "") -> None:
        self.servers, self.name = servers, name
        self.root = servers.root / name
        self.port = free_port()
        self.uri = f"ipp://localhost:{self.port}/ipp/print"
        (self.root / "spool").mkdir(parents=True)
        press = self.root / "press.sh"
        press.write_text(PRESS.format(root=self.root))
        press.chmod(0o755)
        self.words = ["-p", str(self.port), "-n", "localhost", "-r", "off", "-k", "-d", str(self.root / "spool")]
        self.words += ["-c", str(press)]
        if attributes:  # they replace everything that the printer would say of itself
            (self.root / "attributes.conf").write_text(attributes)
            self.words += ["-a", str(self.root / "attributes.conf")]
        else:
            self.words += ["-f", formats]
        self.mode("print")
        self.switch_on()

    def switch_on(self) -> None:
        """Started again and again until the bus is ready for it."""
        until = time.monotonic() + 20
        while True:
            self.process = self.servers.start("ippeveprinter", *self.words, self.name)
            while self.process.poll() is None and not answers(self.port):
                time.sleep(0.02)
            if self.process.poll() is None:
                return
            assert time.monotonic() < until, (self.servers.root / "ippeveprinter.log").read_text()

    def switch_off(self) -> None:
        self.process.kill()
        self.process.wait()

    def mode(self, mode: str) -> None:
        (self.root / "mode.new").write_text(mode)
        (self.root / "mode.new").replace(self.root / "mode")

    def drop(self) -> None:
        """Throws away the job it holds, then prints again."""
        self.mode("drop")
        wait_until(self.idle, "the end of the dropped job")
        self.mode("print")

    def idle(self) -> bool:
        return IppPrinter(self.uri, "test").look().first("printer-state") == 3

    def printed(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.root.glob("printed-*"))]


class CupsTestServer:
    """A CUPS scheduler with queues of the test's own."""

    def __init__(self, servers: Servers) -> None:
        root = self.root = servers.root / "cups"
        self.port = free_port()
        for folder in ("etc", "spool/tmp", "cache", "state"):
            (root / folder).mkdir(parents=True)
        (root / "etc" / "cups-files.conf").write_text(CUPS_FILES.format(root=root))
        (root / "etc" / "cupsd.conf").write_text(CUPSD.format(port=self.port))
        files = ["-c", str(root / "etc" / "cupsd.conf"), "-s", str(root / "etc" / "cups-files.conf")]
        self.process = servers.start("cupsd", "-f", *files)
        self._env = servers.env
        wait_until(lambda: answers(self.port), "the print scheduler")

    def queue(self, name: str, uri: str) -> str:
        """A driverless queue for this printer; gives the queue's own uri."""
        words = ["lpadmin", "-h", f"localhost:{self.port}", "-p", name, "-E", "-v", uri, "-m", "everywhere"]
        subprocess.run(words, check=True, env=self._env, capture_output=True, timeout=30)
        made = IppPrinter(f"ipp://localhost:{self.port}/printers/{name}", "test")
        wait_until(lambda: bool(made.look().all("media-supported")), f"what the queue {name} can do")
        return made.uri

    def documents(self) -> list[str]:
        """Documents that the scheduler keeps."""
        return sorted(path.name for path in (self.root / "spool").glob("d*"))


def which(program: str) -> str:
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin") or ""


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """In a folder that the scheduler's unprivileged filters may enter, as pytest's own is not."""
    with tempfile.TemporaryDirectory(prefix="guitai-print-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        running = Servers(Path(folder))
        yield running
        running.close()
