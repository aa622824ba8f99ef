"""Flag accounts under development (strategic investment), exempt from some gates (domain: tier, gates)."""

from __future__ import annotations

import polars as pl

from kam_core.measures.account_totals import Ledger
from kam_core.vocabulary.calendar import day_number, month_end
from kam_core.vocabulary.dataset import Dataset

MOST_MONTHS = 24
"""Maximum length of a build-up; a mark that ends later, or never, exempts no account."""
PLAN_YEARS = 2


def invest_flags(dataset: Dataset, ledger: Ledger) -> pl.DataFrame:
    """`account`, `invest`: in the first two years of its value plan, or marked so for at most 24 months from the as-of
    date. Never null."""
    view = ledger.view
    marked = [pl.Series("account", [], pl.Int64)]
    plan = dataset.tables.get("value_plan")
    if plan is not None:
        first = plan.group_by("account").agg(pl.col("year").min())
        marked.append(first.filter((view.as_of.year - pl.col("year")).is_between(0, PLAN_YEARS - 1))["account"])
    marks = dataset.tables.get("invest")
    if marks is not None:
        latest = day_number(month_end(view.last_month + MOST_MONTHS))
        marked.append(marks.filter(pl.col("until").is_between(view.as_of_day, latest))["account"])
    return ledger.accounts.with_columns(pl.col("account").is_in(pl.concat(marked).implode()).alias("invest"))
