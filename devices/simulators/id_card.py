"""A made-up identity card: from a JSON file in the words of `guitai id-card read` to the bytes of a chip.

Beside those words a file may hold what only the wire needs:

    photo_hex, fingerprint_hex   the very bytes            fingerprint_bytes   0, 512 or 1024 made-up ones
    text_hex                     the whole text block, for content that no field could say
    iin, sn, dn                  numbers of the chip, in hexadecimal

Nothing is checked: a card with 30 February, a wrong check digit or a future birth is made as it is asked for.
"""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devices.simulators.control import made_of

SEX = {"unknown": "0", "male": "1", "female": "2", "unspecified": "9"}
MARK = {"resident": " ", "hmt_permit": "J", "foreign_pr_2017": "I", "foreign_pr_2023": "Y"}
TEXT_BYTES = 256
WLT_HEAD = bytes.fromhex("57 4C 66 00 7E 00 32 00 00 FF 85")


class SimulatedCard:
    """One card: `text`, `photo`, `fingerprint` and `newest_address` as its chip gives them."""

    def __init__(self, words: Mapping[str, Any], seed: int = 1) -> None:
        chance = random.Random(f"{seed} {words.get('number')}")
        self.number = str(words.get("number", ""))
        self.text = bytes.fromhex(words["text_hex"]) if "text_hex" in words else text_block(words)
        picture = WLT_HEAD + chance.randbytes(1024 - len(WLT_HEAD))
        self.photo = bytes.fromhex(words["photo_hex"]) if "photo_hex" in words else picture
        fingers = chance.randbytes(int(words.get("fingerprint_bytes") or 0))
        self.fingerprint = bytes.fromhex(words["fingerprint_hex"]) if "fingerprint_hex" in words else fingers
        moved = words.get("newest_address")
        self.newest_address = moved.encode("utf-16-le") if moved else None
        self.iin = bytes.fromhex(words.get("iin", "00000000"))
        self.sn = bytes.fromhex(words.get("sn", "0000000000000000"))
        self.dn = bytes.fromhex(words.get("dn", chance.randbytes(8).hex()))


def load_card(path: Path, seed: int = 1) -> SimulatedCard:
    """A card from its file. Raises ValueError with a sentence."""
    return made_of(path, lambda words: SimulatedCard(words, seed))


def text_block(words: Mapping[str, Any]) -> bytes:
    """The 256 bytes of text; a word that is too long for its field is cut there."""
    kind = words.get("document", "resident")
    if kind not in MARK:
        raise ValueError(f"没有这种证件：{kind}")
    block = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))

    def put(at: int, size: int, word: object) -> None:
        raw = str(word if word is not None else "").encode("utf-16-le")[:size]
        block[at : at + len(raw)] = raw

    def day(key: str) -> str:
        return str(words.get(key) or "").replace("-", "")

    until = "长期" if words.get("long_term") else day("valid_to")
    latin = str(words.get("name_latin") or "")
    sex = SEX.get(words.get("sex", ""), str(words.get("sex", "")))
    count = words.get("issue_count")
    put(188, 16, day("valid_from"))
    put(204, 16, until)
    put(248, 2, MARK[kind])
    if kind == "foreign_pr_2017":
        put(0, 120, latin)
        put(120, 2, sex)
        put(122, 30, words.get("number"))
        put(152, 6, words.get("country"))
        put(158, 30, words.get("name"))
        put(220, 16, day("birth"))
        put(236, 4, words.get("version", "01"))
        put(240, 8, words.get("authority_code"))
        return bytes(block)
    put(0, 30, words.get("name"))
    put(30, 2, sex)
    put(36, 16, day("birth"))
    put(122, 36, words.get("number"))
    if kind == "foreign_pr_2023":
        put(32, 4, None if count is None else f"{int(count):02}")
        put(52, 70, latin[:35])
        put(220, 22, latin[35:46])
        put(242, 6, words.get("country"))
        put(250, 6, words.get("previous_number_link"))
        return bytes(block)
    put(52, 70, words.get("address"))
    put(158, 30, words.get("issuer"))
    if kind == "resident":
        put(32, 4, words.get("nation"))
    else:
        put(220, 18, words.get("travel_permit"))
        put(238, 4, None if count is None else f"{int(count):02}")
    return bytes(block)
