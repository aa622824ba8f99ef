"""Values of an explanation: tier after each step, moves by step, distance to the cut, parts by criterion.

Two sums, both without a remainder. In points: distance to the cut before + data + weights + ranges and peers + cut +
seats = distance after. In tiers: tier before + the moves by cut, published tier, gates, seats, override = tier after.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kam_core.vocabulary.message import Message


@dataclass(frozen=True)
class Steps:
    """The tier after each step, as a code (0 = S … 3 = C, −1 = none)."""

    cut: int
    after_hysteresis: int
    gated: int
    after_capacity: int
    tier: int


@dataclass(frozen=True)
class TierMoves:
    """Change of tiers caused by each step; negative is up. They add up to the change."""

    cut: int
    hysteresis: int
    gates: int
    seats: int
    override: int


@dataclass(frozen=True)
class CutDistance:
    """Distance to the cut of tier `boundary` ("S", "A" or "B"): distance before + all parts = distance after.

    unit: points of score, or money (ten-thousandths of revenue) under a Pareto cut, which uses no score. A distance is
    the account's own number − the number to reach, so 0 or more is inside. cut and seats are the moves of that number,
    with the sign in which they help the account; line_before and line_after are the number to reach itself.
    """

    unit: Literal["points", "money"]
    boundary: str
    before: float
    data: float
    weights: float
    ranges: float
    cut: float
    seats: float
    after: float
    line_before: float
    line_after: float


@dataclass(frozen=True)
class CriterionPart:
    """One criterion's share in the change of the score, in points; weights in points of weight, 0 where it is not in
    the model; points None where the value is missing."""

    name: str
    measure: str
    weight_before: float
    weight_after: float
    points_before: float | None
    points_after: float | None
    data: float
    weights: float
    ranges: float


@dataclass(frozen=True)
class Explanation:
    """Why one account has another tier (or the same one) after.

    Scores are None where there is none; then there are no criteria, no parts and no main criterion. parts: the parts of
    data, weights, and ranges and peers in the score change; main: the measure of the criterion with the largest part.
    way is None where there is no cut to compare: no tier or no score on one side, or cuts of two kinds, one by score
    and one by revenue.
    """

    account_id: str
    name: str
    tier_before: str | None
    tier_after: str | None
    score_before: float | None
    score_after: float | None
    steps_before: Steps | None
    steps_after: Steps
    moves: TierMoves | None
    distance: CutDistance | None
    parts: tuple[float, float, float] | None
    main: str | None
    criteria: tuple[CriterionPart, ...]
    sentence: Message

    @property
    def change(self) -> float | None:
        """score_after − score_before."""
        return None if self.score_before is None or self.score_after is None else self.score_after - self.score_before
