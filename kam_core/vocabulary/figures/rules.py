"""Figures of Rules: robustness, comparison of methods, back-test, buffers, weights and seats."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

RULES: dict[str, Figure] = {
    "firmness": Figure(
        N_("Firmness"),
        N_(
            "How often the account stays in its tier when the weights are drawn at random: solid in at least 90% of "
            "the draws, fragile in less than 60%, or when tied at a cut."
        ),
        judged=True,
    ),
    "tier_share": Figure(
        N_("Share of draws"), N_("Random draws of the weights that put the account in this tier / all draws.")
    ),
    "swing": Figure(
        N_("Points at stake"),
        N_("Score if all missing data of the account earned 100 points − score if they earned 0."),
        judged=True,
    ),
    "change": Figure(
        N_("Points"),
        N_("The smallest change that moves the account to another tier; everything else stays the same."),
        judged=True,
    ),
    "rank_score": Figure(
        N_("Rank by score"), N_("Place among the compared accounts, highest score first."), judged=True
    ),
    "rank_topsis": Figure(
        N_("Rank by TOPSIS"), N_("Place among the compared accounts, highest closeness first."), judged=True
    ),
    "closeness": Figure(
        N_("Closeness"),
        N_("Distance to the worst values / (distance to the worst + distance to the best), 0 to 1."),
        judged=True,
    ),
    "back_test.key": Figure(
        N_("S and A at that time"),
        N_("Number of accounts that the model had in S and A at the past month-end."),
        judged=True,
    ),
    "back_test.accounts": Figure(
        N_("Of these, lost"),
        N_("Number of these S and A accounts that made no purchase in the months after."),
        judged=True,
    ),
    "back_test.of_accounts": Figure(
        N_("Share of lost accounts"),
        N_("Lost S and A accounts / all lost accounts, with the 95% interval."),
        judged=True,
    ),
    "back_test.revenue": Figure(
        N_("Revenue of lost accounts"),
        N_("Revenue of the lost S and A accounts in the window before the past month-end."),
        judged=True,
    ),
    "back_test.of_revenue": Figure(
        N_("Share of revenue lost"),
        N_("Revenue of the lost S and A accounts / revenue of all lost accounts, with the 95% interval."),
        judged=True,
    ),
    "back_test.base": Figure(
        N_("Share of total revenue"),
        N_("Revenue of all S and A accounts at that time / revenue of all accounts: what chance alone would give."),
        judged=True,
    ),
    "replay.flips": Figure(
        N_("Tier changes"), N_("Changes from one tier to another between neighbouring month-ends, with this buffer.")
    ),
    "replay.avoided": Figure(
        N_("Changes avoided"), N_("Tier changes without a buffer − tier changes with this buffer.")
    ),
    "replay.later": Figure(
        N_("Delay of upgrades (account-months)"),
        N_("Sum over all accounts of the months in which the buffer kept them in a lower tier."),
    ),
    "replay.accounts": Figure(
        N_("Accounts delayed"), N_("Number of accounts that the buffer ever kept in a lower tier.")
    ),
    "replay.longer": Figure(
        N_("Delay of downgrades (account-months)"),
        N_("Sum over all accounts of the months in which the buffer kept them in a higher tier."),
    ),
    "weight.nominal": Figure(N_("Share of weight"), N_("Weight of the criterion / weight of all criteria in use.")),
    "weight.effective": Figure(
        N_("Share of score differences"),
        N_(
            "Covariance of the criterion's contribution with the score / variance of the score. Below zero where it "
            "works against the others."
        ),
    ),
    "seats.places": Figure(
        N_("Seats"), N_("The smaller of the limit of accounts and available hours / hours per account.")
    ),
    "seats.used": Figure(N_("Used"), N_("Number of accounts in this tier, manual tiers included.")),
    "seats.free": Figure(N_("Free"), N_("Seats − used seats, at least 0.")),
    "seats.waiting": Figure(
        N_("Waiting"), N_("Number of accounts that went one tier down because all seats were taken.")
    ),
    "models.key_share": Figure(
        N_("Revenue share of S and A"),
        N_("Revenue of the accounts in S and A / revenue of all accounts above zero."),
        judged=True,
    ),
}
