"""The best places without sorting everybody are the best places."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kam_core.scoring.kernel.approximate_scores import ApproximateScores
from kam_core.scoring.kernel.selection import Ranking

SCORES = st.floats(0, 100) | st.sampled_from([0.0, 50.0, 50.01, 100.0, float("-inf")])


@given(st.lists(st.tuples(SCORES, st.booleans()), max_size=60), st.integers(-3, 65))
def test_the_best_places_are_those_of_a_plain_sort_with_ties_to_who_stands_first(
    accounts: list[tuple[float, bool]], places: int
) -> None:
    ranked = sorted((-score, row) for row, (score, competes) in enumerate(accounts) if competes)
    # Nobody is given a place without a score: it would be by the order of the accounts alone.
    expected = {row for score, row in ranked[: max(0, places)] if score < float("inf")}
    score = np.array([score for score, _ in accounts], dtype=np.float64)
    ranking = Ranking(ApproximateScores(score), np.array([competes for _, competes in accounts], dtype=bool))
    assert set(np.flatnonzero(ranking.best(places)).tolist()) == expected
    assert ranking.size == len(ranked)
    codes = np.full(len(score), 9, np.int8)
    ranking.promote(codes, [places, places + 3])
    nearly = set(np.flatnonzero(ranking.best(places + 3)).tolist())
    assert codes.tolist() == [9 - (row in expected) - (row in nearly) for row in range(len(score))]
    some = np.arange(0, len(score), 2)
    assert ranking.is_best(places, some).tolist() == ranking.best(places)[some].tolist()


def test_a_hundred_thousand_accounts_give_the_same_as_sorting_them() -> None:
    score = np.random.default_rng(4).normal(45, 15, 100_000).clip(0, 100).round(3)
    competes = np.random.default_rng(5).random(100_000) < 0.9
    ranking = Ranking(ApproximateScores(score), competes)
    order = [row for row in np.lexsort((np.arange(100_000), -score)).tolist() if competes[row]]
    for places in (1, 4_500, 18_000, 45_000, len(order) - 1):
        assert set(np.flatnonzero(ranking.best(places)).tolist()) == set(order[:places])
    codes = np.zeros(100_000, np.int8)
    ranking.promote(codes, [4_500, 18_000, 45_000])
    assert np.flatnonzero(codes == -3).tolist() == sorted(order[:4_500])
    assert np.flatnonzero(codes == -2).tolist() == sorted(order[4_500:18_000])
    assert np.flatnonzero(codes == -1).tolist() == sorted(order[18_000:45_000])
