"""One way to print any words, and one way to keep them: a reprint is made from what the first print said.

A document's words are frozen values; kept, they are JSON in which values name their kind, so that exactly the same
words come back.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from printing import (
    card_face,
    day_report,
    deferral_notice,
    forms,
    lists,
    looks,
    mail_label,
    mandate,
    one_time_notice,
    receipt,
    slips,
    test_page,
)
from printing.lines import Small, Strong

PRESSES: dict[type, Callable[[Any], bytes]] = {
    receipt.ReceiptWords: receipt.receipt,
    slips.SlipWords: slips.slip,
    one_time_notice.NoticeWords: one_time_notice.one_time_notice,
    deferral_notice.DeferralWords: deferral_notice.deferral_notice,
    forms.FormWords: forms.form,
    lists.ListWords: lists.signed_list,
    mandate.MandateWords: mandate.mandate,
    mail_label.MailLabelWords: mail_label.mail_label,
    day_report.DayReportWords: day_report.day_report,
    test_page.TestPageWords: test_page.test_page,
    card_face.CardFaceWords: card_face.card_face,
    card_face.CardBackWords: card_face.card_back,
}
"""Words → bytes: PDF, or PNG for the faces of a card."""

_PARTS = (
    looks.Heading,
    looks.Copy,
    looks.Signature,
    looks.Column,
    one_time_notice.Lack,
    forms.Field,
    forms.FormPart,
    lists.ListPart,
    day_report.Balance,
    day_report.ReportTable,
)
_KNOWN = {kind.__name__: kind for kind in (*PRESSES, *_PARTS)}


def printed(words: Any) -> bytes:
    """The document of any words; raises NotAcceptable(glyph_missing)."""
    return PRESSES[type(words)](words)


def kept(words: Any) -> bytes:
    """Words as bytes for the store."""
    return json.dumps(_plain(words), ensure_ascii=False, separators=(",", ":")).encode()


def unkept(data: bytes) -> Any:
    """The words that `kept` was given."""
    return _value(json.loads(data))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {"is": type(value).__name__, **{f.name: _plain(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, Strong):
        return {"is": "strong", "text": str(value)}
    if isinstance(value, Small):
        return {"is": "small", "text": str(value)}
    if isinstance(value, bytes):
        return {"is": "bytes", "text": base64.b64encode(value).decode()}
    if isinstance(value, frozenset):
        return {"is": "set", "text": sorted(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_value(each) for each in plain)
    if not isinstance(plain, dict):
        return plain
    kind = plain["is"]
    if kind in _KNOWN:
        return _KNOWN[kind](**{name: _value(each) for name, each in plain.items() if name != "is"})
    readers: dict[str, Callable[[Any], Any]] = {
        "strong": Strong,
        "small": Small,
        "bytes": base64.b64decode,
        "set": frozenset,
    }
    return readers[kind](plain["text"])
