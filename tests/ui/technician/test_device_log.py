"""How many cards were read today: the count is the day's, not the program's."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from devices.id_reader.watch import Trace
from ui.technician.device_log import DeviceLog, median_seconds

MORNING = datetime(2026, 3, 16, 8, 0, tzinfo=timezone(timedelta(hours=8)))
CARD = (("out", "find"), ("in", "9f"), ("out", "select"), ("in", "90"), ("out", "read"), ("in", "90"))


class Clock:
    """A quarter of a second goes by with every look."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=0.25)
        return self.at


def read_cards(log: DeviceLog, cards: int) -> None:
    for _ in range(cards):
        for direction, meaning in CARD:
            log.heard(Trace(direction, "··", 8, meaning))


def test_the_days_count_goes_on_after_a_restart_and_begins_anew_the_next_day(tmp_path: Path):
    clock = Clock(MORNING)
    before = DeviceLog("id_reader", clock, tmp_path)
    read_cards(before, 3)
    with (tmp_path / "id_reader.log").open("a", encoding="utf-8") as file:
        file.write("2026-03-16T08:00:00\tin\t··\t90\n2026-03-16T\tin\n")  # what somebody wrote into it
        file.write(f"{MORNING.isoformat()}\tin\t·")  # the power went in the middle of it
    again = DeviceLog("id_reader", clock, tmp_path)
    read_cards(again, 2)
    today = again.readings(MORNING.date())
    assert len(today) == 5
    assert median_seconds(today) == 1.0
    tomorrow = DeviceLog("id_reader", Clock(MORNING + timedelta(days=1)), tmp_path)
    assert tomorrow.readings(MORNING.date() + timedelta(days=1)) == []


def test_a_busy_day_is_counted_to_its_end(tmp_path: Path):
    log = DeviceLog("id_reader", Clock(MORNING), None)
    read_cards(log, 700)
    assert len(log.readings(MORNING.date())) == 700
