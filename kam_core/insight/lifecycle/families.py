"""Product families by lifecycle stage, and what accounts used to buy."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.enums import STAGES

BUYING = STAGES[1:5]
"""Stages whose accounts buy, in lifecycle order."""
TOP = 3


@dataclass(frozen=True)
class StageFamilies:
    """shares: `product_family` and one column per stage, its part of the stage's positive revenue in the window; null
    where the stage bought nothing; the largest family first. jumps: `stage`, `before`, `product_family`, `share`,
    `share_before`: per stage the family that gained most against the stage before it.
    unnamed: part of the revenue whose product has no family."""

    shares: pl.DataFrame
    jumps: pl.DataFrame
    unnamed: float


def has_families(dataset: Dataset) -> bool:
    """Whether any product names its family."""
    return dataset.products["product_family"].is_not_null().any()


def stage_families(dataset: Dataset, view: View, accounts: pl.DataFrame) -> StageFamilies | None:
    """What the accounts of each stage buy in the window, of a dataset in the unit of the view; None without families
    or without revenue."""
    if not has_families(dataset):
        return None
    since = day_number(view.window_dates(dataset.first_month)[0])
    staged = accounts.select("account", pl.col("stage").cast(pl.String))
    with dataset.reading():
        sums = (
            _lines(dataset, view)
            .filter(pl.col("day") >= since)
            .join(staged.lazy(), on="account")
            .group_by("stage", "product_family")
            .agg(pl.col("amount").sum())
            .collect()
        )
    sums = sums.filter((pl.col("amount") > 0) & pl.col("stage").is_in(list(BUYING)))
    total = int(sums["amount"].sum())
    if not total:
        return None
    unnamed = int(sums.filter(pl.col("product_family").is_null())["amount"].sum()) / total
    named = sums.drop_nulls("product_family").with_columns(
        (pl.col("amount") / pl.col("amount").sum().over("stage")).alias("share")
    )
    order = named.group_by("product_family").agg(pl.col("amount").sum()).sort(
        "amount", "product_family", descending=[True, False]
    )["product_family"].to_list()  # fmt: skip
    values = {(row["stage"], row["product_family"]): row["share"] for row in named.iter_rows(named=True)}
    bought = {stage for stage, _ in values}
    shares = pl.DataFrame(
        {
            "product_family": order,
            **{
                stage: pl.Series(
                    [values.get((stage, one), 0.0) if stage in bought else None for one in order], dtype=pl.Float64
                )
                for stage in BUYING
            },
        },
        schema_overrides={"product_family": pl.String},
    )
    return StageFamilies(shares, _jumps(shares, [stage for stage in BUYING if stage in bought]), unnamed)


def _jumps(shares: pl.DataFrame, bought: list[str]) -> pl.DataFrame:
    rows = []
    for before, stage in pairwise(bought):
        gained = shares.select("product_family", pl.col(stage).alias("share"), pl.col(before).alias("share_before"))
        top = gained.sort(pl.col("share") - pl.col("share_before"), "product_family", descending=[True, False]).row(
            0, named=True
        )
        if top["share"] > top["share_before"]:
            rows.append({"stage": stage, "before": before, **top})
    return pl.DataFrame(
        rows,
        schema={"stage": pl.String, "before": pl.String, "product_family": pl.String, "share": pl.Float64,
                "share_before": pl.Float64},
    )  # fmt: skip


def top_families(dataset: Dataset, view: View, accounts: pl.Series, most: int = TOP) -> pl.DataFrame:
    """`account`, `families`: the product families that each account ever bought most of, by money, largest first.

    Accounts whose products name no family are left out.
    """
    with dataset.reading():
        return (
            _lines(dataset, view)
            .join(accounts.unique().to_frame("account").lazy(), on="account", how="semi")
            .drop_nulls("product_family")
            .group_by("account", "product_family")
            .agg(pl.col("amount").sum())
            .filter(pl.col("amount") > 0)
            .sort("account", "amount", "product_family", descending=[False, True, False])
            .group_by("account", maintain_order=True)
            .agg(pl.col("product_family").head(most).alias("families"))
            .collect()
        )


def _lines(dataset: Dataset, view: View) -> pl.LazyFrame:
    families = dataset.products.select("product", "product_family").lazy()
    return (
        dataset.scan.filter(pl.col("account").is_not_null() & (pl.col("day") <= view.as_of_day))
        .select("account", "day", "product", "amount")
        .join(families, on="product", how="left")
    )
