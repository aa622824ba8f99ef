"""Approximate scores for many accounts: same tiers, counts and movers as in float64."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.parts.sized_portfolio import portfolio_at_size
from kam_core.scoring import score as scoring
from kam_core.scoring.kernel.approximate_scores import LOWEST, PER_POINT, ApproximateScores
from kam_core.scoring.kernel.points_matrix import PointsMatrix
from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.tiering_limits import Hysteresis
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import Scores, weighted_sum
from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier import assign_tiers
from kam_core.scoring.tiering.tier_inputs import NONE, TierInputs
from kam_core.whatif.comparison import compare, largest
from kam_core.whatif.revenue_curve import pareto_by_score
from tests.whatif.random_portfolios import drafts, many_accounts

STEPS = ("cut", "after_hysteresis", "gated", "after_capacity", "tier")
CUTS = (QuotaCut(s=0.05, a=0.15, b=0.3), ScoreCut(s=60.0, a=50.0, b=45.0), ParetoCut(), QuotaCut(s=1.0, a=0.0, b=0.0))


@pytest.fixture
def first_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "MIN_APPROXIMATE_ACCOUNTS", 0)


def plain_tiers(score: np.ndarray, inputs: TierInputs, cut: QuotaCut) -> list[int]:
    """Tiers of a quota by sorting everybody, as the rule has it."""
    order = [row for row in np.lexsort((np.arange(len(score)), -score)).tolist() if inputs.buys[row]]
    tiers = [3 if bought else NONE for bought in inputs.bought]
    start = 0
    for tier, share in enumerate((cut.s, cut.a, cut.b)):
        seats = max(1, int(share * len(order) + 1e-9)) if share else 0
        for row in order[start : start + seats]:
            tiers[row] = tier
        start += seats
    return tiers


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from(["share_out", "neutral", "worst"]),
    st.floats(0.001, 0.01) | st.just(0.3),
    st.integers(1, 5),
    st.sampled_from([50.0, (2048 - LOWEST) / PER_POINT]),
)
@settings(max_examples=80, deadline=None)
def test_who_is_in_doubt_at_a_first_look_is_settled_in_doubles(
    seed: int, missing: str, share: float, k: int, around: float
) -> None:
    """Scores that differ by less than single precision can tell, and equals: only the true order decides. Within a
    class of scores, and at the edge of two."""
    chance = np.random.default_rng(seed)
    points = around + chance.integers(0, 4, (400, k)) * 1e-7
    points[chance.random(points.shape) < 0.1] = np.nan
    weights = chance.integers(1, 40, k) / 10
    exact = weighted_sum(points, weights, missing).score
    inputs = TierInputs(
        bought=chance.random(400) < 0.9,
        revenue=np.ones(400, np.int64),
        gates=GateFlags({}, {}),
        overridden=np.full(400, NONE, np.int8),
    )
    safe = np.where(np.isnan(exact), -np.inf, exact)
    looked = Scores(PointsMatrix.of(points), weights, missing)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "MIN_APPROXIMATE_ACCOUNTS", 0)
        approximate = looked.approximate
    assert approximate.tolerance > 0
    assert np.abs(approximate.values[safe > -np.inf] - safe[safe > -np.inf]).max() <= approximate.tolerance
    cut = QuotaCut(s=share, a=share, b=share)
    found = assign_tiers(approximate, inputs, _model(k, cut))
    expected = plain_tiers(safe, inputs, cut)
    # Without a score there is no seat, whatever the order.
    expected = [3 if tier >= 0 and score == -np.inf else tier for tier, score in zip(expected, safe, strict=True)]
    assert found.cut.tolist() == expected


def _model(k: int, cut: Cut) -> Model:
    return portfolio_at_size(1).model.with_cut(cut) if k else portfolio_at_size(1).model


@pytest.mark.usefixtures("first_looks")
@pytest.mark.parametrize("missing", ["share_out", "neutral", "worst"])
def test_all_steps_of_a_tier_are_the_same_as_without_a_first_look(missing: str) -> None:
    """Gaps, twins, gates, decisions, tiers held, seats, all kinds of cuts."""
    published = many_accounts(300, missing=missing)
    for draft in drafts(published, 12):
        result = compare(published, draft)
        exact = assign_tiers(weighted_sum(published.matrix.points, result.scores.weights, missing).score,
                       result.drafted.inputs, draft)  # fmt: skip
        assert result.scores.approximate.tolerance > 0
        for step in STEPS:
            assert getattr(result.tiers, step).tolist() == getattr(exact, step).tolist(), step


def test_a_look_that_begins_with_the_last_one_is_as_near_as_it_says() -> None:
    published = portfolio_at_size(160_000)
    before = np.array([criterion.weight for criterion in published.model.criteria])
    for weights in (before + np.eye(15)[3] * 7, before - np.eye(15)[0] * 4, before[::-1].copy()):
        found = Scores(published.matrix.points_matrix, weights, "share_out")
        near, tolerance = found.approximate.values, found.approximate.tolerance
        assert 0 < tolerance < 0.002
        assert np.abs(near - found.score).max() <= tolerance


def test_an_account_that_knows_next_to_nothing_of_the_weight_is_not_looked_at_in_single_precision() -> None:
    points = np.full((160_000, 2), 50.0)
    points[:3, 1] = np.nan
    found = Scores(PointsMatrix.of(points), np.array([1e-9, 1.0]), "share_out")
    assert found.approximate.tolerance == 0


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.kind)
def test_counts_money_flow_and_movers_of_two_hundred_thousand_agree_with_counting_everybody(cut: Cut) -> None:
    published = portfolio_at_size(200_000)
    draft = published.model.with_weights({"c3": 20.0, "c0": 0.0}, cut)
    draft = rebuilt(draft, hysteresis=Hysteresis(points=1.0, share=0.01).model_dump())
    chance = np.random.default_rng(1)
    published_tiers = chance.integers(-1, 4, 200_000).astype(np.int8)
    inputs = replace(
        published.inputs, published=published_tiers, published_months=chance.integers(0, 30, 200_000).astype(np.int32)
    )
    published = replace(
        published, inputs=inputs, tiers=assign_tiers(published.scores.approximate, inputs, published.model)
    )
    result = compare(published, draft)
    exact = assign_tiers(weighted_sum(published.matrix.points, result.scores.weights).score, inputs, draft)
    assert result.tiers.tier.tolist() == exact.tier.tolist()
    before, after = published.tiers.tier, exact.tier
    for code in range(4):
        assert result.totals[1].accounts[code] == (after == code).sum()
        assert result.totals[1].revenue[code] == sum(inputs.revenue[after == code].tolist())
        assert result.flow[code].tolist() == [((before == code) & (after == other)).sum() for other in range(4)]
    rows = sorted(np.flatnonzero(before != after).tolist(), key=lambda row: (-inputs.revenue[row], row))
    assert result.changed.tolist() == sorted(rows)
    assert result.largest_movers(50).tolist() == rows[:50]


def test_every_point_of_the_curve_is_exact_at_a_first_look() -> None:
    """Each point is what sorting everybody by their scores in doubles gives at this share of the buyers."""
    published = portfolio_at_size(200_000)
    scores = Scores(published.matrix.points_matrix, np.arange(1.0, 16.0), "share_out")
    assert scores.approximate.tolerance > 0
    x, y = pareto_by_score(scores.approximate, published.inputs)
    assert 400 < len(x) <= 500
    rows = np.flatnonzero(published.inputs.buys)
    ranked = rows[np.argsort(-scores.score[rows], kind="stable")]
    money = np.concatenate([[0], np.cumsum(published.inputs.revenue[ranked])])
    counts = np.rint(x * len(rows)).astype(int)
    assert np.abs(x * len(rows) - counts).max() < 1e-6
    assert y == pytest.approx(money[counts] / money[-1], abs=1e-12)


def test_points_may_be_laid_out_block_by_block_and_the_bits_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    published = portfolio_at_size(40_000)
    weights = np.linspace(0.1, 9, 15)
    expected = weighted_sum(published.matrix.points, weights).score
    monkeypatch.setattr("kam_core.scoring.kernel.points_matrix.MAX_COPIED_ACCOUNTS", 0)
    assert weighted_sum(published.matrix.points, weights).score.tobytes() == expected.tobytes()
    rows = np.array([39_999, 5, 17_000, 5])
    assert (
        Scores(PointsMatrix.of(published.matrix.points), weights, "share_out").at(rows).tobytes()
        == expected[rows].tobytes()
    )


def test_laying_out_leaves_the_points_as_they_are() -> None:
    points = np.array([[80.0, np.nan]])
    board = PointsMatrix.of(points)
    _ = board.columns, board.float32_columns, board.totals_at(np.array([0]), np.ones(2))
    assert np.isnan(points[0, 1])


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 20))
def test_the_largest_come_first_and_equals_in_their_order(revenue: list[int], most: int) -> None:
    rows = list(range(0, len(revenue), 2))
    expected = sorted(rows, key=lambda row: (-revenue[row], row))[:most]
    assert largest(np.array(rows, dtype=np.intp), np.array(revenue, dtype=np.int64), most).tolist() == expected


@pytest.mark.parametrize("most", [1, 50, 3_000])
def test_the_largest_who_change_are_found_whether_many_change_or_few(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equal revenue in plenty; who is looked through first ends within equals."""
    for place in ("kam_core.scoring.tiering.tier_inputs", "kam_core.whatif.comparison"):
        monkeypatch.setattr(f"{place}.LARGEST_COUNT", 500)
    published = portfolio_at_size(20_000)
    inputs = replace(published.inputs, revenue=np.minimum(published.inputs.revenue, 200_000_000) // 1_000_000)
    published = replace(
        published, inputs=inputs, tiers=assign_tiers(published.scores.approximate, inputs, published.model)
    )
    assert (inputs.revenue == 200).sum() > 500
    for weights in ({"c3": 60.0, "c0": 0.0}, {"c0": 4.1}):
        result = compare(published, published.model.with_weights(weights))
        rows = sorted(result.changed.tolist(), key=lambda row: (-inputs.revenue[row], row))
        assert len(rows) > 3_000 or "c0" in weights
        assert result.largest_movers(most).tolist() == rows[:most]


def test_nobody_and_everybody_at_the_same_score() -> None:
    approximate = ApproximateScores(
        np.full(5, 50.0, np.float32), 1e-4, lambda rows: np.full(len(rows), 50.0), lambda: np.full(5, 50.0)
    )
    inputs = TierInputs(np.ones(5, bool), np.ones(5, np.int64), GateFlags({}, {}), np.full(5, NONE, np.int8))
    found = assign_tiers(approximate, inputs, _model(1, QuotaCut(s=0.4, a=0.2, b=0.2)))
    assert found.tier.tolist() == [0, 0, 1, 2, 3]
    nobody = ApproximateScores(np.empty(0, np.float32), 1e-4, lambda rows: np.empty(len(rows)), lambda: np.empty(0))
    empty = TierInputs(np.zeros(0, bool), np.zeros(0, np.int64), GateFlags({}, {}), np.zeros(0, np.int8))
    assert assign_tiers(nobody, empty, _model(1, QuotaCut())).tier.tolist() == []


def test_drafts_share_the_points_of_what_is_published() -> None:
    published = portfolio_at_size(1_000)
    result = compare(published, published.model.with_weights({"c1": 30.0}))
    assert result.drafted.matrix is published.matrix
    assert result.scores.points_matrix is published.matrix.points_matrix
    assert isinstance(result.drafted, Portfolio)
