"""Report rows of a file that repeat an earlier row, with their money; they are never dropped automatically.

Two equal rows are proof of nothing where rows carry no key: a customer may buy the same twice on one day. In eighteen
real and made-up order, deal and account lists no row equals another in all columns; where the file numbers its rows,
a few are equal but for that number, and the system that numbered them took them for two.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import SHOWN_IN_FULL, Finding, finding
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.message import N_, Money
from kam_core.vocabulary.plurals import Plural

KEYLESS = ("account", "date")
"""Fields of kind id or date that do not identify a row."""

LINE_KEY = ("source", "line")

WORTH = Plural(
    "{place}: {count} row worth {money} repeats an earlier row in every column, the first in line {line} (same "
    "as line {first}). It is counted; if exported twice by mistake, delete it in the file.",
    "{place}: {count} rows worth {money} repeat an earlier row in every column, the first in line {line} (same "
    "as line {first}). All are counted; if exported twice by mistake, delete them in the file.",
    "count",
)
COUNTED = Plural(
    "{place}: {count} row repeats an earlier row in every column, the first in line {line} (same as line "
    "{first}). It is counted; if exported twice by mistake, delete it in the file.",
    "{place}: {count} rows repeat an earlier row in every column, the first in line {line} (same as line "
    "{first}). All are counted; if exported twice by mistake, delete them in the file.",
    "count",
)
NUMBERED = Plural(
    "{place}: {count} row repeats an earlier row except for the number in {column}, the first in line {line} "
    "(same as line {first}). It was read as a separate row.",
    "{place}: {count} rows repeat an earlier row except for the number in {column}, the first in line {line} "
    "(same as line {first}). They were read as separate rows.",
    "count",
)

ONE = N_("{place}: the row repeats line {first} in every column.")
ONE_NUMBERED = N_("{place}: the row repeats line {first} except for its number.")


def find_repeated_rows(frame: pl.DataFrame, apart_from: Collection[str] = ()) -> pl.DataFrame:
    """`source`, `line`, `first_line` of every row whose other columns equal those of an earlier row of its source.

    `apart_from` names columns that may differ. Empty cells are equal to empty cells. Sorted by source and line.
    """
    same = [name for name in frame.columns if name != "line" and name not in apart_from]
    columns = frame.select(
        *LINE_KEY,
        pl.col("line").min().over(same).alias("first_line") if same else pl.col("line").alias("first_line"),
    )
    return columns.filter(pl.col("line") > pl.col("first_line")).sort(*LINE_KEY)


def repeated_row_findings(parts: Collection[TypedRows], lines: pl.DataFrame) -> list[Finding]:
    """Findings about repeated rows, file by file; `lines` holds `source`, `line`, `amount` of the order lines loaded.

    A warning where rows have an id of their own (an order, an invoice, a deal), else a note: one for all repeats of a
    file with their number, and one for each of the first of them.
    """
    findings = []
    for rows in parts:
        sheet, table = rows.sheet, rows.table_match.table
        if table.name == "accounts":
            continue
        counted_lines = rows.frame.select(*LINE_KEY)
        if table.name == "transactions":
            counted_lines = counted_lines.join(lines.select(*LINE_KEY), on=LINE_KEY, how="semi")
        body = sheet.body.with_columns(pl.lit(rows.source, pl.Int64).alias("source"))
        body = body.join(counted_lines, on=LINE_KEY, how="semi", maintain_order="left")
        again = find_repeated_rows(body)
        keyed = any(
            table.field(name).kind is Kind.ID and name not in (*KEYLESS, "product") for name in rows.table_match.fields
        )
        if again.height:
            amounts = lines.join(again, on=LINE_KEY, how="semi")["amount"]
            money = Money(int(amounts.sum())) if table.name == "transactions" else None
            findings.append(_summary_finding("warn" if keyed else "note", again, sheet, money))
            findings.extend(_row_findings("warn" if keyed else "note", "repeats", again, sheet, ONE))
        elif (number := _row_number(body, sheet, rows)) is not None:
            again = find_repeated_rows(body, [number])
            if again.height:
                findings.append(_summary_finding("note", again, sheet, None, sheet.headers[int(number)]))
                findings.extend(_row_findings("note", "numbered_repeats", again, sheet, ONE_NUMBERED))
    return findings


def _summary_finding(
    severity: str, again: pl.DataFrame, sheet: Sheet, money: Money | None, column: str | None = None
) -> Finding:
    count, line, first = again.height, str(again["line"][0]), str(again["first_line"][0])
    place = sheet.place
    if column is not None:
        return finding(
            severity, "numbered_repeats", place, NUMBERED, count=count, line=line, first=first, column=column
        )
    if money is not None:
        return finding(severity, "repeats", place, WORTH, count=count, line=line, first=first, money=money)
    return finding(severity, "repeats", place, COUNTED, count=count, line=line, first=first)


def _row_findings(severity: str, rule: str, again: pl.DataFrame, sheet: Sheet, text: str) -> list[Finding]:
    """One finding per row for the first ones, so that a person can check and drop them."""
    return [
        finding(severity, rule, replace(sheet.place, line=line), text, first=str(first))
        for line, first in again.select("line", "first_line").head(SHOWN_IN_FULL).iter_rows()
    ]


def _row_number(body: pl.DataFrame, sheet: Sheet, rows: TypedRows) -> str | None:
    """The column of row numbers: distinct whole numbers in an unmatched column."""
    used = {match.column for match in rows.table_match.fields.values()}
    for column in range(len(sheet.headers)):
        if column in used or body.height < 2:
            continue
        cells = body[str(column)]
        looks = cells.head(100)
        if looks.str.contains(r"^\d+$").fill_null(False).all() and cells.n_unique() == body.height:
            return str(column)
    return None
