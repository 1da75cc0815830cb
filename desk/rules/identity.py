"""Identity numbers: what is wrong with one, and what it tells of its holder.

Four kinds are read, and one more as a key to look people up by:

    resident          18 characters   GB 11643: region 6, birth 8, sequence 3 (odd male), check character MOD 11-2
    hmt_permit        18 characters   the same, region 810000, 820000, 830000 (residents of Hong Kong, Macao, Taiwan)
    foreign_pr_2023   18 characters   the same check; 9, province 2, country 3, birth at 7–14, sequence 3
    foreign_pr_2017   15 characters   three letters and twelve digits; no check digit, the birth date is on the document
    resident_15       15 digits       the number of before 1999; never proof of identity, only a look-up key

Nothing is corrected but the letter case: `x` counts as `X`. A region that is not in the table is a warning, never a
mistake, because a withdrawn address code stays with its holder for life. Rows M-042, M-064, M-069.
"""

import re
from collections.abc import Container
from datetime import date
from operator import mul
from typing import NamedTuple

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
HMT_REGIONS = {"810000": "04", "820000": "05", "830000": "06"}
"""Residence permit regions and the certificate type they stand for."""

_EIGHTEEN = re.compile(r"[1-9][0-9]{16}[0-9X]", re.ASCII)
_FIFTEEN = re.compile(r"[1-9][0-9]{14}", re.ASCII)
_FOREIGN_2017 = re.compile(r"[A-Z]{3}[0-9]{12}", re.ASCII)


class IdNumber(NamedTuple):
    """A number as it was given and what it says.

    `kind` is one of the five above or `unknown`; `normalised` is in upper case, for `resident_15` the 18-digit form.
    `sex` is male, female or unknown; `region` the six digits of the address code, where the kind has one.
    `problems` holds format, birth_date, future_birth_date, check_digit, the weightiest first.
    """

    text: str
    normalised: str
    kind: str
    birth: date | None = None
    sex: str = "unknown"
    region: str | None = None
    problems: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        return not self.problems

    def region_known(self, regions: Container[str]) -> bool:
        """False when the address code is in no edition of the table; worth a warning only."""
        return self.region is None or self.region in regions


def parse_id_number(text: str, today: date) -> IdNumber:
    """Reads any of the five kinds; never raises, what is wrong stands in `problems`."""
    number = text.strip().upper()
    if _EIGHTEEN.fullmatch(number):
        return _eighteen(text, number, today)
    if _FIFTEEN.fullmatch(number):
        birth = _date(f"19{number[6:12]}")
        problems = _birth_problems(birth, today)
        return IdNumber(text, full_number(number), "resident_15", birth, _sex(number[14]), number[:6], problems)
    if _FOREIGN_2017.fullmatch(number):
        return IdNumber(text, number, "foreign_pr_2017")
    return IdNumber(text, number, "unknown", problems=("format",))


def check_character(first_seventeen: str) -> str:
    """The 18th character (ISO 7064 MOD 11-2) of a number's first seventeen digits."""
    return CHECK_CHARACTERS[sum(map(mul, map(int, first_seventeen), WEIGHTS)) % 11]


def full_number(number: str) -> str:
    """The 18-digit form of a number of 15 digits: the century inserted, the check character appended.

    Any other text stays what it is.
    """
    if not (len(number) == 15 and number.isascii() and number.isdigit()):
        return number
    seventeen = f"{number[:6]}19{number[6:]}"
    return seventeen + check_character(seventeen)


def mask(number: str, left: int = 6, right: int = 4) -> str:
    """So many characters of either end, stars between; a text too short to hide anything in becomes stars altogether.

    Screens and logs show six and four; papers what the policy says (`notice.masking`).
    """
    hidden = len(number) - left - right
    if hidden <= 0:
        return "*" * len(number)
    return f"{number[:left]}{'*' * hidden}{number[left + hidden :]}"


def age_on(birth: date, day: date) -> int:
    """Completed years; who was born on 29 February is a year older on 1 March of a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _eighteen(text: str, number: str, today: date) -> IdNumber:
    birth = _date(number[6:14])
    problems = _birth_problems(birth, today)
    if check_character(number[:17]) != number[17]:
        problems += ("check_digit",)
    if number[0] == "9":
        kind, region = "foreign_pr_2023", f"{number[1:3]}0000"
    elif number[:6] in HMT_REGIONS:
        kind, region = "hmt_permit", number[:6]
    else:
        kind, region = "resident", number[:6]
    return IdNumber(text, number, kind, birth, _sex(number[16]), region, problems)


def _birth_problems(birth: date | None, today: date) -> tuple[str, ...]:
    if birth is None:
        return ("birth_date",)
    return ("future_birth_date",) if birth > today else ()


def _date(eight: str) -> date | None:
    try:
        return date(int(eight[:4]), int(eight[4:6]), int(eight[6:8]))
    except ValueError:
        return None


def _sex(digit: str) -> str:
    return "male" if int(digit) % 2 else "female"
