"""Join order headers, order lines and products from all files of an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as slot
from types import MappingProxyType

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.joining.amount_signs import with_return_signs
from kam_core.intake.joining.amounts import with_amounts
from kam_core.intake.joining.named_buyers import fill_accounts_by_name
from kam_core.intake.joining.order_totals import compare_totals, count_order_totals_once, headers_with_totals
from kam_core.intake.line_kinds.amount_effects import apply_line_kinds
from kam_core.intake.line_kinds.line_classification import KIND, KIND_COLUMNS, RANKS, REFUNDED
from kam_core.intake.matching.missing_column import find_missing_column
from kam_core.intake.matching.table_detection import HEADERS, LINES, PRODUCTS, WHOLE
from kam_core.intake.values.rejected_rows import RowErrors, reject_rows
from kam_core.intake.values.typed_rows import TypedRows, columns_of
from kam_core.vocabulary.field import STORED_TYPES
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import N_, UserError
from kam_core.vocabulary.plurals import Plural
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

COLUMNS = {field.name: STORED_TYPES[field.kind] for field in TRANSACTIONS.fields}
ORDER_COLUMNS = COLUMNS | {"source": pl.Int64(), "line": pl.Int64(), "states_cost": pl.Boolean(), **KIND_COLUMNS}


@dataclass(frozen=True)
class JoinedOrders:
    """lines: `source`, `line` and every column of the transactions table, accounts still as text.

    row_errors: source → line → reasons; left_out: source → rows that are no sales; excluded: their lines;
    cancelled: those among them that undo an order.
    """

    lines: pl.DataFrame
    row_errors: dict[int, RowErrors]
    left_out: dict[int, int]
    findings: tuple[Finding, ...]
    cancelled: pl.DataFrame = slot(default_factory=lambda: pl.DataFrame(schema=ORDER_COLUMNS))
    excluded: pl.DataFrame = slot(default_factory=lambda: pl.DataFrame(schema=ORDER_COLUMNS))


def join_orders(
    parts: Sequence[TypedRows],
    statuses: Sequence[str] | None = None,
    totals: Mapping[int, str | None] = MappingProxyType({}),
) -> JoinedOrders:
    """Join the order lines of all files, with amounts. `statuses`: those that somebody named to be left out;
    `totals`: source → whether its amounts are the orders' or the lines', see `order_totals`.

    Refuses lines without any headers to join them to; raises Question where a line may be a sale or none.
    """
    findings: list[Finding] = []
    row_errors: dict[int, RowErrors] = {}
    places = {rows.source: rows.sheet.place for rows in parts}
    in_lines = [rows for rows in parts if rows.table_match.part == LINES]
    in_whole = [rows for rows in parts if rows.table_match.part == WHOLE]
    headers = [rows for rows in parts if rows.table_match.part == HEADERS]
    if in_lines and not headers:
        headers = headers_with_totals(in_lines, in_whole)
    whole = [with_all_columns(rows) for rows in in_whole if rows not in headers]
    lines = [with_all_columns(rows) for rows in in_lines]
    left_out: dict[int, int] = {}
    if lines:
        if not headers:
            raise _missing_header_error(in_lines[0])
        heads = _first_per_key(headers, "order_id", findings, row_errors)
        excluded = heads.filter(pl.col(KIND) == LineKind.LEFT_OUT.value)
        left_out = dict(excluded.group_by("source").len().iter_rows())
        priced = with_amounts(pl.concat(lines))
        compare_totals(heads, priced, places, findings)
        whole.append(_with_order_fields(priced, heads, places, findings, row_errors))
        # An order with a total and no lines counts with its total.
        alone = heads.filter(pl.col("amount").is_not_null()).join(
            priced, on="order_id", how="anti", maintain_order="left"
        )
        whole.append(alone)
    elif headers:
        raise _missing_amount_error(headers[0])
    if not whole:
        return JoinedOrders(pl.DataFrame(schema=ORDER_COLUMNS), row_errors, left_out, tuple(findings))
    every = pl.concat(whole)
    products = [rows for rows in parts if rows.table_match.part == PRODUCTS]
    if products:
        every = _with_products(every, _first_per_key(products, "product", findings, row_errors))
    # What an order says on its first line of its currency holds for the others.
    of_order = pl.col("currency").drop_nulls().first().over("source", "order_id")
    by_order = pl.when(pl.col("order_id").is_not_null()).then(of_order)
    every = every.with_columns(pl.coalesce("currency", by_order).alias("currency"))
    every = fill_accounts_by_name(every, places, findings)
    every = count_order_totals_once(every, in_whole, totals, findings)
    every = with_return_signs(with_amounts(every), places, findings)
    unvalued = every.filter(pl.col("amount").is_null())
    reject_rows(unvalued, columns_of("amount", parts), "missing_amount", NO_AMOUNT, findings, row_errors)
    every = every.filter(pl.col("amount").is_not_null())
    findings.extend(_unknown_status_findings(statuses or (), every, places))
    every, excluded = apply_line_kinds(every, places, findings)
    for source, count in excluded.group_by("source").len().iter_rows():
        left_out[source] = left_out.get(source, 0) + count
    # Taxes and payments beside an order do not undo it.
    cancelled = excluded.filter(pl.col("taken_back").fill_null(False))
    return JoinedOrders(every.sort("source", "line"), row_errors, left_out, tuple(findings), cancelled, excluded)


NO_AMOUNT = N_("{place}: the row has no amount, and no quantity and price to calculate it.")
NO_HEADER = N_("{place}: the files contain no order with this id, so the line has no account and no date.")
TWICE = N_("{place}: the row has the same key as an earlier row; the earlier row is used.")


def _missing_header_error(rows: TypedRows) -> UserError:
    """The question about the account or date column, or the error, for lines without orders."""
    lacking = [name for name in ("account", "date") if not rows.has(name)]
    asked = find_missing_column(rows.sheet, TRANSACTIONS, rows.table_match.fields, lacking).question
    return asked or UserError(
        "{place} contains order lines without account and date. Add the file with their orders.",
        place=rows.sheet.place.words,
    )


def _missing_amount_error(rows: TypedRows) -> UserError:
    """The question about the amount column, or the error, for orders without lines."""
    asked = find_missing_column(rows.sheet, TRANSACTIONS, rows.table_match.fields, ["amount"]).question
    return asked or UserError(
        "{place} has no amount column, and no other file has amounts for its orders. Add the file with the order "
        "lines.",
        place=rows.sheet.place.words,
    )


def with_all_columns(rows: TypedRows) -> pl.DataFrame:
    """The rows with all columns of the table, null if missing in the file."""
    absent = [
        pl.lit(None, dtype).alias(name)
        for name, dtype in ORDER_COLUMNS.items()
        if name not in (*rows.frame.columns, "states_cost")
    ]
    stated = pl.lit(rows.has("goods_cost")).alias("states_cost")
    return rows.frame.with_columns(*absent, stated).select(list(ORDER_COLUMNS))


def _unknown_status_findings(words: Sequence[str], every: pl.DataFrame, places: Mapping[int, Place]) -> list[Finding]:
    """Warn of excluded statuses that no order has, as a typo would let cancelled orders in."""
    if every.is_empty():
        return []
    there = set(every["status"].drop_nulls().str.strip_chars().str.to_lowercase().to_list())
    absent = [word for word in words if word.casefold().strip() not in there]
    text = N_('{place}: no order has the status "{value}", so no order was excluded.')
    place = places[every["source"][0]]
    return [finding("warn", "unheard_status", place, text, value=word) for word in absent]


def _first_per_key(
    files: Sequence[TypedRows], key: str, findings: list[Finding], row_errors: dict[int, RowErrors]
) -> pl.DataFrame:
    """One row per key over all files; later ones are rejected."""
    places = {rows.source: rows.sheet.place for rows in files}
    every = pl.concat([with_all_columns(rows) for rows in files]).sort("source", "line")
    again = every.filter(~pl.col(key).is_first_distinct())
    reject_rows(again, places, "duplicate", TWICE, findings, row_errors)
    return every.filter(pl.col(key).is_first_distinct())


def _with_order_fields(
    lines: pl.DataFrame,
    heads: pl.DataFrame,
    places: Mapping[int, Place],
    findings: list[Finding],
    row_errors: dict[int, RowErrors],
) -> pl.DataFrame:
    """Fill fields of lines from their order."""
    orphans = lines.join(heads, on="order_id", how="anti", maintain_order="left")
    reject_rows(orphans, places, "orphan", NO_HEADER, findings, row_errors)
    empty = heads.filter(pl.col("amount").is_null()).join(lines, on="order_id", how="anti", maintain_order="left")
    if empty.height:
        text = Plural(
            "{place}: {count} order has no lines and is not counted, the first in line {line}.",
            "{place}: {count} orders have no lines and are not counted, the first in line {line}.",
            "count",
        )
        place = places[empty["source"][0]]
        findings.append(finding("note", "no_lines", place, text, count=empty.height, line=str(empty["line"][0])))
    reduced = ("discount", "discount_amount")
    money = ("amount", "quantity", "price", "price_unit", "margin", "goods_cost", "list_amount", *reduced)
    own = [name for name in COLUMNS if name != "order_id" and name not in money]
    both = lines.join(
        heads.select("order_id", *own, *KIND_COLUMNS),
        on="order_id",
        how="inner",
        maintain_order="left",
        suffix="_order",
    )
    both = both.with_columns(pl.coalesce(name, f"{name}_order").alias(name) for name in own)
    # An order that was cancelled as a whole stays cancelled, whatever its lines say.
    ranks = {kind.value: rank for rank, kind in enumerate(RANKS)}
    rank, rank_order = (
        pl.col(name).replace_strict(ranks, default=0, return_dtype=pl.Int8()) for name in (KIND, f"{KIND}_order")
    )
    by_order = rank_order > rank
    first = pl.col("order_id").is_first_distinct()
    return both.with_columns(
        *(
            pl.when(by_order).then(f"{name}_order").otherwise(name).alias(name)
            for name in KIND_COLUMNS
            if name != REFUNDED
        ),
        pl.coalesce(REFUNDED, pl.when(first).then(f"{REFUNDED}_order")).alias(REFUNDED),
    ).select(list(ORDER_COLUMNS))


def _with_products(lines: pl.DataFrame, products: pl.DataFrame) -> pl.DataFrame:
    """Fill names, families and prices of lines from the product list."""
    taken = ("product_name", "product_family", "unit_cost", "list_price")
    both = lines.join(
        products.select("product", *taken), on="product", how="left", maintain_order="left", suffix="_list"
    )
    return both.with_columns(pl.coalesce(name, f"{name}_list").alias(name) for name in taken).select(
        list(ORDER_COLUMNS)
    )
