"""Who is exempt from gates, who cannot be judged yet, and who has the score of somebody beyond a cut."""

import datetime
from typing import Any

import polars as pl
import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.reason import tier_reason
from kam_core.services.appraisal import account_measures, score_accounts
from tests.datasets import dataset, day, monthly
from tests.scoring.tier_builders import ONE

VIEW = View(datetime.date(2024, 12, 31))
HALF = QuotaCut(s=0.5, a=0.5, b=0.0)
LINES = [
    *monthly("steady", "2022-01-10", 36, 10, margin=4),
    *monthly("small", "2022-01-10", 36, 1, margin=0.4),
    {"account": "once", "date": "2022-11-10", "amount": 1, "margin": 1},
    {"account": "once", "date": "2024-11-10", "amount": 900, "margin": 300},
    {"account": "large", "date": "2022-12-10", "amount": 700, "margin": 200},
    {"account": "large", "date": "2024-12-10", "amount": 700, "margin": 200},
]


def portfolio(cut: Cut = HALF, lines: list[dict[str, Any]] | None = None, **tables: Any) -> Portfolio:
    made = rebuilt(Model.from_toml(ONE), cut=cut.model_dump(), gates=Gates().model_dump())
    return score_accounts(account_measures(dataset(lines or LINES, tables=tables), VIEW), VIEW, made)


def of(found: Portfolio, account: str, column: str = "tier") -> Any:
    return found.accounts.filter(pl.col("account_id") == account)[column].item()


def sentence(found: Portfolio, account: str) -> str:
    return str(tier_reason(found, found.accounts["account_id"].to_list().index(account)))


def test_an_account_carries_its_tier_by_score_and_every_gate_that_lowered_it() -> None:
    found = portfolio()
    assert (of(found, "once", "cut_tier"), of(found, "once")) == ("S", "B")
    assert of(found, "once", "held_back_by").to_list() == ["recurring"]
    assert of(found, "small", "held_back_by").to_list() == ["revenue"]
    assert of(found, "large", "held_back_by") is None


def test_an_account_being_built_up_is_exempt_from_the_gates_on_recurring_purchases_and_revenue() -> None:
    marks = [{"account": account, "reason": "new plant", "until": day("2026-06-30")} for account in ("once", "small")]
    found = portfolio(invest=marks)
    assert (of(found, "once"), of(found, "small")) == ("S", "A")
    assert "In development: exempt from the gates" in sentence(found, "once")


@pytest.mark.parametrize(
    ("until", "exempt"),
    [("2024-12-31", True), ("2024-12-30", False), ("2026-12-31", True), ("2027-01-01", False), (None, False)],
)
def test_a_mark_exempts_for_at_most_24_months_and_never_without_an_end(until: str | None, exempt: bool) -> None:
    mark = {"account": "once", "reason": "new plant", "until": None if until is None else day(until)}
    other = {"account": "small", "reason": "new plant", "until": day("2025-06-30")}
    assert of(portfolio(invest=[mark, other]), "once", "invest") is exempt


@pytest.mark.parametrize(("first", "exempt"), [(2024, True), (2023, True), (2022, False), (2025, False)])
def test_the_first_two_years_of_a_value_plan_exempt_too(first: int, exempt: bool) -> None:
    plan = [{"account": "once", "year": first + place} for place in range(3)]
    assert of(portfolio(value_plan=plan), "once", "invest") is exempt


def test_a_loss_is_no_matter_of_building_up() -> None:
    lines = [*LINES, *monthly("loss", "2022-01-10", 36, 80, margin=-1)]
    mark = [{"account": "loss", "reason": "new plant", "until": day("2026-06-30")}]
    assert of(portfolio(lines=lines, invest=mark), "loss") == "B"


def test_a_young_key_account_says_that_nobody_knows_yet_whether_it_buys_again() -> None:
    lines = [*LINES, *monthly("young", "2024-05-10", 8, 200, margin=80)]
    found = portfolio(lines=lines)
    assert of(found, "young") == "S"
    assert "cannot be checked yet: this needs 18 months of purchases" in sentence(found, "young")


TWINS = [*monthly("a", "2022-01-10", 36, 5), *monthly("b", "2022-01-10", 36, 5), *monthly("c", "2022-01-10", 36, 9)]


def test_equals_on_either_side_of_a_quota_are_named_as_equals() -> None:
    found = portfolio(QuotaCut(s=0.34, a=0.34, b=0.1), TWINS)
    assert dict(found.accounts.select("account_id", "equal_at_cut").iter_rows()) == {"a": True, "b": True, "c": False}
    assert "Tied with other accounts at this cut; decided by account id" in sentence(found, "a")
    assert "Tied with other accounts at this cut; decided by account id" in sentence(found, "b")
    assert "decided by account id" not in sentence(found, "c")


def test_equals_in_one_tier_are_no_matter_and_a_score_cut_never_parts_equals() -> None:
    assert not portfolio(QuotaCut(s=1.0, a=0.0, b=0.0), TWINS).accounts["equal_at_cut"].any()
    assert not portfolio(ScoreCut(s=80, a=9, b=1), TWINS).accounts["equal_at_cut"].any()


def test_equal_revenue_at_a_pareto_cut_is_named() -> None:
    found = portfolio(ParetoCut(s=0.5, a=0.7, b=0.95), TWINS)
    assert dict(found.accounts.select("account_id", "equal_at_cut").iter_rows()) == {"a": True, "b": True, "c": False}
    assert "Tied by revenue" in sentence(found, "b")
