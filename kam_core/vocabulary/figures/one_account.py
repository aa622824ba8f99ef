"""Figures of the summary of one account, beside the measures."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

ONE_ACCOUNT: dict[str, Figure] = {
    "last_rank": Figure(
        N_("Last rank of the tier"),
        N_("The lowest rank by score that qualifies for this tier, before gates, seats and manual tiers."),
        judged=True,
    ),
    "median_margin_rate": Figure(
        N_("Median margin rate"), N_("The middle of the margin rates of all accounts in this tier.")
    ),
    "open_balance": Figure(
        N_("Receivables"),
        N_("What the customer has not yet paid: as given in the list of accounts, else orders minus payments to date."),
    ),
    "credit_limit": Figure(N_("Credit limit"), N_("As given in the list of accounts.")),
    "days_since_contact": Figure(
        N_("Last contact"), N_("Days from the last recorded visit, call or message to today's date.")
    ),
    "contact_interval": Figure(
        N_("Contact interval"),
        N_(
            "Days between two contacts that the tier is promised: S 14, A 30, B 60, C 90; twice as many where "
            "the value type is intrinsic."
        ),
    ),
    "satisfaction_scale": Figure(N_("Highest satisfaction"), N_("5: very satisfied.")),
    "change_share": Figure(
        N_("Share of the change"),
        N_("Change in revenue of the product family / change in revenue of the account, against the previous period."),
    ),
    "months_below": Figure(
        N_("Months below last year"),
        N_("Number of the last 12 months with less revenue than the same month a year earlier."),
    ),
    "months_compared": Figure(
        N_("Months compared"), N_("Number of the last 12 months whose month a year earlier lies in the data.")
    ),
    "roles_known": Figure(
        N_("Buying roles known"),
        N_("Number of the five buying roles (executive, economic buyer, technical buyer, user, coach) with a contact."),
    ),
    "realised_points": Figure(
        N_("Realised value"), N_("Score over the criteria of realised value alone, 0 to 100."), judged=True
    ),
    "potential_points": Figure(
        N_("Potential and influence"),
        N_("Mean of the scores over the criteria of potential and of influence, 0 to 100."),
        judged=True,
    ),
    "class_cut": Figure(N_("Limit of high value"), N_("Points from which a value counts as high; set in the model.")),
    "gates_failed": Figure(N_("Gates not passed"), N_("Number of gates that lowered the tier."), judged=True),
}
