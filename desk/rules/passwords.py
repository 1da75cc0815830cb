"""Which passwords are good enough, under two sets of rules that contradict each other.

`asvs` (OWASP ASVS 5.0, 6.2): length counts, nothing is composed or rotated; `mlps` (等保, GB/T 22239 as usually read by
assessors): shorter, composed of several kinds of characters, changed every 90 days, not one of the last five. A hall
chooses; the rules name every fault at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

LONGEST = 128
COMMON = (
    "password", "passw0rd", "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1q2w3e4r", "1qaz2wsx", "123456",
    "12345678", "123456789", "1234567890", "987654321", "0987654321", "111111", "000000", "888888", "666666",
    "123123", "112233", "abc123", "abcdef", "admin", "administrator", "letmein", "welcome", "iloveyou", "woaini",
    "woaini1314", "5201314", "1314520", "guitai", "yibao", "shebao", "yibaoka", "shebaoka", "changeme", "secret",
    "monkey", "dragon",
)  # fmt: skip
"""What guessing begins with; such a word, repeated or with up to four characters around it, is refused."""


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """The numbers of one set of rules."""

    name: str
    shortest: int
    kinds: int
    remembered: int
    days: int | None


ASVS = PasswordRules("asvs", 15, 0, 0, None)
MLPS = PasswordRules("mlps", 10, 3, 5, 90)
RULES = {"asvs": ASVS, "mlps": MLPS}


def problems(password: str, account: str, rules: PasswordRules) -> list[str]:
    """Codes of everything wrong: too_short, too_long, too_few_kinds, common, repeated, sequence, contains_account."""
    found = []
    low = password.lower()
    if len(password) < rules.shortest:
        found.append("too_short")
    if len(password) > LONGEST:
        found.append("too_long")
    if _kinds(password) < rules.kinds:
        found.append("too_few_kinds")
    if any(len(low.replace(word, "")) <= 4 for word in COMMON if word in low):
        found.append("common")
    if len(set(low)) < 5:
        found.append("repeated")
    if _longest_run(low) * 2 > len(low):
        found.append("sequence")
    if len(account) >= 4 and account.lower() in low:
        found.append("contains_account")
    return found


def due_for_change(changed: date, today: date, rules: PasswordRules) -> bool:
    """Whether a password is older than its rules allow."""
    return rules.days is not None and today > changed + timedelta(days=rules.days)


def remembered(earlier: Sequence[str], rules: PasswordRules) -> Sequence[str]:
    """Which earlier password texts count, newest first."""
    return earlier[: rules.remembered]


def wait_after(failures: int) -> int:
    """Seconds until another try counts: none for three failures, then doubling from 2 s to a quarter of an hour."""
    return 0 if failures < 3 else min(2 ** (failures - 2), 900)


def _kinds(password: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit, lambda character: not character.isalnum())
    return sum(any(test(character) for character in password) for test in tests)


def _longest_run(text: str) -> int:
    """The longest stretch in which each character follows the one before it in its alphabet, up or down."""
    longest = run = 1
    step = 0
    for before, after in pairwise(text):
        now = ord(after) - ord(before)
        run = run + 1 if now == step and now in (-1, 1) else 2 if now in (-1, 1) else 1
        step = now
        longest = max(longest, run)
    return longest
