"""Cost to win new accounts and former ones, by hand."""

from __future__ import annotations

import datetime

import polars as pl

from kam_core.insight.customer_equity.cost_to_win import WinningCost, winning_costs
from kam_core.measures.view import View
from tests.datasets import day, money

VIEW = View(datetime.date(2024, 12, 31))
ACCOUNTS = pl.DataFrame(
    {
        "account": [1, 2, 3, 4, 5],
        "purchases": [3, 1, 2, 4, 0],
        "purchases_prior": [0, 0, 0, 2, 1],
        "purchases_total": [3, 1, 9, 8, 1],
    }
)
COSTS = pl.DataFrame(
    {
        "account": [1, 1, 3, 3, 4, 1],
        "date": [
            day(text) for text in ("2022-05-01", "2024-02-01", "2020-01-01", "2024-01-15", "2024-02-01", "2024-03-01")
        ],
        "amount": [money(one) for one in (100, 50, 900, 40, 70, 1000)],
        "kind": ["win", "win", "win", "win", "win", "serve"],
    }
)


def test_new_accounts_and_those_won_back_are_counted_with_their_mean_cost() -> None:
    """1 and 2 are new, of 2 no cost is known: 100 + 50. 3 came back after 2023: 40, what it cost in 2020 is past."""
    found = winning_costs(ACCOUNTS, VIEW, COSTS)
    assert found is not None
    assert found.new == WinningCost(2, 1, money(150))
    assert found.won_back == WinningCost(1, 1, money(40))


def test_without_costs_to_win_or_a_prior_window_there_is_no_comparison() -> None:
    assert winning_costs(ACCOUNTS, VIEW, None) is None
    assert winning_costs(ACCOUNTS, VIEW, COSTS.filter(pl.col("kind") == "serve")) is None
    assert winning_costs(ACCOUNTS, View(VIEW.as_of, None), COSTS) is None
