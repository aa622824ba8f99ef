"""Settings of hysteresis and capacity: bands around cuts, minimal stay, seats and hours per tier."""

from __future__ import annotations

import math
from typing import Self

from pydantic import Field, model_validator

from kam_core.scoring.model.strict_document import Document
from kam_core.scoring.model.validation_messages import ModelRuleError
from kam_core.vocabulary.message import Message

FLOOR_TOLERANCE = 1e-9
"""0.29 × 100 is 28.999999999999996 in floating point, but must give 29 seats."""


class Hysteresis(Document):
    """An account near a cut keeps the tier last published (domain: tier, step 2).

    points: half the band round a score cut; share: half the band round a quota (of the buyers) or a Pareto cut (of
    revenue); stay_months: a published tier stays at least so long, whatever the band.
    """

    points: float = Field(default=2.0, ge=0, le=100)
    share: float = Field(default=0.02, ge=0, le=1)
    stay_months: int = Field(default=0, ge=0, le=1200)


class SeatLimits(Document):
    """How many accounts of one tier can be served, in seats or in hours, in all and per owner. None is no limit."""

    in_all: int | None = Field(default=None, ge=0)
    per_owner: int | None = Field(default=None, ge=0)
    hours_in_all: float | None = Field(default=None, ge=0)
    hours_per_owner: float | None = Field(default=None, ge=0)
    hours_each: float | None = Field(default=None, gt=0)
    """Hours that one account of this tier takes, in the same period as the available hours."""

    @model_validator(mode="after")
    def _divisible(self) -> Self:
        if self.hours_each is None and not (self.hours_in_all is None and self.hours_per_owner is None):
            raise ModelRuleError(Message("enter the hours per account, or leave the hours blank"))
        return self

    @property
    def most_in_all(self) -> int | None:
        """Seats in all: the smaller of the seats and the accounts that the hours suffice for; None is no limit."""
        return _fewest(self.in_all, self.hours_in_all, self.hours_each)

    @property
    def most_per_owner(self) -> int | None:
        """Seats of each owner, likewise."""
        return _fewest(self.per_owner, self.hours_per_owner, self.hours_each)

    @property
    def unlimited(self) -> bool:
        """Whether nothing is limited."""
        return self.most_in_all is None and self.most_per_owner is None


class Capacity(Document):
    """Limits of S, A and B; the accounts with the lowest scores overflow one tier down (domain: tier, 4)."""

    s: SeatLimits = SeatLimits()
    a: SeatLimits = SeatLimits()
    b: SeatLimits = SeatLimits()

    @property
    def unlimited(self) -> bool:
        """Whether no tier is limited."""
        return self.s.unlimited and self.a.unlimited and self.b.unlimited

    @property
    def by_tier(self) -> tuple[SeatLimits, SeatLimits, SeatLimits]:
        """The places of S, A and B, the best tier first."""
        return self.s, self.a, self.b


def _fewest(seats: int | None, hours: float | None, each: float | None) -> int | None:
    by_hours = None if hours is None or each is None else math.floor(hours / each + FLOOR_TOLERANCE)
    known = [places for places in (seats, by_hours) if places is not None]
    return min(known) if known else None
