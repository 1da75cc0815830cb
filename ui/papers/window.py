"""The papers of this window: made from the case as it stands now, kept, and put on the window's printer.

Called in the paper lane; everything here may take as long as a printer takes.
"""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from desk.errors import DeviceTrouble
from desk.ports import DocumentPrinter, PaperOutcome, SlipPrinter
from desk.services import centre, closing, paperwork, search, trail
from desk.services.batch_book import BatchView
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.queue_tickets import TicketView
from desk.services.trail import Line, Look
from printing.card_face import card_face
from printing.listing import Progress
from printing.press import printed
from printing.roll_text import roll_parts
from printing.workbook import workbook
from ui.papers import house, lists, make
from ui.papers.card import face_words
from ui.papers.day_files import files_of
from ui.papers.journal_table import journal_words
from ui.papers.office import office_of
from ui.papers.orders import ORDERS
from ui.papers.phrases import zh
from ui.papers.shelf import CaseShelf, DayShelf, DraftShelf, HallShelf

DEVICE = "document_printer"
ROWS = 100_000
"""Entries that one table of the journal holds at most."""


class WindowPapers:
    """Implements `ui.desk.Papers`; `counter` gives the counter of whoever is signed in now."""

    def __init__(
        self,
        counter: Callable[[], Counter],
        printer: Callable[[], DocumentPrinter | None],
        tables: Path,
        roll: Callable[[], SlipPrinter | None] = lambda: None,
    ) -> None:
        self._counter, self._printer, self._tables, self._roll = counter, printer, tables, roll

    def print(
        self, kind: str, number: str, *, copy: bool = False, handwritten: bool = False, large: bool = False
    ) -> PaperOutcome:
        """Prints one kind of paper of a case; `copy` prints the words of the last one again, marked 补打.

        A paper that certainly never came out (no paper, cancelled) is printed as the original it still is. A receipt
        goes to the 80 mm printer where one is fitted. Raises DeviceTrouble(no_printer) before anything is kept,
        NotAcceptable(glyph_missing) unless `handwritten` leaves room for such characters.
        """
        counter, roll = self._counter(), self._roll() if kind == "receipt" else None
        printer = self._fitted() if roll is None else None
        made = self._made(counter, kind, number, copy=copy, handwritten=handwritten, large=large)
        if roll is not None:
            return make.put_on_roll(counter, made, roll, paperwork.ROLL)
        assert printer is not None
        return make.put_on_paper(counter, made, printer, DEVICE)

    @staticmethod
    def _made(
        counter: Counter, kind: str, number: str, *, copy: bool, handwritten: bool, large: bool
    ) -> make.MadePaper:
        before = [paper for paper in paperwork.papers(counter, number) if paper.kind == kind]
        view = search.show(counter, number)
        if not copy or not before or make.overtaken(before[-1], view):
            return make.make(counter, kind, view, handwritten=handwritten, large=large)
        return make.once_more(counter, before[-1], large=large)

    def of_case(self, number: str) -> CaseShelf:
        """A case's papers, to look at and to print."""

        def put_out(kind: str, handwritten: bool, large: bool) -> PaperOutcome:
            return self.print(kind, number, copy=True, handwritten=handwritten, large=large)

        counter = self._counter()
        prints = counter.operator.role in ("clerk", "supervisor")
        return CaseShelf(counter, number, put_out, on_roll=self._roll() is not None, printable=prints)

    def of_draft(self, draft: Draft, decision: Mapping[str, Any]) -> DraftShelf:
        """What a visit would end with, to look at."""
        return DraftShelf(self._counter(), draft, decision)

    def of_day(self, day: date) -> DayShelf:
        """A day's report, to look at and to print."""
        return DayShelf(self._counter(), day, lambda day, draft: self.day_report(day, draft=draft))

    def of_today(self) -> HallShelf:
        """What the hall itself printed today, to look at and to print again."""
        return HallShelf(self._counter(), lambda made: make.put_on_paper(self._counter(), made, self._fitted(), DEVICE))

    def face(self, number: str, card_number: str, valid_to: date | None) -> bytes:
        """The card's face as PNG of 1016 × 648. Raises NotAcceptable(glyph_missing)."""
        counter = self._counter()
        return card_face(face_words(search.show(counter, number), office_of(counter), card_number, valid_to))

    def day_report(self, day: date, *, draft: bool = False) -> PaperOutcome:
        """Prints the day's report; the report of a closed day is kept, a draft is not."""
        counter, printer = self._counter(), self._fitted()
        words = files_of(counter, day, closing.report(counter, day)).words()
        if draft:
            return printer.print_pdf(words.heading.title + words.heading.draft, printed(words))
        return make.put_on_paper(counter, make.keep(counter, "daily_report", words), printer, DEVICE)

    def save_table(self, day: date, progress: Progress | None = None) -> str:
        """Writes the day's workbook beside the others and gives its file name; what `progress` raises ends it."""
        counter = self._counter()
        file = self._tables / f"{day:%Y-%m-%d}.xlsx"
        self._tables.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_bytes(files_of(counter, day, closing.report(counter, day)).workbook(progress))
        return file.name

    def save_journal(self, asked: Look, progress: Progress | None = None) -> tuple[str, int]:
        """Writes what a look at the journal shows, the newest first; gives the file's name and how many entries it has.

        What `progress` raises ends it, also while the entries are still gathered.
        """
        counter, lines = self._counter(), list[Line]()
        for line in trail.export(counter, asked, ROWS):
            lines.append(line)
            if progress is not None and len(lines) % trail.MOST == 0:
                progress(0, ROWS)
        file = self._tables / f"journal-{counter.now():%Y%m%d-%H%M%S}.xlsx"
        self._tables.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_bytes(workbook(journal_words(lines), progress))
        return file.name, len(lines)

    def batch(self, kind: str, batch: BatchView) -> PaperOutcome:
        """Prints the list of a batch: batch_receipt or handover_list."""
        return self._keep_and_print(kind, lists.of_batch(batch, kind, office_of(self._counter())))

    def ticket(self, taken: TicketView, ahead: int) -> PaperOutcome:
        """Prints a queue number; a desk without a roll printer calls it out."""
        roll = self._roll()
        if roll is None:
            raise DeviceTrouble("no_printer", device="receipt_printer", problem="not_fitted")
        return roll.print_slip(roll_parts(house.ticket(self._counter(), taken, ahead)))

    def of_hall(self, kind: str, **about: Any) -> PaperOutcome:
        """Prints a paper of the hall itself, one of `house.PAPERS`; `about` says what it is of."""
        return self._keep_and_print(kind, house.PAPERS[kind](self._counter(), **about))

    def save_orders(self, batch: str) -> tuple[str, int]:
        """Writes a batch as the card centre needs it: a table and the photos beside it.

        Gives the folder's name and of how many people there is no photo.
        """
        self._tables.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = self._tables / batch
        folder.mkdir(exist_ok=True, mode=0o700)
        rows = []
        for order in centre.orders(self._counter(), batch):
            portrait = f"{order.case}.jpg" if order.photo is not None else ""
            sex, delivery = zh("sexes", order.sex), zh("delivery_modes", order.delivery)
            rows.append((order.case, order.name, order.id_number, sex, delivery, portrait))
            if order.photo is not None:
                (folder / portrait).write_bytes(order.photo)
        with (folder / ORDERS).open("w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file).writerows([("受理号", "姓名", "身份证号", "性别", "领取", "照片"), *rows])
        return folder.name, sum(not portrait for *_, portrait in rows)

    def _keep_and_print(self, kind: str, words: Any) -> PaperOutcome:
        kept = make.keep(self._counter(), kind, words)  # first: without a printer it can still be printed later
        return make.put_on_paper(self._counter(), kept, self._fitted(), DEVICE)

    def _fitted(self) -> DocumentPrinter:
        printer = self._printer()
        if printer is None:
            raise DeviceTrouble("no_printer", device=DEVICE, problem="not_fitted")
        return printer
