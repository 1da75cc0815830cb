"""Two texts side by side: one character in a name is easily overlooked, 彤 and 形."""

from difflib import SequenceMatcher


def differing(text: str, other: str) -> str:
    """A text with what the `other` one has not in bold; without another one as it is."""
    if not other:
        return text
    told = ""
    for what, begin, end, _, _ in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        told += text[begin:end] if what == "equal" else f"**{text[begin:end]}**" if end > begin else ""
    return told
