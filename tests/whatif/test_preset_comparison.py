"""Value only beside the full model: the weights of the domain, and an unhappy giant keeps its tier."""

import datetime

import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.criterion import Criterion
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.model import rebuilt
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.whatif.preset_comparison import compare_presets, comparison_sentence, group_weights
from tests.datasets import dataset, money, monthly

VIEW = View(datetime.date(2024, 12, 31))


def book() -> Dataset:
    """Ten buyers; the largest is very dissatisfied and pays late, the second a tenth smaller and content."""
    sizes = [1000, 900, *range(80, 0, -10)]
    accounts = [{"account": f"a{n}", "credit_days_overdue": 90 if n == 0 else 0} for n in range(10)]
    lines = [line for n, size in enumerate(sizes) for line in monthly(f"a{n}", "2022-01-28", 36, size, margin=size / 2)]
    blank = {"nps": None, "closed_on": None, "status": None, "severity": None, "importance": None, "topic": None}
    feedback = [
        {"account": f"a{n}", "date": "2024-11-01", "kind": "survey", "satisfaction": 1.0 if n == 0 else 5.0, **blank}
        for n in range(10)
    ]
    return dataset(lines, accounts, {"feedback": feedback})


def under(name: str) -> Portfolio:
    frame = account_measures(book(), VIEW)
    model = built_in_preset(name).with_cut(QuotaCut(s=0.1, a=0.1, b=0.0))
    return score_accounts(frame, VIEW, propose(model, frame))


def test_value_only_weighs_realised_potential_influence_and_fit_40_25_20_15() -> None:
    assert group_weights(built_in_preset("value_only")) == pytest.approx(
        {"realised": 40, "potential": 25, "influence": 20, "fit": 15}
    )
    assert group_weights(built_in_preset("standard")) == pytest.approx(
        {"realised": 35, "potential": 20, "influence": 15, "fit": 15, "relationship": 10, "risk": 5}
    )


def test_an_unhappy_giant_is_first_by_value_alone_and_second_in_the_full_model() -> None:
    full, value_only = under("standard"), under("value_only")
    found = compare_presets(full, value_only, full.accounts["account"])
    moved = {row["account_id"]: (row["tier_full"], row["tier_value_only"], row["up"])
             for row in found.changes.iter_rows(named=True)}  # fmt: skip
    assert moved == {"a0": ("A", "S", True), "a1": ("S", "A", False)}
    assert found.changes["revenue"].sum() == money(12 * 1900)
    assert str(comparison_sentence(found)) == (
        "By value alone 2 accounts are in another tier: 1 higher, 1 lower; revenue 22,800.00."
    )


def test_only_the_accounts_of_the_population_are_counted() -> None:
    full, value_only = under("standard"), under("value_only")
    found = compare_presets(full, value_only, full.accounts["account"].tail(8))
    assert found.changes.is_empty()
    assert str(comparison_sentence(found)) == "By value alone every account keeps the tier of the full model."


@pytest.mark.parametrize("name", ["credit", "innovation", "market_strength"])
def test_a_model_can_score_by_credit_innovation_and_market_strength(name: str) -> None:
    assert name in CRITERIA
    marks = [
        {"account": account, "criterion": name, "score": float(score), "assessed_on": "2024-06-01"}
        for account, score in (("x", 5), ("y", 3), ("z", 1))
    ]
    data = dataset(
        [line for one in "xyz" for line in monthly(one, "2024-01-05", 12, 10)], tables={"assessments": marks}
    )
    frame = account_measures(data, VIEW)
    only = Criterion.model_validate(
        {"name": name, "group": "fit", "measure": name, "weight": 10.0, "utility": {"kind": "levels"}}
    )
    model = rebuilt(built_in_preset("standard"), criteria=[only.model_dump()])
    scores = score_accounts(frame, VIEW, model).accounts
    # A mark of 1 is worth 0 points, 3 half, 5 all.
    assert dict(scores.select("account_id", "score").iter_rows()) == pytest.approx({"x": 100, "y": 50, "z": 0})
