"""Order lines from any number of files: headers, lines and products joined, cancelled orders left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as slot

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.joining.amounts import with_amounts
from kam_core.intake.matching.belonging import HEADERS, LINES, PRODUCTS, WHOLE
from kam_core.intake.values.refusals import Refused, refuse
from kam_core.intake.values.rows import Rows, columns_of
from kam_core.vocabulary.field import STORED
from kam_core.vocabulary.message import N_, Message, Money, Refusal
from kam_core.vocabulary.tables.transactions import CANCELLED_STATUSES, TRANSACTIONS

COLUMNS = {field.name: STORED[field.kind] for field in TRANSACTIONS.fields}
FULL = COLUMNS | {"source": pl.Int64(), "line": pl.Int64(), "states_cost": pl.Boolean()}


@dataclass(frozen=True)
class Orders:
    """lines: `source`, `line` and every column of the transactions table, accounts still as text.

    refused: source → line → why; left_out: source → rows of cancelled orders; cancelled: their lines.
    """

    lines: pl.DataFrame
    refused: dict[int, Refused]
    left_out: dict[int, int]
    findings: tuple[Finding, ...]
    cancelled: pl.DataFrame = slot(default_factory=lambda: pl.DataFrame(schema=FULL))


def joined(parts: Sequence[Rows], cancelled: Sequence[str]) -> Orders:
    """All order lines of the files, with amounts. Refuses lines without any headers to join them to."""
    findings: list[Finding] = []
    refused: dict[int, Refused] = {}
    places = {rows.source: rows.sheet.place for rows in parts}
    whole = [_full(rows) for rows in parts if rows.reading.part == WHOLE]
    lines = [_full(rows) for rows in parts if rows.reading.part == LINES]
    headers = [rows for rows in parts if rows.reading.part == HEADERS]
    left_out: dict[int, int] = {}
    if lines:
        if not headers:
            place = next(rows for rows in parts if rows.reading.part == LINES).sheet.place
            raise Refusal(
                "{place} has order lines without account and date. Add the file of the orders that they belong to.",
                place=place.words,
            )
        heads = _first_only(headers, "order_id", findings, refused)
        gone = heads.filter(_is_cancelled(cancelled))
        left_out = dict(gone.group_by("source").len().iter_rows())
        whole.append(_with_headers(pl.concat(lines), heads, places, findings, refused))
    elif headers:
        place = headers[0].sheet.place
        raise Refusal(
            "{place} has no amount column, and no other file has lines with amounts for its orders. "
            "Add the file of the order lines.",
            place=place.words,
        )
    if not whole:
        return Orders(pl.DataFrame(schema=FULL), refused, left_out, tuple(findings))
    every = pl.concat(whole)
    products = [rows for rows in parts if rows.reading.part == PRODUCTS]
    if products:
        every = _with_products(every, _first_only(products, "product", findings, refused))
    every = with_amounts(every)
    unvalued = every.filter(pl.col("amount").is_null())
    refuse(unvalued, columns_of("amount", parts), "missing_amount", NO_AMOUNT, findings, refused)
    every = every.filter(pl.col("amount").is_not_null())
    findings.extend(_unheard(cancelled, every, places))
    gone = every.filter(_is_cancelled(cancelled))
    if gone.height:
        for source, count in gone.group_by("source").len().iter_rows():
            left_out[source] = left_out.get(source, 0) + count
        findings.append(_cancelled_note(gone, places))
        every = every.filter(~_is_cancelled(cancelled))
    return Orders(every.sort("source", "line"), refused, left_out, tuple(findings), gone)


NO_AMOUNT = N_("{place}: the row has no amount, and no quantity and price to compute it from.")
NO_HEADER = N_("{place}: no order with this id is in the files, so the line has no account and no date.")
TWICE = N_("{place}: the row has the same key as an earlier row, which is kept.")


def _full(rows: Rows) -> pl.DataFrame:
    """The rows with every column of the table, null where the file has none."""
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in COLUMNS.items() if name not in rows.frame.columns]
    stated = pl.lit(rows.has("goods_cost")).alias("states_cost")
    return rows.frame.with_columns(*absent, stated).select(list(FULL))


def _unheard(words: Sequence[str], every: pl.DataFrame, places: Mapping[int, Place]) -> list[Finding]:
    """A warning for statuses that somebody named and no order has: a slip there lets cancelled orders in."""
    if tuple(words) == CANCELLED_STATUSES or every.is_empty():
        return []
    there = set(every["status"].drop_nulls().str.strip_chars().str.to_lowercase().to_list())
    absent = [word for word in words if word.casefold().strip() not in there | set(CANCELLED_STATUSES)]
    told = N_('{place}: no order has the status "{value}", so none was left out for it.')
    place = places[every["source"][0]]
    return [finding("warn", "unheard_status", place, told, value=word) for word in absent]


def _is_cancelled(words: Sequence[str]) -> pl.Expr:
    wanted = [word.casefold().strip() for word in words]
    # Lower case in polars is not Python's casefold, but the words on the list are compared the same way.
    status = pl.col("status").str.strip_chars().str.to_lowercase()
    return status.is_in(wanted).fill_null(False)


def _first_only(files: Sequence[Rows], key: str, findings: list[Finding], refused: dict[int, Refused]) -> pl.DataFrame:
    """One row per key over all files; later ones are refused."""
    places = {rows.source: rows.sheet.place for rows in files}
    every = pl.concat([_full(rows) for rows in files]).sort("source", "line")
    again = every.filter(~pl.col(key).is_first_distinct())
    refuse(again, places, "duplicate", TWICE, findings, refused)
    return every.filter(pl.col(key).is_first_distinct())


def _with_headers(
    lines: pl.DataFrame,
    heads: pl.DataFrame,
    places: Mapping[int, Place],
    findings: list[Finding],
    refused: dict[int, Refused],
) -> pl.DataFrame:
    """What a line does not say itself it has from its order."""
    orphans = lines.join(heads, on="order_id", how="anti", maintain_order="left")
    refuse(orphans, places, "orphan", NO_HEADER, findings, refused)
    empty = heads.join(lines, on="order_id", how="anti", maintain_order="left")
    if empty.height:
        text = N_(
            "{place}: {count} {count:order has|orders have} no lines, first in line {line}; "
            "{count:it counts|they count} for nothing."
        )
        place = places[empty["source"][0]]
        findings.append(finding("note", "no_lines", place, text, count=empty.height, line=str(empty["line"][0])))
    money = ("amount", "quantity", "price", "margin", "goods_cost", "list_amount", "discount")
    own = [name for name in COLUMNS if name != "order_id" and name not in money]
    both = lines.join(
        heads.select("order_id", *own), on="order_id", how="inner", maintain_order="left", suffix="_order"
    )
    # An order that was cancelled as a whole stays cancelled, whatever its lines say.
    first = {name: (f"{name}_order", name) if name == "status" else (name, f"{name}_order") for name in own}
    return both.with_columns(pl.coalesce(pair).alias(name) for name, pair in first.items()).select(list(FULL))


def _with_products(lines: pl.DataFrame, products: pl.DataFrame) -> pl.DataFrame:
    """Names, families and prices from the product list where the line has none."""
    taken = ("product_name", "product_family", "unit_cost", "list_price")
    both = lines.join(
        products.select("product", *taken), on="product", how="left", maintain_order="left", suffix="_list"
    )
    return both.with_columns(pl.coalesce(name, f"{name}_list").alias(name) for name in taken).select(list(FULL))


def _cancelled_note(gone: pl.DataFrame, places: Mapping[int, Place]) -> Finding:
    place = places[gone["source"][0]]
    statuses = ", ".join(gone["status"].unique().sort().to_list())
    message = Message(
        "{place}: {count} {count:line|lines} worth {money} {count:is|are} left out because {count:its|their} order "
        "is {statuses}.",
        place=place.words,
        count=gone.height,
        money=Money(int(gone["amount"].sum())),
        statuses=statuses,
    )
    return Finding("note", "cancelled", place, message)
