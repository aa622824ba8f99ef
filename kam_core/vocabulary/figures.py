"""Figures of the screens beside the account measures: label, formula, and whether people judge a part of them."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.vocabulary.message import N_


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a screen. `judged`: whether people's judgements are part of it."""

    label: str
    formula: str
    judged: bool = False


FIGURES: dict[str, Figure] = {
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
    "top10_share": Figure(
        N_("Top-10 share"),
        N_("Revenue of the ten largest accounts / revenue of all accounts with revenue above zero."),
    ),
    "active_customers": Figure(N_("Active customers"), N_("Number of accounts with revenue above zero in the window.")),
    "top20_share": Figure(N_("Top 20%"), N_("Share of the largest fifth (rounded up) in everything above zero.")),
    "n80": Figure(
        N_("80% comes from the top"), N_("The smallest number that together make 80% of everything above zero.")
    ),
    "gini": Figure(
        N_("Gini"),
        N_(
            "Twice the area between the Lorenz curve and the line of equal shares: 0 if all are equal, 1 if one "
            "has everything."
        ),
    ),
    "hhi": Figure(
        N_("HHI"),
        N_("Herfindahl-Hirschman index: the sum of the squared percentage shares; 10,000 if one has everything."),
    ),
    "effective_number": Figure(
        N_("Effective number"),
        N_("10,000 / HHI: the number of equal-sized ones that would give the same concentration."),
    ),
    "score": Figure(
        N_("Score"),
        N_("Sum of weight × points over the criteria with data / sum of these weights, 0 to 100."),
        judged=True,
    ),
    "rank": Figure(
        N_("Rank by score"),
        N_("Place among the active customers, highest score first; equal scores by account id."),
        judged=True,
    ),
    "stage": Figure(
        N_("Stage"),
        N_(
            "From the account's own purchases: prospect, initial, deepening, mature; cooling when it is silent for "
            "longer than its usual gap or revenue and purchases fall; ended after a long silence."
        ),
    ),
    "tier": Figure(
        N_("Tier"), N_("By score and cut, then hysteresis, gates, seats and manual tiers, in this order."), judged=True
    ),
    "share": Figure(N_("Share"), N_("Its amount / sum of all amounts above zero.")),
    "cumulative": Figure(
        N_("Cumulative share"), N_("Sum of the amounts down to this row / sum of all amounts above zero.")
    ),
    "value": Figure(N_("Amount"), N_("The measure chosen above, added up over the accounts of the row.")),
    "stake": Figure(
        N_("Revenue at stake"),
        N_("The larger of the account's revenue in this period and in the comparison period."),
    ),
    "yearly_revenue": Figure(
        N_("Average yearly revenue"), N_("Total revenue / years from the first to the last purchase, at least one.")
    ),
    "overdue_money": Figure(N_("Overdue"), N_("Open balance of an account whose payments are late.")),
    "history": Figure(
        N_("Last 12 months"), N_("Revenue by month; the highest month of each account has the full height.")
    ),
    "prospect_points": Figure(
        N_("Potential (points)"),
        N_("Score over the criteria of potential, influence and fit alone, 0 to 100."),
        judged=True,
    ),
    "coverage": Figure(
        N_("Coverage"),
        N_("Weight of the criteria with data for the account / weight of all criteria in use."),
        judged=True,
    ),
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
"""Names with a dot are columns of one table alone, which comes first."""

ALIASES = {"scores": "score", "move": "tier", "tier_then": "tier", "tier_now": "tier"}
"""Column of a list → the figure that it shows."""
