"""Signatures against values worked out by hand or by another hand."""

import hashlib
from datetime import datetime

from desk.links.signing import CaSigning, NoSigning, TifSigning

AT = datetime.fromisoformat("2026-03-16T10:00:00+08:00")
DOCUMENT = {"infno": "1101", "name": "张𬭎𰻞"}


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


def test_secrets_do_not_show_when_printed():
    assert "hidden" not in repr((TifSigning("hall", "hidden"), CaSigning("hall", "hidden")))
