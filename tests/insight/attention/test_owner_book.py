"""The book of an owner by hand: revenue, target, last three months, contacts and open deals."""

import datetime
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from kam_core.insight.attention.owner_book import OwnerBook, owner_book
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_number
from tests.datasets import day
from tests.insight.attention.sample_accounts import TYPES, USUAL, VIEW, sources

MONTHS = range(VIEW.last_month - 11, VIEW.last_month + 1)


def book(
    owner: str | None = "Li",
    has_prior: bool = True,
    last_day: datetime.date | None = None,
    view: View = VIEW,
    **tables: list[dict[str, Any]],
) -> OwnerBook:
    """The book over two key accounts of Li, each with a revenue of 10 in January, 20 in February … 120 in December."""
    accounts = pl.DataFrame(
        [
            USUAL | {"account": place, "account_id": f"{place}", "revenue": 780, "revenue_prior": 600}
            for place in (0, 1)
        ],
        schema_overrides=TYPES,
    )
    history = pl.DataFrame(
        [{"account": place, "month": month, "revenue": 10 * (number + 1)}
         for place in (0, 1, 7) for number, month in enumerate(MONTHS)]
    )  # fmt: skip
    return owner_book(accounts, history, sources(tables, view=view), owner, has_prior, last_day=last_day)


def test_revenue_is_compared_with_the_period_before() -> None:
    found = book()
    assert (found.revenue, found.revenue_prior, found.change) == (1560, 1200, pytest.approx(0.3))
    # Of two accounts; the third is not in the book.
    assert found.months == tuple(20 * number for number in range(1, 13))
    assert book(has_prior=False).change is None


def target(month: str, amount: int, **more: Any) -> dict[str, Any]:
    return {"account": None, "owner": "Li", "month": f"{month}-01", "amount": amount, "measure": "revenue"} | more


def test_the_target_is_reached_over_the_months_that_have_one() -> None:
    found = book(
        targets=[
            target("2024-11", 200), target("2024-12", 200), target("2025-01", 999), target("2024-12", 5, owner="Wang"),
            target("2024-12", 70, measure="margin"),
        ]
    )  # fmt: skip
    # 2 × (110 + 120) of 400.
    assert (found.target, found.target_revenue, found.target_reached) == (400, 460, pytest.approx(1.15))
    assert book().target_reached is None
    assert month_number(VIEW.as_of) == VIEW.last_month


def test_an_owner_has_no_target_by_group_because_groups_are_not_the_accounts_of_the_owner() -> None:
    targets = [target("2024-12", 200)]
    assert book(targets=targets).target == 200
    assert book(targets=targets, view=replace(VIEW, unit="group")).target is None
    assert book(owner=None, targets=targets, view=replace(VIEW, unit="group")).target == 200


def test_targets_of_accounts_count_where_the_owner_has_none() -> None:
    found = book(targets=[target("2024-12", 100, owner=None, account=0), target("2024-12", 9, owner=None, account=7)])
    assert found.target == 100


def test_a_month_that_is_not_over_has_no_target_yet() -> None:
    targets = [target("2024-11", 200), target("2024-12", 200)]
    # The data end on 20 December: 2 × 110 of 200 in November.
    found = book(targets=targets, last_day=datetime.date(2024, 12, 20))
    assert (found.target, found.target_revenue) == (200, 220)


def test_the_target_of_all_is_that_of_each_owner_and_of_the_accounts_of_owners_without_one() -> None:
    """100 of Wang for the month, 30 of an account of Li, who has none."""
    targets = [target("2024-12", 100, owner="Wang"), target("2024-12", 30, owner=None, account=1)]
    assert book(owner=None, targets=targets).target == 130
    assert book(targets=targets).target == 30


def test_in_contact_is_who_was_contacted_within_the_promised_days() -> None:
    touches = [{"account": 0, "date": "2024-12-01"}, {"account": 1, "date": "2024-11-30"}]
    found = book(touches=touches)
    assert (found.in_contact, found.promised) == (1, 2)
    assert book().promised is None


def deal(**more: Any) -> dict[str, Any]:
    usual = {"account": 0, "amount": 100, "status": "open", "probability": 0.25, "owner": "li", "created": None}
    return usual | {"closed": None} | more


def test_open_deals_are_those_of_the_owner_or_of_accounts_without_a_named_one() -> None:
    deals = [
        deal(), deal(account=7, amount=40, probability=0.5), deal(owner="Wang"), deal(status="won"),
        deal(owner=None, amount=None), deal(owner=None, account=7), deal(created=day("2025-01-01")),
        deal(status="lost", closed=day("2025-01-01"), amount=8, probability=1.0),
    ]  # fmt: skip
    found = book(opportunities=deals)
    assert (found.deals, found.deals_amount, found.deals_weighted) == (4, 148, 25 + 20 + 8)
    assert book(owner=None, opportunities=deals).deals == 6
    assert book().deals is None
