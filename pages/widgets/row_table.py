"""Table of rows that are not accounts, without links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kam_core.vocabulary.enums import TIERS
from pages.widgets.tables.column import ANSWER, Cell, Column
from pages.widgets.tables.memory import TableChoices
from pages.widgets.tables.reader import table_language
from pages.widgets.tables.table_component import MOST_ROWS, mount_rows, payload, rows_to_send

ROWS_AT_FIRST = 25
LETTER, WIDEST = 8, 110
"""Points of a narrow letter, and the most that a text claims before it wraps."""


def show_rows(
    frame: pl.DataFrame,
    key: str,
    columns: Mapping[str, str],
    right: Sequence[str] = (),
    infos: Mapping[str, str] | None = None,
    notes: Mapping[str, Sequence[str]] | None = None,
    rows_at_first: int = ROWS_AT_FIRST,
) -> None:
    """Show a table to read: `columns` names the head of each column, already in the reader's words.

    right: columns of numbers that are written as text; dates are shown as days. infos: what the numbers of a column
    mean. notes: what the value of each row of a column means. Beyond `MOST_ROWS` it says how many there are; of those
    sent, `rows_at_first` are drawn until more are asked for.
    """
    words = table_language()
    shown = rows_to_send(frame, words).select(list(columns))
    settings = {
        name: _column(
            shown[name], label, name in right, (infos or {}).get(name, ""), (notes or {}).get(name, ())[:MOST_ROWS]
        )
        for name, label in columns.items()
    }
    mount_rows(payload(shown, settings, words, TableChoices(), rows_at_first, find=True), key)


def _column(values: pl.Series, label: str, right: bool, info: str, notes: Sequence[str]) -> Column:
    """The column with its kind by the type of its values alone: a name may stand for a text here."""
    kind = _kind(values)
    whole = values.dtype.is_integer()
    return Column(
        label=label,
        kind=kind,
        width=_width(values) if kind == Cell.TEXT else 0,
        priority=ANSWER,
        help=info,
        digits=0 if whole else 1,
        right=right,
        notes=tuple(notes),
    )


def _kind(values: pl.Series) -> Cell:
    if values.dtype == pl.Date:
        return Cell.DATE
    if values.dtype.is_numeric():
        return Cell.NUMBER
    is_tier = values.name == "tier" and set(values.cast(pl.String).drop_nulls()) <= {*TIERS, "–"}
    return Cell.TIER if is_tier else Cell.TEXT


def _width(values: pl.Series) -> int:
    """The least width of a text: that of its longest value, as far as it does not need to wrap."""
    texts = values.cast(pl.String).drop_nulls()
    # A Chinese letter is twice as wide, and has three bytes.
    sizes = (texts.str.len_chars() + texts.str.len_bytes()) // 2
    return min(WIDEST, LETTER * max(sizes.to_list(), default=0))
