"""Points of the parts of a score, by hand and against the contributions."""

import datetime

import numpy as np
import pandas as pd
import pytest

from kam_core.insight.account_summary.health_and_value import care_sentence, health_and_value_line
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import ScoreCut
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from tests.datasets import dataset, monthly
from tests.insight.parts_portfolio import parts_portfolio

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)
GROUPS = ("realised", "potential", "influence", "fit", "relationship", "risk")
WEIGHTS = (40.0, 25.0, 20.0, 15.0, 6.0, 4.0)


def test_value_and_health_are_two_means_that_never_mix() -> None:
    # Value: (40·100 + 25·80 + 20·60 + 15·40) / 100 = 78; health: (6·20 + 4·70) / 10 = 40.
    found = parts_portfolio([[100, 80, 60, 40, 20, 70]], GROUPS, WEIGHTS, CUT)
    one = found.accounts.row(0, named=True)
    assert one["value_points"] == pytest.approx(78)
    assert one["health_points"] == pytest.approx(40)
    assert (one["potential_part_points"], one["influence_points"]) == (80, 60)


def test_a_part_without_any_value_is_unknown_and_not_zero() -> None:
    found = parts_portfolio([[100, None, 60, None, None, None], [1, 1, 1, 1, 1, 1]], GROUPS, WEIGHTS, CUT)
    one = found.accounts.row(0, named=True)
    assert (one["potential_part_points"], one["health_points"]) == (None, None)
    # (40·100 + 20·60) / 60.
    assert one["value_points"] == pytest.approx(5_200 / 60)


def test_health_counts_where_the_model_gives_it_no_weight() -> None:
    # Not one of the standard criteria of health, so both count alike.
    found = parts_portfolio([[100, 80, 60, 40, 20, 70]], GROUPS, (*WEIGHTS[:4], 0.0, 0.0), CUT)
    assert found.accounts["health_points"][0] == pytest.approx(45)
    assert found.accounts["score"][0] == pytest.approx(78)


def test_an_unhappy_giant_needs_care_and_keeps_its_tier() -> None:
    # Score (78·100 + 20·10) / 110 = 72.7: A.
    found = parts_portfolio([[100, 80, 60, 40, 20, 20]], GROUPS, WEIGHTS, CUT)
    realised = found.accounts.with_columns(realised_points=100.0)
    found = type(found)(**{**found.__dict__, "accounts": realised})
    assert str(care_sentence(found, 0)) == (
        "High value (78 of 100), low health (20 of 100): it needs care, and it keeps its tier A."
    )
    assert str(health_and_value_line(found, 0)) == (
        "Value 78 of 100: realised 100, potential 80, influence 60, and fit. Health 20 of 100: relationship and risk."
    )


def test_a_happy_giant_and_an_unhappy_dwarf_ask_for_nothing() -> None:
    found = parts_portfolio([[100, 80, 60, 40, 90, 90], [10, 10, 10, 10, 5, 5]], GROUPS, WEIGHTS, CUT)
    assert [care_sentence(found, row) for row in (0, 1)] == [None, None]


def test_part_totals_are_the_contributions_of_their_criteria_over_their_weights() -> None:
    data = dataset(
        [*monthly("a", "2022-01-05", 36, 100, margin=30), *monthly("b", "2024-02-07", 9, 800, margin=90),
         *monthly("c", "2023-03-07", 12, 40, margin=1)],
        [{"account": "a", "wallet": 9_000, "credit_days_overdue": 20}, {"account": "b", "wallet": 20_000}],
        {"assessments": [{"account": "a", "criterion": "innovation", "score": 4, "assessed_on": "2024-06-01"},
                         {"account": "b", "criterion": "brand_lighthouse", "score": 2, "assessed_on": "2024-06-01"}]},
    )  # fmt: skip
    view = View(datetime.date(2024, 12, 31))
    frame = account_measures(data, view)
    found = score_accounts(frame, view, built_in_model(data, frame))
    criteria = found.model.criteria
    contributions = pd.DataFrame(found.scores.contributions, columns=[one.name for one in criteria])
    known = pd.DataFrame(~np.isnan(found.matrix.points), columns=contributions.columns) & found.matrix.active
    weights = pd.Series({one.name: one.weight for one in criteria})
    base = (known * weights).sum(axis=1)
    for column, groups in {
        "realised_points": ["realised"], "potential_part_points": ["potential"], "influence_points": ["influence"],
        "value_points": ["realised", "potential", "influence", "fit"], "health_points": ["relationship", "risk"],
    }.items():  # fmt: skip
        names = [one.name for one in criteria if one.group in groups]
        inside = (known[names] * weights[names]).sum(axis=1)
        expected = (contributions[names].sum(axis=1) * base / inside.where(inside > 0)).tolist()
        got = [np.nan if value is None else value for value in found.accounts[column].to_list()]
        assert got == pytest.approx(expected, nan_ok=True), column
