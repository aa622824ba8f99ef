"""Lifecycle stages and the moves between them (domain: lifecycle)."""

import datetime
from typing import Any

import polars as pl
import pytest

from kam_core.insight.lifecycle.analysis import funnel, transitions, win_back
from kam_core.measures.lifecycle_stage import with_stages
from kam_core.measures.view import View
from kam_core.services.appraisal import account_measures
from tests.datasets import dataset, day, money, monthly

VIEW = View(datetime.date(2024, 12, 31))
USUAL = {
    "purchases_total": 30, "recency_days": 10, "tenure_days": 900, "gap_days": 30.0, "growth": 0.0, "purchases": 12,
    "purchases_prior": 12, "contract_end": None,
}  # fmt: skip


def stage(**changes: Any) -> str:
    frame = pl.DataFrame(
        [USUAL | changes],
        schema_overrides={"contract_end": pl.Int64, "growth": pl.Float64, "gap_days": pl.Float64},
    )
    return str(with_stages(frame, VIEW)["stage"].item())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "mature"),
        ({"purchases_total": 0, "recency_days": None, "tenure_days": None, "gap_days": None}, "prospect"),
        ({"recency_days": 365}, "cooling"),
        ({"recency_days": 366}, "ended"),
        ({"recency_days": 400, "gap_days": 150.0}, "cooling"),
        ({"recency_days": 451, "gap_days": 150.0}, "ended"),
        ({"recency_days": 366, "contract_end": day("2024-12-31")}, "cooling"),
        ({"recency_days": 366, "contract_end": day("2024-12-30")}, "ended"),
        ({"recency_days": 100, "contract_end": day("2024-10-01")}, "ended"),
        ({"recency_days": 100, "contract_end": day("2024-10-02")}, "cooling"),
        ({"recency_days": 50, "contract_end": day("2024-10-01")}, "mature"),
        ({"tenure_days": 179}, "initial"),
        ({"purchases_total": 2, "recency_days": 180, "gap_days": None}, "initial"),
        ({"purchases_total": 2, "recency_days": 181, "gap_days": None}, "cooling"),
        ({"recency_days": 60}, "mature"),
        ({"recency_days": 61}, "cooling"),
        ({"recency_days": 150, "gap_days": 75.0}, "mature"),
        ({"recency_days": 151, "gap_days": 75.0}, "cooling"),
        ({"growth": -0.30, "purchases": 8}, "cooling"),
        ({"growth": -0.30, "purchases": 12}, "mature"),
        ({"growth": -0.29, "purchases": 8}, "mature"),
        ({"growth": 0.15}, "deepening"),
        ({"growth": 0.14}, "mature"),
        ({"growth": None, "tenure_days": 729}, "deepening"),
        ({"growth": None, "tenure_days": 730}, "mature"),
    ],
)
def test_the_first_rule_that_holds_names_the_stage(changes: dict[str, Any], expected: str) -> None:
    assert stage(**changes) == expected


DATA = dataset(
    [
        *monthly("steady", "2022-01-10", 36, 10),
        *monthly("gone", "2022-01-10", 12, 50),
        *monthly("fresh", "2024-11-10", 2, 5),
        *monthly("back", "2022-01-10", 6, 5),
        *monthly("back", "2024-08-10", 5, 5),
    ],
    [{"account": "hope"}],
)


def test_the_funnel_shows_every_stage_in_accounts_and_money() -> None:
    shown = funnel(account_measures(DATA, VIEW))
    assert shown["stage"].to_list() == ["prospect", "initial", "deepening", "mature", "cooling", "ended"]
    counts = dict(shown.select(pl.col("stage").cast(pl.String), "accounts").iter_rows())
    assert counts == {"prospect": 1, "initial": 1, "deepening": 0, "mature": 2, "cooling": 0, "ended": 1}
    assert shown["revenue"].sum() == money(120 + 10 + 25)


def test_moves_between_two_dates_are_counted_and_the_backward_ones_too() -> None:
    then, now = account_measures(DATA, View(datetime.date(2024, 6, 30))), account_measures(DATA, VIEW)
    moves = transitions(then, now)
    found = {(row["stage_then"], row["stage_now"]): row["accounts"] for row in moves.frame.iter_rows(named=True)}
    assert found == {
        ("prospect", "prospect"): 1,
        (None, "initial"): 1,
        ("mature", "mature"): 1,
        ("ended", "mature"): 1,
        ("ended", "ended"): 1,
    }
    assert moves.backward == 1


def test_the_win_back_list_begins_with_who_bought_most_a_year() -> None:
    listed = win_back(account_measures(DATA, VIEW))
    assert listed["account_id"].to_list() == ["gone"]
    # Twelve orders of 50 within less than a year count as one year.
    assert listed["yearly_revenue"].to_list() == [money(600)]


def test_a_contract_of_the_table_of_contracts_keeps_a_silent_account_alive_until_it_ends() -> None:
    contract = {"account": "gone", "number": "1", "start": day("2022-01-01"), "end": day("2024-12-31")}
    data = dataset(monthly("gone", "2022-01-10", 12, 50), tables={"contracts": [contract]})
    stages = {
        as_of: account_measures(data, View(datetime.date.fromisoformat(as_of)))["stage"].item()
        for as_of in ("2024-12-31", "2025-01-31")
    }
    assert stages == {"2024-12-31": "cooling", "2025-01-31": "ended"}
    renewing = dataset(monthly("gone", "2022-01-10", 12, 50), tables={"contracts": [contract | {"renews": True}]})
    assert account_measures(renewing, View(datetime.date(2025, 1, 31)))["stage"].item() == "cooling"
