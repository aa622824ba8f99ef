"""Key accounts at the end of the window and at the earlier date: how many, and what they bring."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.measures.share_of_total import positive_sum, share_of
from kam_core.scoring.tiering.key_accounts import is_key, is_or_was_key


@dataclass(frozen=True)
class KeyAccounts:
    """The key accounts at a date: their number, their positive revenue of the window up to it (ten-thousandths) and
    its share of all positive revenue (0–1; None without any).
    """

    on: datetime.date
    accounts: int
    revenue: int
    share: float | None


@dataclass(frozen=True)
class KeyAccountChange:
    """Key accounts now and before, and those that became key or no longer are, with their revenue of the window in
    which they were key. All but `now` is None where there is no earlier date.
    """

    now: KeyAccounts
    before: KeyAccounts | None
    entered: KeyAccounts | None
    left: KeyAccounts | None


@dataclass(frozen=True)
class CoolingKeyAccounts:
    """Cooling accounts that are or were key: their number, the money at stake, and how many are no longer key."""

    accounts: int
    stake: int
    were_key: int


def key_account_change(
    accounts: pl.DataFrame, on: datetime.date, earlier: pl.DataFrame | None, then: datetime.date
) -> KeyAccountChange:
    """Compare the same accounts at two dates.

    accounts: `account`, `tier`, `revenue` now. earlier: the same of all accounts at the earlier date; None where the
    data do not reach back to it.
    """
    key = accounts.filter(is_key())
    now = _key_accounts(key, accounts, on)
    if earlier is None:
        return KeyAccountChange(now, None, None, None)
    known = earlier.join(accounts.select("account"), on="account", how="semi")
    key_then = known.filter(is_key())
    return KeyAccountChange(
        now,
        _key_accounts(key_then, known, then),
        _key_accounts(key.join(key_then, on="account", how="anti"), accounts, on),
        _key_accounts(key_then.join(key, on="account", how="anti"), known, then),
    )


def cooling_key_accounts(accounts: pl.DataFrame) -> CoolingKeyAccounts:
    """From a frame `with_key`."""
    cooling = accounts.filter(is_or_was_key() & (pl.col("stage") == "cooling"))
    return CoolingKeyAccounts(
        cooling.height, int(cooling.select(stake().sum()).item()), cooling.filter(~pl.col("is_key")).height
    )


def _key_accounts(part: pl.DataFrame, whole: pl.DataFrame, on: datetime.date) -> KeyAccounts:
    revenue = positive_sum(part, "revenue")
    return KeyAccounts(on, part.height, revenue, share_of(revenue, positive_sum(whole, "revenue")))
