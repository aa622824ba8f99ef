"""Decide whether a column of discounts holds shares or money, where an amount has to be computed from it."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import OpenQuestionError
from kam_core.intake.headers import header_currency
from kam_core.intake.matching.columns import RATE
from kam_core.intake.matching.table_detection import TableMatch
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.numbers import parse_numbers
from kam_core.vocabulary.message import N_

QUESTION = "discount"
SHARE, MONEY, PAID = "share", "money", "paid"
IN_PERCENT = r"[%％]\s*$"
TWO_DECIMALS = r"^\d+[.,]\d\d$"
TRAILING_NOUGHT = r"^0[.,][1-9]0$"
TENTHS_PAID = r"^(\d+(?:\.\d+)?)\s*折$"
PAID_HEADERS = r"折|扣率|掛率|할인율적용"
"""Headers of rates that may state the paid share: 折扣 0.9 is nine tenths of the price."""
MOSTLY_PAID = 0.5
"""Share above which most discounts are more likely paid shares."""
ASKED = N_(
    '{place}: is a discount such as "{value}" a percentage off, the percentage paid, or an amount off each line?'
)


def with_discount_kind(sheet: Sheet, table_match: TableMatch, conventions: Conventions) -> TableMatch:
    """Decide whether discounts are shares or money. Raises OpenQuestionError if both are possible."""
    fields = table_match.fields
    if table_match.table.name != "transactions" or "discount" not in fields or "amount" in fields:
        return table_match
    match = fields["discount"]
    header = sheet.headers[match.column]
    cells = sheet.body[str(match.column)].drop_nulls()
    if conventions.discount == MONEY or (conventions.discount is None and header_currency(header) is not None):
        others = {name: one for name, one in fields.items() if name != "discount"}
        return replace(table_match, fields={"discount_amount": match, **others})
    if conventions.discount in (SHARE, PAID) or cells.str.contains(TENTHS_PAID).any():
        return table_match
    paid = bool(re.search(PAID_HEADERS, header))
    if not paid and (RATE.search(header) or cells.str.contains(IN_PERCENT).any()):
        return table_match
    read = parse_numbers(cells).values.abs().drop_nulls()
    largest = read.max()
    if not isinstance(largest, float) or largest == 0:
        return table_match
    # Fractions are rarely written like prices: 0.5, and not 0.50.
    like_prices = bool(cells.str.contains(TWO_DECIMALS).all())
    some = read.filter(read > 0)
    great = int((some / (1.0 if largest <= 1 else 100.0) > MOSTLY_PAID).sum())
    paid = paid and 2 * great >= some.len()
    if largest <= 1 and not paid and not (like_prices and cells.str.contains(TRAILING_NOUGHT).any()):
        return table_match
    first = cells.filter(parse_numbers(cells).values.abs() == largest)[0]
    place = replace(sheet.place, column=header)
    raise OpenQuestionError(QUESTION, ASKED, place=place.words, value=first)


def discount_shares(text: pl.Series, values: pl.Series, conventions: Conventions) -> pl.Series:
    """Discounts as the deducted share, also if the file states the paid share: 9折, or as answered."""
    if conventions.discount == PAID or text.str.contains(TENTHS_PAID).any():
        return (1.0 - values).alias(values.name)
    return values


def parse_tenths(text: pl.Series) -> pl.Series:
    """Parse 9折 as the paid share 0.9; other cells stay."""
    tenths = text.str.extract(TENTHS_PAID).cast(pl.Float64) / 10.0
    return pl.select(pl.when(tenths.is_not_null()).then(tenths.cast(pl.String)).otherwise(text)).to_series()
