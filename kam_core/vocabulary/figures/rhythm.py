"""Figures of the rhythm of accounts: time in a stage, and the next purchase that is due."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

RHYTHM: dict[str, Figure] = {
    "days_in_stage": Figure(
        N_("Days in stage"), N_("Days since the first month-end that shows this stage without a break.")
    ),
    "next_purchase_due": Figure(N_("Was due"), N_("Last purchase + usual gap between purchases of the account.")),
    "days_late": Figure(N_("Days late"), N_("Days from the day on which the next purchase was due to the as-of date.")),
}
