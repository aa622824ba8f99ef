"""Accounts in development: reason, end and what follows, by hand."""

import datetime
from typing import Any

import pytest

from kam_core.insight.invest.development import Development, development_sentences, developments, end_warning
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.gates import Gates
from kam_core.services.appraisal import account_measures, score_accounts
from tests.datasets import dataset, day
from tests.scoring.tiering.tier_portfolios import LINES, VIEW, model

TODAY = datetime.date(2024, 12, 31)
RECURRING = Gates(mutual_dependence=False, recurring=True, revenue_and_margin=False)


def found(until: str | None, account: str = "once", **tables: Any) -> Development:
    """`once` has the score of an S account and no recurring purchases; it is marked to this day."""
    marks = [{"account": account, "reason": "pilot plant", "until": None if until is None else day(until)}]
    data = dataset(LINES, (), {"invest": marks, **tables})
    portfolio = score_accounts(account_measures(data, VIEW), VIEW, model(QuotaCut(s=0.4, a=0.6, b=0.0), RECURRING))
    return developments(data.tables, portfolio, TODAY)[account]


def test_an_account_in_development_says_why_until_when_and_which_tier_follows() -> None:
    one = found("2025-12-31")
    assert (one.tier, one.tier_after, one.fault, one.days_left) == ("S", "B", None, 365)
    assert [str(sentence) for sentence in development_sentences(one)] == [
        "In development until 2025-12-31: pilot plant.",
        "Then the gates on recurring purchases and revenue count again; by today's figures it would be B.",
    ]
    assert end_warning(one) is None


def test_an_account_that_passes_the_gates_anyway_stays_where_it_is() -> None:
    one = found("2025-12-31", "giant")
    assert one.tier == one.tier_after
    assert "it would stay" in str(development_sentences(one)[1])


def test_an_end_within_ninety_days_asks_for_a_decision() -> None:
    assert str(end_warning(found("2025-03-31"))) == (
        "Its development ends in 90 days: extend it or let the gates count."
    )
    assert end_warning(found("2025-04-01")) is None


@pytest.mark.parametrize(
    ("until", "fault"),
    [("2026-12-31", None), ("2027-01-01", "too_long"), (None, "no_end"), ("2024-12-30", "ended"), ("2024-12-31", None)],
)
def test_a_mark_of_more_than_24_months_or_without_an_end_does_not_count_and_says_so(
    until: str | None, fault: str | None
) -> None:
    one = found(until)
    assert one.fault == fault
    assert one.tier == ("S" if fault is None else "B")
    assert ("not count" in str(development_sentences(one)[0])) == (fault in ("too_long", "no_end"))


def test_the_first_two_years_of_a_value_plan_are_a_development_without_a_mark() -> None:
    plan = [{"account": "once", "year": 2024, "revenue": 0, "margin": 0, "cost": 0}]
    one = found("2024-06-30", value_plan=plan)
    assert (one.reason, one.until, one.fault) == (None, datetime.date(2025, 12, 31), None)
    assert str(development_sentences(one)[0]) == (
        "In development until 2025-12-31: the first two years of its value plan."
    )
