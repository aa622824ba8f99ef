"""Open deals that deliver within the rest of a fiscal year, weighted by their probability."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from kam_core.measures.monthly_targets import folded
from kam_core.vocabulary.optional_columns import with_optional

STAGES = ("identify", "qualify", "develop need", "prove", "negotiate", "close")
"""Stages of strategic selling, in their order; names that are not among them are not ordered."""
FEWEST_CLOSED = 10
"""Closed deals from which the own conversion of a stage may stand for a missing probability."""
COLUMNS = {
    "account": pl.Int64, "amount": pl.Int64, "created": pl.Int64, "expected_close": pl.Int64, "closed": pl.Int64,
    "status": pl.String, "probability": pl.Float64, "delivers": pl.Int64, "owner": pl.String, "stage": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class WeightedDeals:
    """Open deals up to the end of a fiscal year; money in ten-thousandths.

    deals, weighted: those with a day in its rest, and Σ amount × probability. by_stage: of them weighted by the own
    conversion of their stage, as they state no probability. slipped, slipped_money: their day lies before the as-of
    date. left_out: without an amount, a day or any probability.
    """

    deals: int
    weighted: int
    by_stage: int
    slipped: int
    slipped_money: int
    left_out: int


def weighted_deals(
    opportunities: pl.DataFrame | None,
    accounts: pl.DataFrame,
    owners: Collection[str] | None,
    as_of_day: int,
    last_day: int,
) -> WeightedDeals | None:
    """Weigh the deals open on a day that deliver (else close) by a last day; None without the table.

    accounts: `account` of the population. owners: folded names of the owners whose deals without an account count;
    None: of all.
    """
    if opportunities is None or opportunities.is_empty():
        return None
    deals = _of_population(with_optional(opportunities, COLUMNS), accounts, owners)
    open_deals = deals.filter(_is_open(as_of_day)).with_columns(
        pl.coalesce("delivers", "expected_close").alias("day"),
        pl.coalesce("probability", _conversion(deals.filter(pl.col("closed").fill_null(as_of_day) <= as_of_day))).alias(
            "chance"
        ),
    )
    dated = open_deals.filter(pl.col("day").is_not_null())
    slipped = dated.filter(pl.col("day") <= as_of_day)
    within = dated.filter(pl.col("day").is_between(as_of_day, last_day, closed="right"))
    counted = within.filter(pl.col("amount").is_not_null() & pl.col("chance").is_not_null())
    weighted = counted.select((pl.col("amount") * pl.col("chance")).round().sum()).item()
    return WeightedDeals(
        counted.height,
        round(float(weighted)),
        counted.filter(pl.col("probability").is_null()).height,
        slipped.height,
        int(slipped["amount"].sum()),
        open_deals.height - dated.height + within.height - counted.height,
    )


def _of_population(deals: pl.DataFrame, accounts: pl.DataFrame, owners: Collection[str] | None) -> pl.DataFrame:
    of_accounts = pl.col("account").is_in(accounts["account"].implode())
    by_name = folded(deals.with_columns(pl.col("owner").alias("_owner")), "_owner")
    without = pl.col("account").is_null() & (pl.lit(True) if owners is None else pl.col("_owner").is_in(list(owners)))
    return by_name.filter(of_accounts | without.fill_null(False))


def _is_open(as_of_day: int) -> pl.Expr:
    """Open on a day: known by then, and not closed by then."""
    status = pl.col("status").cast(pl.String).fill_null("open")
    still = (status == "open") & pl.col("closed").is_null()
    return (pl.col("created").is_null() | (pl.col("created") <= as_of_day)) & (still | (pl.col("closed") > as_of_day))


def _conversion(deals: pl.DataFrame) -> pl.Expr:
    """The own conversion from a deal's stage: won / closed deals that reached it; null below `FEWEST_CLOSED`.

    A won deal passed all stages, a lost one those up to the stage from which it was lost.
    """
    status, stage = pl.col("status").cast(pl.String), pl.col("stage").cast(pl.String).str.to_lowercase()
    won = deals.filter(status == "won").height
    lost = deals.filter(status == "lost").select(stage.alias("stage"))["stage"]
    rates: dict[str, float] = {}
    for place, name in enumerate(STAGES):
        reached = won + int(lost.is_in(list(STAGES[place:])).sum())
        if reached >= FEWEST_CLOSED:
            rates[name] = won / reached
    return stage.replace_strict(rates, default=None, return_dtype=pl.Float64)
