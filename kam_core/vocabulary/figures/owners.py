"""Figures of owners: what each looks after, the gap to the target, overdue purchases and load."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

OWNERS: dict[str, Figure] = {
    "owner_name": Figure(N_("Owner"), N_("As the accounts write the name.")),
    "owners": Figure(N_("Owners"), N_("Number of people who look after accounts; two spellings of a name are one.")),
    "accounts_without_owner": Figure(N_("Accounts without owner"), N_("Accounts whose owner is blank.")),
    "owners_below_target": Figure(
        N_("Owners below target"),
        N_("Owners whose revenue is below their target, of the complete months that have a target."),
    ),
    "owners_shortfall": Figure(
        N_("Missing to targets"), N_("Sum of target − revenue over the owners who are below their target.")
    ),
    "owner_gap": Figure(
        N_("Gap to target"), N_("Difference of revenue and target, of the complete months that have a target.")
    ),
    "owner_alert_stake": Figure(
        N_("At stake"),
        N_(
            "Sum over the owner's accounts that need attention: the larger of their revenue in this period and in the "
            "comparison period."
        ),
    ),
    "purchases_overdue": Figure(
        N_("Purchases overdue"),
        N_("Living accounts whose last purchase plus their own usual gap lies before the as-of date."),
    ),
    "purchases_stake": Figure(
        N_("Revenue at stake"),
        N_("The larger of the account's revenue in this period and in the comparison period."),
    ),
    "owner_accounts_mean": Figure(N_("Accounts per owner"), N_("Mean number of accounts of the other owners.")),
    "touch_minutes": Figure(
        N_("Minutes of touches"),
        N_("Sum of the minutes of the touches in the window, of who made them; touches without minutes count 0."),
    ),
    "touch_minutes_mean": Figure(
        N_("Minutes of touches per owner"), N_("Mean of the other owners whose touches have minutes.")
    ),
}
