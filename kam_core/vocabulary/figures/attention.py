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
}
