"""Renewal book: contracts by end date, with money, likelihood, last contact and renewal state (domain: renewals)."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.vocabulary.calendar import EPOCH
from kam_core.vocabulary.optional_columns import with_optional

HORIZONS = (90, 180, 365)
"""Days to the end of a contract, counted from the working day."""
LONGEST_LATE_DAYS = 365
"""A contract that ended longer ago is history, not late."""
NOT_STARTED, IN_PROGRESS, SIGNED, AUTOMATIC = "none", "in progress", "signed", "automatic"
"""States of a renewal; `automatic` is a contract that extends itself."""
COLUMNS: dict[str, pl.DataType] = {
    "number": pl.String(), "kind": pl.String(), "end": pl.Int64(), "value": pl.Int64(), "renews": pl.Boolean(),
    "renewal": pl.String(),
}  # fmt: skip


@dataclass(frozen=True)
class RenewalBook:
    """rows: the contracts to renew, late ones first, then by end. signed: contracts renewed already; later: those that
    end beyond the last horizon; lapsed: those that ended more than a year ago and have no successor; undated: contracts
    without an end. None of these four is among the rows."""

    rows: pl.DataFrame
    signed: int
    later: int
    lapsed: int
    undated: int

    @property
    def late(self) -> pl.DataFrame:
        """The contracts that ended without a renewal."""
        return self.rows.filter(pl.col("days_left") < 0)

    def within(self, days: int) -> pl.DataFrame:
        """The contracts that end in so many days from today; late ones are not among them."""
        return self.rows.filter(pl.col("days_left").is_between(0, days))


def renewal_book(
    accounts: pl.DataFrame,
    contracts: pl.DataFrame | None,
    touches: pl.DataFrame | None,
    today: int,
    risks: pl.DataFrame | None = None,
) -> RenewalBook:
    """The contracts of these accounts that end within a year, or ended within the last one.

    accounts: the portfolio frame; the contract end of an account counts where no contract of it has one. risks:
    `account`, `risk` (0–1); likelihood = 1 − risk, null where it is not known. today: the day number of the working
    day. Money: the value of the contract, else the account's revenue at stake, which counts once for an account with
    several contracts. `is_stake` says which.

    A contract with a later one of its kind has a successor and needs no renewal.
    """
    dated, undated = _contracts(accounts, contracts)
    frame = dated.with_columns((pl.col("end") - today).alias("days_left"), _has_successor())
    signed = frame.filter(pl.col("renewal") == SIGNED)
    open_ones = frame.filter((pl.col("renewal") != SIGNED) & ~pl.col("has_successor"))
    lapsed = open_ones.filter(pl.col("days_left") < -LONGEST_LATE_DAYS)
    later = open_ones.filter(pl.col("days_left") > HORIZONS[-1])
    due = open_ones.filter(pl.col("days_left").is_between(-LONGEST_LATE_DAYS, HORIZONS[-1]))
    rows = (
        _with_money(due)
        .join(_last_touches(touches, today), on="account", how="left")
        .join(_likelihoods(risks), on="account", how="left")
        .sort("end", "account_id", "number")
        .with_columns((pl.lit(EPOCH) + pl.duration(days=pl.col("end"))).alias("end"))
        .select(
            "account", "account_id", "tier", "name", "owner", "number", "end", "days_left", "renewal", "money",
            "is_stake", "likelihood", "last_touch",
        )
    )  # fmt: skip
    return RenewalBook(rows, signed.height, later.height, lapsed.height, undated)


def _contracts(accounts: pl.DataFrame, contracts: pl.DataFrame | None) -> tuple[pl.DataFrame, int]:
    """The contracts of the accounts with an end, and how many have none."""
    known = accounts.select("account", "account_id", "tier", "name", "owner", stake(), "contract_end")
    rows = with_optional(
        pl.DataFrame(schema={"account": pl.Int64(), **COLUMNS}) if contracts is None else contracts, COLUMNS
    )
    own = rows.select("account", *COLUMNS).join(known, on="account", how="inner")
    dated = own.filter(pl.col("end").is_not_null()).with_columns(
        # Of a contract that extends itself nobody has to see to the renewal, unless somebody already does.
        pl.when(pl.col("renewal").is_in([IN_PROGRESS, SIGNED])).then(pl.col("renewal").cast(pl.String))
        .when(pl.col("renews").fill_null(False)).then(pl.lit(AUTOMATIC)).otherwise(pl.lit(NOT_STARTED))
        .alias("renewal"),
        pl.col("kind").cast(pl.String),
        pl.col("number").cast(pl.String),
    )  # fmt: skip
    listed = known.join(dated, on="account", how="anti").filter(pl.col("contract_end").is_not_null())
    from_list = listed.with_columns(
        pl.col("contract_end").cast(pl.Int64).alias("end"), pl.lit(NOT_STARTED).alias("renewal")
    )
    return pl.concat([dated, from_list], how="diagonal_relaxed"), own.height - dated.height


def _has_successor() -> pl.Expr:
    """Whether a contract of the same account and kind ends later."""
    return (pl.col("end") < pl.col("end").max().over("account", "kind")).alias("has_successor")


def _with_money(due: pl.DataFrame) -> pl.DataFrame:
    """`money` (ten-thousandths) and `is_stake`: the value of a contract, else the revenue at stake with the account,
    counted at the first of its contracts without a value."""
    unvalued = pl.col("value").is_null()
    first = (unvalued.cast(pl.Int64).cum_sum().over("account") == 1) & unvalued
    return due.sort("end", "number").with_columns(
        pl.when(~unvalued).then("value").when(first).then("stake").alias("money"), unvalued.alias("is_stake")
    )


def _last_touches(touches: pl.DataFrame | None, today: int) -> pl.DataFrame:
    """`account` and the date of its last touch up to today."""
    rows = pl.DataFrame(schema={"account": pl.Int64, "date": pl.Int64}) if touches is None else touches
    return (
        rows.filter(pl.col("date") <= today)
        .group_by("account")
        .agg(pl.col("date").max())
        .select("account", (pl.lit(EPOCH) + pl.duration(days=pl.col("date"))).alias("last_touch"))
    )


def _likelihoods(risks: pl.DataFrame | None) -> pl.DataFrame:
    if risks is None:
        return pl.DataFrame(schema={"account": pl.Int64, "likelihood": pl.Float64})
    return risks.select("account", (1.0 - pl.col("risk")).alias("likelihood"))
