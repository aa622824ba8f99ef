"""Insight `owners`: how many accounts and key accounts each owner has, and what they bring."""

from __future__ import annotations

import polars as pl

from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.services.insights.insight import Insight, Recipe, Subject
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.message import Money
from kam_core.vocabulary.plan_status import done

FIGURES = ("owners", "orphans", "revenue", "target")
COLUMNS = ("owner", "accounts", "key_accounts", "revenue", "target", "loss", "alerts", "overdue")


def owners_insight(subject: Subject) -> Insight:
    """Owners by revenue, the largest first; accounts without one are a row of their own, with a null owner.

    Targets, expected losses and alerts are not computed yet: null.
    """
    accounts = subject.accounts
    late = _overdue_actions(subject)
    listed = (
        accounts.join(late, on="account", how="left", maintain_order="left")
        .group_by("owner")
        .agg(
            pl.len().cast(pl.Int64).alias("accounts"),
            is_key().sum().cast(pl.Int64).alias("key_accounts"),
            pl.col("revenue").sum(),
            pl.col("overdue").sum(),
        )
        .sort("revenue", "owner", descending=[True, False], nulls_last=True)
    )
    return Insight(
        {
            "owners": listed["owner"].drop_nulls().len(),
            "orphans": accounts.filter(pl.col("owner").is_null()).height,
            "revenue": Money(int(accounts["revenue"].sum())),
            "target": None,
        },
        [
            {
                "owner": row["owner"],
                "accounts": row["accounts"],
                "key_accounts": row["key_accounts"],
                "revenue": Money(row["revenue"]),
                "target": None,
                "loss": None,
                "alerts": None,
                "overdue": row["overdue"] if "plan" in subject.dataset.tables else None,
            }
            for row in listed.iter_rows(named=True)
        ],
    )


def _overdue_actions(subject: Subject) -> pl.DataFrame:
    """`account` and the number of its open plan actions that were due before the as-of date."""
    plan = subject.dataset.frames.get("plan")
    if plan is None or "due" not in plan.columns:
        return pl.DataFrame(schema={"account": pl.Int64, "overdue": pl.Int64})
    known = plan if "status" in plan.columns else plan.with_columns(pl.lit(None, pl.String).alias("status"))
    return (
        known.filter(~done() & (pl.col("due") < day_number(subject.view.as_of)))
        .group_by("account")
        .agg(pl.len().cast(pl.Int64).alias("overdue"))
    )


OWNERS = Recipe("Who looks after what", FIGURES, COLUMNS, owners_insight)
