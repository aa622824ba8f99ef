"""Mark each order line with its kind and the cell that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import polars as pl

from kam_core.intake.line_kinds.columns import SALE, KindColumn, Taken, kind_columns
from kam_core.intake.line_kinds.refunds import refund_column, refunds_in
from kam_core.intake.matching.table_detection import PRODUCTS
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.lexicon.line_kind_words import LineKind

KIND, PROPOSAL, TAKEN_BACK, DOCUMENT = "line_kind", "proposal", "taken_back", "document"
SAID_BY, SAID_IN, SAID, REFUNDED = "said_by", "said_in", "said", "refunded"
MARKS: dict[str, pl.DataType] = {
    KIND: pl.String(),
    PROPOSAL: pl.String(),
    TAKEN_BACK: pl.Boolean(),
    DOCUMENT: pl.Boolean(),
    SAID_BY: pl.Int64(),
    SAID_IN: pl.String(),
    SAID: pl.String(),
    REFUNDED: pl.Int64(),
}
"""Columns beside an order line: what it is taken for (null: a sale), the sheet, header and cell that say so, and money
given back (ten-thousandths)."""
RANKS = (LineKind.SALE, LineKind.CREDIT, LineKind.UNCLEAR, LineKind.LEFT_OUT)
"""Where two columns speak of a line the later one counts: a cancelled credit note is no credit."""

Decided = Mapping[str, Mapping[str, str]]
"""Header of a column → text of a cell → what a person said that it is; PROPOSED as a text: as proposed."""
ANY_COLUMN = "*"
PROPOSED = "proposed"


def with_marks(rows: TypedRows, decided: Decided, left_out_statuses: Sequence[str] | None) -> TypedRows:
    """The rows of an order file with MARKS. `left_out_statuses`: the only ones to leave out, if somebody said so."""
    if rows.table_match.table.name != "transactions" or rows.table_match.part == PRODUCTS:
        return rows
    used = {match.column: name for name, match in rows.table_match.fields.items()}
    columns = [settled(column, decided) for column in kind_columns(rows.sheet, used)]
    if left_out_statuses is not None and rows.has("status"):
        columns = _with_status(rows, columns, left_out_statuses)
    given_back = refund_column(rows)
    if not columns and given_back is None:
        return rows
    lines = rows.sheet.body.select("line", *(pl.col(str(column.column)) for column in columns))
    marks = _marks(lines, columns).with_columns(pl.lit(rows.source, pl.Int64()).alias(SAID_BY))
    if given_back is not None:
        marks = refunds_in(marks, rows, given_back)
    frame = rows.frame.join(marks, on="line", how="left", maintain_order="left")
    return replace(rows, frame=frame, kinds=tuple(columns))


def settled(column: KindColumn, decided: Decided) -> KindColumn:
    """The column with what a person said of its values."""
    said = {**decided.get(ANY_COLUMN, {}), **decided.get(column.header, {})}
    values = dict(column.values)
    for cell, taken in column.values.items():
        answer = said.get(cell, said.get(ANY_COLUMN))
        if answer == PROPOSED:
            values[cell] = replace(taken, kind=taken.proposal)
        elif answer is not None:
            values[cell] = replace(taken, kind=LineKind(answer))
    return replace(column, values=MappingProxyType(values))


def _with_status(rows: TypedRows, columns: list[KindColumn], statuses: Sequence[str]) -> list[KindColumn]:
    """The columns and the status column, in which only the named words are left out, whatever else they may mean."""
    at = rows.table_match.fields["status"].column
    words = {word.casefold().strip() for word in statuses}
    cells = rows.sheet.body[str(at)].drop_nulls().unique(maintain_order=True).to_list()
    out = Taken(LineKind.LEFT_OUT, LineKind.LEFT_OUT, True)
    values = {cell: out if cell.casefold().strip() in words else SALE for cell in cells}
    others = [column for column in columns if column.column != at]
    return [*others, KindColumn(at, rows.sheet.headers[at], MappingProxyType(values))]


def _marks(lines: pl.DataFrame, columns: Sequence[KindColumn]) -> pl.DataFrame:
    """`line` and MARKS of every row."""
    ranks = [
        pl.col(str(one.column)).replace_strict(
            {cell: RANKS.index(taken.kind) for cell, taken in one.values.items()}, default=0, return_dtype=pl.Int8()
        )
        for one in columns
    ]
    if not ranks:
        return lines.select("line", *(pl.lit(None, dtype).alias(name) for name, dtype in MARKS.items()))
    named = lines.with_columns(rank.alias(f"_{at}") for at, rank in enumerate(ranks))
    highest = pl.max_horizontal(f"_{at}" for at in range(len(ranks)))
    marks = {name: pl.lit(None, dtype) for name, dtype in MARKS.items()}
    for at in reversed(range(len(ranks))):
        column, cell = columns[at], pl.col(str(columns[at].column))
        here = (pl.col(f"_{at}") == highest) & (highest > 0)
        told = {
            KIND: _looked_up(cell, column, lambda taken: taken.kind.value, pl.String()),
            PROPOSAL: _looked_up(cell, column, lambda taken: taken.proposal.value, pl.String()),
            TAKEN_BACK: _looked_up(cell, column, lambda taken: taken.taken_back, pl.Boolean()),
            DOCUMENT: _looked_up(cell, column, lambda taken: taken.document, pl.Boolean()),
            SAID_IN: pl.lit(column.header),
            SAID: cell,
        }
        marks |= {name: pl.when(here).then(value).otherwise(marks[name]) for name, value in told.items()}
    return named.select("line", *(value.cast(MARKS[name]).alias(name) for name, value in marks.items()))


def _looked_up(cell: pl.Expr, column: KindColumn, of: Callable[[Taken], str | bool], dtype: pl.DataType) -> pl.Expr:
    values = {text: of(taken) for text, taken in column.values.items()}
    return cell.replace_strict(values, default=None, return_dtype=dtype)
