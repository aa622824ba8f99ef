"""Insight `concentration`: how much of the revenue comes from how few accounts (domain: concentration)."""

from __future__ import annotations

import numpy as np
import polars as pl

from kam_core.insight.concentration.by_unit import concentration_view
from kam_core.services.insights.insight import Insight, Recipe, Subject
from kam_core.vocabulary.message import Money

FIGURES = (
    "total", "accounts", "top20_share", "n80", "gini", "hhi", "effective_accounts", "negative_accounts",
    "negative_total",
)  # fmt: skip
COLUMNS = ("rank", "account", "revenue", "cumulative_share")


def concentration_insight(subject: Subject) -> Insight:
    """Indices of the revenue of the window, and the active customers, the largest first."""
    accounts = subject.accounts
    numbers = concentration_view(accounts, "account_id", "revenue").numbers
    listed = accounts.filter(pl.col("revenue") > 0).sort("revenue", "account", descending=[True, False])
    amounts = listed["revenue"].to_numpy()
    cumulative = np.cumsum(amounts) / max(int(amounts.sum()), 1)
    return Insight(
        {
            "total": Money(round(numbers.total)),
            "accounts": numbers.accounts,
            "top20_share": numbers.top20_share,
            "n80": numbers.n80,
            "gini": numbers.gini,
            "hhi": numbers.hhi,
            "effective_accounts": numbers.effective_number,
            "negative_accounts": numbers.negative_accounts,
            "negative_total": Money(round(numbers.negative_total)),
        },
        [
            {"rank": place + 1, "account": name, "revenue": Money(amount), "cumulative_share": share}
            for place, (name, amount, share) in enumerate(
                zip(listed["account_id"].to_list(), amounts.tolist(), cumulative.tolist(), strict=True)
            )
        ],
    )


CONCENTRATION = Recipe("How much rests on how few", FIGURES, COLUMNS, concentration_insight)
