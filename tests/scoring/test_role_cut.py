"""Cut between the roles: where one role holds most active customers, a cut is proposed that spreads them."""

import polars as pl
import pytest

from kam_core.intake import load
from kam_core.measures.view import default_view
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.role_cut import active_roles, uneven_roles, with_proposed_class_cut
from kam_core.scoring.score import utilities
from kam_core.services.appraisal import account_measures
from tests.intake.handwritten_files import text
from tests.scoring.tier_builders import ONE

BY_REVENUE = Model.from_toml(ONE)
"""Points of realised value are a tenth of the revenue; potential is unknown, so an account is a cash whale or small."""


def buyers(*revenue: int) -> pl.DataFrame:
    rows = "".join(f"{number},A{number},2024-01-05,{amount}\n" for number, amount in enumerate(revenue))
    dataset = load([text("orders.csv", f"order_id,account,date,amount\n{rows}")]).dataset
    # One purchase cannot show whether purchases recur.
    return account_measures(dataset, default_view(dataset, None)).with_columns(recurring=pl.lit(True))


def test_three_of_four_small_fish_are_named_and_a_cut_between_the_second_and_the_third_is_proposed() -> None:
    frame = buyers(100, 200, 300, 900)
    found = uneven_roles(active_roles(frame, utilities(frame, BY_REVENUE), BY_REVENUE), BY_REVENUE)
    assert found is not None
    assert (found.role, found.accounts, found.active, found.cut) == ("small_fish", 3, 4, 60.0)
    # 21 points is the lowest whole cut with two accounts on either side.
    assert (found.proposed_cut, found.largest_then) == (21.0, 2)
    assert with_proposed_class_cut(BY_REVENUE, frame).class_cut == 21.0


@pytest.mark.parametrize("revenue", [(100, 200, 700, 900), (100, 100, 100, 100)])
def test_nothing_is_proposed_where_half_is_apart_or_no_cut_sets_anybody_apart(revenue: tuple[int, ...]) -> None:
    frame = buyers(*revenue)
    assert uneven_roles(active_roles(frame, utilities(frame, BY_REVENUE), BY_REVENUE), BY_REVENUE) is None
    assert with_proposed_class_cut(BY_REVENUE, frame) == BY_REVENUE


def test_a_cut_that_was_decided_and_spreads_the_roles_stays() -> None:
    frame = buyers(100, 200, 300, 900)
    decided = rebuilt(BY_REVENUE, class_cut=25.0)
    assert with_proposed_class_cut(decided, frame).class_cut == 25.0
