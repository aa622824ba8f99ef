"""Attention policy: limits from which something is a reason, and what counts as worse than before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kam_core.vocabulary.contact_days import CONTACT_DAYS
from kam_core.vocabulary.enums import KEY_TIERS

KEY_CONTACT_DAYS: Mapping[str, int] = MappingProxyType({tier: CONTACT_DAYS[tier] for tier in KEY_TIERS})
"""The promised interval between contacts that is a reason here: that of S and A."""


@dataclass(frozen=True, slots=True)
class WorseStep:
    """How much a number has to rise to count as worse: by `by`, or by this share of its earlier value."""

    by: float
    relative: bool = False

    def is_worse(self, before: float, now: float) -> bool:
        """Whether the number has risen by the step or more."""
        least = abs(before) * self.by if self.relative else self.by
        return now > before and now - before >= least - 1e-9


STEPS: Mapping[str, WorseStep] = MappingProxyType(
    {
        "silent_days": WorseStep(30),
        "last_purchase": WorseStep(1),
        "revenue_fall": WorseStep(0.10),
        "late_days": WorseStep(0.25, relative=True),
        "late_money": WorseStep(0.25, relative=True),
        "late_since": WorseStep(30),
        "incidents": WorseStep(1),
        "last_incident": WorseStep(1),
        "complaints": WorseStep(1),
        "last_complaint": WorseStep(1),
        "loss": WorseStep(0.25, relative=True),
        "actions": WorseStep(1),
        "action_due": WorseStep(1),
        "contact_days": WorseStep(30),
        "last_contact": WorseStep(1),
        "contract_days_gone": WorseStep(30),
        "contract_end": WorseStep(1),
        "dissatisfaction": WorseStep(0.5),
        "discount_rate": WorseStep(0.05),
        "score_fall": WorseStep(10),
        "drift_since": WorseStep(89),
        "tiers_lost": WorseStep(1),
    }
)
"""Number behind a reason → the step that brings an account back to the list. Days of events are day numbers: a later
one is another event. A purchase or contact since, followed by silence again, is a new silence. A fall of the score is
compared with three months before: a new one begins three month-ends, at least 89 days, later, so that it comes again
only after the old one cleared."""


@dataclass(frozen=True, slots=True)
class AttentionPolicy:
    """Limits in days, counts, shares (0–1) and points of satisfaction (1–5).

    large_share: the share of the buyers, largest first, whose complaints, late payments, discounts, losses and low
    satisfaction count whatever their tier. incident_severity: from which severity (1–3) an incident is a reason;
    incident_contact_days: days in which an executive of an S or A account is to be contacted then.
    """

    large_share: float = 0.20
    revenue_fall: float = 0.20
    complaints: int = 1
    incident_severity: int = 2
    incident_contact_days: int = 1
    late_days: int = 30
    satisfaction: float = 2.0
    discount_rate: float = 0.20
    contract_days: int = 90
    soon_days: int = 30
    contact_days: Mapping[str, int] = field(default_factory=lambda: KEY_CONTACT_DAYS)
    steps: Mapping[str, WorseStep] = field(default_factory=lambda: STEPS)
