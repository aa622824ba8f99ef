"""Figures of influence: referrals, their reach and money, and the industry of a lighthouse account."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

INFLUENCE: dict[str, Figure] = {
    "referred_accounts": Figure(
        N_("Accounts by referral"), N_("Accounts whose entry names another account that referred them.")
    ),
    "referred_key_accounts": Figure(N_("S or A by referral"), N_("Accounts by referral whose tier is S or A.")),
    "referred_revenue": Figure(
        N_("Revenue by referral"), N_("Revenue in the window of the accounts that this account referred.")
    ),
    "referred_revenue_total": Figure(
        N_("Revenue by referral, ever"), N_("Revenue ever of the accounts that this account referred.")
    ),
    "second_level_accounts": Figure(
        N_("Second level"), N_("Accounts that were referred by the accounts that this account referred.")
    ),
    "second_level_revenue": Figure(
        N_("Revenue of the second level"), N_("Revenue in the window of the accounts of the second level.")
    ),
    "referral_reach": Figure(N_("Reach"), N_("Accounts referred directly + half of the second level.")),
    "industry_buyers": Figure(
        N_("Active customers of the industry"),
        N_("Accounts of the lighthouse's industry with revenue above 0 in these months, without the lighthouse."),
    ),
    "industry_revenue": Figure(
        N_("Revenue of the industry"),
        N_("Revenue of the lighthouse's industry in these months, without the lighthouse."),
    ),
    "preset_changes": Figure(
        N_("Changes by value alone"),
        N_("Accounts whose tier under the preset Value only is another than under Standard."),
    ),
    "preset_changes_revenue": Figure(
        N_("Revenue of the changes"),
        N_("Revenue in the window of the accounts whose tier differs between the presets."),
    ),
}
