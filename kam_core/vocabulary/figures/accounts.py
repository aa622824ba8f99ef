"""Figures of one account and of the lists of accounts, beside the measures."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

ACCOUNTS: dict[str, Figure] = {
    "score": Figure(
        N_("Score"),
        N_("Sum of weight × points over the criteria with data / sum of these weights, 0 to 100."),
        judged=True,
    ),
    "rank": Figure(
        N_("Rank by score"),
        N_("Place among the active customers, highest score first; equal scores by account id."),
        judged=True,
    ),
    "stage": Figure(
        N_("Stage"),
        N_(
            "From the account's own purchases: prospect, initial, deepening, mature; cooling when it is silent for "
            "longer than its usual gap or revenue and purchases fall; ended after a long silence."
        ),
    ),
    "tier": Figure(
        N_("Tier"), N_("By score and cut, then hysteresis, gates, seats and manual tiers, in this order."), judged=True
    ),
    "stake": Figure(
        N_("Revenue at stake"),
        N_("The larger of the account's revenue in this period and in the comparison period."),
    ),
    "larger_revenue": Figure(
        N_("Revenue, larger of both"),
        N_("The larger of the account's revenue in this period and in the comparison period."),
    ),
    "yearly_revenue": Figure(
        N_("Average yearly revenue"), N_("Total revenue / years from the first to the last purchase, at least one.")
    ),
    "overdue_money": Figure(N_("Overdue"), N_("Open balance of an account whose payments are late.")),
    "history": Figure(
        N_("Last 12 months"), N_("Revenue by month; the highest month of each account has the full height.")
    ),
    "prospect_points": Figure(
        N_("Potential (points)"),
        N_("Score over the criteria of potential, influence and fit alone, 0 to 100."),
        judged=True,
    ),
    "coverage": Figure(
        N_("Coverage"),
        N_("Weight of the criteria with data for the account / weight of all criteria in use."),
        judged=True,
    ),
    "whales": Figure(
        N_("Whales"), N_("Number of accounts whose realised value earns at least the cut of the model."), judged=True
    ),
    "whale_revenue_share": Figure(
        N_("Revenue share of whales"),
        N_("Revenue of the whales / revenue of all these accounts above zero."),
        judged=True,
    ),
    "rising_fish": Figure(
        N_("Rising fish"),
        N_("Number of accounts below the cut in realised value and at or above it in potential and influence."),
        judged=True,
    ),
}
