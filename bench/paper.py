"""Papers against hand-made ones of the same run: a receipt, the first receipt, long reports, workbooks.

The floor is a PDF writer that knows nothing: one font cut out of the mapped file, strings at fixed places, one stream a
page, no line breaking, no second face, no checks. For workbooks it is bare XML in a zip, and openpyxl's write-only mode
stands in for xlsxwriter (0.65 of its time, measured once side by side).
"""

import io
import math
import mmap
import os
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

from bench.budget import Figure, turns_ms

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "helpers"))

FIRST = """
import sys, time
sys.path.insert(0, "tests/helpers")
import paper_samples as samples
from printing import fonts
from printing.receipt import receipt
fonts.warm()
times = []
for _ in range(12):
    begun = time.perf_counter()
    receipt(samples.RECEIPT)
    times.append((time.perf_counter() - begun) * 1000)
print(times[0], sorted(times[1:])[5])
"""

LONG = """
import sys, time
sys.path.insert(0, "tests/helpers")
from dataclasses import replace
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
import paper_samples as samples
from bench.beat import Beat
from printing import fonts
from printing.day_report import ReportTable, day_report
from ui.lane import Errand, Lane, told_by_percent
app, lane, beat, loop = QApplication([]), Lane("paper"), Beat(), QEventLoop()
fonts.warm()
words = replace(samples.REPORT_WORDS, cases=ReportTable("", samples.CASE_COLUMNS, samples.listed_cases(50_000)))
def draw(errand, tell):
    progress = told_by_percent(errand, lane.hop(tell))
    lane.run(lambda: day_report(words, progress), lambda _: loop.quit(), lambda _: loop.quit(), errand)
beat.start()
draw(Errand(), lambda errand, percent: None)
loop.exec()
beat.stop()
free = []
def give_up(errand, percent):
    if percent == 30 and not errand.given_up():
        begun = time.perf_counter()
        errand.give_up()
        lane.run(lambda: None, lambda _: (free.append((time.perf_counter() - begun) * 1000), loop.quit()), print)
draw(Errand(), give_up)
loop.exec()
print(max(beat.all), free[0])
lane.close()
"""


def measure() -> list[Figure]:
    """Budgets 2, 2b, 3, 3b and 3c."""
    import paper_samples as samples

    from printing.receipt import receipt

    face = RawFace(Path(__file__).parents[1] / "resources" / "fonts" / "NotoSansSC-Regular.ttf")
    ours, floor = turns_ms(40, lambda: receipt(samples.RECEIPT), lambda: raw_receipt(face, samples))
    return [
        Figure("receipt, warm", ours, floor, 2.0),
        Figure(
            "receipt, bytes", len(receipt(samples.RECEIPT)) / 1000, len(raw_receipt(face, samples)) / 1000, unit="kB"
        ),
        _first(),
        *_reports(face, samples),
        *_workbooks(samples),
        *_long(),
    ]


def _first() -> Figure:
    root = Path(__file__).parents[1]
    pairs = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, check=True, cwd=root, text=True)
        pairs.append(tuple(map(float, done.stdout.split())))
    first, warm = sorted(pairs, key=lambda pair: pair[0] / pair[1])[1]
    return Figure("first receipt after submit", first, warm, 3.0)


def _reports(face: "RawFace", samples: object) -> list[Figure]:
    from dataclasses import replace

    from printing.day_report import ReportTable, day_report

    figures, works = [], {}
    for count in (5_000, 50_000):
        rows = samples.listed_cases(count)  # type: ignore[attr-defined]
        columns = samples.CASE_COLUMNS  # type: ignore[attr-defined]
        words = replace(samples.REPORT_WORDS, cases=ReportTable("逐件清单", columns, rows))  # type: ignore[attr-defined]
        rounds = 3 if count == 5_000 else 1
        works[count] = lambda words=words: day_report(words)
        ours, floor = turns_ms(rounds, works[count], lambda rows=rows: raw_report(face, rows))
        figures.append(Figure(f"daily report PDF, {count:,} rows", ours, floor, 4.0))
    exponent = math.log10(_processor_ms(works[50_000]) / _processor_ms(works[5_000]))
    return [*figures, Figure("daily report PDF, growth exponent in processor time", exponent, budget=1.1, unit="")]


def _processor_ms(work: Callable[[], object]) -> float:
    """The least processor time of two calls: ten times the rows take seconds, and other programs must not count."""
    times = []
    for _ in range(2):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return min(times)


def _workbooks(samples: object) -> list[Figure]:
    from printing.workbook import Field, SheetWords, WorkbookWords, workbook

    rows = [(*row[:6], 2500, 2500) for row in samples.listed_cases(50_000)]  # type: ignore[attr-defined]
    fields = tuple(Field(str(n), money=n > 5) for n in range(8))
    words = WorkbookWords("x", (SheetWords("逐件", fields, rows),))
    ours, openpyxl, bare = turns_ms(1, lambda: workbook(words), lambda: by_openpyxl(rows), lambda: raw_workbook(rows))
    return [
        Figure("workbook, 50,000 rows, to openpyxl write-only", ours, openpyxl, 0.65),
        Figure("workbook, 50,000 rows, to bare XML", ours, bare),
    ]


def _long() -> list[Figure]:
    root = Path(__file__).parents[1]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", LONG], capture_output=True, check=True, cwd=root, text=True, env=env)
    gap, free = map(float, done.stdout.split())
    return [
        Figure("event loop's longest gap while a report of 50,000 rows is drawn", gap, budget=50),
        Figure("report of 50,000 rows given up: lane free again", free, budget=100),
    ]


class RawFace:
    """A TrueType file, mapped; glyphs are cut out of it and nothing else is looked at."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        count = struct.unpack(">H", self.data[4:6])[0]
        self.tables = {}
        for n in range(count):
            tag, _, start, length = struct.unpack(">4sLLL", self.data[12 + 16 * n : 28 + 16 * n])
            self.tables[tag] = (start, length)
        loca, length = self.tables[b"loca"]
        self.places = struct.unpack(f">{length // 4}L", self.data[loca : loca + length])
        hmtx, length = self.tables[b"hmtx"]
        self.metrics = [self.data[hmtx + n : hmtx + n + 4] for n in range(0, length - 3, 4)]
        self.glyphs = self._cmap()

    def _cmap(self) -> dict[int, int]:
        start, _ = self.tables[b"cmap"]
        for n in range(struct.unpack(">H", self.data[start + 2 : start + 4])[0]):
            offset = start + struct.unpack(">HHL", self.data[start + 4 + 8 * n : start + 12 + 8 * n])[2]
            if struct.unpack(">H", self.data[offset : offset + 2])[0] == 12:
                groups = struct.unpack(">L", self.data[offset + 12 : offset + 16])[0]
                glyphs = {}
                for g in range(groups):
                    first, last, glyph = struct.unpack(">LLL", self.data[offset + 16 + 12 * g : offset + 28 + 12 * g])
                    glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
                return glyphs
        raise ValueError("no format 12")

    def subset(self, characters: Iterable[int]) -> bytes:
        """A font of these glyphs, numbered from 1."""
        numbers = [0, *(self.glyphs.get(c, 0) for c in characters)]
        start = self.tables[b"glyf"][0]
        glyf, loca, at = [], [], 0
        for number in numbers:
            loca.append(at)
            piece = self.data[start + self.places[number] : start + self.places[number + 1]]
            piece += b"\0" * (-len(piece) % 4)
            glyf.append(piece)
            at += len(piece)
        loca.append(at)
        hmtx = [self.metrics[min(number, len(self.metrics) - 1)] for number in numbers]
        cut = {tag: self.data[place : place + size] for tag, (place, size) in self.tables.items() if tag in KEPT}
        cut[b"head"] = cut[b"head"][:50] + b"\0\1" + cut[b"head"][52:]
        cut[b"hhea"] = cut[b"hhea"][:34] + struct.pack(">H", len(numbers))
        cut[b"maxp"] = cut[b"maxp"][:4] + struct.pack(">H", len(numbers)) + cut[b"maxp"][6:]
        cut |= {b"glyf": b"".join(glyf), b"loca": struct.pack(f">{len(loca)}L", *loca), b"hmtx": b"".join(hmtx)}
        head, body, offset = [struct.pack(">LHHHH", 0x10000, len(cut), 128, 3, 0)], [], 12 + 16 * len(cut)
        for tag, content in sorted(cut.items()):
            head.append(struct.pack(">4sLLL", tag, 0, offset, len(content)))
            content += b"\0" * (-len(content) % 4)  # noqa: PLW2901
            body.append(content)
            offset += len(content)
        return b"".join([*head, *body])


KEPT = {b"head", b"hhea", b"maxp", b"cvt ", b"fpgm", b"prep"}


class Codes(dict[int, str]):
    """Character → four hex digits, in order of appearance."""

    def __missing__(self, character: int) -> str:
        self[character] = code = f"{len(self) + 1:04X}"
        return code


def raw_pdf(face: RawFace, codes: Codes, streams: Iterable[str], size: tuple[int, int]) -> bytes:
    """Pages of ready operators with one font."""
    pages = [zlib.compress(stream.encode()) for stream in streams]
    font = zlib.compress(face.subset(codes))
    mapping = "\n".join(f"<{code}> <{chr(c).encode('utf-16-be').hex()}>" for c, code in codes.items())
    to_unicode = zlib.compress(f"begincmap 1 beginbfchar {mapping} endbfchar endcmap".encode())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{8 + 2 * n} 0 R' for n in range(len(pages)))}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>"
        b"/FontDescriptor 5 0 R/CIDToGIDMap/Identity/DW 1000>>",
        b"<</Type/FontDescriptor/FontName/F/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120"
        b"/CapHeight 700/StemV 80/FontFile2 6 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(font), font),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(to_unicode), to_unicode),
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F0 3 0 R>>>>/Contents %d 0 R>>"
            % (*size, 9 + 2 * number)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(page), page))
    out, places = [b"%PDF-1.5\n"], []
    at = len(out[0])
    for number, content in enumerate(objects, 1):
        places.append(at)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(out[-1])
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    out.append(f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\n".encode())
    out.append(f"startxref\n{at}\n%%EOF".encode())
    return b"".join(out)


def raw_receipt(face: RawFace, samples: object) -> bytes:
    """The sample receipt's strings and marks at fixed places."""
    import segno
    from barcode.codex import Code128

    words = samples.RECEIPT  # type: ignore[attr-defined]
    codes, ops, y = Codes(), [], 560
    texts = [
        words.heading.title,
        words.heading.place,
        words.heading.number,
        *(t for pair in words.answers for t in pair),
    ]
    for label, said in words.rows:
        texts += [label, said if isinstance(said, str) else "".join(said)]
    texts += [signature.caption for signature in words.signatures] + [words.foot, "第 1/1 页"]
    for text in texts:
        for piece in [text[n : n + 34] for n in range(0, len(text), 34)]:
            ops.append(f"BT /F0 9.5 Tf 34 {y} Td <{piece.translate(codes)}> Tj ET")
            y -= 15
    x = 0
    for bar, group in groupby(Code128(words.heading.number).build()[0]):
        length = len(list(group))
        if bar == "1":
            ops.append(f"{200 + x * 1.02:.2f} 530 {length * 1.02:.2f} 25 re")
        x += length
    for row_number, row in enumerate(segno.make_qr(words.code, error="m", mask=3, boost_error=False).matrix):
        x = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                ops.append(f"{300 + x * 1.2:.2f} {100 - row_number * 1.2:.2f} {length * 1.2:.2f} 1.2 re")
            x += length
    ops.append("f")
    return raw_pdf(face, codes, ["\n".join(ops)], (420, 595))


def raw_report(face: RawFace, rows: tuple[tuple[str, ...], ...]) -> bytes:
    """Eight strings a row, fifty rows a page."""
    codes, streams = Codes(), []
    places = [40, 170, 210, 300, 370, 430, 470, 520]
    for start in range(0, len(rows), 50):
        ops = ["BT /F0 7.5 Tf"]
        for line, row in enumerate(rows[start : start + 50]):
            level = 790 - line * 14
            for x, text in zip(places, row, strict=True):
                ops.append(f"1 0 0 1 {x} {level} Tm <{text.translate(codes)}> Tj")
        ops.append("ET")
        streams.append("\n".join(ops))
    return raw_pdf(face, codes, streams, (595, 842))


def raw_workbook(rows: list[tuple[object, ...]]) -> bytes:
    """Inline strings and numbers, no styles."""
    lines = []
    for row in rows:
        cells = "".join(
            f'<c t="inlineStr"><is><t>{value}</t></is></c>' if isinstance(value, str) else f"<c><v>{value}</v></c>"
            for value in row
        )
        lines.append(f"<row>{cells}</row>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>")
    return out.getvalue()


def by_openpyxl(rows: list[tuple[object, ...]]) -> bytes:
    """The same rows by openpyxl's write-only mode."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("逐件")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
