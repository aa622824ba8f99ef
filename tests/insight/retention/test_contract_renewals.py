"""Renewals of yearly contracts, counted by hand."""

from __future__ import annotations

import datetime

import polars as pl

from kam_core.insight.retention.contract_renewals import contract_renewals
from tests.datasets import day

TODAY = day("2024-12-31")


def contracts(*rows: tuple[int, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"account": account, "start": day(start), "end": day(end)} for account, start, end in rows],
        schema={"account": pl.Int64, "start": pl.Int64, "end": pl.Int64},
    )


def test_each_account_left_after_a_year_or_is_still_there_after_some_renewals() -> None:
    """1 left after its second year; 2 has renewed twice; 3 has no renewal date yet; 4 ended weeks ago, so still open;
    5 came back a year after it left: that is a new relation; 6 has no yearly contract."""
    found = contract_renewals(
        contracts(
            (1, "2020-01-01", "2020-12-31"), (1, "2021-01-15", "2022-01-14"),
            (2, "2022-03-01", "2023-02-28"), (2, "2023-03-01", "2024-02-29"), (2, "2024-03-01", "2025-02-28"),
            (3, "2024-06-01", "2025-05-31"),
            (4, "2022-12-01", "2023-11-30"), (4, "2023-12-01", "2024-11-30"),
            (5, "2020-01-01", "2020-12-31"), (5, "2022-01-01", "2022-12-31"),
            (6, "2020-01-01", "2022-12-31"),
        ),
        TODAY,
    )  # fmt: skip
    assert found.accounts == 5
    assert found.lost == (1, 1)
    assert found.staying == (1, 1)
    assert found.model is None
    assert "5 accounts have a yearly contract and 2 of them" in str(found.reason)


def test_without_contracts_the_missing_file_is_named() -> None:
    assert "Upload contracts" in str(contract_renewals(None, TODAY).reason)


def test_with_enough_contracts_the_model_is_fitted_to_the_shares_that_renewed() -> None:
    """100 began in January 2022: 40 left after a year, 12 of 60 after the second. The model has as many parameters as
    there are rates, so it gives both: 60 % and 80 %."""
    rows = []
    for account in range(100):
        years = 1 if account < 40 else 2 if account < 52 else 3
        for place in range(years):
            rows.append((account, f"{2022 + place}-01-01", f"{2022 + place}-12-31"))
    found = contract_renewals(contracts(*rows), day_of(2024, 12, 30))
    assert found.model is not None
    assert found.parameters is not None
    assert [round(found.model.renewal_rate(year), 3) for year in (1, 2)] == [0.6, 0.8]
    assert found.parameters.accounts == 100


def day_of(*date: int) -> int:
    return day(datetime.date(*date).isoformat())
