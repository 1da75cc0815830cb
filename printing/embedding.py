"""A face inside one document: the characters it uses, numbered as they come, written as a single subset font.

reportlab itself writes a font of one-byte codes per 255 characters, and a text layer that is wrong beyond U+FFFF (it
puts `<2CB4E>` where UTF-16 belongs). Here every face becomes one Type 0 font with two-byte codes (PDF 32000-1, 9.7) and
a ToUnicode map in UTF-16, so that copying a name out of a paper gives the name.
"""

from typing import Any

from reportlab.pdfbase import pdfdoc

from printing.fonts import Face


class Subset(dict[int, str]):
    """Character → its code in the document, four hex digits; a new character gets the next number.

    Made for `str.translate`. Code 0 stays the face's own “missing” glyph and is never written.
    """

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face
        self.name = f"F{face.index}"

    def __missing__(self, character: int) -> str:
        code = f"{len(self) + 1:04X}"
        self[character] = code
        return code

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab calls it when a document is saved
        """Adds the font's PDF objects to a reportlab document."""
        characters = list(self)
        base = f"GUITAI+{self.face.name.decode()}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "FontDescriptor": self.face.addSubsetObjects(document, base, characters),
                "DW": 1000,
                "W": f"[1 [{' '.join(f'{self.face.getCharWidth(c):g}' for c in characters)}]]",
                "CIDToGIDMap": self._glyph_numbers(document, characters),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant:{self.name}")]),
                "ToUnicode": self._stream(document, to_unicode(characters).encode("ascii"), "unicode"),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, f"font:{self.name}")

    def _glyph_numbers(self, document: Any, characters: list[int]) -> Any:
        """Code → glyph of the subset: the same number, unless two characters share one glyph (人 and U+2F08)."""
        glyphs = [self.face.charToGlyph[character] for character in characters]
        numbers = {glyph: number for number, glyph in enumerate(dict.fromkeys(glyphs), 1)}
        if len(numbers) == len(glyphs):
            return pdfdoc.PDFName("Identity")
        table = b"\0\0" + b"".join(numbers[glyph].to_bytes(2, "big") for glyph in glyphs)
        return self._stream(document, table, "glyphs")

    def _stream(self, document: Any, content: bytes, name: str) -> Any:
        filters = [pdfdoc.PDFZCompress] if document.compression else None
        return document.Reference(pdfdoc.PDFStream(content=content, filters=filters), f"{name}:{self.name}")


def to_unicode(characters: list[int]) -> str:
    """The ToUnicode CMap (PDF 32000-1, 9.10.3) of codes 1, 2, 3 … for these characters."""
    lines = [f"<{code:04X}> <{chr(c).encode('utf-16-be').hex().upper()}>" for code, c in enumerate(characters, 1)]
    blocks = [lines[first : first + 100] for first in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
