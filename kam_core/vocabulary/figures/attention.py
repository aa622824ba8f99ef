"""Figures of Today: accounts that need attention, what is at stake and what is due."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

ATTENTION: dict[str, Figure] = {
    "attention_accounts": Figure(
        N_("Accounts that need attention"), N_("Number of accounts with at least one reason to act.")
    ),
    "attention_stake": Figure(
        N_("At stake"),
        N_(
            "Sum over the accounts that need attention: the larger of their revenue in this period and in the "
            "comparison period."
        ),
    ),
    "book_in_contact": Figure(
        N_("S and A in contact"),
        N_("S and A accounts whose last contact is within the promised interval: S every 14 days, A every 30 days."),
    ),
    "book_promised": Figure(
        N_("S and A with a promised contact"),
        N_("Number of active S and A accounts, by their tier as published."),
    ),
    "book_open_deals": Figure(
        N_("Open deals"),
        N_("Number of open deals, against at least 9 + 6 + 5 + 5 + 3 + 1 = 29 over the six stages."),
    ),
    "book_least_deals": Figure(
        N_("Least number of open deals"), N_("9 + 6 + 5 + 5 + 3 + 1 = 29, over the six stages of selling.")
    ),
}
