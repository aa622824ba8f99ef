"""Determine the currency of each row: from its own column, the cells of amounts, or their header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.currencies import AMBIGUOUS_WORDS, ANY_CURRENCY, find_currency, is_own_currency_header
from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.headers import header_currency
from kam_core.intake.matching.table_detection import TableMatch
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.plurals import Plural

PRICES = ("price", "list_price", "unit_cost")
"""Fields of money per unit, which are read as plain numbers."""
PRICED = ("amount", "price", "list_amount", "list_price", "margin", "goods_cost", "unit_cost")
"""Fields of money whose headers may name the currency, the most reliable first."""
YEN_OR_YUAN = "¥"
"""The sign of two currencies, resolved by its context."""
DOLLAR = "$"
"""A sign that a currency column overrides."""
ALREADY_READ = ("CNY", YEN_OR_YUAN)
"""Signs that determine how a number is written, and stay in the cell."""
HAN = re.compile(r"[\u4e00-\u9fff]")

IN_HEADER = N_("{place}: the header says {currency}; it is used as the currency of the rows.")
IN_CELLS = N_("{place}: the cells show a currency ({currencies}); it is used for their rows.")
ONE_FOR_ALL = Plural(
    "{place}: {count} cell has no currency and is read as {currency} like the others.",
    "{place}: {count} cells have no currency and are read as {currency} like the others.",
    "count",
)
DIFFERENT_CURRENCY = N_(
    "{place}: the header says {said}, but the cells say {currencies}. The cells are used; correct the header."
)
NOT_THEIRS = N_("{place}: amounts are in {currency} according to the header; the column {other} is ignored.")
OWN_CURRENCY = N_(
    "{place}: amounts are in the accounting currency according to the header; the column {other} is ignored."
)
OTHER_CELLS = Plural(
    "{place}: {count} cell has a different currency ({currencies}) from the amount in the same row and is not used.",
    "{place}: {count} cells have a different currency ({currencies}) from the amount in the same row and are not used.",
    "count",
)
TWO_HEADERS = N_(
    "{place}: this column is in {other} but the amounts are in {currency}, so it is not used. Use one currency "
    "for both."
)


@dataclass(frozen=True)
class CurrencyCells:
    """A column of money: `text` without currency words, and the code of each cell; None without any.

    weak: cells with a dollar sign alone.
    """

    text: pl.Series
    codes: pl.Series | None = None
    weak: pl.Series | None = None


def is_money_field(field: Field) -> bool:
    """Whether a field holds money whose cells may name the currency."""
    return field.kind is Kind.MONEY or field.name in PRICES


def split_currencies(text: pl.Series, headers: tuple[str, ...]) -> CurrencyCells:
    """Split the cells of a money column into amounts and currencies."""
    if not text.str.contains(r"[\p{L}\p{Sc}]").any():
        return CurrencyCells(text)
    words = text.str.replace_all(r"[^\p{L}\p{Sc}]", "")
    named: dict[str, str] = {}
    plain: dict[str, str] = {}
    for word in words.drop_nulls().unique().to_list():
        if code := find_currency(word):
            named[word] = code
        elif word and all(mark in "¥￥" for mark in word):
            named[word] = YEN_OR_YUAN
        elif any(mark in word for mark in AMBIGUOUS_WORDS):
            plain[word] = "CNY"
    if not set(named.values()) - {YEN_OR_YUAN}:
        return CurrencyCells(text)
    # 元 alone says little; beside dollars it says that these are not dollars.
    named |= plain
    known = _yen_or_yuan(set(named.values()), headers)
    codes = words.replace_strict(
        {word: known if code == YEN_OR_YUAN else code for word, code in named.items()},
        default=None,
        return_dtype=pl.String(),
    )
    bare = codes.is_not_null() & ~words.is_in([word for word, code in named.items() if code in ALREADY_READ])
    text = pl.select(pl.when(bare).then(text.str.replace_all(ANY_CURRENCY, "")).otherwise(text)).to_series()
    return CurrencyCells(text, codes, words == DOLLAR)


def _yen_or_yuan(named: set[str], headers: tuple[str, ...]) -> str:
    for code in ("CNY", "JPY"):
        if code in named:
            return code
    return "CNY" if any(HAN.search(header) for header in headers) else YEN_OR_YUAN


def line_currency(
    sheet: Sheet,
    table_match: TableMatch,
    cells: Mapping[str, CurrencyCells],
    column: pl.Series | None,
    findings: list[Finding],
) -> pl.Series | None:
    """The currency code of each row, null if unknown; None if the sheet names none.

    column: what the file's own column of currencies says. What the header says of amounts goes before a column that
    names several, and what a cell says before both.
    """
    first = _most_telling(table_match)
    if first is None or "currency" not in table_match.table.names:
        return column
    header = sheet.headers[table_match.fields[first].column]
    place = replace(sheet.place, column=header)
    header_code, codes = header_currency(header), cells[first].codes if first in cells else None
    if codes is not None:
        if header_code is not None and column is None:
            # A cell without a word for its currency is in that of the header.
            codes = codes.fill_null(header_code)
            if (cell_codes := codes.drop_nulls().unique().sort().to_list()) != [header_code]:
                words = ", ".join(cell_codes)
                findings.append(
                    finding("warn", "cell_currency", place, DIFFERENT_CURRENCY, said=header_code, currencies=words)
                )
        named = ", ".join(codes.drop_nulls().unique().sort().to_list())
        findings.append(finding("note", "cell_currency", place, IN_CELLS, currencies=named))
        return _currency_from_cells(sheet, first, table_match, cells[first], codes, column, findings)
    if column is not None:
        column = _resolve_ambiguous(column)
        other = sheet.headers[table_match.fields["currency"].column]
        if is_own_currency_header(header) and not is_own_currency_header(other):
            findings.append(finding("note", "own_currency", place, OWN_CURRENCY, other=other))
            return None
        if header_code is None or column.drop_nulls().n_unique() < 2:
            return column
        findings.append(finding("note", "header_currency", place, NOT_THEIRS, currency=header_code, other=other))
        return pl.repeat(header_code, column.len(), dtype=pl.String(), eager=True)
    for name in _money(table_match):
        title = sheet.headers[table_match.fields[name].column]
        if (code := header_currency(title)) is not None:
            here = replace(sheet.place, column=title)
            findings.append(finding("note", "header_currency", here, IN_HEADER, currency=code))
            return pl.repeat(code, sheet.body.height, dtype=pl.String(), eager=True)
    return None


def without_other_currencies(
    values: pl.Series, cells: CurrencyCells | None, own: pl.Series | None, place: Place
) -> tuple[pl.Series, list[Finding]]:
    """Clear cells in another currency than their row, with a warning."""
    if cells is None or cells.codes is None or own is None:
        return values, []
    other = (cells.codes != own).fill_null(False)
    if cells.weak is not None:
        other &= ~cells.weak.fill_null(False)
    if not other.any():
        return values, []
    codes = ", ".join(cells.codes.filter(other).unique().sort().to_list())
    warning = finding("warn", "other_currency", place, OTHER_CELLS, count=int(other.sum()), currencies=codes)
    return values.set(other, None), [warning]


def _resolve_ambiguous(column: pl.Series) -> pl.Series:
    """Resolve ambiguous currencies: 元 and ¥ beside another word for yuan are yuan."""
    return column.replace(dict.fromkeys(AMBIGUOUS_WORDS, "CNY")) if "CNY" in column.unique().to_list() else column


def columns_in_other_currency(sheet: Sheet, table_match: TableMatch) -> list[tuple[str, Finding]]:
    """Find money columns whose header names another currency than that of the amounts, with a warning each."""
    columns: list[tuple[str, Finding]] = []
    amount_currency: str | None = None
    for name in _money(table_match):
        header = sheet.headers[table_match.fields[name].column]
        code = header_currency(header)
        amount_currency = amount_currency or code
        if code is not None and code != amount_currency:
            place = replace(sheet.place, column=header)
            columns.append(
                (name, finding("warn", "other_currency", place, TWO_HEADERS, other=code, currency=amount_currency))
            )
    return columns


def _currency_from_cells(
    sheet: Sheet,
    name: str,
    table_match: TableMatch,
    cells: CurrencyCells,
    codes: pl.Series,
    column: pl.Series | None,
    findings: list[Finding],
) -> pl.Series:
    if column is not None:
        assert cells.weak is not None
        strong = pl.when(~cells.weak.fill_null(False)).then(codes)
        return pl.select(pl.coalesce(strong, column, codes)).to_series()
    named = codes.drop_nulls().unique()
    blank = codes.is_null() & sheet.body[str(table_match.fields[name].column)].is_not_null()
    if named.len() == 1 and blank.any():
        place = replace(sheet.place, column=sheet.headers[table_match.fields[name].column])
        warning = finding("warn", "cell_currency", place, ONE_FOR_ALL, count=int(blank.sum()), currency=named[0])
        findings.append(warning)
        return codes.fill_null(named[0])
    return codes


def _money(table_match: TableMatch) -> list[str]:
    names = PRICED if table_match.table.name == "transactions" else _money_of(table_match.table)
    return [name for name in names if name in table_match.fields]


def _money_of(table: Table) -> tuple[str, ...]:
    return tuple(field.name for field in table.fields if field.kind is Kind.MONEY)


def _most_telling(table_match: TableMatch) -> str | None:
    return next(iter(_money(table_match)), None)
