"""Seats: which are taken and by whom, who waits for one, and what one more would be worth.

What an account brings is said as "held in this tier instead of that one". Nobody knows what it would bring more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.scoring.limits import Places
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.seating import Overflow, Rows, Seating, seat
from kam_core.scoring.tier import NONE, ranked_scores
from kam_core.vocabulary.message import Message, Money
from kam_core.vocabulary.ranks import TIER, TIERS

SEATS: dict[str, pl.DataType | type[pl.DataType]] = {
    "tier": TIER,
    "owner": pl.String,
    "places": pl.Int64,
    "used": pl.Int64,
    "by_hand": pl.Int64,
    "free": pl.Int64,
    "waiting": pl.Int64,
    "account_id": pl.String,
    "name": pl.String,
    "instead_of": TIER,
    "revenue": pl.Int64,
    "margin": pl.Int64,
    "expected_value": pl.Int64,
    "displaces": pl.String,
}


@dataclass(frozen=True)
class SeatPlan:
    """Who sits where under the limits of the portfolio's model; money in ten-thousandths.

    seats:    one row per limit: `tier`, `owner` (null: in all), `places`, `used`, `by_hand` (of these, set by hand),
              `free`, `waiting` (how many overflowed over this limit); who would take one more seat: `account_id`,
              `name`, `instead_of` (the tier that it has now), `revenue` and `margin` of the window, `expected_value`,
              and `displaces`, the name of who would then go over the limit in all. Null where nobody would gain.
    overflow: who went down, the best score first: `account_id`, `name`, `owner`, `from_tier`, `tier` (where it ended),
              `over` (the owner whose seats were full, null: those in all), `score`, `revenue`.
    """

    seats: pl.DataFrame
    overflow: pl.DataFrame


def seat_plan(portfolio: Portfolio) -> SeatPlan:
    """The plan of a portfolio; both tables are empty where its model limits nothing."""
    score = ranked_scores(portfolio.scores.score)
    seating = seat(portfolio.tiers.gated, score, portfolio.field, portfolio.model.capacity)
    rows = [
        row
        for tier, places in enumerate(portfolio.model.capacity.falling)
        for row in _of_tier(portfolio, seating, score, tier, places)
    ]
    return SeatPlan(pl.DataFrame(rows, schema=SEATS), _overflow(portfolio, seating, score))


def _of_tier(
    portfolio: Portfolio, seating: Seating, score: np.ndarray, tier: int, places: Places
) -> list[dict[str, object]]:
    """The limits of one tier: in all first, then the owners who use or want a seat, by name."""
    found = []
    gone = {one.over: one for one in seating.overflows if one.tier == tier}
    in_all, per_owner = places.most_in_all, places.most_per_owner
    inside = portfolio.tiers.tier == tier
    if in_all is not None:
        waiting = gone["all"].rows if "all" in gone else np.empty(0, np.intp)
        by_hand = int((portfolio.field.overridden == tier).sum())
        taker = int(waiting[0]) if len(waiting) and by_hand <= in_all else None
        found.append(_seat_row(portfolio, tier, None, in_all, inside, waiting, taker, None))
    if per_owner is not None:
        owner = portfolio.field.owner
        over = gone["owner"].rows if "owner" in gone else np.empty(0, np.intp)
        concerned = np.unique(np.concatenate([owner[inside], owner[over]]))
        for code in concerned[concerned != NONE].tolist():
            waiting = over[owner[over] == code]
            by_hand = int(((portfolio.field.overridden == tier) & (owner == code)).sum())
            wants = waiting if by_hand <= per_owner else waiting[:0]
            taker, displaced = _would_enter(portfolio, seating, score, tier, in_all, wants)
            found.append(
                _seat_row(portfolio, tier, code, per_owner, inside & (owner == code), waiting, taker, displaced)
            )
    return found


def _would_enter(
    portfolio: Portfolio, seating: Seating, score: np.ndarray, tier: int, in_all: int | None, waiting: Rows
) -> tuple[int | None, int | None]:
    """Who would take one more seat of an owner, and who would go for it over the limit in all; None for nobody.

    Where the seats in all are full, the first who waits gains only if he beats the last who sits.
    """
    if not len(waiting):
        return None, None
    first = int(waiting[0])
    if in_all is None:
        return first, None
    free = portfolio.field.overridden == NONE
    sitting = np.flatnonzero(free & (seating.codes == tier))
    used = len(sitting) + int((portfolio.field.overridden == tier).sum())
    if used < in_all:
        return first, None
    if not len(sitting) or used > in_all:
        return None, None
    last = int(sitting[np.lexsort((-sitting, score[sitting]))[0]])
    enters = (score[first], -first) > (score[last], -last)
    return (first, last) if enters else (None, None)


def _seat_row(
    portfolio: Portfolio, tier: int, owner: int | None, places: int, inside: np.ndarray, waiting: Rows,
    taker: int | None, displaced: int | None,
) -> dict[str, object]:  # fmt: skip
    used = int(inside.sum())
    row: dict[str, object] = {
        "tier": TIERS[tier],
        "owner": None if owner is None else _owner_name(portfolio, owner),
        "places": places,
        "used": used,
        "by_hand": int((inside & (portfolio.field.overridden == tier)).sum()),
        "free": max(0, places - used),
        "waiting": len(waiting),
        "displaces": None if displaced is None else portfolio.accounts["name"][displaced],
    }
    if taker is not None:
        account = portfolio.accounts.row(taker, named=True)
        row |= {name: account[name] for name in ("account_id", "name", "revenue", "margin")}
        value = account["expected_value"]
        row |= {"instead_of": account["tier"], "expected_value": None if value is None else round(value)}
    return row


def _owner_name(portfolio: Portfolio, code: int) -> str:
    return str(portfolio.accounts["owner"][int(np.argmax(portfolio.field.owner == code))])


def _overflow(portfolio: Portfolio, seating: Seating, score: np.ndarray) -> pl.DataFrame:
    last: dict[int, Overflow] = {}
    first: dict[int, Overflow] = {}
    for one in seating.overflows:
        for row in one.rows.tolist():
            first.setdefault(row, one)
            last[row] = one
    rows = np.array(sorted(first), dtype=np.intp)
    rows = rows[np.argsort(-score[rows], kind="stable")].tolist()
    accounts: pl.DataFrame = portfolio.accounts.select("account_id", "name", "owner", "tier", "score", "revenue")[rows]
    over = [None if last[row].over == "all" else owner for row, owner in zip(rows, accounts["owner"], strict=True)]
    return accounts.with_columns(
        pl.Series("from_tier", [TIERS[first[row].tier] for row in rows], dtype=TIER),
        pl.Series("over", over, dtype=pl.String),
    ).select("account_id", "name", "owner", "from_tier", "tier", "over", "score", "revenue")


def seat_sentence(row: dict[str, object]) -> Message:
    """What one more seat would mean, for one row of `seats`."""
    tier = row["tier"]
    if row["account_id"] is None:
        if row["waiting"] and row["by_hand"] and row["used"] == row["by_hand"]:
            return Message("One more seat would help nobody: tiers set by hand fill it.")
        if row["waiting"]:
            return Message("One more seat would help nobody: the seats of {tier} in all are full.", tier=tier)
        return Message("Nobody waits for a seat of {tier}.", tier=tier)
    held = Message(
        "One more seat would hold {name} in {tier} instead of {now}: revenue {revenue}",
        name=row["name"], tier=tier, now=row["instead_of"], revenue=_money(row["revenue"]),
    )  # fmt: skip
    if row["margin"] is not None:
        held = Message("{first}, margin {margin}", first=held, margin=_money(row["margin"]))
    if row["expected_value"] is not None:
        held = Message("{first}, expected value {value}", first=held, value=_money(row["expected_value"]))
    if row["displaces"] is not None:
        return Message("{first}. {other} would go for it.", first=held, other=row["displaces"])
    return Message("{first}.", first=held)


def _money(value: object) -> Money:
    assert isinstance(value, int)
    return Money(value)
