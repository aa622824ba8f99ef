"""Why an account moved: parts that add up, against a brute-force split and by hand."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.portfolio import build_portfolio
from kam_core.whatif.explanation.score_change import score_change
from kam_core.whatif.explanation.tier_change import explain, explain_all, movers
from tests.whatif.explanation.explained_portfolios import (
    EARLY,
    FRAMES,
    NAMES,
    NOW,
    OPEN,
    PLAIN,
    PUBLISHED,
    THEN,
    buys,
    explained,
    mixed_score,
    models,
    points_sum,
    portfolio,
    row,
)


@settings(max_examples=60, deadline=None)
@given(models(), models(), st.sampled_from([(NOW, NOW), (THEN, NOW), (EARLY, NOW), (NOW, EARLY)]), st.booleans())
def test_all_parts_add_up_whatever_changed(one: Model, other: Model, views: tuple[View, View], published: bool) -> None:
    before = portfolio(one, views[0], PUBLISHED if published else None)
    after = portfolio(other, views[1], PUBLISHED if published else None)
    for found in explain_all(before, after, np.arange(after.accounts.height)):
        assert (
            found.change is None
            or not found.criteria
            or sum(part.data + part.weights + part.ranges for part in found.criteria)
            == pytest.approx(found.change, abs=1e-9)
        )
        if found.distance is not None:
            assert points_sum(found.distance) == pytest.approx(found.distance.after, abs=1e-9)
        if found.moves is not None and found.steps_before is not None:
            moves = found.moves
            assert found.steps_after.tier - found.steps_before.tier == (
                moves.cut + moves.hysteresis + moves.gates + moves.seats + moves.override
            )
        assert "{" not in str(found.sentence)


@settings(max_examples=40, deadline=None)
@given(models(), models(), st.sampled_from(["01", "06", "rocket", "bare", "12"]), st.sampled_from([EARLY, THEN]))
def test_the_split_of_the_score_is_the_mean_over_all_six_orders(
    one: Model, other: Model, name: str, view: View
) -> None:
    """Each order changes data, weights and ranges one after the other, by scoring mixed tables from scratch."""
    sides = portfolio(one, view), portfolio(other, NOW)
    rows = row(sides[0], name), row(sides[1], name)
    begin = float(sides[0].scores.score[rows[0]])
    assume(not np.isnan(begin) and not np.isnan(sides[1].scores.score[rows[1]]))
    value = {
        mix: mixed_score(sides[mix[0]], sides[mix[1]], sides[mix[2]], (rows[mix[0]], rows[mix[1]], rows[mix[2]]), begin)
        for mix in itertools.product((0, 1), repeat=3)
    }
    expected = np.zeros(3)
    for order in itertools.permutations(range(3)):
        mix = [0, 0, 0]
        for factor in order:
            start = value[tuple(mix)]  # type: ignore[index]
            mix[factor] = 1
            expected[factor] += (value[tuple(mix)] - start) / 6  # type: ignore[index]
    change = score_change(*sides, np.array([rows[0]]), np.array([rows[1]]))
    assert change.parts[0] == pytest.approx(expected, abs=1e-9)


def test_other_weights_on_the_same_data_are_nothing_but_weights() -> None:
    before, after = portfolio(), portfolio(PLAIN.with_weights({"growth": 60.0}))
    for found in explain_all(before, after, np.arange(after.accounts.height)):
        assert all(part.data == 0 and part.ranges == 0 for part in found.criteria)


def test_other_bounds_on_the_same_data_are_nothing_but_ranges() -> None:
    criteria = [criterion.model_dump() for criterion in PLAIN.criteria]
    criteria[0]["utility"] = {"kind": "linear", "lo": 0.0, "hi": 5000.0}
    before, after = portfolio(), portfolio(rebuilt(PLAIN, criteria=criteria))
    found = explained(before, after, "12")
    assert all(part.data == 0 and part.weights == 0 for part in found.criteria)
    assert [part.name for part in found.criteria if abs(part.ranges) > 1e-12] == [NAMES[0]]


def test_another_date_under_the_same_fixed_ranges_is_nothing_but_data() -> None:
    found = explained(portfolio(view=THEN), portfolio(view=NOW), "rocket")
    assert found.change is not None
    assert found.change > 5
    assert sum(part.data for part in found.criteria) == pytest.approx(found.change, abs=1e-9)
    assert all(part.weights == 0 and part.ranges == 0 for part in found.criteria)


def test_only_peers_moved_for_an_account_that_did_not_change_itself() -> None:
    """ "01" bought the same in both years; by rank it falls or rises through others alone."""
    criteria = [
        {**criterion.model_dump(), "weight": 100.0 if criterion.name == "revenue" else 0.0,
         "utility": {"kind": "percentile"} if criterion.name == "revenue" else criterion.utility.model_dump()}
        for criterion in PLAIN.criteria
    ]  # fmt: skip
    model = rebuilt(PLAIN, criteria=criteria)
    found = explained(portfolio(model, THEN), portfolio(model, NOW), "12")
    # Then fading (120 a month) shared its place; now it fell below: from 13.5th to 15th of 16 accounts.
    assert sum(part.data for part in found.criteria) == pytest.approx(0, abs=1e-9)
    assert sum(part.weights for part in found.criteria) == 0
    assert sum(part.ranges for part in found.criteria) > 0


@settings(max_examples=10, deadline=None)
@given(models(), models())
def test_many_at_once_are_explained_like_one_by_one(one: Model, other: Model) -> None:
    ranked = [criterion.model_dump() | {"utility": {"kind": "percentile"}} for criterion in other.criteria]
    before, after = portfolio(one, THEN), portfolio(rebuilt(other, criteria=ranked))
    rows = np.arange(after.accounts.height)
    for at, found in zip(rows.tolist(), explain_all(before, after, rows), strict=True):
        alone = explain(before, after, at)
        for part, same in zip(found.criteria, alone.criteria, strict=True):
            assert (part.data, part.weights, part.ranges) == pytest.approx(
                (same.data, same.weights, same.ranges), abs=1e-9
            )


def test_a_heavier_criterion_lifts_by_what_it_stands_above_the_score() -> None:
    """Two criteria of equal weight with 100 and 0 points: score 50. Weight 3 : 1 makes it 75, all by weights.

    The strong one: its share ½ → ¾ times (100 − 50) is +12.5; the weak one: ½ → ¼ times (0 − 50) is +12.5.
    """
    frame = FRAMES[NOW]
    criteria = [
        {"name": "strong", "group": "realised", "measure": "revenue", "weight": 10.0,
         "utility": {"kind": "linear", "lo": 0.0, "hi": 1.0}},
        {"name": "weak", "group": "realised", "measure": "purchases", "weight": 10.0,
         "utility": {"kind": "linear", "lo": 1000.0, "hi": 2000.0}},
    ]  # fmt: skip
    even = rebuilt(PLAIN, criteria=criteria)
    before = build_portfolio(frame, NOW, even)
    after = build_portfolio(frame, NOW, even.with_weights({"strong": 30.0}))
    found = explained(before, after, "07")
    assert (found.score_before, found.score_after) == (pytest.approx(50), pytest.approx(75))
    assert [part.weights for part in found.criteria] == pytest.approx([12.5, 12.5])


@settings(max_examples=30, deadline=None)
@given(models(), models(), st.sampled_from([NOW, THEN]))
def test_who_rises_comes_from_below_the_cut_and_who_falls_from_above(one: Model, other: Model, view: View) -> None:
    """With nothing but a cut in the way the sign of the distance says who is inside."""
    nothing: Any = {"gates": OPEN, "capacity": {}, "overrides": ()}
    sides = portfolio(rebuilt(one, **nothing), view), portfolio(rebuilt(other, **nothing))
    for found in explain_all(*sides, movers(*sides)):
        if found.distance is None or found.tier_before is None or found.tier_after is None:
            continue
        # A cut by rank or by revenue does not know who has no revenue in the window, however high the score.
        if any(not isinstance(side.model.cut, ScoreCut) and not buys(side, found.account_id) for side in sides):
            continue
        up = (
            found.tier_after < found.tier_before
            if "S" not in (found.tier_before, found.tier_after)
            else (found.tier_after == "S")
        )
        below, above = (
            (found.distance.before, found.distance.after) if up else (found.distance.after, found.distance.before)
        )
        assert below <= 1e-9
        assert above >= -1e-9


def test_the_cut_of_a_quota_is_the_lowest_score_inside() -> None:
    before, after = portfolio(), portfolio(PLAIN.with_weights({"growth": 60.0, "revenue": 5.0}))
    for found in explain_all(before, after, movers(before, after)):
        assert found.distance is not None
        for side, line in ((before, found.distance.line_before), (after, found.distance.line_after)):
            inside = side.tiers.cut <= "SAB".index(found.distance.boundary)
            assert line == side.scores.score[inside & side.inputs.buys].min()
