"""Date-times to the minute, in local time."""

import datetime

import polars as pl
import pytest

from kam_core.intake import Intake, load
from kam_core.vocabulary.calendar import datetime_of, minute_number
from tests.intake.handwritten_files import sentences, text, workbook

HALF_PAST_TWO = datetime.datetime(2026, 9, 30, 14, 30)
ACCOUNTS = text("list.csv", "account,name\n1,One\n", "accounts")


def received(intake: Intake) -> list[datetime.datetime | None]:
    minutes = intake.dataset.tables["feedback"]["received_at"]
    return [None if minute is None else datetime_of(minute) for minute in minutes]


def feedback(*cells: str) -> Intake:
    rows = "".join(f'1,2026-09-{day:02d},complaint,"{cell}"\n' for day, cell in enumerate(cells, 1))
    return load([text("feedback.csv", f"account,date,kind,received at\n{rows}", "feedback"), ACCOUNTS])


@pytest.mark.parametrize(
    "cell",
    [
        "2026-09-30 14:30", "2026-09-30 14:30:59", "2026/9/30 2:30 PM", "2026/9/30 2:30 p.m.", "2026-09-30T14:30:00Z",
        "2026-09-30T14:30:00+08:00", "2026年9月30日 14时30分", "2026年9月30日下午2:30",
        "20260930 1430", "20260930143000",
        "30.09.2026 14:30", "30 Sep 2026 14:30", "2026-09-30 14：30", "46295.6041666667",
    ],
)  # fmt: skip
def test_half_past_two_in_all_its_spellings(cell: str) -> None:
    assert received(feedback(cell)) == [HALF_PAST_TWO]


def test_midnight_and_noon_on_a_twelve_hour_clock_are_distinguished() -> None:
    read = received(feedback("2026-09-30 12:05 AM", "2026-09-30 12:05 PM"))
    assert [(at.hour, at.minute) for at in read if at] == [(0, 5), (12, 5)]


def test_a_cell_with_a_day_only_gives_no_moment_and_the_row_stays() -> None:
    intake = feedback("2026-09-30", "2026-09-30 14:30")
    assert received(intake) == [None, HALF_PAST_TWO]
    assert intake.rejected.is_empty()
    assert "1 cell gives a date without a time, such as 2026-09-30" in sentences(intake, "day_only")[0]


def test_days_that_a_program_wrote_with_midnight_are_days() -> None:
    assert received(feedback("2026-09-29 00:00:00", "2026-09-30 00:00:00")) == [None, None]


def test_cells_without_a_valid_time_are_reported_with_an_example() -> None:
    intake = feedback("soon")
    assert received(intake) == [None]
    assert "write 2024-03-05 14:30" in sentences(intake, "not_a_moment")[0]


def test_a_date_and_time_of_a_workbook_is_a_moment() -> None:
    rows: list[list[object]] = [["account", "date", "kind", "received at"],
                                ["1", datetime.date(2026, 9, 30), "complaint", HALF_PAST_TWO]]  # fmt: skip
    assert received(load([workbook("feedback.xlsx", {"feedback": rows}), ACCOUNTS])) == [HALF_PAST_TWO]


def test_the_same_file_again_changes_nothing_and_another_time_is_a_change() -> None:
    first = feedback("2026-09-30 14:30")
    files = [text("again.csv", "account,date,kind,received at\n1,2026-09-01,complaint,2026-09-30 14:45\n", "feedback")]
    again = load(files, stored_records=first.records)
    (difference,) = again.differences
    assert difference.changed == 1
    assert received(again) == [HALF_PAST_TWO.replace(minute=45)]


def test_days_stored_by_older_versions_are_no_moments() -> None:
    first = feedback("2026-09-30 14:30")
    days = first.records["feedback"].with_columns(pl.lit(20_726, pl.Int64).alias("received_at"))
    again = load([ACCOUNTS], stored_records={**first.records, "feedback": days})
    assert received(again) == [None]


def test_a_minute_number_and_its_moment_are_inverse() -> None:
    assert datetime_of(minute_number(HALF_PAST_TWO)) == HALF_PAST_TWO
    assert minute_number(datetime.datetime(1970, 1, 2)) == 1440
