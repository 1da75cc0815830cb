"""What is no walk-in is told apart from what is refused."""

import pytest
from acceptance import given

from desk.errors import UsageError
from desk.rules.reading import read_walk_in

TIERS = (80, 100)


@pytest.mark.parametrize(
    ("changes", "kind", "facts"),
    [
        ({"service": None}, "walk_in", {"problem": "service"}),
        ({"service": "dance"}, "unknown_code", {"key": "service", "value": "dance"}),
        ({"service": 7}, "unknown_code", {"key": "service", "value": 7}),
        ({"service": "reissue", "reason": "bored"}, "unknown_code", {"key": "reason", "value": "bored"}),
        ({"service": "reissue", "reason": None}, "walk_in", {"problem": "reason"}),
        ({"service": "reissue", "reason": "death"}, "unknown_code", {"key": "reason", "value": "death"}),
        ({"service": "cancel", "reason": "lost"}, "unknown_code", {"key": "reason", "value": "lost"}),
        ({"channel": "carrier_pigeon"}, "unknown_code", {"key": "channel", "value": "carrier_pigeon"}),
        ({"now": "yesterday"}, "bad_date", {"key": "now", "value": "yesterday"}),
        ({"now": None}, "bad_date", {"key": "now", "value": None}),
        ({"identity__valid_to": "2026-02-30"}, "bad_date", {"key": "valid_to", "value": "2026-02-30"}),
        ({"identity__document": "library_card"}, "unknown_code", {"key": "document", "value": "library_card"}),
        ({"identity__read": "guessed"}, "unknown_code", {"key": "read", "value": "guessed"}),
        (
            {"materials": [{"code": "diploma", "form": "original"}]},
            "unknown_code",
            {"key": "material", "value": "diploma"},
        ),
        ({"materials": [{"code": "old_card", "form": "photo"}]}, "unknown_code", {"key": "form", "value": "photo"}),
        ({"materials": "old_card"}, "walk_in", {"problem": "materials"}),
        ({"batch": {"kind": "employer", "people": [None]}}, "walk_in", {"problem": "people"}),
        ({"batch": {"kind": "employer", "people": [{"deferred": [None]}]}}, "walk_in", {"problem": "deferred"}),
        ({"cards": [{"number": "A1", "status": "melted"}]}, "unknown_code", {"key": "status", "value": "melted"}),
        ({"photo__taken": "2025-13-01"}, "bad_date", {"key": "taken", "value": "2025-13-01"}),
        ({"photo__width": "358"}, "walk_in", {"problem": "width"}),
        ({"choices__base_tier": 60}, "unknown_code", {"key": "base_tier", "value": 60}),
        ({"choices__delivery": "drone"}, "unknown_code", {"key": "delivery", "value": "drone"}),
        ({"applicant__declared": "king"}, "unknown_code", {"key": "declared", "value": "king"}),
        ({"stock__blank": "many"}, "walk_in", {"problem": "blank"}),
        ({"printer__state": "tired"}, "unknown_code", {"key": "state", "value": "tired"}),
        ({"case": {"state": "lost"}}, "unknown_code", {"key": "state", "value": "lost"}),
        ({"service": "enquiry"}, "walk_in", {"problem": "enquiry"}),
        ({"service": "enquiry", "enquiry": {"kind": "gossip"}}, "unknown_code", {"key": "kind", "value": "gossip"}),
        ({"batch": {"kind": "club", "people": []}}, "unknown_code", {"key": "kind", "value": "club"}),
        ({"service": "activate", "batch": {"kind": "school"}}, "walk_in", {"problem": "batch"}),
        ({"hall": "110199"}, "walk_in", {"problem": "hall"}),
    ],
)
def test_what_is_no_walk_in_names_the_place_and_the_value(changes, kind, facts):
    with pytest.raises(UsageError) as told:
        read_walk_in(given("T01", **changes), TIERS)
    assert (told.value.kind, told.value.facts) == (kind, facts)
    assert told.value.exit_code == 2


@pytest.mark.parametrize("nothing", [[], "x", 3])
def test_what_is_no_object_is_no_walk_in(nothing):
    with pytest.raises(UsageError):
        read_walk_in(nothing, TIERS)


def test_what_is_absent_has_its_usual_value():
    visit = read_walk_in({"service": "first_issue", "now": "2026-03-16T10:00:00+08:00"}, TIERS)
    assert (visit.channel, visit.scanner, visit.camera, visit.blanks, visit.printer_ready) == (
        "window",
        True,
        True,
        0,
        True,
    )
    assert visit.registry.error == "absent"


def test_a_reason_that_a_service_has_none_of_is_ignored():
    assert read_walk_in(given("T01", reason="lost"), TIERS).reason is None
