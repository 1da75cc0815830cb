"""The drawn page of the transition tables is as new as the tables."""

from desk.rules.card_life import BLANK, CARD, PRINT_JOB
from desk.rules.journey import ROAD
from docs.draw_journey import PAGE, page


def test_the_page_is_as_new_as_the_tables():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m docs.draw_journey"


def test_every_step_of_every_table_is_drawn():
    drawn = page()
    for road in (ROAD, BLANK, PRINT_JOB, CARD):
        for step in road:
            assert f"    {step.source} --> {step.target}: {step.act}" in drawn
