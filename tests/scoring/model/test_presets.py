"""Presets: bounds and cuts are proposed from the data once."""

import datetime

import numpy as np
import polars as pl
import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.presets import PRESETS, built_in_preset, propose
from kam_core.scoring.utility import Linear, Log, Steps
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from tests.datasets import dataset, monthly
from tests.scoring.former_model import former_model

VIEW = View(datetime.date(2024, 12, 31))
MANY = dataset([line for n in range(1, 101) for line in monthly(f"{n:03d}", "2022-01-10", 36, n)])
FRAME = account_measures(MANY, VIEW)


def test_bounds_are_the_first_and_the_ninety_ninth_percentile_in_currency_units() -> None:
    # The accounts buy 12, 24, … 1,200 in the window: the percentiles of a straight line.
    utility = propose(built_in_preset("transactions_only"), FRAME).criterion("revenue").utility
    assert isinstance(utility, Log)
    assert utility.bounds() == pytest.approx(tuple(np.percentile(12.0 * np.arange(1, 101), (1, 99))), abs=1e-4)


def test_what_is_a_number_already_stays() -> None:
    utility = propose(built_in_preset("transactions_only"), FRAME).criterion("recency").utility
    assert utility == Linear(lo=180.0, hi=0.0)


def test_proposing_twice_changes_nothing() -> None:
    once = propose(built_in_preset("transactions_only"), FRAME)
    other = account_measures(dataset(monthly("x", "2022-01-10", 36, 1e6)), VIEW)
    assert propose(once, other) == once


def test_a_criterion_without_data_gets_bounds_that_do_no_harm() -> None:
    model = propose(built_in_preset("standard"), FRAME)
    assert not any(criterion.utility.unbounded for criterion in model.criteria)


def test_score_cuts_are_proposed_so_that_s_and_a_hold_at_most_a_fifth() -> None:
    open_cut = built_in_preset("transactions_only").with_cut(ScoreCut())
    found = score_accounts(FRAME, VIEW, open_cut)
    counts = dict(found.accounts["cut_tier"].cast(pl.String).value_counts().iter_rows())
    assert 0 < counts["S"] <= 5
    assert counts["S"] + counts["A"] <= 20
    assert counts["S"] + counts["A"] + counts["B"] <= 50


def test_score_cuts_without_a_single_buyer_are_the_textbooks() -> None:
    empty = account_measures(dataset(accounts=[{"account": "a"}]), VIEW)
    cut = propose(built_in_preset("transactions_only").with_cut(ScoreCut()), empty).cut
    assert cut == ScoreCut(s=80.0, a=65.0, b=45.0)


def test_classic_rfm_gives_each_fifth_twenty_points_more() -> None:
    model = propose(built_in_preset("classic_rfm"), FRAME)
    utility = model.criterion("revenue").utility
    assert isinstance(utility, Steps)
    points = utility.points(12.0 * np.arange(1, 101))
    assert [int((points == step).sum()) for step in (20, 40, 60, 80, 100)] == [20, 20, 20, 20, 20]
    recency = model.criterion("recency").utility
    assert isinstance(recency, Steps)
    assert recency.points(np.array([0.0, 9999.0])).tolist() == [100, 20]


def test_classic_rfm_stands_an_empty_portfolio() -> None:
    empty = account_measures(dataset(accounts=[{"account": "a"}]), VIEW)
    assert score_accounts(empty, VIEW, built_in_preset("classic_rfm")).accounts["tier"].to_list() == [None]


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_scores_every_buyer(name: str) -> None:
    found = score_accounts(FRAME, VIEW, built_in_preset(name)).accounts
    assert found["score"].is_between(0, 100).all()
    assert found["tier"].null_count() == 0


def test_the_built_in_model_is_ready_to_score() -> None:
    model = built_in_model(MANY, FRAME)
    assert model.name == "Transactions only"
    assert Model.from_toml(model.to_toml()) == model


def test_accounts_with_the_same_score_stay_below_a_proposed_cut_together() -> None:
    """S and A may hold at most a fifth: of 100 accounts in two sizes, the 30 large ones are too many for A."""
    lines = [line for n in range(100) for line in monthly(f"{n:03d}", "2022-01-10", 36, 50 if n < 30 else 5)]
    frame = account_measures(dataset(lines), VIEW)
    found = score_accounts(frame, VIEW, former_model("transactions_only").with_cut(ScoreCut()))
    counts = dict(found.accounts["cut_tier"].cast(pl.String).value_counts().iter_rows())
    assert counts.get("S", 0) + counts.get("A", 0) == 0
    assert counts["B"] == 30


def by_revenue_alone(cut: ScoreCut) -> Model:
    """A thousand of revenue is 10 points."""
    return Model.from_toml(
        'version = 1\nname = "test"\n[[criteria]]\nname = "revenue"\ngroup = "realised"\nmeasure = "revenue"\n'
        'weight = 1.0\nutility = { kind = "linear", lo = 0.0, hi = 10000.0 }\n'
    ).with_cut(cut)


def test_natural_breaks_put_the_cuts_where_the_scores_leave_gaps() -> None:
    revenue = {"a": 9030, "b": 9000, "c": 6120, "d": 6100, "e": 3050, "f": 3000, "g": 200, "h": 100}
    lines = [{"account": name, "date": "2024-05-01", "amount": amount} for name, amount in revenue.items()]
    frame = account_measures(dataset(lines, [{"account": "prospect"}]), VIEW)
    cut = propose(by_revenue_alone(ScoreCut(proposed="natural")), frame).cut
    assert cut == ScoreCut(s=90.0, a=61.0, b=30.0, proposed="natural")
    # What are numbers already stay what they are.
    own = ScoreCut(s=95.0, a=50.0, b=10.0, proposed="natural")
    assert propose(by_revenue_alone(own), frame).cut == own


def test_where_too_few_scores_differ_there_are_no_breaks_and_shares_propose() -> None:
    lines = [{"account": name, "date": "2024-05-01", "amount": 1000 * n} for n, name in enumerate("aabbc", start=1)]
    frame = account_measures(dataset(lines), VIEW)
    by_share = propose(by_revenue_alone(ScoreCut()), frame).cut
    natural = propose(by_revenue_alone(ScoreCut(proposed="natural")), frame).cut
    assert natural == by_share.model_copy(update={"proposed": "natural"})
