"""Fast parser for long delimited text in which every line has the same number of cells.

Cell by cell in Python two million rows take a minute and two gigabytes; most large exports are as plain as this.
"""

from __future__ import annotations

import re

import polars as pl

from kam_core.intake.opening.file_beginning import find_endless_line
from kam_core.intake.size_limits import LARGEST_WIDTH, LONGEST_CELL

LONG = 2**20
"""Characters from which this parser is tried."""


def parse_uniform_lines(text: str, delimiter: str) -> tuple[pl.DataFrame, list[int]] | None:
    """The cells under "0", "1", … (null where empty) and the lines they stand in, from 1; blanks before a cell are
    dropped.

    None for a text that has to be read with more care: stray quotation marks, quoted line ends, lines of different
    length, blank ones, long cells.
    """
    if not delimiter.isascii():
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.rstrip("\n")
    # The engine takes a byte order mark away, wherever it may come from.
    if text.startswith(("\n", "\ufeff")) or "\n\n" in text or find_endless_line(text, LONGEST_CELL) is not None:
        return None
    shape = _line_count_and_width(_without_quoted(text, delimiter), delimiter)
    if shape is None:
        return None
    height, width = shape
    try:
        frame = pl.read_csv(
            text.encode(),
            separator=delimiter,
            has_header=False,
            quote_char='"',
            infer_schema=False,
            new_columns=[str(i) for i in range(width)],
        )
    except (pl.exceptions.PolarsError, UnicodeEncodeError):
        # A line longer than the first, while another is shorter.
        return None
    if frame.height != height or frame.width != width:
        return None
    if delimiter != "\t":
        frame = frame.with_columns(pl.all().str.strip_chars_start(" "))
    filled = frame.select(pl.any_horizontal(pl.all().is_not_null() & (pl.all() != ""))).to_series()
    lines = list(range(1, height + 1)) if filled.all() else [at + 1 for at in filled.arg_true().to_list()]
    return frame.filter(filled), lines


def _without_quoted(text: str, delimiter: str) -> str:
    """The text with all well quoted cells emptied; remaining marks are misplaced."""
    if '"' not in text:
        return text
    mark = re.escape(delimiter)
    # The mark comes first, so that a search leaps from one to the next; before it stands a delimiter or a line's start.
    return re.sub(rf'(?m)"(?<![^{mark}\n]")(?:[^"\n]|"")*+"(?={mark}|$)', "", text)


def _line_count_and_width(bare: str, delimiter: str) -> tuple[int, int] | None:
    """Number of lines and cells per line; None if they differ or a mark is misplaced."""
    width = bare.partition("\n")[0].count(delimiter) + 1
    height = bare.count("\n") + 1
    even = bare.count(delimiter) == (width - 1) * height
    return (height, width) if even and 1 < width <= LARGEST_WIDTH and '"' not in bare else None
