"""Who referred whom: the referred accounts, and for each referrer what came of its referrals.

Reach = direct referrals + half of the second level (domain: judged criteria). The second level are the accounts that
a referred account referred in turn.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.account_economics import SECOND_LEVEL
from kam_core.scoring.tiering.key_accounts import is_key_tier

SUMMED = ("revenue", "margin", "revenue_total", "margin_total")


@dataclass(frozen=True)
class Referrals:
    """referred: one row per account that came by referral and is known as of the date: `account`, `account_id`,
    `name`, `tier`, `in_key_tier`, `referrer`, `referrer_id`, `referrer_name`, `revenue`, `margin` (of the window),
    `revenue_total`, `margin_total` (ever; ten-thousandths, margins null where unknown); the most revenue ever first.

    referrers: one row per account that referred others: `account`, `account_id`, `name`, `tier`, `direct`,
    `second_level` (accounts), `reach`, `won_key` (direct referrals in S or A), `revenue`, `margin`, `revenue_total`,
    `margin_total` (of the direct referrals), `referral_value` (the measure of the account frame).
    """

    referred: pl.DataFrame
    referrers: pl.DataFrame

    def of(self, account: int) -> pl.DataFrame:
        """The accounts that one account referred directly."""
        return self.referred.filter(pl.col("referrer") == account)

    def second_level(self, account: int) -> pl.DataFrame:
        """The accounts that those referred in turn."""
        return self.referred.filter(pl.col("referrer").is_in(self.of(account)["account"].implode()))

    def referrer(self, account: int) -> dict[str, object] | None:
        """The row of one referrer; None where it referred no account."""
        rows = self.referrers.filter(pl.col("account") == account)
        return None if rows.is_empty() else rows.row(0, named=True)

    def among(self, accounts: pl.Series) -> Referrals:
        """The referred accounts and the referrers of a population; a referrer keeps all that it referred.

        The name of a referrer outside it is null.
        """
        inside = pl.col("referrer").is_in(accounts.implode())
        return Referrals(
            self.referred.filter(pl.col("account").is_in(accounts.implode())).with_columns(
                pl.when(inside).then(name).alias(name) for name in ("referrer_id", "referrer_name")
            ),
            self.referrers.filter(pl.col("account").is_in(accounts.implode())),
        )


def find_referrals(links: pl.DataFrame, accounts: pl.DataFrame, margin_total: pl.DataFrame) -> Referrals:
    """The referrals among the accounts of a portfolio.

    links: `account`, `referred_by` (codes); accounts: the portfolio frame; margin_total: `account`, `margin_total`
    (ten-thousandths) of accounts whose margin is known.
    """
    known = accounts.join(margin_total, on="account", how="left", maintain_order="left")
    names = accounts.select(
        pl.col("account").alias("referrer"),
        pl.col("account_id").alias("referrer_id"),
        pl.col("name").alias("referrer_name"),
    )
    referred = (
        links.select("account", pl.col("referred_by").alias("referrer"))
        .filter(pl.col("referrer").is_not_null())
        .join(known, on="account", how="inner")
        .join(names, on="referrer", how="inner")
        .with_columns(is_key_tier().alias("in_key_tier"))
        .sort("revenue_total", "account", descending=[True, False])
        .select("account", "account_id", "name", "tier", "in_key_tier", "referrer", "referrer_id", "referrer_name",
                *SUMMED)
    )  # fmt: skip
    return Referrals(referred, _referrers(referred, accounts))


def _referrers(referred: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    counts = referred.group_by("referrer").len("direct")
    second = (
        referred.select(pl.col("account").alias("between"), "referrer")
        .join(referred.select(pl.col("referrer").alias("between")), on="between", how="inner")
        .group_by("referrer")
        .len("second_level")
    )
    sums = referred.group_by("referrer").agg(
        pl.col("in_key_tier").sum().cast(pl.Int64).alias("won_key"),
        # A sum of unknown margins is unknown, not 0.
        *(pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in SUMMED),
    )
    both = counts.join(second, on="referrer", how="left").join(sums, on="referrer", how="left")
    return (
        accounts.select("account", "account_id", "name", "tier", "referral_value")
        .join(both, left_on="account", right_on="referrer", how="inner")
        .with_columns(pl.col("direct").cast(pl.Int64), pl.col("second_level").fill_null(0).cast(pl.Int64))
        .with_columns((pl.col("direct") + SECOND_LEVEL * pl.col("second_level")).alias("reach"))
        .sort("revenue_total", "account", descending=[True, False])
        .select("account", "account_id", "name", "tier", "direct", "second_level", "reach", "won_key", *SUMMED,
                "referral_value")
    )  # fmt: skip
