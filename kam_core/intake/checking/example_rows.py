"""Recognise the example row of a template and read the sheet without it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Place, finding
from kam_core.intake.matching.table_detection import TableMatch
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.typed_column import type_column
from kam_core.vocabulary.calendar import day_number, minute_number
from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_, Message, UserError
from kam_core.vocabulary.money import MONEY_SCALE

ACCOUNT = "EXAMPLE-001"
"""The account of every example row, which is no real id."""
DAY = datetime.date(2024, 3, 5)
MOMENT = datetime.datetime(2024, 3, 5, 14, 30)

TEXTS: Mapping[str, str] = {
    "account_name": "Example Trading Ltd", "name": "Example", "product": "P-100", "product_name": "Example pump",
    "product_family": "Pumps", "owner": "Li Na", "region": "East", "industry": "Machinery", "currency": "CNY",
    "order_id": "EXAMPLE-SO-1", "id": "EXAMPLE-OPP-1", "status": "open", "stage": "offer", "tags": "example",
    "criterion": "innovation", "assessor": "Li Na", "person": "Li Na", "role": "engineer", "title": "Buyer",
    "kind": "visit", "channel": "on site", "topic": "delivery", "action": "Visit the plant", "need": "A second line",
    "reason": "A new plant opens next year", "check": "Buys every quarter", "given": "Longer terms of payment",
    "number": "EXAMPLE-NO-1",
}  # fmt: skip
IDS: Mapping[str, str] = {"plan": "EXAMPLE-ACTION-1", "needs": "EXAMPLE-NEED-1"}
"""Ids in example rows of tables with ids."""
NUMBERS: Mapping[str, float] = {
    "year": 2024, "score": 4, "influence": 4, "support": 1, "satisfaction": 4, "nps": 9, "severity": 2,
    "product_fit": 4, "quantity": 10, "price": 120, "list_price": 125, "unit_cost": 80, "amount": 1200,
    "list_amount": 1250, "goods_cost": 800, "margin": 400, "discount": 0.04, "probability": 0.5, "employees": 250,
    "minutes": 45, "credit_days_overdue": 0, "rate": 7.125, "units": 1, "importance": 4,
}  # fmt: skip

UNTOUCHED = N_("{place}: the template's example row was ignored.")


def example_row(table: Table) -> dict[str, str | float | datetime.date | bool | None]:
    """The example row by field: text, a number (a share as a fraction), a day, yes or no, or None.

    Choices are our own words. What a field cannot show by example, such as a group, is None.
    """
    return {field.name: _value(table, field) for field in table.fields}


def _value(table: Table, field: Field) -> str | float | datetime.date | bool | None:
    if field.name == "account":
        return ACCOUNT
    if field.name == "id" and table.name in IDS:
        return IDS[table.name]
    match field.kind:
        case Kind.DATE:
            return DAY
        case Kind.MOMENT:
            return MOMENT
        case Kind.FLAG:
            return True
        case Kind.CHOICE if field.choices:
            return field.choices[0][0]
        case Kind.MONEY | Kind.NUMBER | Kind.COUNT | Kind.DAYS | Kind.SHARE | Kind.SCORE:
            return NUMBERS.get(field.name, 1000.0)
        case _:
            return TEXTS.get(field.name)


def without_example(sheet: Sheet, table_match: TableMatch | Message) -> Sheet:
    """Remove rows that equal the example in all columns of the file; they are counted and noted.

    A row of the example's account in which anything was changed is somebody's and stays. Refuses a sheet that holds
    nothing but the example.
    """
    if not isinstance(table_match, TableMatch):
        return sheet
    match, place = table_match.fields.get("account"), sheet.place
    if match is not None:
        near = sheet.body.filter(pl.col(str(match.column)) == ACCOUNT)
    else:
        # Where rows belong to no account, the example is the first row, as the template has it.
        near = sheet.body.head(0 if table_match.table.has_account else 1)
    if near.is_empty():
        return sheet
    same = pl.repeat(True, near.height, eager=True)
    expected = example_row(table_match.table)
    for name, match in table_match.fields.items():
        field = table_match.table.field(name)
        # A template writes days as days: no order of day and month is needed, and any will do.
        values = type_column(
            near[str(match.column)], field, sheet.headers[match.column], place, Conventions("dmy")
        ).values
        same &= values.eq_missing(pl.Series([_stored(expected[name], field)], dtype=values.dtype))
    lines = near.filter(same)["line"].to_list()
    if not lines:
        return sheet
    if len(lines) == sheet.body.height and not sheet.overlong:
        raise UserError(
            "{place}: the file contains only the template's example row. Add your rows below it.", place=place.words
        )
    notes = [finding("note", "example", Place(sheet.file, sheet.sheet, line), UNTOUCHED) for line in lines]
    return replace(
        sheet,
        body=sheet.body.filter(~pl.col("line").is_in(lines)),
        left_out=sheet.left_out + len(lines),
        findings=(*sheet.findings, *notes),
    )


def _stored(value: str | float | datetime.date | bool | None, field: Field) -> str | float | int | bool | None:
    if isinstance(value, datetime.datetime):
        return minute_number(value)
    if isinstance(value, datetime.date):
        return day_number(value)
    if value is not None and field.kind is Kind.MONEY:
        return round(float(value) * MONEY_SCALE)
    if value is not None and field.kind in (Kind.COUNT, Kind.DAYS):
        return round(float(value))
    return value
