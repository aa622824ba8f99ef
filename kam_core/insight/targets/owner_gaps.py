"""Target and gap per owner, for the fiscal year to date."""

from __future__ import annotations

import polars as pl

from kam_core.insight.targets.commits import past_commits
from kam_core.insight.targets.fiscal_year import FiscalPeriod
from kam_core.measures.monthly_targets import folded


def owner_months(monthly: pl.DataFrame, accounts: pl.DataFrame, to_date: int) -> pl.DataFrame:
    """`owner` (folded, null without one), `month`, `revenue` up to a month number, from `monthly_revenue`."""
    owners = folded(accounts.select("account", "owner"), "owner")
    return (
        monthly.filter(pl.col("month") <= to_date)
        .join(owners, on="account", how="inner")
        .group_by("owner", "month")
        .agg(pl.col("revenue").sum())
        .sort("owner", "month", nulls_last=True)
    )


def owner_gaps(
    months: pl.DataFrame, targets: pl.DataFrame, commits: pl.DataFrame, accounts: pl.DataFrame, period: FiscalPeriod
) -> pl.DataFrame:
    """`owner` (as written; null: accounts without one), `accounts`, `revenue`, `target`, `gap`, `share`, `commit`,
    `accuracy`, the largest shortfall first; money in ten-thousandths, null where there is no target or commit.

    months: `owner_months`. targets: `target_rows`. commits: `commit_rows`. accounts: `owner` of the population. gap:
    revenue − target of the owner's months with a target; share: their ratio. commit: of the months to come; accuracy:
    revenue / commit of complete months. An owner of targets or commits alone has 0 accounts.
    """
    names = folded(accounts.select("owner", pl.col("owner").alias("name")), "owner")
    book = names.group_by("owner").agg(pl.col("name").min(), pl.len().cast(pl.Int64).alias("accounts"))
    year = months.filter(pl.col("month").is_between(period.start, period.to_date))
    set_ = (
        targets.filter(pl.col("month").is_between(period.start, period.to_date))
        .group_by("owner", "month")
        .agg(pl.col("amount").sum(), pl.col("named").first())
    )
    compared = set_.join(year, on=["owner", "month"], how="left", nulls_equal=True).group_by("owner").agg(
        pl.col("amount").sum().alias("target"),
        pl.col("named").first(), pl.col("revenue").fill_null(0).sum().alias("compared")
    )  # fmt: skip
    ahead = commits.filter(pl.col("month").is_between(period.to_date, period.last, closed="right"))
    past = past_commits(commits, months, period)
    return (
        book.join(compared, on="owner", how="full", coalesce=True, nulls_equal=True)
        .join(
            year.group_by("owner").agg(pl.col("revenue").sum()),
            on="owner", how="left", nulls_equal=True,
        )
        .join(
            ahead.group_by("owner").agg(pl.col("commit").sum(), pl.col("named").first().alias("promised")),
            on="owner", how="full", coalesce=True,
        )
        .join(
            past.group_by("owner").agg(pl.col("commit").sum().alias("past"), pl.col("revenue").sum().alias("came")),
            on="owner", how="left",
        )
        .select(
            pl.coalesce("name", "named", "promised").alias("owner"),
            pl.col("accounts").fill_null(0),
            pl.col("revenue").fill_null(0),
            "target",
            (pl.col("compared") - pl.col("target")).alias("gap"),
            pl.when(pl.col("target") > 0).then(pl.col("compared") / pl.col("target")).alias("share"),
            "commit",
            pl.when(pl.col("past") > 0).then(pl.col("came") / pl.col("past")).alias("accuracy"),
        )
        .sort("gap", "revenue", "owner", descending=[False, True, False], nulls_last=True)
    )  # fmt: skip
