"""Registry of the file formats that the import reads: how each is recognised, read and understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kam_core.intake.decoding.decode import decode
from kam_core.intake.grid import Grid
from kam_core.intake.opening.file_content import FileContent
from kam_core.intake.opening.html_tables import grids_of_page
from kam_core.intake.opening.parquet import grid_of_parquet, is_parquet
from kam_core.intake.opening.spreadsheet_xml import grids_of_xml
from kam_core.intake.opening.workbook import grids_of
from kam_core.intake.shaping.delimited_text import parse_delimited_text


def _never(_content: bytes) -> bool:
    return False


@dataclass(frozen=True)
class FileFormat:
    """A format of files that hold tables."""

    kind: str
    read: Callable[[FileContent], tuple[Grid, ...]]
    """Its sheets as grids of text. Refuses what is damaged or too large."""
    recognise: Callable[[bytes], bool] = _never
    """Whether a content is of the format. Archives and markup are told apart in file_kind.py."""
    stored_numbers: bool = False
    """Numbers are stored as such: a point is their decimal mark, whatever people write."""
    named_columns: bool = False
    """The format itself names the columns: the first row of a grid is the header."""
    label: str = ""
    """What summaries and grids call it, where that is not its kind."""


def _read_text(file: FileContent) -> tuple[Grid, ...]:
    return (parse_delimited_text(file.name, decode(file.name, file.content, file.encoding), file.limits),)


def _read_parquet(file: FileContent) -> tuple[Grid, ...]:
    return (grid_of_parquet(file.name, file.content, file.limits),)


def _read_page(file: FileContent) -> tuple[Grid, ...]:
    return grids_of_page(file.name, file.content, file.sheet, file.encoding, file.limits)


def _read_xml(file: FileContent) -> tuple[Grid, ...]:
    return grids_of_xml(file.name, file.content, file.sheet, file.encoding, file.limits)


def _read_workbook(file: FileContent) -> tuple[Grid, ...]:
    return grids_of(file.name, file.kind, file.content, file.sheet, file.limits)


TEXT = "csv"
"""The format of whatever no other format recognises."""
FORMATS = {
    one.kind: one
    for one in (
        FileFormat(TEXT, _read_text),
        FileFormat("xlsx", _read_workbook, stored_numbers=True),
        FileFormat("xlsb", _read_workbook, stored_numbers=True),
        FileFormat("xls", _read_workbook, stored_numbers=True),
        FileFormat("ods", _read_workbook, stored_numbers=True),
        FileFormat("html", _read_page),
        FileFormat("spreadsheetml", _read_xml, stored_numbers=True, label="xml"),
        FileFormat("parquet", _read_parquet, is_parquet, stored_numbers=True, named_columns=True),
    )
}
"""Every format by its kind."""
STORED_NUMBERS = frozenset(one.label or one.kind for one in FORMATS.values() if one.stored_numbers)
"""Labels of the formats with stored numbers."""
