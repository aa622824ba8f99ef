"""Insight `bridge`: where the revenue came from and went to since the prior window (domain: retention)."""

from __future__ import annotations

import polars as pl

from kam_core.insight.revenue_bridge.bridge import Bridge, revenue_bridge
from kam_core.insight.revenue_bridge.by_tier import with_tier_before
from kam_core.insight.revenue_bridge.changes import KINDS
from kam_core.services.insights.insight import Insight, Recipe, Subject
from kam_core.vocabulary.message import Money, Share

FIGURES = (
    "prior", *KINDS, "now", *(f"{kind}_accounts" for kind in KINDS), "now_accounts", "gross_retention",
    "net_retention", "prior_accounts", "stayed_accounts",
)  # fmt: skip
COLUMNS = ("account", "kind", "before", "now", "tier_before")


def bridge_insight(subject: Subject) -> Insight:
    """Revenue before and now, the changes by kind (signed), and each account that bought in either window, the largest
    change first.

    With the window `all`, and where the data begin after the prior window, only what is now is known. tier_before: at
    the end of the prior window under the same model.
    """
    accounts = subject.accounts
    found = bridge_of(subject)
    figures: dict[str, object] = dict.fromkeys(FIGURES)
    figures["now"] = Money(int(accounts["revenue"].sum()))
    figures["now_accounts"] = accounts.filter(pl.col("revenue") > 0).height
    if found is None:
        return Insight(figures, [])
    figures["prior"] = Money(found.prior)
    for step in found.steps:
        figures[step.kind] = Money(step.amount)
        figures[f"{step.kind}_accounts"] = step.accounts
    customers = found.retention
    figures["gross_retention"] = None if customers.gross is None else Share(customers.gross)
    figures["net_retention"] = None if customers.net is None else Share(customers.net)
    figures["prior_accounts"] = customers.accounts
    figures["stayed_accounts"] = customers.stayed
    return Insight(figures, _rows(found, subject))


def bridge_of(subject: Subject) -> Bridge | None:
    """The bridge of a subject; None without a prior window in the data."""
    return revenue_bridge(subject.accounts, subject.view, subject.dataset.first_month)


def _rows(found: Bridge, subject: Subject) -> list[dict[str, object]]:
    then = subject.then
    earlier = pl.DataFrame(schema={"account": pl.Int64, "tier": pl.String}) if then is None else then.accounts
    listed = with_tier_before(found.changes, earlier).filter((pl.col("before") != 0) | (pl.col("now") != 0))
    return [
        {
            "account": row["account_id"],
            "kind": row["kind"],
            "before": Money(row["before"]),
            "now": Money(row["now"]),
            "tier_before": row["tier_before"],
        }
        for row in listed.iter_rows(named=True)
    ]


BRIDGE = Recipe("Where revenue came from and went to", FIGURES, COLUMNS, bridge_insight)
