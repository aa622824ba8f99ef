"""Measures of the relation to an account: wallet, credit, voice, cost, referrals, needs, and judged criteria."""

from __future__ import annotations

from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.measures.measure import Measure
from kam_core.vocabulary.message import N_

JUDGED_FORMULA = N_("Average of the scores people gave on the latest day it was assessed (1–5).")
QUESTIONS = ("meets_our_management", "compensates_loss")
"""Criteria whose labels are whole sentences, so that their marks need no unit."""


def _judged(criterion: JudgedCriterion) -> Measure:
    """A criterion that people assess from 1 to 5."""
    unit = "" if criterion.name in QUESTIONS else N_("of 5")
    return Measure(criterion.name, Kind.NUMBER, criterion.label, JUDGED_FORMULA, "assessments", unit)


RELATIONSHIP_MEASURES = (
    Measure(
        "wallet_share",
        Kind.SHARE,
        N_("Share of wallet"),
        N_(
            "Revenue in the window / what the account spends in our category in the same time (yearly wallet × months "
            "/ 12). Blank without a wallet."
        ),
        "accounts",
    ),
    Measure(
        "wallet_headroom",
        Kind.MONEY,
        N_("Wallet headroom"),
        N_("Wallet for the length of the window − revenue in the window, at least 0. Blank without a wallet."),
        "accounts",
    ),
    Measure(
        "credit_days_overdue",
        Kind.DAYS,
        N_("Days overdue"),
        N_("Days by which the account's payments are late, as given in the accounts file. Blank where not given."),
        "accounts",
    ),
    Measure(
        "satisfaction",
        Kind.NUMBER,
        N_("Satisfaction"),
        N_("Average of the answers to surveys in the last 12 months, 1 to 5. Blank without an answer."),
        "feedback",
        N_("of 5"),
    ),
    Measure(
        "nps",
        Kind.NUMBER,
        N_("Net promoter score"),
        N_(
            "Percentage of promoters (9–10) − percentage of detractors (0–6) in the surveys of the last 12 months, "
            "−100 to 100. Blank without an answer."
        ),
        "feedback",
    ),
    Measure(
        "open_complaints",
        Kind.COUNT,
        N_("Open complaints"),
        N_("Number of complaints that were not closed on the as-of date."),
        "feedback",
    ),
    Measure(
        "touch_recency_days",
        Kind.DAYS,
        N_("Days since the last touch"),
        N_("As-of date − day of the last recorded touch. Blank without a touch."),
        "touches",
    ),
    Measure(
        "account_cost",
        Kind.MONEY,
        N_("Account cost"),
        N_(
            "Sum of the costs of winning and serving the account in the window. Discounts are left out: revenue is "
            "net of them already."
        ),
        "account_costs",
    ),
    Measure(
        "cost_to_serve",
        Kind.MONEY,
        N_("Cost to serve"),
        N_("Account cost in the window without the cost of winning the account."),
        "account_costs",
    ),
    Measure(
        "return_on_account",
        Kind.SHARE,
        N_("Account return"),
        N_("(Margin − account cost) / account cost, in the window. Blank where the cost is zero or margin is unknown."),
        "account_costs",
    ),
    Measure(
        "referral_value",
        Kind.MONEY,
        N_("Referral value"),
        N_("Margin in the window of the accounts it referred + half the margin of the accounts that those referred."),
        "accounts",
    ),
    Measure(
        "needs",
        Kind.MONEY,
        N_("Weighted needs"),
        N_(
            "Sum over the account's known needs: value × probability × 1 for short, 0.6 for medium and 0.3 for long "
            "term. Blank without needs."
        ),
        "needs",
    ),
    *(_judged(criterion) for criterion in CRITERIA.values()),
)
