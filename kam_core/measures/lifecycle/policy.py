"""Rules of the lifecycle: the limits between stages, as people may edit them (domain: lifecycle)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from kam_core.vocabulary.message import UserError

STANDARD, FAST, PROJECT = "standard", "fast", "project"
RHYTHMS = (STANDARD, FAST, PROJECT)
PROJECT_WINDOWS = (24, 36)
"""Months over which project buyers are compared: they buy every few years."""
MOST_DAYS = 3650
MOST_GAPS = 20.0


@dataclass(frozen=True, slots=True)
class LifecyclePolicy:
    """The limits between stages; days, counts and ratios.

    rhythm: what the limits were proposed for. window_months: months over which growth is measured for the stage
    alone; None is the window of the view. seasons: no account cools in months in which it did not buy a year before
    either. spring_festival: January and February are one season, because the Chinese New Year moves between them.
    open_deal_counts: an account with an open deal neither cools by silence nor ends. stuck_…: days in a stage from
    which an account is stuck in it.
    """

    ended_days: int = 365
    ended_gaps: float = 3.0
    contract_grace_days: int = 90
    initial_tenure_days: int = 180
    initial_purchases: int = 2
    initial_recency_days: int = 180
    cooling_days: int = 60
    cooling_gaps: float = 2.0
    cooling_days_without_gap: int = 180
    cooling_growth: float = -0.30
    deepening_growth: float = 0.15
    deepening_tenure_days: int = 730
    rhythm: str = STANDARD
    window_months: int | None = None
    seasons: bool = False
    spring_festival: bool = False
    open_deal_counts: bool = False
    stuck_initial_days: int = 180
    stuck_cooling_days: int = 180

    def __post_init__(self) -> None:
        """Refuse values that no rule can have."""
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name.endswith("_days") and not 1 <= value <= MOST_DAYS:
                raise UserError("{value} days are not possible here. Give a number from 1 to {most}.",
                                value=value, most=MOST_DAYS)  # fmt: skip
            if one.name.endswith("_gaps") and not 1 <= value <= MOST_GAPS:
                raise UserError("{value} times the usual gap is not possible. Give a number from 1 to {most}.",
                                value=value, most=MOST_GAPS)  # fmt: skip
        if not 1 <= self.initial_purchases <= 100:
            raise UserError("Give a number of first purchases from 1 to 100.")
        if not -1 <= self.cooling_growth < self.deepening_growth <= 10:
            raise UserError("The fall that cools an account must lie below the growth that deepens it.")
        if self.cooling_days >= self.ended_days or self.cooling_gaps > self.ended_gaps:
            raise UserError("An account must cool before it ends: the limit for cooling must be the smaller one.")
        if self.rhythm not in RHYTHMS:
            raise UserError("{rhythm} is not a rhythm. Use fast, standard or project.", rhythm=self.rhythm)
        if self.window_months is not None and self.window_months not in PROJECT_WINDOWS:
            raise UserError("Growth cannot be measured over {months} months here. Use 24 or 36.",
                            months=self.window_months)  # fmt: skip


DEFAULT_POLICY = LifecyclePolicy()


def with_rhythm(policy: LifecyclePolicy, rhythm: str) -> LifecyclePolicy:
    """The policy with the limits that a rhythm proposes; seasons and limits that no rhythm concerns stay.

    fast: cooling after max(30 days, 3 × gap). project: growth over 24 months, an open deal counts as life (domain:
    lifecycle); the limits without a gap double, which is our judgement.
    """
    usual = {
        name: getattr(DEFAULT_POLICY, name)
        for name in ("cooling_days", "cooling_gaps", "cooling_days_without_gap", "ended_days", "window_months",
                     "open_deal_counts")
    }  # fmt: skip
    proposed: dict[str, dict[str, object]] = {
        STANDARD: {},
        FAST: {"cooling_days": 30, "cooling_gaps": 3.0},
        PROJECT: {"cooling_days_without_gap": 360, "ended_days": 730, "window_months": 24, "open_deal_counts": True},
    }
    return replace(policy, rhythm=rhythm, **{**usual, **proposed.get(rhythm, {})})
