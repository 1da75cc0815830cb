"""The end of a window's day."""

import pytest
from acceptance import codes, decided, given

CLERK, SUPERVISOR = {"role": "clerk"}, {"role": "supervisor", "explanation": "找零差错"}


def close(operator=CLERK, cash=32500, counted=57, jobs=()):
    return decided(
        given(
            "A59",
            operator=operator,
            day__cash_counted=cash,
            day__stock__counted=counted,
            day__unresolved_jobs=list(jobs),
        )
    )


def test_a_balanced_day_closes_with_its_report():
    answer = close()
    assert (answer["outcome"], answer["documents"], answer["reasons"]) == ("accept", ["daily_report"], [])


@pytest.mark.parametrize(
    ("changes", "code", "facts"),
    [
        ({"cash": 32400}, "cash_variance", {"difference": -100}),
        ({"cash": 32600}, "cash_variance", {"difference": 100}),
        ({"counted": 56}, "stock_variance", {"expected": 57, "counted": 56, "difference": -1}),
    ],
)
@pytest.mark.parametrize(
    ("operator", "outcome"),
    [
        (CLERK, "hold"),
        ({"role": "clerk", "explanation": "找零差错"}, "hold"),
        ({"role": "supervisor", "explanation": "  "}, "hold"),
        ({"role": "supervisor"}, "hold"),
        ({"role": "technician", "explanation": "x"}, "hold"),
        (SUPERVISOR, "accept"),
    ],
)
def test_a_variance_needs_a_supervisor_with_an_explanation_and_stays_listed(changes, code, facts, operator, outcome):
    answer = close(operator, **changes)
    assert answer["outcome"] == outcome
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [(code, facts)]
    assert answer["approvals"] == ["day_close_with_variance"]
    assert ("carried_to_next_report" in answer["notes"]) == (outcome == "accept")
    assert answer["documents"] == (["daily_report"] if outcome == "accept" else [])


def test_both_variances_are_told_together():
    assert codes(close(cash=1, counted=1)["reasons"]) == ["cash_variance", "stock_variance"]


@pytest.mark.parametrize("operator", [CLERK, SUPERVISOR])
def test_an_open_print_job_holds_everybody(operator):
    answer = close(operator, jobs=["J-0031", "J-0032"])
    assert answer["outcome"] == "hold"
    assert answer["reasons"][0]["facts"] == {"jobs": ["J-0031", "J-0032"]}
    assert answer["approvals"] == []
