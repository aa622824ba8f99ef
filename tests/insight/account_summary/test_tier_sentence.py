"""Why an account has its tier, in one sentence that agrees with the counts of the tiers, by hand."""

import datetime

import polars as pl
import pytest

from kam_core.insight.account_summary.score_groups import score_groups
from kam_core.insight.account_summary.tier_sentence import last_rank, tier_sentence
from kam_core.insight.account_summary.value_role import value_role
from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.model import rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, score_accounts
from tests.datasets import dataset
from tests.scoring.tiering.tier_portfolios import ACCOUNTS, LINES, VIEW, model, portfolio, publication

QUARTERS = QuotaCut(s=0.2, a=0.2, b=0.2)
"""One of the five buyers each: by revenue once, giant, solid, plain, small."""
RECURRING = Gates(mutual_dependence=False, recurring=True, revenue_and_margin=False)


def row_of(found: Portfolio, account: str) -> int:
    return found.accounts["account_id"].to_list().index(account)


def decisive(found: Portfolio, account: str) -> str:
    return str(tier_sentence(found, row_of(found, account)).decisive)


def test_a_tier_by_score_names_rank_and_how_far_the_tier_reaches() -> None:
    found = portfolio(model(QUARTERS))
    order = found.accounts.filter(pl.col("rank").is_not_null()).sort("rank")["account_id"].to_list()
    assert "is rank 1 of 5, and the top 1 by score qualify for S." in decisive(found, order[0])
    assert "is rank 2 of 5, and A reaches down to rank 2." in decisive(found, order[1])
    assert "is rank 3 of 5, and B reaches down to rank 3." in decisive(found, order[2])
    assert decisive(found, order[4]).startswith("C by score: ")
    assert decisive(found, order[4]).endswith("is rank 5 of 5, and B reaches down to rank 3.")


def test_the_last_rank_of_a_tier_is_the_number_of_accounts_that_qualify_for_it_or_a_better_one() -> None:
    found = portfolio(model(QuotaCut(s=0.2, a=0.4, b=0.2)))
    counts = [int((found.accounts["cut_tier"] == tier).sum()) for tier in "SAB"]
    assert [last_rank(found, tier) for tier in "SAB"] == [counts[0], sum(counts[:2]), sum(counts)] == [1, 3, 4]


def test_an_account_that_a_gate_holds_back_says_so_first_and_still_where_it_is_by_score() -> None:
    found = portfolio(model(QuotaCut(s=0.4, a=0.6, b=0.0), RECURRING))
    sentence = tier_sentence(found, row_of(found, "once"))
    # The gate holds for S and for A, so the account falls past both.
    assert str(sentence.decisive) == "B, held back from S by 1 gate: no recurring purchases."
    assert "by score" in str(sentence.others[0])


def test_an_account_whose_tier_was_set_by_hand_names_who_and_why() -> None:
    override = Override(
        account_id="small", tier="S", reason="pilot plant", author="Li Na", until=datetime.date(2025, 6, 30)
    )
    found = portfolio(model(QUARTERS, overrides=(override,)))
    sentence = tier_sentence(found, row_of(found, "small"))
    assert str(sentence.decisive) == "S, set manually by Li Na until 2025-06-30: pilot plant."
    assert " by score: " in str(sentence.others[0]), "and where the score alone would put it"


def test_an_account_that_keeps_its_published_tier_says_what_the_score_alone_would_give() -> None:
    made = rebuilt(model(ScoreCut(s=80.0, a=60.0, b=40.0)), hysteresis={"points": 100.0})
    data = dataset(LINES, ACCOUNTS)
    found = score_accounts(account_measures(data, VIEW), VIEW, made, publication(small="B"))
    assert found.accounts["cut_tier"][row_of(found, "small")] == "C"
    assert decisive(found, "small") == "B as last published; by score alone it would be C."


def test_a_prospect_has_no_tier_and_the_sentence_says_why() -> None:
    found = portfolio(model(QUARTERS))
    assert decisive(found, "prospect").startswith("Prospect: no purchase yet")


def standard() -> Portfolio:
    frame = account_measures(dataset(LINES, ACCOUNTS), VIEW)
    return score_accounts(frame, VIEW, propose(built_in_preset("standard"), frame))


@pytest.mark.parametrize("account", ["giant", "solid", "plain", "small", "once"])
def test_the_parts_of_the_score_add_up_to_it_and_their_maxima_to_a_hundred(account: str) -> None:
    found = standard()
    groups = score_groups(found, row_of(found, account))
    assert sum(one.earned for one in groups) == pytest.approx(found.accounts["score"][row_of(found, account)], abs=1e-9)
    assert sum(one.possible for one in groups) == pytest.approx(100.0, abs=1e-9)
    assert all(-1e-9 <= one.earned <= one.possible + 1e-9 for one in groups)


def test_the_role_says_what_is_earned_today_and_what_lies_ahead() -> None:
    found = standard()
    once = row_of(found, "once")
    assert found.accounts["value_class"][once] == "one_off_whale"
    assert "but purchases do not recur" in str(value_role(found, once))
    assert value_role(found, row_of(found, "prospect")) is None
