"""Signatures against values worked out by hand or by another hand."""

import hashlib
import json
from datetime import datetime

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desk.errors import UsageError
from desk.links.signing import CaSigning, NoSigning, Sm2Signing, TifSigning, to_be_signed

AT = datetime.fromisoformat("2026-03-16T10:00:00+08:00")
DOCUMENT = {"infno": "1101", "name": "张𬭎𰻞"}
KEY = b"0123456789abcdef"


def test_what_is_signed_is_what_is_sent_and_never_escaped():
    assert NoSigning().seal(DOCUMENT, AT, "n").body == '{"infno":"1101","name":"张𬭎𰻞"}'.encode()


def test_the_gateways_signature_is_time_token_nonce_time():
    headers = TifSigning("hall", "token").seal(DOCUMENT, AT, "n1").headers
    assert headers["x-tif-timestamp"] == "1773626400"
    assert headers["x-tif-signature"] == hashlib.sha256(b"1773626400tokenn11773626400").hexdigest()
    rio = TifSigning("hall", "token", "x-rio").seal(DOCUMENT, AT, "n1").headers
    assert rio["x-rio-signature"] == headers["x-tif-signature"].upper()


def test_the_body_is_covered_by_the_ca_signature():
    one = CaSigning("hall", "secret").seal(DOCUMENT, AT, "n").headers["x-ca-signature"]
    other = CaSigning("hall", "secret").seal(DOCUMENT | {"name": "李样本"}, AT, "n").headers["x-ca-signature"]
    assert one.startswith("1773626400000:")
    assert one != other


def test_what_sm2_signs_is_sorted_and_ends_with_the_secret():
    told = {"timestamp": "1", "appCode": "hall", "version": "1.0.0", "encType": "SM4", "signType": "SM2"}
    assert (
        to_be_signed(told | {"encData": "00", "signData": "00", "extra": ""}, "secret")
        == b"appCode=hall&encType=SM4&signType=SM2&timestamp=1&version=1.0.0&secret"
    )


def test_a_sealed_document_can_be_opened_with_the_key_and_only_so():
    signed = []

    def token(data):
        signed.append(data)
        return b"\x01\x02"

    signing = Sm2Signing("hall", "secret", KEY, token)
    body = json.loads(signing.seal(DOCUMENT, AT, "n").body)
    assert body["data"]["signData"] == "0102"
    assert signed == [to_be_signed(body["data"], "secret")]
    cipher = Cipher(algorithms.SM4(KEY), modes.ECB()).decryptor()
    clear = cipher.update(bytes.fromhex(body["data"]["encData"])) + cipher.finalize()
    assert json.loads(clear[: -clear[-1]]) == DOCUMENT
    assert signing.open(body) == DOCUMENT
    with pytest.raises(ValueError):
        Sm2Signing("hall", "secret", KEY[::-1], token).open(body)


def test_without_a_signer_the_way_of_sm2_is_refused_not_faked():
    with pytest.raises(UsageError) as told:
        Sm2Signing("hall", "secret", KEY, None)
    assert told.value.kind == "signing_unavailable"


def test_secrets_do_not_show_when_printed():
    shown = repr((TifSigning("hall", "hidden"), CaSigning("hall", "hidden"), Sm2Signing("hall", "hidden", KEY, bytes)))
    assert "hidden" not in shown
    assert "0123456789abcdef" not in shown
