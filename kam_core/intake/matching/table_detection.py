"""Detect which table, and which part of it, a sheet holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kam_core.intake.currencies import is_currency, is_own_currency_header
from kam_core.intake.findings import Finding
from kam_core.intake.headers import header_key
from kam_core.intake.line_kinds.kind_columns import kind_columns
from kam_core.intake.matching.columns import ColumnMatch, is_synonym, match_columns
from kam_core.intake.matching.competing_columns import choose_columns, has_single_currency
from kam_core.intake.matching.missing_column import MissingColumn, find_missing_column
from kam_core.intake.matching.money_headers import parse_money_header
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.categorical_column import known_choice_share
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.tables import TABLES

WHOLE, HEADERS, LINES, PRODUCTS = "whole", "headers", "lines", "products"
"""Parts of a table in a sheet; only orders are split into parts."""

MAY_BE_EMPTY = {("opportunities", "amount"), ("opportunities", "account"), ("team", "account")}
"""Required columns whose cells may be empty: an early deal may have no amount and no account yet."""
MAY_BE_ABSENT = {("opportunities", "amount")}
"""Required fields for which a file may have no column."""

BARE_IDS = ("id", "no", "number", "nr", "code", "编号", "编码", "代码", "序号")
"""Headers of a key without the noun."""
EVENT_FIELDS = ("order_id", "date", "amount", "quantity", "price", "margin")
"""Fields of orders that account lists lack."""
LOOKED_AT = 200
"""Cells of a column that are examined to distinguish tables."""
CHOICE_WEIGHT = 0.1
"""Weight of a column with fitting choices: it only breaks ties."""
SHARED_COLUMNS = ("phone", "email", "wechat")
"""Columns that account lists share with lists of people, and that therefore do not count."""
MIN_LEAD = 1.5
"""Lead in columns from which an incomplete order list is preferred to another table."""
MIN_FIELDS = 2
"""Minimum number of fields of an account list, as every table has an account."""


@dataclass(frozen=True)
class TableMatch:
    """The match of a sheet with a table: part, column of each field, and notes on competing columns."""

    table: Table
    part: str
    fields: Mapping[str, ColumnMatch]
    findings: tuple[Finding, ...] = ()


def match_table(sheet: Sheet, role: str | None, wanted: Mapping[str, str]) -> TableMatch | MissingColumn:
    """Match a sheet to a table, or return the missing column.

    A given role wins. Without one the table whose fields cover most columns wins; a file named
    like a table breaks ties only.
    """
    if role is not None and role not in TABLES:
        raise UserError("{role} is not a table. Tables: {tables}.", role=role, tables=", ".join(sorted(TABLES)))
    stem = sheet.file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()
    orders: Mapping[str, ColumnMatch] = match_columns(sheet.headers, TABLES["transactions"], wanted)
    best: tuple[tuple[float, bool], TableMatch] | None = None
    nearest: tuple[Table, Mapping[str, ColumnMatch]] = TABLES[role or "transactions"], {}
    nearest_fit = (-1, 0.0)
    for table in TABLES.values() if role is None else (TABLES[role],):
        matched_fields = match_columns(sheet.headers, table, wanted)
        fields: Mapping[str, ColumnMatch] = matched_fields
        notes: tuple[Finding, ...] = ()
        if table.name == "transactions":
            fields, notes = choose_columns(sheet, fields, wanted)
        if table.name == "accounts" and fields.get("account") == fields.get("name"):
            fields = dict(fields) | _with_bare_id(sheet, fields, wanted, is_stated=role is not None)
            orders = fields
        part = _part(table, fields)
        titled = table.name == stem or is_titled_as(table, stem, sheet.sheet)
        if part is not None and role is None and table.name == "targets" and _has_kind_column(sheet, fields):
            # Actual and budget in one list: lines of two kinds, of which one is sales.
            continue
        if role is None and table.distinctive_headers and not _is_distinctive(sheet, table, fields, orders, titled):
            continue
        # A currency that an amount in another one makes needless is a column of orders all the same.
        weight = max(_weight(fields), _weight(matched_fields))
        weight += _choice_weight(sheet, table, fields)
        if part is not None and (role or table.name != "accounts" or weight >= MIN_FIELDS):
            rank = (weight, titled)
            if best is None or rank > best[0]:
                best = (rank, TableMatch(table, part, fields, notes))
        # A file that nearly fits two tables is most likely a list of orders: they come first.
        if table.name == "rates" and role is None:
            continue
        close = (sum(1 for name in table.required if name in fields), weight)
        if close > nearest_fit:
            nearest, nearest_fit = (table, fields), close
    few = role is None and best is not None and best[1].table.name not in ("transactions", "accounts")
    if few and best is not None and _weight(orders) >= best[0][0] + MIN_LEAD:
        # A list of orders without a customer is no list of people because it has a column "Name".
        best, nearest = None, (TABLES["transactions"], orders)
    if best is not None:
        return _with_currency(sheet, best[1], wanted)
    table, fields = nearest
    lacking = [name for name in table.required if name not in fields and (table.name, name) not in MAY_BE_ABSENT]
    return find_missing_column(sheet, table, fields, lacking)


def _weight(fields: Mapping[str, ColumnMatch]) -> float:
    """Weight of the columns that the fields of a table cover."""
    return sum(
        match.confidence for match in {m.column: m for n, m in fields.items() if n not in SHARED_COLUMNS}.values()
    )


def _has_kind_column(sheet: Sheet, fields: Mapping[str, ColumnMatch]) -> bool:
    return bool(kind_columns(sheet, {match.column: name for name, match in fields.items()}))


def _with_currency(sheet: Sheet, table_match: TableMatch, wanted: Mapping[str, str]) -> TableMatch:
    """Use a column that holds only currencies as the currency, independent of its header."""
    if "currency" not in table_match.table.names or {"currency"} & (table_match.fields.keys() | wanted.keys()):
        return table_match
    amount = table_match.fields.get("amount")
    if amount is not None and has_single_currency(sheet.headers[amount.column]):
        return table_match
    used = {match.column for match in table_match.fields.values()}
    for column, header in enumerate(sheet.headers):
        cells = sheet.body[str(column)].drop_nulls()
        if column in used or cells.is_empty() or is_own_currency_header(header) or not is_currency(cells[0]):
            continue
        if all(is_currency(cell) for cell in cells.unique().to_list()):
            return replace(table_match, fields={**table_match.fields, "currency": ColumnMatch(column, 0.8)})
    return table_match


DAYS_OF_EVENTS = (("transactions", "date"), ("opportunities", "closed"), ("opportunities", "expected_close"),
                  ("payments", "date"), ("accounts", "first_contact"))  # fmt: skip
"""Fields with the day of an event; in account lists the day of creation."""


def looks_like_events(sheet: Sheet, table_match: TableMatch | MissingColumn) -> bool:
    """Whether an account list has an amount with a day in each row, or repeats accounts."""
    if not isinstance(table_match, TableMatch) or table_match.table.name != "accounts":
        return False
    own = {match.column for match in table_match.fields.values()}
    amounts = [
        column
        for column, header in enumerate(sheet.headers)
        if column not in own
        and (parse_money_header(header) is not None or is_synonym("transactions", "amount", header))
    ]
    if not any(sheet.body[str(column)].str.contains(r"\d").any() for column in amounts):
        return False
    accounts = sheet.body[str(table_match.fields["account"].column)].drop_nulls()
    dated = any(field in match_columns(sheet.headers, TABLES[table], {}) for table, field in DAYS_OF_EVENTS)
    return dated or bool(accounts.is_duplicated().any())


def is_titled_as(table: Table, *names: str | None) -> bool:
    """Whether the name of a file or sheet contains a title word of the table."""
    words = " ".join(re.split(r"[\W\d_]+", " ".join(name or "" for name in names).lower()))
    return any(title in words if not title.isascii() else f" {title} " in f" {words} " for title in table.title_words)


def _is_distinctive(
    sheet: Sheet, table: Table, fields: Mapping[str, ColumnMatch], orders: Mapping[str, ColumnMatch], titled: bool
) -> bool:
    """Whether a distinctive header or title marks the table, and the sheet is no list of orders.

    Orders with a day of their own stay orders, whatever else their lines say, such as when they were paid.
    """
    own_day = orders.get("date") if _part(TABLES["transactions"], orders) == WHOLE else None
    if own_day is not None and own_day != fields.get("date"):
        return False
    number, order = fields.get("number"), orders.get("order_id")
    if number is not None and order is not None and order.column < number.column and not titled:
        # A row is called by its first number: orders that name their payment are orders.
        return False
    headers = {header_key(header) for header in sheet.headers}
    return (
        titled
        or not {header_key(mark) for mark in table.distinctive_headers}.isdisjoint(headers)
        or headers >= set(map(header_key, table.names))
    )


def _choice_weight(sheet: Sheet, table: Table, fields: Mapping[str, ColumnMatch]) -> float:
    """Weight added or subtracted by the cells of columns with choices.

    A column "type" of an order list is no kind of cost: its words say so.
    """
    weight = 0.0
    for name, match in fields.items():
        field = table.field(name)
        cells = sheet.body[str(match.column)].head(LOOKED_AT).drop_nulls()
        cells = cells.filter(cells.str.contains(r"\p{L}"))
        if field.choices and cells.len():
            weight += CHOICE_WEIGHT if known_choice_share(cells, field) >= 0.5 else -match.confidence
    return weight


def _with_bare_id(
    sheet: Sheet, fields: Mapping[str, ColumnMatch], wanted: Mapping[str, str], is_stated: bool
) -> dict[str, ColumnMatch]:
    """Use a column called ID as the account, if it is a key and no other column suggests orders.

    Two accounts may share a name, so that an id goes before the name.
    """
    taken = {match.column for match in fields.values()}
    orders = match_columns(sheet.headers, TABLES["transactions"], wanted)
    if not is_stated and (len(fields.keys() - {"name", "account"}) < MIN_FIELDS or orders.keys() & set(EVENT_FIELDS)):
        return {}
    for column, header in enumerate(sheet.headers):
        cells = sheet.body[str(column)]
        if column not in taken and header_key(header) in BARE_IDS and not cells.has_nulls() and cells.is_unique().all():
            return {"account": ColumnMatch(column, 0.8)}
    return {}


def _part(table: Table, fields: Mapping[str, ColumnMatch]) -> str | None:
    def has(*names: str) -> bool:
        return all(name in fields for name in names)

    if table.name != "transactions":
        needed = [name for name in table.required if (table.name, name) not in MAY_BE_ABSENT]
        return WHOLE if has(*needed) else None
    priced = has("amount") or has("quantity", "price")
    if has("account", "date") and priced:
        return WHOLE
    if has("order_id", "account", "date"):
        return HEADERS
    if has("order_id") and priced:
        return LINES
    described = has("unit_cost") or has("list_price") or has("product_family")
    if (
        has("product")
        and described
        and not any(has(name) for name in ("account", "date", "order_id", "amount", "quantity"))
    ):
        return PRODUCTS
    return None
