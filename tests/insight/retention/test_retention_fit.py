"""What the fitted models say of each account, and when they say nothing."""

from __future__ import annotations

import datetime

import numpy as np
import polars as pl
import pytest
from numpy.random import default_rng

from kam_core.insight.retention.fit import YEAR_WEEKS, fit_histories, retention_fit
from kam_core.insight.retention.purchase_interval import purchase_interval
from kam_core.insight.retention.purchase_model import PurchaseModel
from kam_core.measures.view import View
from tests.datasets import dataset
from tests.insight.retention.cdnow import cdnow, needs_reference

AS_OF = View(datetime.date(2024, 12, 31))


def buyers(count: int, rhythm: str = "random") -> list[dict[str, object]]:
    """Accounts B000 … that buy from January 2023 on at random, at their own rate; every third stops."""
    chance = default_rng(7)
    lines: list[dict[str, object]] = []
    for place in range(count):
        day = 0.0
        until = 730 if place % 3 else int(chance.integers(30, 500))
        mean, level = chance.uniform(20, 150), 200 / chance.gamma(3)
        while day < until:
            date = datetime.date(2023, 1, 1) + datetime.timedelta(days=int(day))
            lines.append(
                {"account": f"B{place:03}", "date": date.isoformat(), "amount": float(level * chance.gamma(4) / 4)}
            )
            day += float(chance.exponential(mean)) + 1 if rhythm == "random" else 10_000
    return lines


def test_too_few_buyers_give_a_reason_with_their_number_and_no_figure() -> None:
    data = dataset(buyers(30))
    fit = retention_fit(data, AS_OF, data.accounts["account"])
    assert fit.parameters is None
    assert fit.reason is not None
    assert "30 accounts have bought" in str(fit.reason)
    assert fit.frame.height == 30
    assert fit.frame.drop("account").null_count().row(0) == (30,) * 5


def test_one_purchase_per_account_gives_a_reason() -> None:
    data = dataset(buyers(60, "once"))
    fit = retention_fit(data, AS_OF, data.accounts["account"])
    assert fit.reason is not None
    assert "0 of them more than once" in str(fit.reason)


def test_accounts_that_never_leave_leave_the_model_undetermined() -> None:
    """Everybody bought last week: whether somebody leaves cannot be seen, and no parameter is made up."""
    rows = pl.DataFrame(
        {
            "account": range(80),
            "frequency": [10] * 80,
            "recency": [99.0] * 80,
            "age": [100.0] * 80,
            "mean_spend": [1e6] * 80,
        }
    )
    fit = fit_histories(rows, rows["account"])
    assert fit.parameters is None
    assert fit.reason is not None
    assert "80 accounts do not show how likely an account is to leave" in str(fit.reason)


def test_an_account_that_bought_once_cannot_be_told_and_a_silent_one_is_less_likely_alive() -> None:
    lines = buyers(90)
    lines.append({"account": "once", "date": "2024-03-01", "amount": 10})
    steady = [{"account": "steady", "date": f"2024-{month:02}-28", "amount": 10} for month in range(1, 13)]
    silent = [{"account": "silent", "date": f"2023-{month:02}-28", "amount": 10} for month in range(1, 13)]
    data = dataset([*lines, *steady, *silent])
    fit = retention_fit(data, AS_OF, data.accounts["account"])
    assert fit.parameters is not None
    assert fit.spend_parameters is not None
    named = fit.frame.join(data.accounts.select("account", "account_id"), on="account")
    row = {one["account_id"]: one for one in named.iter_rows(named=True)}
    assert row["once"]["p_alive"] is None
    assert row["once"]["expected_value"] is None
    assert row["steady"]["p_alive"] > 0.9 > 0.3 > row["silent"]["p_alive"]
    assert row["steady"]["lower"] <= row["steady"]["expected_purchases"] <= row["steady"]["upper"]
    assert row["steady"]["expected_value"] > row["silent"]["expected_value"]


def test_an_account_has_the_same_forecast_whatever_others_are_asked_for_and_on_every_run() -> None:
    data = dataset(buyers(70))
    everybody = retention_fit(data, AS_OF, data.accounts["account"]).frame
    some = data.accounts["account"].head(5)
    assert retention_fit(data, AS_OF, some).frame.equals(everybody.filter(pl.col("account").is_in(some.implode())))


def test_later_purchases_change_no_forecast_of_an_earlier_date() -> None:
    lines = buyers(90)
    early = View(datetime.date(2024, 6, 30))
    full = dataset(lines)
    until = dataset([one for one in lines if str(one["date"]) <= "2024-06-30"])
    accounts = until.accounts["account"]
    names = until.accounts.select("account", "account_id")
    found = retention_fit(full, early, full.accounts["account"])
    other = retention_fit(until, early, accounts)
    assert found.parameters == other.parameters
    by_name = found.frame.join(full.accounts.select("account", "account_id"), on="account").drop("account")
    assert (
        other.frame.join(names, on="account")
        .drop("account")
        .sort("account_id")
        .equals(by_name.sort("account_id").filter(pl.col("account_id").is_in(names["account_id"].implode())))
    )


def test_four_of_five_simulated_accounts_lie_within_the_interval() -> None:
    """An account that never leaves buys as Poisson says: 20 expected are, by its table, 14 to 26."""
    stays = PurchaseModel(2e6, 1e5, 1e-6, 1e6)
    lower, upper = purchase_interval(stays, np.array([5.0]), np.array([52.0]), np.array([52.0]), 1.0, seed=1)
    assert lower[0] == pytest.approx(14, abs=2)
    assert upper[0] == pytest.approx(26, abs=2)


@needs_reference
def test_parameters_are_rounded_to_six_digits_and_the_forecast_is_computed_with_them() -> None:
    fit = fit_histories(cdnow(), cdnow()["account"])
    assert fit.parameters is not None
    assert fit.other is not None
    for parameters in (fit.parameters, fit.other):
        assert all(float(f"{value:.6g}") == value for value in parameters.values.values())
    first = fit.frame.row(0, named=True)
    model = PurchaseModel(*fit.parameters.values.values(), shift=int(fit.parameters.model == "MBG/NBD"))
    history = (np.array([2.0]), np.array([30.43]), np.array([38.86]))
    assert first["p_alive"] == model.p_alive(*history)[0]
    assert first["expected_purchases"] == model.expected_purchases(*history, YEAR_WEEKS)[0]
