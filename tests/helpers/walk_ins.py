"""People of the practice roll as they come to the counter: their identity cards, photos, and how far they have got.

li = id_card("李样本")
draft = arrive(desk, li, "first_issue")       # greeted, looked up, photo taken
number = applied(desk, "李样本").number        # accepted
ready(desk, number, PretendPrinter())          # the card lies at the exit
"""

import csv
import io
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from desk_builder import SECOND
from PIL import Image
from pretend_printer import PretendPrinter

from desk.ports import IdCard, Stroke
from desk.records.insured import InsuredRecords
from desk.services import approvals, intake, issuing, reception, submission
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.views import CaseView


def _picture(shade: int) -> bytes:
    """A JPEG of card size; it need not show anybody, but every decoder has to open it."""
    made = io.BytesIO()
    Image.new("RGB", (358, 441), (shade, shade, shade)).save(made, "JPEG")
    return made.getvalue()


PORTRAIT, ORIGINAL = _picture(120), _picture(90)
GOOD_PHOTO = {
    "source": "camera",
    "format": "jpeg",
    "width": 358,
    "height": 441,
    "dpi": 350,
    "bytes": 24576,
    "background": "white",
    "face_width": 207,
    "hair_to_top": 14,
    "eye_x": 179,
    "eye_to_bottom": 226,
}
"""A portrait within every limit; `taken` is the day of the visit."""

STROKES = (Stroke(((0.0, 0.0, 0.5, 0), (30.0, 12.5, 0.75, 40))), Stroke(((5.0, 20.0, 0.5, 90), (40.0, 20.0, 0.5, 140))))


@cache
def people() -> dict[str, dict[str, str]]:
    """The roll's persons by name."""
    text = (resources.files("resources") / "practice" / "people.csv").read_text(encoding="utf-8")
    return {row["psn_name"]: row for row in csv.DictReader(io.StringIO(text))}


def id_card(who: str, **changes: Any) -> IdCard:
    """The chip card of somebody on the roll; valid until 2039 unless told otherwise."""
    person = people()[who]
    card: dict[str, Any] = {
        "document": "resident",
        "name": who,
        "sex": "male" if person["gend"] == "1" else "female",
        "number": person["certno"],
        "birth": date.fromisoformat(person["brdy"]),
        "valid_from": date(2019, 3, 15),
        "valid_to": date(2039, 3, 15),
        "nation": person["naty"],
        "address": person["hsreg_addr"],
        "issuer": "样本市公安局测试分局",
    }
    return IdCard(**(card | changes))


def holds(desk: Counter, name: str, card: str, status: str = "active", **facts: Any) -> None:
    """Gives somebody a card in the register."""
    facts = {"issued": "2019-05-20", "expires": "2029-05-20", "region": "110199", **facts}
    InsuredRecords(desk.store, desk.hall).set_card(people()[name]["certno"], card, status, desk.now(), facts)


def arrive(desk: Counter, card: IdCard, service: str, reason: str | None = None, *, photo: bool = True) -> Draft:
    """Card on the reader, registry asked, service chosen, photo taken."""
    draft = reception.check(desk, reception.greet(desk, card).draft)
    draft = reception.choose(desk, draft, service, reason)
    return with_photo(desk, draft) if photo else draft


def with_photo(desk: Counter, draft: Draft, **changes: Any) -> Draft:
    """A portrait taken now."""
    measured = {**GOOD_PHOTO, "taken": desk.today().isoformat(), **changes}
    return intake.keep_photo(desk, draft, PORTRAIT, ORIGINAL, measured)


def applied(desk: Counter, name: str, service: str = "first_issue", reason: str | None = None) -> CaseView:
    """Somebody of the roll applied and the desk concluded."""
    return submission.conclude(desk, arrive(desk, id_card(name), service, reason), desk.new_key())


def approve_all(desk: Counter) -> list[str]:
    """The supervisor approves everything that waits; gives what it was."""
    waiting = approvals.waiting(desk)
    for question in waiting:
        approvals.decide(desk, question.id, "approved", "", SECOND)
    return [question.what for question in waiting]


def ready(desk: Counter, number: str, printer: PretendPrinter | None = None) -> issuing.Issued:
    """The card of an approved case is made at the window."""
    reservation = issuing.reserve(desk, number, desk.new_key())
    return issuing.print_card(desk, reservation, printer or PretendPrinter(), b"png", lambda step: None)
