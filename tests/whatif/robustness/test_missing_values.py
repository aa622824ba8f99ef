"""Missing values: best and worst tier that they allow."""

import numpy as np
import pytest

from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.presets import built_in_preset
from kam_core.whatif.robustness.missing_values import enterable, missing_value_effects, rows_worth_asking
from tests.whatif.points_portfolios import portfolio

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)


def test_the_range_of_tiers_goes_from_all_blanks_at_worst_to_all_at_best() -> None:
    # 70 on half of the weight: 35 with the rest at nothing, 85 with the rest at everything.
    found = missing_value_effects(portfolio([[70.0, None, None], [50.0, 50.0, 50.0]], [50.0, 30.0, 20.0], CUT))
    assert (found.low_score[0], found.high_score[0]) == (35, 85)
    assert (found.low[0], found.high[0], found.missing[0]) == (3, 0, 2)
    assert (found.low[1], found.high[1], found.missing[1], found.ask[1]) == (2, 2, 0, -1)


def test_the_blank_to_ask_for_first_is_the_one_that_can_change_the_tier() -> None:
    # Each alone: the second 50·70/80 … + 30·100/80 = 43.75 … 81.25, the third 50 … 78.57: both change the tier,
    # the second moves more.
    found = missing_value_effects(portfolio([[70.0, None, None], [0.0, 0.0, 0.0]], [50.0, 30.0, 20.0], CUT))
    assert (found.ask[0], bool(found.decides[0])) == (1, True)
    assert found.swing[0] == pytest.approx(100 * 30 / 80)


def test_a_small_blank_that_decides_comes_before_a_large_one_that_does_not() -> None:
    # 79 on 80 of 100: the first blank (15) moves 66.5 … 82.4 and reaches S or not; with a gate it stays A.
    points = [[79.0, None, None], [0.0, 0.0, 0.0]]
    open_gates = missing_value_effects(portfolio(points, [80.0, 15.0, 5.0], CUT))
    assert (open_gates.ask[0], bool(open_gates.decides[0])) == (1, True)
    shut = missing_value_effects(portfolio(points, [80.0, 15.0, 5.0], CUT, fails_s=[0]))
    assert (shut.ask[0], bool(shut.decides[0]), shut.high[0]) == (1, False, 1)


def test_other_policies_fill_the_other_blanks_their_way() -> None:
    points = [[80.0, None, None], [0.0, 0.0, 0.0]]
    neutral = missing_value_effects(portfolio(points, [50.0, 25.0, 25.0], CUT, "neutral"))
    # 40 + 12.5 for the other blank: from 52.5 to 77.5.
    assert neutral.swing[0] == pytest.approx(25)
    assert bool(neutral.decides[0])
    assert (neutral.low_score[0], neutral.high_score[0]) == (40, 90)


def test_a_value_that_nobody_can_enter_stays_missing() -> None:
    # 70 on 50, the second blank cannot be entered: 3,500 of 70 points of weight at worst, 5,500 at best.
    points = [[70.0, None, None], [50.0, 50.0, 50.0]]
    found = missing_value_effects(portfolio(points, [50.0, 30.0, 20.0], CUT), np.array([True, False, True]))
    assert (found.low_score[0], found.high_score[0]) == (pytest.approx(50), pytest.approx(5_500 / 70))
    assert (found.ask[0], found.missing[0]) == (2, 1)


def test_growth_and_regularity_come_from_order_lines_and_satisfaction_from_people() -> None:
    model = built_in_preset("standard")
    asked = dict(zip((criterion.name for criterion in model.criteria), enterable(model).tolist(), strict=True))
    assert (asked["growth"], asked["regularity"]) == (False, False)
    assert (asked["satisfaction"], asked["wallet_headroom"], asked["fit"]) == (True, True, True)


@pytest.mark.parametrize("cut", [QuotaCut(s=0.1, a=0.2, b=0.3), CUT, ParetoCut()])
def test_the_tier_told_is_the_one_that_scoring_gives_with_the_blank_filled(cut: Cut) -> None:
    chance = np.random.default_rng(1)
    points = chance.integers(0, 6, (40, 4)) * 20.0
    points[chance.random(points.shape) < 0.3] = np.nan
    weights = [40.0, 30.0, 20.0, 10.0]
    more = {"overridden": {3: 0}, "fails_s": [0, 9], "fails_key": [5], "revenue": [row % 9 for row in range(40)]}
    found = missing_value_effects(portfolio(points, weights, cut, **more))
    for row in range(40):
        for codes, fill in ((found.low, 0.0), (found.high, 100.0)):
            filled = points.copy()
            filled[row] = np.where(np.isnan(filled[row]), fill, filled[row])
            assert codes[row] == portfolio(filled, weights, cut, **more).tiers.tier[row], (row, fill)
    assert (found.high <= found.low).all()


def test_whose_blanks_matter_come_with_the_largest_revenue_first() -> None:
    points = [[70.0, None], [70.0, None], [70.0, 10.0], [50.0, None]]
    scored = portfolio(points, [60.0, 40.0], CUT, revenue=[1, 2, 3, 4], fails_key=[3])
    found = missing_value_effects(scored)
    # The last goes from 30 to 70 points: C or A, which its gate makes B; the third has no blank.
    assert rows_worth_asking(scored, found).tolist() == [3, 1, 0]
