"""Ranks and Spearman's correlation by hand."""

import numpy as np
import pytest

from kam_core.weighting.rank_correlation import mean_ranks, spearman


def test_equal_values_share_their_mean_rank() -> None:
    assert mean_ranks(np.array([10.0, 30.0, 10.0, 20.0])).tolist() == [1.5, 4.0, 1.5, 3.0]


def test_the_correlation_follows_the_textbook_formula_without_ties() -> None:
    """1 − 6Σd² / (n(n² − 1)) with d = 0, 1, −1, 0: 1 − 12/60."""
    assert spearman(np.array([1.0, 2.0, 3.0, 4.0]), np.array([10.0, 30.0, 20.0, 40.0])) == pytest.approx(0.8)
    assert spearman(np.array([1.0, 2.0]), np.array([5.0, -5.0])) == pytest.approx(-1)


def test_nothing_to_compare_has_no_correlation() -> None:
    assert spearman(np.array([1.0]), np.array([2.0])) is None
    assert spearman(np.array([1.0, 2.0]), np.array([3.0, 3.0])) is None
