"""Flip points and safe ranges of a score cut, against exact rationals."""

import json
from fractions import Fraction

import numpy as np
import pytest

from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.vocabulary.message import UserError
from kam_core.whatif.robustness.score_cut_weight_range import flips, safe_ranges
from tests.datasets import SHARED
from tests.whatif.points_portfolios import exact_score, moved, portfolio

REFERENCE = SHARED / "reference" / "tier_flips.json"
JUST = Fraction(1, 10**9)
CASES = 440


def reached(row: list[float | None], weights: list[float], k: int, t: Fraction, cuts: list[float]) -> int:
    """The tier by cut at a share, exactly; the best is 0. Without a score nothing is reached."""
    score = exact_score(row, moved(weights, k, t))
    return sum(score is None or score < Fraction(cut) for cut in cuts)


def some_case(seed: int) -> tuple[list[list[float | None]], list[float], list[float]]:
    """Few whole points and few whole weights, so that scores often meet a cut; every second case has gaps."""
    chance = np.random.default_rng(seed)
    k = int(chance.integers(2, 6))
    points: list[list[float | None]] = (chance.integers(0, 11, (6, k)) * 10.0).tolist()
    if seed % 2:
        points = [[None if chance.random() < 0.3 else value for value in row] for row in points]
        for column in range(k):
            points[column % 6][column] = 50.0
    weights = chance.integers(0, 5, k).astype(float).tolist()
    weights[0] += 1.0
    weights[1] += float(chance.integers(0, 2))
    return points, weights, sorted((chance.integers(1, 10, 3) * 10.0).tolist(), reverse=True)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files are not here")
def test_the_flips_of_the_reference_are_met_to_the_twelfth_digit() -> None:
    """tier_flips.json: six accounts, three criteria, the first weight moved, cuts 0.45 and 0.60 (here × 100)."""
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))
    points = np.array(reference["utilities"]) * 100
    cuts = [cut * 100 for cut in reference["absolute_cuts"]]
    # The cut of S is out of everybody's reach here; A and B stand for the two of the reference.
    found = flips(portfolio(points, [50.0, 30.0, 20.0], ScoreCut(s=100.0, a=cuts[1], b=cuts[0])))
    ranges = [
        (found.share[row, 0, place], row, cut, "up" if found.up[row, 0, place] else "down")
        for place, cut in ((2, 0.45), (1, 0.6))
        for row in range(6)
        if not np.isnan(found.share[row, 0, place])
    ]
    expected = [(float(Fraction(f["t"])), f["account"], f["cut"], f["direction"]) for f in reference["absolute_flips"]]
    assert [one[1:] for one in sorted(ranges)] == [one[1:] for one in sorted(expected)]
    assert [one[0] for one in sorted(ranges)] == pytest.approx([one[0] for one in sorted(expected)], abs=1e-12, rel=0)


def test_inside_its_range_an_account_keeps_its_tier_and_just_beyond_it_does_not() -> None:
    seen = on_the_cut = 0
    for seed in range(CASES):
        points, weights, cuts = some_case(seed)
        found = portfolio(points, weights, ScoreCut(s=cuts[0], a=cuts[1], b=cuts[2]))
        ranges = safe_ranges(found)
        for row in range(len(points)):
            for k in range(len(weights)):
                low, high = ranges.low[row, k], ranges.high[row, k]
                if np.isnan(low):
                    assert weights[k] == sum(weights) or np.isnan(found.scores.score[row])
                    continue
                here = Fraction(weights[k]) / Fraction(sum(weights))
                tier = reached(points[row], weights, k, here, cuts)
                if tier != found.tiers.cut[row]:
                    # The score lies on the cut and was rounded off it; there is no exact answer to compare with.
                    continue
                assert low <= float(here) + 1e-15
                assert float(here) <= high + 1e-15
                on_the_cut += low == high
                for part in (Fraction(1, 100), Fraction(1, 2), Fraction(99, 100)):
                    inside = Fraction(low) + part * (Fraction(high) - Fraction(low))
                    if high - low > 1e-6:
                        assert reached(points[row], weights, k, inside, cuts) == tier, (seed, row, k)
                if low > 0:
                    assert reached(points[row], weights, k, Fraction(low) - JUST, cuts) != tier, (seed, row, k)
                if high < 1:
                    assert reached(points[row], weights, k, Fraction(high) + JUST, cuts) != tier, (seed, row, k)
                seen += 1
    assert seen > 5 * CASES
    assert on_the_cut > 0


def test_every_flip_is_where_the_exact_score_equals_the_cut() -> None:
    seen = 0
    for seed in range(CASES):
        points, weights, cuts = some_case(seed)
        found = flips(portfolio(points, weights, ScoreCut(s=cuts[0], a=cuts[1], b=cuts[2])))
        for row, k, place in np.argwhere(~np.isnan(found.share)).tolist():
            share = Fraction(found.share[row, k, place])
            score = exact_score(points[row], moved(weights, k, share))
            if score is None:
                assert share in (0, 1)
                continue
            assert float(score) == pytest.approx(cuts[place], abs=1e-9)
            seen += 1
    assert seen > 5 * CASES


def test_an_account_whose_scores_lie_on_both_sides_of_a_cut_has_a_flip_there() -> None:
    for seed in range(0, CASES, 2):
        points, weights, cuts = some_case(seed)
        found = flips(portfolio(points, weights, ScoreCut(s=cuts[0], a=cuts[1], b=cuts[2])))
        for row in range(len(points)):
            for k in range(len(weights)):
                if weights[k] == sum(weights):
                    continue
                ends = [exact_score(points[row], moved(weights, k, Fraction(t))) for t in (0, 1)]
                crossed = [ends[0] < cut < ends[1] or ends[1] < cut < ends[0] for cut in cuts]
                assert (~np.isnan(found.share[row, k])).tolist() == crossed


def test_a_hand_made_account_flips_where_the_line_says() -> None:
    # Points 80 and 20 at 50 : 50 are 50. The first weight at t makes 20 + 60·t: 60 at two thirds, 40 at one third.
    ranges = safe_ranges(portfolio([[80.0, 20.0]], [30.0, 30.0], ScoreCut(s=90.0, a=60.0, b=40.0)))
    assert (ranges.low[0, 0], ranges.high[0, 0]) == pytest.approx((1 / 3, 2 / 3))
    assert (ranges.low[0, 1], ranges.high[0, 1]) == pytest.approx((1 / 3, 2 / 3))
    assert ranges.total == 60


def test_a_missing_value_leaves_the_others_to_decide() -> None:
    # Without the third criterion the score is 20 + 60·x/(x + y) at weights x and y; z changes nothing.
    found = portfolio([[80.0, 20.0, None], [0.0, 0.0, 0.0]], [30.0, 30.0, 40.0], ScoreCut(s=90.0, a=60.0, b=40.0))
    ranges = safe_ranges(found)
    assert (ranges.low[0, 2], ranges.high[0, 2]) == (0, 1)
    # x : 30 = 2 : 1, with y and z keeping 3 : 4. At t the first has t, the second (1−t)·3/7: t = 6/13.
    assert ranges.high[0, 0] == pytest.approx(6 / 13)


def test_scaling_all_weights_or_changing_the_order_changes_no_range() -> None:
    points, weights, cuts = some_case(2)
    cut = ScoreCut(s=cuts[0], a=cuts[1], b=cuts[2])
    first = safe_ranges(portfolio(points, weights, cut))
    scaled = safe_ranges(portfolio(points, [weight * 8 for weight in weights], cut))
    assert np.allclose(scaled.low, first.low, atol=1e-12, rtol=0, equal_nan=True)
    turned = safe_ranges(portfolio([row[::-1] for row in points[::-1]], weights[::-1], cut))
    assert np.allclose(turned.high[::-1, ::-1], first.high, atol=1e-12, rtol=0, equal_nan=True)


def test_a_quota_has_no_flips_of_single_accounts() -> None:
    with pytest.raises(UserError, match="Choose the cut method Score"):
        safe_ranges(portfolio([[1.0, 2.0]], [1.0, 1.0], QuotaCut()))
