"""Words that are kept come back as they were, so that a reprint says what the first print said."""

import paper_cases
import paper_samples as samples
import pytest

from printing.press import kept, printed, unkept
from ui.papers import lists

WORDS = [
    samples.RECEIPT,
    samples.NOTICE_WORDS,
    samples.DEFERRAL,
    samples.FORM,
    samples.LABEL,
    lists.of_batch(paper_cases.batch(), "handover_list", paper_cases.office()),
    samples.MANDATE,
    samples.REPORT_WORDS,
    samples.TEST_PAGE,
    samples.FACE,
    samples.BACK,
]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: type(words).__name__)
def test_kept_words_come_back_the_same_and_print_the_same(words):
    again = unkept(kept(words))
    assert again == words
    assert printed(again) == printed(words)


def test_kept_words_are_readable_text():
    assert "周样本" in kept(samples.RECEIPT).decode()
