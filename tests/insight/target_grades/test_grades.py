"""Target grades of prospects, by hand."""

import pytest

from kam_core.insight.target_grades.grades import (
    grade_counts_sentence,
    grade_limits,
    grade_sentence,
    target_grades,
)
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import Cut, QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, score_accounts
from tests.datasets import dataset, monthly
from tests.scoring.tiering.tier_portfolios import VIEW

MARKS = {"b1": 5, "b2": 4, "b3": 3, "b4": 2, "p1": 5, "p2": 3, "p3": 1}
"""Marks for fit: four buyers and three prospects; the fourth prospect p4 has none. 1 is 0 points, 5 is 100."""


def portfolio(cut: Cut, view: View = VIEW) -> Portfolio:
    lines = [line for name in ("b1", "b2", "b3", "b4") for line in monthly(name, "2023-01-05", 24, 100)]
    data = dataset(
        lines,
        [{"account": name} for name in ("p1", "p2", "p3", "p4")],
        {"assessments": [{"account": name, "criterion": "fit", "score": mark, "assessed_on": "2024-06-01"}
                         for name, mark in MARKS.items()]},
    )  # fmt: skip
    levels = {"kind": "linear", "lo": 1.0, "hi": 5.0}
    model = Model.from_dict(
        {
            "version": 1, "name": "fit and revenue", "cut": cut.model_dump(),
            "gates": {"mutual_dependence": False, "recurring": False, "revenue_and_margin": False},
            "criteria": [
                {"name": "revenue", "group": "realised", "measure": "revenue", "weight": 1.0,
                 "utility": {"kind": "linear", "lo": 0.0, "hi": 2000.0}},
                {"name": "fit", "group": "fit", "measure": "fit", "weight": 3.0, "utility": levels},
                {"name": "innovation", "group": "influence", "measure": "innovation", "weight": 0.0,
                 "utility": levels},
            ],
        }
    )  # fmt: skip
    return score_accounts(account_measures(data, view), view, model)


def grades(found: Portfolio) -> dict[str, str | None]:
    return dict(target_grades(found).select("account_id", "target_grade").iter_rows())


def test_with_score_cuts_a_prospect_gets_the_grade_whose_cut_its_points_reach() -> None:
    # Marks 5, 3, 1 are 100, 50 and 0 points.
    found = portfolio(ScoreCut(s=90.0, a=50.0, b=20.0))
    assert grades(found) == {"p1": "S", "p2": "A", "p3": "C", "p4": None}


def test_with_a_quota_a_prospect_must_reach_the_points_of_as_many_customers_as_have_the_tier() -> None:
    # One buyer each in S, A, B and C: their marks 5, 4, 3 are 100, 75 and 50 points.
    found = portfolio(QuotaCut(s=0.25, a=0.25, b=0.25))
    assert grade_limits(found).points == (100, 75, 50)
    assert grades(found) == {"p1": "S", "p2": "B", "p3": "C", "p4": None}


def test_prospects_are_counted_apart_and_those_without_data_are_told() -> None:
    found = portfolio(ScoreCut(s=90.0, a=50.0, b=20.0))
    assert str(grade_counts_sentence(target_grades(found), "all")) == (
        "4 prospects, counted apart from customers: S 1, A 1, B 0, C 1 by target grade. "
        "1 has no grade: nothing is known of its potential, influence or fit."
    )
    assert found.accounts.filter(found.accounts["stage"] == "prospect")["tier"].null_count() == 4


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        ("p1", "Target grade S: 100.0 of 100 points for potential, influence and fit, with data for 100.0% of their "
               "weight."),
        ("p4", "No target grade yet: nothing is known of its potential, influence or fit."),
    ],
)  # fmt: skip
def test_a_prospect_says_its_grade_and_how_much_it_rests_on(account: str, sentence: str) -> None:
    found = portfolio(ScoreCut(s=90.0, a=50.0, b=20.0))
    assert str(grade_sentence(found, target_grades(found), account)) == sentence


def test_a_customer_has_no_target_grade() -> None:
    found = portfolio(ScoreCut(s=90.0, a=50.0, b=20.0))
    assert grade_sentence(found, target_grades(found), "b1") is None
