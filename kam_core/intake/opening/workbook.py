"""Read workbooks to grids of text, one per sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import fastexcel
import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.grid import Grid
from kam_core.intake.opening.displayed_numbers import apply_number_formats, find_uncalculated_columns
from kam_core.intake.opening.hidden_cells import hidden_cells_note
from kam_core.intake.opening.ods_workbook import prescan_document
from kam_core.intake.opening.sheet_dimension import dimension_findings
from kam_core.intake.opening.workbook_relations import counts_from_1904, sheet_parts
from kam_core.intake.opening.xls_workbook import prescan_old
from kam_core.intake.opening.xlsb_workbook import prescan_binary
from kam_core.intake.opening.xlsx_workbook import SheetDetails, prescan
from kam_core.intake.opening.zip_archive import archive_entries
from kam_core.intake.size_limits import BROWSER, SizeLimits
from kam_core.vocabulary.message import N_, UserError


def read_workbook(
    name: str, kind: str, content: bytes, wanted: str | None = None, limits: SizeLimits = BROWSER
) -> tuple[Grid, ...]:
    """Read the sheets of a workbook, or the wanted one. Refuses a missing sheet."""
    odd = _sheet_details(name, kind, content, limits)
    with _readable(name):
        reader = fastexcel.read_excel(content)
        sheets = list(reader.sheet_names)
    if wanted is not None and wanted not in sheets:
        raise UserError(
            "{file} has no sheet {sheet}. Sheets: {sheets}.", file=name, sheet=wanted, sheets=", ".join(sheets)
        )
    grids = []
    for sheet in sheets if wanted is None else [wanted]:
        with _readable(name):
            # skip_rows=0 keeps blank rows above the table: only so is a row's number its number in the sheet.
            loaded = reader.load_sheet(
                sheet, header_row=None, skip_rows=0, dtypes="string", skip_whitespace_tail_rows=True
            )
            frame, hidden = pl.DataFrame(loaded), loaded.visible != "visible"
        frame = frame.rename({old: str(i) for i, old in enumerate(frame.columns)})
        part = odd.get(sheet, SheetDetails())
        frame, findings = _with_errors(frame.with_columns(_day_only(pl.all())), part, Place(name, sheet))
        frame, padded = apply_number_formats(frame, part, Place(name, sheet))
        grid = Grid(
            name,
            kind,
            list(range(1, frame.height + 1)),
            frame=frame,
            sheet=sheet,
            findings=(*findings, *padded, *dimension_findings(part, Place(name, sheet))),
            uncalculated_columns=find_uncalculated_columns(frame, part),
            from_1904=part.from_1904,
            merged=tuple(sorted((column - part.left, top + 1, bottom + 1) for column, top, bottom in part.merged)),
            hidden=hidden,
        )
        grids.append(grid.checked(limits))
    return tuple(grids)


def _day_only(cells: pl.Expr) -> pl.Expr:
    # A date cell comes as a time at midnight; people wrote a day.
    return cells.str.replace(r"^(\d{4}-\d\d-\d\d) 00:00:00$", "$1")


def _with_errors(frame: pl.DataFrame, odd: SheetDetails, place: Place) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """Restore error cells, which the reader drops in silence, as their text."""
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
        "{place}: the formula was never calculated ({count} in total), so its value is unknown. Open the "
        "workbook in Excel and save it."
    )
    return frame, (*findings, finding("warn", "formula", first, text, count=len(odd.uncomputed)))


def _hidden(frame: pl.DataFrame, odd: SheetDetails, place: Place) -> tuple[Finding, ...]:
    rows = sum(1 for row in odd.hidden_rows if row < frame.height)
    columns = sum(1 for column in odd.hidden_columns if 0 <= column - odd.left < frame.width)
    return hidden_cells_note(place, rows, columns)


def _sheet_details(name: str, kind: str, content: bytes, limits: SizeLimits) -> Mapping[str, SheetDetails]:
    """Details that the reader omits, by name of the sheet."""
    match kind:
        case "xlsx":
            odd = prescan(name, content, limits)
            directory = {entry.filename: entry for entry in archive_entries(name, content)}
            details = {
                sheet: odd.get(part, SheetDetails()) for sheet, part in sheet_parts(name, content, directory).items()
            }
            if counts_from_1904(name, content, directory):
                details = {sheet: replace(one, from_1904=True) for sheet, one in details.items()}
            return details
        case "ods":
            return prescan_document(name, content, limits)
        case "xlsb":
            return prescan_binary(name, content, limits)
        case "xls":
            return prescan_old(name, content)
        case _:
            return {}


@contextmanager
def _readable(name: str) -> Iterator[None]:
    damaged = UserError("{file} cannot be opened as a workbook. Save it again in Excel.", file=name)
    try:
        yield
    except fastexcel.FastExcelError:
        raise damaged from None
    except BaseException as error:
        # A panic of the Rust reader is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged from None
