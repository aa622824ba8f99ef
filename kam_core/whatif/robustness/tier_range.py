"""Range of tiers that an account's missing values allow, and the value to ask for first: "A (B–S)"."""

from __future__ import annotations

import numpy as np
import polars as pl

from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier import NONE, tier_labels
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Term
from kam_core.whatif.robustness.missing_values import NONE_MISSING, enterable, missing_value_effects


def tier_ranges(portfolio: Portfolio) -> pl.DataFrame:
    """`account_id`, `tier_low`, `tier_high`, `ask_first` (a measure), `ask_decides`, `missing_values`, in the order of
    the portfolio.

    tier_low, tier_high: the tiers with all missing values that people can enter at their worst and at their best, with
    the present tier among them; null where they change nothing, without a tier, and where a manager set the tier.
    ask_decides: whether the value to ask for first may alone change the tier.
    """
    found, now = missing_value_effects(portfolio, enterable(portfolio.model)), portfolio.tiers.tier
    fixed = portfolio.inputs.overridden != NONE
    open_ended = (found.low != found.high) & (now != NONE) & ~fixed
    low = np.where(open_ended, np.maximum(found.low, now), NONE).astype(np.int8)
    high = np.where(open_ended, np.minimum(found.high, now), NONE).astype(np.int8)
    measures = [criterion.measure for criterion in portfolio.model.criteria]
    return pl.DataFrame(
        [
            portfolio.accounts["account_id"],
            tier_labels(low, "tier_low"),
            tier_labels(high, "tier_high"),
            pl.Series(
                "ask_first",
                [None if place == NONE_MISSING else measures[place] for place in found.ask.tolist()],
                dtype=pl.String,
            ),
            pl.Series("ask_decides", found.decides & open_ended),
            pl.Series("missing_values", found.missing, dtype=pl.Int64),
        ]
    )


def range_text() -> pl.Expr:
    """The range of a frame of `tier_ranges` as text, such as (B–S); null where there is none."""
    worst, best = pl.col("tier_low").cast(pl.String), pl.col("tier_high").cast(pl.String)
    return pl.concat_str(pl.lit("("), worst, pl.lit("–"), best, pl.lit(")"))


def range_sentence(ranges: pl.DataFrame, row: int) -> Message | None:
    """What the missing values of a row allow and what to ask for first; None where they cannot change the tier."""
    one = ranges.row(row, named=True)
    if one["tier_low"] is None:
        return None
    values = {"low": one["tier_low"], "high": one["tier_high"], "value": Term(MEASURES[one["ask_first"]].label)}
    if one["ask_decides"]:
        return Message("Missing values allow {low} to {high}; ask first: {value}, it can change the tier.", **values)
    return Message("Missing values allow {low} to {high}, but only several together; ask first: {value}.", **values)
