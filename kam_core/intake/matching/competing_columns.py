"""Choose between competing columns for the amount, the price or the customer of an order line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, finding
from kam_core.intake.headers import header_currency
from kam_core.intake.matching.column_choice import LOOKED_AT, SURE, Fields, choice_finding
from kam_core.intake.matching.columns import ColumnMatch, is_synonym
from kam_core.intake.matching.competing_customers import choose_customer
from kam_core.intake.matching.date_column import choose_date_column
from kam_core.intake.matching.money_headers import (
    ANY_CURRENCY,
    DOCUMENT,
    GROSS,
    LINE,
    ORDER,
    OWN,
    PLAIN,
    MoneyHeader,
    has_word,
    is_no_amount,
    parse_money_header,
    tax_rank,
    without_tax_words,
)
from kam_core.intake.matching.text_folding import fold_text
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.numbers import parse_numbers
from kam_core.vocabulary.lexicon.money_words import (
    FEES,
    IN_OWN_CURRENCY,
    SHIPPING,
)
from kam_core.vocabulary.message import N_

MOSTLY = 0.6
"""Share of the cells that must be numbers in a column of money."""
BARE_IDS = ("id", "name", "no", "nr", "number", "num", "编号", "单号", "番号", "번호")
DOCUMENT_NUMBER = r"^(?:#\d+|[A-Za-z#]{1,6}[-/ ]?\d[\w/-]*)$"
"""#2001, SINV-0007, INV/2024/12."""
CENT = 0.015
AGREED = 0.9
"""Share of the rows in which a sum must hold."""
AS_FULL = 0.02
"""How much emptier than its rivals a column may be and still count as filled."""
WITH_TAX = N_('{place}: the amount is read from "{column}", which includes tax. There is no column without tax.')
OF_WHOLE_ORDER = N_(
    '{place}: the amount is read from "{column}", the order total, which may include freight and tax. If another '
    "column excludes them, choose it."
)
OF_ORDER = MoneyHeader(PLAIN, ORDER, ANY_CURRENCY)
AMOUNT, PRICE = N_("amount"), N_("price")


def choose_columns(
    sheet: Sheet, fields: Mapping[str, ColumnMatch], wanted: Mapping[str, str]
) -> tuple[Fields, tuple[Finding, ...]]:
    """Choose the best of competing columns of an order file, with a note for each choice.

    What a person has mapped stays as it is.
    """
    chosen, findings = dict(fields), []
    if "amount" not in wanted:
        findings += _choose_amount(sheet, chosen)
    if "price" not in wanted:
        findings += _choose_price(sheet, chosen)
    if "account" not in wanted:
        findings += choose_customer(sheet, chosen)
    if "currency" not in wanted:
        _choose_currency(sheet, chosen)
    if "date" not in wanted and "date" not in chosen:
        choose_date_column(sheet, chosen)
    if "order_id" not in wanted and "date" in chosen:
        _choose_order_id(sheet, chosen)
    return chosen, tuple(findings)


def _choose_amount(sheet: Sheet, fields: Fields) -> list[Finding]:
    current = fields.get("amount")
    if current is not None and is_no_amount(sheet.headers[current.column]):
        del fields["amount"]
        current = None
    chosen = {match.column for name, match in fields.items() if name not in ("amount", "list_amount")}
    rivals: dict[int, MoneyHeader] = {}
    for column, header in enumerate(sheet.headers):
        money_header = parse_money_header(header)
        if money_header is None and current is not None and column == current.column:
            money_header = MoneyHeader(tax_rank(header), 1, ANY_CURRENCY)
        if money_header is not None and column not in chosen and _is_numeric(sheet, column):
            rivals[column] = money_header
    if "currency" in fields and _has_several(sheet, fields):
        # Beside rows in several currencies "Amount in EUR" is the same money in one.
        rivals = {
            column: replace(money_header, currency=OWN)
            if header_currency(sheet.headers[column]) is not None
            else money_header
            for column, money_header in rivals.items()
        }
    if not rivals:
        return []
    currencies = _several_currencies(sheet, fields, rivals)
    ranks = {
        column: _rank(sheet, column, money_header, rivals, currencies, current)
        for column, money_header in rivals.items()
    }
    best = max(ranks, key=lambda column: ranks[column])
    best = _gross_of_fees(sheet, rivals, best)
    if "list_amount" in fields and fields["list_amount"].column == best:
        del fields["list_amount"]
    fields["amount"] = current if current is not None and current.column == best else ColumnMatch(best, SURE)
    if len(rivals) > 1:
        others = [column for column in rivals if column != best]
        return [choice_finding(sheet, AMOUNT, best, others, "warn" if currencies else "note")]
    if not is_synonym("transactions", "amount", sheet.headers[best]) and rivals[best] == OF_ORDER:
        return [finding("warn", "order_total", sheet.place, OF_WHOLE_ORDER, column=sheet.headers[best])]
    if rivals[best].tax == GROSS:
        return [finding("note", "with_tax", sheet.place, WITH_TAX, column=sheet.headers[best])]
    return []


def _gross_of_fees(sheet: Sheet, rivals: Mapping[int, MoneyHeader], best: int) -> int:
    """The column of gross sales, if the chosen one is the payout of a marketplace after fees."""
    fees = [column for column, header in enumerate(sheet.headers) if has_word(FEES, fold_text(header))]
    fees = [
        column for column in fees if column not in rivals and not has_word(SHIPPING, fold_text(sheet.headers[column]))
    ]
    fees = [column for column in fees if _is_numeric(sheet, column)]
    if not fees:
        return best
    taken = sum(
        (_parse_amounts(sheet, column).abs().fill_null(0.0) for column in fees), pl.Series([0.0] * sheet.body.height)
    )
    for column in rivals:
        gap = (_parse_amounts(sheet, column).abs() - taken - _parse_amounts(sheet, best).abs()).abs()
        sold = (_parse_amounts(sheet, column).abs() > 0).fill_null(False)
        agreeing = int(((gap < CENT) & sold).sum())
        if column != best and taken.sum() > 0 and agreeing >= AGREED * max(1, int(sold.sum())):
            return column
    return best


def _parse_amounts(sheet: Sheet, column: int) -> pl.Series:
    return parse_numbers(sheet.body[str(column)]).values


def _rank(
    sheet: Sheet,
    column: int,
    money_header: MoneyHeader,
    rivals: Mapping[int, MoneyHeader],
    currencies: bool,
    current: ColumnMatch | None,
) -> tuple[object, ...]:
    """The sort key of a competing column: currency, filled cells, line level, net of tax, header, position."""
    fullest = max(_filled_share(sheet, other) for other in rivals)
    lines = any(other.level == LINE for other in rivals.values())
    return (
        money_header.currency if currencies else ANY_CURRENCY,
        _filled_share(sheet, column) >= fullest - AS_FULL,
        money_header.level == LINE if lines else True,
        money_header.tax,
        current is not None and current.column == column,
        -column,
    )


def _several_currencies(sheet: Sheet, fields: Fields, rivals: Mapping[int, MoneyHeader]) -> bool:
    """Whether the rows are in several currencies, so that amounts need a column in one currency."""
    if "currency" in fields:
        return _has_several(sheet, fields)
    return any(money_header.currency == DOCUMENT for money_header in rivals.values())


def _choose_order_id(sheet: Sheet, fields: Fields) -> None:
    """Choose a column called ID or Name that holds document numbers as the order id."""
    taken = {match.column for match in fields.values()}
    for column, header in enumerate(sheet.headers):
        if "order_id" in fields or column in taken or fold_text(header) not in BARE_IDS:
            continue
        cells = sheet.body[str(column)].head(LOOKED_AT).drop_nulls()
        if cells.len() and cells.str.contains(DOCUMENT_NUMBER).all():
            fields["order_id"] = ColumnMatch(column, SURE)


def has_single_currency(header: str) -> bool:
    """Whether the header of an amount names a single currency: that of the books, or a code."""
    money_header = parse_money_header(header)
    return (money_header is not None and money_header.currency == OWN) or header_currency(header) is not None


def _choose_currency(sheet: Sheet, fields: Fields) -> None:
    """Drop the document currency if the amount is in the currency of the books."""
    if "amount" not in fields or "currency" not in fields:
        return
    amount = sheet.headers[fields["amount"].column]
    money_header = parse_money_header(amount)
    if (money_header is None or money_header.currency != OWN) and (
        header_currency(amount) is None or not _has_several(sheet, fields)
    ):
        return
    del fields["currency"]
    taken = {match.column for match in fields.values()}
    for column, header in enumerate(sheet.headers):
        words = fold_text(header)
        if column not in taken and has_word(IN_OWN_CURRENCY, words):
            cells = sheet.body[str(column)].drop_nulls()
            if cells.len() and cells.str.contains(r"^[A-Za-z]{3}$").all():
                fields["currency"] = ColumnMatch(column, SURE)
                return


def _has_several(sheet: Sheet, fields: Fields) -> bool:
    cells = sheet.body[str(fields["currency"].column)].drop_nulls().str.to_uppercase()
    return cells.n_unique() > 1


def _choose_price(sheet: Sheet, fields: Fields) -> list[Finding]:
    """Choose the unit price without tax, if there are two."""
    taken = {match.column for name, match in fields.items() if name != "price"}
    rivals = {
        column: tax_rank(header)
        for column, header in enumerate(sheet.headers)
        if column not in taken
        and (
            is_synonym("transactions", "price", header)
            or is_synonym("transactions", "price", without_tax_words(header))
        )
        and _is_numeric(sheet, column)
    }
    if not rivals:
        return []
    current = fields.get("price")
    best = max(rivals, key=lambda column: (rivals[column], current is not None and current.column == column, -column))
    fields["price"] = current if current is not None and current.column == best else ColumnMatch(best, SURE)
    if len(rivals) > 1:
        return [choice_finding(sheet, PRICE, best, [c for c in rivals if c != best])]
    if rivals[best] == GROSS and "amount" not in fields:
        return [finding("note", "with_tax", sheet.place, WITH_TAX, column=sheet.headers[best])]
    return []


def _filled_share(sheet: Sheet, column: int) -> float:
    cells = sheet.body[str(column)]
    return 1.0 - cells.null_count() / max(1, cells.len())


def _is_numeric(sheet: Sheet, column: int) -> bool:
    cells = sheet.body[str(column)].head(LOOKED_AT).drop_nulls()
    if cells.is_empty():
        return False
    counted = cells.str.contains(r"\d").sum() / cells.len()
    return bool(counted >= MOSTLY)
