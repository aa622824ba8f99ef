"""Figures of the screens that are no account measures: label, formula, and what they count."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.vocabulary.message import N_


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a screen. `judged`: whether people's judgements are part of it."""

    label: str
    formula: str
    judged: bool = False


FIGURES: dict[str, Figure] = {
    "revenue": Figure(
        N_("Net revenue"), N_("Sum of all order lines in the window: sales minus returns and credit notes.")
    ),
    "margin": Figure(
        N_("Margin"),
        N_(
            "Revenue minus cost of goods, over the order lines whose cost or margin is known. "
            "The rate divides by the revenue of the same lines."
        ),
    ),
    "cooling_stake": Figure(
        N_("At stake: cooling key accounts"),
        N_(
            "Sum over cooling accounts that are or were key: the larger of their revenue in this window and in the "
            "window it is compared with."
        ),
        judged=True,
    ),
    "top10_share": Figure(
        N_("Top-10 share"),
        N_("Revenue of the ten largest accounts / revenue of all accounts with revenue above zero."),
    ),
    "active_customers": Figure(N_("Active customers"), N_("Number of accounts with revenue above zero in the window.")),
    "top20_share": Figure(N_("Top 20%"), N_("Share of the largest fifth (rounded up) in everything above zero.")),
    "n80": Figure(
        N_("80% come from the top"), N_("The smallest number that together make 80% of everything above zero.")
    ),
    "gini": Figure(
        N_("Gini"), N_("Twice the area between the Lorenz curve and the line of equal shares: 0 equal, 1 one has all.")
    ),
    "hhi": Figure(N_("HHI"), N_("Herfindahl-Hirschman: sum of the squared shares in per cent; 10,000 if one has all.")),
    "effective_number": Figure(
        N_("Effective number"), N_("10,000 / HHI: so many of equal size would be as concentrated.")
    ),
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
}
