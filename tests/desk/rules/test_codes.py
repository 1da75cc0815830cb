"""Every code the desk knows has words, and no word is left over."""

import pytest

from desk.rules import codes
from desk.rules.card_life import BlankState, CardState, JobState
from desk.rules.conclusion import HOLDING, REFUSING
from desk.rules.journey import CaseState
from desk.rules.reference import vocabulary


@pytest.mark.parametrize(
    ("table", "known"),
    [
        ("services", codes.SERVICES),
        ("service_reasons", codes.REASONS),
        ("categories", codes.CATEGORIES),
        ("identity_documents", codes.IDENTITY_DOCUMENTS),
        ("materials", codes.MATERIALS),
        ("documents", codes.PAPERS),
        ("delivery_modes", codes.DELIVERY_MODES),
        ("pages", set(codes.PAGES)),
        ("case_states", set(CaseState)),
        ("blank_states", set(BlankState)),
        ("print_job_states", set(JobState)),
        ("card_states", set(CardState)),
    ],
)
def test_the_tables_of_words_hold_exactly_the_known_codes(table, known):
    assert set(vocabulary()[table]) == set(known)


def test_the_other_codes_of_a_walk_in_have_words_too():
    assert set(vocabulary()["channels"]) >= codes.CHANNELS
    assert set(vocabulary()["reasons"]) >= REFUSING | HOLDING


def test_every_word_is_there_in_both_languages():
    for table, entries in vocabulary().items():
        for code, words in entries.items():
            assert set(words) == {"zh", "en"}, (table, code)
            assert all(words.values()), (table, code)


def test_no_reason_leads_two_ways():
    assert not REFUSING & HOLDING
