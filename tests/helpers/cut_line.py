"""A line between a desk and its database server that is cut at the worst moment: around COMMIT."""

import contextlib
import select
import socket
import threading
from pathlib import Path


class CutLine:
    """A Unix socket in `folder` that passes everything to the server's, until `mood` says otherwise.

    pass            everything goes through
    lose_reply      COMMIT reaches the server, its answer does not come back
    lose_commit     COMMIT does not reach the server
    pooled          what a line asks for at its start is left out, as a pooler does that was told to ignore it
    """

    def __init__(self, folder: Path, server: Path) -> None:
        self.mood = "pass"
        self._server = server / ".s.PGSQL.5432"
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(folder / ".s.PGSQL.5432"))
        self._door.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                desk, _ = self._door.accept()
                threading.Thread(target=self._carry, args=(desk,), daemon=True).start()

    def _carry(self, desk: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(self._server))
        with desk, server, contextlib.suppress(OSError):
            if self.mood == "pooled":
                server.sendall(_without_options(desk.recv(65536)))
            while True:
                for side in select.select([desk, server], [], [])[0]:
                    said = side.recv(65536)
                    if not said:
                        return
                    if side is server:
                        desk.sendall(said)
                    elif b"COMMIT" in said and self.mood != "pass":
                        if self.mood == "lose_reply":
                            server.sendall(said)
                            server.recv(65536)
                        return
                    else:
                        server.sendall(said)


def _without_options(start: bytes) -> bytes:
    """A protocol-3 startup packet: its length, its version, names and values by turns, nothing."""
    words = start[8:-2].split(b"\0")
    kept = [
        word
        for name, value in zip(words[::2], words[1::2], strict=True)
        if name != b"options"
        for word in (name, value)
    ]
    body = start[4:8] + b"\0".join(kept) + b"\0\0"
    return (len(body) + 4).to_bytes(4, "big") + body
