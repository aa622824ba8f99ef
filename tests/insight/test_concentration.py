"""Concentration against published results (domain: concentration)."""

import json
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam_core.insight.concentration import (
    accounts_for,
    by_unit,
    concentration,
    concentration_view,
    gini,
    hhi,
    lorenz,
    lose_top,
    pareto_curve,
    thinned,
    top_share,
)
from kam_core.vocabulary.message import Refusal
from tests.datasets import SHARED

REFERENCE = SHARED / "reference" / "concentration.json"


def values(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=float)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files are not here")
def test_published_concentrations_are_reproduced() -> None:
    """reference/concentration.json: every case with a list of values or shares but Theil's and the normalised HHI."""
    cases = json.loads(REFERENCE.read_text(encoding="utf-8"))["cases"]
    tried = [_agrees(case) for case in cases if case["name"] not in ("Theil", "normalised HHI")]
    assert sum(tried) == 9


def _agrees(case: dict[str, Any]) -> bool:
    tolerance = case.get("tolerance", 1e-9)
    if "shares_percent" in case:
        assert hhi(values(*case["shares_percent"])) == pytest.approx(case["expected_hhi"]), case["name"]
        if "effective_number" in case:
            found = concentration(values(*case["shares_percent"])).effective_number
            assert found == pytest.approx(case["effective_number"])
        return True
    if "x" not in case:
        return False
    x = values(*case["x"])
    if "expected_gini" in case:
        assert gini(x) == pytest.approx(case["expected_gini"], abs=tolerance), case["name"]
    if "lorenz_L" in case:
        share, cumulative = lorenz(x)
        assert share == pytest.approx(case["lorenz_p"])
        assert cumulative == pytest.approx(case["lorenz_L"])
    if "expected" in case:
        found = concentration(x)
        assert found.top20_share == pytest.approx(case["expected"]["top_20pct_share"])
        assert found.n80 == case["expected"]["accounts_for_80pct"]
    return True


def test_the_top_fifth_is_rounded_up_to_whole_accounts() -> None:
    assert concentration(values(*[1.0] * 98)).top20_accounts == 20
    assert concentration(values(*[1.0] * 100)).top20_accounts == 20
    assert concentration(values(5, 1)).top20_share == pytest.approx(5 / 6)


def test_who_brings_nothing_is_no_buyer_and_unknown_values_are_left_out() -> None:
    found = concentration(values(60, 40, 0, -10, float("nan")))
    assert found.accounts == 2
    assert found.total == 90
    assert found.gini == pytest.approx(0.1)


def test_a_list_without_a_positive_total_has_no_shares() -> None:
    found = concentration(values(-5, -1))
    assert (found.top20_share, found.n80, found.gini, found.hhi, found.effective_number) == (None,) * 5
    with pytest.raises(Refusal):
        gini(values(0, 0))
    with pytest.raises(Refusal):
        hhi(values(0))
    with pytest.raises(Refusal):
        lose_top(values(-1), 1)
    assert pareto_curve(values(-1)).frame.is_empty()


def test_eighty_per_cent_reached_exactly_is_reached() -> None:
    assert accounts_for(values(0.7, 0.1, 0.1, 0.1), 0.8) == 2


def test_a_margin_curve_passes_a_hundred_per_cent_and_says_what_loss_makers_give_back() -> None:
    curve = pareto_curve(values(80, 40, -20))
    assert curve.frame["value_share"].to_list() == pytest.approx([0, 0.8, 1.2, 1.0])
    assert curve.peak_share == pytest.approx(1.2)
    assert curve.given_back == pytest.approx(0.2)


def test_losing_the_top_leaves_the_curve_short_of_the_whole() -> None:
    curve = pareto_curve(values(50, 30, 20), lose_top=1)
    assert curve.frame["value_share"].to_list() == pytest.approx([0, 0.3, 0.5])
    loss = lose_top(values(50, 30, 20), 1)
    assert (loss.lost, loss.lost_share) == (50, 0.5)
    assert loss.after.top20_share == pytest.approx(0.6)


@given(st.integers(1, 100_000))
def test_a_curve_has_at_most_five_hundred_points_and_both_its_ends(n: int) -> None:
    places = thinned(n)
    assert len(places) <= 501
    assert places[0] == 0
    assert places[-1] == n
    assert (np.diff(places) > 0).all()


@given(st.lists(st.floats(0.01, 1e9), min_size=1, max_size=50))
def test_shares_and_indices_stay_within_their_bounds(numbers: list[float]) -> None:
    x = values(*numbers)
    n = len(numbers)
    assert -1e-9 <= gini(x) <= 1 - 1 / n + 1e-9
    assert 10_000 / n - 1e-6 <= hhi(x) <= 10_000 + 1e-6
    assert top_share(x, accounts_for(x, 0.8)) >= 0.8 - 1e-9


def test_values_add_up_by_owner_and_the_nameless_are_kept() -> None:
    accounts = pl.DataFrame(
        {
            "account": [0, 1, 2, 3],
            "owner": ["Li", "Li", None, "Wu"],
            "parent": [None, 0, None, 0],
            "revenue": [10, 5, 7, None],
        }
    )
    assert by_unit(accounts, "owner", "revenue").rows() == [("Li", 15), (None, 7)]
    assert by_unit(accounts, "parent", "revenue").rows() == [(0, 15), (2, 7)]


def test_a_group_is_the_whole_chain_of_its_parents() -> None:
    accounts = pl.DataFrame(
        {
            "account": [0, 1, 2, 3],
            "account_id": ["head", "child", "grandchild", "alone"],
            "name": ["Head", "Child", "Grandchild", "Alone"],
            "parent": [None, 0, 1, None],
            "revenue": [0, 10, 20, 5],
        }
    )
    view = concentration_view(accounts, "parent", "revenue")
    assert view.top.select("name", "value").rows() == [("Head", 30), ("Alone", 5)]
