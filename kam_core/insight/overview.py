"""How the key accounts stand: the numbers of the first page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.message import Change, Message, Money, Share
from kam_core.vocabulary.ranks import TIER, TIERS
from kam_core.vocabulary.spans import months_to

KEY = ("S", "A")


@dataclass(frozen=True)
class Overview:
    """The portfolio in a few numbers; money in ten-thousandths, shares 0–1, None where unknown.

    tier_mix: `tier`, `accounts`, `revenue`, `revenue_share`, `margin`, one row per tier.
    """

    revenue: int
    revenue_prior: int | None
    margin: int | None
    margin_rate: float | None
    accounts: int
    buyers: int
    prospects: int
    key_accounts: int
    key_share: float | None
    key_cooling: int
    cooling_revenue: int
    top10_share: float | None
    tier_mix: pl.DataFrame

    @property
    def change(self) -> float | None:
        """Revenue against the window before."""
        if not self.revenue_prior or self.revenue_prior <= 0:
            return None
        return (self.revenue - self.revenue_prior) / self.revenue_prior


def overview(accounts: pl.DataFrame, has_prior: bool) -> Overview:
    """Sum up a portfolio frame. `has_prior`: whether the data reach back over the whole window before."""
    revenue = int(accounts["revenue"].sum())
    key = accounts.filter(pl.col("tier").is_in(KEY))
    costed = accounts.filter(pl.col("margin").is_not_null())
    margin = int(costed["margin"].sum()) if costed.height else None
    costed_revenue = int(costed["costed_revenue"].sum())
    top10 = int(accounts["revenue"].sort(descending=True).head(10).sum())
    return Overview(
        revenue=revenue,
        revenue_prior=int(accounts["revenue_prior"].sum()) if has_prior else None,
        margin=margin,
        margin_rate=margin / costed_revenue if margin is not None and costed_revenue > 0 else None,
        accounts=accounts.height,
        buyers=accounts.filter(pl.col("revenue") > 0).height,
        prospects=accounts.filter(pl.col("stage") == "prospect").height,
        key_accounts=key.height,
        key_share=int(key["revenue"].sum()) / revenue if revenue > 0 else None,
        key_cooling=key.filter(pl.col("stage") == "cooling").height,
        cooling_revenue=int(key.filter(pl.col("stage") == "cooling")["revenue"].sum()),
        top10_share=top10 / revenue if revenue > 0 else None,
        tier_mix=tier_mix(accounts),
    )


def tier_mix(accounts: pl.DataFrame) -> pl.DataFrame:
    """`tier`, `accounts`, `revenue`, `revenue_share`, `margin` per tier, S first, tiers without accounts with 0."""
    total = int(accounts["revenue"].sum())
    counts = accounts.group_by("tier").agg(
        pl.len().cast(pl.Int64).alias("accounts"), pl.col("revenue").sum(), pl.col("margin").sum()
    )
    return (
        pl.DataFrame({"tier": pl.Series(TIERS, dtype=TIER)})
        .join(counts, on="tier", how="left", maintain_order="left")
        .with_columns(pl.col("accounts", "revenue", "margin").fill_null(0))
        .with_columns((pl.col("revenue") / float(total) if total else pl.lit(0.0)).alias("revenue_share"))
    )


def overview_sentence(view: Overview, as_of: datetime.date, months: int) -> Message:
    """The page's answer in one or two sentences."""
    if view.change is None:
        first = Message(
            "Revenue {revenue} in {window}.", revenue=Money(view.revenue), window=months_to(months, as_of),
        )  # fmt: skip
    elif months == 1:
        first = Message(
            "Revenue {revenue} in the month to {as_of} ({change} against the month before).",
            revenue=Money(view.revenue), as_of=as_of, change=Change(view.change),
        )  # fmt: skip
    else:
        first = Message(
            "Revenue {revenue} in the {months} months to {as_of} ({change} against the {months} before).",
            revenue=Money(view.revenue), months=months, as_of=as_of, change=Change(view.change),
        )  # fmt: skip
    if view.key_share is None or not view.buyers:
        return first
    second = Message(
        "{key} key {key:account|accounts} ({part} of the buyers) {key:brings|bring} {share} of it.",
        key=view.key_accounts, part=Share(view.key_accounts / view.buyers), share=Share(view.key_share),
    )  # fmt: skip
    if view.key_cooling:
        second = Message(
            "{key} key {key:account|accounts} ({part} of the buyers) {key:brings|bring} {share} of it; {cooling} of "
            "them {cooling:is|are} cooling ({money}).",
            key=view.key_accounts, part=Share(view.key_accounts / view.buyers), share=Share(view.key_share),
            cooling=view.key_cooling, money=Money(view.cooling_revenue),
        )  # fmt: skip
    return Message("{first} {then}", first=first, then=second)
