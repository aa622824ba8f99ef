"""Filter of the account list: each condition by itself, on accounts that a reader can check."""

import polars as pl
import pytest

from kam_core.insight.account_list.account_filter import (
    AccountFilter,
    filter_options,
    filtered,
    plain_filter,
    read_filter,
    with_tags,
)
from kam_core.vocabulary.enums import STAGE, TIER, VALUE_CLASS
from kam_core.vocabulary.message import UserError
from tests.datasets import money


def accounts() -> pl.DataFrame:
    frame = pl.DataFrame(
        {
            "account": [0, 1, 2, 3],
            "account_id": ["a", "b", "c", "d"],
            "name": ["Alpha", "Beta", "Gamma", "Delta"],
            "parent": pl.Series([None, 0, None, None], dtype=pl.Int64),
            "owner": ["Li", "Li", "Wu", None],
            "industry": ["Food"] * 4,
            "region": ["North"] * 4,
            "tier": pl.Series(["S", "A", "B", None], dtype=TIER),
            "stage": pl.Series(["mature", "cooling", "mature", "prospect"], dtype=STAGE),
            "value_class": pl.Series(["whale", "cash_whale", "rising_fish", None], dtype=VALUE_CLASS),
            "disqualified": [False, True, False, False],
            "provisional": [True, False, False, False],
            "revenue": [money(100), money(50), 0, 0],
        }
    )
    listed = pl.DataFrame({"account": [0, 1, 2, 3], "tags": ["lighthouse; group head", "Group", "group head", None]})
    return with_tags(frame, listed)


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (AccountFilter(), ["a", "b", "c", "d"]),
        (AccountFilter(key=True), ["a"]),
        (AccountFilter(provisional=True), ["a"]),
        (AccountFilter(roles=("cash_whale", "rising_fish")), ["b", "c"]),
        (AccountFilter(tag="group head"), ["a", "c"]),
        (AccountFilter(tag="group"), []),
        (AccountFilter(tiers=("S", "")), ["a", "d"]),
        (AccountFilter(text="alpha"), ["a", "b"]),
        (AccountFilter(owners=("Li",), buying=True, stages=("cooling",)), ["b"]),
    ],
)
def test_each_condition_leaves_the_accounts_that_meet_it(wanted: AccountFilter, left: list[str]) -> None:
    assert filtered(accounts(), wanted)["account_id"].to_list() == left


def test_several_tags_in_one_cell_are_several_choices() -> None:
    assert filter_options(accounts()).tags == ("Group", "group head", "lighthouse")


def test_a_filter_is_read_back_as_it_was_written() -> None:
    wanted = AccountFilter(tiers=("S", ""), roles=("whale",), text="x", tag="t", key=True)
    assert plain_filter(wanted) == {"tiers": ["S", ""], "roles": ["whale"], "text": "x", "tag": "t", "key": True}
    assert read_filter(plain_filter(wanted)) == wanted


@pytest.mark.parametrize(
    "plain",
    [{"colour": "red"}, {"tiers": "S"}, {"tiers": ["X"]}, {"roles": ["shark"]}, {"key": 1}, {"text": ["a"]}],
)
def test_a_condition_that_is_not_known_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(UserError):
        read_filter(plain)
