"""One question to an outside system over HTTP, with one deadline for all of it.

HTTP libraries limit each single read; a server that sends a byte a second would keep a counter waiting for ever. Here
the limit is the call's: `Call` cuts every connect, read and write to what is left of it. (Looking up a host's name
is the system's; where that matters, settings name an address.) Connections are not kept: an idle one may be dead.

    document ── signed ── POST ── status ── JSON ── document
                           │        │        └ truncated, too long, no object → bad_answer
                           │        └ 401, 403 → not_authorised, or clock_skew; other → http_‹status›
                           └ no such name, refused → unreachable · silent → timeout · something else there → not_http
"""

import json
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpcore
import httpx

from desk.errors import OutsideSilent
from desk.links.signing import Signing
from desk.ports import Clock

LONGEST = 4_000_000
"""Bytes an answer may have."""
SKEW = timedelta(seconds=180)
"""Gateways refuse requests whose time differs from theirs by more."""


@dataclass(slots=True)
class Call:
    """The call that is under way: when it must be over, by the monotonic clock, and whether anything was heard."""

    until: float = float("inf")
    heard: bool = False

    def starts(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """What is left of it, at most `timeout`. Raises httpcore.ReadTimeout when nothing is."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the call's deadline")
        return left if timeout is None else min(left, timeout)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, call: Call) -> None:
        self._stream = stream
        self._call = call

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        piece = self._stream.read(max_bytes, self._call.left(timeout))
        self._call.heard |= bool(piece)
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._call.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._call.left(timeout)), self._call)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _TimedNetwork(httpcore.SyncBackend):
    def __init__(self, call: Call) -> None:
        self._call = call

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        stream = super().connect_tcp(host, port, self._call.left(timeout), local_address, socket_options)
        return _TimedStream(stream, self._call)


class _TimedTransport(httpx.HTTPTransport):
    """httpx's own transport over a pool whose network knows the deadline; httpx has no public place to say so."""

    def __init__(self, call: Call) -> None:
        super().__init__(trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=_TimedNetwork(call),
        )


@dataclass(slots=True)
class Wire:
    """Questions to one system. `kind` is the error's when it does not answer, `setting` the key that names its address.

    `nonce` gives a random text that was never given before. Used by one caller at a time.
    """

    base: str
    kind: str
    setting: str
    clock: Clock
    signing: Signing
    nonce: Callable[[], str]
    timeout: float = 5.0
    skew: timedelta = timedelta(0)
    """How far the other system's clock was ahead of ours at its last answer, where it told."""
    _call: Call = field(default_factory=Call)
    _client: httpx.Client | None = None
    _status: int = 0

    def begin(self) -> None:
        """A call begins: all posts until the next `begin` share its deadline."""
        self._call.starts(self.timeout)

    def post(self, path: str, document: Mapping[str, Any]) -> dict[str, Any]:
        """Raises OutsideSilent(kind, error=…, attempts=1, setting=…)."""
        self._status, self._call.heard = 0, False
        try:
            status, headers, body = self._exchange(path, document)
        except httpx.TimeoutException:
            raise self.trouble("timeout") from None
        except httpx.RemoteProtocolError:
            raise self.trouble("bad_answer" if self._status else "not_http") from None
        except httpx.ReadError:  # hung up on: in the middle of an answer, of something else, or before a word
            heard = "not_http" if self._call.heard else "unreachable"
            raise self.trouble("bad_answer" if self._status else heard) from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):  # the last: two dots in a row are no name of a host
            raise self.trouble("unreachable") from None
        self._note_skew(headers)
        if status in (401, 403):
            raise self.trouble("clock_skew" if abs(self.skew) > SKEW else "not_authorised")
        if status != 200:
            raise self.trouble(f"http_{status}")
        return self._document(body)

    def trouble(self, error: str, **facts: object) -> OutsideSilent:
        """What to raise in this system's name."""
        return OutsideSilent(self.kind, error=error, attempts=1, setting=self.setting, **facts)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None

    def _exchange(self, path: str, document: Mapping[str, Any]) -> tuple[int, httpx.Headers, bytes]:
        if self._client is None:
            self._client = httpx.Client(transport=_TimedTransport(self._call), timeout=self.timeout)
        sealed = self.signing.seal(document, self.clock.now(), self.nonce())
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept-Encoding": "identity", **sealed.headers}
        url = self.base.rstrip("/") + path
        with self._client.stream("POST", url, content=sealed.body, headers=headers) as answer:
            self._status = answer.status_code
            body = b""
            for piece in answer.iter_raw():
                body += piece
                if len(body) > LONGEST:
                    raise self.trouble("bad_answer")
            return answer.status_code, answer.headers, body

    def _document(self, body: bytes) -> dict[str, Any]:
        try:
            document = json.loads(body)
        except (ValueError, RecursionError):
            raise self.trouble("bad_answer") from None
        if not isinstance(document, dict):
            raise self.trouble("bad_answer")
        return document

    def _note_skew(self, headers: httpx.Headers) -> None:
        try:
            theirs = parsedate_to_datetime(headers["Date"])
        except (KeyError, ValueError):
            return
        self.skew = theirs.replace(tzinfo=theirs.tzinfo or UTC) - self.clock.now()
