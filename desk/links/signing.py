"""How regional platforms want a request signed. Which way is a setting; each was seen in the wild, none is universal.

    none   nothing
    tif    headers ‹prefix›-paasid, -timestamp, -nonce, -signature; the signature is
           SHA-256(timestamp + token + nonce + timestamp) in hexadecimal and does not cover the body
    ca     headers x-ca-key and x-ca-signature = ‹timestamp›:HEX(HMAC-SM3(secret, timestamp LF body))
    sm2    the body becomes {data: {appCode, version, encType, signType, timestamp, encData, signData}}: encData is the
           document under SM4 (ECB, PKCS#7, upper-case hexadecimal), signData an SM2-with-SM3 signature over the other
           members, sorted, joined k=v&…, with the application's secret behind

SM3 and SM4 come from `cryptography`. It has no SM2, so `sm2` needs a signer from outside: the hall's signing key sits
in a token whose vendor library signs; without one this way refuses to be built.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from cryptography.hazmat.primitives import hashes, hmac, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desk.errors import UsageError

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A request as it goes out."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Signing(Protocol):
    """Signs what goes out and opens what comes back."""

    def seal(self, document: Mapping[str, Any], at: datetime, nonce: str) -> Sealed: ...

    def open(self, document: Any) -> Any:
        """The answer's content. Raises ValueError, KeyError or TypeError when nothing can be found in it."""
        ...


class NoSigning:
    """Plain JSON."""

    def seal(self, document: Mapping[str, Any], at: datetime, nonce: str) -> Sealed:  # noqa: ARG002
        return Sealed(as_json(document))

    def open(self, document: Any) -> Any:
        return document


@dataclass(frozen=True, slots=True)
class TifSigning(NoSigning):
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
class CaSigning(NoSigning):
    """Covers the body with HMAC-SM3."""

    key: str
    secret: str = field(repr=False)

    def seal(self, document: Mapping[str, Any], at: datetime, nonce: str) -> Sealed:  # noqa: ARG002
        body = as_json(document)
        timestamp = str(int(at.timestamp() * 1000))
        code = hmac.HMAC(self.secret.encode(), hashes.SM3())
        code.update(timestamp.encode() + b"\n" + body)
        return Sealed(body, {"x-ca-key": self.key, "x-ca-signature": f"{timestamp}:{code.finalize().hex().upper()}"})


@dataclass(frozen=True, slots=True)
class Sm2Signing:
    """Encrypts and signs the document itself. `sm4_key` has 16 bytes; `sign` gives an SM2-with-SM3 signature."""

    app_code: str
    app_secret: str = field(repr=False)
    sm4_key: bytes = field(repr=False)
    sign: Sign | None
    version: str = "1.0.0"

    def __post_init__(self) -> None:
        if self.sign is None:
            raise UsageError("signing_unavailable", signing="sm2")

    def seal(self, document: Mapping[str, Any], at: datetime, nonce: str) -> Sealed:  # noqa: ARG002
        assert self.sign is not None
        data = {
            "appCode": self.app_code,
            "version": self.version,
            "encType": "SM4",
            "signType": "SM2",
            "timestamp": str(int(at.timestamp() * 1000)),
            "encData": _sm4(self.sm4_key, as_json(document)),
        }
        data["signData"] = self.sign(to_be_signed(data, self.app_secret)).hex().upper()
        return Sealed(as_json({"data": data}))

    def open(self, document: Any) -> Any:
        return json.loads(_sm4_opened(self.sm4_key, bytes.fromhex(document["data"]["encData"])))


def to_be_signed(data: Mapping[str, str], secret: str) -> bytes:
    """Members in ascending order without signData, encData, extra; joined, the secret behind."""
    told = [f"{name}={data[name]}" for name in sorted(data) if name not in ("signData", "encData", "extra")]
    return "&".join([*told, secret]).encode()


def as_json(document: Mapping[str, Any]) -> bytes:
    """Compact JSON in UTF-8, never escaped: what is signed is what is sent."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _sm4(key: bytes, clear: bytes) -> str:
    padder = padding.PKCS7(128).padder()
    cipher = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()  # noqa: S305 - the platform's own choice
    return (cipher.update(padder.update(clear) + padder.finalize()) + cipher.finalize()).hex().upper()


def _sm4_opened(key: bytes, sealed: bytes) -> bytes:
    cipher = Cipher(algorithms.SM4(key), modes.ECB()).decryptor()  # noqa: S305
    padder = padding.PKCS7(128).unpadder()
    return padder.update(cipher.update(sealed) + cipher.finalize()) + padder.finalize()
