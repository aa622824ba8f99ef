"""The portfolio's filter, list and sentence (screens: portfolio)."""

import polars as pl
import pytest

from kam_core.insight.account_list.account_filter import NOT_GIVEN, AccountFilter, filter_options, filtered
from kam_core.insight.account_list.account_rows import prospects, rows, summary
from kam_core.insight.account_list.sentence import list_answer, list_line, list_population
from kam_core.vocabulary.enums import STAGE, TIER, VALUE_CLASS
from kam_core.vocabulary.message import Message
from tests.datasets import money

WINDOW = Message("the year")


def accounts() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "account": [0, 1, 2, 3],
            "account_id": ["A1", "B2", "C3", "D4"],
            "name": ["Alpha (Head)", "Beta", "Gamma", "Delta"],
            "parent": [None, 0, None, None],
            "tier": pl.Series(["S", "A", "C", None], dtype=TIER),
            "disqualified": False,
            "stage": pl.Series(["mature", "cooling", "mature", "prospect"], dtype=STAGE),
            "owner": ["Li", "Li", None, "Wu"],
            "industry": ["steel", "food", "steel", None],
            "region": ["north", "south", "north", "north"],
            "revenue": [money(600), money(300), money(100), 0],
            **{name: [50.0] * 4 for name in ("value_points", "health_points", "realised_points", "influence_points")},
            "potential_part_points": [50.0] * 4,
            "value_class": pl.Series(["whale", "rising_fish", "small_fish", None], dtype=VALUE_CLASS),
            "score": [90.0, 70.0, 20.0, 5.0],
            "margin_rate": [0.4, 0.3, None, None],
            "growth": [0.1, -0.4, None, None],
            "provisional": [False, True, False, False],
            "evergreen": [True, False, False, False],
            "held_back_by": pl.Series([None, None, ["recurring"], None], dtype=pl.List(pl.String)),
            "equal_at_cut": [False, True, False, False],
            "invest": [False] * 4,
            "prospect_points": [1.0, 2.0, 3.0, 44.0],
            "wallet_headroom": [None, None, None, money(7)],
            "needs": [None, None, None, money(8)],
            "credit_days_overdue": [0, 12, None, None],
            "open_balance": [money(50), money(70), money(90), None],
        },
        schema_overrides={"wallet_headroom": pl.Int64, "needs": pl.Int64},
    )


@pytest.mark.parametrize(
    ("account_filter", "expected"),
    [
        (AccountFilter(), ["A1", "B2", "C3", "D4"]),
        (AccountFilter(tiers=("S", "A")), ["A1", "B2"]),
        (AccountFilter(tiers=(NOT_GIVEN,)), ["D4"]),
        (AccountFilter(owners=(NOT_GIVEN,)), ["C3"]),
        (AccountFilter(owners=("Li",), stages=("cooling",)), ["B2"]),
        (AccountFilter(industries=("steel",), regions=("north",)), ["A1", "C3"]),
        (AccountFilter(text="  gAm "), ["C3"]),
        (AccountFilter(text="d4"), ["D4"]),
        (AccountFilter(text="(head"), ["A1", "B2"]),
        (AccountFilter(text=".*"), []),
    ],
)
def test_every_condition_of_a_filter_narrows_the_list(account_filter: AccountFilter, expected: list[str]) -> None:
    assert filtered(accounts(), account_filter)["account_id"].to_list() == expected


def test_a_wish_adds_no_column() -> None:
    assert filtered(accounts(), AccountFilter(text="a")).columns == accounts().columns


def test_what_is_not_given_can_be_wished_for_only_where_others_are_given() -> None:
    offered = filter_options(accounts())
    assert offered.owners == ("Li", "Wu", NOT_GIVEN)
    assert offered.regions == ("north", "south")
    assert filter_options(accounts().with_columns(pl.lit(None, pl.String).alias("owner"))).owners == ()


def test_the_sentence_counts_key_accounts_buyers_and_whales_of_all_accounts() -> None:
    view = summary(accounts(), accounts())
    assert (view.buyers, view.accounts, view.key, view.whales, view.rising) == (3, 4, 2, 1, 1)
    assert view.whale_share == pytest.approx(0.6)
    assert str(list_answer(view)) == "2 key accounts bring 90.0% of the revenue."
    assert str(list_population(view)) == "3 of 4 accounts are active customers,"
    assert str(list_line(view, WINDOW)) == (
        "with revenue of 1,000.00 in the year. "
        "1 whale (high realised value) brings 60.0% of this revenue; 1 rising fish (high potential) may follow."
    )


def test_where_nobody_is_a_rising_fish_the_sentence_names_none() -> None:
    view = summary(accounts(), accounts().filter(pl.col("value_class") != "rising_fish"))
    assert str(list_line(view, WINDOW)).endswith("1 whale (high realised value) brings 85.7% of this revenue.")


def test_the_sentence_of_a_filter_says_its_share_of_all() -> None:
    view = summary(accounts(), filtered(accounts(), AccountFilter(owners=("Li",), stages=("cooling",))))
    assert str(list_answer(view)) == "1 of 4 accounts matches, with 30.0% of the revenue."
    assert str(list_population(view)) == "1 of 1 account is an active customer,"


def test_nobody_matching_is_a_sentence_too() -> None:
    view = summary(accounts(), accounts().clear())
    assert str(list_answer(view)) == "0 of 4 accounts match, with 0.0% of the revenue."


STEPS = pl.DataFrame({"account": [0], "next_step": ["visit"], "due": [20_000]})


def test_the_list_holds_buyers_only_the_largest_revenue_first_with_a_month_a_point() -> None:
    history = pl.DataFrame(
        {"account": [0, 0, 2, 2], "month": [1, 2, 1, 2], "revenue": [money(5), 0, 0, money(7)], "margin": [0] * 4}
    )
    listed = rows(accounts().reverse(), history, STEPS)
    assert listed["account_id"].to_list() == ["A1", "B2", "C3"]
    assert listed["next_step"].to_list() == ["visit", None, None]
    assert listed["overdue_money"].to_list() == [None, money(70), None]
    assert listed["history"].to_list() == [[5.0, 0.0], [0.0, 0.0], [0.0, 7.0]]
    assert rows(accounts(), history, STEPS, most=1)["account_id"].to_list() == ["A1"]


def test_prospects_stand_apart() -> None:
    grades = pl.DataFrame({"account_id": ["D4"], "target_grade": ["B"], "grade_provisional": [True]})
    listed = prospects(accounts(), grades.cast({"target_grade": TIER}))
    assert listed.select("account_id", "target_grade").rows() == [("D4", "B")]


def test_an_account_with_large_credits_lifts_no_share_above_the_whole() -> None:
    """600 + 300 = 900 above zero beside −800: the whale's 600 are two thirds of it."""
    credited = accounts().with_columns(pl.Series("revenue", [money(600), money(300), money(-800), 0]))
    view = summary(credited, credited)
    assert (view.revenue, view.revenue_share) == (money(100), 1.0)
    assert view.whale_share == pytest.approx(600 / 900)
