"""Cuts of the nine boxes: where one box holds most active customers, cuts are proposed that spread them."""

import polars as pl

from kam_core.insight.account_matrix.nine_boxes import AxisBoundaries, box_counts, with_boxes
from kam_core.scoring.box_cuts import uneven_boxes, with_proposed_box_cuts
from kam_core.scoring.model.model import Model
from kam_core.scoring.role_cut import active_roles
from kam_core.scoring.score import utilities
from tests.scoring.test_role_cut import buyers
from tests.scoring.tier_builders import ONE

BOTH = Model.from_toml(
    ONE
    + """
[[criteria]]
name = "expected"
group = "potential"
measure = "revenue_total"
weight = 1.0
utility = { kind = "linear", lo = 0.0, hi = 1000.0 }
"""
)
"""Realised and potential points are both a tenth of the revenue: all accounts lie on the diagonal of the boxes."""


def test_four_of_five_in_the_lowest_box_are_named_and_cuts_between_them_are_proposed() -> None:
    frame = buyers(100, 200, 300, 320, 900)
    found = uneven_boxes(active_roles(frame, utilities(frame, BOTH), BOTH), BOTH)
    assert found is not None
    assert (found.accounts, found.active) == (4, 5)
    # With 10, 20, 30, 32 and 90 points three classes hold at best 2, 2 and 1: from 11 to 20 the low ones are one,
    # so the first cut is 11 (10 | 20, 30 …), and the second, above 30, is 31 (20, 30 | 32, 90).
    assert (found.proposed_cuts, found.largest_then) == ((11.0, 31.0), 2)
    cuts = with_proposed_box_cuts(BOTH, frame).box_cuts
    assert cuts is not None
    at = AxisBoundaries(*cuts, saved=False)
    boxes = box_counts(with_boxes(frame.with_columns(stage=pl.lit("mature")), points(frame), at, at))
    assert boxes["accounts"].max() == 2


def test_cuts_that_spread_the_customers_stay() -> None:
    frame = buyers(100, 200, 400, 500, 900)
    assert uneven_boxes(active_roles(frame, utilities(frame, BOTH), BOTH), BOTH) is None
    assert with_proposed_box_cuts(BOTH, frame).box_cuts is None


def test_the_cuts_are_stored_in_the_document() -> None:
    model = with_proposed_box_cuts(BOTH, buyers(100, 200, 300, 320, 900))
    assert Model.from_toml(model.to_toml()) == model


def points(frame: pl.DataFrame) -> pl.DataFrame:
    """Each account on both axes at a tenth of its revenue."""
    return frame.select("account", x=pl.col("revenue") / 100_000, y=pl.col("revenue") / 100_000)
