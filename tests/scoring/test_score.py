"""Weighted sum against published results, and its invariants."""

import json

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kam_core.scoring.model.model import Model
from kam_core.scoring.score import raw_values, score, utilities, weighted_sum
from tests.datasets import SHARED

REFERENCE = SHARED / "reference" / "weighted_sum.json"
NAN = float("nan")


def normalised(case: dict[str, object]) -> np.ndarray:
    """The case's own normalisation, as its paper has it."""
    matrix = np.array(case["matrix"], dtype=float)
    cost = np.array(case["types"]) < 0
    match case["normalisation"]:
        case "cost 1/x, then x/sum":
            matrix = np.where(cost, 1 / matrix, matrix)
            return matrix / matrix.sum(axis=0)
        case "sum":
            gain = matrix / matrix.sum(axis=0)
            loss = (1 / matrix) / (1 / matrix).sum(axis=0)
            return np.where(cost, loss, gain)
        case "x/max":
            return matrix / matrix.max(axis=0)
        case other:
            raise AssertionError(f"unknown normalisation {other}")


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files are not here")
def test_published_weighted_sums_are_reproduced() -> None:
    """reference/weighted_sum.json: Kracka et al. 2010, pymcdm's test, Rizan et al. 2020."""
    cases = json.loads(REFERENCE.read_text(encoding="utf-8"))["cases"]
    assert len(cases) == 3
    for case in cases:
        matrix = normalised(case)
        n = matrix.shape[1]
        weights = np.full(n, 1 / n) if case["weights"] == "equal 1/7" else np.array(case["weights"])
        found = weighted_sum(matrix, weights).score * weights.sum()
        assert found == pytest.approx(case["expected"], abs=case["tolerance"]), case["name"]


@given(
    arrays(float, (7, 4), elements=st.floats(0, 100) | st.just(NAN)),
    arrays(float, 4, elements=st.floats(0, 50)).filter(lambda w: w.sum() > 0.01),
    st.sampled_from(["share_out", "neutral", "worst"]),
)
def test_contributions_add_up_to_the_score(points: np.ndarray, weights: np.ndarray, missing: str) -> None:
    found = weighted_sum(points, weights, missing)
    known = ~np.isnan(found.score)
    assert found.contributions.sum(axis=1)[known] == pytest.approx(found.score[known], abs=1e-9)
    assert ((found.score[known] >= 0) & (found.score[known] <= 100)).all()
    assert ((found.coverage >= 0) & (found.coverage <= 1 + 1e-12)).all()


@given(arrays(float, (5, 3), elements=st.floats(0, 100)), st.floats(0.01, 1000))
def test_scaling_all_weights_changes_nothing(points: np.ndarray, factor: float) -> None:
    weights = np.array([3.0, 1.0, 2.0])
    assert weighted_sum(points, weights * factor).score == pytest.approx(weighted_sum(points, weights).score)


def test_what_is_missing_follows_the_policy() -> None:
    points = np.array([[80.0, NAN]])
    weights = np.array([1.0, 3.0])
    assert weighted_sum(points, weights, "share_out").score[0] == pytest.approx(80)
    assert weighted_sum(points, weights, "neutral").score[0] == pytest.approx((80 + 3 * 50) / 4)
    assert weighted_sum(points, weights, "worst").score[0] == pytest.approx(20)
    assert weighted_sum(points, weights, "share_out").coverage[0] == pytest.approx(0.25)


def test_an_account_without_any_value_has_no_score() -> None:
    found = weighted_sum(np.array([[NAN, NAN]]), np.array([1.0, 1.0]))
    assert np.isnan(found.score[0])
    assert found.coverage[0] == 0


MODEL = Model.from_toml(
    """
version = 1
name = "test"
[[criteria]]
name = "revenue"
group = "realised"
measure = "revenue"
weight = 3.0
utility = { kind = "log", lo = 1.0, hi = 100.0 }
[[criteria]]
name = "growth"
group = "potential"
measure = "growth"
weight = 1.0
utility = { kind = "linear", lo = -0.5, hi = 0.5 }
[[criteria]]
name = "referral_value"
group = "influence"
measure = "referral_value"
weight = 2.0
utility = { kind = "log", lo = 1.0, hi = 100.0 }
[[criteria]]
name = "referrals"
group = "influence"
measure = "referrals"
weight = 2.0
utility = { kind = "levels" }
unless = "referral_value"
"""
)


def frame(**columns: list[object]) -> pl.DataFrame:
    empty = {"growth": [None] * 3, "referral_value": [None] * 3, "referrals": [None] * 3}
    return pl.DataFrame({"revenue": [10_000, 100_000, 1_000_000], **empty, **columns}, strict=False)


def test_a_criterion_without_data_drops_out_and_its_weight_is_shared_out() -> None:
    matrix = utilities(frame(), MODEL)
    assert matrix.active.tolist() == [True, False, False, False]
    assert score(matrix, MODEL).score.tolist() == pytest.approx([0, 50, 100])
    assert score(matrix, MODEL).coverage.tolist() == [1, 1, 1]


def test_judged_referrals_stand_back_where_referrals_are_recorded() -> None:
    judged = utilities(frame(referrals=[1.0, 3.0, 5.0]), MODEL)
    assert judged.active.tolist() == [True, False, False, True]
    both = utilities(frame(referrals=[1.0, 3.0, 5.0], referral_value=[10_000, None, None]), MODEL)
    assert both.active.tolist() == [True, False, True, False]


def test_infinite_and_undefined_values_count_as_missing() -> None:
    values = frame(growth=[float("inf"), NAN, 0.0])
    assert np.isnan(raw_values(values, "growth")).tolist() == [True, True, False]
    found = score(utilities(values, MODEL), MODEL).score
    assert not np.isnan(found).any()


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=20), st.integers(1, 10**9))
def test_adding_a_dominated_account_reorders_nobody(revenues: list[int], extra: int) -> None:
    """Bounds are stored numbers, so nobody's points depend on who else is there."""
    dominated = min([extra, *revenues])
    few = score(utilities(_sales(revenues), MODEL), MODEL).score
    more = score(utilities(_sales([*revenues, dominated]), MODEL), MODEL).score
    assert more[: len(revenues)].tolist() == few.tolist()


def _sales(revenues: list[int]) -> pl.DataFrame:
    n = len(revenues)
    return pl.DataFrame(
        {"revenue": revenues, "growth": [0.1] * n, "referral_value": [None] * n, "referrals": [None] * n},
        schema_overrides={"referral_value": pl.Int64, "referrals": pl.Float64},
    )
