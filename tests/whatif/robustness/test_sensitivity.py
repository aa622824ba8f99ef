"""Tornado: effect of each halved or doubled weight and of each shifted cut."""

import numpy as np
import pytest

from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.vocabulary.message import UserError
from kam_core.whatif.robustness.sensitivity import tornado
from tests.whatif.points_portfolios import portfolio

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)
POINTS = [[100.0, 40.0], [60.0, 60.0], [0.0, 90.0]]


def test_an_accounts_score_with_each_weight_halved_and_doubled() -> None:
    # 50 : 50 is 70. The first halved: 40 + 60·(25/75) = 60; doubled: 40 + 60·(100/150) = 80.
    found = tornado(portfolio(POINTS, [50.0, 50.0], CUT), "score", 0)
    assert found.present == 70
    weights = {one.criterion: one for one in found.swings if one.criterion is not None}
    assert (weights[0].low, weights[0].high) == pytest.approx((60, 80))
    assert (weights[0].low_tier, weights[0].high_tier) == ("A", "S")
    assert (weights[1].low, weights[1].high) == pytest.approx((80, 60))
    assert weights[0].width == pytest.approx(20)
    # A cut moves no score, but a cut of A at 62 or of S at 78 would move tiers.
    assert {(one.cut, one.low, one.high) for one in found.swings if one.cut} == {(t, 70, 70) for t in "SAB"}


def test_the_share_of_revenue_in_s_and_a_and_the_number_of_movers() -> None:
    # Scores 70, 60, 45: S and A are the first two with 50 + 30 of 100.
    scored = portfolio(POINTS, [50.0, 50.0], CUT, revenue=[50, 30, 20])
    shares, movers = tornado(scored, "key_share"), tornado(scored, "movers")
    assert (shares.present, movers.present) == (0.8, 0)
    cut = next(one for one in shares.swings if one.cut == "A")
    # At 62 the second is no longer A; at 58 nothing changes.
    assert (cut.low, cut.high) == pytest.approx((0.8, 0.5))
    assert next((one.low, one.high) for one in movers.swings if one.cut == "A") == (0, 1)
    # The first halved: 60, 60, 60 – the third rises to A; doubled: 80, 60, 30 – the first to S, the third to C.
    first = next(one for one in movers.swings if one.criterion == 0)
    assert (first.low, first.high) == (1, 2)


@pytest.mark.parametrize("cut", [QuotaCut(), ParetoCut(), CUT])
def test_every_lever_is_turned_and_the_widest_comes_first(cut: Cut) -> None:
    seen = []
    found = tornado(
        portfolio(np.random.default_rng(1).random((50, 3)) * 100, [5.0, 3.0, 2.0], cut), "movers", None, seen.append
    )
    assert sorted(one.criterion for one in found.swings if one.criterion is not None) == [0, 1, 2]
    assert sorted(str(one.cut) for one in found.swings if one.cut) == ["A", "B", "S"]
    widths = [one.width for one in found.swings]
    assert widths == sorted(widths, reverse=True)
    assert seen[-1] == 1


def test_a_cut_that_would_cross_the_next_is_left_out() -> None:
    found = tornado(portfolio(POINTS, [1.0, 1.0], ScoreCut(s=61.0, a=60.0, b=10.0)), "movers")
    assert {(one.cut, one.low is None, one.high is None) for one in found.swings if one.cut} == {
        ("S", True, False), ("A", False, True), ("B", False, False),
    }  # fmt: skip


def test_an_account_without_a_score_has_nothing_to_turn() -> None:
    with pytest.raises(UserError, match="no score"):
        tornado(portfolio([[None, None], [1.0, 2.0]], [1.0, 1.0], CUT), "score", 0)
