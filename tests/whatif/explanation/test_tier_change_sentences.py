"""The sentence that explains a tier change: weights, cuts, gates, seats, overrides, ties."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.tiering_limits import Capacity, SeatLimits
from kam_core.vocabulary.measures import MEASURES
from kam_core.whatif.explanation.score_change import FACTORS
from kam_core.whatif.explanation.tier_change import explain, explain_all, movers
from tests.whatif.explanation.explained_portfolios import (
    CAUSES_OF_A_FALL,
    CAUSES_OF_A_RISE,
    NAMES,
    NOW,
    OPEN,
    PLAIN,
    PUBLISHED,
    THEN,
    explained,
    models,
    portfolio,
    replace_accounts,
)


def test_a_mover_by_weights_says_so_in_one_sentence() -> None:
    before, after = portfolio(), portfolio(PLAIN.with_weights({"growth": 60.0, "revenue": 5.0}))
    found = explain_all(before, after, movers(before, after))
    assert found
    for one in found:
        assert one.distance is not None
        assert one.score_before is not None
        assert one.score_after is not None
        rose, change = one.distance.line_after - one.distance.line_before, one.score_after - one.score_before
        most = max(one.criteria, key=lambda part: part.weights * np.sign(change))
        by = f"; mainly {MEASURES[most.measure].label}"
        score = f"{one.score_before:.1f} → {one.score_after:.1f} (weights {change:+.1f}{by})"
        if abs(change) < 0.05:
            score = f"{one.score_after:.1f}"
        cut = f"{'rose' if rose > 0 else 'fell'} by {abs(rose):.1f}"
        if abs(rose) < 0.05:
            cut = f"stayed at {one.distance.line_after:.1f}"
        explained = f"{one.tier_before} → {one.tier_after}: score {score}, the cut of {one.distance.boundary} {cut}."
        assert str(one.sentence) == explained


def test_moving_the_cut_alone_leaves_every_score_as_it_is() -> None:
    score_cut = PLAIN.with_cut(ScoreCut(s=60.0, a=40.0, b=20.0))
    before, after = portfolio(score_cut), portfolio(score_cut.with_cut(ScoreCut(s=60.0, a=35.0, b=20.0)))
    rows = movers(before, after)
    between = (before.scores.score >= 35) & (before.scores.score < 40) & before.inputs.bought
    assert set(rows.tolist()) == set(np.flatnonzero(between).tolist())
    for found in explain_all(before, after, rows):
        assert found.distance is not None
        assert (found.distance.cut, found.distance.weights, found.distance.data) == (5.0, 0, 0)
        assert f"B → A: score {found.score_after:.1f}, the cut of A fell by 5.0." == str(found.sentence)


def test_under_a_pareto_cut_the_way_is_reported_in_money() -> None:
    pareto = PLAIN.with_cut(ParetoCut())
    before, after = portfolio(pareto, THEN), portfolio(pareto, NOW)
    found = explained(before, after, "rocket")
    assert found.distance is not None
    assert found.distance.unit == "money"
    # 12 × 5 and 12 × 95 in ten-thousandths.
    assert found.distance.data == 12 * 90 * 10_000
    assert "revenue 60.00 → 1,140.00" in str(found.sentence)
    other = explained(portfolio(), portfolio(pareto), "12")
    assert other.distance is None


def test_a_tier_set_by_hand_is_a_part_of_its_own() -> None:
    decided = Override(account_id="01", tier="S", reason="referee", author="Li Wei")
    before, after = portfolio(), portfolio(rebuilt(PLAIN, overrides=(decided.model_dump(),)))
    found = explained(before, after, "01")
    assert str(found.sentence) == f"{found.tier_before} → S: manual tier S."
    assert found.moves is not None
    assert found.moves.override < 0
    assert found.moves.cut == 0
    assert str(explained(after, before, "01").sentence) == f"S → {found.tier_before}: a manual tier ended."
    assert str(explained(after, after, "01").sentence) == "S unchanged: manual tier S."


def test_a_gate_that_closes_is_named() -> None:
    closed = rebuilt(PLAIN, gates=OPEN | {"revenue_and_margin": True})
    before, after = portfolio(), portfolio(closed)
    found = [one for one in explain_all(before, after, movers(before, after)) if one.moves and one.moves.gates > 0]
    assert found
    for one in found:
        assert "Held back by a gate: " in str(one.sentence)
        assert one.distance is not None
        assert one.distance.before == one.distance.after
    back = explained(after, before, found[0].account_id)
    assert "No longer held back by a gate: " in str(back.sentence)


def test_a_gate_that_fell_away_with_a_fall_is_no_cause_of_it() -> None:
    """The margin rate of "12" fails: A by cut, held at B. With almost nothing but margin it is C, whatever the gate."""
    gated = rebuilt(PLAIN, gates=OPEN | {"revenue_and_margin": True})
    before = portfolio(gated)
    after = portfolio(gated.with_weights({name: 100.0 if name == "margin" else 1.0 for name in NAMES}))
    found = explained(before, after, "12")
    assert (found.tier_before, found.tier_after) == ("B", "C")
    assert found.moves is not None
    assert found.moves.gates < 0
    assert "gate" not in str(found.sentence)
    # The other way round it rises, and the gate is what it rises against.
    back = explained(after, before, "12")
    assert (back.tier_before, back.tier_after) == ("C", "B")
    assert str(back.sentence).endswith(
        "Qualified for A, but held back at B by a gate: the margin rate is less than half of the portfolio's."
    )


@settings(max_examples=40, deadline=None)
@given(models(), models(), st.booleans())
def test_no_sentence_gives_a_cause_against_the_move(one: Model, other: Model, published: bool) -> None:
    before, after = (portfolio(model, published=PUBLISHED if published else None) for model in (one, other))
    for found in explain_all(before, after, movers(before, after)):
        if found.tier_before is None or found.tier_after is None:
            continue
        fell = "SABC".index(found.tier_after) > "SABC".index(found.tier_before)
        for wrong in CAUSES_OF_A_RISE if fell else CAUSES_OF_A_FALL:
            assert wrong not in str(found.sentence)


TIED = "Tied with accounts on the other side of the cut; decided by account id."


def test_among_equals_at_the_cut_the_sentence_says_that_their_order_decides() -> None:
    """By growth alone all accounts that bought alike have 50 points, more than there are seats in any tier."""
    before, after = portfolio(), portfolio(PLAIN.with_weights({name: float(name == "growth") for name in NAMES}))
    sentences = {
        found.account_id for found in explain_all(before, after, movers(before, after)) if TIED in str(found.sentence)
    }
    score, tier = after.scores.score, after.tiers.tier
    level = np.flatnonzero(score == 50)
    assert {1, 2} <= set(tier[level].tolist())
    moved = [row for row in movers(before, after).tolist() if row in level]
    assert sentences == {after.accounts["account_id"][row] for row in moved}
    # Where weights part everybody nobody is told so.
    apart = portfolio(PLAIN.with_weights({"growth": 60.0, "revenue": 5.0}))
    assert not any(TIED in str(one.sentence) for one in explain_all(before, apart, movers(before, apart)))


def test_without_a_known_measure_the_sentence_says_what_is_missing() -> None:
    """ "young" began this year: it has no growth."""
    before, after = portfolio(), portfolio(PLAIN.with_weights({name: float(name == "growth") for name in NAMES}))
    found = explained(before, after, "young")
    assert found.score_after is None
    assert "no score any more, because no weighted criterion has data" in str(found.sentence)
    assert "no score before, because no weighted criterion had data" in str(explained(after, before, "young").sentence)


def test_seats_that_are_full_raise_what_must_be_reached() -> None:
    """Three S accounts by quota, two seats: the third must now beat the second."""
    before = portfolio()
    after = portfolio(rebuilt(PLAIN, capacity=Capacity(s=SeatLimits(in_all=2)).model_dump()))
    inside = np.sort(before.scores.score[before.tiers.tier == 0])[::-1]
    assert len(inside) == 3
    (pushed,) = np.flatnonzero((before.tiers.tier == 0) & (after.tiers.tier == 1))
    found = explain(before, after, int(pushed))
    assert found.distance is not None
    assert found.distance.seats == pytest.approx(-(inside[1] - inside[2]))
    assert (found.distance.before, found.distance.after) == (0, pytest.approx(inside[2] - inside[1]))
    assert str(found.sentence).endswith("All S seats are full.")
    assert str(explain(after, before, int(pushed)).sentence).endswith("Previously, the S seats were full.")


def test_seats_of_one_owner_are_no_matter_of_another() -> None:
    """Each owner may have one S account: only the second of the same owner goes, against that owner's first."""
    before = portfolio(PLAIN.with_cut(QuotaCut(s=0.5, a=0.2, b=0.2)))
    after = portfolio(rebuilt(before.model, capacity=Capacity(s=SeatLimits(per_owner=1)).model_dump()))
    owners, names = before.accounts["owner"].to_list(), before.accounts["account_id"].to_list()
    for found in explain_all(before, after, movers(before, after)):
        at = names.index(found.account_id)
        best = max(
            score for score, owner, tier in zip(before.scores.score, owners, before.tiers.tier, strict=True)
            if owner == owners[at] and tier == 0
        )  # fmt: skip
        assert found.distance is not None
        assert found.distance.line_after == pytest.approx(best)
        assert found.distance.after == pytest.approx(found.score_after - best)
        assert owners[at] is not None
    assert {owners[names.index(found.account_id)] for found in explain_all(before, after, movers(before, after))} == {
        "Li", "Wang",
    }  # fmt: skip


def test_an_account_set_by_hand_is_measured_against_all_buyers() -> None:
    """Three S seats; the best account is set to C by hand and leaves its S place to the fourth. Its own cut stays the
    third score of all buyers, while for the others it is the fourth."""
    best = int(np.argmax(np.where(portfolio().inputs.buys, portfolio().scores.score, -1)))
    name = portfolio().accounts["account_id"][best]
    decided = Override(account_id=name, tier="C", reason="r", author="a").model_dump()
    before, after = portfolio(), portfolio(rebuilt(PLAIN, overrides=[decided]))
    ranked = np.sort(after.scores.score[after.inputs.buys])[::-1]
    found = explain(before, after, best)
    assert found.distance is not None
    assert found.distance.line_after == ranked[2]
    risen = next(one for one in explain_all(before, after, movers(before, after)) if one.tier_after == "S")
    assert risen.distance is not None
    assert risen.distance.line_after == ranked[3]


def test_a_tier_kept_from_the_last_publication_is_reported() -> None:
    """A band as wide as everybody: the best A account, published as S, keeps S."""
    before = portfolio()
    best = int(np.flatnonzero((before.tiers.tier == 1) & (before.scores.score < 100))[0])
    name = before.accounts["account_id"][best]
    wide = rebuilt(PLAIN, hysteresis={"points": 2.0, "share": 1.0, "stay_months": 0})
    after = portfolio(wide, published=pl.DataFrame({"account_id": [name], "tier": ["S"]}))
    found = explain(before, after, best)
    assert (found.tier_before, found.tier_after) == ("A", "S")
    assert found.moves is not None
    assert (found.moves.cut, found.moves.hysteresis) == (0, -1)
    assert str(found.sentence).endswith("Stays S as last published.")
    assert str(explain(after, before, best).sentence).endswith("No longer stays S as last published.")


def test_an_account_that_is_new_has_no_before() -> None:
    found = explained(portfolio(view=THEN), portfolio(view=NOW), "young")
    assert (found.tier_before, found.score_before, found.distance, found.moves) == (None, None, None, None)
    assert str(found.sentence) == f"New in {found.tier_after}: no tier before."
    without = replace_accounts(portfolio(view=THEN), "young")
    assert str(explained(without, portfolio(view=NOW), "young").sentence).startswith("New in ")
    assert explained(without, portfolio(view=NOW), "12").change == pytest.approx(
        explained(portfolio(view=THEN), portfolio(view=NOW), "12").change
    )


def test_a_criterion_that_comes_or_goes_counts_as_weights() -> None:
    fewer: Any = [criterion.model_dump() for criterion in PLAIN.criteria if criterion.name != "growth"]
    before, after = portfolio(), portfolio(rebuilt(PLAIN, criteria=fewer))
    for side in ((before, after), (after, before)):
        found = explained(*side, "rocket")
        assert found.change is not None
        assert sum(part.weights for part in found.criteria) == pytest.approx(found.change, abs=1e-9)
        growth = next(part for part in found.criteria if part.name == "growth")
        assert 0 in (growth.weight_before, growth.weight_after)
        assert None in (growth.points_before, growth.points_after)
    assert FACTORS == ("data", "weights", "ranges")


def test_where_a_tier_has_no_free_place_its_cut_stands_at_a_hundred() -> None:
    decided = [Override(account_id=f"{n:02d}", tier="S", reason="r", author="a").model_dump() for n in (1, 2, 3)]
    before, after = portfolio(), portfolio(rebuilt(PLAIN, overrides=decided))
    pushed = next(one for one in explain_all(before, after, movers(before, after)) if one.tier_before == "S")
    assert pushed.distance is not None
    assert pushed.distance.line_after == 100
    assert pushed.distance.after == pytest.approx(pushed.score_after - 100)


def test_movers_stand_with_the_largest_revenue_first() -> None:
    before, after = portfolio(view=THEN), portfolio()
    rows = movers(before, after)
    revenue = after.inputs.revenue[rows].tolist()
    assert revenue == sorted(revenue, reverse=True)
    assert len(rows) > 0
