"""Figures of cash and of finance's books: collected, open, overdue, and the difference to control totals."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

CASH: dict[str, Figure] = {
    "signed": Figure(
        N_("Signed"),
        N_("Values of contracts that start in the window; without contract values, won deals that closed in it."),
    ),
    "collected": Figure(N_("Collected"), N_("Sum of the payments dated in the window.")),
    "collection_rate": Figure(
        N_("Collection rate"), N_("Collected / revenue of the window; above 100% where older invoices were paid.")
    ),
    "open_balance_total": Figure(
        N_("Open balance"),
        N_(
            "Sum of what accounts have not yet paid: as given in the list of accounts, else orders minus payments to "
            "date. Advance payments are not deducted."
        ),
    ),
    "overdue_total": Figure(N_("Overdue"), N_("Open balance of the accounts whose payments are late.")),
    "overdue_accounts": Figure(N_("Overdue accounts"), N_("Number of accounts whose payments are late.")),
    "over_limit_accounts": Figure(
        N_("Over the credit limit"), N_("Number of accounts whose open balance exceeds their credit limit.")
    ),
    "over_limit_total": Figure(
        N_("Above the credit limit"), N_("Open balance − credit limit, summed over the accounts that exceed it.")
    ),
    "over_limit": Figure(N_("Over limit by"), N_("Open balance − credit limit where it is exceeded.")),
    "late_payments": Figure(N_("Late payments"), N_("Number of payments that came after their due day.")),
    "control_months": Figure(N_("Months compared"), N_("Complete months for which finance booked a figure.")),
    "control_months_apart": Figure(
        N_("Months that differ"), N_("Months whose revenue differs from finance's by a currency unit or more.")
    ),
    "control_ours": Figure(
        N_("Our revenue"), N_("Revenue of all accounts over the months compared, whatever owner is chosen.")
    ),
    "control_booked": Figure(N_("Booked by finance"), N_("Sum of the control totals over the months compared.")),
}
