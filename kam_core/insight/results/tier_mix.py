"""Tier mix: how many of the active customers are in each tier, and what they bring."""

from __future__ import annotations

import polars as pl

from kam_core.measures.share_of_total import positive_sum
from kam_core.scoring.tiering.key_accounts import is_key_tier
from kam_core.vocabulary.enums import TIER, TIERS
from kam_core.vocabulary.message import Message, Share


def tier_mix(accounts: pl.DataFrame) -> pl.DataFrame:
    """`tier`, `accounts`, `accounts_share`, `revenue`, `revenue_share` of the active customers, S first.

    Active are those with revenue above 0, so the revenue of the tiers adds up to all positive revenue and no share
    (0–1) exceeds 1. Tiers without accounts have 0.
    """
    active = accounts.filter(pl.col("revenue") > 0)
    whole = positive_sum(active, "revenue") or 1
    counts = active.group_by("tier").agg(pl.len().cast(pl.Int64).alias("accounts"), pl.col("revenue").sum())
    return (
        pl.DataFrame({"tier": pl.Series(TIERS, dtype=TIER)})
        .join(counts, on="tier", how="left", maintain_order="left")
        .with_columns(pl.col("accounts", "revenue").fill_null(0))
        .select(
            "tier",
            "accounts",
            (pl.col("accounts") / max(1, active.height)).alias("accounts_share"),
            "revenue",
            (pl.col("revenue") / whole).alias("revenue_share"),
        )
    )


def key_tiers_sentences(mix: pl.DataFrame, key_accounts: int, dropouts: int = 0) -> list[Message]:
    """How S and A add up, with their share of the active customers and of revenue; how many of them failed a check
    (`dropouts`, with or without revenue); and key accounts without revenue."""
    key = mix.filter(is_key_tier())
    s, a = key["accounts"].to_list()
    shares = {"customers": _sum(key, "accounts_share"), "revenue": _sum(key, "revenue_share")}
    if dropouts:
        return [
            Message("S {s} + A {a} = {both}: {customers} of customers, {revenue} of revenue.", s=s, a=a, both=s + a,
                    **shares),
            Message(
                "{count} account in S or A failed a check, which leaves {key} key accounts.",
                "{count} accounts in S or A failed a check, which leaves {key} key accounts.", "count",
                count=dropouts, key=key_accounts,
            ),
        ]  # fmt: skip
    sentences = [
        Message(
            "S {s} + A {a} = {key} key account: {customers} of customers, {revenue} of revenue.",
            "S {s} + A {a} = {key} key accounts: {customers} of customers, {revenue} of revenue.", "key",
            s=s, a=a, key=s + a, **shares,
        )
    ]  # fmt: skip
    if key_accounts > s + a:
        sentences.append(
            Message("{count} more key account has no revenue in this period.",
                    "{count} more key accounts have no revenue in this period.", "count", count=key_accounts - s - a)
        )  # fmt: skip
    return sentences


def _sum(part: pl.DataFrame, shares: str) -> Share:
    return Share(float(part[shares].sum()))
