"""Concentration against published results (domain: concentration)."""

import json
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.insight.concentration.abc_classes import abc_classes
from kam_core.insight.concentration.by_unit import by_unit, concentration_view
from kam_core.insight.concentration.indices import accounts_for, concentration, gini, hhi, lose_top, top_share
from kam_core.insight.concentration.pareto_curve import pareto_curve, thinned
from kam_core.vocabulary.message import UserError
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
    assert (found.negative_accounts, found.negative_total) == (1, -10)


def test_credits_are_no_part_of_the_base_and_are_counted_beside_it() -> None:
    """By hand: 950 + 700 + 100 = 1,750 above zero; 20 % of three buyers is one; 950 + 700 = 1,650 pass 1,400 = 80 %."""
    found = concentration(values(950, 700, 100, -800))
    assert (found.accounts, found.top20_accounts, found.n80) == (3, 1, 2)
    assert found.top20_share == pytest.approx(950 / 1750)
    assert found.hhi == pytest.approx((95**2 + 70**2 + 10**2) / 175**2 * 10_000)
    assert (found.total, found.negative_accounts, found.negative_total) == (950, 1, -800)


def test_losses_larger_than_all_gains_leave_the_shares_of_the_gains_as_they_are() -> None:
    found = concentration(values(30, 10, -500))
    assert found.top20_share == pytest.approx(0.75)
    assert found.total == -460


def test_a_list_without_a_value_above_zero_has_no_shares() -> None:
    found = concentration(values(-5, -1))
    assert (found.top20_share, found.n80, found.gini, found.hhi, found.effective_number) == (None,) * 5
    with pytest.raises(UserError):
        gini(values(0, 0))
    with pytest.raises(UserError):
        hhi(values(0))
    with pytest.raises(UserError):
        lose_top(values(-1), 1)
    assert pareto_curve(values(-1)).is_empty()


def test_eighty_per_cent_reached_exactly_is_reached() -> None:
    assert accounts_for(values(0.7, 0.1, 0.1, 0.1), 0.8) == 2


def test_a_margin_curve_rises_to_a_hundred_per_cent_of_the_positive_margin() -> None:
    curve = pareto_curve(values(80, 40, -20))
    assert curve["value_share"].to_list() == pytest.approx([0, 2 / 3, 1.0])
    assert curve["account_share"].to_list() == pytest.approx([0, 0.5, 1.0])


def test_losing_the_top_leaves_the_curve_short_of_the_whole() -> None:
    curve = pareto_curve(values(50, 30, 20), lose_top=1)
    assert curve["value_share"].to_list() == pytest.approx([0, 0.3, 0.5])
    loss = lose_top(values(50, 30, 20), 1)
    assert (loss.lost, loss.lost_share) == (50, 0.5)
    assert loss.after.top20_share == pytest.approx(0.6)


def test_losing_the_top_leaves_the_losses_behind() -> None:
    loss = lose_top(values(50, 30, 20, -60), 1)
    assert (loss.lost, loss.lost_share) == (50, 0.5)
    assert (loss.after.total, loss.after.negative_total) == (-10, -60)


AMOUNTS = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=40)


@settings(deadline=None)
@given(AMOUNTS, st.integers(0, 5))
def test_no_part_passes_a_hundred_per_cent_whatever_is_negative(amounts: list[int], lose: int) -> None:
    x = values(*amounts)
    found = concentration(x)
    curve = pareto_curve(x, lose)
    assert found.accounts + found.negative_accounts + amounts.count(0) == len(amounts)
    if not found.accounts:
        assert found.top20_share is None
        assert curve.is_empty()
        return
    assert found.top20_share is not None
    assert 0 < found.top20_share <= 1
    assert 0 < lose_top(x, 1).lost_share <= 1
    assert curve["value_share"].is_between(0, 1).all()
    assert curve["value_share"].is_sorted()
    shares = abc_classes(x)["share"]
    assert shares.is_between(0, 1).all()
    assert shares.sum() == pytest.approx(1)


@settings(deadline=None)
@given(AMOUNTS)
def test_credits_move_no_share(amounts: list[int]) -> None:
    """Shares of a list are those of its positive values alone."""
    bought = [amount for amount in amounts if amount > 0]
    every, alone = concentration(values(*amounts)), concentration(values(*bought))
    assert (every.top20_share, every.n80, every.gini, every.hhi) == (
        alone.top20_share, alone.n80, alone.gini, alone.hhi,
    )  # fmt: skip


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
    assert by_unit(accounts, "owner", "revenue").rows() == [("Li", 15, 15), (None, 7, 7)]
    assert by_unit(accounts, "parent", "revenue").rows() == [(0, 15, 15), (2, 7, 7)]


def test_of_an_owner_the_positive_amounts_count_and_of_a_group_its_net_amount() -> None:
    accounts = pl.DataFrame(
        {
            "account": [0, 1, 2],
            "owner": ["Li", "Li", "Wu"],
            "parent": [None, 0, None],
            "revenue": [100, -80, 60],
        }
    )
    assert by_unit(accounts, "owner", "revenue").rows() == [("Li", 20, 100), ("Wu", 60, 60)]
    assert by_unit(accounts, "parent", "revenue").rows() == [(2, 60, 60), (0, 20, 20)]


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
