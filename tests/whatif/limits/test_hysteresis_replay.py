"""Hysteresis month by month: what it saves and what it costs."""

import datetime
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.measures.view import View
from kam_core.scoring.model.tiering_limits import Hysteresis
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.calendar import month_end, month_number
from kam_core.vocabulary.message import UserError
from kam_core.whatif.limits.hysteresis_replay import ReplayResult, replay, replay_sentence
from tests.whatif.revenue_portfolios import model, portfolio

START = month_number(datetime.date(2024, 1, 1))


def past(**scores: Sequence[float]) -> list[Portfolio]:
    """Accounts by their score month by month."""
    months = len(next(iter(scores.values())))
    return [
        portfolio({name: run[place] for name, run in scores.items()}, model(), view=View(month_end(START + place), 1))
        for place in range(months)
    ]


def one(months: list[Portfolio], **setting: float) -> ReplayResult:
    return replay(months, [Hysteresis(**setting)])[0]  # type: ignore[arg-type]


def test_an_account_that_oscillates_around_a_cut_gets_one_tier() -> None:
    # S A S A S A without a band: five flips. With 2 points it stays S: 79 is not below 78.
    found = one(past(ash=[81, 79, 81, 79, 81, 79]))
    assert (found.plain_flips, found.flips, found.avoided) == (5, 0, 5)
    assert (found.upgrades_later, found.downgrades_later) == (0, 3)
    assert found.by_month == ((0, 1), (0, 1), (0, 1), (0, 1), (0, 1))


def test_an_account_that_rises_slowly_waits_until_it_leaves_the_band() -> None:
    # Without a band it is S from the third month, with 2 points from the fifth (82): two account-months later.
    found = one(past(ash=[78, 79, 80, 81, 82, 83]))
    assert (found.plain_flips, found.flips) == (1, 1)
    assert (found.upgrades_later, found.accounts_later, found.downgrades_later) == (2, 1, 0)
    assert str(replay_sentence(found)) == (
        "Over 6 month-ends, published tiers would have changed 1 time instead of 1; "
        "1 account would have waited a total of 2 months for a higher tier."
    )


def test_a_stay_counts_from_the_month_in_which_the_tier_came() -> None:
    # A in month 0; S in month 1 (90); 70 from month 2 on. A stay of 3 months holds S through month 3 and lets go in 4.
    found = one(past(ash=[70, 90, 70, 70, 70, 70]), points=0.0, stay_months=3)
    assert (found.plain_flips, found.flips, found.downgrades_later) == (2, 2, 2)
    # What was told in the first month may be of any age, so it holds nobody.
    assert one(past(ash=[90, 70, 70]), points=0.0, stay_months=12).downgrades_later == 0


def test_settings_are_replayed_each_for_itself() -> None:
    months = past(ash=[81, 79, 81, 79], birch=[70, 60, 70, 60])
    none, narrow, wide = replay(months, [Hysteresis(points=0.0), Hysteresis(points=2.0), Hysteresis(points=6.0)])
    assert [found.flips for found in (none, narrow, wide)] == [6, 3, 0]
    assert {found.plain_flips for found in (none, narrow, wide)} == {6}


def test_an_account_that_comes_later_or_has_no_tier_is_no_flip() -> None:
    # birch is a prospect in the first month.
    found = one(past(ash=[90, 90, 90], birch=[0, 90, 90]))
    assert (found.plain_flips, found.flips) == (0, 0)


def test_one_month_is_no_history() -> None:
    with pytest.raises(UserError, match="1 month-end has a full window"):
        replay(past(ash=[90]), [Hysteresis()])


RUNS = st.lists(st.lists(st.integers(1, 100), min_size=5, max_size=5), min_size=1, max_size=4)


@settings(max_examples=settings.default.max_examples // 4)
@given(RUNS)
def test_a_band_of_no_width_is_the_plain_history(runs: list[list[int]]) -> None:
    months = past(**{f"a{place}": run for place, run in enumerate(runs)})
    found = one(months, points=0.0, share=0.0)
    tiers = np.array([portfolio.tiers.tier for portfolio in months])
    assert found.flips == found.plain_flips == int((tiers[1:] != tiers[:-1]).sum())
    assert (found.upgrades_later, found.downgrades_later) == (0, 0)


@settings(max_examples=settings.default.max_examples // 4)
@given(RUNS)
def test_a_band_never_makes_a_single_account_flip_more_often(runs: list[list[int]]) -> None:
    months = past(**{f"a{place}": run for place, run in enumerate(runs)})
    for points in (1.0, 5.0):
        found = one(months, points=points)
        assert found.flips <= found.plain_flips
