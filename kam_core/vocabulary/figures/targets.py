"""Figures of targets and landing: the fiscal year to date, and where it will end."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

TARGETS: dict[str, Figure] = {
    "year_to_date": Figure(
        N_("Fiscal year to date"), N_("Revenue of the complete months of the fiscal year, whatever the window.")
    ),
    "year_to_date_target": Figure(
        N_("Target to date"),
        N_(
            "Sum of the revenue targets of the fiscal year's complete months; an account's only where its owner has "
            "none, and of two for the same month only the last."
        ),
    ),
    "year_target_share": Figure(
        N_("Target reached to date"),
        N_("Revenue of the fiscal year's complete months with a target / target of the same months."),
    ),
    "landing": Figure(
        N_("Landing"),
        N_("Year to date + last year's remaining months × (year to date / the same months of last year)."),
    ),
    "landing_by_deals": Figure(
        N_("Landing by deals"),
        N_(
            "Year to date + amount × probability of open deals that deliver, or else close, by the end of the fiscal "
            "year."
        ),
        judged=True,
    ),
    "landing_by_commits": Figure(
        N_("Landing by commits"), N_("Year to date + what owners commit for the months to come."), judged=True
    ),
    "landing_deals": Figure(
        N_("Deals in the landing"), N_("Open deals with an amount, a probability and a date within the fiscal year.")
    ),
    "fiscal_year_before": Figure(
        N_("Fiscal year before"), N_("Revenue of the twelve months of the fiscal year before.")
    ),
    "owner_gap": Figure(
        N_("Gap"), N_("Revenue − target, of the complete months of the fiscal year for which the owner has a target.")
    ),
    "commit_accuracy": Figure(
        N_("Last accuracy"), N_("Revenue of complete months with a commit / what was committed for them.")
    ),
}
