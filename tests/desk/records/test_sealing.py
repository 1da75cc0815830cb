"""Sealed values open only where they were sealed; the algorithms are the published ones."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import StoreTrouble
from desk.records import sealing
from desk.records.sealing import Sealer

INTL = Sealer("store-1", "intl", bytes(range(32)))
SM = Sealer("store-1", "sm", bytes(range(32)))


def test_sm4_is_the_published_block_cipher() -> None:
    key = plain = bytes.fromhex("0123456789abcdeffedcba9876543210")  # GB/T 32907-2016, A.1
    block = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()

    assert (block.update(plain) + block.finalize()).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm3_is_the_published_digest() -> None:
    digest = hashes.Hash(hashes.SM3())  # GB/T 32905-2016, A.1
    digest.update(b"abc")

    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm4_gcm_is_the_published_mode() -> None:
    key, nonce = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"), bytes.fromhex("00001234567800000000ABCD")
    bound = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    clear = bytes.fromhex(  # RFC 8998, A.1
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    sealed = sealing._sm4_gcm_seal(key, nonce, clear, bound)

    assert sealed.hex().upper() == (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    assert sealing._sm4_gcm_open(key, nonce, sealed, bound) == clear


def test_keys_are_drawn_by_hkdf() -> None:
    """RFC 5869 says how; two purposes and two stores never share a key."""
    drawn = {
        sealing.derive(bytes(32), store, purpose).hex()
        for store in ("a", "b")
        for purpose in ("pages", "find", "seal-intl")
    }

    assert len(drawn) == 6


@pytest.mark.parametrize("sealer", [INTL, SM])
@given(clear=st.binary(max_size=300))
def test_what_was_sealed_opens_again(sealer: Sealer, clear: bytes) -> None:
    assert sealer.open("cases.holder", "1", sealer.seal("cases.holder", "1", clear)) == clear


@pytest.mark.parametrize("sealer", [INTL, SM])
@pytest.mark.parametrize(("place", "row"), [("cases.decision", "1"), ("cases.holder", "2"), ("cases.holder1", "")])
def test_a_value_moved_to_another_place_is_damage(sealer: Sealer, place: str, row: str) -> None:
    sealed = sealer.seal("cases.holder", "1", b"clear")

    with pytest.raises(StoreTrouble, match="store_damaged"):
        sealer.open(place, row, sealed)


@given(bit=st.integers(min_value=0, max_value=8 * 34 - 1))
def test_every_flipped_bit_of_a_sealed_value_is_damage(bit: int) -> None:
    sealed = bytearray(INTL.seal("cases.holder", "1", b"clear"))
    sealed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(StoreTrouble, match="store_damaged"):
        INTL.open("cases.holder", "1", bytes(sealed))


def test_both_suites_open_what_the_other_sealed() -> None:
    assert INTL.open("a", "b", SM.seal("a", "b", b"clear")) == b"clear"
    assert SM.open("a", "b", INTL.seal("a", "b", b"clear")) == b"clear"


def test_the_same_text_is_found_again_and_only_with_the_key() -> None:
    other = Sealer("store-1", "intl", bytes(32))

    assert INTL.find_key("110199198503127011") == INTL.find_key("110199198503127011")
    assert INTL.find_key("110199198503127011") != other.find_key("110199198503127011")
    assert SM.find_key("1") != INTL.find_key("1")


def test_no_two_sealings_look_alike() -> None:
    assert len({INTL.seal("a", "b", b"same") for _ in range(1000)}) == 1000
