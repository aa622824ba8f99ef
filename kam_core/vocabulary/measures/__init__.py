"""All account measures by name: kind, label, formula, unit and the table that each needs."""

from __future__ import annotations

from kam_core.vocabulary.measures.measure import Measure
from kam_core.vocabulary.measures.purchase_measures import PURCHASE_MEASURES
from kam_core.vocabulary.measures.relationship_measures import RELATIONSHIP_MEASURES

__all__ = ["FLAGS", "JUDGED", "LEGACY_MEASURE_NAMES", "MEASURES", "Measure"]

MEASURES: dict[str, Measure] = {measure.name: measure for measure in (*PURCHASE_MEASURES, *RELATIONSHIP_MEASURES)}

LEGACY_MEASURE_NAMES = {
    "orders": "purchases",
    "orders_prior": "purchases_prior",
    "orders_total": "purchases_total",
    "largest_order_share": "largest_purchase_share",
    "expected_orders": "expected_purchases",
}
"""Former name in model documents → present name."""

FLAGS = (
    "recurring", "mutual_dependence_passed", "invest", "product_fits", "buys_centrally", "disqualified",
)  # fmt: skip
"""Qualification flags beside the measures: checks (true, false, unknown), strategic investment, and whether a check
failed that an account must pass to be key."""

JUDGED: tuple[str, ...] = tuple(measure.name for measure in MEASURES.values() if measure.needs == "assessments")
"""The criteria that people assess from 1 to 5."""
