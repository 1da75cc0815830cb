"""The signed facts in a paper's QR code: any hall can tell a genuine paper from an altered one, without a line.

    GT1:<base32 of: suite (1 byte) | key id (8 bytes) | facts (UTF-8, one a line) | signature (64 bytes)>

Capital letters, digits and a colon only: that is QR's alphanumeric set, a third smaller than bytes. The signature
covers everything before it. Suite 1 is Ed25519 (RFC 8032), suite 2 is SM2 with SM3 (GB/T 32918.2), for halls that are
set to it (`printing.sm2`). The key id is the beginning of the public key's SHA-256, in suite 2 of its SM3, so that a
verifier with many halls' keys finds the right one. A photocopy carries the same code as its original: it proves what
was issued, not who holds it.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from printing.sm2 import Sm2PrivateKey, Sm2PublicKey, demand_library

ED25519, SM2 = 1, 2
PrivateKey = Ed25519PrivateKey | Sm2PrivateKey
PublicKey = Ed25519PublicKey | Sm2PublicKey
KEY_ID, SIGNATURE = 8, 64
PATTERN = re.compile(r"GT1:([A-Z2-7]+)")


@dataclass(frozen=True, slots=True)
class SignedFacts:
    """What a paper's code vouches for; all text, none of it with a line feed."""

    kind: str
    """Code of the paper: receipt, one_time_notice, deferral_notice …"""
    number: str
    name: str
    masked: str
    """The ID number with stars; a form may show it whole."""
    service: str
    reason: str
    day: str
    """Day of acceptance, ISO 8601."""
    ready: str
    """Promised day, or empty."""
    paid: str
    """In fen."""
    copy: str
    """0 for the original, else the how manyth reprint."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code turned out to be; `reason` is genuine, no_code, malformed, unknown_suite, unknown_key or altered."""

    genuine: bool
    reason: str
    facts: SignedFacts | None = None


def key_id(key: PublicKey) -> bytes:
    """How a code names the key it was signed with."""
    if isinstance(key, Ed25519PublicKey):
        return sha256(key.public_bytes_raw()).digest()[:KEY_ID]
    summed = hashes.Hash(hashes.SM3())
    summed.update(key.public_bytes_raw())
    return summed.finalize()[:KEY_ID]


def public_key(raw: bytes) -> PublicKey:
    """A key as another hall gave it: 32 bytes of Ed25519 or 64 of SM2. Raises ValueError."""
    return Sm2PublicKey(raw) if len(raw) == 64 else Ed25519PublicKey.from_public_bytes(raw)


def seal(facts: SignedFacts, key: PrivateKey) -> str:
    """The text for the QR code."""
    told = "\n".join(value.replace("\n", " ") for value in astuple(facts)).encode()
    suite = ED25519 if isinstance(key, Ed25519PrivateKey) else SM2
    signed = bytes([suite]) + key_id(key.public_key()) + told
    return "GT1:" + base64.b32encode(signed + key.sign(signed)).decode().rstrip("=")


def facts_in(text: str) -> SignedFacts | None:
    """What a code says, whether or not it is genuine; for making a reprint's code from the first print's."""
    opened = _open(text)
    return opened[2] if isinstance(opened, tuple) else None


def verify(text: str, keys: Iterable[PublicKey]) -> Verdict:
    """Whether the code found in a text was signed by one of the halls we know. Raises UsageError(sm_not_installed)."""
    opened = _open(text)
    if isinstance(opened, str):
        return Verdict(False, opened)
    content, signer, facts = opened
    kind = {ED25519: Ed25519PublicKey, SM2: Sm2PublicKey}.get(content[0])
    if kind is None:
        return Verdict(False, "unknown_suite")
    if kind is Sm2PublicKey:
        demand_library()
    for key in keys:
        if isinstance(key, kind) and key_id(key) == signer:
            try:
                key.verify(content[-SIGNATURE:], content[:-SIGNATURE])
            except InvalidSignature:
                return Verdict(False, "altered")
            return Verdict(True, "genuine", facts)
    return Verdict(False, "unknown_key")


def _open(text: str) -> tuple[bytes, bytes, SignedFacts] | str:
    """The code's bytes, its key id and its facts; or why there are none."""
    found = PATTERN.search(text)
    if not found:
        return "no_code"
    body = found.group(1)
    try:
        content = base64.b32decode(body + "=" * (-len(body) % 8))
        signer, told = content[1 : 1 + KEY_ID], content[1 + KEY_ID : -SIGNATURE]
        return content, signer, SignedFacts(*told.decode().split("\n"))
    except (binascii.Error, UnicodeDecodeError, TypeError):
        return "malformed"
