"""All account measures: kind, label, unit and the table that each needs."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.message import N_


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of the account frame."""

    name: str
    kind: Kind
    label: str
    needs: str = "transactions"
    unit: str = ""
    """The unit of a plain number, for example 1/month; other kinds imply their unit."""


_ALL = (
    Measure("revenue", Kind.MONEY, N_("Revenue")),
    Measure("revenue_prior", Kind.MONEY, N_("Revenue, previous window")),
    Measure("revenue_total", Kind.MONEY, N_("Total revenue")),
    Measure("growth", Kind.SHARE, N_("Growth")),
    Measure("revenue_share", Kind.SHARE, N_("Share of revenue")),
    Measure("margin", Kind.MONEY, N_("Margin")),
    Measure("costed_revenue", Kind.MONEY, N_("Revenue of lines with margin data")),
    Measure("margin_rate", Kind.SHARE, N_("Margin rate")),
    Measure("discount_rate", Kind.SHARE, N_("Discount rate")),
    Measure("purchased", Kind.MONEY, N_("Gross purchases")),
    Measure("purchases", Kind.COUNT, N_("Purchases")),
    Measure("purchases_prior", Kind.COUNT, N_("Purchases, previous window")),
    Measure("purchases_total", Kind.COUNT, N_("Total purchases")),
    Measure("recency_days", Kind.DAYS, N_("Days since the last purchase")),
    Measure("tenure_days", Kind.DAYS, N_("Days since the first purchase")),
    Measure("active_months", Kind.COUNT, N_("Active months")),
    Measure("gap_days", Kind.NUMBER, N_("Usual gap between purchases"), unit=N_("days")),
    Measure("regularity", Kind.SHARE, N_("Regularity")),
    Measure("largest_purchase_share", Kind.SHARE, N_("Largest purchase's share")),
    Measure("cycles", Kind.COUNT, N_("Returns after a long break")),
    Measure("continuity", Kind.NUMBER, N_("Continuity"), unit=N_("years and cycles")),
    Measure("product_breadth", Kind.COUNT, N_("Products bought")),
    Measure("slope", Kind.NUMBER, N_("Monthly trend"), unit=N_("per month")),
    Measure("p_alive", Kind.SHARE, N_("Probability of being active")),
    Measure("expected_purchases", Kind.NUMBER, N_("Expected purchases"), unit=N_("purchases")),
    Measure("expected_value", Kind.MONEY, N_("Expected value")),
    Measure("wallet_share", Kind.SHARE, N_("Share of wallet"), "accounts"),
    Measure("wallet_headroom", Kind.MONEY, N_("Wallet headroom"), "accounts"),
    Measure("credit_days_overdue", Kind.DAYS, N_("Days overdue"), "accounts"),
    Measure("satisfaction", Kind.NUMBER, N_("Satisfaction"), "feedback", N_("of 5")),
    Measure("nps", Kind.NUMBER, N_("Net promoter score"), "feedback"),
    Measure("open_complaints", Kind.COUNT, N_("Open complaints"), "feedback"),
    Measure("touch_recency_days", Kind.DAYS, N_("Days since the last touch"), "touches"),
    Measure("account_cost", Kind.MONEY, N_("Account cost"), "account_costs"),
    Measure("return_on_account", Kind.SHARE, N_("Account return"), "account_costs"),
    Measure("referral_value", Kind.MONEY, N_("Referral value"), "accounts"),
    Measure("needs", Kind.MONEY, N_("Weighted needs"), "needs"),
    Measure("brand_lighthouse", Kind.NUMBER, N_("Brand and lighthouse effect"), "assessments", N_("of 5")),
    Measure("referrals", Kind.NUMBER, N_("Referrals, judged"), "assessments", N_("of 5")),
    Measure("innovation", Kind.NUMBER, N_("Innovation"), "assessments", N_("of 5")),
    Measure("raises_our_standard", Kind.NUMBER, N_("Raises our standard"), "assessments", N_("of 5")),
    Measure("mutual_dependence", Kind.NUMBER, N_("Mutual dependence"), "assessments", N_("of 5")),
    Measure("fit", Kind.NUMBER, N_("Fit"), "assessments", N_("of 5")),
    Measure("environment", Kind.NUMBER, N_("Environment"), "assessments", N_("of 5")),
    Measure("management_quality", Kind.NUMBER, N_("Management quality"), "assessments", N_("of 5")),
    Measure("stickiness", Kind.NUMBER, N_("Stickiness"), "assessments", N_("of 5")),
    Measure("meets_our_management", Kind.NUMBER, N_("Their top management meets ours"), "assessments"),
    Measure("compensates_loss", Kind.NUMBER, N_("Would compensate a loss they caused"), "assessments"),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _ALL}

LEGACY_MEASURE_NAMES = {
    "orders": "purchases",
    "orders_prior": "purchases_prior",
    "orders_total": "purchases_total",
    "largest_order_share": "largest_purchase_share",
    "expected_orders": "expected_purchases",
}
"""Former name in model documents → present name."""

FLAGS = ("recurring", "mutual_dependence_passed", "invest")
"""Qualification flags beside the measures: two checks (true, false, unknown) and strategic investment."""

JUDGED: tuple[str, ...] = tuple(m.name for m in _ALL if m.needs == "assessments")
"""The criteria that people assess from 1 to 5."""
