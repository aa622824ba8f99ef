"""Intervals of a quota in which nobody changes side, against exact ranks at every crossing."""

import itertools
import json
from fractions import Fraction

import numpy as np
import pytest

from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.vocabulary.message import UserError
from kam_core.whatif.robustness.quota_interval import quota_intervals
from kam_core.whatif.robustness.quota_weight_range import rank_range
from tests.datasets import SHARED
from tests.whatif.points_portfolios import exact_score, moved, portfolio

REFERENCE = SHARED / "reference" / "tier_flips.json"
JUST = Fraction(1, 10**9)
APART = Fraction(1, 10**7)
"""Roots nearer than this are one crossing found twice."""
CASES = 200
Rows = list[list[float | None]]


def seated(points: Rows, weights: list[float], k: int, t: Fraction, places: int, first: int = 0) -> set[int]:
    """Who holds the places from `first` on at a share: by exact score, ties to the earlier account."""
    scores = [exact_score(row, moved(weights, k, t)) for row in points]
    ranked = sorted(range(len(points)), key=lambda row: (scores[row] is None, -(scores[row] or 0), row))
    return set(ranked[first:places])


def crossings(points: Rows, weights: list[float], k: int) -> list[float]:
    """Every share at which two accounts have the same score, by the roots of numpy's polynomials."""
    at_zero, at_one = (
        [
            (sum(v * float(w) for v, w in known), sum(float(w) for _, w in known))
            for known in ([(v, w) for v, w in zip(row, ends, strict=True) if v is not None] for row in points)
        ]
        for ends in (moved(weights, k, Fraction(0)), moved(weights, k, Fraction(1)))
    )
    lines = [
        (np.polynomial.Polynomial([n0, n1 - n0]), np.polynomial.Polynomial([d0, d1 - d0]))
        for (n0, d0), (n1, d1) in zip(at_zero, at_one, strict=True)
    ]
    found = [0.0, 1.0]
    for (over, under), (other_over, other_under) in itertools.combinations(lines, 2):
        roots = (over * other_under - other_over * under).trim(1e-12).roots()
        found += [float(root.real) for root in roots if abs(root.imag) < 1e-9 and 0 < root.real < 1]
    return sorted(found)


def between(low: Fraction, high: Fraction, meetings: list[float]) -> list[Fraction]:
    """A share between each two neighbouring crossings inside an interval: all orders that there are in it."""
    marks = [low, *(Fraction(t) for t in meetings if low < t < high), high]
    return [(left + right) / 2 for left, right in itertools.pairwise(marks) if right - left > APART]


def some_case(seed: int) -> tuple[Rows, list[float], QuotaCut]:
    """Whole points and weights for many ties, sometimes one account twice; every second case has gaps."""
    chance = np.random.default_rng(seed)
    n, k = int(chance.integers(4, 9)), int(chance.integers(2, 5))
    points: Rows = (chance.integers(0, 6, (n, k)) * 20.0).tolist()
    if seed % 5 == 0:
        points[-1] = list(points[0])
    if seed % 2:
        points = [[None if chance.random() < 0.25 else value for value in row] for row in points]
        for column in range(k):
            points[column % n][column] = 40.0
    weights = (chance.integers(0, 5, k) * 1.0).tolist()
    weights[0] += 1.0
    weights[1] += 1.0
    return points, weights, QuotaCut(s=0.25, a=0.25, b=0.25)


def test_inside_the_interval_nobody_changes_side_and_beyond_it_those_named_do() -> None:
    compared = ended = with_gaps = 0
    for seed in range(CASES + 100):
        points, weights, cut = some_case(seed)
        found = portfolio(points, weights, cut)
        meetings = {k: crossings(points, weights, k) for k in range(len(weights))}
        quarter = max(1, len(points) // 4)
        for one in quota_intervals(found):
            k, places = one.criterion, quarter * (one.boundary + 1)
            here = Fraction(weights[k]) / Fraction(sum(weights))
            now = seated(points, weights, k, here, places)
            if now != set(np.flatnonzero((found.tiers.cut >= 0) & (found.tiers.cut <= one.boundary)).tolist()):
                # Two scores are equal and were rounded apart: there is no exact answer to compare with.
                continue
            low, high = Fraction(one.low.share), Fraction(one.high.share)
            assert low <= here + JUST
            assert here - JUST <= high
            for t in between(low, high, meetings[k]):
                assert seated(points, weights, k, t, places) == now, (seed, one)
            for end, axis, beyond in ((one.low, 0, low - JUST), (one.high, 1, high + JUST)):
                if end.share == axis:
                    assert (end.leaves, end.enters) == ((), ())
                    continue
                then = seated(points, weights, k, beyond, places)
                assert then != now, (seed, one)
                assert (set(end.leaves), set(end.enters)) == (now - then, then - now), (seed, one)
                ended += 1
            compared += 1
            with_gaps += seed % 2
    assert compared > 4 * CASES
    assert with_gaps > CASES
    assert ended > CASES


def test_one_account_keeps_its_places_inside_its_own_range_and_loses_them_beyond() -> None:
    compared = ended = 0
    for seed in range(CASES):
        points, weights, cut = some_case(seed)
        found = portfolio(points, weights, cut)
        quarter = max(1, len(points) // 4)
        row, k = seed % len(points), seed % len(weights)
        here = Fraction(weights[k]) / Fraction(sum(weights))
        tier = int(found.tiers.cut[row])
        span = (quarter * tier, len(points) if tier == 3 else quarter * (tier + 1))
        if row not in seated(points, weights, k, here, span[1], span[0]):
            continue
        low, high = (Fraction(end) for end in rank_range(found, row, k))
        for t in between(low, high, crossings(points, weights, k)):
            assert row in seated(points, weights, k, t, span[1], span[0]), (seed, low, high)
        for end, axis, beyond in ((low, 0, low - JUST), (high, 1, high + JUST)):
            if end != axis:
                assert row not in seated(points, weights, k, beyond, span[1], span[0]), (seed, low, high)
                ended += 1
        compared += 1
    assert compared > 0.8 * CASES
    assert ended > 0.3 * CASES


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files are not here")
def test_walking_from_interval_to_interval_meets_the_swaps_of_the_reference() -> None:
    """tier_flips.json: the best two of six while the first weight runs from nothing to everything."""
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))
    points = np.array(reference["utilities"]) * 100
    share, met = 0.0, []
    while True:
        weights = [100 * share, 60 * (1 - share), 40 * (1 - share)]
        found = quota_intervals(portfolio(points, weights, QuotaCut(s=2 / 6, a=1 / 6, b=1 / 6)))
        end = next(one for one in found if (one.boundary, one.criterion) == (0, 0)).high
        if end.share == 1:
            break
        met.append((end.share, list(end.leaves), list(end.enters)))
        share = end.share + 1e-6
    expected = [(float(Fraction(f["t"])), f["leaves"], f["enters"]) for f in reference["quota_flips"]]
    assert [one[1:] for one in met] == [one[1:] for one in expected]
    assert [one[0] for one in met] == pytest.approx([one[0] for one in expected], abs=1e-12, rel=0)


def test_a_decision_by_hand_holds_its_seat_and_is_passed_by_nobody() -> None:
    # Two seats of S: one is held by hand for the last account, so one is left for the three others.
    points = [[100.0, 0.0], [60.0, 60.0], [0.0, 90.0], [0.0, 0.0]]
    found = portfolio(points, [60.0, 40.0], QuotaCut(s=0.5, a=0.25, b=0.25), overridden={3: 0})
    first = quota_intervals(found)[0]
    # 100·t against 60 with t = 0.6: a tie that the earlier account wins; below it the second takes the seat.
    assert first.low.share == pytest.approx(0.6)
    assert (first.low.leaves, first.low.enters) == ((0,), (1,))
    assert (first.high.share, first.high.leaves) == (1.0, ())
    assert rank_range(found, 3, 0) == (0.0, 1.0)


def test_of_three_that_meet_at_one_point_all_who_change_are_named() -> None:
    # At one half all three have 50; beyond it the third leads, and the two others tie no more.
    points = [[0.0, 100.0], [40.0, 60.0], [100.0, 0.0]]
    found = portfolio(points, [40.0, 60.0], QuotaCut(s=0.34, a=0.33, b=0.33))
    first, second = (one for one in quota_intervals(found) if one.criterion == 0 and one.boundary < 2)
    assert (first.high.share, first.high.leaves, first.high.enters) == (pytest.approx(0.5), (0,), (2,))
    assert (second.high.share, second.high.leaves, second.high.enters) == (pytest.approx(0.5), (0,), (2,))


def test_with_gaps_one_may_fall_behind_and_lead_again_and_the_first_time_counts() -> None:
    # The first lacks the third value: (30·t + 200/7·(1−t)) / (t + 2/7·(1−t)) against 20·t + 530/7·(1−t)
    # gives 1950·t² − 1800·t + 340 = 0, so it is behind between the two roots (180 ± √5880) / 390.
    found = portfolio([[30.0, 100.0, None], [20.0, 90.0, 70.0]], [4.0, 4.0, 10.0], QuotaCut(s=0.5, a=0.5, b=0.0))
    first = quota_intervals(found)[0]
    assert (first.high.share, first.high.leaves, first.high.enters) == (
        pytest.approx((180 - 5880**0.5) / 390, abs=1e-12), (0,), (1,)
    )  # fmt: skip
    assert rank_range(found, 0, 0)[1] == pytest.approx((180 - 5880**0.5) / 390, abs=1e-12)
    # From the other side, with eight tenths of the weight on the first value.
    beyond = portfolio([[30.0, 100.0, None], [20.0, 90.0, 70.0]], [56.0, 4.0, 10.0], QuotaCut(s=0.5, a=0.5, b=0.0))
    assert quota_intervals(beyond)[0].low.share == pytest.approx((180 + 5880**0.5) / 390, abs=1e-12)
    assert rank_range(beyond, 0, 0)[0] == pytest.approx((180 + 5880**0.5) / 390, abs=1e-12)


def test_where_everybody_has_a_seat_no_weight_matters() -> None:
    found = portfolio([[1.0, 2.0], [3.0, 1.0]], [1.0, 1.0], QuotaCut(s=1.0, a=0.0, b=0.0))
    assert all((one.low.share, one.high.share) == (0, 1) for one in quota_intervals(found))


def test_other_cuts_have_no_quota_interval() -> None:
    with pytest.raises(UserError, match="Choose the cut method Quota"):
        quota_intervals(portfolio([[1.0, 2.0]], [1.0, 1.0], ScoreCut(s=3.0, a=2.0, b=1.0)))


def test_neither_the_scale_of_the_weights_nor_the_order_of_rows_and_columns_matters() -> None:
    points = np.random.default_rng(11).random((40, 4)) * 100
    points[np.random.default_rng(12).random(points.shape) < 0.1] = np.nan
    weights, cut = [4.0, 3.0, 2.0, 1.0], QuotaCut()
    first = {(one.criterion, one.boundary): one for one in quota_intervals(portfolio(points, weights, cut))}
    scaled = quota_intervals(portfolio(points, [weight * 9 for weight in weights], cut))
    turned = quota_intervals(portfolio(points[::-1, ::-1], weights[::-1], cut))
    for other, place, row in (
        *((one, one.criterion, lambda row: row) for one in scaled),
        *((one, 3 - one.criterion, lambda row: 39 - row) for one in turned),
    ):
        one = first[(place, other.boundary)]
        assert (other.low.share, other.high.share) == pytest.approx((one.low.share, one.high.share), abs=1e-12)
        for end, same in ((other.low, one.low), (other.high, one.high)):
            assert {row(who) for who in end.leaves} == set(same.leaves)
            assert {row(who) for who in end.enters} == set(same.enters)
