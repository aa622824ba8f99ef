"""Rows of the account list and of its prospects, and the key figures of the accounts listed."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.share_of_total import positive_sum, share_of
from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.vocabulary.enums import TIER
from kam_core.vocabulary.money import MONEY_SCALE

WHALES = ("whale", "cash_whale", "one_off_whale")
MOST_ROWS = 500
HISTORY_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ListSummary:
    """Key figures of the filtered accounts; money in ten-thousandths, net. Shares (0–1) are of positive revenue:
    revenue_share of that of all accounts, whale_share and key_share of that of the filtered ones."""

    shown: int
    accounts: int
    buyers: int
    revenue: int
    revenue_share: float | None
    key: int
    key_share: float | None
    whales: int
    whale_share: float | None
    rising: int


def summary(accounts: pl.DataFrame, shown: pl.DataFrame) -> ListSummary:
    """Summarise the filtered accounts against all accounts."""
    whole, part = positive_sum(accounts, "revenue"), positive_sum(shown, "revenue")
    key = shown.filter(is_key())
    whales = shown.filter(pl.col("value_class").is_in(WHALES))
    return ListSummary(
        shown=shown.height,
        accounts=accounts.height,
        buyers=shown.filter(pl.col("revenue") > 0).height,
        revenue=int(shown["revenue"].sum()),
        revenue_share=share_of(part, whole),
        key=key.height,
        key_share=share_of(positive_sum(key, "revenue"), part),
        whales=whales.height,
        whale_share=share_of(positive_sum(whales, "revenue"), part),
        rising=shown.filter(pl.col("value_class") == "rising_fish").height,
    )


def largest(shown: pl.DataFrame, most: int = MOST_ROWS) -> pl.DataFrame:
    """Accounts that ever bought, the largest revenue first, at most `most`."""
    bought = shown.filter(pl.col("stage") != "prospect")
    return bought.sort("revenue", "account", descending=[True, False]).head(most)


FINDINGS: dict[str, pl.DataType | type[pl.DataType]] = {
    "tier_low": TIER,
    "tier_high": TIER,
    "ask_first": pl.String,
    "ask_decides": pl.Boolean,
    "development_until": pl.Date,
    "development_fault": pl.Boolean,
    "development_soon": pl.Boolean,
}
"""What is known of an account beside its row: the range of its tiers, the value to ask for first, its development."""


def rows(
    shown: pl.DataFrame,
    history: pl.DataFrame,
    steps: pl.DataFrame,
    most: int = MOST_ROWS,
    findings: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The list of accounts that ever bought, the largest revenue first, at most `most`.

    history: `account`, `month`, `revenue` of the last months, sorted. `history` in the result is a list of currency
    units, one a month; money columns are ten-thousandths. steps: `account`, `next_step`, `due`. `overdue_money` is the
    open balance of overdue accounts. findings: `account_id` and `FINDINGS`, which are null without it.
    """
    months = history["month"].n_unique() or HISTORY_MONTHS
    lines = history.group_by("account", maintain_order=True).agg(
        (pl.col("revenue") / float(MONEY_SCALE)).alias("history")
    )
    no_revenue = pl.lit([0.0] * months, pl.List(pl.Float64))
    return (
        largest(shown, most)
        .join(lines, on="account", how="left", maintain_order="left")
        .join(steps, on="account", how="left", maintain_order="left")
        .join(
            pl.DataFrame(schema={"account_id": pl.String, **FINDINGS})
            if findings is None
            else findings.select("account_id", *FINDINGS),
            on="account_id", how="left", maintain_order="left",
        )
        .with_columns(
            pl.coalesce("history", no_revenue).alias("history"),
            pl.when(pl.col("credit_days_overdue") > 0).then("open_balance").alias("overdue_money"),
        )
        .select(
            "account_id", "tier", "name", "score", "history", "revenue", "margin_rate", "growth", "stage",
            "value_points", "health_points", "owner", "next_step", "due", "overdue_money", "ask_first", "value_class",
            "evergreen", "realised_points", "potential_part_points", "influence_points", "provisional", "held_back_by",
            "equal_at_cut", "invest", *(name for name in FINDINGS if name != "ask_first"),
        )
    )  # fmt: skip


def prospects(shown: pl.DataFrame, grades: pl.DataFrame) -> pl.DataFrame:
    """Accounts that never bought, the most promising first: `prospect_points` from potential, influence and fit.

    grades: `account_id`, `target_grade` (the tier that these points would earn), `grade_provisional`.
    """
    return (
        shown.filter(pl.col("stage") == "prospect")
        .join(grades, on="account_id", how="left", maintain_order="left")
        .sort("prospect_points", "account", descending=[True, False], nulls_last=True)
        .select(
            "account_id", "target_grade", "name", "prospect_points", "wallet_headroom", "needs", "industry", "region",
            "owner", "grade_provisional",
        )
    )  # fmt: skip
