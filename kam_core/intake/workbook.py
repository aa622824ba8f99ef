"""A workbook to grids of text, one per sheet."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

import fastexcel
import polars as pl

from kam_core.intake.archive import entries, unfolded
from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.grid import LARGEST_HEIGHT, LARGEST_WIDTH, Grid
from kam_core.intake.prescan import Oddities, prescan
from kam_core.vocabulary.message import N_, Refusal

SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
NAME = re.compile(rb'\bname="([^"]*)"')
SHEET_ID = re.compile(rb'\b\w+:id="([^"]*)"')
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
ID = re.compile(rb'\bId="([^"]*)"')
TARGET = re.compile(rb'\bTarget="([^"]*)"')


def grids_of(name: str, kind: str, content: bytes, wanted: str | None = None) -> tuple[Grid, ...]:
    """The sheets of a workbook, or the one that is wanted. Refuses a sheet that is not there."""
    odd = prescan(name, content) if kind == "xlsx" else {}
    parts = _parts(name, content) if odd else {}
    with _readable(name):
        reader = fastexcel.read_excel(content)
        sheets = list(reader.sheet_names)
    if wanted is not None and wanted not in sheets:
        raise Refusal(
            "{file} has no sheet {sheet}. It has: {sheets}.", file=name, sheet=wanted, sheets=", ".join(sheets)
        )
    grids = []
    for sheet in sheets if wanted is None else [wanted]:
        with _readable(name):
            # skip_rows=0 keeps blank rows above the table: only so is a row's number its number in the sheet.
            loaded = reader.load_sheet(
                sheet, header_row=None, skip_rows=0, dtypes="string", skip_whitespace_tail_rows=True
            )
            frame = pl.DataFrame(loaded)
        if frame.width > LARGEST_WIDTH or frame.height > LARGEST_HEIGHT:
            raise Refusal("{file} is too large to be opened here. Save the table alone as CSV.", file=name)
        frame = frame.rename({old: str(i) for i, old in enumerate(frame.columns)})
        part = odd.get(parts.get(sheet, ""), Oddities())
        frame, findings = _with_errors(frame.with_columns(_day_only(pl.all())), part, Place(name, sheet))
        lines = list(range(1, frame.height + 1))
        grids.append(Grid(name, kind, lines, frame=frame, sheet=sheet, findings=findings))
    return tuple(grids)


def _day_only(cells: pl.Expr) -> pl.Expr:
    # A date cell comes as a time at midnight; people wrote a day.
    return cells.str.replace(r"^(\d{4}-\d\d-\d\d) 00:00:00$", "$1")


def _with_errors(frame: pl.DataFrame, odd: Oddities, place: Place) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """The reader drops error cells in silence; here they come back as their text, so that rows can say so."""
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in odd.errors.items():
        if row < frame.height and 0 <= column - odd.left < frame.width:
            by_column.setdefault(column - odd.left, {})[row] = text
    for column, texts in by_column.items():
        cells = frame[str(column)].to_list()
        for row, text in texts.items():
            cells[row] = text
        frame = frame.with_columns(pl.Series(str(column), cells, pl.String()))
    findings = _hidden(frame, odd, place)
    if not odd.uncomputed:
        return frame, findings
    first = Place(place.file, place.sheet, odd.uncomputed[0][0] + 1)
    text = N_(
        "{place}: a formula there, and {count} in all, was never calculated, so its value is unknown. "
        "Open the workbook in Excel and save it."
    )
    return frame, (*findings, finding("warn", "formula", first, text, count=len(odd.uncomputed)))


def _hidden(frame: pl.DataFrame, odd: Oddities, place: Place) -> tuple[Finding, ...]:
    """What a filter hides is data all the same, and is said."""
    rows = sum(1 for row in odd.hidden_rows if row < frame.height)
    columns = sum(1 for column in odd.hidden_columns if 0 <= column - odd.left < frame.width)
    if not rows and not columns:
        return ()
    text = N_("{place}: {rows} hidden rows and {columns} hidden columns were read like the others.")
    return (finding("note", "hidden", place, text, rows=rows, columns=columns),)


def _parts(name: str, content: bytes) -> dict[str, str]:
    """Sheet name → the part of the archive that holds it."""
    directory = {entry.filename: entry for entry in entries(name, content)}
    relations, book = (
        b"".join(unfolded(name, content, directory[part])) if part in directory else b""
        for part in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")
    )
    targets = {}
    for found in RELATION.findall(relations):
        one, target = ID.search(found), TARGET.search(found)
        if one and target:
            targets[one.group(1)] = "xl/" + _text(target.group(1)).removeprefix("/xl/")
    parts = {}
    for found in SHEET.findall(book):
        title, one = NAME.search(found), SHEET_ID.search(found)
        if title and one and one.group(1) in targets:
            parts[_text(title.group(1))] = targets[one.group(1)]
    return parts


def _text(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", errors="replace"))


@contextmanager
def _readable(name: str) -> Iterator[None]:
    damaged = Refusal("{file} cannot be opened as a workbook. Save it again in Excel.", file=name)
    try:
        yield
    except fastexcel.FastExcelError:
        raise damaged from None
    except BaseException as error:
        # A panic of the Rust reader is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged from None
