"""Figures of what kind of account it is: value type, mutual dependence, stickiness and relationship."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

CHARACTER: dict[str, Figure] = {
    "cost_to_margin": Figure(
        N_("Cost to serve of margin"),
        N_("Cost to serve / margin of the window; unknown without a recorded cost to serve or a margin above 0."),
    ),
    "median_cost_to_margin": Figure(
        N_("Median cost to serve of margin"), N_("The middle of cost to serve / margin of all accounts that have both.")
    ),
    "cost_to_margin_accounts": Figure(
        N_("Accounts with cost and margin"),
        N_("Number of accounts with a recorded cost to serve and a margin above 0."),
    ),
    "switching_cost": Figure(
        N_("Switching-cost index"),
        N_("20% service experience + 35% product strength + 45% strategic and cultural match, each from 1 to 5."),
        judged=True,
    ),
    "switching_cost_before": Figure(
        N_("Switching-cost index 12 months ago"), N_("The same index with the marks given up to that day."), judged=True
    ),
    "switching_cost_points": Figure(
        N_("Switching-cost points"), N_("The switching-cost index / 5 × 100: what each layer earns of 20, 35 and 45."),
        judged=True,
    ),
    "relationship_index": Figure(
        N_("Relationship index"),
        N_("Mean of recognition, satisfaction (judged, else the surveys), trust and loyalty; of at least two of them."),
        judged=True,
    ),
    "environment_index": Figure(
        N_("Their market"), N_("Mean of the marks of the five forces and of market growth; 5 favours the account."),
        judged=True,
    ),
    "enterprise_index": Figure(
        N_("Their company"),
        N_("Mean of clarity of strategy, vision, finances, management quality, and 6 − opportunism."),
        judged=True,
    ),
    "executive_visits": Figure(
        N_("Visits of their executives"),
        N_("Meetings in person with a contact in the role executive in the 12 months to today's date."),
    ),
}  # fmt: skip
