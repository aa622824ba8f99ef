"""Who is silent in a season in which it did not buy a year before either does not cool."""

import datetime

import pytest

from kam_core.measures.lifecycle.policy import LifecyclePolicy, with_rhythm
from kam_core.measures.view import View
from kam_core.services.appraisal import account_measures
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, monthly

SUMMER = [line for year in (2022, 2023, 2024) for line in monthly("beer", f"{year}-03-15", 6, 10)]
"""Buys from March to August, never in autumn."""
STEADY = [*monthly("steady", "2022-01-15", 32, 10)]
"""Bought every month, autumn too, and stopped in August 2024."""


def stage_of(account: str, as_of: str, policy: LifecyclePolicy, lines: list[dict[str, object]]) -> str:
    frame = account_measures(dataset(lines), View(datetime.date.fromisoformat(as_of), lifecycle=policy))
    return dict(frame.select("account_id", "stage").iter_rows())[account]


SEASONS = LifecyclePolicy(seasons=True)


def test_a_summer_buyer_does_not_cool_in_december_but_who_bought_in_the_autumn_before_does() -> None:
    lines = SUMMER + STEADY
    assert stage_of("beer", "2024-12-31", LifecyclePolicy(), lines) == "cooling"
    assert stage_of("beer", "2024-12-31", SEASONS, lines) == "mature"
    assert stage_of("steady", "2024-12-31", SEASONS, lines) == "cooling"


def test_a_summer_buyer_that_misses_its_summer_cools() -> None:
    lines = [line for line in SUMMER if line["date"] < "2024-01-01"]
    assert stage_of("beer", "2024-02-29", SEASONS, lines) != "cooling"
    assert stage_of("beer", "2024-06-30", SEASONS, lines) == "cooling"


def test_january_and_february_are_one_season_where_the_new_year_moves_between_them() -> None:
    """From January to October every month, never in November and December: January alone does not say yet."""
    lines = [line for year in (2022, 2023) for line in monthly("lu", f"{year}-01-05", 10, 10)]
    festival = LifecyclePolicy(seasons=True, spring_festival=True)
    assert stage_of("lu", "2024-01-31", SEASONS, lines) == "cooling"
    assert stage_of("lu", "2024-01-31", festival, lines) != "cooling"
    assert stage_of("lu", "2024-02-29", festival, lines) == "cooling"


def test_fast_buyers_cool_after_a_month_or_three_gaps() -> None:
    fast = with_rhythm(LifecyclePolicy(), "fast")
    weekly = [{"account": "w", "date": f"2024-{month:02d}-{day:02d}", "amount": 10.0}
              for month in range(1, 12) for day in (2, 9, 16, 23)]  # fmt: skip
    assert stage_of("w", "2024-12-23", LifecyclePolicy(), weekly) != "cooling"
    assert stage_of("w", "2024-12-24", fast, weekly) == "cooling"
    assert with_rhythm(fast, "standard") == LifecyclePolicy()


@pytest.mark.parametrize(
    "wrong", [{"cooling_days": 0}, {"rhythm": "slow"}, {"cooling_days": 400}, {"deepening_growth": -0.5}]
)
def test_rules_that_contradict_themselves_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UserError):
        LifecyclePolicy(**wrong)  # type: ignore[arg-type]
