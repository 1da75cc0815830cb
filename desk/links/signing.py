"""How regional platforms want a request signed. Which way is a setting; each was seen in the wild, none is universal.

    none   nothing
    tif    headers ‹prefix›-paasid, -timestamp, -nonce, -signature; the signature is
           SHA-256(timestamp + token + nonce + timestamp) in hexadecimal and does not cover the body
    ca     headers x-ca-key and x-ca-signature = ‹timestamp›:HEX(HMAC-SM3(secret, timestamp LF body))

SM3 comes from `cryptography`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from cryptography.hazmat.primitives import hashes, hmac


@dataclass(frozen=True, slots=True)
class Sealed:
    """A request as it goes out."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Signing(Protocol):
    """Signs what goes out; what comes back is not signed."""

    def seal(self, document: Mapping[str, Any], at: datetime, nonce: str) -> Sealed: ...


class NoSigning:
    """Plain JSON."""

    def seal(self, document: Mapping[str, Any], at: datetime, nonce: str) -> Sealed:  # noqa: ARG002
        return Sealed(as_json(document))


@dataclass(frozen=True, slots=True)
class TifSigning:
    """The gateway's way; `prefix` is x-tif or x-rio, the latter writes its signature in capitals."""

    paasid: str
    token: str = field(repr=False)
    prefix: str = "x-tif"

    def seal(self, document: Mapping[str, Any], at: datetime, nonce: str) -> Sealed:
        timestamp = str(int(at.timestamp()))
        signature = hashlib.sha256(f"{timestamp}{self.token}{nonce}{timestamp}".encode()).hexdigest()
        headers = {
            f"{self.prefix}-paasid": self.paasid,
            f"{self.prefix}-timestamp": timestamp,
            f"{self.prefix}-nonce": nonce,
            f"{self.prefix}-signature": signature.upper() if self.prefix == "x-rio" else signature,
        }
        return Sealed(as_json(document), headers)


@dataclass(frozen=True, slots=True)
class CaSigning:
    """Covers the body with HMAC-SM3."""

    key: str
    secret: str = field(repr=False)

    def seal(self, document: Mapping[str, Any], at: datetime, nonce: str) -> Sealed:  # noqa: ARG002
        body = as_json(document)
        timestamp = str(int(at.timestamp() * 1000))
        code = hmac.HMAC(self.secret.encode(), hashes.SM3())
        code.update(timestamp.encode() + b"\n" + body)
        return Sealed(body, {"x-ca-key": self.key, "x-ca-signature": f"{timestamp}:{code.finalize().hex().upper()}"})


def as_json(document: Mapping[str, Any]) -> bytes:
    """Compact JSON in UTF-8, never escaped: what is signed is what is sent."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
