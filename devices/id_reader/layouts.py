"""The 256 bytes of text on an identity card's chip: four layouts, told apart by the character at byte 248.

    ' '  resident identity card, second generation
    'J'  residence permit of residents of Hong Kong, Macao and Taiwan (2018)
    'I'  foreigner's permanent residence card, 2017
    'Y'  foreigner's permanent residence card, 2023

All text is UTF-16LE, padded with spaces. A field is decoded as a whole and only its padding is removed: names hold
U+00B7, characters of the private area and surrogate pairs. What cannot be right is refused by its name, never shown
and never mended; what is odd but possible becomes a warning.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desk.errors import NotAcceptable
from desk.ports import IdCard
from desk.rules.identity import parse_id_number
from devices.id_reader.transport import DEVICE

SIZE = 256
KIND_AT = 248
LONG_TERM = "长期"

RESIDENT = {
    "name": (0, 30),
    "sex": (30, 2),
    "nation": (32, 4),
    "birth": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "issuer": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
}
HMT_PERMIT = {
    **{name: place for name, place in RESIDENT.items() if name != "nation"},
    "travel_permit": (220, 18),
    "issue_count": (238, 4),
}
FOREIGN_2017 = {
    "name_latin": (0, 120),
    "sex": (120, 2),
    "number": (122, 30),
    "country": (152, 6),
    "name": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
    "birth": (220, 16),
    "authority_code": (240, 8),
}
FOREIGN_2023 = {
    "name": (0, 30),
    "sex": (30, 2),
    "issue_count": (32, 4),
    "birth": (36, 16),
    "name_latin": (52, 70),
    "number": (122, 36),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
    "name_latin_rest": (220, 22),
    "country": (242, 6),
    "previous_number_link": (250, 6),
}
LAYOUTS = {
    " ": ("resident", RESIDENT),
    "\0": ("resident", RESIDENT),
    "J": ("hmt_permit", HMT_PERMIT),
    "I": ("foreign_pr_2017", FOREIGN_2017),
    "Y": ("foreign_pr_2023", FOREIGN_2023),
}
SEXES = {"0": "unknown", "1": "male", "2": "female", "9": "unspecified"}
"""GB/T 2261.1."""
NATIONS = {f"{code:02}" for code in range(1, 57)} | {"97", "98"}
"""GB/T 3304, with 97 other and 98 a foreigner by descent of Chinese nationality."""
PROVINCES = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46}
PROVINCES |= {50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83}
PADDING = " \0"


def read_text(text: bytes, today: date) -> IdCard:
    """The card without its photo. Raises NotAcceptable(data, field=…, problem=…), which tells no content."""
    if len(text) != SIZE:
        raise _wrong("text", "length")
    mark = text[KIND_AT : KIND_AT + 2].decode("utf-16-le", errors="replace")
    if mark not in LAYOUTS:
        raise _wrong("document", "unknown")
    document, layout = LAYOUTS[mark]
    words = {name: _decode(name, text[at : at + size]) for name, (at, size) in layout.items()}
    if "name_latin_rest" in words:
        words["name_latin"] += words.pop("name_latin_rest")
    words = {name: word.rstrip(PADDING) for name, word in words.items()}
    for name in words:
        _forbid_control_characters(name, words[name])
    card = IdCard(
        document=document,
        name=words["name"],
        sex=_sex(words["sex"]),
        number=words["number"],
        birth=_day("birth", words["birth"]),
        valid_from=_day("valid_from", words["valid_from"]),
        valid_to=None if words["valid_to"] == LONG_TERM else _day("valid_to", words["valid_to"]),
        long_term=words["valid_to"] == LONG_TERM,
        nation=_nation(words["nation"]) if "nation" in words else None,
        address=words.get("address"),
        issuer=words.get("issuer"),
        name_latin=words.get("name_latin"),
        travel_permit=words.get("travel_permit") or None,
        issue_count=_count(words),
        country=_country(words["country"]) if "country" in words else None,
        previous_number_link=words.get("previous_number_link") or None,
        authority_code=words.get("authority_code") or None,
    )
    return _checked(card, today)


def read_address(data: bytes) -> str | None:
    """The newest address of a card whose holder has moved; None when nothing but padding is there."""
    return _decode("newest_address", data).rstrip(PADDING) or None


def _checked(card: IdCard, today: date) -> IdCard:
    if not card.name and not card.name_latin:
        raise _wrong("name", "empty")
    if card.document in ("resident", "hmt_permit") and not card.name:
        raise _wrong("name", "empty")
    if card.birth > today:
        raise _wrong("birth", "future_birth_date")
    if card.valid_to and card.valid_from and card.valid_to < card.valid_from:
        raise _wrong("valid_to", "before_valid_from")
    number = parse_id_number(card.number, today)
    if number.problems:
        raise _wrong("number", number.problems[0])
    if number.kind != card.document:
        raise _wrong("number", "other_kind")
    if number.birth not in (None, card.birth):
        raise _wrong("birth", "differs_from_number")
    warnings = []
    if card.valid_to and card.valid_to < today:
        warnings.append("expired")
    if card.valid_from and card.valid_from > today:
        warnings.append("not_yet_valid")
    if card.birth.year < 1900:
        warnings.append("born_before_1900")
    if card.sex in ("male", "female") and number.sex not in (card.sex, "unknown"):
        warnings.append("sex_differs_from_number")
    if card.document == "resident" and int(card.number[:2]) not in PROVINCES:
        warnings.append("region_unknown")
    if any(unicodedata.category(ch) == "Co" for ch in card.name):
        warnings.append("name_private_use")
    return replace(card, number=number.normalised, warnings=tuple(warnings))


def _decode(field: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-16-le")
    except UnicodeDecodeError:
        raise _wrong(field, "not_text") from None


def _forbid_control_characters(field: str, word: str) -> None:
    if any(unicodedata.category(ch) == "Cc" or ch == "\ufffd" or ord(ch) & 0xFFFE == 0xFFFE for ch in word):
        raise _wrong(field, "not_text")


def _day(field: str, word: str) -> date:
    if len(word) == 8 and word.isascii() and word.isdigit():
        try:
            return date(int(word[:4]), int(word[4:6]), int(word[6:]))
        except ValueError:
            pass
    raise _wrong(field, "no_such_day")


def _sex(word: str) -> str:
    if word not in SEXES:
        raise _wrong("sex", "unknown_code")
    return SEXES[word]


def _nation(word: str) -> str:
    if word not in NATIONS:
        raise _wrong("nation", "unknown_code")
    return word


def _count(words: Mapping[str, str]) -> int | None:
    word = words.get("issue_count", "")
    if not word:
        return None
    if not (word.isascii() and word.isdigit()):
        raise _wrong("issue_count", "not_a_number")
    return int(word)


def _country(word: str) -> str:
    if not (len(word) == 3 and word.isascii() and word.isalpha() and word.isupper()):
        raise _wrong("country", "unknown_code")
    return word


def _wrong(field: str, problem: str) -> NotAcceptable:
    return NotAcceptable("data", device=DEVICE, field=field, problem=problem)
