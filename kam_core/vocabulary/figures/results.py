"""Figures of Results: revenue, margin, customers and key accounts."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

RESULTS: dict[str, Figure] = {
    "revenue": Figure(N_("Revenue"), N_("Sum of all order lines in the window: sales minus returns and credit notes.")),
    "revenue_prior": Figure(N_("Revenue of the window before"), N_("The same sum over the window before.")),
    "revenue_change": Figure(
        N_("Change of revenue"), N_("(Revenue − revenue of the window before) / revenue of the window before.")
    ),
    "last_three": Figure(
        N_("Last three months"),
        N_("Revenue of the last three complete months, whatever the window; an unfinished month is left out."),
    ),
    "three_before": Figure(N_("Three months before"), N_("Revenue of the three months before the last three.")),
    "last_three_change": Figure(
        N_("Change of the last three months"),
        N_("(Revenue of the last three complete months − that of the three before) / that of the three before."),
    ),
    "target": Figure(
        N_("Target"),
        N_("Sum of the revenue targets of the window's complete months; an account's only where its owner has none."),
    ),
    "target_share": Figure(
        N_("Target reached"), N_("Revenue of the complete months with a target / target of the same months.")
    ),
    "target_difference": Figure(
        N_("Difference to the target"), N_("Revenue of the complete months with a target − target of the same months.")
    ),
    "target_months": Figure(N_("Months with a target"), N_("Complete months of the window that have a target.")),
    "complete_months": Figure(N_("Complete months"), N_("Months of the data that are complete at the as-of date.")),
    "margin": Figure(
        N_("Margin"),
        N_(
            "Revenue minus cost of goods, over the order lines whose cost or margin is known. "
            "The rate divides by the revenue of the same lines."
        ),
    ),
    "margin_rate_prior": Figure(
        N_("Margin rate before"), N_("Margin / revenue of the lines with a margin, over the window before.")
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
    "key_accounts": Figure(
        N_("Key accounts"),
        N_("Number of accounts in tier S or A that fail none of the answered checks about them."),
        judged=True,
    ),
    "key_accounts_before": Figure(
        N_("Key accounts before"),
        N_("Number of the same accounts that were key accounts at the earlier date, under the same model."),
        judged=True,
    ),
    "key_revenue": Figure(
        N_("Revenue of key accounts"), N_("Revenue above zero of the key accounts in the window."), judged=True
    ),
    "key_accounts_cooling": Figure(
        N_("Key accounts cooling (number)"), N_("Number of cooling accounts that are or were key."), judged=True
    ),
    "key_revenue_share": Figure(
        N_("Revenue share of key accounts"),
        N_("Revenue of the key accounts / revenue of all accounts above zero."),
        judged=True,
    ),
}
