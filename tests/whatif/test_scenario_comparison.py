"""Scenarios side by side, counted by hand on six accounts."""

import datetime

import polars as pl
import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.overrides import Override, with_overrides
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.message import UserError
from kam_core.whatif.scenario_comparison import MOST_DISPUTED, side_by_side
from tests.datasets import dataset, money, monthly

VIEW = View(datetime.date(2024, 12, 31))
# Revenue rises from a to f, margin falls from a to f; h has not bought.
LINES = [
    line
    for place, account in enumerate("abcdef")
    for line in monthly(account, "2022-01-10", 36, 100.0 * (place + 1), margin=60.0 - 10 * place)
]
FRAME = account_measures(dataset(LINES, [{"account": "h", "name": "Hope"}]), VIEW)
LINEAR = {"kind": "linear", "lo": 0.0}
MODEL = Model.from_dict(
    {
        "version": 1,
        "name": "By hand",
        "criteria": [
            {"name": "revenue", "group": "realised", "measure": "revenue", "weight": 100.0,
             "utility": {**LINEAR, "hi": 7200.0}},
            {"name": "margin", "group": "realised", "measure": "margin", "weight": 0.0,
             "utility": {**LINEAR, "hi": 720.0}},
        ],
        "cut": {"kind": "score", "s": 90.0, "a": 60.0, "b": 30.0},
        "gates": {"mutual_dependence": False, "recurring": False, "revenue_and_margin": False},
    }
)  # fmt: skip
BY_MARGIN = MODEL.with_weights({"revenue": 0.0, "margin": 100.0})
"""Points of revenue: a 16.7, b 33.3, c 50, d 66.7, e 83.3, f 100; of margin the same in the other order."""


PUBLISHED = score_accounts(FRAME, VIEW, MODEL)


def test_counts_money_and_movers_are_those_of_the_hand() -> None:
    found = side_by_side(PUBLISHED, [("Published", MODEL), ("Margin first", BY_MARGIN)])
    published, margin = found.sides
    # By revenue: S f, A d e, B b c, C a. By margin: S a, A b c, B d e, C f.
    assert published.accounts == margin.accounts == (1, 2, 2, 1)
    assert published.revenue == tuple(money(12 * 100 * parts) for parts in (6, 9, 5, 1))
    assert margin.revenue == tuple(money(12 * 100 * parts) for parts in (1, 5, 9, 6))
    assert (published.key_share, margin.key_share) == (pytest.approx(15 / 21), pytest.approx(6 / 21))
    assert (published.up, published.down) == (0, 0)
    assert (margin.up, margin.down) == (3, 3)
    assert [side.name for side in found.sides] == ["Published", "Margin first"]
    assert [side.hash for side in found.sides] == [model_hash(MODEL), model_hash(BY_MARGIN)]


def test_who_is_disputed_stands_with_all_tiers_the_largest_revenue_first() -> None:
    lower = MODEL.with_cut(ScoreCut(s=80.0, a=60.0, b=30.0))
    found = side_by_side(PUBLISHED, [("Published", MODEL), ("Lower S", lower), ("Copy", MODEL)])
    # Only e, at 83.3 points, is between the two cuts of S.
    assert found.disputes == 1
    assert found.disputed.rows() == [("e", "e", money(6000), "A", "S", "A")]
    assert found.disputed.columns == ["account_id", "name", "revenue", "tier_1", "tier_2", "tier_3"]
    every = side_by_side(PUBLISHED, [("Published", MODEL), ("Margin", BY_MARGIN)])
    assert every.disputed["account_id"].to_list() == list("fedcba")
    assert "h" not in every.disputed["account_id"]


def test_what_differs_is_named_once_with_the_value_of_every_side() -> None:
    lower = MODEL.with_cut(ScoreCut(s=80.0, a=60.0, b=30.0))
    found = side_by_side(PUBLISHED, [("Published", MODEL), ("Margin", BY_MARGIN), ("Lower S", lower)])
    value_texts = {str(one.what): tuple(str(value) for value in one.values) for one in found.differing}
    assert len(value_texts) == 3
    assert value_texts["Weight of Revenue"] == ("100", "0", "100")
    assert value_texts["Weight of Margin"] == ("0", "100", "0")
    assert ("90", "90", "80") in value_texts.values()


def test_a_scenario_of_another_name_that_decides_the_same_differs_in_nothing() -> None:
    copy = MODEL.model_copy(update={"name": "Copy"})
    found = side_by_side(PUBLISHED, [("Published", MODEL), ("Copy", copy)])
    assert found.sides[0].hash == found.sides[1].hash
    assert (found.differing, found.disputes, found.disputed.height) == ((), 0, 0)


def test_tiers_set_by_hand_hold_for_every_side_and_belong_to_none() -> None:
    decided = (Override(account_id="a", tier="S", reason="flagship", author="Kim"),)
    named = [(name, with_overrides(model, decided)) for name, model in (("P", MODEL), ("M", BY_MARGIN))]
    found = side_by_side(PUBLISHED, named, decided)
    assert found.sides[0].hash == model_hash(MODEL)
    assert found.sides[0].accounts[0] == 2
    assert "a" not in found.disputed["account_id"]


def test_only_the_largest_disputes_are_listed_and_all_are_counted() -> None:
    lines = [line for n in range(60) for line in monthly(f"{n:02d}", "2024-01-10", 12, 10.0 + n)]
    frame = account_measures(dataset(lines), VIEW)
    all_s = MODEL.with_cut(ScoreCut(s=0.0, a=0.0, b=0.0))
    all_c = MODEL.with_cut(ScoreCut(s=100.0, a=100.0, b=100.0))
    found = side_by_side(score_accounts(frame, VIEW, MODEL), [("S", all_s), ("C", all_c)])
    assert (found.disputes, found.disputed.height) == (60, MOST_DISPUTED)
    assert found.disputed["account_id"][0] == "59"


@pytest.mark.parametrize("count", [0, 1, 5])
def test_fewer_than_two_or_more_than_four_are_no_comparison(count: int) -> None:
    with pytest.raises(UserError, match="two to 4"):
        side_by_side(PUBLISHED, [("One", MODEL)] * count)


def test_each_side_has_the_tiers_that_scoring_its_model_from_scratch_gives() -> None:
    other = rebuilt(MODEL, missing="worst", criteria=(MODEL.model_dump()["criteria"][1] | {"weight": 7.0},))
    found = side_by_side(PUBLISHED, [("Published", MODEL), ("Other points", other)])
    fresh = score_accounts(FRAME, VIEW, other).accounts
    counted = [fresh.filter(pl.col("tier").cast(pl.String) == tier) for tier in "SABC"]
    assert found.sides[1].accounts == tuple(rows.height for rows in counted)
    assert found.sides[1].revenue == tuple(int(rows["revenue"].sum()) for rows in counted)


def test_a_model_under_which_nobody_has_a_score_is_not_compared() -> None:
    nobody = rebuilt(MODEL, criteria=(MODEL.model_dump()["criteria"][0] | {"measure": "innovation"},))
    with pytest.raises(UserError, match="No account has a score"):
        side_by_side(PUBLISHED, [("Published", MODEL), ("Nobody", nobody)])


def test_nothing_bought_is_no_share_of_anything() -> None:
    nobody = score_accounts(account_measures(dataset([], [{"account": "h"}]), VIEW), VIEW, MODEL.with_cut(QuotaCut()))
    found = side_by_side(nobody, [("P", MODEL), ("Q", BY_MARGIN)])
    assert found.sides[0].key_share == 0
    assert found.disputes == 0
