"""Telling a genuine paper from an altered one without a line."""

import base64
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from paper_samples import FACTS, KEY, LONG_NAME, NAMES

from printing.signed_code import SignedFacts, seal, verify

PUBLIC = [KEY.public_key()]
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


def test_a_sealed_code_gives_its_facts_back():
    verdict = verify(seal(FACTS, KEY), PUBLIC)
    assert verdict.genuine
    assert verdict.facts == FACTS


def test_the_code_is_found_inside_other_text():
    assert verify(f"HTTPS://RATE.EXAMPLE/{seal(FACTS, KEY)} ", PUBLIC).genuine


def test_a_code_keeps_to_the_letters_a_qr_packs_tightest():
    assert set(seal(replace(FACTS, name=NAMES), KEY)) <= set("GT1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_the_longest_name_still_fits_a_readable_qr():
    from printing.marks import qr

    assert qr(seal(replace(FACTS, name=LONG_NAME), KEY), side=22).width < 22.5


@given(st.integers(0, 280), st.integers(1, 255))
def test_one_changed_byte_is_always_noticed(place, flip):
    code = seal(FACTS, KEY)[4:]
    content = bytearray(base64.b32decode(code + "=" * (-len(code) % 8)))
    content[place % len(content)] ^= flip
    altered = "GT1:" + base64.b32encode(bytes(content)).decode().rstrip("=")
    assert not verify(altered, PUBLIC).genuine


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("受理回执", "no_code"),
        ("GT1:AAAA", "malformed"),
        ("GT1:A", "malformed"),
        (seal(FACTS, OTHER), "unknown_key"),
        (
            "GT1:" + base64.b32encode(b"\x07" + b"k" * 8 + "\n".join("abcdefghij").encode() + b"s" * 64).decode(),
            "unknown_suite",
        ),
    ],
)
def test_every_refusal_says_why(text, reason):
    assert verify(text, PUBLIC).reason == reason


def test_a_code_signed_by_another_hall_is_genuine_once_its_key_is_known():
    assert verify(seal(FACTS, OTHER), [*PUBLIC, OTHER.public_key()]).genuine


@given(st.text(max_size=60))
def test_any_name_survives(name):
    facts = replace(FACTS, name=name.encode("utf-8", "replace").decode())
    told = verify(seal(facts, KEY), PUBLIC).facts
    assert told is not None
    assert told.name == facts.name.replace("\n", " ")


def test_the_facts_are_few():
    assert len(SignedFacts.__dataclass_fields__) == 10
