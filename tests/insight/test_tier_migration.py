"""Tier migration split into what the customer did and what changed in the rules, without a remainder."""

import datetime
from typing import Any

import numpy as np
import polars as pl

from kam_core.insight.tier_movement.migration import Migration, migration
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, monthly

THEN, NOW = View(datetime.date(2023, 12, 31)), View(datetime.date(2024, 12, 31))


def model(data: Dataset, s: float, a: float) -> Model:
    """Score by revenue alone; shares of the buyers that are S and A, the rest C."""
    preset = built_in_preset("transactions_only")
    weights = {criterion.name: float(criterion.name == "revenue") for criterion in preset.criteria}
    return propose(preset.with_weights(weights, QuotaCut(s=s, a=a, b=0.0)), account_measures(data, NOW))


def split(data: Dataset, before: Model, after: Model) -> Migration:
    frames = {view: account_measures(data, view) for view in (THEN, NOW)}
    then, between = (score_accounts(frames[view], view, before) for view in (THEN, NOW))
    return migration(then, between, score_accounts(frames[NOW], NOW, after), frames[NOW]["account"])


def rows(found: Migration) -> dict[str, tuple[Any, ...]]:
    tiers = found.frame.select("account_id", "tier_then", "tier_between", "tier_now")
    return {account: values for account, *values in tiers.iter_rows()}


def grown() -> Dataset:
    """Per month 2023 and 2024: a 40 and 10, b 30 and 30, c 20 and 50, d 10 and 20."""
    amounts = {"a": (40, 10), "b": (30, 30), "c": (20, 50), "d": (10, 20)}
    return dataset(
        [
            line
            for account, (first, second) in amounts.items()
            for line in (*monthly(account, "2023-01-10", 12, first), *monthly(account, "2024-01-10", 12, second))
        ]
    )


def test_under_the_same_rules_only_the_customer_changed() -> None:
    """One S, one A: a and b in 2023, c and b in 2024."""
    data = grown()
    same = model(data, 0.25, 0.25)
    found = split(data, same, same)
    assert rows(found) == {"a": ["S", "C", "C"], "c": ["C", "S", "S"]}
    assert (found.rules.up, found.rules.down, found.customer.up, found.customer.down) == (0, 0, 1, 1)
    assert all(found.why)


def test_what_new_rules_do_to_the_later_measures_is_told_apart() -> None:
    """The new rules have two S and no A: b moves up by them, and not by what it bought."""
    data = grown()
    found = split(data, model(data, 0.25, 0.25), model(data, 0.5, 0.0))
    assert rows(found) == {"a": ["S", "C", "C"], "b": ["A", "A", "S"], "c": ["C", "S", "S"]}
    assert (found.rules.up, found.rules.down) == (1, 0)
    assert found.count == 3


def test_an_account_back_in_its_tier_by_new_rules_moved_twice_and_is_counted_apart() -> None:
    data = grown()
    found = split(data, model(data, 0.25, 0.25), model(data, 0.75, 0.25))
    assert rows(found)["a"] == ["S", "C", "A"]
    found = split(data, model(data, 0.25, 0.25), model(data, 1.0, 0.0))
    assert rows(found)["a"] == ["S", "C", "S"]
    assert (found.count, found.cancelled) == (3, 1)


def test_the_two_parts_leave_no_remainder_on_random_data_with_credit_notes() -> None:
    random = np.random.default_rng(7)
    for _ in range(5):
        lines = [
            {"account": f"a{account}", "date": f"{year}-{month:02d}-15", "amount": int(random.integers(-80, 200))}
            for account in range(20)
            for year in (2022, 2023, 2024)
            for month in range(1, 13)
            if random.random() < 0.4
        ]
        data = dataset(lines, [{"account": "never"}])
        before, after = (model(data, *random.uniform(0.1, 0.4, 2)) for _ in range(2))
        found = split(data, before, after)
        assert found.customer.steps + found.rules.steps == found.total.steps
        key = found.customer.became_key - found.customer.no_longer_key
        key += found.rules.became_key - found.rules.no_longer_key
        assert key == found.total.became_key - found.total.no_longer_key
        moved = found.frame.filter(pl.col("tier_then").ne_missing(pl.col("tier_now"))).height
        assert moved == found.count
