"""Who is closest to another tier, and how far the levers may go before anybody is."""

import numpy as np
import pytest

from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.whatif.robustness.account_weight_range import account_ranges
from kam_core.whatif.robustness.closest_accounts import closest_by_score, closest_by_weight, tied_sentence
from kam_core.whatif.robustness.one_weight import weight_base
from kam_core.whatif.robustness.portfolio_weight_range import (
    change_text,
    lever_ranges,
    no_ranges_reason,
    tightest_lever_sentence,
)
from tests.whatif.points_portfolios import portfolio

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)
# At weights 30 : 70 the scores are 65, 41 and 79.
POINTS = [[30.0, 80.0], [90.0, 20.0], [72.0, 82.0]]


def with_weight(found: Portfolio, k: int, points: float, cut: Cut) -> Portfolio:
    """The same accounts with one weight at so many points of the same sum, the others in their ratios."""
    base = weight_base(found)
    return portfolio(found.matrix.points, base.moved(k, points / base.total).tolist(), cut)


def test_the_smallest_change_of_a_weight_is_reported_with_the_tier_behind_it() -> None:
    # The third reaches 80 where 82 − 10·t = 80, at 20 instead of 30 points; the second falls under 40 at 28.57,
    # (20 + 70·t = 40); the first under 60 at 40 (80 − 50·t = 60).
    found = closest_by_weight(portfolio(POINTS, [30.0, 70.0], CUT), 9)
    assert [(one.name, one.tier, one.then) for one in found] == [
        ("Account 1", "B", "C"),
        ("Account 0", "A", "B"),
        ("Account 2", "A", "S"),
    ]
    assert [one.change for one in found] == pytest.approx([30 - 200 / 7, 10, 10])
    assert str(found[0].why) == "With Revenue at 28.57 points instead of 30, it becomes C."


def test_the_smallest_distance_to_a_cut_is_reported_with_its_sign() -> None:
    found = closest_by_score(portfolio(POINTS, [30.0, 70.0], CUT), 2)
    assert [(one.name, one.then, round(one.change, 9)) for one in found] == [
        ("Account 1", "C", 1),
        ("Account 2", "S", 1),
    ]
    assert str(found[0].why) == "With 1 fewer score point, it becomes C."
    assert str(found[1].why) == "With 1 more score point, it becomes S."


def test_equals_at_the_cut_of_a_quota_are_reported_at_no_distance() -> None:
    # Of three equals one has the only seat of S; the fourth is 10 points behind.
    found = portfolio([[50.0, 50.0]] * 3 + [[40.0, 40.0]], [30.0, 70.0], QuotaCut(s=0.25, a=0.75, b=0.0))
    near = closest_by_score(found, 9)
    assert [(one.name, one.tier, one.then, one.change) for one in near[:3]] == [
        ("Account 0", "S", "A", 0),
        ("Account 1", "A", "S", 0),
        ("Account 2", "A", "S", 0),
    ]
    assert str(near[0].why) == "Tied at the cut with A; decided by account id."
    assert [one.change for one in near[3:]] == pytest.approx([10])
    # No weight parts equals.
    assert closest_by_weight(found, 9) == ()
    assert str(tied_sentence(found)).startswith("3 tied with an account on the other side of a cut")
    # A score on a cut by score earns the higher tier and is tied with nobody.
    on_it = portfolio([[80.0, 80.0]], [30.0, 70.0], CUT)
    assert str(closest_by_score(on_it, 1)[0].why) == "Its score is exactly at the cut; any lower and it becomes A."
    assert tied_sentence(on_it) is None


def test_whom_a_gate_or_a_decision_holds_is_close_to_nothing() -> None:
    limited = portfolio(POINTS, [30.0, 70.0], CUT, overridden={1: 2}, fails_s=[2])
    assert [one.name for one in closest_by_weight(limited, 9)] == ["Account 0"]
    # The third cannot become S, but it can still fall to B, 19 points below.
    assert [(one.name, one.then) for one in closest_by_score(limited, 9)] == [
        ("Account 0", "B"),
        ("Account 0", "S"),
        ("Account 2", "B"),
    ]


def test_the_levers_may_move_until_the_first_account_changes_side() -> None:
    found = portfolio(POINTS, [30.0, 70.0], CUT)
    first, second = lever_ranges(found)
    assert (first.low, first.present, first.high) == pytest.approx((200 / 7, 30, 40))
    assert [str(change_text(found, one)) for one in first.below] == ["Account 1 B → C"]
    assert [str(change_text(found, one)) for one in first.above] == ["Account 0 A → B"]
    assert str(tightest_lever_sentence(found, (first, second))) == (
        "Revenue has the narrowest range: its weight can be 28.57 to 40 (now 30) without a tier change; "
        "the first to change is Account 1 B → C."
    )
    # The second weight is what the first leaves of 100.
    assert (second.low, second.present, second.high) == pytest.approx((60, 70, 100 - 200 / 7))
    assert [str(change_text(found, one)) for one in second.above] == ["Account 1 B → C"]


def test_a_lever_that_may_not_move_at_all_is_reported_so_and_not_as_a_range_from_a_number_to_itself() -> None:
    # Both have the 50 points of the cut; whichever weight grows, one of them falls below it.
    found = portfolio([[100.0, 0.0], [0.0, 100.0]], [50.0, 50.0], ScoreCut(s=90.0, a=50.0, b=10.0))
    sentence = str(tightest_lever_sentence(found, lever_ranges(found)))
    assert sentence.startswith("Revenue has the narrowest range: any change from 50 changes a tier;")
    assert "A → B" in sentence


def test_a_weight_that_no_lever_reaches_is_not_reported() -> None:
    # 100 of the first against 0 of the other, cut at 80: the only A would be S at 120 of 150 points, not at 100.
    found = portfolio([[100.0, 0.0]], [100.0, 50.0], ScoreCut(s=80.0, a=60.0, b=40.0))
    first, second = lever_ranges(found)
    # 0.6 · 150 = 90 points is where it falls to B.
    assert (first.low, first.high) == pytest.approx((90, 100))
    assert first.above == ()
    # The second lever reaches S at 30 of 150 and B at 60.
    assert (second.low, second.high) == pytest.approx((30, 60))
    assert [near.then for near in closest_by_weight(found, 5)] == ["B"]
    rising = closest_by_weight(portfolio([[100.0, 0.0]], [99.0, 51.0], ScoreCut(s=67.0, a=10.0, b=5.0)), 5)
    # 67 % of 150 are 100.5 points of the first; the second gets there by giving 1.5 of its 51.
    assert [(near.then, near.criterion) for near in rising] == [("S", str(found.model.criteria[1].measure))]


def test_under_a_quota_the_levers_say_who_leaves_and_who_enters() -> None:
    # 100·t against 60: the two change places at six tenths, and nobody else competes.
    found = portfolio([[100.0, 0.0], [60.0, 60.0]], [80.0, 20.0], QuotaCut(s=0.5, a=0.5, b=0.0))
    first = lever_ranges(found)[0]
    assert (first.low, first.high) == pytest.approx((60, 100))
    assert {str(change_text(found, one)) for one in first.below} == {"Account 0 S → A", "Account 1 A → S"}
    assert first.above == ()
    assert {(one.name, one.then) for one in closest_by_weight(found, 5)} == {("Account 0", "A"), ("Account 1", "S")}
    assert [one.change for one in closest_by_score(found, 5)] == pytest.approx([20, 20])


@pytest.mark.parametrize("cut", [ScoreCut(s=62.0, a=52.0, b=42.0), QuotaCut()])
def test_the_reported_range_of_a_lever_agrees_with_scoring(cut: Cut) -> None:
    points = np.random.default_rng(3).random((300, 4)) * 100
    points[np.random.default_rng(4).random(points.shape) < 0.1] = np.nan
    found = portfolio(points, [40.0, 30.0, 20.0, 10.0], cut)
    for one in lever_ranges(found):
        for end, step, changes in ((one.low, -1e-6, one.below), (one.high, 1e-6, one.above)):
            inside, beyond = (with_weight(found, one.criterion, end + way * step, cut) for way in (-1, 1))
            assert inside.tiers.cut.tolist() == found.tiers.cut.tolist()
            moved = np.flatnonzero(beyond.tiers.cut != found.tiers.cut)
            assert sorted(change.row for change in changes) == moved.tolist()
            assert all(change.then == beyond.tiers.cut[change.row] for change in changes)
    for near in closest_by_weight(found, 10):
        row, k = int(near.account_id), [c.measure for c in found.model.criteria].index(str(near.criterion))
        assert near.weight_before is not None
        assert near.weight_after is not None
        beyond = with_weight(found, k, near.weight_after + np.sign(near.weight_after - near.weight_before) * 1e-6, cut)
        assert beyond.accounts["tier"][row] == near.then
        assert near.then != near.tier


@pytest.mark.parametrize("cut", [ScoreCut(s=62.0, a=52.0, b=42.0), QuotaCut()])
def test_an_accounts_own_range_holds_whatever_becomes_of_the_others(cut: Cut) -> None:
    points = np.random.default_rng(6).random((120, 3)) * 100
    found = portfolio(points, [50.0, 30.0, 20.0], cut)
    for row in range(0, 120, 17):
        for one in account_ranges(found, row):
            for end, step in ((one.low, -1e-6), (one.high, 1e-6)):
                if 0 < end < one.most:
                    inside, beyond = (with_weight(found, one.criterion, end + way * step, cut) for way in (-1, 1))
                    assert inside.tiers.cut[row] == found.tiers.cut[row]
                    assert beyond.tiers.cut[row] != found.tiers.cut[row]


@pytest.mark.parametrize("cut", [CUT, QuotaCut(s=0.5, a=0.5, b=0.0)])
def test_an_account_without_a_score_has_no_range(cut: Cut) -> None:
    found = portfolio([[90.0, 90.0], [None, None]], [30.0, 70.0], cut)
    assert account_ranges(found, 1) == ()
    assert len(account_ranges(found, 0)) == 2


def test_by_revenue_no_weight_matters_and_alone_no_weight_can_move() -> None:
    by_money = portfolio(POINTS, [30.0, 70.0], ParetoCut())
    assert lever_ranges(by_money) == closest_by_weight(by_money, 5) == closest_by_score(by_money, 5) == ()
    assert account_ranges(by_money, 0) == ()
    assert tightest_lever_sentence(by_money, ()) is None
    assert str(no_ranges_reason(by_money)) == "This cut is based on revenue, so weights do not change tiers."
    alone = portfolio(POINTS, [30.0, 0.0], CUT)
    assert [one.criterion for one in lever_ranges(alone)] == [1]
    assert "cannot be shifted" in str(no_ranges_reason(portfolio([[1.0]], [30.0], CUT)))
    assert no_ranges_reason(portfolio(POINTS, [30.0, 70.0], CUT)) is None
