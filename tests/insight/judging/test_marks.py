"""Marks: the latest of each criterion, their age, two who differ, and the progress."""

import datetime

import polars as pl

from kam_core.insight.judging.marks import current_marks, mark_history
from kam_core.insight.judging.progress import marks_given
from kam_core.vocabulary.calendar import day_number
from tests.datasets import dataset

TODAY = day_number(datetime.date(2025, 6, 30))


def rows() -> pl.DataFrame:
    """Marks of one account by two people over three years."""
    marks = [
        ("trust", 2.0, "2023-05-01", "Li"), ("trust", 5.0, "2025-05-01", "Li"), ("trust", 3.0, "2025-04-01", "Wang"),
        ("fit", 4.0, "2024-06-29", "Li"), ("vision", 4.0, "2024-06-30", "Li"), ("fit", 1.0, "2025-07-01", "Li"),
    ]  # fmt: skip
    table = [
        {"account": "a", "criterion": name, "score": score, "assessed_on": on, "assessor": who, "evidence": None}
        for name, score, on, who in marks
    ]
    frame = dataset([], [{"account": "a"}], {"assessments": table}).tables["assessments"]
    assert frame is not None
    return frame


def test_the_latest_mark_counts_and_one_given_later_than_today_does_not() -> None:
    found = {row["criterion"]: row for row in current_marks(rows(), TODAY).iter_rows(named=True)}
    assert {name: row["score"] for name, row in found.items()} == {"trust": 5, "fit": 4, "vision": 4}
    assert (found["trust"]["day"], found["trust"]["days"]) == (day_number(datetime.date(2025, 5, 1)), 60)


def test_a_mark_older_than_twelve_months_is_old() -> None:
    found = current_marks(rows(), TODAY)
    assert found.filter("is_old")["criterion"].to_list() == ["fit"]
    assert current_marks(rows(), TODAY, old_months=36).filter("is_old").is_empty()


def test_two_people_whose_latest_marks_differ_by_two_are_named() -> None:
    apart = current_marks(rows(), TODAY).filter("disagrees")
    assert apart.select("criterion", "low", "high").rows() == [("trust", 3.0, 5.0)]


def test_the_history_has_every_mark_the_newest_first() -> None:
    found = mark_history(rows(), 0, TODAY).filter(pl.col("criterion") == "trust")
    assert list(zip(found["score"], found["assessor"], strict=True)) == [(5, "Li"), (3, "Wang"), (2, "Li")]


def test_progress_counts_marks_given_out_of_accounts_times_criteria() -> None:
    frame = pl.DataFrame({"trust": [1.0, None, 3.0], "fit": [None, None, 2.0]})
    found = marks_given(frame, ("trust", "fit", "vision"))
    assert (found.given, found.possible) == (3, 9)
