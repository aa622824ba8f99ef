"""Score and money disagree: ranks compared by hand."""

from collections.abc import Sequence

import polars as pl
import pytest

from kam_core.insight.rank_disagreement.disagreement import rank_disagreement
from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.portfolio import Portfolio
from tests.insight.parts_portfolio import parts_portfolio

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)
GROUPS = ("realised", "influence", "fit")


def portfolio(points: Sequence[Sequence[float | None]], revenue: Sequence[int]) -> Portfolio:
    return parts_portfolio(points, GROUPS, (1.0, 1.0, 1.0), CUT, revenue)


def test_an_account_ranks_higher_by_score_than_by_revenue_and_another_lower() -> None:
    # Scores 30, 90, 60, revenue 300, 200, 100: ranks by score 3, 1, 2, by revenue 1, 2, 3.
    found = portfolio([[90, 0, 0], [90, 90, 90], [30, 60, 90]], [300, 200, 100])
    result = rank_disagreement(found, found.accounts)
    assert result.above.select("account_id", "revenue_rank", "rank", "places").rows() == [
        ("001", 2, 1, 1), ("002", 3, 2, 1)
    ]  # fmt: skip
    assert result.below.select("account_id", "revenue_rank", "rank", "places").rows() == [("000", 1, 3, -2)]


def test_the_part_that_explains_it_is_the_one_furthest_from_customers_of_similar_revenue() -> None:
    # Parts of the score are a third of the points each. The first: realised 30 against 20 of the two others, influence
    # 0 against 25, fit 0 against 30.
    found = portfolio([[90, 0, 0], [90, 90, 90], [30, 60, 90]], [300, 200, 100])
    below = rank_disagreement(found, found.accounts).below
    assert below["group"].to_list() == ["fit"]
    assert below["group_difference"][0] == pytest.approx(0 - 30)


def test_accounts_at_the_level_of_s_and_a_come_first_and_the_list_is_as_long_as_asked() -> None:
    # One account has 80 points, so the level is one place. The sixth by revenue is first by score; the second by
    # revenue falls four places, the first only one, and is at the level.
    scores = [30.0, 10.0, 25.0, 20.0, 15.0, 80.0]
    found = portfolio([[score] * 3 for score in scores], [60, 50, 40, 30, 20, 10])
    result = rank_disagreement(found, found.accounts, most=1)
    assert result.above["account_id"].to_list() == ["005"]
    assert result.below.select("account_id", "places").rows() == [("000", -1)]
    every = rank_disagreement(found, found.accounts)
    assert every.below.select("account_id", "places").rows()[:2] == [("000", -1), ("001", -4)]


def test_only_the_accounts_shown_are_listed_with_their_ranks_among_all() -> None:
    found = portfolio([[90, 0, 0], [90, 90, 90], [30, 60, 90]], [300, 200, 100])
    result = rank_disagreement(found, found.accounts.filter(pl.col("account_id") == "002"))
    assert result.above.select("account_id", "revenue_rank", "rank").rows() == [("002", 3, 2)]
    assert result.below.is_empty()


def test_nothing_is_listed_where_both_ranks_agree() -> None:
    found = portfolio([[90, 90, 90], [50, 50, 50], [10, 10, 10]], [300, 200, 100])
    result = rank_disagreement(found, found.accounts)
    assert result.above.is_empty()
    assert result.below.is_empty()
