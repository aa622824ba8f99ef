"""Overview of the key accounts: revenue, margin, shares, cooling accounts, tier mix."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.measures.share_of_total import positive, positive_sum, share_of
from kam_core.scoring.tiering.key_accounts import ensure_key_columns, is_or_was_key
from kam_core.vocabulary.durations import months_earlier, months_to
from kam_core.vocabulary.enums import TIER, TIERS
from kam_core.vocabulary.message import Change, Message, Money, Share


@dataclass(frozen=True)
class Overview:
    """Key figures of the portfolio; money in ten-thousandths, shares 0–1, None where unknown.

    revenue and margin are net; shares are of the positive revenue of the accounts. key_cooling, cooling_stake:
    cooling accounts that are or were key, and their money at stake; cooling_were_key: those no longer key.
    tier_mix: `tier`, `accounts`, `revenue` (net), `revenue_share`, `margin`, one row per tier.
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
    cooling_were_key: int
    cooling_stake: int
    top10_share: float | None
    tier_mix: pl.DataFrame

    @property
    def change(self) -> float | None:
        """Revenue against the window before."""
        if not self.revenue_prior or self.revenue_prior <= 0:
            return None
        return (self.revenue - self.revenue_prior) / self.revenue_prior


def overview(accounts: pl.DataFrame, has_prior: bool) -> Overview:
    """Summarise a portfolio frame, `with_key` where former key accounts are known.

    `has_prior`: whether the data reach back over the whole window before.
    """
    accounts = ensure_key_columns(accounts)
    revenue, whole = int(accounts["revenue"].sum()), positive_sum(accounts, "revenue")
    key = accounts.filter("is_key")
    cooling = accounts.filter(is_or_was_key() & (pl.col("stage") == "cooling"))
    costed = accounts.filter(pl.col("margin").is_not_null())
    margin = int(costed["margin"].sum()) if costed.height else None
    costed_revenue = int(costed["costed_revenue"].sum())
    top10 = positive_sum(accounts.select(pl.col("revenue").top_k(10)), "revenue")
    return Overview(
        revenue=revenue,
        revenue_prior=int(accounts["revenue_prior"].sum()) if has_prior else None,
        margin=margin,
        margin_rate=margin / costed_revenue if margin is not None and costed_revenue > 0 else None,
        accounts=accounts.height,
        buyers=accounts.filter(pl.col("revenue") > 0).height,
        prospects=accounts.filter(pl.col("stage") == "prospect").height,
        key_accounts=key.height,
        key_share=share_of(positive_sum(key, "revenue"), whole),
        key_cooling=cooling.height,
        cooling_were_key=cooling.filter(~pl.col("is_key")).height,
        cooling_stake=int(cooling.select(stake().sum()).item()),
        top10_share=share_of(top10, whole),
        tier_mix=tier_mix(accounts),
    )


def tier_mix(accounts: pl.DataFrame) -> pl.DataFrame:
    """`tier`, `accounts`, `revenue` (net), `revenue_share`, `margin` per tier, S first, tiers without accounts with 0.

    revenue_share: the positive revenue of the tier's accounts in that of all (0–1).
    """
    whole = float(positive_sum(accounts, "revenue")) or 1.0
    counts = accounts.group_by("tier").agg(
        pl.len().cast(pl.Int64).alias("accounts"),
        pl.col("revenue").sum(),
        positive("revenue").sum().alias("positive"),
        pl.col("margin").sum(),
    )
    return (
        pl.DataFrame({"tier": pl.Series(TIERS, dtype=TIER)})
        .join(counts, on="tier", how="left", maintain_order="left")
        .with_columns(pl.col("accounts", "revenue", "positive", "margin").fill_null(0))
        .select("tier", "accounts", "revenue", (pl.col("positive") / whole).alias("revenue_share"), "margin")
    )


def overview_sentence(view: Overview, as_of: datetime.date, months: int, prior_months: int | None = None) -> Message:
    """The overview in one or two sentences; `prior_months` as of the view."""
    if view.change is None:
        first = Message(
            "Revenue of {revenue} in {window}.", revenue=Money(view.revenue), window=months_to(months, as_of),
        )  # fmt: skip
    elif prior_months is not None:
        first = Message(
            "Revenue {revenue} in {window} ({change} against {earlier}).",
            revenue=Money(view.revenue), window=months_to(months, as_of), change=Change(view.change),
            earlier=Message("the same period last year") if prior_months == 12 else months_earlier(prior_months),
        )  # fmt: skip
    elif months == 1:
        first = Message(
            "Revenue of {revenue} in the month to {as_of} ({change} from the previous month).",
            revenue=Money(view.revenue), as_of=as_of, change=Change(view.change),
        )  # fmt: skip
    else:
        first = Message(
            "Revenue of {revenue} in the {months} months to {as_of} ({change} from the previous {months}).",
            revenue=Money(view.revenue), months=months, as_of=as_of, change=Change(view.change),
        )  # fmt: skip
    if view.key_share is None or not view.buyers:
        return first
    second = Message(
        "{key} key account ({part} of active customers) brings {share} of it.",
        "{key} key accounts ({part} of active customers) bring {share} of it.",
        "key",
        key=view.key_accounts, part=Share(view.key_accounts / view.buyers), share=Share(view.key_share),
    )  # fmt: skip
    sentence = Message("{first} {then}", first=first, then=second)
    return sentence if not view.key_cooling else Message("{first} {then}", first=sentence, then=_cooling_sentence(view))


def _cooling_sentence(view: Overview) -> Message:
    """Sentence on cooling key accounts and those no longer key."""
    if view.cooling_were_key:
        return Message(
            "{cooling} current or former key account is cooling ({money} at stake); {lost}.",
            "{cooling} current or former key accounts are cooling ({money} at stake); {lost}.",
            "cooling",
            cooling=view.key_cooling, money=Money(view.cooling_stake),
            lost=Message(
                "{count} of them is no longer a key account", "{count} of them are no longer key accounts", "count",
                count=view.cooling_were_key,
            ),
        )  # fmt: skip
    return Message(
        "{cooling} of them is cooling ({money} at stake).",
        "{cooling} of them are cooling ({money} at stake).",
        "cooling",
        cooling=view.key_cooling, money=Money(view.cooling_stake),
    )  # fmt: skip
