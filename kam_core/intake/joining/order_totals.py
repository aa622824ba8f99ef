"""Detect order totals that are repeated on the lines of an order, and count them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kam_core.intake.findings import Finding, OpenQuestionError, Place, finding
from kam_core.intake.joining.amounts import computed_amount
from kam_core.intake.matching.money_headers import ORDER, has_word, parse_money_header
from kam_core.intake.matching.text_folding import fold_text
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.lexicon.money_words import OF_ORDERS
from kam_core.vocabulary.message import N_, Money
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.plurals import Plural

QUESTION = "order_amount"
ONCE, EACH = "once", "each"
MIN_ORDERS = 3
"""Number of orders from which equal amounts on all lines are no coincidence."""
CENT = MONEY_SCALE // 100
MIN_SHARE = 0.9
"""Share of the orders that must agree."""

COMPUTED = Plural(
    "{place}: every line shows the total of the whole order. {count} order with several lines is counted as "
    "quantity × price, which gives the same total.",
    "{place}: every line shows the total of the whole order. {count} orders with several lines are counted as "
    "quantity × price, which gives the same total.",
    "count",
)
COUNTED_ONCE = Plural(
    "{place}: every line shows the total of the whole order. It is counted once for each of {count} order with "
    "several lines.",
    "{place}: every line shows the total of the whole order. It is counted once for each of {count} orders with "
    "several lines.",
    "count",
)
FIRST_ONLY = Plural(
    "{place}: the first line shows the total of the whole order. {count} further line is not counted.",
    "{place}: the first line shows the total of the whole order. {count} further lines are not counted.",
    "count",
)
MAYBE = Plural(
    "{place}: all lines of {count} order have the same amount. They are added up; if it is the total of the "
    "whole order, change this in the import settings.",
    "{place}: all lines of {count} orders have the same amount. They are added up; if it is the total of the "
    "whole order, change this in the import settings.",
    "count",
)
ASK = Plural(
    "{place}: all lines of an order have the same amount ({count} order with several lines). Is it the total of "
    "the order, counted once, or the amount of each line?",
    "{place}: all lines of an order have the same amount ({count} orders with several lines). Is it the total of "
    "the order, counted once, or the amount of each line?",
    "count",
)


def count_order_totals_once(
    lines: pl.DataFrame, parts: Sequence[TypedRows], answers: Mapping[int, str | None], findings: list[Finding]
) -> pl.DataFrame:
    """Count repeated order totals once. `answers`: source → ONCE or EACH.

    Raises Question where the amounts may be the orders' or the lines'.
    """
    for rows in parts:
        if rows.has("amount") and rows.has("order_id") and answers.get(rows.source) != EACH:
            lines = _of_file(lines, rows, answers.get(rows.source), findings)
    return lines


def _of_file(lines: pl.DataFrame, rows: TypedRows, answer: str | None, findings: list[Finding]) -> pl.DataFrame:
    own = (pl.col("source") == rows.source) & pl.col("order_id").is_not_null()
    orders = (
        lines.filter(own)
        .with_columns(computed_amount().alias("computed"))
        .group_by("order_id", maintain_order=True)
        .agg(
            pl.len().alias("lines"),
            pl.col("amount").count().alias("filled"),
            pl.col("amount").first().alias("amount"),
            (pl.col("amount").n_unique() == 1).alias("constant"),
            (pl.col("computed").null_count() == 0).alias("priced"),
            pl.col("computed").sum().alias("computed"),
            pl.col("computed").eq_missing(pl.col("amount")).all().alias("by_line"),
            pl.max_horizontal(_distinct(name) for name in ("product", "product_name", "quantity", "price")).alias(
                "things"
            ),
        )
        .filter(pl.col("lines") > 1)
    )
    if orders.is_empty() or orders["by_line"].all():
        return lines
    place = rows.sheet.place
    name = rows.sheet.headers[rows.table_match.fields["amount"].column]
    header = parse_money_header(name)
    total = header is not None and header.level == ORDER
    on_first = orders.filter((pl.col("filled") == 1) & pl.col("amount").is_not_null())
    adds_up = (pl.col("computed") - pl.col("amount")).abs() <= CENT * pl.col("lines")
    proved = on_first.filter(pl.col("priced") & adds_up).height == orders.height
    if on_first.height == orders.height and (total or proved or orders.height > 1):
        further = own & pl.col("amount").is_null()
        findings.append(finding("note", "order_amount", place, FIRST_ONLY, count=lines.filter(further).height))
        return lines.with_columns(pl.when(further).then(0).otherwise("amount").alias("amount"))
    if not orders["constant"].all() or (orders["filled"] < orders["lines"]).any():
        return lines
    agreeing = orders.filter(pl.col("priced") & adds_up)
    if agreeing.height >= MIN_SHARE * orders.height:
        findings.append(finding("note", "order_amount", place, COMPUTED, count=agreeing.height))
        named = pl.col("order_id").is_in(agreeing["order_id"].implode())
        lines = lines.with_columns(pl.when(own & named).then(computed_amount()).otherwise("amount").alias("amount"))
        orders = orders.join(agreeing, on="order_id", how="anti")
        return _keep_first(lines, own, orders) if orders.height else lines
    differ = bool((orders["things"] > 1).any())
    # Lines whose quantity × price is something else are worth something else.
    not_by_line = bool((orders["priced"] & ~orders["by_line"]).all())
    of_order = total and (has_word(OF_ORDERS, fold_text(name)) or not_by_line)
    if answer == ONCE or (of_order and (differ or orders.height >= MIN_ORDERS)):
        findings.append(finding("note", "order_amount", place, COUNTED_ONCE, count=orders.height))
        return _keep_first(lines, own, orders)
    several = orders["amount"].n_unique() > 1
    # Three different things at one price, under "Total", are more likely one order's.
    long = orders.filter(pl.col("lines") >= MIN_ORDERS).height > 0
    if (several and orders.height >= MIN_ORDERS) or (total and differ and (several or long)):
        raise OpenQuestionError(QUESTION, ASK, place=place.words, count=orders.height)
    if total and differ:
        findings.append(finding("warn", "order_amount", place, MAYBE, count=orders.height))
    return lines


def _distinct(name: str) -> pl.Expr:
    return pl.col(name).drop_nulls().n_unique()


def _keep_first(lines: pl.DataFrame, own: pl.Expr, orders: pl.DataFrame) -> pl.DataFrame:
    """Leave the amount on the first line of each order only."""
    again = own & pl.col("order_id").is_in(orders["order_id"].implode())
    further = again & ~pl.struct("source", "order_id").is_first_distinct()
    return lines.with_columns(pl.when(further).then(0).otherwise("amount").alias("amount"))


def headers_with_totals(lines: Sequence[TypedRows], whole: Sequence[TypedRows]) -> list[TypedRows]:
    """Order files with totals, one row per order, whose orders other files list line by line."""
    wanted = pl.concat([rows.frame["order_id"] for rows in lines]).drop_nulls().unique()
    matching = []
    for rows in whole:
        if not rows.has("order_id"):
            continue
        ids = rows.frame["order_id"].drop_nulls()
        if ids.is_unique().all() and wanted.is_in(ids.implode()).sum() > wanted.len() / 2:
            matching.append(rows)
    return matching


DIFFERENT = Plural(
    "{place}: the totals of {count} order are {money} higher than its lines; the lines are counted. The other "
    "orders agree. Only the totals may include freight, discounts and taxes.",
    "{place}: the totals of {count} orders are {money} higher than their lines; the lines are counted. The other "
    "orders agree. Only the totals may include freight, discounts and taxes.",
    "count",
)
BOTH = N_("{place}: order totals are here and order lines in {other}. The lines are counted, not the totals.")


def compare_totals(
    heads: pl.DataFrame, lines: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]
) -> None:
    """Report that order totals exist beside lines, and warn where they differ."""
    sums = lines.group_by("order_id").agg(pl.col("amount").sum().alias("by_lines"), pl.len().alias("lines"))
    both = heads.filter(pl.col("amount").is_not_null()).join(sums, on="order_id", maintain_order="left")
    for group in both.partition_by("source", maintain_order=True):
        place = places[group["source"][0]]
        other = places[lines["source"][0]].words
        findings.append(finding("note", "order_amount", place, BOTH, other=other))
        gap = group["amount"] - group["by_lines"]
        apart = gap.filter(gap.abs() > CENT * group["lines"])
        if apart.len():
            worth = Money(int(apart.sum()))
            findings.append(finding("warn", "order_amount", place, DIFFERENT, count=apart.len(), money=worth))
