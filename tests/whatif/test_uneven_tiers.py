"""Cuts that put most buyers into one tier: ten buyers with 10, 20, … 100 points."""

import pytest

from kam_core.intake import load
from kam_core.measures.view import default_view
from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.whatif.comparison import compare
from kam_core.whatif.uneven_tiers import UnevenTiers, uneven_tiers
from tests.intake.handwritten_files import text
from tests.scoring.tier_builders import ONE


def under(cut: Cut) -> UnevenTiers | None:
    rows = "".join(f"{number},A{number},2024-01-05,{100 * number}\n" for number in range(1, 11))
    dataset = load([text("orders.csv", f"order_id,account,date,amount\n{rows}")]).dataset
    view = default_view(dataset, None)
    published = score_accounts(account_measures(dataset, view), view, Model.from_toml(ONE))
    return uneven_tiers(compare(published, published.model.with_cut(cut)))


def test_seven_of_ten_buyers_in_s_and_a_are_named_and_cuts_for_the_best_fifth_are_proposed() -> None:
    found = under(ScoreCut(s=50, a=40, b=30))
    assert found is not None
    assert (found.tiers, found.accounts, found.buyers) == (("S", "A"), 7, 10)
    # One of ten is more than 5 %, yet S is never empty; two are 20 %, five are half.
    assert (found.proposal.s, found.proposal.a, found.proposal.b, found.key_then) == (100.0, 90.0, 60.0, 2)
    assert str(found.sentence).startswith("7 of 10 active customers (70.0%) would be S or A by score")


def test_six_of_ten_buyers_in_b_are_named() -> None:
    found = under(ScoreCut(s=100, a=90, b=30))
    assert found is not None
    assert (found.tiers, found.accounts) == (("B",), 6)


def test_a_cut_by_revenue_that_needs_six_of_ten_buyers_for_80_percent_is_named() -> None:
    # 1,000 + 900 + 800 + 700 + 600 are 73 % of 5,500, with the sixth 82 %.
    found = under(ParetoCut())
    assert found is not None
    assert (found.tiers, found.accounts) == (("S", "A"), 6)


@pytest.mark.parametrize("cut", [QuotaCut(), ScoreCut(s=100, a=90, b=60)])
def test_even_cuts_say_nothing(cut: Cut) -> None:
    assert under(cut) is None
