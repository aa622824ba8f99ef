"""Find the column of refunded amounts, and what it takes off each line."""

from __future__ import annotations

import polars as pl

from kam_core.intake.matching.money_headers import NET, parse_money_header
from kam_core.intake.matching.text_folding import fold_text, fold_words
from kam_core.intake.values.numbers import parse_numbers
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.lexicon.line_kind_headers import REFUNDED_AMOUNTS
from kam_core.vocabulary.lexicon.line_kind_words import REFUND_STEMS, LineKind
from kam_core.vocabulary.money import MONEY_SCALE


def refund_column(rows: TypedRows) -> int | None:
    """Find the column of refunded money; of several the one whose header is most like that of the amount."""
    words = fold_words(REFUNDED_AMOUNTS)
    used = {match.column for match in rows.table_match.fields.values()}
    amount = rows.table_match.fields.get("amount")
    amount_words = set(fold_text(rows.sheet.headers[amount.column]).split()) if amount else set()
    best: tuple[int, int] | None = None
    for column, header in enumerate(rows.sheet.headers):
        folded = fold_text(header)
        if column in used or not (folded in words or any(folded.endswith(f" {word}") for word in words if " " in word)):
            continue
        cells = rows.sheet.body[str(column)].drop_nulls()
        if cells.is_empty() or parse_numbers(cells).bad.any():
            continue
        alike = len(amount_words & set(folded.split())) - len(set(folded.split()) - amount_words)
        if best is None or alike > best[0]:
            best = (alike, column)
    return None if best is None else best[1]


def gross_column(rows: TypedRows, refunded: int) -> int | None:
    """Find the gross amount column, if the chosen amount is net of tax."""
    amount = rows.table_match.fields.get("amount")
    money_header = parse_money_header(rows.sheet.headers[amount.column]) if amount is not None else None
    if money_header is None or money_header.tax != NET:
        return None
    assert amount is not None
    used = {amount.column, refunded}
    ranked = [
        (other.tax, column)
        for column, header in enumerate(rows.sheet.headers)
        if column not in used and (other := parse_money_header(header)) is not None and other.tax < NET
    ]
    return min(ranked)[1] if ranked else None


def subtract_refunds(marks: pl.DataFrame, rows: TypedRows, column: int) -> pl.DataFrame:
    """Subtract the refunds; a refunded order counts with the remaining money."""
    read = parse_numbers(rows.sheet.body[str(column)]).values.abs()
    if (gross := gross_column(rows, column)) is not None:
        # What is given back holds tax and freight, the amount does not: it goes down in proportion.
        net = parse_numbers(rows.sheet.body[str(rows.table_match.fields["amount"].column)]).values
        full = parse_numbers(rows.sheet.body[str(gross)]).values
        share = pl.select(pl.when((full > 0) & (net > 0) & (net <= full)).then(net / full).otherwise(1.0)).to_series()
        read = read * share
    given_back = (read * MONEY_SCALE).round(0).cast(pl.Int64)
    some = (given_back > 0).fill_null(False)
    money = pl.select(pl.when(some).then(given_back)).to_series()
    back = pl.DataFrame({"line": rows.sheet.body["line"], "refunded": money})
    marks = marks.drop("refunded").join(back, on="line", how="left", maintain_order="left")
    kind = pl.col("line_kind")
    doubtful = (kind == LineKind.UNCLEAR.value) | ((kind == LineKind.LEFT_OUT.value) & _is_refund())
    spoken_for = pl.col("refunded").is_not_null() & doubtful
    return marks.with_columns(pl.when(~spoken_for.fill_null(False)).then("line_kind").alias("line_kind"))


def _is_refund() -> pl.Expr:
    """Whether the word beside the money means a refund, and not a cancelled order."""
    return pl.col("said").str.contains("(?i)" + "|".join(REFUND_STEMS))
