"""Builders of small data sets for tests."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from kam_core.vocabulary.calendar import day_number, month_number
from kam_core.vocabulary.dataset import ACCOUNT_COLUMNS, LINE_COLUMNS, Dataset
from kam_core.vocabulary.money import MONEY_SCALE

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Reference files and real data, where they are there."""


def day(text: str) -> int:
    """An ISO date as a day number."""
    return day_number(datetime.date.fromisoformat(text))


def money(amount: float) -> int:
    """Currency units as ten-thousandths."""
    return round(amount * MONEY_SCALE)


def dataset(
    lines: Sequence[Mapping[str, Any]] = (),
    accounts: Sequence[Mapping[str, Any]] = (),
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
) -> Dataset:
    """A data set from rows: lines with account (id), date, amount and, if wanted, margin, list_amount, order, product.

    Accounts are listed with the columns given; those that only lines name are known but not listed. Amounts are in
    currency units. Rows of the other tables hold days as ISO text under names of dates and money as given.
    """
    ids = sorted({str(row["account"]) for row in (*lines, *accounts) if row.get("account") is not None})
    code = {account_id: place for place, account_id in enumerate(ids)}
    given = {str(row["account"]): row for row in accounts}
    return Dataset(
        name="test",
        currency="CNY",
        accounts=pl.DataFrame([_account(i, code, given) for i in ids], schema=ACCOUNT_COLUMNS),
        lines=pl.DataFrame([_line(n, row, code) for n, row in enumerate(lines)], schema=LINE_COLUMNS),
        orders=pl.DataFrame(schema={"order": pl.Int64, "order_id": pl.String}),
        products=pl.DataFrame(
            schema={"product": pl.Int64, "product_id": pl.String, "name": pl.String, "product_family": pl.String}
        ),
        tables={name: _table(rows, code) for name, rows in (tables or {}).items()},
        sources=("test",),
    )


def _account(account_id: str, code: Mapping[str, int], given: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    row = dict(given.get(account_id, {}))
    row.pop("account", None)
    for link in ("parent", "referred_by"):
        if link in row:
            row[link] = code[row[link]]
    for amount in ("wallet", "their_revenue", "credit_limit", "open_balance"):
        if row.get(amount) is not None:
            row[amount] = money(row[amount])
    for date in ("contract_start", "contract_end", "first_contact"):
        if row.get(date) is not None:
            row[date] = day(row[date])
    base = dict.fromkeys(ACCOUNT_COLUMNS)
    return {
        **base,
        "account": code[account_id],
        "account_id": account_id,
        "name": row.pop("name", account_id),
        "listed": account_id in given,
        **row,
    }


def _line(place: int, row: Mapping[str, Any], code: Mapping[str, int]) -> dict[str, Any]:
    date = datetime.date.fromisoformat(row["date"])
    return {
        "account": None if row.get("account") is None else code[str(row["account"])],
        "day": day_number(date),
        "month": month_number(date),
        "order": row.get("order", place),
        "amount": money(row["amount"]),
        "margin": None if row.get("margin") is None else money(row["margin"]),
        "list_amount": None if row.get("list_amount") is None else money(row["list_amount"]),
        "product": row.get("product"),
        "source": 0,
        "line": place + 2,
    }


def _table(rows: Sequence[Mapping[str, Any]], code: Mapping[str, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                name: code[value] if name == "account" else day(value) if name in DATES and value else value
                for name, value in row.items()
            }
            for row in rows
        ],
        infer_schema_length=None,
    )


DATES = ("date", "assessed_on", "closed_on")


def monthly(account: str, start: str, months: int, amount: float, step: int = 1, **more: Any) -> list[dict[str, Any]]:
    """One order of the same amount on the same day every `step` months."""
    first = datetime.date.fromisoformat(start)
    dates = []
    for place in range(0, months, step):
        year, month = divmod(first.year * 12 + first.month - 1 + place, 12)
        dates.append(first.replace(year=year, month=month + 1))
    return [{"account": account, "date": date.isoformat(), "amount": amount, **more} for date in dates]
