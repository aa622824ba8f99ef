"""Detect columns of uncalculated formulas, for which the writing program stored 0."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, finding
from kam_core.intake.matching.table_detection import TableMatch
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.numbers import parse_numbers
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.message import N_

FACTORS = ("quantity", "price")
COMPUTED = N_(
    "{place}: every number is a formula with the value 0 that was never calculated; amounts were calculated as "
    "quantity × price instead. Open the workbook in Excel, save it and compare."
)
ALL_ZERO = N_(
    "{place}: every number is a formula with the value 0 and was probably never calculated. Open the workbook in "
    "Excel and save it."
)


def without_uncalculated(sheet: Sheet, table_match: TableMatch) -> tuple[Sheet, list[Finding]]:
    """Clear uncalculated amounts that can be computed from other columns, with a warning per column."""
    findings = []
    money = {name: match.column for name, match in table_match.fields.items() if _is_money(table_match, name)}
    for name, column in money.items():
        if column not in sheet.uncalculated_columns:
            continue
        place = replace(sheet.place, column=sheet.headers[column])
        if name == "amount" and all(_has_values(sheet, table_match, factor) for factor in FACTORS):
            nothing = pl.lit(None, pl.String()).alias(str(column))
            sheet = replace(sheet, body=sheet.body.with_columns(nothing))
            findings.append(finding("warn", "formula", place, COMPUTED))
        else:
            findings.append(finding("warn", "formula", place, ALL_ZERO))
    return sheet, findings


def _is_money(table_match: TableMatch, name: str) -> bool:
    return table_match.table.field(name).kind is Kind.MONEY


def _has_values(sheet: Sheet, table_match: TableMatch, name: str) -> bool:
    match = table_match.fields.get(name)
    return match is not None and bool((parse_numbers(sheet.body[str(match.column)]).values != 0).any())
