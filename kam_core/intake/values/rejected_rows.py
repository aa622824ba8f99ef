"""Reject rows with a reason, and list rejected and left-out rows for download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import SHOWN_IN_FULL, Finding, Place, finding, shorten
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.plurals import Plural

RowErrors = dict[int, list[Message]]
"""Line → reasons why its row was rejected."""

PLACE_COLUMNS: dict[str, pl.DataType] = {
    "file": pl.String(),
    "sheet": pl.String(),
    "line": pl.Int64(),
    "reason": pl.String(),
}
"""Columns before the file's own ones in a list of rejected rows."""
MORE = Plural(
    "{place}: {count} more line has the same problem as line {line}.",
    "{place}: {count} more lines have the same problem as line {line}.",
    "count",
)


def reject_rows(
    rows: pl.DataFrame,
    places: Mapping[int, Place],
    rule: str,
    text: str,
    findings: list[Finding],
    row_errors: dict[int, RowErrors],
    value: str | None = None,
) -> None:
    """Reject every row of `rows` (`source`, `line`); `text` holds {place}, and {value} if a column is named.

    The first ones of a sheet are findings in full, the others are told as a count.
    """
    for group in rows.sort("source", "line").partition_by("source", maintain_order=True):
        source = group["source"][0]
        place = places[source]
        lines = group["line"].to_list()
        values = group[value].to_list() if value else [None] * len(lines)
        for number, (line, cell) in enumerate(zip(lines, values, strict=True)):
            one = finding("reject", rule, replace(place, line=line), text, value=cell)
            row_errors.setdefault(source, {}).setdefault(line, []).append(one.message)
            if number < SHOWN_IN_FULL:
                findings.append(one)
        if len(lines) > SHOWN_IN_FULL:
            more = len(lines) - SHOWN_IN_FULL
            findings.append(finding("reject", rule, place, MORE, count=more, line=str(lines[0])))


def rejected_frame(sheets: Mapping[int, Sheet], row_errors: Mapping[int, RowErrors]) -> pl.DataFrame:
    """file, sheet, line, reason and the files' own columns as text: one row per rejected row.

    The cells of a row that is longer than its header stand in further columns, so that the row can be mended.
    Rows of earlier files that fit no longer are not among them: they stay where they are.
    """
    frames = [pl.DataFrame(schema=PLACE_COLUMNS)]
    for source in sorted(row_errors):
        if source not in sheets:
            continue
        sheet, reasons = sheets[source], row_errors[source]
        long = [(line, cells) for line, cells in sheet.overlong if line in reasons]
        wide = max((_width(cells) for _, cells in long), default=0)
        further = tuple(f"column {i + 1}" for i in range(len(sheet.headers), wide))
        names = unique_names((*sheet.headers, *further), tuple(PLACE_COLUMNS))
        columns = {str(i): name for i, name in enumerate(names)}
        body = sheet.body.filter(pl.col("line").is_in(list(reasons)))
        if long:
            schema = {**body.schema, **dict.fromkeys(columns, pl.String())}
            rows = [[cell.strip() or None for cell in cells] for _, cells in long]
            overlong = [
                {"line": line} | dict(zip(columns, cells, strict=False))
                for (line, _), cells in zip(long, rows, strict=True)
            ]
            body = pl.concat([body, pl.DataFrame(overlong, schema=schema)], how="diagonal")
        why = [" ".join(str(message) for message in reasons[line]) for line in body["line"].to_list()]
        frames.append(_with_place(body.with_columns(pl.Series("reason", why, pl.String())), sheet, columns))
    return pl.concat(frames, how="diagonal")


def _width(cells: list[str]) -> int:
    """The number of cells up to the last non-empty one."""
    return max((i + 1 for i, cell in enumerate(cells) if cell.strip()), default=0)


def excluded_frame(sheets: Mapping[int, Sheet], excluded: pl.DataFrame) -> pl.DataFrame:
    """The rows that are no sales, as `rejected_frame` gives those that were refused: with the cell that says so.

    gone: `source`, `line`, `said_in` and `reason`.
    """
    frames = [pl.DataFrame(schema=PLACE_COLUMNS)]
    for rows in excluded.sort("source", "line").partition_by("source", maintain_order=True):
        sheet = sheets[rows["source"][0]]
        # Each different cell is put into words once, whatever the number of rows.
        words = {cell: shorten(cell) for cell in rows["said"].drop_nulls().unique().to_list()}
        reason = pl.col("said").replace_strict(words, default="", return_dtype=pl.String())
        why = rows.select("line", pl.format("{}: {}", "said_in", reason).alias("reason"))
        why = why.group_by("line").agg(pl.col("reason").str.join(" "))
        columns = {str(i): name for i, name in enumerate(unique_names(sheet.headers, tuple(PLACE_COLUMNS)))}
        frames.append(_with_place(sheet.body.join(why, on="line", how="inner"), sheet, columns))
    return pl.concat(frames, how="diagonal")


def _with_place(body: pl.DataFrame, sheet: Sheet, columns: Mapping[str, str]) -> pl.DataFrame:
    """Rows of a sheet with their `reason`, as PLACED and the file's own columns (position → name)."""
    return body.select(
        pl.lit(sheet.file).alias("file"),
        pl.lit(sheet.sheet, pl.String()).alias("sheet"),
        "line",
        "reason",
        *(pl.col(column).alias(name) for column, name in columns.items()),
    ).sort("line")


def unique_names(headers: tuple[str, ...], taken: tuple[str, ...] = ()) -> list[str]:
    """The headers made unique by numbers."""
    seen = set(taken)
    names = []
    for header in headers:
        name, number = header, 1
        while name in seen:
            number += 1
            name = f"{header} ({number})"
        seen.add(name)
        names.append(name)
    return names
