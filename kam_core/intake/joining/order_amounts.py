"""The amount of a whole order that stands on each of its lines: counted on every line it would multiply the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, Question, finding
from kam_core.intake.headers import key
from kam_core.intake.joining.amounts import SCALE
from kam_core.intake.matching.belonging import WHOLE
from kam_core.intake.values.rows import Rows
from kam_core.vocabulary.message import N_, Money
from kam_core.vocabulary.order_amount_words import ORDER_AMOUNT_WORDS

ORDER_AMOUNT = "order_amount"
"""The question whether an amount that an order's lines share is the order's."""
ONCE, EACH = "once", "each"
CLOSE = 1e-6
SURE = 0.9
"""The share of orders whose lines have to add up to the amount on each of them."""
ENOUGH = 3
"""Orders of several lines from which equal amounts on all lines are no chance."""

COMPUTED = N_(
    "{place}: {column} is the amount of the whole order on each of its lines, the first in line {line}. The amount of "
    "a line was computed as quantity × price."
)
COUNTED_ONCE = N_(
    "{place}: {column} is the amount of the whole order on each of its lines and was counted once per order: {money} "
    "on {count} further {count:line|lines} {count:was|were} not added."
)
ASKED = N_(
    "{place}: {column} is the same on all lines of an order, in {count} {count:order|orders} of several lines, the "
    "first in line {line}. If it is the amount of the whole order, answer order_amount=once; if it is that of each "
    "line, order_amount=each."
)


def with_order_amounts(parts: Sequence[Rows], answer: Callable[[str], str | None]) -> tuple[list[Rows], list[Finding]]:
    """The sheets with an amount for each line. Raises Question where an amount may be the line's or the order's.

    answer: file → what was said of its amounts.
    """
    done, findings = [], []
    for rows in parts:
        said = answer(rows.sheet.file)
        shared = None if said == EACH else _shared(rows)
        if shared is None:
            done.append(rows)
            continue
        rows, told = _once(rows, shared, said)
        done.append(rows)
        findings.extend(told)
    return done, findings


def _shared(rows: Rows) -> pl.DataFrame | None:
    """The lines of orders with several, where each order has one amount on all of them."""
    apart = rows.reading.table.name != "transactions" or rows.reading.part != WHOLE
    if apart or not (rows.has("amount") and rows.has("order_id")):
        return None
    keys = [name for name in ("order_id", "account") if name in rows.frame.columns]
    lines = rows.frame.filter(pl.col("order_id").is_not_null())
    lines = lines.filter(pl.len().over(keys) > 1)
    if lines.is_empty() or lines["amount"].has_nulls() or not (lines["amount"] != 0).any():
        return None
    same = lines.group_by(keys).agg(pl.col("amount").n_unique() == 1)["amount"].all()
    return lines.with_columns(pl.struct(keys).alias("_order")) if same else None


def _once(rows: Rows, lines: pl.DataFrame, said: str | None) -> tuple[Rows, list[Finding]]:
    header = rows.sheet.headers[rows.reading.fields["amount"].column]
    place = replace(rows.sheet.place, column=None)
    first = str(lines["line"].min())
    orders = lines["_order"].n_unique()
    if rows.has("quantity") and rows.has("price"):
        worth = pl.col("quantity") * pl.col("price") * SCALE
        if rows.has("discount"):
            worth = worth * (1.0 - pl.col("discount").fill_null(0.0))
        sums = lines.with_columns(worth.alias("_worth"))
        if _near(sums["_worth"], sums["amount"]) >= SURE:
            return rows, []
        by_order = sums.group_by("_order").agg(pl.col("_worth").sum(), pl.col("amount").first())
        if said is None and _near(by_order["_worth"], by_order["amount"]) >= SURE:
            fields = {name: match for name, match in rows.reading.fields.items() if name != "amount"}
            told = finding("note", ORDER_AMOUNT, place, COMPUTED, column=header, line=first)
            reading = replace(rows.reading, fields=fields)
            return replace(rows, reading=reading, frame=rows.frame.drop("amount")), [told]
    named = key(header) in {key(word) for word in ORDER_AMOUNT_WORDS}
    if said is None and not named and (orders < ENOUGH or not _differ(lines)):
        return rows, []
    if said is None:
        raise Question(ORDER_AMOUNT, ASKED, place=place.words, column=header, count=orders, line=first)
    later = lines.filter(~pl.col("_order").is_first_distinct()).select("source", "line", "amount")
    frame = rows.frame.join(later.drop("amount").with_columns(_later=True), on=["source", "line"], how="left")
    amount = pl.when(pl.col("_later").is_null()).then("amount").otherwise(0).alias("amount")
    told = finding(
        "note",
        ORDER_AMOUNT,
        place,
        COUNTED_ONCE,
        column=header,
        count=later.height,
        money=Money(int(later["amount"].sum())),
    )
    return replace(rows, frame=frame.with_columns(amount).drop("_later").sort("source", "line")), [told]


def _near(one: pl.Series, other: pl.Series) -> float:
    close = ((one - other).abs() <= CLOSE * other.abs() + SCALE / 100).fill_null(False)
    return float(close.mean() or 0.0)  # type: ignore[arg-type]


def _differ(lines: pl.DataFrame) -> bool:
    """Whether lines of an order differ in their product or quantity: equal lines have equal amounts."""
    columns = [name for name in ("product", "product_name", "quantity") if name in lines.columns]
    if not columns:
        return False
    different = lines.group_by("_order").agg(pl.struct(columns).n_unique().alias("kinds"))["kinds"] > 1
    return bool(different.all())
