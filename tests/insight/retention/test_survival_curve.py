"""Kaplan–Meier against the textbook table of the 6-MP arm (Freireich et al. 1963)."""

from __future__ import annotations

import polars as pl
import pytest

from kam_core.insight.retention.survival_curve import share_after, survival_curve
from tests.insight.retention.cdnow import needs_reference, reference


@needs_reference
def test_the_textbook_table_is_reproduced() -> None:
    case = reference("kaplan_meier")["6-MP arm"]
    times = pl.DataFrame({"duration": case["durations"], "observed": [bool(one) for one in case["observed"]]})
    curve = survival_curve(times)
    assert curve["duration"].to_list() == [int(time) for time in case["expected_S"]]
    assert curve["survival"].to_list() == pytest.approx(case["recomputed"], abs=1e-9)
    assert curve["at_risk"].to_list() == case["at_risk"]
    assert curve["left"].to_list() == case["events"]


def test_nobody_left_keeps_all_and_the_share_falls_only_where_somebody_left() -> None:
    """Four accounts: one leaves after 1 (3/4 stay), one is seen until 2 only, one leaves after 3 (half of the two)."""
    nobody = survival_curve(pl.DataFrame({"duration": [1, 2], "observed": [False, False]}))
    assert share_after(nobody, 9) == 1.0
    times = pl.DataFrame({"duration": [1, 2, 3, 4], "observed": [True, False, True, False]})
    curve = survival_curve(times)
    assert [share_after(curve, time) for time in (0.5, 1, 2, 3, 4)] == pytest.approx([1, 0.75, 0.75, 0.375, 0.375])
