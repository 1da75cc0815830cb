"""The rules in force, each with where it was said."""

import pytest
from acceptance import HALL_HEAD

from desk.errors import UsageError
from desk.rules.codes import SERVICES
from desk.rules.explain import explain


def rules(name, service, folders=()):
    return {rule["key"]: rule for rule in explain(name, service, folders)["rules"]}


def test_the_layers_are_named_from_the_nation_up():
    told = explain("zhongshan", "first_issue")
    assert [layer["pack"] for layer in told["layers"]] == ["national", "demo", "guangdong", "zhongshan"]
    assert [layer["level"] for layer in told["layers"]] == ["national", "practice", "province", "city"]


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_service_has_rules_and_every_value_its_place(service):
    found = rules("shanghai", service)
    assert found
    for rule in found.values():
        assert rule["requirement"].startswith("M-")
        assert all(value["line"] for value in rule["values"].values() if value["pack"])


def test_only_the_papers_of_the_service_are_shown():
    needs = {key for key in rules("zhongshan", "first_issue") if key.startswith("need.")}
    assert "need.bank_account" in needs
    assert "need.subsidy_application_form" not in needs
    assert "need.subsidy_application_form" in rules("zhongshan", "subsidy")


def test_a_changed_fee_is_shown_with_the_halls_line(tmp_path):
    (tmp_path / "demo.toml").write_text(HALL_HEAD + "[fee.lost]\nfen = 2000\n", encoding="utf-8")
    fee = rules("demo", "reissue", [tmp_path])["fee.lost"]
    assert fee["values"]["fen"] == {"value": 2000, "pack": "demo", "level": "hall", "line": 10}
    assert rules("demo", "reissue")["fee.lost"]["values"]["fen"]["level"] == "practice"


def test_an_unknown_service_is_told():
    with pytest.raises(UsageError) as told:
        explain("demo", "dance")
    assert told.value.facts == {"key": "service", "value": "dance"}
