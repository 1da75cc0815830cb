"""Sealing of sensitive columns, keyed hashes for look-ups, and the keys behind both.

DEFINITIONS

The *master key* is 32 random bytes outside the data folder. Each purpose gets its own key from it by HKDF (RFC 5869)
with the store's id as salt. A *suite* names the algorithms: `intl` is AES-256-GCM and HMAC-SHA-256, `sm` is SM4-GCM
(GB/T 32907) and HMAC-SM3 (GB/T 32905). What is sealed says its suite in its first byte, so both can be opened at any
time.

    sealed = suite (1 byte) ‖ nonce (12, random for every write) ‖ ciphertext ‖ tag (16)
    bound to: store id ‖ 0x1f ‖ place ("cases.situation") ‖ 0x1f ‖ row

INVARIANTS

 1. A sealed value opens only in its own store, column and row: moved anywhere else it is damage.
 2. No nonce is counted; it is random for every write, so that a cloned station cannot repeat one.
 3. A look-up key cannot be computed without the master key.
"""

import hmac as plain_hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desk.errors import StoreTrouble

_NONCE, _TAG = 12, 16
_BETWEEN = b"\x1f"


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals and opens values of one store; `suite` rules new values."""

    store_id: str
    suite: str
    master: bytes = field(repr=False)
    _keys: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def seal(self, place: str, row: str, clear: bytes) -> bytes:
        """Seals a value for one column (`table.column`) and one row (its key as text)."""
        nonce = os.urandom(_NONCE)
        bound = self._bound_to(place, row)
        if self.suite == "sm":
            return bytes([2]) + nonce + _sm4_gcm_seal(self.secret("seal-sm")[:16], nonce, clear, bound)
        return bytes([1]) + nonce + AESGCM(self.secret("seal-intl")).encrypt(nonce, clear, bound)

    def open(self, place: str, row: str, sealed: bytes) -> bytes:
        """Raises StoreTrouble(store_damaged) when a value was changed or moved."""
        nonce, body, bound = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], self._bound_to(place, row)
        try:
            if len(body) < _TAG:
                raise InvalidTag
            if sealed[0] == 2:
                return _sm4_gcm_open(self.secret("seal-sm")[:16], nonce, body, bound)
            if sealed[0] == 1:
                return AESGCM(self.secret("seal-intl")).decrypt(nonce, body, bound)
            raise InvalidTag
        except InvalidTag:
            raise StoreTrouble("store_damaged", what="sealed_value", place=place) from None

    def find_key(self, text: str) -> bytes:
        """16 bytes that stand for a text in an index."""
        return self.tag("find", text.encode())[:16]

    def tag(self, purpose: str, data: bytes) -> bytes:
        """A keyed hash (32 bytes) under a key of its own for each purpose."""
        key = self.secret(f"tag-{purpose}")
        if self.suite == "intl":
            return plain_hmac.digest(key, data, "sha256")
        keyed = hmac.HMAC(key, hashes.SM3())
        keyed.update(data)
        return keyed.finalize()

    def secret(self, purpose: str) -> bytes:
        """32 bytes for one purpose, always the same in this store."""
        known = self._keys.get(purpose)
        if known is None:
            known = derive(self.master, self.store_id, purpose)
            self._keys[purpose] = known
        return known

    def _bound_to(self, place: str, row: str) -> bytes:
        return _BETWEEN.join((self.store_id.encode(), place.encode(), row.encode()))


def derive(master: bytes, store_id: str, purpose: str) -> bytes:
    """HKDF-SHA-256 of the master key, 32 bytes."""
    return HKDF(hashes.SHA256(), 32, store_id.encode(), f"guitai {purpose}".encode()).derive(master)


def _sm4_gcm_seal(key: bytes, nonce: bytes, clear: bytes, bound: bytes) -> bytes:
    sealing = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(bound)
    return sealing.update(clear) + sealing.finalize() + sealing.tag


def _sm4_gcm_open(key: bytes, nonce: bytes, body: bytes, bound: bytes) -> bytes:
    opening = Cipher(algorithms.SM4(key), modes.GCM(nonce, body[-_TAG:])).decryptor()
    opening.authenticate_additional_data(bound)
    return opening.update(body[:-_TAG]) + opening.finalize()
