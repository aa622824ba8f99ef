"""Policy of churn risk: the weight of each warning and the threshold from which it counts (domain: retention)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from kam_core.vocabulary.message import N_, UserError

SATISFACTION, COMPLAINT, REVENUE = "low satisfaction", "severe complaint", "revenue fall"
CONTRACT, COACH, CONTACT = "contract end", "coach lost", "overdue contact"
PAYMENT, RIVAL, SILENCE = "late payment", "competition", "silence"
WARNINGS: Mapping[str, str] = MappingProxyType(
    {
        SATISFACTION: N_("Low satisfaction"),
        COMPLAINT: N_("Severe complaint or incident open"),
        REVENUE: N_("Revenue fall"),
        CONTRACT: N_("Contract ends"),
        COACH: N_("Coach lost"),
        CONTACT: N_("Contact overdue"),
        PAYMENT: N_("Late payment"),
        RIVAL: N_("Competitor or tender"),
    }
)
"""Warning → its label, in the order in which equal weights are listed."""
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {SATISFACTION: 0.2, COMPLAINT: 0.2, REVENUE: 0.2, CONTRACT: 0.2, COACH: 0.2, CONTACT: 0.1, PAYMENT: 0.1,
     RIVAL: 0.1}
)  # fmt: skip
"""By domain: retention. Judgement, until there are enough own losses to calibrate them on."""
LOSSES_TO_CALIBRATE = 30
_LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "satisfaction": (1, 5), "survey_days": (1, 3660), "severity": (1, 3), "revenue_fall": (0.01, 1),
        "contract_days": (1, 3660), "late_days": (0, 3660), "tender_days": (1, 3660), "may_leave": (0.01, 1),
        "warned": (0.01, 1), "quiet_days": (1, 3660), "quiet_gaps": (1, 100),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RiskPolicy:
    """Weights (0–1) and thresholds: points of satisfaction (1–5), severity (1–3), shares (0–1) and days.

    survey_days: how long a survey counts. may_leave: the risk from which an account may leave; warned: the risk that
    counts as a warning when earlier warnings are checked. quiet_days, quiet_gaps: an account is silent beyond these
    days and this many of its usual gaps.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    satisfaction: float = 2.0
    survey_days: int = 730
    severity: int = 2
    revenue_fall: float = 0.30
    contract_days: int = 90
    late_days: int = 30
    tender_days: int = 90
    may_leave: float = 0.25
    warned: float = 0.50
    quiet_days: int = 60
    quiet_gaps: float = 2.0

    def __post_init__(self) -> None:
        for name, weight in self.weights.items():
            if name not in WARNINGS or not _is_number(weight) or not 0 <= weight <= 1:
                raise UserError("{name}: a weight is a number from 0 to 1.", name=name)
        for name, (least, most) in _LIMITS.items():
            value = getattr(self, name)
            if not _is_number(value) or not least <= value <= most:
                raise UserError("{name}: give a number from {least} to {most}.", name=name, least=least, most=most)

    def weight(self, warning: str) -> float:
        """The weight of a warning; 0 for one without."""
        return float(self.weights.get(warning, 0.0))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def read_policy(plain: Mapping[str, Any]) -> RiskPolicy:
    """The policy from plain JSON; what is absent is as usual. Raises UserError for what it does not know."""
    known = {one.name for one in fields(RiskPolicy)}
    weights = plain.get("weights", {})
    if not set(plain) <= known or not isinstance(weights, Mapping):
        raise UserError("The weights of churn risk cannot be read. Save them again.")
    return RiskPolicy(**{**plain, "weights": MappingProxyType({**WEIGHTS, **weights})})


def plain_policy(policy: RiskPolicy) -> dict[str, Any]:
    """The policy as plain JSON."""
    plain = {one.name: getattr(policy, one.name) for one in fields(policy)}
    return {**plain, "weights": dict(policy.weights)}
