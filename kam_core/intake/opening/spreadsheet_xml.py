"""Read spreadsheets of 2003 in XML, which older systems write under the name .xls."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from kam_core.intake.findings import Finding, Place
from kam_core.intake.grid import Grid
from kam_core.intake.opening.hidden_cells import hidden_cells_note
from kam_core.intake.opening.html_tables import decode_markup
from kam_core.intake.size_limits import SizeLimits, check_extent
from kam_core.vocabulary.message import UserError

MIDNIGHT = " 00:00:00"


@dataclass
class Worksheet:
    """The cells of a sheet in progress; `lines` are the numbers of its rows, from 1."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    number: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0

    def hidden(self, file: str) -> tuple[Finding, ...]:
        """A note of hidden rows and columns, if there are any."""
        return hidden_cells_note(Place(file, self.name), self.hidden_rows, self.hidden_columns)


def read_spreadsheet_xml(
    name: str, content: bytes, wanted: str | None, encoding: str | None, limits: SizeLimits
) -> tuple[Grid, ...]:
    """Read the sheets, or the wanted one. Refuses a missing sheet and a file without sheets."""
    decoded = decode_markup(name, content, encoding)
    # The standard library's reader of web pages knows no entities but those of HTML, so that none can be made up.
    book = _Workbook(name, limits)
    book.feed(decoded.text)
    book.close()
    sheets = [sheet for sheet in book.sheets if wanted in (None, sheet.name)]
    if not sheets and wanted is not None:
        names = ", ".join(sheet.name for sheet in book.sheets)
        raise UserError("{file} has no sheet {sheet}. Sheets: {sheets}.", file=name, sheet=wanted, sheets=names)
    if not sheets:
        raise UserError("{file} cannot be opened as a workbook. Save it again in Excel.", file=name)
    return tuple(
        Grid(
            name,
            "xml",
            sheet.lines,
            rows=sheet.rows,
            encoding=decoded.encoding,
            sheet=sheet.name,
            findings=(
                *decoded.findings,
                *hidden_cells_note(Place(name, sheet.name), sheet.hidden_rows, sheet.hidden_columns),
            ),
        ).checked(limits)
        for sheet in sheets
    )


class _Workbook(HTMLParser):
    """Parser of the elements Worksheet, Row, Cell and Data; others are ignored."""

    def __init__(self, name: str, limits: SizeLimits) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.limits = limits
        self.sheets: list[Worksheet] = []
        self.row: list[str] | None = None
        self.behind = 0
        """Places right of the last cell that it covers."""
        self.data: list[str] | None = None
        self.type = "String"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name.rpartition(":")[2]: value or "" for name, value in attrs}
        match tag.rpartition(":")[2]:
            case "worksheet":
                self.sheets.append(Worksheet(attributes.get("name", f"table {len(self.sheets) + 1}")))
            case "column" if self.sheets:
                self.sheets[-1].hidden_columns += (attributes.get("hidden") == "1") * (
                    _number(attributes.get("span")) + 1
                )
            case "row" if self.sheets:
                sheet = self.sheets[-1]
                sheet.number = _number(attributes.get("index")) or sheet.number + 1
                sheet.hidden_rows += attributes.get("hidden") == "1"
                self.row, self.behind = [], 0
            case "cell" if self.row is not None:
                place = (_number(attributes.get("index")) or len(self.row) + self.behind + 1) - 1
                check_extent(self.name, 1, place, self.limits)
                self.row += [""] * (place - len(self.row)) + [""]
                self.behind = _number(attributes.get("mergeacross"))
            case "data" if self.row:
                self.data, self.type = [], attributes.get("type", "String")

    def handle_endtag(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "data" if self.data is not None and self.row:
                self.row[-1] = written("".join(self.data), self.type)
                self.data = None
            case "row" if self.row is not None:
                sheet = self.sheets[-1]
                if any(self.row):
                    sheet.rows.append(self.row)
                    sheet.lines.append(sheet.number)
                    check_extent(self.name, len(sheet.rows), len(self.row), self.limits)
                self.row = None

    def handle_data(self, data: str) -> None:
        if self.data is not None:
            self.data.append(data)

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA["):
            self.handle_data(data.removeprefix("CDATA["))


def written(text: str, kind: str) -> str:
    """A value as a person would write it."""
    if kind == "DateTime":
        return text.partition(".")[0].replace("T", " ").removesuffix(MIDNIGHT)
    if kind == "Boolean":
        return {"1": "true", "0": "false"}.get(text.strip(), text)
    if kind == "Number" and any(mark in text for mark in ".eE"):
        # Seventeen digits are how a program writes 0.1.
        try:
            number = float(text)
        except ValueError:
            return text
        return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
    return text


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.strip().isdecimal() and len(text) < 10 else 0
