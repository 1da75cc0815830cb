"""Where a walk-in comes from changes nothing but what the rules say it changes."""

import pytest
from acceptance import decided, given

WITHOUT_DIFFERENCE = ["web", "kiosk", "street", "employer", "school"]


@pytest.mark.requirement("M-053", "M-075", "M-076", "M-079", "M-080", "M-081", "M-083")
@pytest.mark.parametrize("channel", WITHOUT_DIFFERENCE)
@pytest.mark.parametrize("base", ["T01", "T05", "T09", "T07b", "T13", "A76", "A65", "A46"])
def test_a_case_from_another_channel_is_decided_by_the_windows_rules(channel, base):
    assert decided(given(base, channel=channel)) == decided(given(base))


@pytest.mark.requirement("M-053")
def test_a_case_begun_online_is_taken_over_at_the_window_by_its_receipt_number():
    asked = {"kind": "progress", "receipt_number": "1101990001202603100100990"}
    answer = decided(given("A43", channel="window", enquiry=asked))
    assert answer["disclosures"]["caller"] == ["progress"]
