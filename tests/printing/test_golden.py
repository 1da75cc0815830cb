"""Papers look as they did when somebody last looked at docs/samples; see tests/helpers/paper_samples.py."""

import json

import paper_samples as samples
import pytest

GOLDEN = json.loads(samples.GOLDEN.read_text(encoding="utf-8"))


def far_apart(told, wanted):
    """Cells whose darkness differs by more than a smoother's rounding."""
    assert len(told) == len(wanted)
    return [
        n for n, (a, b) in enumerate(zip(bytes.fromhex(told), bytes.fromhex(wanted), strict=True)) if abs(a - b) > 6
    ]


@pytest.mark.parametrize("name", samples.PDFS)
def test_a_paper_is_drawn_as_it_was(name):
    pdf = samples.PDFS[name]()
    assert samples.operators(pdf) == GOLDEN[name]["bytes"]


@pytest.mark.parametrize("name", samples.PDFS)
@pytest.mark.parametrize("dpi", [150, 203])
def test_a_paper_looks_as_it_did(name, dpi):
    told = samples.ink(samples.PDFS[name](), dpi)
    assert len(told) == len(GOLDEN[name][str(dpi)])
    for page, wanted in zip(told, GOLDEN[name][str(dpi)], strict=True):
        assert far_apart(page, wanted) == []


@pytest.mark.parametrize("name", samples.PICTURES)
def test_a_card_face_or_roll_looks_as_it_did(name):
    png = samples.PICTURES[name]()
    assert far_apart(samples.picture_ink(png), GOLDEN[name]["ink"]) == []
    assert samples.picture_digest(png) == GOLDEN[name]["bytes"]


def test_every_sample_has_its_golden_picture():
    assert set(GOLDEN) == set(samples.PDFS) | set(samples.PICTURES)
