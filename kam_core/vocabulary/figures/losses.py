"""Figures of contracts to renew and of lost accounts."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

LOSSES: dict[str, Figure] = {
    "renewals": Figure(
        N_("Contracts to renew"),
        N_(
            "Contracts that end within the days named, counted from the working day, neither renewed nor followed by a "
            "later contract of the same type; late: they ended within the last 365 days."
        ),
    ),
    "renewals_money": Figure(
        N_("Money on contracts to renew"),
        N_(
            "Sum of the contract values; without a value, once per account, the larger of its revenue in this period "
            "and in the comparison period."
        ),
    ),
    "lost_accounts": Figure(
        N_("Lost accounts"),
        N_("Accounts with revenue in the previous window and none in this one, and ended ones with revenue at stake."),
    ),
    "lost_stake": Figure(
        N_("Revenue lost"),
        N_("Sum over the lost accounts: the larger of their revenue in this period and in the comparison period."),
    ),
    "lost_unexplained": Figure(
        N_("Lost without a reason"), N_("Lost accounts without a reason noted since their last purchase.")
    ),
    "losses_noted": Figure(N_("Noted losses"), N_("Accounts with a noted reason for leaving; the last one counts.")),
    "loss_reason_accounts": Figure(
        N_("Accounts by reason"), N_("Accounts that left for this reason, by the last one noted for each.")
    ),
    "loss_reason_share": Figure(N_("Share of the reason"), N_("Accounts with this reason / all noted losses.")),
}
