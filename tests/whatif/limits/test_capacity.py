"""Seats: who has them, who waits, and what one more would hold."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.scoring.model.model import rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.tiering_limits import Capacity, SeatLimits
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.whatif.limits.capacity import seat_plan, seat_sentence
from tests.datasets import money
from tests.whatif.random_portfolios import many_accounts
from tests.whatif.revenue_portfolios import model, portfolio

SOLD = {"ash": 95.0, "birch": 90.0, "cedar": 85.0, "date": 82.0, "elm": 50.0}
OWNERS = {"ash": "Li", "birch": "Li", "cedar": "Li", "date": "Wu", "elm": "Wu"}


def plan_rows(capacity: Capacity, **more: object) -> list[dict[str, object]]:
    plan = seat_plan(portfolio(SOLD, model(capacity=capacity), OWNERS, **more))  # type: ignore[arg-type]
    return plan.seats.to_dicts()


def columns(row: dict[str, object], *names: str) -> tuple[object, ...]:
    return tuple(row[name] for name in names)


def test_without_limits_there_is_no_plan() -> None:
    plan = seat_plan(portfolio(SOLD, model(), OWNERS))
    assert plan.seats.is_empty()
    assert plan.overflow.is_empty()


def test_seats_in_all_say_who_waits_and_what_one_more_would_hold() -> None:
    (row,) = plan_rows(Capacity(s=SeatLimits(in_all=2)), margin=0.2)
    assert columns(row, "tier", "owner", "places", "used", "free", "waiting") == ("S", None, 2, 2, 0, 2)
    assert columns(row, "name", "instead_of", "revenue", "margin") == ("cedar", "A", money(85), money(17))
    assert str(seat_sentence(row)) == "One more seat would keep cedar in S instead of A: revenue 85.00, margin 17.00."


def test_a_seat_that_is_free_has_nobody_waiting() -> None:
    (row,) = plan_rows(Capacity(b=SeatLimits(in_all=3)))
    assert columns(row, "used", "free", "waiting", "account_id") == (1, 2, 0, None)
    assert str(seat_sentence(row)) == "No account is waiting for a B seat."


def test_each_owner_has_a_line_of_his_own() -> None:
    li, wu = plan_rows(Capacity(s=SeatLimits(per_owner=2)))
    assert columns(li, "owner", "places", "used", "free", "waiting", "name") == ("Li", 2, 2, 0, 1, "cedar")
    assert columns(wu, "owner", "places", "used", "free", "waiting", "name") == ("Wu", 2, 1, 1, 0, None)


def test_one_more_seat_of_an_owner_pushes_out_the_last_where_the_seats_in_all_are_full() -> None:
    # Li: ash, birch. Wu: date. Three in all are full; cedar (85) would come before date (82).
    rows = plan_rows(Capacity(s=SeatLimits(per_owner=2, in_all=3)))
    assert [columns(row, "owner", "used", "waiting") for row in rows] == [(None, 3, 0), ("Li", 2, 1), ("Wu", 1, 0)]
    assert columns(rows[1], "name", "displaces") == ("cedar", "date")
    assert str(seat_sentence(rows[1])).endswith("revenue 85.00. It would replace date.")


def test_one_more_seat_of_an_owner_helps_nobody_where_better_ones_fill_the_seats_in_all() -> None:
    # Two in all: ash (Li) and date would be Wu's only one; with one seat each, birch waits for Li's second.
    better = {"ash": 95.0, "birch": 81.0, "date": 90.0}
    plan = seat_plan(portfolio(better, model(capacity=Capacity(s=SeatLimits(per_owner=1, in_all=2))), OWNERS))
    li = plan.seats.to_dicts()[1]
    assert columns(li, "owner", "waiting", "name") == ("Li", 1, None)
    assert str(seat_sentence(li)) == "One more seat would not help: the total S seats are full."


def test_a_tier_set_by_hand_is_counted_as_such() -> None:
    by_hand = Override(account_id="elm", tier="S", reason="founder", author="Li")
    capacity = Capacity(s=SeatLimits(in_all=2))
    plan = seat_plan(portfolio(SOLD, model(capacity=capacity, overrides=[by_hand]), OWNERS))
    assert columns(plan.seats.to_dicts()[0], "used", "by_hand", "waiting", "name") == (2, 1, 3, "birch")


def test_one_more_seat_helps_nobody_where_tiers_set_by_hand_are_more_than_the_seats() -> None:
    by_hand = [Override(account_id=name, tier="S", reason="founder", author="Li") for name in ("elm", "date")]
    made = model(capacity=Capacity(s=SeatLimits(in_all=1)), overrides=by_hand)
    (row,) = seat_plan(portfolio(SOLD, made, OWNERS)).seats.to_dicts()
    assert columns(row, "places", "used", "by_hand", "free", "waiting", "name") == (1, 2, 2, 0, 3, None)
    assert str(seat_sentence(row)) == "One more seat would not help: a manual tier would fill it."


def test_who_overflowed_is_listed_from_where_to_where_and_over_whose_seats() -> None:
    capacity = Capacity(s=SeatLimits(per_owner=2), a=SeatLimits(in_all=0))
    overflow = seat_plan(portfolio(SOLD, model(capacity=capacity), OWNERS)).overflow
    assert overflow.select("account_id", "owner", "from_tier", "tier", "over").rows() == [
        ("cedar", "Li", "S", "B", None)
    ]
    only = Capacity(s=SeatLimits(per_owner=2))
    assert seat_plan(portfolio(SOLD, model(capacity=only), OWNERS)).overflow["over"].to_list() == ["Li"]


PAGES = st.builds(SeatLimits, in_all=st.none() | st.integers(0, 8), per_owner=st.none() | st.integers(0, 3))
MANY = many_accounts(40)


@settings(deadline=None, max_examples=40)
@given(PAGES, PAGES)
def test_one_more_seat_in_all_goes_to_whom_the_plan_says(s: SeatLimits, a: SeatLimits) -> None:
    capacity = Capacity(s=s, a=a)
    found = _under(capacity)
    for row in seat_plan(found).seats.filter(pl.col("owner").is_null()).to_dicts():
        if row["waiting"]:
            more = {"s": s, "a": a}
            tier = str(row["tier"]).lower()
            more[tier] = more[tier].model_copy(update={"in_all": row["places"] + 1})
            after = _under(Capacity(**more))
            code = "SA".index(str(row["tier"]))
            gained = np.flatnonzero((after.tiers.tier == code) & (found.tiers.tier != code))
            named = [] if row["account_id"] is None else [row["account_id"]]
            assert [found.accounts["account_id"][int(one)] for one in gained] == named


def _under(capacity: Capacity) -> Portfolio:
    made = rebuilt(MANY.model, capacity=capacity.model_dump(), cut={"kind": "quota", "s": 0.3, "a": 0.3, "b": 0.3})
    return build_portfolio(MANY.accounts.drop(_ADDED, strict=False), MANY.view, made)


_ADDED = [
    "score", "coverage", "rank", "tier", "cut_tier", "overridden", "provisional", "prospect_points", "realised_points",
    "potential_points", "value_class",
]  # fmt: skip


def test_the_plan_counts_every_account_of_a_limited_tier() -> None:
    found = _under(Capacity(s=SeatLimits(in_all=5), a=SeatLimits(per_owner=2)))
    for row in seat_plan(found).seats.to_dicts():
        inside = found.accounts.filter(tier=row["tier"])
        if row["owner"] is not None:
            inside = inside.filter(owner=row["owner"])
        assert row["used"] == inside.height
        assert row["free"] == max(0, row["places"] - row["used"])
