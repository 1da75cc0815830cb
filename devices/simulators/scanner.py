"""`guitai simulate scanner`: a serial barcode scanner that scans what it is told over the control socket.

    {"do": "scan", "text": "…", "encoding": "gb18030", "aim": "Q1"}

Faults: no_suffix, twice (the same code at once again), slow (a byte every 20 ms), split (two bursts), garbage, unplug.
"""

import contextlib
import sys
import time
from pathlib import Path

from devices.simulators import control
from devices.simulators.hosts import HungUp, PtyPlug, Wire

FAULTS = ("no_suffix", "twice", "slow", "split", "garbage", "unplug")
SUFFIXES = {"CR": b"\r", "LF": b"\n", "CRLF": b"\r\n", "TAB": b"\t"}


class Scanner:
    """One scanner and the wire it is on."""

    def __init__(self, faults: control.Faults, witness: control.Witness, suffix: bytes) -> None:
        self.faults, self.witness, self.suffix = faults, witness, suffix
        self.wire: Wire | None = None
        self.pulled = False

    def scan(self, text: str, encoding: str = "utf-8", aim: str = "") -> None:
        """Somebody holds a code under the scanner."""
        assert self.wire is not None
        code = (f"]{aim}".encode() if aim else b"") + text.encode(encoding)
        if self.faults.strike("garbage"):
            code = b"\xff\xfe\x00" + code
        code += b"" if self.faults.strike("no_suffix") else self.suffix
        self.witness.saw("scanned", length=len(code))
        if self.faults.strike("unplug"):
            self.wire.send(code[: len(code) // 2])
            self.pulled = True
            return
        for _ in range(2 if self.faults.strike("twice") else 1):
            self._send(code)

    def _send(self, code: bytes) -> None:
        assert self.wire is not None
        half = len(code) // 2
        if self.faults.strike("slow"):
            for byte in code:
                self.wire.send(bytes([byte]))
                time.sleep(0.02)
        elif self.faults.strike("split"):
            self.wire.send(code[:half])
            time.sleep(0.05)
            self.wire.send(code[half:])
        else:
            self.wire.send(code)


def main(words: list[str]) -> int:
    parser = control.arguments("scanner", "模拟扫码枪，用控制口让它扫")
    parser.add_argument("--link", type=Path, required=True, metavar="PATH", help="a pseudo-terminal behind this link")
    parser.add_argument("--suffix", choices=sorted(SUFFIXES), default="CR")
    options = parser.parse_args(words)
    control.begin(options)
    faults = control.faults_of(options, FAULTS)
    scanner = Scanner(faults, control.Witness(options.witness), SUFFIXES[options.suffix])
    plug = PtyPlug(options.link, control.Transcript(options.transcript))
    scanner.wire = plug.wire()
    deeds: dict[str, control.Deed] = {"scan": scanner.scan, "fault": faults.add, "clear": faults.clear}
    commands = control.Control(plug.control, deeds)
    control.ready(options, "scanner", plug.where, plug.control)
    try:
        while True:
            if not scanner.pulled and not scanner.wire.waiting(0.02):
                continue
            with contextlib.suppress(HungUp):
                if not scanner.pulled:
                    scanner.wire.take(1)
                    continue
            scanner.wire.hang_up()
            scanner.wire, scanner.pulled = plug.wire(), False
    finally:
        commands.close()
        plug.pull()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
