"""Columns that could all be the amount, the price or the customer of an order line: which is taken, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, finding
from kam_core.intake.headers import header_currency
from kam_core.intake.matching.columns import ColumnMatch, is_word_of
from kam_core.intake.matching.date_column import day_by_cells
from kam_core.intake.matching.money_headers import (
    ANY_CURRENCY,
    DOCUMENT,
    GROSS,
    LINE,
    ORDER,
    OWN,
    PLAIN,
    MoneyHeader,
    base_of,
    has_word,
    money_header,
    no_amount,
    tax_rank,
)
from kam_core.intake.matching.text_folding import folded, folded_words
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.numbers import numbers
from kam_core.vocabulary.lexicon.money_words import (
    CUSTOMER_STEMS,
    FEES,
    IN_OWN_CURRENCY,
    LEDGER_ACCOUNTS,
    SHIP_TO,
    SHIPPING,
)
from kam_core.vocabulary.message import N_, Term

LOOKED_AT = 5_000
"""Cells of a column that are looked at."""
MOSTLY = 0.6
"""Share of the cells that must be numbers in a column of money."""
BARE_IDS = ("id", "name", "no", "nr", "number", "num", "编号", "单号", "番号", "번호")
DOCUMENT_NUMBER = r"^(?:#\d+|[A-Za-z#]{1,6}[-/ ]?\d[\w/-]*)$"
"""#2001, SINV-0007, INV/2024/12."""
CENT = 0.015
AGREED = 0.9
"""Share of the rows in which a sum must hold."""
AS_FULL = 0.02
"""How much emptier a column may be than its rivals and still count as filled."""
SURE = 0.9
"""How sure a header is that says more than a word of ours."""
CHOSEN = N_('{place}: the {field} is read from "{column}"; these columns could be it, too: {rivals}.')
WITH_TAX = N_('{place}: the amount is read from "{column}", which holds tax. No column without tax is there.')
OF_WHOLE_ORDER = N_(
    '{place}: the amount is read from "{column}", the total of the whole order. It may hold freight and tax; if '
    "another column is without them, say so."
)
OF_ORDER = MoneyHeader(PLAIN, ORDER, ANY_CURRENCY)
AMOUNT, PRICE, CUSTOMER = N_("amount"), N_("price"), N_("customer")

Fields = dict[str, ColumnMatch]


def chosen_columns(
    sheet: Sheet, fields: Mapping[str, ColumnMatch], wanted: Mapping[str, str]
) -> tuple[Fields, tuple[Finding, ...]]:
    """The fields of an order file with the best of rival columns, and a note for each choice.

    What a person has mapped stays as it is.
    """
    chosen, findings = dict(fields), []
    if "amount" not in wanted:
        findings += _amount(sheet, chosen)
    if "price" not in wanted:
        findings += _price(sheet, chosen)
    if "account" not in wanted:
        findings += _customer(sheet, chosen)
    if "currency" not in wanted:
        _currency(sheet, chosen)
    if "date" not in wanted and "date" not in chosen:
        day_by_cells(sheet, chosen)
    if "order_id" not in wanted and "date" in chosen:
        _order(sheet, chosen)
    return chosen, tuple(findings)


def _amount(sheet: Sheet, fields: Fields) -> list[Finding]:
    now = fields.get("amount")
    if now is not None and no_amount(sheet.headers[now.column]):
        del fields["amount"]
        now = None
    taken = {match.column for name, match in fields.items() if name not in ("amount", "list_amount")}
    rivals: dict[int, MoneyHeader] = {}
    for column, header in enumerate(sheet.headers):
        said = money_header(header)
        if said is None and now is not None and column == now.column:
            said = MoneyHeader(tax_rank(header), 1, ANY_CURRENCY)
        if said is not None and column not in taken and _is_numeric(sheet, column):
            rivals[column] = said
    if "currency" in fields and _has_several(sheet, fields):
        # Beside rows in several currencies "Amount in EUR" is the same money in one.
        rivals = {
            column: replace(said, currency=OWN) if header_currency(sheet.headers[column]) is not None else said
            for column, said in rivals.items()
        }
    if not rivals:
        return []
    currencies = _several_currencies(sheet, fields, rivals)
    ranks = {column: _rank(sheet, column, said, rivals, currencies, now) for column, said in rivals.items()}
    best = max(ranks, key=lambda column: ranks[column])
    best = _before_fees(sheet, rivals, best)
    if "list_amount" in fields and fields["list_amount"].column == best:
        del fields["list_amount"]
    fields["amount"] = now if now is not None and now.column == best else ColumnMatch(best, SURE)
    if len(rivals) > 1:
        others = [column for column in rivals if column != best]
        return [_chosen(sheet, AMOUNT, best, others, "warn" if currencies else "note")]
    if not is_word_of("transactions", "amount", sheet.headers[best]) and rivals[best] == OF_ORDER:
        return [finding("warn", "order_total", sheet.place, OF_WHOLE_ORDER, column=sheet.headers[best])]
    if rivals[best].tax == GROSS:
        return [finding("note", "with_tax", sheet.place, WITH_TAX, column=sheet.headers[best])]
    return []


def _before_fees(sheet: Sheet, rivals: Mapping[int, MoneyHeader], best: int) -> int:
    """The column of what was sold, where the one taken so far is what a marketplace pays out of it after its fees."""
    fees = [column for column, header in enumerate(sheet.headers) if has_word(FEES, folded(header))]
    fees = [column for column in fees if column not in rivals and not has_word(SHIPPING, folded(sheet.headers[column]))]
    fees = [column for column in fees if _is_numeric(sheet, column)]
    if not fees:
        return best
    taken = sum((_money(sheet, column).abs().fill_null(0.0) for column in fees), pl.Series([0.0] * sheet.body.height))
    for column in rivals:
        gap = (_money(sheet, column).abs() - taken - _money(sheet, best).abs()).abs()
        sold = (_money(sheet, column).abs() > 0).fill_null(False)
        agreeing = int(((gap < CENT) & sold).sum())
        if column != best and taken.sum() > 0 and agreeing >= AGREED * max(1, int(sold.sum())):
            return column
    return best


def _money(sheet: Sheet, column: int) -> pl.Series:
    return numbers(sheet.body[str(column)]).values


def _rank(
    sheet: Sheet,
    column: int,
    said: MoneyHeader,
    rivals: Mapping[int, MoneyHeader],
    currencies: bool,
    now: ColumnMatch | None,
) -> tuple[object, ...]:
    """What speaks for a column: its currency, its cells, its lines, that it holds no tax, its header, its place."""
    fullest = max(_filled(sheet, other) for other in rivals)
    lines = any(other.level == LINE for other in rivals.values())
    return (
        said.currency if currencies else ANY_CURRENCY,
        _filled(sheet, column) >= fullest - AS_FULL,
        said.level == LINE if lines else True,
        said.tax,
        now is not None and now.column == column,
        -column,
    )


def _several_currencies(sheet: Sheet, fields: Fields, rivals: Mapping[int, MoneyHeader]) -> bool:
    """Whether the rows are in several currencies, so that only amounts in one of them can be added up."""
    if "currency" in fields:
        return _has_several(sheet, fields)
    return any(said.currency == DOCUMENT for said in rivals.values())


def _order(sheet: Sheet, fields: Fields) -> None:
    """A column that is called only ID or Name and holds numbers of documents, as shops and ERP systems write them."""
    taken = {match.column for match in fields.values()}
    for column, header in enumerate(sheet.headers):
        if "order_id" in fields or column in taken or folded(header) not in BARE_IDS:
            continue
        cells = sheet.body[str(column)].head(LOOKED_AT).drop_nulls()
        if cells.len() and cells.str.contains(DOCUMENT_NUMBER).all():
            fields["order_id"] = ColumnMatch(column, SURE)


def in_one_currency(header: str) -> bool:
    """Whether the header of an amount says in which one currency all of it is: that of the books, or a named one."""
    said = money_header(header)
    return (said is not None and said.currency == OWN) or header_currency(header) is not None


def _currency(sheet: Sheet, fields: Fields) -> None:
    """The currency of the amount: not that of the document where the amount is in the one of the books."""
    if "amount" not in fields or "currency" not in fields:
        return
    amount = sheet.headers[fields["amount"].column]
    said = money_header(amount)
    if (said is None or said.currency != OWN) and (header_currency(amount) is None or not _has_several(sheet, fields)):
        return
    del fields["currency"]
    taken = {match.column for match in fields.values()}
    for column, header in enumerate(sheet.headers):
        words = folded(header)
        if column not in taken and has_word(IN_OWN_CURRENCY, words):
            cells = sheet.body[str(column)].drop_nulls()
            if cells.len() and cells.str.contains(r"^[A-Za-z]{3}$").all():
                fields["currency"] = ColumnMatch(column, SURE)
                return


def _has_several(sheet: Sheet, fields: Fields) -> bool:
    cells = sheet.body[str(fields["currency"].column)].drop_nulls().str.to_uppercase()
    return cells.n_unique() > 1


def _price(sheet: Sheet, fields: Fields) -> list[Finding]:
    """The unit price without tax, where there are two."""
    taken = {match.column for name, match in fields.items() if name != "price"}
    rivals = {
        column: tax_rank(header)
        for column, header in enumerate(sheet.headers)
        if column not in taken
        and (is_word_of("transactions", "price", header) or is_word_of("transactions", "price", base_of(header)))
        and _is_numeric(sheet, column)
    }
    if not rivals:
        return []
    now = fields.get("price")
    best = max(rivals, key=lambda column: (rivals[column], now is not None and now.column == column, -column))
    fields["price"] = now if now is not None and now.column == best else ColumnMatch(best, SURE)
    if len(rivals) > 1:
        return [_chosen(sheet, PRICE, best, [c for c in rivals if c != best])]
    if rivals[best] == GROSS and "amount" not in fields:
        return [finding("note", "with_tax", sheet.place, WITH_TAX, column=sheet.headers[best])]
    return []


def _customer(sheet: Sheet, fields: Fields) -> list[Finding]:
    """Who buys: not a ledger account, and not where the goods go, if another column says who the customer is."""
    now = fields.get("account")
    if now is None:
        return []
    header = folded(sheet.headers[now.column])
    names = {match.column for name, match in fields.items() if name not in ("account", "account_name")}
    others = [
        column
        for column, other in enumerate(sheet.headers)
        if column != now.column
        and column not in names
        and has_word(CUSTOMER_STEMS, folded(other))
        and not has_word(SHIP_TO, folded(other))
        and any(is_word_of("transactions", field, other) for field in ("account", "account_name"))
    ]
    others = [column for column in others if sheet.body[str(column)].null_count() < sheet.body.height]
    if not others:
        return []
    ships = has_word(SHIP_TO, header)
    ledger = header in folded_words(LEDGER_ACCOUNTS) and _is_ledger(sheet, now.column, others[0])
    if not ships and not ledger:
        return []
    fields["account"] = ColumnMatch(others[0], SURE)
    if fields.get("account_name") == now:
        del fields["account_name"]
    return [_chosen(sheet, CUSTOMER, others[0], [now.column, *others[1:]])]


def _is_ledger(sheet: Sheet, account: int, customer: int) -> bool:
    """Whether an account stands beside several customers, as an account of the general ledger does."""
    pairs = sheet.body.select(str(account), str(customer)).head(LOOKED_AT).drop_nulls().unique()
    return pairs.height > pairs[str(account)].n_unique()


def _chosen(sheet: Sheet, field: str, best: int, rivals: list[int], severity: str = "note") -> Finding:
    names = ", ".join(f'"{sheet.headers[column]}"' for column in rivals)
    return finding(
        severity, "rival_columns", sheet.place, CHOSEN, field=Term(field), column=sheet.headers[best], rivals=names
    )


def _filled(sheet: Sheet, column: int) -> float:
    cells = sheet.body[str(column)]
    return 1.0 - cells.null_count() / max(1, cells.len())


def _is_numeric(sheet: Sheet, column: int) -> bool:
    cells = sheet.body[str(column)].head(LOOKED_AT).drop_nulls()
    if cells.is_empty():
        return False
    counted = cells.str.contains(r"\d").sum() / cells.len()
    return bool(counted >= MOSTLY)
