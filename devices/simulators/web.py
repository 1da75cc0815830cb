"""What every simulated service on HTTP does alike: listen on loopback, answer in JSON, or be silent on purpose."""

import argparse
import http.server
from collections.abc import Mapping

from devices.simulators import control
from devices.simulators.control import Control, Deed, Faults

SILENCE = 30.0
"""Seconds a silent connection is held before it is dropped."""


class Question(http.server.BaseHTTPRequestHandler):
    """One request."""

    def hear(self, body: bytes) -> None:
        """What this service does about it."""
        raise NotImplementedError

    def do_POST(self) -> None:
        """Reads what was asked."""
        self.hear(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def say(self, status: int, data: bytes, length: int | None = None) -> None:
        """Answers; `length` may promise more than there is."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def keep_silent(self) -> None:
        """Says nothing until the other side gives up."""
        self.connection.settimeout(SILENCE)
        self.rfile.read(1)
        self.close_connection = True

    def handle(self) -> None:
        """Whoever hangs up in the midst of it is no trouble here."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the witness file tells what happened, and questions hold personal data."""


def serve(
    options: argparse.Namespace,
    name: str,
    server: http.server.HTTPServer,
    faults: Faults,
    deeds: Mapping[str, Deed] | None = None,
) -> None:
    """Serves until the program is ended; the control socket knows `fault`, `clear` and the service's own deeds."""
    with server:
        told: dict[str, Deed] = {"fault": faults.add, "clear": faults.clear, **(deeds or {})}
        listening = Control(options.control, told) if options.control else None
        control.ready(options, name, "http://{}:{}".format(*server.server_address[:2]), options.control)
        try:
            server.serve_forever(0.1)
        finally:
            if listening:
                listening.close()
