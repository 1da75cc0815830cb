"""Every service of the vocabulary, done with the mouse unplugged: real windows, real lanes, devices that speak."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from journey_walk import Line, Player, open_hall
from service_table import JOURNEYS, Journey
from walk_ins import people

from desk.rules.codes import SERVICES
from desk.services import search, stock
from ui.demo.hands import Hands

KEYSTROKES = Path(__file__).parents[2] / "docs" / "keystrokes.md"
pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory, qapp: Any) -> Iterator[Hands]:
    with open_hall(tmp_path_factory.mktemp("hall")) as hands:
        yield hands


def papers_of(hands: Hands, number: str) -> set[str]:
    """The kinds of paper with that number in the practice printer's tray."""
    return {file.stem.split(" ")[0] for file in hands.workplace.ground.papers.glob(f"* {number}.pdf")}


def kept() -> dict[str, tuple[str, str]]:
    """Keys and seconds of every journey as docs/keystrokes.md has them."""
    rows = [line.split("|")[1:-1] for line in KEYSTROKES.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    return {row[0].strip(): (row[2].strip(), row[3].strip()) for row in rows[1:]}


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda one: one.what)
def test_the_hands_find_their_way_without_a_mouse(hands: Hands, journey: Journey) -> None:
    desk = hands.workplace.desk.counter
    assert desk is not None
    filled = journey.before(desk, journey.who)
    in_stock = stock.report(desk).states["in_stock"]
    played = Player(hands).play(Line(journey.keys, journey.who, filled))

    assert kept()[journey.what] == (str(played.keys), f"{played.seconds:.0f}"), "run `python -m docs.make`"
    certno = people()[journey.who]["certno"] if journey.who else ""
    if journey.ends:
        case = search.find(desk, certno)[0]
        assert case.state == journey.ends
        hands.wait("the papers", lambda: set(journey.papers) <= papers_of(hands, case.number))
    if journey.card:
        assert str(desk.card_service.cards(certno)[-1]["status"]) == journey.card
    assert in_stock - stock.report(desk).states["in_stock"] == journey.blanks


@pytest.mark.requirement("M-001")
def test_a_first_issue_takes_at_most_twelve_keys_after_the_card_is_laid_down() -> None:
    assert int(kept()[JOURNEYS[0].what][0]) <= 12


def test_no_service_of_the_vocabulary_is_without_a_journey() -> None:
    assert {one.service for one in JOURNEYS} == SERVICES
