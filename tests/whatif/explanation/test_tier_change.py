"""Why an account moved: parts that add up, against a brute-force split and by hand."""

import datetime
import itertools
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.model.tiering_limits import Capacity, SeatLimits
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.scoring.score import utilities, weighted_sum
from kam_core.services.appraisal import account_measures
from kam_core.vocabulary.measures import MEASURES
from kam_core.whatif.explanation.score_change import FACTORS, score_change
from kam_core.whatif.explanation.steps import CutDistance, Explanation
from kam_core.whatif.explanation.tier_change import explain, explain_all, movers
from tests.datasets import dataset, monthly

EARLY = View(datetime.date(2022, 6, 30))
"""Half a year into the second year of the data: nobody has a growth yet, so the criterion drops out."""
THEN, NOW = View(datetime.date(2023, 12, 31)), View(datetime.date(2024, 12, 31))
DATA = dataset(
    [
        *(line for n in range(1, 13) for line in monthly(f"{n:02d}", "2021-01-10", 48, 10 * n, margin=30 - 2 * n)),
        *monthly("rocket", "2021-01-10", 36, 5, margin=2),
        *monthly("rocket", "2024-01-10", 12, 95, margin=20),
        *monthly("fading", "2021-01-10", 36, 120, margin=30),
        *monthly("fading", "2024-01-10", 3, 20, margin=5),
        *monthly("young", "2024-05-10", 8, 60),
        *monthly("gone", "2021-01-10", 24, 60, margin=9),
        *monthly("bare", "2021-01-10", 36, 40),
        *monthly("bare", "2024-01-10", 12, 70),
    ],
    [{"account": name, "owner": "Li" if int(name) % 2 else "Wang"} for name in (f"{n:02d}" for n in range(1, 13))]
    + [{"account": "hope"}],
)
FRAMES = {view: account_measures(DATA, view) for view in (EARLY, THEN, NOW)}
OPEN = {"mutual_dependence": False, "recurring": False, "revenue_and_margin": False}
PLAIN = rebuilt(
    propose(built_in_preset("transactions_only"), FRAMES[NOW]).with_cut(QuotaCut(s=0.2, a=0.3, b=0.3)),
    gates=OPEN,
)
NAMES = [criterion.name for criterion in PLAIN.criteria]
PUBLISHED = pl.DataFrame({"account_id": ["05", "09", "11"], "tier": ["S", "A", "B"]})


def portfolio(model: Model = PLAIN, view: View = NOW, published: pl.DataFrame | None = None) -> Portfolio:
    return build_portfolio(FRAMES[view], view, propose(model, FRAMES[view]), published)


def row(found: Portfolio, account_id: str) -> int:
    return found.accounts["account_id"].to_list().index(account_id)


def explained(before: Portfolio, after: Portfolio, account_id: str) -> Explanation:
    return explain(before, after, row(after, account_id))


utility = st.one_of(
    st.builds(lambda up: {"kind": "percentile", "more_is_better": up}, st.booleans()),
    st.builds(lambda lo, hi: {"kind": "linear", "lo": lo, "hi": hi}, st.floats(0, 400), st.floats(401, 2000)),
    st.builds(lambda lo, hi: {"kind": "log", "lo": lo, "hi": hi}, st.floats(1, 100), st.floats(101, 3000)),
)
cut = st.one_of(
    st.builds(QuotaCut, s=st.floats(0.05, 0.3), a=st.floats(0, 0.3), b=st.floats(0, 0.3)),
    st.lists(st.floats(5, 95), min_size=3, max_size=3).map(lambda at: ScoreCut(s=max(at), a=sorted(at)[1], b=min(at))),
    st.just(ParetoCut()),
)
places = st.one_of(
    st.none(),
    st.builds(lambda n: {"in_all": n}, st.integers(0, 3)),
    st.builds(lambda n: {"per_owner": n}, st.integers(0, 1)),
)


@st.composite
def models(draw: st.DrawFn) -> Model:
    weights = draw(st.lists(st.floats(0, 40), min_size=len(NAMES), max_size=len(NAMES)))
    if sum(weights) < 1:
        weights[0] = 10.0
    criteria = [criterion.model_dump() for criterion in PLAIN.criteria]
    for criterion, weight in zip(criteria, weights, strict=True):
        criterion["weight"] = weight
        if draw(st.booleans()):
            criterion["utility"] = draw(utility)
    overrides = draw(st.lists(st.sampled_from(["03", "08", "hope"]), unique=True, max_size=2))
    seats = {tier: found for tier in "sab" if (found := draw(places)) is not None}
    return rebuilt(
        PLAIN,
        criteria=criteria,
        missing=draw(st.sampled_from(["share_out", "neutral", "worst"])),
        cut=draw(cut).model_dump(),
        gates=OPEN | {"recurring": draw(st.booleans()), "revenue_and_margin": draw(st.booleans())},
        capacity=seats,
        hysteresis={"points": draw(st.floats(0, 20)), "share": draw(st.floats(0, 0.3)), "stay_months": 0},
        overrides=[
            Override(account_id=name, tier=draw(st.sampled_from("SABC")), reason="r", author="a").model_dump()
            for name in overrides
        ],
    )


def points_sum(distance: CutDistance) -> float:
    return distance.before + distance.data + distance.weights + distance.ranges + distance.cut + distance.seats


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


def mixed_score(
    data: Portfolio, weights: Portfolio, ranges: Portfolio, at: tuple[int, int, int], begin: float
) -> float:
    """The account's own row of one portfolio put into the table of another, scored under mixed models."""
    own = data.accounts.select(ranges.accounts.columns)[at[0]]
    everybody = ranges.accounts
    frame = pl.concat([everybody[: at[2]], own, everybody[at[2] + 1 :]])
    points = utilities(frame, ranges.model).points[at[2] : at[2] + 1]
    # Which criteria drop out is the peers' affair: one account that came from elsewhere does not bring them back.
    heavy = np.array([criterion.weight for criterion in weights.model.criteria]) * ranges.matrix.active
    found = float(weighted_sum(points, heavy, weights.model.missing).score[0])
    return begin if np.isnan(found) else found


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


def buys(side: Portfolio, account_id: str) -> bool:
    return bool(side.accounts.filter(pl.col("account_id") == account_id)["revenue"][0] > 0)


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
        by = f"; most by {MEASURES[most.measure].label}"
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


def test_under_a_pareto_cut_the_way_is_told_in_money() -> None:
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
    assert str(found.sentence) == f"{found.tier_before} → S: set to S by hand."
    assert found.moves is not None
    assert found.moves.override < 0
    assert found.moves.cut == 0
    assert (
        str(explained(after, before, "01").sentence) == f"S → {found.tier_before}: a tier set by hand came to its end."
    )
    assert str(explained(after, after, "01").sentence) == "S as before: set to S by hand."


def test_a_gate_that_closes_is_named() -> None:
    closed = rebuilt(PLAIN, gates=OPEN | {"revenue_and_margin": True})
    before, after = portfolio(), portfolio(closed)
    found = [one for one in explain_all(before, after, movers(before, after)) if one.moves and one.moves.gates > 0]
    assert found
    for one in found:
        assert "A gate holds it down: " in str(one.sentence)
        assert one.distance is not None
        assert one.distance.before == one.distance.after
    back = explained(after, before, found[0].account_id)
    assert "The gate that held it down is gone: " in str(back.sentence)


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
        "It would be A, but a gate holds it at B: the margin rate is under half of the portfolio's."
    )


CAUSES_OF_A_FALL = ("A gate holds it down", "The seats of ")
CAUSES_OF_A_RISE = ("The gate that held it down is gone", "Before, the seats of ")


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


def test_among_equals_at_the_cut_the_sentence_says_that_their_order_decides() -> None:
    """By growth alone all accounts that bought alike have 50 points, more than there are seats in any tier."""
    before, after = portfolio(), portfolio(PLAIN.with_weights({name: float(name == "growth") for name in NAMES}))
    sentences = {
        found.account_id
        for found in explain_all(before, after, movers(before, after))
        if "only the order of the accounts decides" in str(found.sentence)
    }
    score, tier = after.scores.score, after.tiers.tier
    level = np.flatnonzero(score == 50)
    assert {1, 2} <= set(tier[level].tolist())
    moved = [row for row in movers(before, after).tolist() if row in level]
    assert sentences == {after.accounts["account_id"][row] for row in moved}
    # Where weights part everybody nobody is told so.
    apart = portfolio(PLAIN.with_weights({"growth": 60.0, "revenue": 5.0}))
    assert not any(
        "order of the accounts" in str(one.sentence) for one in explain_all(before, apart, movers(before, apart))
    )


def test_without_a_known_measure_the_sentence_says_what_is_missing() -> None:
    """ "young" began this year: it has no growth."""
    before, after = portfolio(), portfolio(PLAIN.with_weights({name: float(name == "growth") for name in NAMES}))
    found = explained(before, after, "young")
    assert found.score_after is None
    assert "it has no score any more, because no measure is known of it that still has a weight" in str(found.sentence)
    assert "before, no measure was known of it that had a weight" in str(explained(after, before, "young").sentence)


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
    assert str(found.sentence).endswith("The seats of S are full.")
    assert str(explain(after, before, int(pushed)).sentence).endswith("Before, the seats of S were full.")


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


def test_a_tier_kept_from_the_last_publication_is_told() -> None:
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
    assert str(found.sentence).endswith("It keeps S, the tier last published.")
    assert str(explain(after, before, best).sentence).endswith("It no longer keeps S, the tier last published.")


def test_an_account_that_is_new_has_no_before() -> None:
    found = explained(portfolio(view=THEN), portfolio(view=NOW), "young")
    assert (found.tier_before, found.score_before, found.distance, found.moves) == (None, None, None, None)
    assert str(found.sentence) == f"New in {found.tier_after}: it had no tier before."
    without = replace_accounts(portfolio(view=THEN), "young")
    assert str(explained(without, portfolio(view=NOW), "young").sentence).startswith("New in ")
    assert explained(without, portfolio(view=NOW), "12").change == pytest.approx(
        explained(portfolio(view=THEN), portfolio(view=NOW), "12").change
    )


def replace_accounts(found: Portfolio, without: str) -> Portfolio:
    """The portfolio as built without one account."""
    remaining = FRAMES[found.view].filter(pl.col("account_id") != without)
    return build_portfolio(remaining, found.view, found.model)


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
