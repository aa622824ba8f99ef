"""Clock: today is the day on the calendar of the place where the app runs."""

import time
from collections.abc import Iterator

import pytest

from kam_core import clock


@pytest.fixture(autouse=True)
def restored_time_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    time.tzset()


def test_today_is_the_day_of_the_place_and_not_of_greenwich(monkeypatch: pytest.MonkeyPatch) -> None:
    days = []
    # Two places whose clocks are 26 hours apart never have the same day. POSIX counts zones to the west.
    for zone in ("EAST-14", "WEST+12"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        days.append(clock.today())
    assert days[0] > days[1]
