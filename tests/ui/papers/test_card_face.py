"""What the front of a card says."""

from datetime import date

import paper_cases

from ui.papers.card import face_words

LATER = "2026-03-24T09:00:00+08:00"


def test_a_card_that_is_fetched_later_is_shown_with_the_day_that_stands_on_it():
    made, _ = paper_cases.case_of("collection_slip", "A02-hangzhou-household-register")
    fetched = face_words(made, paper_cases.office(now=LATER), made.card.number, made.card.valid_to)
    assert fetched.issued == f"{made.card.made_at:%Y-%m-%d}"
    assert fetched.issued != LATER[:10]


def test_a_card_to_be_made_bears_today():
    made, _ = paper_cases.case_of("collection_slip", "A02-hangzhou-household-register")
    another = face_words(made, paper_cases.office(now=LATER), "A99999999", date(2036, 3, 24))
    assert another.issued == LATER[:10]
