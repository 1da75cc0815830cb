"""Every open acceptance case, as an outsider would check it."""

import pytest
from acceptance import NAMES, case, decided, given, lacking


@pytest.mark.parametrize("name", NAMES)
def test_the_desk_decides_as_the_case_says(name):
    one = case(name)
    assert lacking(one["expect"], decided(one["given"])) == []


def test_the_comparison_notices_what_is_wrong():
    answer = decided(given("T01"))
    assert lacking({"outcome": "hold"}, answer)
    assert lacking({"documents": ["application_form"], "documents_exactly": True}, answer)
    assert lacking({"fee": {"due": False}}, answer)
    assert lacking({"materials": [{"code": "old_card"}]}, answer)
    assert lacking({"delivery": None}, answer)
