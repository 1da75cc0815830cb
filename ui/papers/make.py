"""Making a paper: its words from the case, its bytes from the words, and both kept before it goes to a printer.

    documents_of(view)              what the decision says has to be printed
    make(counter, kind, view)       a new paper: words, PDF, kept with its digest
    again(counter, paper)           the same words with 补打 n, when and by whom
    put_on_paper(counter, made, printer)   one job, its intent and its end written down
    put_on_roll(counter, made, printer)    the same for a receipt on 80 mm paper

A paper is made from the words of the first print: what the applicant took home is what the desk shows. One that
says how a fee was paid is made anew once that was put right.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any

from desk.errors import DeviceTrouble, UsageError
from desk.ports import DocumentPrinter, PaperOutcome, SlipPrinter
from desk.rules.papers import SAY_WAY_AND_DAY, kinds_of_case
from desk.services import paperwork
from desk.services.counter import Counter
from desk.services.paperwork import KeptPaper
from desk.services.views import CaseView
from printing.by_hand import by_hand
from printing.looks import Copy
from printing.press import kept, printed, unkept
from printing.roll_text import roll_parts
from printing.signed_code import facts_in
from ui.papers import forms, letters, notices, receipt, slips
from ui.papers.office import Office, office_of
from ui.papers.phrases import minute

Builder = Callable[[CaseView, Office], Any]

BUILDERS: dict[str, Builder] = {
    "receipt": receipt.receipt_words,
    "one_time_notice": notices.one_time_notice_words,
    "suspension_slip": notices.suspension_words,
    "referral_slip": notices.referral_words,
    "deferral_notice": notices.deferral_words,
    "mandate_template": letters.mandate_words,
    "mail_label": letters.mail_label_words,
    **slips.SLIPS,
    **{kind: partial(forms.form_words, kind=kind) for kind in forms.TITLES},
}
"""Every paper of a case by its code in the decision's `documents`, and the mail label."""

NOTHING_SENT = frozenset({"no_printer", "printer_not_ready"})
"""Troubles of a printer that was not given anything yet."""
TWO_COPIES = frozenset({"one_time_notice", "suspension_slip", "handover_list", "batch_receipt", "shift_list"})
"""Papers of which both sides keep one; the deferral notice holds both in one file."""


IN_LARGE_PRINT = frozenset(
    {"receipt", "one_time_notice", "suspension_slip", "referral_slip", "deferral_notice", *slips.SLIPS}
)
"""Papers that are there in larger type too."""


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper ready for a printer; `copies` is how many sheets sets are handed out."""

    kept: KeptPaper
    title: str
    pdf: bytes

    @property
    def copies(self) -> int:
        """One, unless both sides keep one and the file holds only one."""
        return self.kept.copies


def documents_of(view: CaseView) -> tuple[str, ...]:
    """The papers of a case, in the order they are handed out; and of money that went back its slip."""
    back = ("refund_slip",) if any(line.amount < 0 for line in view.payments) else ()
    return tuple(dict.fromkeys(kind for kind in (*kinds_of_case(view.decision, view.facts), *back) if kind in BUILDERS))


def words_of(kind: str, view: CaseView, office: Office) -> Any:
    """The words of one paper. Raises UsageError(unknown_code)."""
    if kind not in BUILDERS:
        raise UsageError("unknown_code", field="paper", value=kind, known=tuple(BUILDERS))
    return BUILDERS[kind](view, office)


def preview(counter: Counter, kind: str, view: CaseView) -> bytes:
    """The PDF as it would be made now; nothing is kept. Raises NotAcceptable(glyph_missing)."""
    return printed(words_of(kind, view, office_of(counter)))


def make(counter: Counter, kind: str, view: CaseView, *, handwritten: bool = False, large: bool = False) -> MadePaper:
    """A paper of a case as it stands now; from the second of its kind on it says 补打.

    Raises NotAcceptable(glyph_missing) before anything is kept; `handwritten` leaves room for such characters instead.
    """
    words = words_of(kind, view, office_of(counter))
    words = in_large_print(words) if large else words
    before = sum(line.kind == kind for line in view.papers)
    if before:
        words = marked(counter, words, before)
    return keep(counter, kind, by_hand(words) if handwritten else words, case=view.number, handwritten=handwritten)


def again(counter: Counter, paper: KeptPaper, *, large: bool = False) -> MadePaper:
    """A reprint of a paper: the very words of that print, marked 补打 with the count, when and by whom."""
    words = in_large_print(unkept(paper.words)) if large else unkept(paper.words)
    if paper.case:
        before = sum(one.kind == paper.kind for one in paperwork.papers(counter, paper.case))
    else:
        before = 1 + (words.heading.copy.number if words.heading.copy else 0)
    words = marked(counter, words, before)
    return keep(counter, paper.kind, words, case=paper.case, copies=1)


def once_more(counter: Counter, paper: KeptPaper, *, large: bool = False) -> MadePaper:
    """The very paper while it certainly never came out of a printer, else a copy of it."""
    tried = paperwork.tries(counter, paper.id)
    if not tried or any(one.may_be_out for one in tried):
        return again(counter, paper, large=large)
    if large:
        return keep(counter, paper.kind, in_large_print(unkept(paper.words)), case=paper.case, copies=paper.copies)
    return unchanged(paper)


def overtaken(paper: KeptPaper, view: CaseView) -> bool:
    """Whether a paper says a way of payment that was put right since it was made, or a day that is promised no more."""
    changed = [line.put_right_at for line in view.payments if line.put_right_at is not None]
    changed += [step.at for step in view.steps if step.facts.get("maker") == "centre"]
    return paper.kind in SAY_WAY_AND_DAY and any(at >= paper.made_at for at in changed)


def in_large_print(words: Any) -> Any:
    """The same words for somebody who asks for larger type."""
    return replace(words, large=True)


def unchanged(paper: KeptPaper) -> MadePaper:
    """The very paper that was kept, for a printer that never put it out: it is still the original."""
    words = unkept(paper.words)
    return MadePaper(paper, words.heading.title, printed(words))


def keep(
    counter: Counter,
    kind: str,
    words: Any,
    *,
    case: str | None = None,
    copies: int | None = None,
    handwritten: bool = False,
) -> MadePaper:
    """Prints any words and keeps them: lists, reports and labels of no single case go this way too."""
    pdf = printed(words)
    number = words.heading.number or None
    count = copies or (2 if kind in TWO_COPIES else 1)
    digest = sha256(pdf).hexdigest()
    paper = paperwork.keep(
        counter, kind, kept(words), digest, case=case, number=number, copies=count, by_hand=handwritten
    )
    return MadePaper(paper, words.heading.title, pdf)


def marked(counter: Counter, words: Any, number: int) -> Any:
    """Words as a reprint says them, its code signed anew with the count."""
    copy = Copy(number, minute(counter.now()), f"柜员 {counter.operator.name}")
    changes: dict[str, Any] = {"heading": replace(words.heading, copy=copy)}
    facts = facts_in(getattr(words, "code", ""))
    if facts:
        changes["code"] = office_of(counter).sign(replace(facts, copy=str(number)))
    return replace(words, **changes)


def as_first_printed(words: Any) -> Any:
    """Words without what a reprint adds to them."""
    changes: dict[str, Any] = {"heading": replace(words.heading, copy=None)}
    if hasattr(words, "code"):
        changes["code"] = ""
    return replace(words, **changes)


def put_on_paper(counter: Counter, made: MadePaper, printer: DocumentPrinter, name: str) -> PaperOutcome:
    """Sends a paper to a printer; blocking. The job is written down before, its end after."""
    title = f"{made.title} {made.kept.number or ''}".strip()
    return _put(counter, made, name, lambda: printer.print_pdf(title, made.pdf, made.copies))


def put_on_roll(counter: Counter, made: MadePaper, printer: SlipPrinter, name: str) -> PaperOutcome:
    """The same receipt on 80 mm paper, by a printer that sets its own type; blocking."""
    parts = roll_parts(receipt.roll_of(unkept(made.kept.words)))
    return _put(counter, made, name, lambda: printer.print_slip(parts))


def _put(counter: Counter, made: MadePaper, name: str, act: Callable[[], PaperOutcome]) -> PaperOutcome:
    job = paperwork.begin_print(counter, made.kept.id, name)
    try:
        outcome = act()
    except DeviceTrouble as trouble:
        sent = trouble.kind not in NOTHING_SENT
        paperwork.end_print(counter, job, PaperOutcome.UNKNOWN if sent else PaperOutcome.CANCELLED)
        raise
    except BaseException:
        paperwork.end_print(counter, job, PaperOutcome.UNKNOWN)
        raise
    paperwork.end_print(counter, job, outcome)
    return outcome
