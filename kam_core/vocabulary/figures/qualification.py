"""Figures of Qualify: accounts in S and A that fail a check, and the money that rests on unknown checks."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

QUALIFICATION: dict[str, Figure] = {
    "failed_top_tier_accounts": Figure(
        N_("No key accounts in S and A"),
        N_(
            "Number of accounts in tier S or A that fail a check about them: product fit, central purchasing or "
            "recurring purchasing."
        ),
        judged=True,
    ),
    "open_check_stake": Figure(
        N_("Money on open checks"),
        N_(
            "Sum over the accounts in S and A with an open check about them: the larger of their revenue in this "
            "period and in the comparison period."
        ),
        judged=True,
    ),
}
