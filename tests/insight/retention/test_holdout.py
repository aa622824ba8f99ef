"""The check of the model on the months that it did not see, recomputed from the lines."""

from __future__ import annotations

import datetime

import polars as pl
import pytest

from kam_core.insight.retention.holdout import Holdout, holdout_of
from kam_core.measures.view import View
from kam_core.vocabulary.message import Message
from tests.datasets import dataset
from tests.insight.retention.test_retention_fit import buyers

VIEW = View(datetime.date(2024, 12, 31))
NEW: dict[str, object] = {"account": "new", "date": "2024-12-31", "amount": 10.0}


def test_the_holdout_counts_what_happened_and_the_model_knows_nothing_of_it() -> None:
    lines = [*buyers(90), NEW]
    found = holdout_of(dataset(lines), VIEW)
    assert isinstance(found, Holdout)
    days = {(one["account"], one["date"]) for one in lines}
    known = {account for account, date in days if str(date) <= "2023-12-31"}
    later = {(account, date) for account, date in days if account in known and "2024" <= str(date) < "2025"}
    assert (found.months, found.actual) == (12, len(later))
    assert found.cumulative["actual"][-1] == len(
        {one for one in days if one[0] in known and str(one[1]) < "2025"}
    ) - len(known)
    without = holdout_of(dataset([one for one in lines if one is NEW or str(one["date"]) < "2024"]), VIEW)
    assert isinstance(without, Holdout)
    assert without.actual == 0
    assert without.expected == pytest.approx(found.expected)


def test_every_account_is_in_one_class_of_both_comparisons() -> None:
    found = holdout_of(dataset([*buyers(90), NEW]), VIEW)
    assert isinstance(found, Holdout)
    assert found.frequency["actual"].sum() == found.by_count["accounts"].sum() == found.fit.buyers
    assert found.frequency["expected"].sum() == pytest.approx(found.fit.buyers)
    assert found.frequency["count"].to_list() == list(range(8))


def test_expected_purchases_before_the_holdout_are_near_those_that_happened() -> None:
    """A model fitted by likelihood tracks the purchases that it was fitted on; Fader, Hardie & Lee see 1 to 4 %."""
    found = holdout_of(dataset([*buyers(90), NEW]), VIEW)
    assert isinstance(found, Holdout)
    before = found.cumulative.filter(pl.col("month") == found.until_month)
    assert before["expected"][0] == pytest.approx(before["actual"][0], rel=0.1)


def test_two_months_are_split_in_halves_and_one_month_is_too_short() -> None:
    one = dataset([{"account": "a", "date": "2024-12-31", "amount": 5}])
    assert isinstance(holdout_of(one, VIEW), Message)
    assert isinstance(holdout_of(dataset(), VIEW), Message)
    two = dataset(
        [{"account": "a", "date": "2024-11-05", "amount": 5}, {"account": "a", "date": "2024-12-31", "amount": 5}]
    )
    found = holdout_of(two, VIEW)
    assert isinstance(found, Holdout)
    assert found.fit.reason is not None
    assert found.expected is None
