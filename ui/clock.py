"""The hall's clock: China Standard Time whatever the machine's zone says."""

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")


class HallClock:
    """`desk.ports.Clock` of the real world."""

    def now(self) -> datetime:
        return datetime.now(CHINA)
