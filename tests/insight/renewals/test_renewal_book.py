"""Renewal book: which contracts are due or late, with which money, on small books."""

import datetime
from collections.abc import Mapping
from typing import Any

import polars as pl

from kam_core.insight.renewals.renewal_book import RenewalBook, renewal_book
from kam_core.insight.renewals.sentence import left_out, renewal_sentence
from tests.datasets import day, money

TODAY = day("2024-12-31")
SCHEMA = {
    "account": pl.Int64, "number": pl.String, "kind": pl.String, "end": pl.Int64, "value": pl.Int64,
    "renews": pl.Boolean, "renewal": pl.String,
}  # fmt: skip


def book(*contracts: Mapping[str, Any], ends: Mapping[int, str] | None = None, **more: Any) -> RenewalBook:
    """The book of three accounts with 100 at stake each; `ends` are contract ends of the account list."""
    accounts = pl.DataFrame(
        {
            "account": [0, 1, 2],
            "account_id": ["0", "1", "2"],
            "tier": ["S", "A", "B"],
            "name": ["zero", "one", "two"],
            "owner": ["Li"] * 3,
            "revenue": [money(100)] * 3,
            "revenue_prior": [money(40)] * 3,
            "contract_end": pl.Series([day(one) if (one := (ends or {}).get(code)) else None for code in range(3)],
                                      dtype=pl.Int64),
        }
    )  # fmt: skip
    rows = [
        dict.fromkeys(SCHEMA) | {"account": 0, "number": str(place)} | dict(row) for place, row in enumerate(contracts)
    ]
    for row in rows:
        row["end"] = None if row["end"] is None else day(row["end"])
        row["value"] = None if row["value"] is None else money(row["value"])
    table = pl.DataFrame(rows, schema=SCHEMA) if rows else None
    return renewal_book(accounts, table, more.get("touches"), TODAY, more.get("risks"))


def listed(found: RenewalBook, *columns: str) -> list[tuple[Any, ...]]:
    return found.rows.select(columns).rows()


def test_late_contracts_come_first_then_by_end_date_up_to_a_year_ahead() -> None:
    found = book(
        {"account": 0, "end": "2025-12-31", "value": 5},
        {"account": 1, "end": "2025-01-30", "value": 6},
        {"account": 2, "end": "2024-12-01", "value": 7},
    )
    assert listed(found, "account", "days_left", "money") == [
        (2, -30, money(7)), (1, 30, money(6)), (0, 365, money(5)),
    ]  # fmt: skip
    assert [found.within(days).height for days in (90, 180, 365)] == [1, 1, 2]
    assert found.late["account"].to_list() == [2]


def test_a_contract_of_the_account_list_counts_where_no_contract_says_more() -> None:
    found = book({"account": 0, "end": "2025-02-01", "value": 8}, ends={0: "2025-03-01", 1: "2025-03-01"})
    assert listed(found, "account", "number", "end", "money", "is_stake") == [
        (0, "0", datetime.date(2025, 2, 1), money(8), False),
        (1, None, datetime.date(2025, 3, 1), money(100), True),
    ]


def test_a_signed_renewal_and_a_contract_with_a_successor_are_not_due() -> None:
    found = book(
        {"account": 0, "end": "2024-12-01", "kind": "frame"},
        {"account": 0, "end": "2025-12-01", "kind": "frame", "renewal": "in progress"},
        {"account": 1, "end": "2025-01-15", "renewal": "signed"},
    )
    assert listed(found, "account", "end", "renewal") == [(0, datetime.date(2025, 12, 1), "in progress")]
    assert found.signed == 1


def test_what_is_not_listed_is_counted() -> None:
    found = book(
        {"account": 0, "end": "2023-12-31"}, {"account": 1, "end": "2026-01-01"}, {"account": 2, "end": None},
    )  # fmt: skip
    assert (found.rows.height, found.lapsed, found.later, found.undated) == (0, 1, 1, 1)
    assert [str(one) for one in left_out(found)] == [
        "1 contract ends in more than 365 days", "1 contract ended more than a year ago", "1 contract has no end date",
    ]  # fmt: skip


def test_the_revenue_at_stake_of_an_account_counts_once_for_several_contracts_without_a_value() -> None:
    found = book(
        {"account": 0, "end": "2025-02-01", "kind": "service"}, {"account": 0, "end": "2025-03-01", "kind": "frame"}
    )
    assert [row[0] for row in listed(found, "money")] == [money(100), None]


def test_a_contract_that_extends_itself_says_so_and_does_not_wait_for_a_renewal() -> None:
    found = book({"account": 0, "end": "2025-01-15", "renews": True, "value": 9}, {"account": 1, "end": "2025-01-16"})
    assert [row[0] for row in listed(found, "renewal")] == ["automatic", "none"]
    assert str(renewal_sentence(found)).endswith("1 without a renewal in progress.")


def test_the_likelihood_is_one_minus_the_risk_and_unknown_without_it() -> None:
    contracts = ({"account": 0, "end": "2025-01-15"}, {"account": 1, "end": "2025-01-16"})
    assert [row[0] for row in listed(book(*contracts), "likelihood")] == [None, None]
    risks = pl.DataFrame({"account": [0], "risk": [0.25]})
    assert [row[0] for row in listed(book(*contracts, risks=risks), "likelihood")] == [0.75, None]


def test_the_last_touch_is_the_last_one_up_to_today() -> None:
    touches = pl.DataFrame({"account": [0, 0, 0], "date": [day("2024-11-01"), day("2024-12-24"), day("2025-01-05")]})
    found = book({"account": 0, "end": "2025-01-15"}, touches=touches)
    assert listed(found, "last_touch") == [(datetime.date(2024, 12, 24),)]
