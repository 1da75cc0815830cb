"""A real pcscd with vpcd for tests: in a network, mount and user namespace of its own, so that nothing listens outside
and the machine's own pcscd, if there is one, is left alone."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from devices.simulators.launch import Simulator

NEEDED = ("/usr/sbin/pcscd", "/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
INSIDE = "ip link set lo up && mount -t tmpfs tmpfs /run && mkdir /run/pcscd && exec /usr/sbin/pcscd --foreground"
READER = "Virtual PCD 00 00"


class PcscService:
    """Running from `start` to `stop`; `socket` is what PCSCLITE_CSOCK_NAME has to say."""

    def __init__(self) -> None:
        missing = [path for path in NEEDED if not Path(path).exists()]
        missing += [name for name in ("unshare", "nsenter", "ip") if shutil.which(name) is None]
        assert not missing, f"apt-get install -y pcscd vsmartcard-vpcd iproute2 (missing: {', '.join(missing)})"
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["unshare", "--map-root-user", "--net", "--mount", "sh", "-c", INSIDE],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.socket = f"/proc/{self._process.pid}/root/run/pcscd/pcscd.comm"
        until = time.monotonic() + 10
        while not Path(self.socket).exists():
            assert self._process.poll() is None, "pcscd did not start: are user namespaces allowed here?"
            assert time.monotonic() < until, "pcscd is not ready after 10 s"
            time.sleep(0.02)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()

    def card(self, *words: str | Path) -> Simulator:
        """A simulated chip beside this pcscd."""
        enter = ["nsenter", "--target", str(self._process.pid), "--user", "--net", "--preserve-credentials"]
        return Simulator("chip", *words, through=enter)


def use(service: PcscService) -> None:
    """Makes everything that this process starts talk to this pcscd."""
    os.environ["PCSCLITE_CSOCK_NAME"] = service.socket
