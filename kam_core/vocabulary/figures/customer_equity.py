"""Figures of customer equity: what accounts are worth while they stay, and what more retention adds."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

EQUITY_FORMULA = N_(
    "Sum of the present value of each account: yearly margin after cost to serve × r / (1 + 10% − r), where r is the "
    "retention rate of its tier."
)
CUSTOMER_EQUITY: dict[str, Figure] = {
    "customer_equity": Figure(N_("Customer equity"), EQUITY_FORMULA),
    "customer_equity_before": Figure(
        N_("Customer equity before"), N_("The same at the earlier date, with the retention rates of today.")
    ),
    "customer_equity_change": Figure(N_("Change in customer equity"), N_("Customer equity now / before − 1.")),
    "customer_equity_simulated": Figure(
        N_("Customer equity with other retention"), N_("Customer equity with the chosen points added to the rates.")
    ),
    "equity_gain": Figure(
        N_("Gain of equity"), N_("Customer equity with the chosen points of retention / customer equity − 1.")
    ),
    "cost_to_win_new": Figure(
        N_("Cost to win a new account"),
        N_("Mean of the costs to win of accounts whose first purchase is in the window."),
    ),
    "cost_to_win_back": Figure(
        N_("Cost to win an account back"),
        N_(
            "Mean of the costs to win since the previous window, of accounts that bought before it, not in it, and now."
        ),
    ),
}
