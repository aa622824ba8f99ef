"""Labels of the parts of a model, as keys of the translation catalogue."""

from __future__ import annotations

from kam_core.vocabulary.message import N_

GROUP_LABELS = {
    "realised": N_("Realised value"),
    "potential": N_("Potential value"),
    "influence": N_("Influence value"),
    "fit": N_("Strategic fit"),
    "relationship": N_("Relationship"),
    "risk": N_("Risk"),
}
CUT_LABELS = {"quota": N_("Quota"), "score": N_("Score"), "pareto": N_("Pareto share")}
CUT_CHOICES = {**CUT_LABELS, "natural": N_("Natural breaks")}
"""The choices on the screen: natural breaks are a score cut with another way of proposing its numbers."""
PROPOSED_LABELS = {"share": N_("by share of active customers"), "natural": N_("at natural breaks of the scores")}
"""Ways of proposing the numbers of a score cut."""
PLACES_LABELS = {
    "in_all": N_("Total seats for {tier}"),
    "per_owner": N_("Seats for {tier} per owner"),
    "hours_in_all": N_("Total hours for {tier}"),
    "hours_per_owner": N_("Hours for {tier} per owner"),
    "hours_each": N_("Hours per {tier} account"),
}
"""Limits of a tier."""
MISSING_LABELS = {
    "share_out": N_("its weight is spread over the others"),
    "neutral": N_("it gets 50 points"),
    "worst": N_("it gets 0 points"),
}
"""Treatment of a criterion whose measure is unknown."""
GATE_LABELS = {
    "mutual_dependence": N_("Gate: mutual dependence"),
    "recurring": N_("Gate: recurring purchases"),
    "revenue_and_margin": N_("Gate: revenue and margin"),
}
FREED_LABELS = {"empty": N_("leave empty"), "next": N_("fill with the next by score")}
"""Treatment of places that gates free."""
