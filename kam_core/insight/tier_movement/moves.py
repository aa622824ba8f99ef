"""Tier changes between two dates under the same model: which accounts, from where to where, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.insight.tier_movement.move_reason import MoveReasons
from kam_core.measures.money_at_stake import stake
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.vocabulary.message import Message

MOST_MOVES = 500


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
    both = _side_by_side(then, now, among)
    changed = both.filter(pl.col("tier").ne_missing(pl.col("tier_then")))
    shown = _moves(changed.sort("stake", "account", descending=[True, False]).head(most), then, now)
    was, now_key = is_key("tier_then", "disqualified_then"), is_key()
    # A check that was answered since changes the status without a change of tier.
    became, no_longer = both.select((now_key & ~was).sum(), (was & ~now_key).sum()).row(0)
    return TierMoves(changed.height, became, no_longer, shown)


def account_move(then: Portfolio, now: Portfolio, account: int) -> Move | None:
    """The tier change of one account, by its code in `now`; None where its tier is the same or it is not known now."""
    one = _side_by_side(then, now, pl.Series([account])).filter(pl.col("tier").ne_missing(pl.col("tier_then")))
    return next(iter(_moves(one, then, now)), None)


def _side_by_side(then: Portfolio, now: Portfolio, among: pl.Series | None) -> pl.DataFrame:
    """The accounts of `now` with `stake`, their rows in both portfolios, and their tier and score then."""
    old = then.accounts.with_row_index("row_then").select(
        "account", "row_then", pl.col("tier").alias("tier_then"), pl.col("score").alias("score_then"),
        pl.col("disqualified").alias("disqualified_then"),
    )  # fmt: skip
    both = now.accounts.with_row_index("row_now").join(old, on="account", how="left", maintain_order="left")
    if among is not None:
        both = both.filter(pl.col("account").is_in(among.implode()))
    return both.with_columns(stake(), pl.col("disqualified_then").fill_null(False))


def _moves(changed: pl.DataFrame, then: Portfolio, now: Portfolio) -> list[Move]:
    if changed.is_empty():
        return []
    reasons = MoveReasons(then, now)
    parts_then, parts_now = _parts(then, changed["row_then"]), _parts(now, changed["row_now"])
    return [
        Move(
            account_id=row["account_id"],
            name=row["name"],
            tier_then=row["tier_then"],
            tier_now=row["tier"],
            # Without a tier there was no purchase yet: points for what data were there say nothing.
            score_then=None if row["tier_then"] is None else row["score_then"],
            score_now=row["score"],
            stake=row["stake"],
            cause=reasons.reason(
                row["row_then"], row["row_now"], parts_then.get(row["row_then"]), parts_now[row["row_now"]]
            ),
        )
        for row in changed.iter_rows(named=True)
    ]


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
