"""SM2 signatures with SM3 for paper codes (GB/T 32918.2, GB/T 32905), where the optional package is installed.

The keys have the shape of the crypto library's Ed25519 keys, so that `signed_code` treats both alike: `sign`, `verify`,
`public_key`, `public_bytes_raw`. A signature is r ‖ s, 64 bytes; the signer's identity is the standard's default.
"""

from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidSignature

from desk.errors import UsageError

IDENTITY = b"1234567812345678"
ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
HALF = 32


def installed() -> bool:
    """Whether the optional package is there."""
    try:
        demand_library()
    except UsageError:
        return False
    return True


class Sm2PublicKey:
    """A point of the curve, x ‖ y."""

    def __init__(self, raw: bytes) -> None:
        if len(raw) != 2 * HALF:
            raise ValueError(len(raw))
        self._raw = raw

    @classmethod
    def from_public_bytes(cls, raw: bytes) -> "Sm2PublicKey":
        """Raises ValueError for anything but 64 bytes."""
        return cls(raw)

    def public_bytes_raw(self) -> bytes:
        """x ‖ y."""
        return self._raw

    def verify(self, signature: bytes, data: bytes) -> None:
        """Raises InvalidSignature, UsageError(sm_not_installed)."""
        known = demand_library()(None, IDENTITY, b"\4" + self._raw)
        if not known.verify(data, signature[:HALF], signature[HALF:]):
            raise InvalidSignature


class Sm2PrivateKey:
    """A number of the curve's order, made from a secret of 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._number = int.from_bytes(secret, "big") % (ORDER - 2) + 1

    @classmethod
    def from_private_bytes(cls, secret: bytes) -> "Sm2PrivateKey":
        """The same secret gives the same key."""
        return cls(secret)

    def sign(self, data: bytes) -> bytes:
        """r ‖ s. Raises UsageError(sm_not_installed)."""
        return joined(*self._signer.sign(data))

    def public_key(self) -> Sm2PublicKey:
        """What others verify with. Raises UsageError(sm_not_installed)."""
        return Sm2PublicKey(self._point)

    @cached_property
    def _point(self) -> bytes:
        own = demand_library()(self._number.to_bytes(HALF, "big"), IDENTITY)
        return bytes(own.generate_pk(self._number.to_bytes(HALF, "big")))[1:]

    @cached_property
    def _signer(self) -> Any:
        return demand_library()(self._number.to_bytes(HALF, "big"), IDENTITY, b"\4" + self._point)


def joined(r: bytes, s: bytes) -> bytes:
    """A signature of 64 bytes: the library drops leading zeros, of one signature in ninety."""
    return r.rjust(HALF, b"\0") + s.rjust(HALF, b"\0")


def demand_library() -> Any:
    """The package's SM2. Raises UsageError(sm_not_installed)."""
    try:
        from gmalg import SM2
    except ImportError:
        raise UsageError("sm_not_installed", package="guitai[sm]") from None
    return SM2
