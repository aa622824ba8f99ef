"""Cohorts by the quarter of the first purchase, counted by hand."""

import datetime

import polars as pl

from kam_core.insight.lifecycle.cohorts import Cohorts, cohorts, quarter_text
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, money

LINES = [
    {"account": "old", "date": "2023-12-01", "amount": 1000},
    {"account": "a", "date": "2024-01-10", "amount": 100},
    {"account": "a", "date": "2024-04-10", "amount": 50},
    {"account": "a", "date": "2024-11-20", "amount": 25},
    {"account": "b", "date": "2024-02-10", "amount": 300},
    {"account": "b", "date": "2024-05-10", "amount": -30},
    {"account": "c", "date": "2024-04-20", "amount": 80},
    {"account": "c", "date": "2024-10-20", "amount": 40},
]


def found(as_of: str, data: Dataset | None = None) -> Cohorts:
    used = dataset(LINES) if data is None else data
    return cohorts(used, View(datetime.date.fromisoformat(as_of)), used.accounts["account"])


def cells(made: Cohorts, cohort: str) -> list[tuple[int, int, bool]]:
    rows = made.cells.filter(pl.col("cohort").map_elements(quarter_text, pl.String) == cohort)
    return list(rows.select("buying", "revenue", "open").iter_rows())


def test_each_quarter_counts_who_still_buys_and_what_they_bring() -> None:
    made = found("2024-12-31")
    assert cells(made, "2024 Q1") == [
        (2, money(400), False), (1, money(20), False), (0, 0, False), (1, money(25), False),
    ]  # fmt: skip
    assert cells(made, "2024 Q2") == [(1, money(80), False), (0, 0, False), (1, money(40), False)]


def test_a_quarter_that_is_not_over_is_open_and_outside_the_means() -> None:
    made = found("2024-11-30")
    assert [is_open for *_, is_open in cells(made, "2024 Q1")] == [False, False, False, True]
    means = {row["since"]: row for row in made.means.iter_rows(named=True)}
    assert set(means) == {0, 1, 2}
    # One quarter later 1 of 2 and 0 of 1 bought, and 20 of 480 came; two later 0 of 2, for c is still open.
    assert (means[1]["buying_share"], means[1]["revenue_share"]) == (1 / 3, 20 / 480)
    assert (means[2]["buying_share"], means[2]["revenue_share"]) == (0.0, 0.0)


def test_accounts_of_the_first_quarter_of_the_data_may_be_old_and_are_outside_the_means() -> None:
    first = found("2024-12-31").first
    assert first is not None
    assert quarter_text(first) == "2023 Q4"


def test_without_a_purchase_there_is_no_cohort() -> None:
    made = found("2024-12-31", dataset([{"account": "x", "date": "2024-03-01", "amount": -5}]))
    assert made.cells.is_empty()
    assert made.means.is_empty()
