"""Figures of churn risk: accounts, expected loss and money at stake of those that may leave."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

CHURN_RISK: dict[str, Figure] = {
    "risk_accounts": Figure(N_("Accounts"), N_("Number of accounts that have bought and have not ended.")),
    "expected_loss": Figure(
        N_("Expected loss"), N_("Sum of money at stake × churn risk over the accounts; ended accounts are left out.")
    ),
    "expected_loss_share": Figure(N_("Share of the money at stake"), N_("Expected loss / money at stake.")),
    "risk_stake": Figure(
        N_("Money at stake"), N_("Sum of the larger of revenue in the window and in the window before.")
    ),
    "churn_risk": Figure(
        N_("Churn risk"),
        N_("1 − the chance to stay × Π (1 − weight) over the warnings that apply; an unknown warning does not count."),
    ),
    "risk_line": Figure(N_("Risk from which an account may leave"), N_("Set with the weights of the warnings.")),
    "left_accounts": Figure(
        N_("Accounts that left"), N_("Accounts that had not ended at the earlier date and bought nothing in 12 months.")
    ),
    "warned_accounts": Figure(
        N_("Accounts warned"), N_("Accounts that were cooling or at a risk of 50% or more three months before.")
    ),
    "quiet_accounts": Figure(
        N_("Accounts found by the plain rule"), N_("Accounts silent for more than twice their usual gap.")
    ),
}
