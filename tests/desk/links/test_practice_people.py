from importlib.resources import files

import pytest
from desk_builder import build

from desk.services import roll


@pytest.fixture
def hall(tmp_path):
    counter = build(tmp_path, people=False)
    roll.load_practice_people(counter)
    yield counter
    counter.store.close()


def test_every_practice_card_belongs_to_somebody_of_the_practice_roll(hall):
    lines = files("resources").joinpath("practice", "cards_held.csv").read_text(encoding="utf-8").splitlines()[1:]
    for number in {line.split(",")[0] for line in lines}:
        assert hall.registry.ask(f"m{number}", number, "").document["baseinfo"]["certno"] == number
        assert hall.card_service.cards(number)


def test_cards_come_oldest_first_and_a_loss_report_is_told(hall):
    assert [card["status"] for card in hall.card_service.cards("110199196608197199")] == ["void", "active"]
    (lost,) = hall.card_service.cards("110199198105055518")
    assert lost["loss"] == {
        "kind": "temporary",
        "at": "2026-03-06T18:20:00+08:00",
        "channel": "phone",
        "reference": "LS20260306001",
    }


def test_what_practice_people_are_entitled_to_never_goes_out_of_date(tmp_path):
    counter = build(tmp_path, people=False, at="2027-11-22T09:00:00+08:00")
    roll.load_practice_people(counter)
    flags = counter.registry.ask("m", "110199197104023368", "").document["idetinfo"]
    counter.store.close()
    assert [(one["begntime"], one["endtime"]) for one in flags] == [("2027-07-01", "2028-06-30")]
