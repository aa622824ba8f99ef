"""Tiers: cuts, gates, overrides, and the sentence that explains them (domain: tier)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.tiering import tier as tiering
from kam_core.scoring.tiering.tier import assign_tiers, seats
from kam_core.vocabulary.message import UserError
from tests.scoring.tier_builders import letters
from tests.scoring.tiering.tier_portfolios import inputs, model, tiers


@pytest.mark.parametrize(
    ("buyers", "expected"),
    [
        (98, (4, 14, 29)),
        (100, (5, 15, 30)),
        (1, (1, 0, 0)),
        (2, (1, 1, 0)),
        (3, (1, 1, 1)),
        (20, (1, 3, 6)),
        (0, (0, 0, 0)),
    ],
)
def test_a_quota_takes_the_floor_of_its_share_and_at_least_one(buyers: int, expected: tuple[int, int, int]) -> None:
    assert seats(QuotaCut(), buyers) == expected


def test_a_quota_is_not_robbed_of_a_seat_by_floating_point() -> None:
    assert math.floor(0.29 * 100) == 28
    assert seats(QuotaCut(s=0.29, a=0.0, b=0.0), 100) == (29, 0, 0)


def test_the_best_scores_take_the_seats_and_ties_go_by_account_id() -> None:
    assert tiers([10, 90, 50, 50, 30, 20], QuotaCut(s=0.2, a=0.34, b=0.2)) == "CSAABC"
    assert tiers([50, 50, 50, 50], QuotaCut(s=0.25, a=0.25, b=0.25)) == "SABC"


def test_who_brought_nothing_in_the_window_takes_no_seat() -> None:
    assert tiers([90, 50, 40], QuotaCut(), revenue=[0, 5, 5]) == "CSA"


def test_a_score_equal_to_the_cut_earns_the_higher_tier() -> None:
    assert tiers([80, 79.999, 65, 64.9, 45, 44.9], ScoreCut(s=80.0, a=65.0, b=45.0)) == "SAABBC"


def test_score_cuts_without_numbers_are_refused() -> None:
    with pytest.raises(UserError, match="no values yet"):
        tiers([80], ScoreCut())


def test_the_account_that_crosses_a_pareto_cut_belongs_to_the_higher_tier() -> None:
    # Cumulative shares 40, 70, 85, 96, 100 %: the second crosses 50 %, the third 80 %, the fourth 95 %.
    assert tiers([0] * 5, ParetoCut(), revenue=[40, 30, 15, 11, 4]) == "SSABC"


def test_an_account_that_ends_exactly_on_a_pareto_cut_closes_the_tier() -> None:
    assert tiers([0] * 4, ParetoCut(), revenue=[50, 30, 15, 5]) == "SABC"


@given(st.lists(st.floats(0, 100) | st.just(float("nan")), max_size=40), st.floats(0, 100))
def test_a_missing_score_never_reaches_a_tier_above_a_known_one(some: list[float], one: float) -> None:
    score = [*some, one]
    for cut in (QuotaCut(), ScoreCut(s=80.0, a=65.0, b=45.0)):
        found = assign_tiers(np.array(score), inputs([1] * len(score)), model(cut)).tier
        missing, known = found[np.isnan(score)], found[~np.isnan(score)]
        if len(missing) and len(known):
            assert missing.min() >= known.max()
        if isinstance(cut, ScoreCut):
            assert (missing == tiering.C).all()


def test_who_has_no_score_takes_no_seat_and_leaves_it_empty() -> None:
    nan = math.nan
    # Four seats above C for five buyers, of whom two have a score.
    assert tiers([nan, 40.0, nan, 60.0, nan], QuotaCut(s=0.2, a=0.2, b=0.4)) == "CACSC"


def test_where_nobody_has_a_score_no_place_is_handed_out_by_account_id() -> None:
    nobody = np.array([float("nan"), float("nan")])
    for cut in (QuotaCut(), ScoreCut(s=80.0, a=65.0, b=45.0)):
        with pytest.raises(UserError, match="No account has a score"):
            assign_tiers(nobody, inputs([1, 1]), model(cut))
    assert letters(assign_tiers(nobody, inputs([3, 1]), model(ParetoCut())).tier) == "SA"


def test_an_override_takes_a_seat_and_wins() -> None:
    cut = QuotaCut(s=0.25, a=0.25, b=0.25)
    lifted = assign_tiers(np.array([90.0, 80, 70, 60]), inputs([1] * 4, [-1, -1, -1, tiering.S]), model(cut))
    assert letters(lifted.tier) == "ABCS"
    assert letters(lifted.cut)[3] == "C"
    lowered = assign_tiers(np.array([90.0, 80, 70, 60]), inputs([1] * 4, [tiering.C, -1, -1, -1]), model(cut))
    assert letters(lowered.tier) == "CSAB"
