"""Tier changes between two dates under the same model, with the main cause of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.measures.money_at_stake import stake
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, PointsChange, Term

OTHER_CAUSE = Message("its own score hardly changed; its ranking or a gate changed")
MOST_MOVES = 500
MIN_CHANGE = 1.0
"""Change of the score in points below which no criterion is named as the cause."""


@dataclass(frozen=True)
class Move:
    """One account's change: tiers before and after (None where it had none), scores, the money at stake
    (ten-thousandths) and the cause."""

    account_id: str
    name: str
    tier_then: str | None
    tier_now: str | None
    score_then: float | None
    score_now: float | None
    stake: int
    cause: Message

    @property
    def up(self) -> bool:
        """Whether the account moved up; no tier is below all tiers."""
        return _height(self.tier_now) > _height(self.tier_then)


def _height(tier: str | None) -> int:
    return 0 if tier is None else 4 - "SABC".index(tier)


@dataclass(frozen=True)
class TierMoves:
    """Number of tier changes, of accounts that became key or no longer are, and the first changes."""

    count: int
    became_key: int
    no_longer_key: int
    shown: list[Move]


def moves(then: Portfolio, now: Portfolio, most: int = MOST_MOVES, among: pl.Series | None = None) -> TierMoves:
    """Accounts of `now` whose tier differs, the most money at stake first. Both under the same model.

    among: the codes of the accounts to count, all without it. Causes are computed for the first `most`.
    """
    old = then.accounts.with_row_index("row_then").select(
        "account", "row_then", pl.col("tier").alias("tier_then"), pl.col("score").alias("score_then"),
    )  # fmt: skip
    both = now.accounts.with_row_index("row_now").join(old, on="account", how="left", maintain_order="left")
    if among is not None:
        both = both.filter(pl.col("account").is_in(among.implode()))
    changed = both.filter(pl.col("tier").ne_missing(pl.col("tier_then"))).with_columns(stake())
    first = changed.sort("stake", "account", descending=[True, False]).head(most)
    measures = [criterion.measure for criterion in now.model.criteria]
    parts_then, parts_now = _parts(then, first["row_then"]), _parts(now, first["row_now"])
    shown = [
        Move(
            account_id=row["account_id"],
            name=row["name"],
            tier_then=row["tier_then"],
            tier_now=row["tier"],
            score_then=row["score_then"],
            score_now=row["score"],
            stake=row["stake"],
            cause=_cause(measures, parts_then.get(row["row_then"]), parts_now[row["row_now"]], row),
        )
        for row in first.iter_rows(named=True)
    ]
    was, now_key = is_key("tier_then"), is_key()
    became, no_longer = changed.select((now_key & ~was).sum(), (was & ~now_key).sum()).row(0)
    return TierMoves(changed.height, became, no_longer, shown)


def moves_sentence(found: TierMoves) -> Message:
    """Number of accounts that became key and that are no longer key, in a sentence."""
    return Message(
        "{became} account became a key account; {lost} lost that status.",
        "{became} accounts became key accounts; {lost} lost that status.",
        "became",
        became=found.became_key, lost=found.no_longer_key,
    )  # fmt: skip


def _parts(portfolio: Portfolio, rows: pl.Series) -> dict[int, np.ndarray]:
    """Contributions of some rows of a portfolio, by row."""
    known = rows.drop_nulls().to_numpy()
    return dict(zip(known.tolist(), portfolio.scores.contributions_of(known), strict=True))


def _cause(measures: list[str], before: np.ndarray | None, after: np.ndarray, row: dict[str, object]) -> Message:
    if row["tier_then"] is None:
        return Message("first purchase")
    if row["score"] is None or row["score_then"] is None or before is None:
        return Message("no score on one of the two dates")
    return main_cause(before, after, measures, rose=_height(str(row["tier"])) > _height(str(row["tier_then"])))


def main_cause(before: np.ndarray, after: np.ndarray, measures: list[str], rose: bool) -> Message:
    """The criterion whose points changed most in the direction of the move, as a sentence."""
    change = after - before
    if abs(float(change.sum())) < MIN_CHANGE:
        return OTHER_CAUSE
    place = int(np.argmax(change if rose else -change))
    step = float(change[place])
    if (step > 0) != rose or abs(step) < 0.05:
        return OTHER_CAUSE
    return Message(
        "{change} point from {criterion}",
        "{change} points from {criterion}",
        "change",
        criterion=Term(MEASURES[measures[place]].label),
        change=PointsChange(step),
    )
