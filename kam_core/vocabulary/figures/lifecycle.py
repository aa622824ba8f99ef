"""Figures of the lifecycle: accounts and revenue by stage, and moves between two dates."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

LIFECYCLE: dict[str, Figure] = {
    "stage_accounts": Figure(N_("Accounts by stage"), N_("Number of accounts in the stage.")),
    "stage_revenue": Figure(N_("Revenue by stage"), N_("Revenue of the accounts in the stage.")),
    "first_purchases": Figure(
        N_("First purchases"), N_("Accounts that had not bought by the earlier date and have now.")
    ),
    "advanced": Figure(N_("Advanced"), N_("Accounts that moved to a later stage and still buy.")),
    "recovered": Figure(N_("Recovered"), N_("Accounts that were cooling or ended and buy again.")),
    "slipped": Figure(N_("Slipped"), N_("Accounts that moved to an earlier stage and still buy.")),
    "cooled": Figure(N_("Cooled or ended"), N_("Accounts that were buying and are cooling or ended now.")),
}
