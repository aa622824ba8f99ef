"""Latest assessment of each judged criterion, from 1 to 5."""

from __future__ import annotations

import polars as pl

from kam_core.measures.account_totals import Ledger
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.judgement.environment import ENVIRONMENT
from kam_core.vocabulary.judgement.stickiness import LAYER_WEIGHTS
from kam_core.vocabulary.measures import JUDGED

YES_FROM = 4.0
NO_TO = 2.0
LEAST_PARTS = 3
"""Parts of the environment that must be judged for their mean to stand for the whole."""
_LONG_AGO = -(2**40)


def latest_assessments(dataset: Dataset, ledger: Ledger) -> pl.DataFrame:
    """One column per judged criterion that was ever assessed: the mean of its latest day's scores as of the date; null
    where not assessed. `stickiness` and `environment` are the mark given to them or what their parts make, whichever
    is later."""
    table = dataset.tables.get("assessments")
    if table is None:
        return ledger.accounts
    latest = latest_marks(table, ledger.view.as_of_day)
    marks = pl.concat([latest, _stickiness(latest), _environment(latest)])
    marks = marks.filter(pl.col("day") == pl.col("day").max().over("account", "criterion"))
    # On the same day the mark that was given comes first.
    marks = marks.unique(["account", "criterion"], keep="first", maintain_order=True)
    given = [name for name in JUDGED if (marks["criterion"] == name).any()]
    wide = marks.group_by("account").agg(
        pl.col("score").filter(pl.col("criterion") == name).first().alias(name) for name in given
    )
    return ledger.accounts.join(wide, on="account", how="left", maintain_order="left")


def latest_marks(assessments: pl.DataFrame, as_of_day: int) -> pl.DataFrame:
    """`account`, `criterion`, `score`, `day`: the mean mark of the latest day up to a date; marks without a day come
    before all others."""
    return (
        assessments.filter(pl.col("assessed_on").is_null() | (pl.col("assessed_on") <= as_of_day))
        .select(
            "account",
            pl.col("criterion").cast(pl.String),
            pl.col("score").cast(pl.Float64),
            pl.col("assessed_on").cast(pl.Int64).fill_null(_LONG_AGO).alias("day"),
        )
        .filter(pl.col("day") == pl.col("day").max().over("account", "criterion"))
        .group_by("account", "criterion", "day", maintain_order=True)
        .agg(pl.col("score").mean())
        .select("account", "criterion", "score", "day")
    )


def _stickiness(latest: pl.DataFrame) -> pl.DataFrame:
    """The index of switching cost where all three layers are judged: 20 % service, 35 % product, 45 % match."""
    weights = pl.col("criterion").replace_strict(LAYER_WEIGHTS, default=0.0, return_dtype=pl.Float64)
    index = (pl.col("score") * weights).sum().alias("score")
    return _composite(latest, "stickiness", [*LAYER_WEIGHTS], len(LAYER_WEIGHTS), index)


def _environment(latest: pl.DataFrame) -> pl.DataFrame:
    """The mean of the five forces and the growth of the market, where at least three of them are judged."""
    return _composite(latest, "environment", [part.name for part in ENVIRONMENT], LEAST_PARTS, pl.col("score").mean())


def _composite(latest: pl.DataFrame, name: str, parts: list[str], least: int, score: pl.Expr) -> pl.DataFrame:
    return (
        latest.filter(pl.col("criterion").is_in(parts))
        .group_by("account", maintain_order=True)
        .agg(score, pl.col("day").max(), pl.len().alias("parts"))
        .filter(pl.col("parts") >= least)
        .select("account", pl.lit(name).alias("criterion"), "score", "day")
    )


def mutual_dependence_passed(judged: pl.DataFrame) -> pl.DataFrame:
    """`mutual_dependence_passed`: true, false or null (unknown), from two questions (domain: mutual dependence).

    False if their top management would not meet ours *or* they would not compensate a loss they caused; true if
    both yes (4–5 is yes, 1–2 is no). Where neither was asked, a judged mutual dependence decides by the same
    thresholds.
    """
    meets, compensates, overall = (
        pl.col(name) if name in judged.columns else pl.lit(None, pl.Float64)
        for name in ("meets_our_management", "compensates_loss", "mutual_dependence")
    )
    asked = meets.is_not_null() | compensates.is_not_null()
    no = pl.any_horizontal(meets <= NO_TO, compensates <= NO_TO)
    yes = pl.all_horizontal(meets >= YES_FROM, compensates >= YES_FROM)
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
        .otherwise(pl.lit(None, pl.Boolean))
        .alias("mutual_dependence_passed"),
    )
