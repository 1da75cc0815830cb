"""Paper codes signed with SM2, where a hall is set to it."""

import sys

import paper_samples as samples
import pytest
from cryptography.exceptions import InvalidSignature

from desk.errors import UsageError
from printing.reading import code_in, differs, text_in
from printing.receipt import receipt
from printing.signed_code import key_id, public_key, seal, verify
from printing.sm2 import IDENTITY, ORDER, Sm2PrivateKey, Sm2PublicKey, demand_library, joined

KEY = Sm2PrivateKey(bytes(range(32)))
OTHER = Sm2PrivateKey(b"o" * 32)


def published(*words: str) -> bytes:
    return bytes.fromhex("".join(words))


def test_the_published_example_of_the_standard_verifies():
    """GB/T 32918.5-2017, annex A.2: key, message and signature on the recommended curve."""
    key = Sm2PublicKey(
        published(
            "09F9DF31 1E5421A1 50DD7D16 1E4BC5C6 72179FAD 1833FC07 6BB08FF3 56F35020",
            "CCEA490C E26775A5 2DC6EA71 8CC1AA60 0AED05FB F35E084A 6632F607 2DA9AD13",
        )
    )
    signature = published(
        "F5A03B06 48D2C463 0EEAC513 E1BB81A1 5944DA38 27D5B741 43AC7EAC EEE720B3",
        "B1B6AA29 DF212FD8 763182BC 0D421CA1 BB9038FD 1F7F42D4 840B69C4 85BBC1AA",
    )
    key.verify(signature, b"message digest")
    with pytest.raises(InvalidSignature):
        key.verify(signature, b"message digesT")


def test_the_published_private_key_has_the_published_public_key():
    number = int("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16)
    secret = (number - 1).to_bytes(32, "big")
    assert number < ORDER
    assert Sm2PrivateKey(secret).public_key().public_bytes_raw().hex().upper().startswith("09F9DF311E5421A1")


def test_a_signature_that_begins_with_a_zero_is_as_long_as_any():
    """One of ninety does; a paper signed so was told as false."""
    key = Sm2PrivateKey(b"7" * 32)
    number, point = key._number.to_bytes(32, "big"), b"\4" + key._point
    r, s = demand_library()(number, IDENTITY, point, rnd_fn=lambda _: 53).sign(b"data")
    assert len(r) + len(s) == 63
    assert len(joined(r, s)) == 64
    key.public_key().verify(joined(r, s), b"data")


def test_a_paper_signed_with_sm2_is_verified_from_the_paper_alone():
    pdf = receipt(samples.replace(samples.RECEIPT, code=seal(samples.FACTS, KEY)))
    verdict = verify(code_in(pdf) or "", [samples.KEY.public_key(), OTHER.public_key(), KEY.public_key()])
    assert verdict.genuine
    assert verdict.facts == samples.FACTS
    assert differs(verdict.facts, text_in(pdf)) == []


def test_an_altered_or_foreign_sm2_code_is_told_apart():
    code = seal(samples.FACTS, KEY)
    body = code[4:]
    changed = "GT1:" + body[:40] + ("A" if body[40] != "A" else "B") + body[41:]
    assert verify(changed, [KEY.public_key()]).reason in ("altered", "unknown_key")
    assert verify(code, [OTHER.public_key()]).reason == "unknown_key"
    assert verify(code, [samples.KEY.public_key()]).reason == "unknown_key"


def test_keys_of_both_kinds_are_told_by_their_length():
    for key in (KEY.public_key(), samples.KEY.public_key()):
        assert key_id(public_key(key.public_bytes_raw())) == key_id(key)
    with pytest.raises(ValueError, match="32 bytes"):
        public_key(b"x" * 33)


def test_without_the_package_it_is_said_and_ed25519_goes_on(monkeypatch):
    code = seal(samples.FACTS, KEY)
    monkeypatch.setitem(sys.modules, "gmalg", None)
    with pytest.raises(UsageError) as told:
        verify(code, [samples.KEY.public_key()])
    assert (told.value.kind, told.value.facts["package"]) == ("sm_not_installed", "guitai[sm]")
    assert verify(seal(samples.FACTS, samples.KEY), [samples.KEY.public_key()]).genuine
