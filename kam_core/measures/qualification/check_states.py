"""State of a check per account and product family: what people answered, else what the data say."""

from __future__ import annotations

import polars as pl

from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.judgement.checks import CENTRAL_PURCHASING, FAIL, PASS, PRODUCT_FIT
from kam_core.vocabulary.optional_columns import with_optional

FITS_FROM, FAILS_TO = 4.0, 2.0
"""Marks of product fit that pass and that fail; between them it is unknown."""
STATES = {"account": pl.Int64, "check": pl.String, "product_family": pl.String, "passed": pl.Boolean}


def people_answers(dataset: Dataset, as_of_day: int) -> pl.DataFrame:
    """`STATES` as people answered them up to a date, the latest of each; an answer *unknown* leaves it to the data.

    product_family is null where the answer is for the whole account.
    """
    checks = dataset.tables.get("checks")
    if checks is None:
        return pl.DataFrame(schema=STATES)
    return (
        with_optional(checks, {"answered_on": pl.Int64(), "product_family": pl.String()})
        .filter(pl.col("answered_on").is_null() | (pl.col("answered_on") <= as_of_day))
        .sort(pl.col("answered_on").fill_null(-(2**40)), maintain_order=True)
        .unique(["account", "check", "product_family"], keep="last", maintain_order=True)
        .select(
            "account",
            pl.col("check").cast(pl.String),
            pl.col("product_family").cast(pl.String),
            pl.when(pl.col("answer") == PASS).then(True).when(pl.col("answer") == FAIL).then(False)
            .otherwise(pl.lit(None, pl.Boolean)).alias("passed"),
        )
        .filter(pl.col("passed").is_not_null())
    )  # fmt: skip


def family_states(dataset: Dataset) -> pl.DataFrame:
    """`STATES` of product fit and central purchasing per family, from the table of buying; null passed is unknown."""
    buying = dataset.tables.get("buying")
    if buying is None:
        return pl.DataFrame(schema=STATES)
    rows = with_optional(buying, {"purchasing": pl.String(), "product_fit": pl.Float64()})
    mode = pl.col("purchasing")
    central = pl.when(mode == "central").then(True).when(mode == "dispersed").then(False)
    fits = pl.when(pl.col("product_fit") >= FITS_FROM).then(True).when(pl.col("product_fit") <= FAILS_TO).then(False)
    return pl.concat(
        [
            rows.select(
                "account", pl.lit(name).alias("check"), pl.col("product_family").cast(pl.String), passed.alias("passed")
            )
            for name, passed in ((PRODUCT_FIT, fits), (CENTRAL_PURCHASING, central))
        ]
    )


def check_states(answers: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    """`account`, `check`, `passed` from answers and families (`STATES`), one row for each that is known.

    An answer for the whole account decides. Else a family counts as people answered it, else by the data, and the check
    passes where one family passes, fails where all families fail, and is unknown otherwise.
    """
    whole = answers.filter(pl.col("product_family").is_null()).select("account", "check", "passed")
    by_family = (
        pl.concat([answers.filter(pl.col("product_family").is_not_null()), families])
        .unique(["account", "check", "product_family"], keep="first", maintain_order=True)
        .group_by("account", "check", maintain_order=True)
        .agg(
            pl.when(pl.col("passed").any()).then(True).when((pl.col("passed") == False).fill_null(False).all())  # noqa: E712
            .then(False).otherwise(pl.lit(None, pl.Boolean)).alias("passed")
        )
    )  # fmt: skip
    return pl.concat([whole, by_family]).unique(["account", "check"], keep="first", maintain_order=True)
