from datetime import date
from importlib.resources import as_file, files

import pytest
from desk_builder import build

from desk.links.cards_import import import_cards
from desk.links.insured_roll import InsuredRoll
from desk.links.roll_import import import_roll
from desk.records.insured import InsuredRecords


@pytest.fixture
def hall(tmp_path):
    counter = build(tmp_path, people=False)
    yield counter, InsuredRecords(counter.store, "1101990001")
    counter.store.close()


def test_the_practice_cards_belong_to_people_of_the_practice_roll(hall):
    counter, records = hall
    practice = files("resources").joinpath("practice")
    with as_file(practice.joinpath("people.csv")) as file, records.transaction() as session:
        import_roll(file, lambda *person: records.put(session, *person), date(2026, 3, 16))
    owners = []

    def entered(number, *card):
        owners.append(number)
        records.set_card(number, *card)

    with as_file(practice.joinpath("cards_held.csv")) as file:
        tally = import_cards(file, entered, counter.clock.now())
    assert (tally.rows, tally.rejected) == (16, [])
    assert all(records.person(number) for number in owners)
    roll = InsuredRoll(records, counter.clock)
    assert [card["status"] for card in roll.cards("110199196608197199")] == ["void", "active"]
    (lost,) = roll.cards("110199198105055518")
    assert lost["loss"] == {
        "kind": "temporary",
        "at": "2026-03-06T18:20:00+08:00",
        "channel": "phone",
        "reference": "LS20260306001",
    }


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("110199197104023368,A1,lost,2019-05-20,2029-05-20,110199", "unknown_code"),
        ("110199197104023368,,active,2019-05-20,2029-05-20,110199", "missing_value"),
        ("110199197104023368,A1,active,2019-05-20,2029-13-20,110199", "bad_date"),
        ("110199197104023368,A1,active,2019-05-20,2029-05-20,北京", "unknown_code"),
        ("110199197104023368,A1,formal_loss,2019-05-20,2029-05-20,110199", "missing_value"),
    ],
)
def test_a_card_that_cannot_be_is_left_out(hall, tmp_path, line, problem):
    counter, records = hall
    file = tmp_path / "cards.csv"
    file.write_text(f"certno,number,status,issued,expires,region\n{line}\n", encoding="utf-8")
    tally = import_cards(file, records.set_card, counter.clock.now())
    assert [one.problem for one in tally.rejected] == [problem]
    assert records.cards("110199197104023368") == []
