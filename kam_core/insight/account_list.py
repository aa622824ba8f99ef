"""Who the accounts are and where they stand: the wish of a reader, the accounts that meet it, and their list."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.share_of_total import positive_sum, share_of
from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.vocabulary.message import Message, Money, Share
from kam_core.vocabulary.money import MONEY_SCALE

NOT_GIVEN = ""
"""Stands for a missing owner, industry, region or tier in a wish."""
WHALES = ("whale", "cash_whale", "one_off_whale")
MOST_ROWS = 500
HISTORY_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Wish:
    """Which accounts a reader wants to see; an empty part asks for nothing. `text` is looked for in name, id and
    the name of the group, in any case."""

    tiers: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """What there is to wish for, in alphabetical order; `NOT_GIVEN` last where accounts leave it open."""

    owners: tuple[str, ...]
    industries: tuple[str, ...]
    regions: tuple[str, ...]


def options(accounts: pl.DataFrame) -> Options:
    """The owners, industries and regions of these accounts."""
    return Options(*(_values(accounts[name]) for name in ("owner", "industry", "region")))


def _values(column: pl.Series) -> tuple[str, ...]:
    named = sorted(set(column.drop_nulls().to_list()))
    return (*named, NOT_GIVEN) if named and column.null_count() else tuple(named)


def chosen(accounts: pl.DataFrame, wish: Wish) -> pl.DataFrame:
    """The accounts that meet every part of the wish, in their order."""
    conditions = [
        pl.col(column).cast(pl.String).fill_null(NOT_GIVEN).is_in(list(wanted))
        for column, wanted in (
            ("tier", wish.tiers),
            ("owner", wish.owners),
            ("industry", wish.industries),
            ("region", wish.regions),
            ("stage", wish.stages),
        )
        if wanted
    ]
    sought = wish.text.strip().lower()
    if sought:
        conditions.append(
            pl.any_horizontal(
                pl.col(column).str.to_lowercase().str.contains(sought, literal=True).fill_null(False)
                for column in ("name", "account_id", "group_name")
            )
        )
    group = accounts.select(pl.col("account").alias("parent"), pl.col("name").alias("group_name"))
    named = accounts.join(group, on="parent", how="left", maintain_order="left")
    return (named.filter(conditions) if conditions else named).drop("group_name")


@dataclass(frozen=True, slots=True)
class Standing:
    """The chosen accounts in a few numbers; money in ten-thousandths, net. Shares (0–1) rest on positive revenue:
    revenue_share on that of all accounts, whale_share on that of the chosen."""

    shown: int
    accounts: int
    buyers: int
    revenue: int
    revenue_share: float | None
    key: int
    whales: int
    whale_share: float | None
    rising: int


def standing(accounts: pl.DataFrame, shown: pl.DataFrame) -> Standing:
    """Sum up the chosen accounts beside all accounts."""
    whole, part = positive_sum(accounts, "revenue"), positive_sum(shown, "revenue")
    whales = shown.filter(pl.col("value_class").is_in(WHALES))
    return Standing(
        shown=shown.height,
        accounts=accounts.height,
        buyers=shown.filter(pl.col("revenue") > 0).height,
        revenue=int(shown["revenue"].sum()),
        revenue_share=share_of(part, whole),
        key=shown.filter(is_key()).height,
        whales=whales.height,
        whale_share=share_of(positive_sum(whales, "revenue"), part),
        rising=shown.filter(pl.col("value_class") == "rising_fish").height,
    )


def standing_sentence(view: Standing, window: Message) -> Message:
    """The page's answer: all accounts, or those that meet the wish. `window` says from when to when."""
    if view.shown < view.accounts:
        return Message(
            "{shown} of {accounts} {accounts:account|accounts} {shown:matches. It brings|match. They bring} "
            "{revenue} in {window}, {share} of all; {key} of them {key:is a key account|are key accounts}.",
            shown=view.shown, accounts=view.accounts, revenue=Money(view.revenue), window=window,
            share=Share(view.revenue_share or 0.0), key=view.key,
        )  # fmt: skip
    first = Message(
        "{buyers} of {accounts} {accounts:account|accounts} bought for {revenue} in {window}; {key} "
        "{key:is a key account|are key accounts}.",
        buyers=view.buyers, accounts=view.accounts, revenue=Money(view.revenue), window=window, key=view.key,
    )  # fmt: skip
    if not view.whales or view.whale_share is None:
        return first
    second = Message(
        "{whales} {whales:whale carries|whales carry} {share} of it, {rising} rising fish may be next.",
        whales=view.whales, share=Share(view.whale_share), rising=view.rising,
    )  # fmt: skip
    return Message("{first} {then}", first=first, then=second)


def largest(shown: pl.DataFrame, most: int = MOST_ROWS) -> pl.DataFrame:
    """Those of a list who ever bought, the largest revenue first, at most so many."""
    bought = shown.filter(pl.col("stage") != "prospect")
    return bought.sort("revenue", "account", descending=[True, False]).head(most)


def rows(shown: pl.DataFrame, history: pl.DataFrame, steps: pl.DataFrame, most: int = MOST_ROWS) -> pl.DataFrame:
    """The list of those who ever bought, the largest revenue first, at most so many.

    history: `account`, `month`, `revenue` of the last months, sorted. `history` in the result is a list of currency
    units, one a month; money columns are ten-thousandths. steps: `account`, `next_step`, `due`. `overdue_money` is the
    open balance of those who are overdue.
    """
    months = history["month"].n_unique() or HISTORY_MONTHS
    lines = history.group_by("account", maintain_order=True).agg(
        (pl.col("revenue") / float(MONEY_SCALE)).alias("history")
    )
    quiet = pl.lit([0.0] * months, pl.List(pl.Float64))
    return (
        largest(shown, most)
        .join(lines, on="account", how="left", maintain_order="left")
        .join(steps, on="account", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("history", quiet).alias("history"),
            pl.when(pl.col("credit_days_overdue") > 0).then("open_balance").alias("overdue_money"),
        )
        .select(
            "account_id", "tier", "name", "score", "history", "revenue", "margin_rate", "growth", "stage", "owner",
            "next_step", "due", "overdue_money", "value_class", "evergreen", "provisional",
            "held_back_by", "equal_at_cut", "invest",
        )
    )  # fmt: skip


def prospects(shown: pl.DataFrame) -> pl.DataFrame:
    """Those who never bought, the most promising first: `prospect_points` from potential, influence and fit."""
    return (
        shown.filter(pl.col("stage") == "prospect")
        .sort("prospect_points", "account", descending=[True, False], nulls_last=True)
        .select("account_id", "name", "prospect_points", "wallet_headroom", "needs", "industry", "region", "owner")
    )
