"""Correct signs: returned quantities with positive amounts, debit and credit columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.joining.amounts import computed_amount
from kam_core.intake.matching.text_folding import fold_text, fold_words
from kam_core.intake.values.numbers import parse_numbers
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.lexicon.line_kind_headers import CREDIT_COLUMNS, DEBIT_COLUMNS
from kam_core.vocabulary.message import N_, Money
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.plurals import Plural

AGAINST_QUANTITY = Plural(
    "{place}: {count} line has a negative quantity and a positive amount ({money} in total). It is counted as "
    "returns, with a minus sign.",
    "{place}: {count} lines have a negative quantity and a positive amount ({money} in total). They are counted "
    "as returns, with a minus sign.",
    "count",
)
TWO_SIDES = N_("{place}: amounts are split over two columns. {counter} was subtracted from {column}.")


def with_return_signs(lines: pl.DataFrame, places: Mapping[int, Place], findings: list[Finding]) -> pl.DataFrame:
    """Make amounts of returned quantities negative where the file has the minus in the quantity only.

    Only in files where no amount has a minus: others know what they do.
    """
    minus = (pl.col("amount") < 0).any().over("source")
    sales = ((pl.col("quantity") > 0) & (pl.col("amount") > 0)).any().over("source")
    sign_missing = (pl.col("quantity") < 0) & (pl.col("amount") > 0) & ~minus & sales
    # A negative price beside a negative quantity makes a sale.
    sign_missing &= (computed_amount() <= 0).fill_null(True)
    marked = lines.filter(sign_missing.fill_null(False))
    for group in marked.partition_by("source", maintain_order=True):
        money = Money(int(group["amount"].sum()))
        place = places[group["source"][0]]
        findings.append(finding("warn", "sign", place, AGAINST_QUANTITY, count=group.height, money=money))
    if marked.is_empty():
        return lines
    columns = ("amount", "margin", "list_amount")
    back = sign_missing.fill_null(False) & (pl.col("amount") > 0)
    return lines.with_columns(
        pl.when(back & (pl.col(name) > 0)).then(-pl.col(name)).otherwise(name).alias(name) for name in columns
    )


def with_net_sides(rows: TypedRows) -> TypedRows:
    """Net debit and credit columns of a file to one amount."""
    if rows.table_match.table.name != "transactions" or not rows.has("amount"):
        return rows
    own = rows.table_match.fields["amount"].column
    header = fold_text(rows.sheet.headers[own])
    for own_words, other_words in ((DEBIT_COLUMNS, CREDIT_COLUMNS), (CREDIT_COLUMNS, DEBIT_COLUMNS)):
        if header not in fold_words(own_words):
            continue
        other_headers = fold_words(other_words)
        for column, name in enumerate(rows.sheet.headers):
            read = parse_numbers(rows.sheet.body[str(column)]) if fold_text(name) in other_headers else None
            if read is not None and not read.bad.any():
                taken = pl.DataFrame(
                    {
                        "line": rows.sheet.body["line"],
                        "counter": (read.values * MONEY_SCALE).round(0).cast(pl.Int64),
                    }
                )
                frame = rows.frame.join(taken, on="line", how="left", maintain_order="left")
                some = pl.col("amount").is_not_null() | pl.col("counter").is_not_null()
                less = pl.col("amount").fill_null(0) - pl.col("counter").fill_null(0)
                frame = frame.with_columns(pl.when(some).then(less).alias("amount")).drop("counter")
                place = rows.sheet.place
                note = finding("note", "two_sides", place, TWO_SIDES, counter=name, column=rows.sheet.headers[own])
                return replace(rows, frame=frame, findings=(*rows.findings, note))
    return rows
