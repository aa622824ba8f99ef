"""Reasons of tier changes between two dates: each names a step that can have caused the change."""

import datetime
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest

from kam_core.insight.tier_movement import Move, account_move, moves
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.model.tiering_limits import Capacity, SeatLimits
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, monthly

THEN, NOW = View(datetime.date(2024, 6, 30)), View(datetime.date(2024, 12, 31))
RANDOM = np.random.default_rng(20261130)


def buyers(amounts: Sequence[tuple[float, float]], **extra: Any) -> Dataset:
    """Accounts a, b, c … that buy the first amount a month for a year and the second in the half year after it."""
    lines = []
    for place, (before, after) in enumerate(amounts):
        account = chr(ord("a") + place)
        lines += monthly(account, "2023-07-10", 12, before, **extra)
        lines += monthly(account, "2024-07-10", 6, after, **extra) if after else []
    return dataset(lines)


def by_revenue(**settings: Any) -> Model:
    """Score by revenue alone, so that a hand can follow it; half of the buyers are S, the rest C."""
    model = built_in_preset("transactions_only")
    weights = {criterion.name: float(criterion.name == "revenue") for criterion in model.criteria}
    model = model.with_weights(weights, settings.pop("cut", QuotaCut(s=0.5, a=0.0, b=0.0)))
    return model.model_copy(update=settings)


def both(data: Dataset, model: Model) -> tuple[Portfolio, Portfolio]:
    model = propose(model, account_measures(data, NOW))
    then, now = (score_accounts(account_measures(data, view), view, model) for view in (THEN, NOW))
    return then, now


def cause(data: Dataset, model: Model, account: str) -> str:
    then, now = both(data, model)
    found = {move.account_id: move for move in moves(then, now).shown}
    return str(found[account].cause)


def test_who_gains_more_than_the_cut_falls_moved_by_its_own_score() -> None:
    data = buyers([(10, 400), (30, 30), (20, 20), (5, 5)])
    assert re.fullmatch(r"own score \S+ → \S+, mostly Revenue \(\+\S+\)", cause(data, by_revenue(), "a"))


def test_who_keeps_its_score_and_falls_was_passed_by_others() -> None:
    """b keeps 30 a month; a grows past it, so that the second place needs more."""
    data = buyers([(10, 400), (30, 30), (50, 50), (5, 5)])
    assert cause(data, by_revenue(), "b").startswith("passed by others: S now needs")


def test_who_keeps_its_score_and_rises_gained_from_the_fall_of_others() -> None:
    data = buyers([(40, 1), (30, 30), (50, 50), (5, 5)])
    assert cause(data, by_revenue(), "b").startswith("others fell back: S now needs")


def test_who_stops_buying_has_no_revenue_in_the_period() -> None:
    """Twelve months without a purchase: the window of the later date is empty."""
    lines = (
        monthly("a", "2022-07-10", 12, 100) + monthly("b", "2022-07-10", 30, 20) + monthly("c", "2022-07-10", 30, 10)
    )
    model = propose(by_revenue(), account_measures(dataset(lines), NOW))
    views = View(datetime.date(2023, 6, 30)), NOW
    then, now = (score_accounts(account_measures(dataset(lines), view), view, model) for view in views)
    assert {move.account_id: str(move.cause) for move in moves(then, now).shown}["a"] == "no revenue in this period"


def test_a_gate_that_closes_is_the_reason_though_the_score_rises() -> None:
    """Four buyers of the same growth; a's margin turns negative, so that it may be neither S nor A."""
    lines = []
    for account, amount in (("a", 100.0), ("b", 80.0), ("c", 10.0), ("d", 5.0)):
        lines += monthly(account, "2023-07-10", 12, amount, margin=amount / 2)
        lines += monthly(account, "2024-07-10", 6, amount * 2, margin=-amount * 3 if account == "a" else amount)
    model = by_revenue(cut=QuotaCut(s=0.25, a=0.25, b=0.25))
    then, now = both(dataset(lines), model)
    move = {one.account_id: one for one in moves(then, now).shown}["a"]
    assert (move.tier_then, move.tier_now) == ("S", "B")
    assert str(move.cause).startswith("held back from S by a gate: the margin is not above zero")


def test_a_tier_set_by_hand_says_so_and_one_that_ran_out_too() -> None:
    data = buyers([(50, 50), (40, 40), (30, 30), (5, 5)])
    until = datetime.date(2024, 9, 30)
    set_now = Override(account_id="d", tier="S", author="Li", reason="lighthouse")
    ran_out = Override(account_id="d", tier="S", author="Li", reason="lighthouse", until=until)
    then, now = both(data, by_revenue())
    manual = score_accounts(account_measures(data, NOW), NOW, now.model.model_copy(update={"overrides": (set_now,)}))
    assert {move.account_id: str(move.cause) for move in moves(then, manual).shown}["d"] == "now has the manual tier S"
    model = now.model.model_copy(update={"overrides": (ran_out,)})
    early, late = (score_accounts(account_measures(data, view), view, model) for view in (THEN, NOW))
    assert {move.account_id: str(move.cause) for move in moves(early, late).shown}["d"] == "the manual tier S has ended"


def test_seats_that_are_full_are_the_reason_where_the_score_would_do() -> None:
    data = buyers([(50, 50), (40, 40), (30, 300), (5, 5)])
    model = by_revenue(cut=ScoreCut(s=10.0, a=5.0, b=1.0))
    then, now = both(data, model)
    limited = now.model.model_copy(update={"capacity": Capacity(s=SeatLimits(in_all=1))})
    full = score_accounts(account_measures(data, NOW), NOW, limited)
    found = {move.account_id: str(move.cause) for move in moves(then, full).shown if not move.up}
    assert found
    assert set(found.values()) == {"no free seat in S"}


CUTS = (QuotaCut(), ParetoCut(), ScoreCut(s=70.0, a=50.0, b=30.0))


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: type(cut).__name__)
def test_no_reason_contradicts_the_numbers_beside_it(cut: Any) -> None:
    """Up by its own score: the score rose; passed by others: down and the cut rose; and so on, for 200 accounts."""
    amounts = RANDOM.lognormal(3, 1.2, (200, 2)) * (RANDOM.random((200, 2)) > 0.1)
    lines = []
    for place, (before, after) in enumerate(amounts.round(2).tolist()):
        lines += monthly(f"k{place}", "2023-07-10", 12, before) if before else []
        lines += monthly(f"k{place}", "2024-07-10", 6, after) if after else []
    model = built_in_preset("transactions_only").with_cut(cut)
    then, now = both(dataset(lines), model)
    found = moves(then, now).shown
    assert len(found) > 20
    for move in found:
        _must_fit(move)


def _must_fit(move: Move) -> None:
    text = str(move.cause)
    numbers = re.search(r"(?:own score|own revenue) (\S+) → ([\d.,]+)", text)
    if numbers:
        before, after = (float(number.replace(",", "")) for number in numbers.groups())
        assert (after > before) == move.up, text
    needed = re.search(r"needs (?:a revenue of )?([\d.,]+\d) instead of ([\d.,]+\d)", text)
    if needed:
        now, then = (float(number.replace(",", "")) for number in needed.groups())
        assert (now <= then) if move.up else (now >= then), text
        assert text.startswith("others fell back" if move.up else "passed by others"), text


def test_one_account_has_the_reason_that_the_list_gives() -> None:
    then, now = both(buyers([(10, 400), (30, 30), (50, 50), (5, 5)]), by_revenue())
    code = int(now.accounts.filter(pl.col("account_id") == "a")["account"][0])
    one = account_move(then, now, code)
    assert one == next(move for move in moves(then, now).shown if move.account_id == "a")
    steady = int(now.accounts.filter(pl.col("account_id") == "c")["account"][0])
    assert account_move(then, now, steady) is None


def test_who_had_not_bought_yet_had_no_score_then() -> None:
    lines = [*monthly("a", "2023-07-10", 18, 10), *monthly("b", "2024-07-10", 6, 400)]
    then, now = both(dataset(lines), by_revenue())
    newcomer = next(move for move in moves(then, now).shown if move.account_id == "b")
    assert (newcomer.tier_then, newcomer.score_then) == (None, None)
    assert newcomer.score_now is not None
