"""Portfolios in which the score of an account equals its revenue."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import Cut, ScoreCut
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.services.appraisal import account_measures
from tests.datasets import dataset

VIEW = View(datetime.date(2024, 12, 31))
RUBRIC = ScoreCut(s=80.0, a=65.0, b=45.0)
NO_GATES = Gates(mutual_dependence=False, recurring=False, revenue_and_margin=False)


def model(
    cut: Cut = RUBRIC,
    capacity: Capacity | None = None,
    hysteresis: Hysteresis | None = None,
    overrides: Sequence[Override] = (),
    gates: Gates = NO_GATES,
) -> Model:
    """One criterion, revenue from 0 to 100."""
    return Model.from_dict(
        {
            "version": 1,
            "name": "revenue",
            "criteria": [
                {"name": "revenue", "group": "realised", "measure": "revenue", "weight": 10.0,
                 "utility": {"kind": "linear", "lo": 0.0, "hi": 100.0}}
            ],
            "cut": cut.model_dump(),
            "capacity": (capacity or Capacity()).model_dump(),
            "hysteresis": (hysteresis or Hysteresis()).model_dump(),
            "gates": gates.model_dump(),
            "overrides": [one.model_dump() for one in overrides],
        }
    )  # fmt: skip


def portfolio(
    revenue: Mapping[str, float],
    made: Model,
    owners: Mapping[str, str] | None = None,
    published: Mapping[str, str] | None = None,
    months: Mapping[str, int] | None = None,
    margin: float | None = None,
    view: View = VIEW,
) -> Portfolio:
    """One order per account in the month before the date, with this revenue; 0 for a prospect."""
    lines: list[dict[str, Any]] = [
        {"account": name, "date": f"{view.as_of:%Y-%m}-10", "amount": amount}
        | ({} if margin is None else {"margin": amount * margin})
        for name, amount in revenue.items()
        if amount
    ]
    accounts = [{"account": name, "owner": (owners or {}).get(name)} for name in revenue]
    tiers = (
        None if published is None else pl.DataFrame({"account_id": list(published), "tier": list(published.values())})
    )
    if tiers is not None and months is not None:
        tiers = tiers.with_columns(months=pl.Series([months[name] for name in tiers["account_id"]]))
    return build_portfolio(account_measures(dataset(lines, accounts), view), view, made, tiers)


def row_of(found: Portfolio, account: str) -> int:
    """The row of an account."""
    return found.accounts["account_id"].to_list().index(account)


def tiers_of(found: Portfolio) -> dict[str, str | None]:
    """Tier by account."""
    return dict(found.accounts.select("account_id", pl.col("tier").cast(pl.String)).iter_rows())
