"""TOPSIS against published tables, and beside the score on a portfolio."""

import datetime
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import Utilities, score
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.message import UserError
from kam_core.whatif.methods.topsis import second_opinion, topsis
from tests.datasets import SHARED, dataset, monthly

REFERENCE = SHARED / "reference" / "topsis.json"


def cases() -> list[dict[str, Any]]:
    return json.loads(REFERENCE.read_text(encoding="utf-8"))["cases"] if REFERENCE.exists() else []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_published_tables_give_the_published_closeness(case: dict[str, Any]) -> None:
    """Tzeng & Huang 2011, Opricovic & Tzeng 2004, Ersoy 2021."""
    rises = [kind > 0 for kind in case["types"]]
    found = topsis(np.array(case["matrix"], float), np.array(case["weights"], float), rises, case["normalisation"])
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])
    assert found == pytest.approx(case["recomputed"], abs=1e-9)
    if "rank" in case:
        assert np.argsort(np.argsort(-found)).tolist() == [rank - 1 for rank in case["rank"]]


@pytest.mark.parametrize("normalisation", ["vector", "minmax", "none"])
def test_rows_that_are_all_the_same_lie_in_the_middle(normalisation: Any) -> None:
    for value in (0.0, 7.0):
        assert topsis(np.full((3, 2), value), np.ones(2), normalisation=normalisation).tolist() == [0.5] * 3


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=2, max_size=8), st.sampled_from(["vector", "minmax"]))
def test_who_is_better_in_everything_is_never_behind(rows: list[tuple[int, ...]], normalisation: Any) -> None:
    matrix = np.array([*rows, np.max(rows, axis=0), np.min(rows, axis=0)], float)
    close = topsis(matrix, np.array([3.0, 2.0, 1.0]), normalisation=normalisation)
    for i, one in enumerate(matrix):
        for j, other in enumerate(matrix):
            if (one >= other).all():
                assert close[i] >= close[j] - 1e-12
    assert ((close >= 0) & (close <= 1)).all()


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=2, max_size=8), st.floats(0.1, 50))
def test_scaling_all_weights_and_reordering_changes_nothing(rows: list[tuple[int, ...]], factor: float) -> None:
    matrix, weights = np.array(rows, float), np.array([3.0, 2.0, 1.0])
    close = topsis(matrix, weights)
    assert topsis(matrix, weights * factor) == pytest.approx(close)
    assert topsis(matrix[::-1, ::-1], weights[::-1])[::-1] == pytest.approx(close)


def test_gaps_and_weights_that_decide_nothing_are_refused() -> None:
    with pytest.raises(UserError, match="needs complete data"):
        topsis(np.array([[1.0, np.nan], [2.0, 3.0]]), np.ones(2))
    for weights in ([0.0, 0.0], [1.0, -1.0]):
        with pytest.raises(UserError, match="weights must be 0 or more"):
            topsis(np.ones((2, 2)), np.array(weights))


VIEW = View(datetime.date(2024, 12, 31))
DATA = dataset(
    [
        *(line for n in range(1, 12) for line in monthly(f"{n:02d}", "2022-01-10", 36, 10 * n, margin=30 - 2 * n)),
        *monthly("young", "2024-05-10", 8, 90, margin=4),
    ],
    [{"account": "hope"}],
)
BASE = propose(built_in_preset("transactions_only"), account_measures(DATA, VIEW)).with_cut(
    QuotaCut(s=0.25, a=0.25, b=0.25)
)


def portfolio(model: Model = BASE) -> Portfolio:
    return score_accounts(account_measures(DATA, VIEW), VIEW, model)


def test_both_orders_hand_out_the_same_seats_among_the_buyers() -> None:
    opinion = second_opinion(portfolio())
    assert opinion.seats == (3, 3, 3, 3)
    for tier in ("tier_score", "tier_topsis"):
        counts = dict(opinion.frame[tier].cast(str).value_counts().iter_rows())
        assert counts == dict.fromkeys("SABC", 3)
    for rank in ("rank_score", "rank_topsis"):
        assert sorted(opinion.frame[rank].to_list()) == list(range(1, 13))
    assert "hope" not in opinion.frame["account_id"].to_list()


def test_the_largest_disagreement_stands_first() -> None:
    frame = second_opinion(portfolio()).frame
    apart = frame["ranks_apart"].abs().to_list()
    assert apart == sorted(apart, reverse=True)
    assert (frame["rank_score"] - frame["rank_topsis"] == frame["ranks_apart"]).all()


def test_under_a_single_criterion_both_agree_on_everybody() -> None:
    """With one criterion the closeness is a rising function of its points."""
    only = {criterion.name: 0.0 for criterion in BASE.criteria} | {"revenue_total": 50.0}
    opinion = second_opinion(portfolio(BASE.with_weights(only)))
    assert opinion.spearman == pytest.approx(1)
    assert opinion.other_tier == 0
    assert set(opinion.frame["ranks_apart"]) == {0}


def test_gaps_are_filled_as_the_model_does_or_left_out_and_both_are_counted() -> None:
    """ "young" has no growth: its first purchase lies in the window."""
    found = portfolio()
    place = [criterion.name for criterion in BASE.criteria].index("growth")
    gaps = int((np.isnan(found.matrix.points[:, place]) & (found.inputs.revenue > 0)).sum())
    assert gaps >= 1
    filled, left = second_opinion(found), second_opinion(found, gaps="leave_out")
    assert (filled.filled, filled.left_out) == (gaps, 0)
    assert (left.filled, left.left_out) == (0, gaps)
    assert left.frame.height == 12 - gaps
    worst = second_opinion(portfolio(rebuilt(BASE, missing="worst")))
    young = dict(worst.frame.select("account_id", "closeness").iter_rows())["young"]
    shared = dict(filled.frame.select("account_id", "closeness").iter_rows())["young"]
    assert young < shared


def test_an_account_with_a_gap_stands_where_it_would_with_its_own_score_in_it() -> None:
    """One account has 70 points everywhere, another 70 and a gap: under shared-out weights both are alike."""
    found = portfolio()
    points = found.matrix.points.copy()
    points[0], points[1] = 70.0, 70.0
    points[1, 2] = np.nan
    matrix = Utilities(found.matrix.criteria, points, found.matrix.active)
    changed = replace(found, matrix=matrix, scores=score(matrix, BASE))
    close = dict(second_opinion(changed).frame.select("account_id", "closeness").iter_rows())
    names = found.accounts["account_id"].to_list()
    assert close[names[0]] == pytest.approx(close[names[1]])


def test_a_lonely_account_has_nobody_to_disagree_about() -> None:
    lonely = dataset(monthly("one", "2022-01-10", 36, 10, margin=3))
    model = propose(built_in_preset("transactions_only"), account_measures(lonely, VIEW))
    with pytest.raises(UserError, match="Only 1 of 1 active customer can be"):
        second_opinion(score_accounts(account_measures(lonely, VIEW), VIEW, model))
