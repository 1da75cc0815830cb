"""How the simulated platform checks what it is sent: times within three minutes, nonces used once, signatures anew."""

import hashlib
import threading
import time
from email.message import Message

from cryptography.hazmat.primitives.hashes import SM3, Hash

SKEW = 180


class Signatures:
    """One way of signing: none, tif, rio or ca."""

    def __init__(self, way: str, secret: str) -> None:
        self._way = way
        self._secret = secret.encode()
        self._used: set[str] = set()
        self._lock = threading.Lock()

    def good(self, headers: Message, body: bytes) -> bool:
        """Whether a request may come in."""
        if self._way == "none":
            return True
        return self._code(headers, body) if self._way == "ca" else self._gateway(headers)

    def _gateway(self, headers: Message) -> bool:
        who, when, nonce, signature = (
            headers.get(f"x-{self._way}-{name}") or "" for name in ("paasid", "timestamp", "nonce", "signature")
        )
        digest = hashlib.sha256(when.encode() + self._secret + nonce.encode() + when.encode()).hexdigest()
        with self._lock:
            fresh = nonce not in self._used
            self._used.add(nonce)
        right = signature == (digest.upper() if self._way == "rio" else digest)
        return bool(who) and fresh and right and _near(when, 1)

    def _code(self, headers: Message, body: bytes) -> bool:
        timestamp, _, code = (headers.get("x-ca-signature") or "").partition(":")
        expected = _hmac_sm3(self._secret, timestamp.encode() + b"\n" + body)
        return bool(headers.get("x-ca-key")) and code == expected.hex().upper() and _near(timestamp, 1000)


def _near(timestamp: str, per_second: int) -> bool:
    return timestamp.isdigit() and abs(int(timestamp) / per_second - time.time()) <= SKEW


def _hmac_sm3(secret: bytes, data: bytes) -> bytes:
    """RFC 2104 over SM3, whose block has 64 bytes."""
    key = (_sm3(secret) if len(secret) > 64 else secret).ljust(64, b"\0")
    inner = _sm3(bytes(byte ^ 0x36 for byte in key) + data)
    return _sm3(bytes(byte ^ 0x5C for byte in key) + inner)


def _sm3(data: bytes) -> bytes:
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()
