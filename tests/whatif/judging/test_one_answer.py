"""One answer: points and tier at each mark, the gate of S, and the question to ask first."""

import datetime

import numpy as np
import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.services.appraisal import account_measures
from kam_core.whatif.judging.answer_effects import answer_effects, model_criteria
from kam_core.whatif.judging.answer_sentence import answer_sentence, tier_runs
from kam_core.whatif.judging.deciding_answers import deciding_answers, may_fall, may_rise
from tests.datasets import dataset

VIEW = View(datetime.date(2024, 12, 31))
CUT = ScoreCut(s=80.0, a=60.0, b=40.0)
JUDGED = ("brand_lighthouse", "fit", "trust", "mutual_dependence", "meets_our_management", "compensates_loss")


def judged(marks: dict[str, dict[str, int]]) -> Portfolio:
    """Accounts scored by lighthouse (weight 60) and fit (40); a mark of 1 to 5 is 0, 25 … 100 points."""
    lines = [{"account": one, "date": f"2024-{month:02d}-05", "amount": 100}
             for one in marks for month in (2, 5, 8, 11)]  # fmt: skip
    rows = [
        {"account": one, "criterion": name, "score": float(score), "assessed_on": "2024-06-01"}
        for one, given in marks.items()
        for name, score in given.items()
    ]
    data = dataset(lines, tables={"assessments": rows})
    utility = {"kind": "levels", "first": 1, "points_at": [0.0, 25.0, 50.0, 75.0, 100.0]}
    model = Model.from_dict(
        {
            "version": 1, "name": "two judged criteria", "cut": CUT.model_dump(), "missing": "share_out",
            "gates": {"mutual_dependence": True, "recurring": False, "revenue_and_margin": False},
            "criteria": [
                {"name": name, "group": "influence", "measure": name, "weight": weight, "utility": utility}
                for name, weight in (("brand_lighthouse", 60.0), ("fit", 40.0))
            ],
        }
    )  # fmt: skip
    return build_portfolio(account_measures(data, VIEW), VIEW, model)


FOUR = {
    "a": {"fit": 4},
    "b": {"brand_lighthouse": 5, "fit": 5, "mutual_dependence": 3},
    "c": {"brand_lighthouse": 1, "fit": 1},
    "d": {"brand_lighthouse": 4},
}


def test_each_mark_gives_the_points_and_the_tier_of_the_weighted_mean() -> None:
    # Fit 4 is 75 points on 40 of weight: (75·40 + 60·p) / 100 for p = 0, 25, 50, 75, 100.
    found = answer_effects(judged(FOUR), np.array([0]), "brand_lighthouse")
    assert found.scores[0] == pytest.approx([30, 45, 60, 75, 90])
    assert [(run.marks, run.tier) for run in tier_runs(found.tiers[0])] == [
        ("1", "C"), ("2", "B"), ("3–4", "A"), ("5", "S"),
    ]  # fmt: skip


def test_an_answer_has_the_tier_that_scoring_gives_once_it_is_entered() -> None:
    for criterion in ("fit", "mutual_dependence", "meets_our_management"):
        found = answer_effects(judged(FOUR), np.arange(4), criterion)
        for row, account in enumerate(FOUR):
            for mark in (1, 3, 5):
                entered = judged({**FOUR, account: {**FOUR[account], criterion: mark}})
                assert found.tiers[row, mark - 1] == entered.tiers.tier[row], (criterion, account, mark)
                assert found.scores[row, mark - 1] == pytest.approx(entered.scores.score[row])


def test_a_customer_who_would_not_meet_our_management_falls_from_s_to_a() -> None:
    found = answer_effects(judged(FOUR), np.array([1]), "meets_our_management")
    assert not found.scored
    assert found.gated
    assert [(run.marks, run.tier) for run in tier_runs(found.tiers[0])] == [("1–2", "A"), ("3–5", "S")]


def test_the_question_that_decides_comes_first_and_says_who_may_rise_or_fall() -> None:
    portfolio = judged(FOUR)
    criteria = model_criteria(portfolio, JUDGED)
    assert criteria == (
        "brand_lighthouse", "fit", "mutual_dependence", "meets_our_management", "compensates_loss",
    )  # fmt: skip
    found = deciding_answers(portfolio, criteria)
    # b is S: mutual dependence is judged, whether its management meets ours is not. c stays C with every answer.
    assert [found.first(row) for row in range(4)] == [
        "brand_lighthouse", "meets_our_management", "mutual_dependence", "fit",
    ]  # fmt: skip
    assert found.decides.tolist() == [True, True, False, True]
    # a from C to S; b from S to A; d (75 on 60): 45 to 85, from B to S.
    assert may_fall(found).tolist() == [True, False, False, True]
    assert may_rise(found).tolist() == [True, True, False, True]


def test_a_mark_that_is_given_but_not_yet_counted_is_not_asked_again() -> None:
    portfolio = judged(FOUR)
    given = {"brand_lighthouse": np.array([True, False, False, False])}
    found = deciding_answers(portfolio, ("brand_lighthouse", "fit"), given)
    assert (found.first(0), found.first(3)) == (None, "fit")


def test_a_criterion_outside_the_model_changes_nothing() -> None:
    found = answer_effects(judged(FOUR), np.array([0]), "trust")
    assert (found.scored, found.gated) == (False, False)
    assert found.scores[0].tolist() == [75.0] * 5


def test_the_sentence_names_the_points_of_the_first_and_the_last_mark_of_each_tier() -> None:
    sentence = answer_sentence(64.6, [60.6, 62.1, 63.7, 65.2, 66.8], [2, 1, 1, 1, 1])
    assert str(sentence) == (
        "64.6 points today: a 1 gives 60.6 and tier B; a 2 gives 62.1, a 5 gives 66.8, both tier A."
    )  # fmt: skip
    gate = answer_sentence(90.0, [90.0] * 5, [1, 1, 0, 0, 0])
    assert str(gate) == (
        "The gate on mutual dependence decides, not the points: 1–2 gives tier A; 3–5 gives tier S."
    )  # fmt: skip
