"""Shape a grid of cells into a table: header, data rows, titles, blanks and totals."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.intake.findings import Finding, OpenQuestionError, Place, finding
from kam_core.intake.grid import HEAD, Grid
from kam_core.intake.headers import count_known_headers
from kam_core.intake.shaping.cell_text import WRITTEN_AS_FORMULA, clean_cells
from kam_core.intake.shaping.header import find_header, is_data, lacks_header
from kam_core.intake.shaping.row_widths import fit_rows
from kam_core.intake.shaping.total_rows import find_second_table, last_row_total, without_footer, without_totals
from kam_core.intake.size_limits import LARGEST_WIDTH
from kam_core.vocabulary.message import N_, UserError
from kam_core.vocabulary.plurals import Plural

MOST_GAPS = 200
"""Maximum number of blank lines examined for the beginning of another table."""
HEADER = "header"
"""The question about a table without a header."""
NO_HEADER = N_(
    "{place}: there is no header row; the first row already contains data. Add a row with column names, for "
    "example: customer, date, amount. Or answer header=none to number the columns, or header=first to use the "
    "first row as header."
)

MAYBE_TOTAL = N_("{place}: the last row may be a total; it was read as an ordinary row.")
MAYBE_TABLE = N_("{place}: another table may start here; its rows were read together with those above.")
TWO_ROWS = N_(
    "{place}: the header has two rows; the lower one is used, combined with the upper one where names are blank "
    "or repeated."
)


@dataclass(frozen=True)
class Sheet:
    """One table of text under its headers.

    body: columns "0", "1", … of stripped text, null where empty, and `line` (Int64), the line or sheet row.
    overlong: rows with more cells than the header, or broken by a stray quotation mark: `line` and `cells`, first those
    of the headers, then the others.
    read counts all rows below the header that hold anything, left_out those that are no data (totals).
    uncalculated_columns: columns whose numbers are all formulas with the value 0. from_1904: see Grid.
    titles: what stands above the header. merged: (column, first line, last line) of cells merged downwards.
    hidden: the workbook does not show the sheet. gaps: columns before which a blank one stood.
    """

    file: str
    kind: str
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    header_row: int
    headers: tuple[str, ...]
    body: pl.DataFrame
    overlong: tuple[tuple[int, list[str]], ...]
    read: int
    left_out: int
    findings: tuple[Finding, ...]
    uncalculated_columns: frozenset[int] = frozenset()
    from_1904: bool = False
    titles: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    hidden: bool = False
    gaps: tuple[int, ...] = ()

    @property
    def place(self) -> Place:
        """The file, and the sheet if there is one."""
        return Place(self.file, self.sheet)


def shape_table(grid: Grid, header: str | None = None) -> Sheet | None:
    """Shape a grid into a table; None for an empty sheet. Refuses a table without rows below its header.

    Raises OpenQuestionError if no row looks like a header; `header` is the answer: "none", "first" or a line.
    """
    head = grid.head()
    if not any(any(row) for row in head):
        return None
    place = Place(grid.file, grid.sheet)
    if header is None and lacks_header(head):
        first = next(i for i, row in enumerate(head) if any(row))
        raise OpenQuestionError(HEADER, NO_HEADER, place=Place(grid.file, grid.sheet, grid.lines[first]).words)
    header_rows = find_header(head, _header_answer(header, grid))
    at, names = header_rows.at, header_rows.names
    findings = list(grid.findings)
    if header_rows.rows > 1:
        findings.append(finding("note", "two_row_header", place, TWO_ROWS))
    if above := sum(1 for row in head[: max(at + 1 - header_rows.rows, 0)] if any(cell.strip() for cell in row)):
        text = Plural(
            "{place}: {count} line above the header is a title and was skipped.",
            "{place}: {count} lines above the header are a title and were skipped.",
            "count",
        )
        findings.append(finding("note", "preamble", place, text, count=above))
    body, overlong, padded, written = _table_body(grid, at, len(names))
    findings += written
    if padded:
        text = Plural(
            "{place}: {count} row is shorter than the header; missing cells are read as blank.",
            "{place}: {count} rows are shorter than the header; missing cells are read as blank.",
            "count",
        )
        findings.append(finding("note", "short_rows", place, text, count=padded))
    used_by_long_rows = {i for _, cells in overlong for i, cell in enumerate(cells[: len(names)]) if cell.strip()}
    columns = [
        i for i, name in enumerate(names) if name or i in used_by_long_rows or body[str(i)].null_count() < body.height
    ]
    # Cells of a long row stay under their headers; surplus ones follow.
    overlong = [(line, [*(cells[i] for i in columns), *cells[len(names) :]]) for line, cells in overlong]
    if len(columns) > LARGEST_WIDTH:
        raise UserError("{place}: a table can have at most {limit} columns.", place=place.words, limit=LARGEST_WIDTH)
    headers = tuple(names[i] or f"column {i + 1}" for i in columns)
    body = body.select("line", *(pl.col(str(before)).alias(str(new)) for new, before in enumerate(columns)))
    cells = [pl.col(str(i)) for i in range(len(columns))]
    body = body.filter(pl.any_horizontal(cell.is_not_null() for cell in cells))
    read = body.height + len(overlong)
    if read == 0:
        raise UserError("{place}: there is a header but no rows.", place=place.words)
    body, below = _without_second_table(body, headers)
    if below:
        text = Plural(
            "{place}: another table seems to start in line {line}; {count} row from there is excluded.",
            "{place}: another table seems to start in line {line}; {count} rows from there are excluded.",
            "count",
        )
        findings.append(finding("warn", "second_table", place, text, count=len(below), line=str(below[0])))
    body, repeated = _without_repeated_header(body, headers)
    body, totals = without_totals(body, len(columns))
    body, footer = without_footer(body, len(columns))
    if not totals and (line := last_row_total(body)):
        findings.append(finding("warn", "maybe_total", Place(grid.file, grid.sheet, line), MAYBE_TOTAL))
    if not below and (line := find_second_table(body, len(columns))):
        findings.append(finding("warn", "second_table", Place(grid.file, grid.sheet, line), MAYBE_TABLE))
    for rule, lines, text in (
        (
            "repeated_header",
            repeated,
            Plural(
                "{place}: {count} repeated header row excluded, the first in line {line}.",
                "{place}: {count} repeated header rows excluded, the first in line {line}.",
                "count",
            ),
        ),
        (
            "footer",
            footer,
            Plural(
                "{place}: {count} remark below the table was not read, the first in line {line}.",
                "{place}: {count} remarks below the table were not read, the first in line {line}.",
                "count",
            ),
        ),
        (
            "totals",
            totals,
            Plural(
                "{place}: {count} total row excluded, the first in line {line}.",
                "{place}: {count} total rows excluded, the first in line {line}.",
                "count",
            ),
        ),
    ):
        if lines:
            findings.append(finding("note", rule, place, text, count=len(lines), line=str(lines[0])))
    return Sheet(
        grid.file,
        grid.kind,
        grid.sheet,
        grid.encoding,
        grid.delimiter,
        grid.lines[at] if at >= 0 else 0,
        headers,
        body,
        tuple(overlong),
        read,
        len(totals) + len(repeated) + len(below) + len(footer),
        tuple(findings),
        frozenset(new for new, before in enumerate(columns) if before in grid.uncalculated_columns),
        grid.from_1904,
        tuple(cell.strip() for row in head[: max(at + 1 - header_rows.rows, 0)] for cell in row if cell.strip()),
        tuple((columns.index(column), top, bottom) for column, top, bottom in grid.merged if column in columns),
        grid.hidden,
        tuple(new for new, before in enumerate(columns) if new and columns[new - 1] != before - 1),
    )


def _header_answer(header: str | None, grid: Grid) -> str | int | None:
    """Parse the answer about the header: a word, or the row in the grid for a line number."""
    if header is None or not header.isdecimal():
        return header
    line = int(header)
    if line not in grid.lines[:HEAD]:
        raise UserError(
            "{place}: there is no row {line} among the first {count}. Choose the header row.",
            place=Place(grid.file, grid.sheet).words,
            line=str(line),
            count=min(HEAD, len(grid.lines)),
        )
    return grid.lines.index(line)


def _table_body(
    grid: Grid, at: int, width: int
) -> tuple[pl.DataFrame, list[tuple[int, list[str]]], int, list[Finding]]:
    """The rows below the header under columns "0", "1", …, the rows that are too long, how many were too short, and
    a note of cells that are written as formulas."""
    frame, lines, padded = grid.frame, grid.lines[at + 1 :], 0
    overlong: list[tuple[int, list[str]]] = []
    if frame is not None:
        frame = frame.slice(at + 1)
    else:
        rows = (grid.rows or [])[at + 1 :]
        if grid.broken_lines or any(len(row) != width for row in rows):
            fit = fit_rows(rows, lines, width, grid.broken_lines)
            rows, lines, overlong, padded = fit.rows, fit.lines, fit.overlong, fit.padded
        columns = list(zip(*rows, strict=True)) if rows else [()] * width
        frame = pl.DataFrame({str(i): pl.Series(column, dtype=pl.String()) for i, column in enumerate(columns)})
    frame, count, first = clean_cells(frame)
    place = Place(grid.file, grid.sheet)
    notes = [finding("note", "text_formula", place, WRITTEN_AS_FORMULA, value=first, count=count)] if count else []
    return frame.with_columns(pl.Series("line", lines, pl.Int64())), overlong, padded, notes


def _without_second_table(body: pl.DataFrame, headers: tuple[str, ...]) -> tuple[pl.DataFrame, list[int]]:
    """The rows above a second header behind a gap."""
    gaps = body.select((pl.col("line").diff() > 1).fill_null(False)).to_series().arg_true().to_list()
    for at in gaps[:MOST_GAPS]:
        cells = [cell or "" for cell in body.drop("line").row(at)]
        filled = [cell for cell in cells if cell]
        if count_known_headers(cells) >= 2 and not is_data(filled) and filled != [h for h in headers if h]:
            return body.head(at), body["line"].slice(at).to_list()
    return body, []


def _without_repeated_header(body: pl.DataFrame, headers: tuple[str, ...]) -> tuple[pl.DataFrame, list[int]]:
    same = [pl.col(str(i)).eq_missing(name) for i, name in enumerate(headers) if name]
    again = body.select(pl.all_horizontal(same).fill_null(False)).to_series()
    return body.filter(~again), body.filter(again)["line"].to_list()
