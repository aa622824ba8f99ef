"""What the concentration page shows (domain: concentration)."""

import numpy as np
import polars as pl
import pytest

from kam_core.insight.concentration.abc_classes import abc_classes
from kam_core.insight.concentration.by_unit import concentration_view
from kam_core.insight.concentration.concentration_sentence import (
    concentration_answer,
    concentration_line,
    concentration_population,
)
from kam_core.vocabulary.enums import TIER
from kam_core.vocabulary.message import Message
from tests.datasets import money

WINDOW = Message("the year")


def accounts() -> pl.DataFrame:
    """Ten buyers of 50, 20, 10, 5, 5, 2, 2, 2, 2, 2 = 100 and one who bought nothing."""
    revenue = [50, 20, 10, 5, 5, 2, 2, 2, 2, 2, 0]
    margin = [60, 20, 10, 5, 5, -10, 2, 2, 2, 2, 0]
    return pl.DataFrame(
        {
            "account": range(11),
            "account_id": [f"id{n}" for n in range(11)],
            "name": [f"Name {n}" for n in range(11)],
            "parent": [None, None, 0, *[None] * 8],
            "owner": ["Li"] * 5 + ["Wu"] * 5 + [None],
            "tier": pl.Series(["S", "A", *["C"] * 8, None], dtype=TIER),
            "revenue": [money(value) for value in revenue],
            "margin": [money(value) for value in margin],
            "score": [90.0, 60.0, *[10.0] * 8, 77.0],
        },
        schema_overrides={"account": pl.Int64, "parent": pl.Int64},
    )


def test_both_readings_of_eighty_twenty_are_in_the_sentence() -> None:
    view = concentration_view(accounts(), "account_id", "revenue")
    assert view.units == 10
    assert str(concentration_answer(view)) == "The top 20% (2 accounts) bring 70.0% of revenue."
    assert str(concentration_population(view, WINDOW)) == "3 of 10 accounts (30.0%) bring 80% in the year."
    assert view.cross == (pytest.approx(0.3), pytest.approx(0.8))


def test_losing_the_top_two_says_what_is_gone_and_lowers_the_curve() -> None:
    view = concentration_view(accounts(), "account_id", "revenue", lose=2)
    assert "Without the top 2, 70.00 (70.0%) is lost;" in str(concentration_line(view))
    assert view.remaining["value_share"].max() == pytest.approx(0.3)
    assert view.whole["value_share"].max() == pytest.approx(1.0)


def test_somebody_always_remains() -> None:
    view = concentration_view(accounts(), "account_id", "revenue", lose=99)
    assert view.loss is not None
    assert view.loss.n == 9


def test_what_loss_makers_give_back_stands_beside_the_shares() -> None:
    """Above zero 60 + 20 + 10 + 5 + 5 + 4 × 2 = 108 by nine accounts, of which two are 20 %; one loses 10."""
    view = concentration_view(accounts(), "account_id", "margin")
    assert (view.units, view.numbers.top20_share) == (9, pytest.approx(80 / 108))
    assert view.whole["value_share"].max() == pytest.approx(1.0)
    assert str(concentration_line(view)).endswith(
        "Not included in shares: 1 account below zero (-10.00); net total 98.00."
    )
    assert view.top["share"].to_list()[-1] is None


def test_by_owner_the_loss_of_an_account_stands_beside_the_gains_of_the_others() -> None:
    """Li 60 + 20 + 10 + 5 + 5 = 100; Wu 4 × 2 = 8 above zero and −2 net."""
    view = concentration_view(accounts(), "owner", "margin")
    assert view.top.select("name", "value", "share").rows() == [
        ("Li", money(100), pytest.approx(100 / 108)), ("Wu", money(-2), pytest.approx(8 / 108)),
    ]  # fmt: skip
    assert view.numbers.total == money(98)
    assert "1 account below zero (-10.00)" in str(concentration_line(view))


def test_a_group_adds_its_accounts_up_under_the_name_of_its_head() -> None:
    top = concentration_view(accounts(), "parent", "revenue").top
    assert top.select("account_id", "name", "value").row(0) == ("id0", "Name 0", money(60))


def test_owners_are_no_accounts_and_those_without_one_count_as_one() -> None:
    view = concentration_view(accounts().with_columns(pl.col("owner").replace("Wu", None)), "owner", "revenue")
    assert view.has_unassigned
    assert view.top.select("account_id", "name", "share").rows() == [
        (None, "Li", pytest.approx(0.9)), (None, None, pytest.approx(0.1)),
    ]  # fmt: skip


def test_the_score_counts_accounts_with_a_tier_only() -> None:
    view = concentration_view(accounts(), "account_id", "score", lose=1)
    assert view.units == 10
    assert view.numbers.total == pytest.approx(230)
    assert "Without the top 1, 90.0 (39.1%) is lost" in str(concentration_line(view))


def test_without_anything_above_zero_the_sentence_says_so() -> None:
    view = concentration_view(accounts().with_columns(pl.lit(0, pl.Int64).alias("revenue")), "account_id", "revenue", 3)
    assert str(concentration_answer(view)) == "There is no revenue above 0."
    assert str(concentration_population(view, WINDOW)) == "In the year; choose another measure or a longer window."


def test_twenty_equal_accounts_are_called_equal_instead_of_a_largest_fifth() -> None:
    equal = pl.DataFrame(
        {
            "account": range(20),
            "account_id": [f"id{n}" for n in range(20)],
            "name": [f"Name {n}" for n in range(20)],
            "revenue": [money(5)] * 20,
        }
    )
    view = concentration_view(equal, "account_id", "revenue")
    assert str(concentration_answer(view)) == "All 20 accounts are equally large: none stands out."


def test_who_crosses_a_limit_belongs_to_the_better_class_and_losses_to_c() -> None:
    # 50 + 20 reach 70 %, the 20 after them crosses 80 %; 6 crosses 95 %; 4 and the loss are C.
    classes = abc_classes(np.array([50.0, 20.0, 20.0, 6.0, 4.0, -10.0]))
    assert classes["units"].to_list() == [3, 1, 2]
    assert classes["value"].to_list() == [90.0, 6.0, -6.0]
    assert classes["share"].to_list() == pytest.approx([0.90, 0.06, 0.04])
