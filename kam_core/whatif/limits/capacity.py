"""Seats by tier and owner: used, free, waiting accounts, and the value of one more seat.

The value is that of the account in this tier instead of another one; the gain itself is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.model.tiering_limits import SeatLimits
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.capacity import CapacityResult, Overflow, apply_capacity
from kam_core.scoring.tiering.tier import NONE, ranked_scores
from kam_core.vocabulary.enums import TIER, TIERS
from kam_core.vocabulary.message import Message, Money

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
    """Used seats and overflow under the limits of the portfolio's model; money in ten-thousandths.

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
    result = apply_capacity(portfolio.tiers.gated, score, portfolio.inputs, portfolio.model.capacity)
    rows = [
        row
        for tier, places in enumerate(portfolio.model.capacity.by_tier)
        for row in _Limits(portfolio, result, score, tier, places).rows()
    ]
    return SeatPlan(pl.DataFrame(rows, schema=SEATS), _overflow(portfolio, result, score))


class _Limits:
    """The limits of one tier: those in all, and those of each owner."""

    def __init__(
        self,
        portfolio: Portfolio,
        result: CapacityResult,
        score: npt.NDArray[np.float64],
        tier: int,
        places: SeatLimits,
    ) -> None:
        self._portfolio, self._score, self._tier, self._places = portfolio, score, tier, places
        self._inputs = portfolio.inputs
        self._inside = portfolio.tiers.tier == tier
        self._by_hand = self._inputs.overridden == tier
        overflowed = {one.over: one.rows for one in result.overflows if one.tier == tier}
        self._over_all, self._over_owner = (overflowed.get(over, np.empty(0, np.intp)) for over in ("all", "owner"))
        seated = np.flatnonzero((self._inputs.overridden == NONE) & (result.codes == tier))
        self._last = int(seated[np.lexsort((-seated, score[seated]))[0]]) if len(seated) else None

    def rows(self) -> list[dict[str, object]]:
        """Those in all first, then the owners who use or want a seat, by name."""
        found = []
        used, by_hand = int(self._inside.sum()), int(self._by_hand.sum())
        if (most := self._places.most_in_all) is not None:
            waiting = self._over_all
            taker = int(waiting[0]) if len(waiting) and by_hand <= most else None
            found.append(self._row(None, most, used, by_hand, len(waiting), taker, None))
        if (most := self._places.most_per_owner) is not None:
            found += self._of_owners(most, used)
        return found

    def _of_owners(self, most: int, used_in_all: int) -> list[dict[str, object]]:
        owner = self._inputs.owner
        owned = owner != NONE
        used, by_hand = (np.bincount(owner[owned & flags], minlength=1) for flags in (self._inside, self._by_hand))
        waiting: dict[int, list[int]] = {}
        for row in self._over_owner.tolist():
            waiting.setdefault(int(owner[row]), []).append(row)
        found = []
        for code in sorted({*np.flatnonzero(used).tolist(), *waiting}):
            mine, hand = (int(counts[code]) if code < len(counts) else 0 for counts in (used, by_hand))
            queue = waiting.get(code, [])
            taker, displaced = self._would_enter(queue, used_in_all) if hand <= most else (None, None)
            found.append(self._row(code, most, mine, hand, len(queue), taker, displaced))
        return found

    def _would_enter(self, queue: list[int], used: int) -> tuple[int | None, int | None]:
        """The account that would take one more seat of an owner, and the one it would displace; None for none.

        Where the seats in all are full, the first waiting account enters only if it beats the last seated one.
        """
        if not queue:
            return None, None
        first, in_all = queue[0], self._places.most_in_all
        if in_all is None or used < in_all:
            return first, None
        if self._last is None or used > in_all:
            return None, None
        enters = (self._score[first], -first) > (self._score[self._last], -self._last)
        return (first, self._last) if enters else (None, None)

    def _row(
        self, owner: int | None, places: int, used: int, by_hand: int, waiting: int, taker: int | None,
        displaced: int | None,
    ) -> dict[str, object]:  # fmt: skip
        accounts = self._portfolio.accounts
        row: dict[str, object] = {
            "tier": TIERS[self._tier],
            "owner": None if owner is None else accounts["owner"][int(np.argmax(self._inputs.owner == owner))],
            "places": places,
            "used": used,
            "by_hand": by_hand,
            "free": max(0, places - used),
            "waiting": waiting,
            "displaces": None if displaced is None else accounts["name"][displaced],
        }
        if taker is not None:
            account = accounts.row(taker, named=True)
            row |= {name: account[name] for name in ("account_id", "name", "revenue", "margin")}
            value = account["expected_value"]
            row |= {"instead_of": account["tier"], "expected_value": None if value is None else round(value)}
        return row


def _overflow(portfolio: Portfolio, result: CapacityResult, score: np.ndarray) -> pl.DataFrame:
    last: dict[int, Overflow] = {}
    first: dict[int, Overflow] = {}
    for one in result.overflows:
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
    """The effect of one more seat, for one row of `seats`, in a sentence."""
    tier = row["tier"]
    if row["account_id"] is None:
        if row["waiting"] and row["by_hand"] and row["used"] == row["by_hand"]:
            return Message("One more seat would not help: a manual tier would fill it.")
        if row["waiting"]:
            return Message("One more seat would not help: the total {tier} seats are full.", tier=tier)
        return Message("No account is waiting for a {tier} seat.", tier=tier)
    text = Message(
        "One more seat would keep {name} in {tier} instead of {now}: revenue {revenue}",
        name=row["name"], tier=tier, now=row["instead_of"], revenue=_money(row["revenue"]),
    )  # fmt: skip
    if row["margin"] is not None:
        text = Message("{first}, margin {margin}", first=text, margin=_money(row["margin"]))
    if row["expected_value"] is not None:
        text = Message("{first}, expected value {value}", first=text, value=_money(row["expected_value"]))
    if row["displaces"] is not None:
        return Message("{first}. It would replace {other}.", first=text, other=row["displaces"])
    return Message("{first}.", first=text)


def _money(value: object) -> Money:
    assert isinstance(value, int)
    return Money(value)
