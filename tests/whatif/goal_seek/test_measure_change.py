"""Goal seek by one measure: the change suffices, one step less does not."""

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.model import rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis, SeatLimits
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.whatif.goal_seek.measure_change import Goal, goal, next_tier
from kam_core.whatif.goal_seek.utility_inverse import step_of
from tests.whatif.random_portfolios import many_accounts
from tests.whatif.revenue_portfolios import RUBRIC, model, portfolio, row_of

SOLD = {"ash": 95.0, "birch": 70.0, "cedar": 50.0, "date": 20.0}


def to(account: str, tier: str, found: Portfolio) -> Goal:
    return goal(found, row_of(found, account), tier)


def only(found: Goal) -> float | None:
    (lift,) = found.measure_changes
    return lift.goal


def test_the_next_tier_is_the_one_above_and_s_has_none() -> None:
    found = portfolio({**SOLD, "hope": 0.0}, model())
    assert [next_tier(found, row_of(found, name)) for name in ("ash", "birch", "cedar", "date", "hope")] == [
        None, "S", "A", "B", None,
    ]  # fmt: skip


def test_under_score_cuts_the_cut_itself_suffices() -> None:
    found = to("cedar", "A", portfolio(SOLD, model()))
    assert (found.score_now, found.score_needed, only(found)) == (50, 65, 66)
    # 65 points and a hair: the next whole unit of money. To S it is a longer way.
    assert only(to("cedar", "S", portfolio(SOLD, model()))) == 81


def test_an_account_that_was_published_below_must_leave_the_band() -> None:
    published = portfolio(SOLD, model(), published={"cedar": "B", "birch": "S"})
    assert to("cedar", "A", published).score_needed == 67
    # birch was S: it keeps S from 78 on.
    assert to("birch", "S", published).score_needed == 78


def test_under_a_quota_the_one_whose_place_it_takes_must_be_passed() -> None:
    cut = QuotaCut(s=0.25, a=0.25, b=0.25)
    found = to("cedar", "A", portfolio(SOLD, model(cut)))
    assert found.score_needed == math.nextafter(70.0, math.inf)
    assert only(found) == 71
    # date stands after birch by id and must pass it; ash stands before birch: with equal scores it comes first.
    tie = portfolio({"ash": 40.0, "birch": 70.0, "cedar": 90.0, "date": 20.0}, model(cut))
    assert to("ash", "A", tie).score_needed == 70.0


def test_under_a_pareto_cut_only_revenue_lifts() -> None:
    # 50, 30, 20: cedar starts at 80 % and is B. To start below 80 % it must pass birch, or grow until it does:
    # 80 / (80 + x) < 0.8 from x = 21 on.
    sold = {"ash": 50.0, "birch": 30.0, "cedar": 20.0}
    found = portfolio(sold, model(ParetoCut()))
    assert found.accounts["tier"].to_list() == ["S", "A", "B"]
    needed = to("cedar", "A", found)
    assert (needed.score_needed, only(needed)) == (None, 21)
    # birch is S when it starts below 50 %: 50 / (70 + x) < 0.5 from x = 31 on.
    assert only(to("birch", "S", found)) == 31


def test_what_no_value_reaches_is_stated() -> None:
    far = model(ScoreCut(s=100.0, a=100.0, b=45.0), hysteresis=Hysteresis(points=5.0))
    found = to("cedar", "S", portfolio(SOLD, far, published={"cedar": "A"}))
    assert [str(one) for one in found.obstacles] == ["No score would reach S."]
    assert found.measure_changes == ()


def test_gates_seats_and_decisions_that_would_hold_it_back_are_reported() -> None:
    thin = portfolio(SOLD, model(gates=Gates(least_rate_of_portfolio=0.5)), margin=-0.1)
    assert [str(one) for one in to("birch", "S", thin).obstacles] == [
        "A gate would hold it back: the margin is not above zero."
    ]
    full = portfolio(SOLD, model(capacity=Capacity(s=SeatLimits(in_all=1))))
    assert [str(one) for one in to("birch", "S", full).obstacles] == ["The S seats would be full even without it."]
    assert to("cedar", "A", full).obstacles == ()
    by_hand = Override(account_id="birch", tier="B", reason="x", author="y")
    decided = to("birch", "S", portfolio(SOLD, model(overrides=[by_hand])))
    assert [str(one) for one in decided.obstacles] == ["Its tier is manual; measures do not change it."]


def test_an_account_that_only_a_gate_holds_back_needs_no_better_score() -> None:
    thin = to("ash", "S", portfolio(SOLD, model(gates=Gates(least_rate_of_portfolio=0.5)), margin=-0.1))
    assert [str(one) for one in thin.obstacles] == ["A gate would hold it back: the margin is not above zero."]
    assert (thin.score_needed, thin.measure_changes) == (None, ())
    full = to("birch", "A", portfolio(SOLD, model(capacity=Capacity(a=SeatLimits(in_all=0)))))
    assert [str(one) for one in full.obstacles] == ["The A seats would be full even without it."]
    assert full.measure_changes == ()


def test_a_gate_that_is_a_number_says_which() -> None:
    # Revenue of 95, 70, 50 and 20 has the median 60; cedar is A by its score once A begins at 45.
    gated = model(ScoreCut(s=80.0, a=45.0, b=10.0), gates=Gates())
    small = to("cedar", "A", portfolio(SOLD, gated, margin=0.2))
    assert [str(one) for one in small.obstacles] == [
        "A gate would hold it back: revenue 50.00, median of active customers 60.00."
    ]


def test_a_tier_too_young_to_change_is_given_as_the_reason() -> None:
    young = portfolio(SOLD, model(hysteresis=Hysteresis(stay_months=6)), published={"cedar": "B"}, months={"cedar": 4})
    assert [str(one) for one in to("cedar", "A", young).obstacles] == [
        "Its tier was published 4 months ago and stays for at least 6 months."
    ]
    old = portfolio(SOLD, model(hysteresis=Hysteresis(stay_months=6)), published={"cedar": "B"}, months={"cedar": 6})
    assert only(to("cedar", "A", old)) == 68


def test_an_account_outside_the_cut_gets_that_reason() -> None:
    found = portfolio({**SOLD, "hope": 0.0}, model(QuotaCut()))
    assert "prospect" in str(to("hope", "A", found).obstacles[0])
    with pytest.raises(ValueError, match="not in tuple"):
        to("ash", "Z", found)


def test_a_missing_value_may_be_what_lifts_it() -> None:
    # The margin is unknown; with it, 10 × 50 + 10 × u over 20 must be 65: u = 80, and a hair.
    found = portfolio(SOLD, model())
    second = found.model.criteria[0].model_dump() | {"name": "margin", "measure": "margin"}
    both = rebuilt(found.model, criteria=[found.model.criteria[0].model_dump(), second])
    frame = found.accounts.select(pl.exclude(ADDED)).with_columns(
        pl.when(pl.col("account_id") != "cedar").then(pl.col("revenue")).alias("margin")
    )
    measure_changes = {
        one.measure: one for one in to("cedar", "A", build_portfolio(frame, found.view, both)).measure_changes
    }
    assert (measure_changes["margin"].now, measure_changes["margin"].goal) == (None, 81)
    assert (measure_changes["revenue"].now, measure_changes["revenue"].goal) == (50, 66)
    # Under the policy "worst" the blank counts 0: 10 × 50 + 10 × u over 20 is 65 at u = 80, revenue cannot do it.
    worst = rebuilt(both, missing="worst")
    measure_changes = {
        one.measure: one for one in to("cedar", "A", build_portfolio(frame, found.view, worst)).measure_changes
    }
    assert (measure_changes["margin"].goal, measure_changes["revenue"].goal) == (81, None)
    assert "Out of reach" in str(measure_changes["revenue"].why_not)


ADDED = [
    "score", "coverage", "rank", "tier", "cut_tier", "overridden", "provisional", "prospect_points", "realised_points",
    "potential_points", "value_class",
]  # fmt: skip
MANY = many_accounts(40)
FRAME = MANY.accounts.select(pl.exclude(ADDED))
PUBLISHED = pl.DataFrame(
    {
        "account_id": MANY.accounts["account_id"],
        "tier": [None if code < 0 else TIERS[code] for code in MANY.inputs.published.tolist()],
    }
)
CUTS = st.sampled_from(
    [RUBRIC, ScoreCut(s=70.0, a=50.0, b=30.0), QuotaCut(), QuotaCut(s=0.2, a=0.0, b=0.3), ParetoCut()]
)


@settings(deadline=None, max_examples=120)
@given(
    CUTS, st.integers(0, 39), st.sampled_from("SAB"), st.sampled_from(["share_out", "neutral", "worst"]), st.booleans()
)
def test_what_was_found_suffices_and_one_step_less_does_not(
    cut: QuotaCut | ScoreCut | ParetoCut, row: int, tier: str, missing: str, has_published: bool
) -> None:
    made = rebuilt(MANY.model, cut=cut.model_dump(), missing=missing, capacity={})
    published = PUBLISHED if has_published else None
    found = build_portfolio(FRAME, MANY.view, made, published)
    target = TIERS.index(tier)
    if found.tiers.after_hysteresis[row] <= target:
        return
    for lift in goal(found, row, tier).measure_changes:
        if lift.goal is None:
            continue
        assert _tier_after(made, published, row, lift.measure, lift.goal) <= target
        utility = made.criterion(lift.criterion).utility
        less = lift.goal + math.copysign(step_of(lift.measure, utility), (lift.now or 0.0) - lift.goal)
        passed = lift.now is not None and (less - lift.now) * (lift.goal - lift.now) < 0
        if lift.now is not None and not passed:
            assert _tier_after(made, published, row, lift.measure, less) > target


def _tier_after(made: object, published: pl.DataFrame | None, row: int, measure: str, value: float) -> int:
    """The tier by cut and hysteresis with another value of one measure, all from the start."""
    stored = round(value * MONEY_SCALE) if MEASURES[measure].kind is Kind.MONEY else value
    changed = FRAME.with_columns(
        pl.when(pl.int_range(pl.len()) == row)
        .then(pl.lit(stored))
        .otherwise(pl.col(measure))
        .cast(FRAME.schema[measure])
        .alias(measure)
    )
    return int(build_portfolio(changed, MANY.view, made, published).tiers.after_hysteresis[row])  # type: ignore[arg-type]
