"""Measures of what an account buys: revenue, margin, purchases, rhythm and expected business."""

from __future__ import annotations

from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures.measure import Measure
from kam_core.vocabulary.message import N_

PURCHASE_MEASURES = (
    Measure(
        "revenue",
        Kind.MONEY,
        N_("Revenue"),
        N_("Sum of the account's order lines in the window: sales minus returns and credit notes."),
    ),
    Measure(
        "revenue_prior",
        Kind.MONEY,
        N_("Revenue, previous window"),
        N_("Sum of the account's order lines in the window it is compared with, which is as long as this one."),
    ),
    Measure(
        "revenue_total",
        Kind.MONEY,
        N_("Total revenue"),
        N_("Sum of all order lines of the account up to the as-of date."),
    ),
    Measure(
        "growth",
        Kind.SHARE,
        N_("Growth"),
        N_(
            "(Revenue in the window − revenue in the previous window) / revenue in the previous window. Blank where "
            "that revenue is zero or below, where the first purchase was in its later half, or where the data start "
            "inside it."
        ),
    ),
    Measure(
        "revenue_share",
        Kind.SHARE,
        N_("Share of revenue"),
        N_("Revenue in the window / revenue of all accounts with revenue above zero."),
    ),
    Measure(
        "margin",
        Kind.MONEY,
        N_("Margin"),
        N_(
            "Revenue minus cost of goods, over the order lines in the window whose cost or margin is known. Blank "
            "where the account's lines have neither."
        ),
    ),
    Measure(
        "costed_revenue",
        Kind.MONEY,
        N_("Revenue of lines with margin data"),
        N_("Sum of the order lines in the window whose cost or margin is known."),
    ),
    Measure(
        "margin_rate",
        Kind.SHARE,
        N_("Margin rate"),
        N_("Margin / revenue of the same order lines, in the window. Blank where no line has a cost or margin."),
    ),
    Measure(
        "discount_rate",
        Kind.SHARE,
        N_("Discount rate"),
        N_("1 − amount / list price, over the order lines in the window with a list price. Blank where none has one."),
    ),
    Measure(
        "purchased",
        Kind.MONEY,
        N_("Gross purchases"),
        N_("Sum of the purchases in the window, before days with a net credit are deducted."),
    ),
    Measure(
        "purchases",
        Kind.COUNT,
        N_("Purchases"),
        N_("Number of purchases in the window. A purchase is one order on one day with a net amount above zero."),
    ),
    Measure(
        "purchases_prior",
        Kind.COUNT,
        N_("Purchases, previous window"),
        N_("Number of purchases in the window it is compared with."),
    ),
    Measure(
        "purchases_total",
        Kind.COUNT,
        N_("Total purchases"),
        N_("Number of all purchases up to the as-of date."),
    ),
    Measure(
        "recency_days",
        Kind.DAYS,
        N_("Days since the last purchase"),
        N_("As-of date − day of the last purchase. Blank without a purchase."),
    ),
    Measure(
        "tenure_days",
        Kind.DAYS,
        N_("Days since the first purchase"),
        N_("As-of date − day of the first purchase. Blank without a purchase."),
    ),
    Measure(
        "active_months",
        Kind.COUNT,
        N_("Active months"),
        N_("Number of months in the window with at least one purchase."),
    ),
    Measure(
        "gap_days",
        Kind.NUMBER,
        N_("Usual gap between purchases"),
        N_(
            "Days between the first and the last purchase / (days with a purchase − 1), over the whole history. Blank "
            "with fewer than three days with a purchase."
        ),
        unit=N_("days"),
    ),
    Measure(
        "regularity",
        Kind.SHARE,
        N_("Regularity"),
        N_(
            "Active months / months in which the account's usual gap leads one to expect a purchase, at most 100%. "
            "Blank without a usual gap."
        ),
    ),
    Measure(
        "largest_purchase_share",
        Kind.SHARE,
        N_("Largest purchase's share"),
        N_("Largest purchase in the window / sum of all purchases in the window. Blank without a purchase."),
    ),
    Measure(
        "cycles",
        Kind.COUNT,
        N_("Returns after a long break"),
        N_("Number of times it bought again after more than a year, and more than three times its usual gap."),
    ),
    Measure(
        "continuity",
        Kind.NUMBER,
        N_("Continuity"),
        N_("Years with purchases among the last five + returns after a long break."),
        unit=N_("years and cycles"),
    ),
    Measure(
        "product_breadth",
        Kind.COUNT,
        N_("Products bought"),
        N_("Number of different products bought in the window. Blank where the data name no products."),
    ),
    Measure(
        "slope",
        Kind.NUMBER,
        N_("Monthly trend"),
        N_(
            "Slope of the straight line through the monthly revenue of the window / average monthly revenue. Blank "
            "where revenue is zero or below."
        ),
        unit=N_("per month"),
    ),
    Measure(
        "p_alive",
        Kind.SHARE,
        N_("Probability of being active"),
        N_(
            "Probability that the account is still a customer, estimated from the number and days of its purchases "
            "(BG/NBD model). Blank until this model is fitted."
        ),
    ),
    Measure(
        "expected_purchases",
        Kind.NUMBER,
        N_("Expected purchases"),
        N_(
            "Purchases to expect in the next 12 months, estimated from the number and days of past ones (BG/NBD "
            "model). Blank until this model is fitted."
        ),
        unit=N_("purchases"),
    ),
    Measure(
        "expected_value",
        Kind.MONEY,
        N_("Expected value"),
        N_(
            "Expected purchases in the next 12 months × expected amount of one (Gamma-Gamma model). Blank until these "
            "models are fitted."
        ),
    ),
)
