"""Nobody serves more accounts of a tier than there are seats: the lowest scores overflow (domain: tier, step 4)."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import ParetoCut, ScoreCut
from kam_core.scoring.model.tiering_limits import Capacity, SeatLimits
from kam_core.scoring.tiering.capacity import apply_capacity
from tests.scoring.tier_builders import codes, letters, tier_inputs, tiers

ALL_S = ScoreCut(s=0.0, a=0.0, b=0.0)
RUBRIC = ScoreCut(s=80.0, a=65.0, b=45.0)


def placed(score: list[float], capacity: Capacity, cut: ScoreCut | ParetoCut = RUBRIC, **more: object) -> str:
    return letters(tiers(score, cut, capacity=capacity, **more).after_capacity)


def test_the_lowest_scores_overflow_one_tier_down() -> None:
    assert placed([95, 90, 85, 70, 50], Capacity(s=SeatLimits(in_all=2))) == "SSAAB"


def test_who_overflows_competes_for_the_seats_of_the_next_tier() -> None:
    # 85 leaves S and beats 70 and 68 in A; both of them become B, and B has one seat: 68 and 50 become C.
    assert placed(
        [95, 90, 85, 70, 68, 50], Capacity(s=SeatLimits(in_all=2), a=SeatLimits(in_all=1), b=SeatLimits(in_all=1))
    ) == ("SSABCC")


def test_of_equal_scores_the_later_account_goes() -> None:
    assert placed([90, 90, 90], Capacity(s=SeatLimits(in_all=2))) == "SSA"


def test_each_owner_has_seats_of_his_own() -> None:
    # Owner 0 has 95, 90, 85, owner 1 has 82: with two seats each only 85 goes.
    assert placed([95, 90, 85, 82], Capacity(s=SeatLimits(per_owner=2)), owners=[0, 0, 0, 1]) == "SSAS"


def test_the_seats_in_all_come_after_those_of_the_owners() -> None:
    # Each owner keeps his best two: 95, 90 and 82, 81. Of these four the best three stay.
    capacity = Capacity(s=SeatLimits(per_owner=2, in_all=3))
    assert placed([95, 90, 85, 82, 81], capacity, owners=[0, 0, 0, 1, 1]) == "SSASA"


def test_accounts_without_an_owner_are_limited_in_all_only() -> None:
    assert placed([95, 90, 85], Capacity(s=SeatLimits(per_owner=1)), owners=[-1, -1, 0]) == "SSS"
    assert placed([95, 90, 85], Capacity(s=SeatLimits(per_owner=1, in_all=2)), owners=[-1, -1, 0]) == "SSA"


def test_a_tier_set_by_hand_takes_a_seat_in_all_and_of_its_owner() -> None:
    # 20 is set to S: of two seats one is left, for 95.
    assert placed([95, 90, 20], Capacity(s=SeatLimits(in_all=2)), by_hand="--S") == "SAC"
    # The owner of 20 has one seat, which is taken; the other owner's seat is free.
    assert placed([95, 90, 20], Capacity(s=SeatLimits(per_owner=1)), by_hand="--S", owners=[0, 1, 0]) == "ASC"


def test_tiers_set_by_hand_never_overflow_even_beyond_the_seats() -> None:
    found = tiers([95, 90, 20], RUBRIC, capacity=Capacity(s=SeatLimits(in_all=1)), by_hand="-SS")
    assert letters(found.tier) == "ASS"


def test_no_seat_at_all_empties_a_tier() -> None:
    nobody = SeatLimits(in_all=0)
    assert placed([95, 90, 50], Capacity(s=nobody)) == "AAB"
    assert placed([95, 90, 50], Capacity(s=nobody, a=nobody, b=nobody)) == "CCC"


def test_seats_are_given_by_score_also_where_the_cut_goes_by_revenue() -> None:
    # By revenue the first two are S; the second has the better score.
    assert placed([10, 60, 50], Capacity(s=SeatLimits(in_all=1)), ParetoCut(), revenue=[40, 30, 30])[:2] == "AS"


def test_an_account_without_a_score_is_the_first_to_go() -> None:
    revenue = [40, 30, 30]
    assert placed([float("nan"), 1, 50], Capacity(s=SeatLimits(in_all=1)), ParetoCut(), revenue=revenue)[:2] == "AS"


def test_hours_limit_like_seats() -> None:
    # 25 hours at 10 each are two accounts.
    assert placed([95, 90, 85], Capacity(s=SeatLimits(hours_in_all=25.0, hours_each=10.0))) == "SSA"


def test_prospects_take_no_seat() -> None:
    assert placed([95, 90], Capacity(s=SeatLimits(in_all=1)), bought=[False, True]) == "-S"


def test_every_overflow_is_reported_with_its_limit() -> None:
    capacity = Capacity(s=SeatLimits(per_owner=1, in_all=1))
    found = apply_capacity(codes("SSS"), np.array([95.0, 90.0, 85.0]), tier_inputs(3, owners=[0, 0, 1]), capacity)
    assert [(one.tier, one.over, one.places, one.rows.tolist()) for one in found.overflows] == [
        (0, "owner", 1, [1]),
        (0, "all", 1, [2]),
    ]


ACCOUNTS = st.lists(
    st.tuples(st.integers(0, 20).map(lambda n: 5.0 * n), st.integers(-1, 3), st.sampled_from("------SABC")),
    min_size=1, max_size=40,
)  # fmt: skip
PAGES = st.builds(SeatLimits, in_all=st.none() | st.integers(0, 12), per_owner=st.none() | st.integers(0, 4))
CAPACITY = st.builds(Capacity, s=PAGES, a=PAGES, b=PAGES)


@given(ACCOUNTS, CAPACITY)
def test_nobody_ever_serves_more_than_the_seats_but_for_what_managers_set(
    accounts: list[tuple[float, int, str]], capacity: Capacity
) -> None:
    score, owners, by_hand = (list(column) for column in zip(*accounts, strict=True))
    found = tiers(score, RUBRIC, capacity=capacity, owners=owners, by_hand="".join(by_hand))
    tier_letters, owner = letters(found.tier), np.array(owners)
    for tier, places in zip("SAB", capacity.by_tier, strict=True):
        inside = np.array([one == tier for one in tier_letters])
        set_by_hand = np.array([one == tier for one in by_hand])
        if places.in_all is not None:
            assert inside.sum() <= max(places.in_all, set_by_hand.sum())
        for one in range(4 if places.per_owner is not None else 0):
            mine = owner == one
            assert (inside & mine).sum() <= max(places.per_owner, (set_by_hand & mine).sum())


@given(ACCOUNTS, CAPACITY)
def test_seats_lift_nobody_and_without_limits_they_change_nothing(
    accounts: list[tuple[float, int, str]], capacity: Capacity
) -> None:
    score, owners, by_hand = (list(column) for column in zip(*accounts, strict=True))
    free = tiers(score, RUBRIC, owners=owners, by_hand="".join(by_hand))
    limited = tiers(score, RUBRIC, capacity=capacity, owners=owners, by_hand="".join(by_hand))
    assert (limited.after_capacity >= limited.gated).all()
    assert free.after_capacity.tolist() == free.gated.tolist() == limited.gated.tolist()


@given(ACCOUNTS, PAGES, st.sampled_from("sab"))
def test_over_the_seats_of_one_tier_nobody_falls_by_more_than_one(
    accounts: list[tuple[float, int, str]], places: SeatLimits, tier: str
) -> None:
    score, owners, by_hand = (list(column) for column in zip(*accounts, strict=True))
    found = tiers(score, RUBRIC, capacity=Capacity(**{tier: places}), owners=owners, by_hand="".join(by_hand))
    fell = found.after_capacity != found.gated
    assert (found.after_capacity[fell] == found.gated[fell] + 1).all()
    assert set(found.gated[fell].tolist()) <= {"sab".index(tier)}


@given(ACCOUNTS, CAPACITY)
def test_of_two_accounts_of_one_owner_and_tier_the_better_score_never_falls_below(
    accounts: list[tuple[float, int, str]], capacity: Capacity
) -> None:
    score, owners, _ = (list(column) for column in zip(*accounts, strict=True))
    found = tiers(score, RUBRIC, capacity=capacity, owners=owners)
    for one in range(len(score)):
        for other in range(len(score)):
            if owners[one] == owners[other] and score[one] > score[other]:
                assert found.after_capacity[one] <= found.after_capacity[other]


@given(ACCOUNTS, CAPACITY)
def test_a_seat_is_free_only_where_nobody_overflowed(
    accounts: list[tuple[float, int, str]], capacity: Capacity
) -> None:
    score, owners, _ = (list(column) for column in zip(*accounts, strict=True))
    made = tiers(score, RUBRIC, owners=owners)
    seating = apply_capacity(made.gated, np.array(score), tier_inputs(len(score), owners=owners), capacity)
    for one in seating.overflows:
        if one.over == "all":
            assert (seating.codes == one.tier).sum() == one.places
