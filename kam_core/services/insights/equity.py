"""Insight `equity`: customer equity by tier, its change, and what more retention adds (domain: churn economics)."""

from __future__ import annotations

from kam_core.insight.customer_equity.equity import CustomerEquity, customer_equity
from kam_core.insight.customer_equity.present_value import STEP
from kam_core.services.appraisal import in_unit_of
from kam_core.services.insights.insight import Insight, Recipe, Subject, money_or_none
from kam_core.vocabulary.enums import TIERS

FIGURES = (
    "equity", *(f"equity_{tier.lower()}" for tier in TIERS), "change", "retention_rate", "margin_gain_at_5_points",
)  # fmt: skip
COLUMNS = ("tier", "accounts", "margin", "equity")


def equity_insight(subject: Subject) -> Insight:
    """The tiers in order. change: equity now less that at the earlier date, at the retention rates of today;
    margin_gain_at_5_points: the relative gain of present value from 5 points more retention in every tier. All null
    without an earlier date or a margin."""
    found = equity_of(subject)
    now, before = found.total, found.total_before
    by_tier = dict(found.tiers.select("tier", "equity").iter_rows())
    return Insight(
        {
            "equity": money_or_none(now),
            **{f"equity_{tier.lower()}": money_or_none(by_tier[tier]) for tier in TIERS},
            "change": None if now is None or before is None else money_or_none(now - before),
            "retention_rate": found.retention,
            "margin_gain_at_5_points": found.gain(dict.fromkeys(TIERS, STEP)),
        },
        [
            {
                "tier": row["tier"],
                "accounts": row["accounts"],
                "margin": money_or_none(row["margin"]),
                "equity": money_or_none(row["equity"]),
            }
            for row in found.tiers.iter_rows(named=True)
        ],
    )


def equity_of(subject: Subject) -> CustomerEquity:
    """The customer equity of a subject."""
    data, then = in_unit_of(subject.dataset, subject.view), subject.then
    earlier = None if then is None else (then.accounts, then.view)
    return customer_equity(
        subject.all_accounts, subject.view, earlier, data.tables.get("account_costs"), data.first_month,
        subject.accounts["account"],
    )  # fmt: skip


EQUITY = Recipe("What customers are worth while they stay", FIGURES, COLUMNS, equity_insight)
