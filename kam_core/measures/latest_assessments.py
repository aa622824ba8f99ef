"""Latest assessment of each judged criterion, from 1 to 5."""

from __future__ import annotations

import polars as pl

from kam_core.measures.account_totals import Ledger
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.measures import JUDGED

YES_FROM = 4.0
NO_TO = 2.0


def latest_assessments(dataset: Dataset, ledger: Ledger) -> pl.DataFrame:
    """One column per judged criterion: the mean of its latest day's scores as of the date; null where not assessed."""
    table = dataset.tables.get("assessments")
    if table is None:
        return ledger.accounts.with_columns(*(pl.lit(None, pl.Float64).alias(name) for name in JUDGED))
    assessed = table.filter(pl.col("assessed_on").is_null() | (pl.col("assessed_on") <= ledger.view.as_of_day))
    latest = (
        assessed.with_columns(pl.col("assessed_on").fill_null(-(2**40)))
        .filter(pl.col("assessed_on") == pl.col("assessed_on").max().over("account", "criterion"))
        .group_by("account", "criterion")
        .agg(pl.col("score").mean())
    )
    columns = [
        pl.col("score").filter(pl.col("criterion") == name).first().cast(pl.Float64).alias(name) for name in JUDGED
    ]
    wide = latest.group_by("account").agg(columns)
    return ledger.accounts.join(wide, on="account", how="left", maintain_order="left")


def mutual_dependence_passed(judged: pl.DataFrame) -> pl.DataFrame:
    """`mutual_dependence_passed`: true, false or null (unknown), from two questions (domain: mutual dependence).

    False if their top management would not meet ours *or* they would not compensate a loss they caused; true if
    both yes (4–5 is yes, 1–2 is no). Where neither was asked, a judged mutual dependence decides by the same
    thresholds.
    """
    asked = pl.any_horizontal(pl.col("meets_our_management", "compensates_loss").is_not_null())
    no = pl.any_horizontal(pl.col("meets_our_management", "compensates_loss") <= NO_TO)
    yes = pl.all_horizontal(pl.col("meets_our_management", "compensates_loss") >= YES_FROM)
    overall = pl.col("mutual_dependence")
    return judged.select(
        "account",
        pl.when(asked & no)
        .then(False)
        .when(asked & yes)
        .then(True)
        .when(asked)
        .then(None)
        .when(overall <= NO_TO)
        .then(False)
        .when(overall >= YES_FROM)
        .then(True)
        .alias("mutual_dependence_passed"),
    )
