"""Who comes on the demo's morning: the practice people, what they want, what they bring, and how it ends."""

import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comer:
    """One person's visit. `brings` are papers to lay under the document camera; `ends` the state the case ends in.

    `fault` is a fault of the card printer that strikes once; `agent` the number of somebody who acts for the person;
    `guardian` of the guardian who came along. `pictures` prefixes the screenshots that are kept.
    """

    number: str
    service: str
    reason: str | None = None
    brings: tuple[str, ...] = ()
    ends: str = "closed"
    fault: str = ""
    agent: str = ""
    guardian: str = ""
    leaves_card: bool = False
    """The card is made and stays in its slot: somebody collects it later."""
    pictures: str = ""


EMPLOYEE = "110199198503127011"
RARE = "110199199009099013"
DOTTED = "110199199009309260"
LOST_WAIVED = "110199197104023368"
LOST_PAID = "110199197911234188"
STUDENT = "440399201105201150"
STUDENTS_FATHER = "440399198409095276"
LACKING = "53019919900203715X"
ABSENT = "110199199006015136"
AGENT = "110199198609132329"
JAMMED = "110199199303039038"

MORNING: tuple[Comer, ...] = (
    Comer(EMPLOYEE, "first_issue", pictures="employee"),
    Comer(RARE, "first_issue", pictures="rare"),
    Comer(DOTTED, "first_issue"),
    Comer(LOST_WAIVED, "reissue", "lost", pictures="lost"),
    Comer(LOST_PAID, "reissue", "lost", pictures="paid"),
    Comer(
        STUDENT, "first_issue", brings=("relation_proof",), guardian=STUDENTS_FATHER, ends="making", pictures="student"
    ),
    Comer(LACKING, "first_issue", ends="declined", pictures="refused"),
    Comer(ABSENT, "first_issue", leaves_card=True, ends="ready"),
    Comer(ABSENT, "collect", agent=AGENT, ends="declined", pictures="proxy-refused"),
    Comer(ABSENT, "collect", agent=AGENT, brings=("mandate",), pictures="proxy"),
    Comer(JAMMED, "first_issue", fault="jam@m", pictures="jam"),
)
"""In this order, whatever the seed."""


def morning(cases: int, seed: int) -> Sequence[Comer]:
    """The people of the morning, and so many random first issues after them."""
    drawn = random.Random(seed).sample(others(), cases)  # noqa: S311 - the same seed gives the same morning
    return [*MORNING, *(Comer(number, "first_issue") for number in drawn)]


def others() -> list[str]:
    """Practice people who may have a first card at once and are not in the morning already."""
    import csv
    from importlib.resources import files

    text = (files("resources") / "practice" / "people.csv").read_text(encoding="utf-8")
    held = {
        row["certno"]
        for row in csv.DictReader((files("resources") / "practice" / "cards_held.csv").read_text("utf-8").splitlines())
    }
    known = {one.number for one in MORNING} | {STUDENTS_FATHER, AGENT} | held
    cards = {file.name.removesuffix(".json") for file in (files("resources") / "practice" / "cards").iterdir()}
    return [
        row["certno"]
        for row in csv.DictReader(text.splitlines())
        if row["insutype"] == "310"
        and row["psn_insu_stas"] == "1"
        and row["emp_name"]
        and row["surv_stas"] == "1"
        and row["acct_stas"] == "normal"
        and not row["arrears"]
        and row["insuplc_admdvs"] == "110199"
        and row["certno"] in cards - known
    ]
