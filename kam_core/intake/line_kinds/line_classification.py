"""Mark each order line with its kind and the cell that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import polars as pl

from kam_core.intake.line_kinds.kind_columns import SALE, Classification, KindColumn, kind_columns
from kam_core.intake.line_kinds.refunds import refund_column, subtract_refunds
from kam_core.intake.matching.table_detection import PRODUCTS
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.lexicon.line_kind_words import LineKind

KIND, PROPOSAL, TAKEN_BACK, DOCUMENT = "line_kind", "proposal", "taken_back", "document"
DECIDING_SHEET, DECIDING_HEADER, DECIDING_CELL, REFUNDED = "said_by", "said_in", "said", "refunded"
KIND_COLUMNS: dict[str, pl.DataType] = {
    KIND: pl.String(),
    PROPOSAL: pl.String(),
    TAKEN_BACK: pl.Boolean(),
    DOCUMENT: pl.Boolean(),
    DECIDING_SHEET: pl.Int64(),
    DECIDING_HEADER: pl.String(),
    DECIDING_CELL: pl.String(),
    REFUNDED: pl.Int64(),
}
"""Columns beside an order line: its kind (null: a sale), the sheet, header and cell that decided it, and refunded
money (ten-thousandths)."""
RANKS = (LineKind.SALE, LineKind.CREDIT, LineKind.UNCLEAR, LineKind.LEFT_OUT)
"""Of several columns the kind with the highest rank counts: a cancelled credit note is no credit."""

LineKindAnswers = Mapping[str, Mapping[str, str]]
"""Header → cell → kind chosen by a person; PROPOSED instead of a cell accepts all proposals."""
ANY_COLUMN = "*"
PROPOSED = "proposed"


def with_line_kinds(rows: TypedRows, decided: LineKindAnswers, left_out_statuses: Sequence[str] | None) -> TypedRows:
    """Add KIND_COLUMNS to the rows of an order file. `left_out_statuses`: the only statuses to leave out, if chosen."""
    if rows.table_match.table.name != "transactions" or rows.table_match.part == PRODUCTS:
        return rows
    used = {match.column: name for name, match in rows.table_match.fields.items()}
    columns = [with_answers(column, decided) for column in kind_columns(rows.sheet, used)]
    if left_out_statuses is not None and rows.has("status"):
        columns = _with_status(rows, columns, left_out_statuses)
    given_back = refund_column(rows)
    if not columns and given_back is None:
        return rows
    lines = rows.sheet.body.select("line", *(pl.col(str(column.column)) for column in columns))
    marks = _classify_lines(lines, columns).with_columns(pl.lit(rows.source, pl.Int64()).alias(DECIDING_SHEET))
    if given_back is not None:
        marks = subtract_refunds(marks, rows, given_back)
    frame = rows.frame.join(marks, on="line", how="left", maintain_order="left")
    return replace(rows, frame=frame, kinds=tuple(columns))


def with_answers(column: KindColumn, decided: LineKindAnswers) -> KindColumn:
    """Apply the answers of a person to the values of a column."""
    answers = {**decided.get(ANY_COLUMN, {}), **decided.get(column.header, {})}
    values = dict(column.values)
    for cell, taken in column.values.items():
        answer = answers.get(cell, answers.get(ANY_COLUMN))
        if answer == PROPOSED:
            values[cell] = replace(taken, kind=taken.proposal)
        elif answer is not None:
            # Who leaves it out by hand means it, also where it is a document that would count as it stands.
            values[cell] = replace(
                taken, kind=LineKind(answer), document=taken.document and answer != LineKind.LEFT_OUT
            )
    return replace(column, values=MappingProxyType(values))


def _with_status(rows: TypedRows, columns: list[KindColumn], statuses: Sequence[str]) -> list[KindColumn]:
    """Replace the classification of the status column: only the named words are left out."""
    at = rows.table_match.fields["status"].column
    words = {word.casefold().strip() for word in statuses}
    cells = rows.sheet.body[str(at)].drop_nulls().unique(maintain_order=True).to_list()
    out = Classification(LineKind.LEFT_OUT, LineKind.LEFT_OUT, True)
    values = {cell: out if cell.casefold().strip() in words else SALE for cell in cells}
    others = [column for column in columns if column.column != at]
    return [*others, KindColumn(at, rows.sheet.headers[at], MappingProxyType(values))]


def _classify_lines(lines: pl.DataFrame, columns: Sequence[KindColumn]) -> pl.DataFrame:
    """`line` and KIND_COLUMNS of every row."""
    ranks = [
        pl.col(str(one.column)).replace_strict(
            {cell: RANKS.index(taken.kind) for cell, taken in one.values.items()}, default=0, return_dtype=pl.Int8()
        )
        for one in columns
    ]
    if not ranks:
        return lines.select("line", *(pl.lit(None, dtype).alias(name) for name, dtype in KIND_COLUMNS.items()))
    named = lines.with_columns(rank.alias(f"_{at}") for at, rank in enumerate(ranks))
    highest = pl.max_horizontal(f"_{at}" for at in range(len(ranks)))
    marks = {name: pl.lit(None, dtype) for name, dtype in KIND_COLUMNS.items()}
    for at in reversed(range(len(ranks))):
        column, cell = columns[at], pl.col(str(columns[at].column))
        here = (pl.col(f"_{at}") == highest) & (highest > 0)
        by_value = {
            KIND: _lookup(cell, column, lambda taken: taken.kind.value, pl.String()),
            PROPOSAL: _lookup(cell, column, lambda taken: taken.proposal.value, pl.String()),
            TAKEN_BACK: _lookup(cell, column, lambda taken: taken.taken_back, pl.Boolean()),
            DOCUMENT: _lookup(cell, column, lambda taken: taken.document, pl.Boolean()),
            DECIDING_HEADER: pl.lit(column.header),
            DECIDING_CELL: cell,
        }
        marks |= {name: pl.when(here).then(value).otherwise(marks[name]) for name, value in by_value.items()}
    return named.select("line", *(value.cast(KIND_COLUMNS[name]).alias(name) for name, value in marks.items()))


def _lookup(
    cell: pl.Expr, column: KindColumn, of: Callable[[Classification], str | bool], dtype: pl.DataType
) -> pl.Expr:
    values = {text: of(taken) for text, taken in column.values.items()}
    return cell.replace_strict(values, default=None, return_dtype=dtype)
