"""Figures of the parts of an account's score, of target grades, ranks and developments."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

ACCOUNT_PARTS: dict[str, Figure] = {
    "potential_part_points": Figure(
        N_("Potential value"), N_("Score over the criteria of potential value alone, 0 to 100."), judged=True
    ),
    "influence_points": Figure(
        N_("Influence value"), N_("Score over the criteria of influence value alone, 0 to 100."), judged=True
    ),
    "value_points": Figure(
        N_("Value"),
        N_("Score over the criteria of realised, potential and influence value and of strategic fit, 0 to 100."),
        judged=True,
    ),
    "health_points": Figure(
        N_("Health"),
        N_(
            "Score over the criteria of relationship and risk, 0 to 100; with the weights of the standard model where "
            "the model gives them none."
        ),
        judged=True,
    ),
    "tier_range": Figure(
        N_("Possible tiers"),
        N_(
            "The tiers with all missing values at their worst and at their best, after gates; seats and the tier last "
            "published are left out."
        ),
        judged=True,
    ),
    "ask_first": Figure(
        N_("Ask first"),
        N_("The missing value that can change the tier alone; of several the one that moves the score most."),
        judged=True,
    ),
    "target_grade": Figure(
        N_("Target grade"),
        N_("The tier that the points of potential, influence and fit would earn, for accounts without purchases."),
        judged=True,
    ),
    "grade_coverage": Figure(
        N_("Share of weight with data"),
        N_("Weight of the criteria of potential, influence and fit with data / weight of all of them."),
        judged=True,
    ),
    "prospects": Figure(N_("Prospects"), N_("Number of accounts without any purchase.")),
    "grade_s": Figure(N_("Target grade S"), N_("Number of prospects with target grade S."), judged=True),
    "grade_a": Figure(N_("Target grade A"), N_("Number of prospects with target grade A."), judged=True),
    "grade_b": Figure(N_("Target grade B"), N_("Number of prospects with target grade B."), judged=True),
    "grade_c": Figure(N_("Target grade C"), N_("Number of prospects with target grade C."), judged=True),
    "grade_unknown": Figure(
        N_("Without target grade"), N_("Number of prospects without data on potential, influence or fit.")
    ),
    "revenue_rank": Figure(N_("Rank by revenue"), N_("Place among the active customers, highest revenue first.")),
    "places": Figure(
        N_("Places"), N_("Rank by revenue − rank by score: positive where the score ranks it higher."), judged=True
    ),
    "development_days": Figure(
        N_("Days to the end of development"), N_("Days from today's date to the end of the development.")
    ),
}
