"""Next step at an account: the agreed action of its plan, else a suggestion by its main reason."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kam_core.vocabulary.enums import KEY_TIERS
from kam_core.vocabulary.message import Message

SUGGESTIONS: Mapping[str, Message] = MappingProxyType(
    {
        "open incident": Message("Call the customer and resolve the incident."),
        "one order only": Message("Ask why no second order followed."),
        "cooling": Message("Call the economic buyer and ask what changed."),
        "ended": Message("Find out who supplies them now and plan how to win them back."),
        "revenue fall": Message("Ask the economic buyer where the volume went."),
        "late payment": Message("Collect the overdue amount before the next delivery."),
        "open complaint": Message("Call the customer and close the complaint."),
        "loss": Message("Review prices, discounts and cost to serve."),
        "overdue action": Message("Carry out the action or set a new date."),
        "overdue contact": Message("Call the customer."),
        "contract end": Message("Start renewal talks."),
        "low satisfaction": Message("Ask what made them dissatisfied, and put it right."),
        "high discount": Message("Review the discounts and agree what we get in return."),
        "no owner": Message("Assign an owner."),
        "churn risk": Message("Call the customer and ask what would make them stay."),
        "score fall": Message("Visit with an executive: repair the service, or agree on a benefit."),
        "lower tier": Message("Decide whether to win back the lost volume or reduce service."),
    }
)
"""What to do about each kind of reason, where nothing is agreed."""


@dataclass(frozen=True)
class NextStep:
    """What to do next. agreed: it is an action of the plan, or was given with an alert; else the app suggests it. due:
    the day of the action."""

    text: str | Message
    agreed: bool
    due: datetime.date | None = None


EXECUTIVE_CALL = Message("Call their executive within 24 hours.")
"""What an incident at an S or A account asks for (domain: retention)."""


def suggestion(kind: str, tier: str | None = None) -> NextStep:
    """The step that the app suggests for a kind of reason at an account of this tier."""
    if kind == "open incident" and tier in KEY_TIERS:
        return NextStep(EXECUTIVE_CALL, agreed=False)
    return NextStep(SUGGESTIONS[kind], agreed=False)
