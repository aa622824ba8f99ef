"""Figures of Results: revenue, margin, customers and key accounts."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

RESULTS: dict[str, Figure] = {
    "revenue": Figure(N_("Revenue"), N_("Sum of all order lines in the window: sales minus returns and credit notes.")),
    "margin": Figure(
        N_("Margin"),
        N_(
            "Revenue minus cost of goods, over the order lines whose cost or margin is known. "
            "The rate divides by the revenue of the same lines."
        ),
    ),
    "cooling_stake": Figure(
        N_("Key accounts cooling"),
        N_(
            "Sum over cooling accounts that are or were key: the larger of their revenue in this period and in "
            "the comparison period."
        ),
        judged=True,
    ),
    "active_customers": Figure(N_("Active customers"), N_("Number of accounts with revenue above zero in the window.")),
    "accounts": Figure(N_("Accounts"), N_("Number of accounts, with prospects and with those that no longer buy.")),
    "key_accounts": Figure(N_("Key accounts"), N_("Number of accounts in tier S or A."), judged=True),
    "key_revenue_share": Figure(
        N_("Revenue share of key accounts"),
        N_("Revenue of the key accounts / revenue of all accounts above zero."),
        judged=True,
    ),
}
