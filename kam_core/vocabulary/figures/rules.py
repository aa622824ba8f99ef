"""Figures of Rules: robustness, comparison of methods, back-test, buffers, weights and seats."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

RULES: dict[str, Figure] = {
    "top_tier_accounts": Figure(
        N_("Accounts in S and A"),
        N_("Number of accounts in tier S or A, with those that a failed check keeps from being key accounts."),
        judged=True,
    ),
    "top_tier_revenue_share": Figure(
        N_("Revenue share of S and A"),
        N_("Revenue of the accounts in S and A / revenue of all accounts above zero."),
        judged=True,
    ),
    "firmness": Figure(
        N_("Tier stability"),
        N_(
            "How often the account keeps its tier when the weights are drawn at random: stable in at least 90% of "
            "the draws, borderline in less than 60%, or when tied at a cut."
        ),
        judged=True,
    ),
    "stable_top_tier_accounts": Figure(
        N_("Stable accounts in S and A"),
        N_("Number of accounts in S or A that keep their tier in at least 90% of the random draws of the weights."),
        judged=True,
    ),
    "weight_range": Figure(
        N_("Range of weights"), N_("Each weight is drawn evenly between this much below and this much above it.")
    ),
    "tied_accounts": Figure(
        N_("Tied accounts"),
        N_("Number of accounts whose score equals that of an account on the other side of a cut."),
    ),
    "rated_pairs": Figure(N_("Rated pairs"), N_("Number of pairs of criteria that were compared, or must be.")),
    "group_weight": Figure(
        N_("Weight of the largest group"), N_("Sum of the weights of the group / sum over all criteria with data.")
    ),
    "tier_changes": Figure(
        N_("Tier changes"), N_("Number of accounts whose tier under the draft differs from the tier that holds now.")
    ),
    "tiered_accounts": Figure(N_("Tiered accounts"), N_("Number of accounts with a tier: all that ever bought.")),
    "draft_key_share": Figure(
        N_("Revenue share of S and A, now and under the draft"),
        N_("Revenue of the accounts in S and A / revenue of all accounts above zero."),
        judged=True,
    ),
    "key_share_change": Figure(
        N_("Change of the share of S and A"),
        N_("Revenue share of S and A under the draft − revenue share that holds now, in points."),
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
