"""Lifecycle analysis of a portfolio: stage funnel, stage transitions, win-back lists (domain: lifecycle)."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.scoring.tiering.key_accounts import ensure_key_columns, is_or_was_key
from kam_core.vocabulary.enums import STAGE, STAGES


def funnel(accounts: pl.DataFrame) -> pl.DataFrame:
    """`stage`, `accounts`, `revenue` (of the window) and `stake` (ten-thousandths): one row per stage, in lifecycle
    order."""
    counts = accounts.group_by("stage").agg(
        pl.len().cast(pl.Int64).alias("accounts"), pl.col("revenue").sum(), stake().sum()
    )
    return (
        pl.DataFrame({"stage": pl.Series(STAGES, dtype=STAGE)})
        .join(counts, on="stage", how="left", maintain_order="left")
        .with_columns(pl.col("accounts", "revenue", "stake").fill_null(0))
    )


@dataclass(frozen=True)
class Transitions:
    """Moves between two dates: `frame` has `stage_then` (null = not yet known), `stage_now`, `accounts`, `revenue`.

    backward: accounts that moved to an earlier stage, such as from cooling back to mature.
    """

    frame: pl.DataFrame
    backward: int


def transitions(then: pl.DataFrame, now: pl.DataFrame) -> Transitions:
    """Count the accounts of `now` by their stage at the earlier and the later date; revenue is the later window's."""
    moved = now.select("account", "revenue", pl.col("stage").alias("stage_now")).join(
        then.select("account", pl.col("stage").alias("stage_then")), on="account", how="left"
    )
    frame = (
        moved.group_by("stage_then", "stage_now")
        .agg(pl.len().cast(pl.Int64).alias("accounts"), pl.col("revenue").sum())
        .sort("stage_then", "stage_now", nulls_last=True)
    )
    backward = moved.filter(_place("stage_now") < _place("stage_then")).height
    return Transitions(frame, backward)


def _place(stage: str) -> pl.Expr:
    return pl.col(stage).to_physical()


DAYS_A_YEAR = 365.25
FADING = ("cooling", "ended")
"""Stages of accounts that have fallen silent or buy much less."""


def win_back(accounts: pl.DataFrame) -> pl.DataFrame:
    """Ended accounts, the most valuable first: the account frame plus `yearly_revenue` while they bought."""
    active_years = ((pl.col("tenure_days") - pl.col("recency_days")) / DAYS_A_YEAR).clip(lower_bound=1.0)
    return (
        accounts.filter(pl.col("stage") == "ended")
        .with_columns((pl.col("revenue_total") / active_years).round().cast(pl.Int64).alias("yearly_revenue"))
        .sort("yearly_revenue", "account", descending=[True, False])
    )


@dataclass(frozen=True)
class StageMoves:
    """Accounts by what happened to them between two dates; every account that changed is in one of the counts.

    known: known at both dates; new: first purchases; advanced, slipped: at a later or earlier stage and still buying;
    cooled: buying before, cooling or ended now (or from cooling to ended); recovered: buying again, or from ended to
    cooling.
    """

    known: int
    new: int
    advanced: int
    slipped: int
    cooled: int
    recovered: int

    @property
    def backward(self) -> int:
        """Moves to an earlier stage, recoveries among them (domain: lifecycle)."""
        return self.slipped + self.recovered

    @property
    def forward(self) -> int:
        """Moves to a later stage, losses among them (domain: lifecycle)."""
        return self.advanced + self.cooled


def count_moves(change: Transitions) -> StageMoves:
    """Count the moves between two dates."""
    known = pl.col("stage_then").is_not_null()
    bought = (pl.col("stage_then") != "prospect").fill_null(False)
    later = bought & (_place("stage_now") > _place("stage_then"))
    earlier = bought & (_place("stage_now") < _place("stage_then"))
    fading_now, fading_then = pl.col("stage_now").is_in(FADING), pl.col("stage_then").is_in(FADING)
    kinds = {
        "known": known,
        "new": ~bought & (pl.col("stage_now") != "prospect"),
        "advanced": later & ~fading_now,
        "slipped": earlier & ~fading_then,
        "cooled": later & fading_now,
        "recovered": earlier & fading_then,
    }
    return StageMoves(
        **change.frame.select(
            pl.col("accounts").filter(condition).sum().alias(name) for name, condition in kinds.items()
        ).row(0, named=True)
    )


def transition_table(change: Transitions) -> pl.DataFrame:
    """`stage_then` (null = not yet known) and one column of counts per later stage, in lifecycle order."""
    counts = {(then, now): n for then, now, n in change.frame.select("stage_then", "stage_now", "accounts").iter_rows()}
    earlier_stages = [*STAGES, *([None] if any(then is None for then, _ in counts) else [])]
    return pl.DataFrame(
        {
            "stage_then": pl.Series(earlier_stages, dtype=STAGE),
            **{
                now: pl.Series([counts.get((then, now), 0) for then in earlier_stages], dtype=pl.Int64)
                for now in STAGES
            },
        }
    )


def cooling_key(accounts: pl.DataFrame) -> pl.DataFrame:
    """Accounts that are or were key and are cooling, the most money at stake first; from a frame `with_key`.

    `was_tier`, `was_on` and `was_published` are null where the account is still key.
    """
    return (
        ensure_key_columns(accounts).filter(is_or_was_key() & (pl.col("stage") == "cooling"))
        .with_columns(stake())
        .sort("stake", "account", descending=[True, False])
        .select(
            "account_id", "tier", "name", "recency_days", "gap_days", "growth", "stake", "revenue", "revenue_prior",
            "owner", *_former_tier(),
        )
    )  # fmt: skip


def win_back_list(accounts: pl.DataFrame) -> pl.DataFrame:
    """The win-back list of ended accounts, former key accounts first; `was_…` as in `cooling_key`."""
    return (
        ensure_key_columns(win_back(accounts))
        .sort(is_or_was_key(), descending=True, maintain_order=True)
        .select(
            "account_id", "name", "yearly_revenue", stake(), "recency_days", "purchases_total", "revenue_total",
            "owner", "industry", *_former_tier(),
        )
    )  # fmt: skip


def _former_tier() -> list[pl.Expr]:
    """Columns on the former tier of accounts that are no longer key."""
    return [pl.when(~pl.col("is_key")).then(name).alias(name) for name in ("was_tier", "was_on", "was_published")]
