"""The process that talks to PC/SC: JSON lines in, JSON lines out. It stands alone and is run by its path.

A card that says nothing blocks SCardTransmit for ever, so each call is given its seconds; when they are over, Python's
own watchdog ends this process, and the desk sees the end of the pipe.

    {"connect": "Virtual PCD", "seconds": 3}    → {"reader": "Virtual PCD 00 00"}
    {"apdu": "00A40400…", "seconds": 3}         → {"answer": "6F…9000"}
    {"readers": true, "seconds": 3}             → {"readers": ["…"]}
    any of them                                 → {"error": 2148532252}      PC/SC's own number, 0 for an empty answer
"""

import contextlib
import faulthandler
import json
import os
import sys
from typing import Any

from smartcard import scard

NO_ERROR = 0
LEAST = 0.05


class Failed(Exception):
    """PC/SC's number of what went wrong."""


def main() -> None:
    """Serves until the desk closes the pipe."""
    worker = Worker()
    with open(os.devnull, "w") as nowhere:
        for line in sys.stdin:
            words = json.loads(line)
            faulthandler.dump_traceback_later(max(LEAST, words.pop("seconds")), exit=True, file=nowhere)
            try:
                answer = worker.serve(words)
            except Failed as failed:
                answer = {"error": failed.args[0]}
            except SystemError:  # how pyscard tells that a handle is worth nothing any more
                answer = {"error": NO_ERROR}
            faulthandler.cancel_dump_traceback_later()
            print(json.dumps(answer), flush=True)  # noqa: T201
        with contextlib.suppress(Failed, SystemError):
            worker.close()


class Worker:
    """One context and at most one card."""

    def __init__(self) -> None:
        self._context: Any = None
        self._card: Any = None
        self._protocol = 0

    def serve(self, words: dict[str, Any]) -> dict[str, object]:
        if self._context is None:
            self._context = _done(*scard.SCardEstablishContext(scard.SCARD_SCOPE_USER))
        if "apdu" in words:
            return {"answer": self._transmit(bytes.fromhex(words["apdu"])).hex()}
        readers = _done(*scard.SCardListReaders(self._context, []))
        if "readers" in words:
            return {"readers": readers}
        named = next((name for name in readers if name.startswith(words["connect"])), None)
        if named is None:
            raise Failed(scard.SCARD_E_UNKNOWN_READER & 0xFFFFFFFF)
        both = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        failed, self._card, self._protocol = scard.SCardConnect(self._context, named, scard.SCARD_SHARE_EXCLUSIVE, both)
        _done(failed, None)
        return {"reader": named}

    def close(self) -> None:
        if self._card is not None:
            scard.SCardDisconnect(self._card, scard.SCARD_RESET_CARD)
        if self._context is not None:
            scard.SCardReleaseContext(self._context)

    def _transmit(self, apdu: bytes) -> bytes:
        header = scard.SCARD_PCI_T0 if self._protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1
        answer = bytes(_done(*scard.SCardTransmit(self._card, header, list(apdu))))
        if len(answer) < 2:
            raise Failed(NO_ERROR)
        return answer


def _done(failed: int, value: Any) -> Any:
    if failed != scard.SCARD_S_SUCCESS:
        raise Failed(failed & 0xFFFFFFFF)
    return value


if __name__ == "__main__":
    main()
