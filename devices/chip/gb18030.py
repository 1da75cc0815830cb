"""GB 18030 as cards hold it today: the codes that Python's table, made after the edition of 2000, still leaves private.

The editions of 2005 and 2022 gave 19 two-byte codes characters of their own, and 6 more stand for characters that also
have four-byte codes. A card may hold either; on the desk each character is the one that Unicode knows.
"""

FROM_PRIVATE = {
    # vertical punctuation, A6D9 … A6F3
    **dict(zip(range(0xE78D, 0xE797), (0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A)), strict=True)),
    # ḿ, A8BC
    0xE7C7: 0x1E3F,
    # ideographs of FE59, FE61, FE66, FE67, FE6D, FE7E, FE90, FEA0
    **dict(zip((0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864), range(0x9FB4, 0x9FBC), strict=True)),
    # the same glyphs as six ideographs of extension B, FE51, FE52, FE53, FE6C, FE76, FE91
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE831: 0x215D7,
    0xE83B: 0x2298F,
    0xE855: 0x241FE,
}
TO_CODES = {character: chr(private).encode("gb18030") for private, character in FROM_PRIVATE.items()}


def decode(raw: bytes) -> str:
    """Raises UnicodeDecodeError."""
    return raw.decode("gb18030").translate(FROM_PRIVATE)


def encode(text: str) -> bytes:
    """The bytes of the edition of 2022: two for the characters above that have two. Raises UnicodeEncodeError."""
    return b"".join(TO_CODES.get(ord(ch)) or ch.encode("gb18030") for ch in text)
