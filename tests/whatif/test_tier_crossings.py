"""Accounts and revenue that cross each line between two tiers."""

from kam_core.scoring.model.cuts import ScoreCut
from kam_core.whatif.comparison import WhatIf, compare
from kam_core.whatif.draft_answer import draft_answer
from kam_core.whatif.tier_crossings import Crossing, tier_crossings
from tests.datasets import money
from tests.whatif.points_portfolios import portfolio

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)


def compared(cut: ScoreCut) -> WhatIf:
    """Four accounts of 90, 70, 50 and 30 points that buy for 400, 300, 200 and 100: S, A, B and C."""
    revenue = [money(amount) for amount in (400, 300, 200, 100)]
    before = portfolio([[90], [70], [50], [30]], [1], CUT, revenue=revenue)
    return compare(before, before.model.with_cut(cut))


def test_an_account_that_falls_two_tiers_crosses_two_lines() -> None:
    # 90 and 70 points become B, 50 and 30 stay.
    result = compared(ScoreCut(s=95.0, a=92.0, b=40.0))
    assert tier_crossings(result) == (
        Crossing("S", "A", 1, money(400), 0, 0),
        Crossing("A", "B", 2, money(700), 0, 0),
        Crossing("B", "C", 0, 0, 0, 0),
    )


def test_what_leaves_s_and_a_is_said_with_its_share_and_money() -> None:
    # A loses 300 of 1,000.
    answer = draft_answer(compared(ScoreCut(s=80.0, a=75.0, b=40.0)))
    assert str(answer.headline) == "Your draft takes 30.0 points of revenue out of S and A."
    assert str(answer.population) == "1 of 4 tiered accounts changes tier: 0 up, 1 down."
    assert str(answer.cause) == (
        "S and A hold 70.0% → 40.0% of revenue, because 1 account worth 300.00 falls from A to B."
    )


def test_what_enters_s_and_a_from_two_tiers_is_said_together() -> None:
    answer = draft_answer(compared(ScoreCut(s=80.0, a=20.0, b=10.0)))
    assert str(answer.headline) == "Your draft brings 30.0 points of revenue into S and A."
    assert str(answer.cause) == (
        "S and A hold 70.0% → 100.0% of revenue, because 2 accounts worth 300.00 enter S and A."
    )


def test_moves_below_a_leave_s_and_a_at_their_share() -> None:
    answer = draft_answer(compared(ScoreCut(s=80.0, a=60.0, b=55.0)))
    assert str(answer.headline) == "Your draft leaves S and A at 70.0% of revenue."


def test_an_unchanged_draft_says_what_holds_today() -> None:
    answer = draft_answer(compared(CUT), unchanged=True)
    assert str(answer.headline) == "S and A hold 70.0% of revenue with 2 accounts."
    assert answer.population is None
