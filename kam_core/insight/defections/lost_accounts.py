"""Lost accounts: no revenue in the window after some before, or ended; with the reason that was noted, if any."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.vocabulary.calendar import EPOCH
from kam_core.vocabulary.optional_columns import with_optional

NO_REVENUE, ENDED = "no revenue", "ended"
"""Why an account counts as lost: revenue before and none now (as in the bridge), or the stage ended with money at
stake."""
COLUMNS: dict[str, pl.DataType] = {
    "date": pl.Int64(), "reason": pl.String(), "to_whom": pl.String(), "note": pl.String(),
}  # fmt: skip


@dataclass(frozen=True)
class DefectionLog:
    """lost: the lost accounts of the window, the most money first; without a reason `reason` is null. reasons:
    `reason_counts` of all noted losses. noted: how many accounts have a noted loss."""

    lost: pl.DataFrame
    reasons: pl.DataFrame
    noted: int

    @property
    def unexplained(self) -> pl.DataFrame:
        """The lost accounts of which nobody noted a reason."""
        return self.lost.filter(pl.col("reason").is_null())


def defection_log(accounts: pl.DataFrame, defections: pl.DataFrame | None, as_of_day: int) -> DefectionLog:
    """The lost accounts and the reasons noted, up to the as-of date.

    accounts: the portfolio frame.
    """
    noted = _noted(accounts, defections, as_of_day)
    return DefectionLog(lost_accounts(accounts, noted, as_of_day), reason_counts(noted), noted.height)


def lost_accounts(accounts: pl.DataFrame, noted: pl.DataFrame, as_of_day: int) -> pl.DataFrame:
    """`account`, `account_id`, `tier`, `name`, `owner`, `how`, `last_purchase` (date), `revenue_prior`,
    `revenue_total`, `stake` (ten-thousandths), `reason`, `to_whom`: accounts with revenue in the prior window and none
    in this one, or ended with money at stake.

    A reason counts where it was noted on or after the day of the last purchase: an older one is of an earlier loss.
    """
    now, before = pl.col("revenue"), pl.col("revenue_prior").fill_null(0)
    is_lost = (before > 0) & (now <= 0)
    has_ended = (pl.col("stage").cast(pl.String) == "ended") & (pl.col("stake") > 0)
    last_day = as_of_day - pl.col("recency_days")
    # An entry without a purchase in view cannot be older than one.
    is_of_this_loss = (pl.col("left_day") >= last_day).fill_null(True)
    return (
        accounts.with_columns(stake())
        .filter(is_lost | has_ended)
        .with_columns(pl.when(is_lost).then(pl.lit(NO_REVENUE)).otherwise(pl.lit(ENDED)).alias("how"))
        .join(noted.select("account", "left_day", "reason", "to_whom"), on="account", how="left")
        .with_columns(
            *(pl.when(is_of_this_loss).then(name).alias(name) for name in ("reason", "to_whom")),
            (pl.lit(EPOCH) + pl.duration(days=last_day)).alias("last_purchase"),
        )
        .sort("stake", "account", descending=[True, False])
        .select(
            "account", "account_id", "tier", "name", "owner", "how", "last_purchase", "revenue_prior", "revenue_total",
            "stake", "reason", "to_whom",
        )
    )  # fmt: skip


def reason_counts(noted: pl.DataFrame) -> pl.DataFrame:
    """`reason`, `accounts`, `revenue_prior`, `revenue_total` (ten-thousandths), `accounts_share` and its running sum
    `cumulative_share` (0–1): the most frequent reason first, at the same number that with more revenue (Pareto)."""
    counts = (
        noted.group_by("reason")
        .agg(
            pl.len().cast(pl.Int64).alias("accounts"),
            pl.col("revenue_prior").clip(lower_bound=0).sum(),
            pl.col("revenue_total").clip(lower_bound=0).sum(),
        )
        .sort("accounts", "revenue_total", "reason", descending=[True, True, False])
    )
    total = max(1, noted.height)
    return counts.with_columns(
        (pl.col("accounts") / total).alias("accounts_share"),
        (pl.col("accounts").cum_sum() / total).alias("cumulative_share"),
    )


def _noted(accounts: pl.DataFrame, defections: pl.DataFrame | None, as_of_day: int) -> pl.DataFrame:
    """The last noted loss of each of the accounts: `account`, `left_day`, `reason`, `to_whom`, `note`, and revenue."""
    rows = with_optional(
        pl.DataFrame(schema={"account": pl.Int64(), **COLUMNS}) if defections is None else defections, COLUMNS
    )
    return (
        rows.filter((pl.col("date") <= as_of_day) & pl.col("reason").is_not_null())
        .with_columns(pl.col("reason").cast(pl.String))
        .sort("account", "date", "reason")
        .unique("account", keep="last", maintain_order=True)
        .select("account", pl.col("date").alias("left_day"), "reason", "to_whom", "note")
        .join(
            accounts.select("account", pl.col("revenue_prior").fill_null(0), "revenue_total"), on="account",
            how="inner", maintain_order="left",
        )
    )  # fmt: skip
