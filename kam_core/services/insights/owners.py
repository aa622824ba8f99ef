"""Insight `owners`: how many accounts and key accounts each owner has, and what they bring."""

from __future__ import annotations

import polars as pl

from kam_core.insight.results.months import within
from kam_core.measures.monthly_targets import monthly_targets
from kam_core.measures.view import View
from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.services.appraisal import in_unit_of
from kam_core.services.insights.insight import Insight, Recipe, Subject
from kam_core.services.population import Population
from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.calendar import last_complete_month
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Money
from kam_core.vocabulary.plan_status import done

FIGURES = ("owners", "orphans", "revenue", "target")
COLUMNS = ("owner", "accounts", "key_accounts", "revenue", "target", "loss", "alerts", "overdue")


def owners_insight(subject: Subject) -> Insight:
    """Owners by revenue, the largest first; accounts without one are a row of their own, with a null owner. Two
    spellings of a name are one owner. Target: of the complete months of the window that have one.

    Expected losses and alerts are not computed yet: null.
    """
    data = in_unit_of(subject.dataset, subject.view)
    accounts = _one_spelling(subject.accounts)
    late = _overdue_actions(data, subject.view)
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
            "target": _target(subject, data, accounts, Population(owner=subject.owner).owners),
        },
        [
            {
                "owner": row["owner"],
                "accounts": row["accounts"],
                "key_accounts": row["key_accounts"],
                "revenue": Money(row["revenue"]),
                "target": _target_of(row["owner"], subject, data, accounts),
                "loss": None,
                "alerts": None,
                "overdue": row["overdue"] if "plan" in subject.dataset.tables else None,
            }
            for row in listed.iter_rows(named=True)
        ],
    )


def _one_spelling(accounts: pl.DataFrame) -> pl.DataFrame:
    """The accounts with one spelling of each owner, the first by the alphabet."""
    spelling: dict[str, str] = {}
    for name in accounts["owner"].drop_nulls().unique().sort():
        spelling.setdefault(folded_name(name), name)
    names = {name: spelling[folded_name(name)] for name in accounts["owner"].drop_nulls().unique()}
    return accounts.with_columns(pl.col("owner").replace(names))


def _target_of(owner: str | None, subject: Subject, data: Dataset, accounts: pl.DataFrame) -> Money | None:
    """The target of an owner, or of the accounts without one."""
    own = accounts.filter(pl.col("owner").eq_missing(pl.lit(owner, pl.String)))
    return _target(subject, data, own, frozenset(() if owner is None else {folded_name(owner)}))


def _target(subject: Subject, data: Dataset, accounts: pl.DataFrame, owners: frozenset[str] | None) -> Money | None:
    """The revenue target of the complete months of the window; None without any."""
    view = subject.view
    targets = within(
        monthly_targets(data.tables.get("targets"), accounts, owners),
        view.first_month(data.first_month),
        min(view.last_month, last_complete_month(view.as_of, data.last_day)),
    )
    return None if targets.is_empty() else Money(int(targets["target"].sum()))


def _overdue_actions(data: Dataset, view: View) -> pl.DataFrame:
    """`account` and the number of its open plan actions that were due before the as-of date."""
    plan = data.tables.get("plan")
    if plan is None or "due" not in plan.columns:
        return pl.DataFrame(schema={"account": pl.Int64, "overdue": pl.Int64})
    known = plan if "status" in plan.columns else plan.with_columns(pl.lit(None, pl.String).alias("status"))
    return (
        known.filter(~done() & (pl.col("due") < view.as_of_day))
        .group_by("account")
        .agg(pl.len().cast(pl.Int64).alias("overdue"))
    )


OWNERS = Recipe("Who looks after what", FIGURES, COLUMNS, owners_insight)
