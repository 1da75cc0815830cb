"""Names: one separator, nothing trimmed, nothing "corrected", and which characters the public service must know.

民委发〔2016〕33号 makes U+00B7 the only separator of names of several parts and asks for at least fifty characters;
GB 18030-2022 level 3 says which ideographs a public service must store and print (87,887 of them). M-064.
"""

import unicodedata
from bisect import bisect_right

SEPARATOR = "\u00b7"
LOOK_ALIKES = "\uff0e\u2022\u2027\u30fb\u0387\u2219\u22c5"
"""Dots that keyboards and other systems put in the separator's place: ．•‧・·∙⋅ (U+0387 looks exactly like U+00B7)."""

LEVEL_3 = (
    (0x3400, 0x4DB5),
    (0x4E00, 0x9FEF),
    (0xFA0E, 0xFA0F),
    (0xFA11, 0xFA11),
    (0xFA13, 0xFA14),
    (0xFA1F, 0xFA1F),
    (0xFA21, 0xFA21),
    (0xFA23, 0xFA24),
    (0xFA27, 0xFA29),
    (0x20000, 0x2A6D6),
    (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
)
"""The ideographs of GB 18030-2022 level 3 as ranges of code points, both ends included, in order."""

_STARTS = [first for first, _ in LEVEL_3]
_TO_SEPARATOR = {ord(dot): SEPARATOR for dot in LOOK_ALIKES}
_PLAIN = frozenset(" '-.()（）" + SEPARATOR + "\u3007")
"""Beside letters and ideographs: space, apostrophe, hyphen, brackets, the separator and the ideographic zero."""


def normalise(name: str) -> tuple[str, bool]:
    """The name in NFC with U+00B7 between its parts, and whether a look-alike was replaced; nothing is trimmed."""
    dotted = name.translate(_TO_SEPARATOR)
    return unicodedata.normalize("NFC", dotted), dotted != name


def is_ideograph(ch: str) -> bool:
    """Whether GB 18030-2022 level 3 holds this character as an ideograph."""
    place = bisect_right(_STARTS, ord(ch)) - 1
    return place >= 0 and ord(ch) <= LEVEL_3[place][1]


def in_gb18030(ch: str) -> bool:
    """Whether a name may hold this character: level 3's ideographs, Latin letters, and the few marks names use."""
    return is_ideograph(ch) or ch in _PLAIN or (ch.isalpha() and ord(ch) < 0x0250)


def is_rare(ch: str) -> bool:
    """Beyond U+FFFF: what older registers cannot store."""
    return ord(ch) > 0xFFFF


def doubts(name: str) -> tuple[tuple[str, str], ...]:
    """Characters to look at twice, each as (character, why); they are shown, never replaced.

    `private_use`: an old system's own code, without a meaning outside it. `variant`: a variation selector or a
    compatibility ideograph, which other systems may fold into its plain form. `not_in_standard`: no name holds it.
    """
    found: list[tuple[str, str]] = []
    for ch in name:
        category = unicodedata.category(ch)
        if category == "Co":
            found.append((ch, "private_use"))
        elif 0xFE00 <= ord(ch) <= 0xFE0F or 0xE0100 <= ord(ch) <= 0xE01EF or unicodedata.normalize("NFC", ch) != ch:
            found.append((ch, "variant"))
        elif not in_gb18030(ch):
            found.append((ch, "not_in_standard"))
    return tuple(found)
