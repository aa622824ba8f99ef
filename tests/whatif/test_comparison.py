"""What a draft changes: counts, flow, movers and why."""

import datetime

import numpy as np
import polars as pl
import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.draft import draft_of
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.model.proposed_cuts import proposed_cuts
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier_inputs import TierInputs
from kam_core.scoring.tiering.tier_totals import tier_totals
from kam_core.services.appraisal import account_measures, preset_for, score_accounts
from kam_core.whatif.active_criteria import active
from kam_core.whatif.comparison import compare, rescore
from kam_core.whatif.draft_answer import what_if_sentence
from kam_core.whatif.score_histogram import score_classes
from tests.datasets import dataset, money, monthly

VIEW = View(datetime.date(2024, 12, 31))
DATA = dataset(
    [
        *(line for n in range(1, 21) for line in monthly(f"{n:02d}", "2022-01-10", 36, 10 * n, margin=3 * (21 - n))),
        *monthly("rocket", "2022-01-10", 24, 5, margin=2),
        *monthly("rocket", "2024-01-10", 12, 55, margin=20),
    ],
    [{"account": "hope"}],
)
MODEL = propose(built_in_preset("transactions_only"), account_measures(DATA, VIEW))
QUARTERS = MODEL.with_cut(QuotaCut(s=0.25, a=0.25, b=0.25))


def never_asked(key: str) -> pl.DataFrame:
    raise AssertionError(f"the portfolio is that of the home view, and {key} was measured again")


def published(model: Model = QUARTERS) -> Portfolio:
    return score_accounts(account_measures(DATA, VIEW), VIEW, model)


def test_the_same_model_moves_nobody() -> None:
    result = compare(published(), QUARTERS)
    assert (result.moved, result.movers) == (0, ())
    assert result.flow.sum() == 21
    assert np.trace(result.flow) == 21
    assert str(what_if_sentence(result)) == "Your draft changes no tiers."


def test_counts_money_and_flow_agree_with_scoring_the_draft_from_scratch() -> None:
    draft = QUARTERS.with_weights({"growth": 60.0, "revenue": 5.0})
    result = compare(published(), draft)
    fresh = build_portfolio(account_measures(DATA, VIEW), VIEW, draft)
    tiers = fresh.accounts["tier"].cast(str).drop_nulls()
    assert dict(zip(result.mix["tier"], result.mix["accounts_after"], strict=True)) == {
        tier: int((tiers == tier).sum()) for tier in "SABC"
    }
    total = money(12 * (10 * sum(range(1, 21)) + 55))
    assert result.mix["revenue_before"].sum() == total
    assert result.mix["revenue_after"].sum() == total
    assert result.flow.sum(axis=1).tolist() == result.mix["accounts_before"].to_list()
    assert result.flow.sum(axis=0).tolist() == result.mix["accounts_after"].to_list()
    assert result.moved == result.up + result.down == result.flow.sum() - np.trace(result.flow)
    assert result.moved > 0


def test_a_mover_says_what_lifted_it() -> None:
    result = compare(published(), QUARTERS.with_weights({"growth": 60.0, "revenue": 5.0}))
    rocket = next(mover for mover in result.movers if mover.account_id == "rocket")
    assert rocket.up
    assert "mainly Growth" in str(rocket.why)


def test_movers_come_with_the_largest_revenue_first() -> None:
    movers = compare(published(), QUARTERS.with_weights({"growth": 60.0})).movers
    assert [mover.revenue for mover in movers] == sorted((mover.revenue for mover in movers), reverse=True)


def test_an_account_that_rose_but_was_overtaken_gets_that_reason() -> None:
    # With regularity at 60 everybody steady gains points, yet places change hands.
    result = compare(published(), QUARTERS.with_weights({"regularity": 60.0, "margin": 40.0}))
    overtaken = [mover for mover in result.movers if (mover.score_after > mover.score_before) != mover.up]
    assert overtaken
    for mover in overtaken:
        assert f"the cut of {min(mover.tier_before, mover.tier_after, key='SABC'.index)} rose by" in str(mover.why)


def test_a_moved_cut_is_named_as_the_cause() -> None:
    result = compare(published(), QUARTERS.with_cut(QuotaCut(s=0.5, a=0.25, b=0.25)))
    assert result.moved > 0
    assert all("the cut of" in str(mover.why) and "fell by" in str(mover.why) for mover in result.movers)
    by_money = compare(published(), QUARTERS.with_cut(ParetoCut()))
    assert all("cut method changed from Quota to Pareto share" in str(mover.why) for mover in by_money.movers)


def test_a_tier_set_by_hand_is_named_as_the_cause() -> None:
    decision = Override(account_id="01", tier="S", reason="referee", author="Li Wei")
    draft = rebuilt(QUARTERS, overrides=(decision.model_dump(),))
    result = compare(published(), draft)
    mover = next(mover for mover in result.movers if mover.account_id == "01")
    assert mover.tier_after == "S"
    assert "manual tier" in str(mover.why)


def test_other_criteria_are_scored_anew() -> None:
    before = published()
    draft = preset_for("classic_rfm", before, never_asked).with_cut(QuotaCut(s=0.25, a=0.25, b=0.25))
    scores, tiers = rescore(before, draft)
    fresh = build_portfolio(account_measures(DATA, VIEW), VIEW, draft)
    assert scores.score == pytest.approx(fresh.scores.score, nan_ok=True)
    assert tiers.tier.tolist() == fresh.tiers.tier.tolist()
    assert all("→" in str(mover.why) for mover in compare(before, draft).movers)


def test_both_curves_run_from_nothing_to_everything() -> None:
    result = compare(published(), QUARTERS.with_weights({"growth": 60.0}))
    for curve in (result.curve_before, result.curve_after):
        assert curve["value_share"].to_list()[0] == 0
        assert curve["value_share"].to_list()[-1] == pytest.approx(1)
        assert curve["value_share"].is_sorted()


def test_the_share_of_s_and_a_is_reported_before_and_after() -> None:
    open_gates = rebuilt(QUARTERS, gates={"mutual_dependence": False, "recurring": False, "revenue_and_margin": False})
    result = compare(published(open_gates), open_gates.with_cut(QuotaCut(s=1.0, a=0.0, b=0.0)))
    before, after = result.key_share
    assert before < after
    assert f"revenue share of S and A {before:.1%} → {after:.1%}." in str(what_if_sentence(result))


def test_a_draft_equal_to_its_base_is_the_base() -> None:
    weights = {criterion.name: criterion.weight for criterion in QUARTERS.criteria}
    assert draft_of(QUARTERS, weights, QUARTERS.cut) is QUARTERS
    assert draft_of(QUARTERS, weights | {"growth": 1.0}, QUARTERS.cut).criterion("growth").weight == 1


def test_the_lab_knows_which_criteria_have_data() -> None:
    assert active(published(), QUARTERS) == dict.fromkeys(
        ("revenue", "margin", "revenue_total", "regularity", "growth", "recency"), True
    )
    standard = preset_for("standard", published(), never_asked)
    assert active(published(), standard)["innovation"] is False


def test_fresh_score_cuts_fall_from_s_to_b() -> None:
    cut = proposed_cuts(published())["share"]
    assert cut.s is not None
    assert cut.a is not None
    assert cut.b is not None
    assert cut.s >= cut.a >= cut.b


def test_the_score_distribution_counts_every_tiered_account() -> None:
    result = compare(published(), QUARTERS.with_cut(ScoreCut(s=80.0, a=60.0, b=40.0)))
    middles, counts, lowest = score_classes(result)
    assert sum(counts) == 21
    assert len(middles) == len(counts) == 40
    assert all(lowest[tier] >= cut for tier, cut in (("S", 80), ("A", 60), ("B", 40)) if tier in lowest)


@pytest.mark.parametrize("largest", [7, 2**53 - 20, 2**53 + 1, 2**61])
def test_money_per_tier_is_exact_however_large_it_is(largest: int) -> None:
    revenue = np.array([largest, 1, -3, 1], dtype=np.int64)
    nobody = np.zeros(4, dtype=bool)
    inputs = TierInputs(bought=~nobody, revenue=revenue, gates=GateFlags({}, {}), overridden=np.full(4, -1, np.int8))
    found = tier_totals(np.array([0, 0, 3, -1], dtype=np.int8), inputs)
    assert (found.accounts, found.revenue) == ([2, 0, 0, 1], [largest + 1, 0, 0, -3])
