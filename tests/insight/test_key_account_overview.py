"""Tier moves, lines outside the view and the end of the curve."""

import datetime
import re

import pytest

from kam_core.insight.concentration.pareto_curve import pareto_points
from kam_core.insight.tier_movement import moves, moves_sentence
from kam_core.measures.line_counts import lines_in_view
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.services.appraisal import account_measures, score_accounts
from tests.datasets import dataset, money, monthly

VIEW = View(datetime.date(2024, 12, 31))
LINES = [
    *monthly("whale", "2022-01-10", 36, 60, margin=20),
    *monthly("fading", "2022-01-10", 33, 40, margin=20),
    *monthly("small", "2022-01-10", 36, 10, margin=1),
]
DATA = dataset(LINES, [{"account": "hope"}])
MODEL = built_in_preset("transactions_only").with_cut(QuotaCut(s=0.34, a=0.34, b=0.0))


def test_the_curve_marks_where_eighty_per_cent_is_reached() -> None:
    curve = pareto_points(score_accounts(account_measures(DATA, VIEW), VIEW, MODEL).accounts, "revenue")
    assert curve.cross == pytest.approx((2 / 3, 1080 / 1200))


def test_lines_outside_the_view_are_counted() -> None:
    data = dataset([*LINES, {"account": None, "date": "2024-03-03", "amount": 9}])
    counts = lines_in_view(data, View(datetime.date(2024, 11, 30)))
    assert counts == {
        "in_view": 103, "after": 2, "without_account": 1, "without_account_amount": money(9),
    }  # fmt: skip


def test_tier_moves_name_the_accounts_and_their_main_cause() -> None:
    early = View(datetime.date(2024, 6, 30))
    model = propose(MODEL, account_measures(DATA, VIEW))
    data = dataset([*LINES, *monthly("new", "2024-08-10", 5, 2000, margin=900)], [{"account": "hope"}])
    then, now = (
        score_accounts(account_measures(data, early), early, model),
        score_accounts(account_measures(data, VIEW), VIEW, model),
    )
    moved = moves(then, now)
    # The new one takes a seat, and the one that fades gives its own up.
    assert (moved.became_key, moved.no_longer_key) == (1, 1)
    assert str(moves_sentence(moved)) == "1 account became a key account; 1 lost that status."
    found = moved.shown
    assert found[0].account_id == "new"
    assert str(found[0].cause) == "first purchase"
    assert found[0].up
    fading = next(move for move in found if move.account_id == "fading")
    assert (fading.tier_then, fading.tier_now, fading.up) == ("A", "C", False)
    assert re.fullmatch(
        r"own score \d+\.\d → \d+\.\d, mostly Days since the last purchase \(-\d+\.\d\)", str(fading.cause)
    )
