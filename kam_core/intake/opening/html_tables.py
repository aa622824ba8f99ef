"""Read the tables of web pages, which many systems call Excel exports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kam_core.intake.decoding.decode import Decoded, decode
from kam_core.intake.findings import Place
from kam_core.intake.grid import Grid
from kam_core.intake.opening.hidden_cells import hidden_cells_note
from kam_core.intake.size_limits import SizeLimits, check_extent
from kam_core.vocabulary.message import UserError

CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
HEAD = 4096
ENCODING_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
}
"""Encodings as pages name them → encoding that browsers use."""
MOST_SPANNED = 1000
"""Maximum span of one cell, as in the standard."""
LONE_BRACKET = re.compile(r"<(?![A-Za-z/!?])")
"""A bracket that begins no tag."""
SILENT_TAGS = {"script", "style", "title", "head"}
HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass
class Table:
    """The cells of a table in progress; `lines` are the numbers of its rows, from 1."""

    name: str | None = None
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    number: int = 0
    hidden: int = 0
    row: list[str] | None = None
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    below: dict[int, int] = field(default_factory=dict)
    """Column → how many more rows a cell from above still covers."""


def read_html_tables(
    name: str, content: bytes, wanted: str | None, encoding: str | None, limits: SizeLimits
) -> tuple[Grid, ...]:
    """Read the tables of a page, each as a sheet, or the wanted one. Refuses a page without it."""
    decoded = decode_markup(name, content, encoding)
    page = _Page(name, limits)
    page.feed(LONE_BRACKET.sub("&lt;", without_comments(decoded.text)))
    page.close()
    page.end_all()
    tables = [table for table in page.tables if table.rows]
    if not tables:
        raise UserError("{file} is a web page without a table. Export the table as CSV or xlsx.", file=name)
    names = [table.name or f"table {number}" for number, table in enumerate(tables, 1)]
    several = len(tables) > 1
    if several and wanted is not None and wanted not in names:
        raise UserError(
            "{file} has no sheet {sheet}. Sheets: {sheets}.", file=name, sheet=wanted, sheets=", ".join(names)
        )
    return tuple(
        Grid(
            name,
            "html",
            table.lines,
            rows=table.rows,
            encoding=decoded.encoding,
            sheet=sheet if several else None,
            findings=(*decoded.findings, *hidden_cells_note(Place(name, sheet if several else None), table.hidden, 0)),
        ).checked(limits)
        for table, sheet in zip(tables, names, strict=True)
        if not several or wanted in (None, sheet)
    )


def without_comments(text: str) -> str:
    """Remove comments; an unclosed one extends to the end of the page."""
    # The library looks for the end of every comment anew, to the end of the page: thousands would take hours.
    pieces, at = [], 0
    while (begin := text.find("<!--", at)) >= 0:
        pieces.append(text[at:begin])
        end = text.find("-->", begin + 4)
        if end < 0:
            return "".join(pieces)
        at = end + 3
    return "".join((*pieces, text[at:]))


def decode_markup(name: str, content: bytes, encoding: str | None) -> Decoded:
    """Decode a page or XML: as chosen by a person, as UTF-8, as declared, or by plausibility."""
    declared = CHARSET.search(content[:HEAD])
    if encoding is None and declared is not None and not _is_utf8(content):
        named = declared.group(1).decode("ascii").lower()
        try:
            return decode(name, content, ENCODING_ALIASES.get(named, named))
        except UserError:
            pass
    return decode(name, content, encoding)


def _is_utf8(content: bytes) -> bool:
    # What is UTF-8 to the last letter is nothing else, whatever a template says in its head.
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return True


class _Page(HTMLParser):
    """Parser of pages; a nested table is a table of its own."""

    def __init__(self, name: str, limits: SizeLimits) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.limits = limits
        self.tables: list[Table] = []
        self.open: list[Table] = []
        self.silent: str | None = None
        self.caption: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT_TAGS:
            self.silent = self.silent or tag
        if tag == "table":
            self.silent = None
            table = Table()
            self.tables.append(table)
            self.open.append(table)
        elif not self.open:
            return
        elif tag == "caption":
            self.caption = []
        elif tag == "tr":
            self.end_row()
            self.open[-1].row = []
            self.open[-1].hidden += bool(HIDDEN_STYLE.search(dict(attrs).get("style") or ""))
        elif tag in ("td", "th"):
            self.end_cell()
            attributes = dict(attrs)
            self.open[-1].cell = []
            self.open[-1].spans = (
                _number(attributes.get("colspan"), MOST_SPANNED),
                _number(attributes.get("rowspan"), 65_534),
            )
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = None
        if not self.open:
            return
        if tag == "table":
            self.end_row()
            self.open.pop()
        elif tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
            self.end_cell()
        elif tag == "caption" and self.caption is not None:
            self.open[-1].name = " ".join("".join(self.caption).split()) or None
            self.caption = None

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.caption is not None:
            self.caption.append(data)
        elif self.open and self.open[-1].cell is not None:
            self.open[-1].cell.append(data)

    def end_all(self) -> None:
        """Close all open tables at the end of the page."""
        while self.open:
            self.end_row()
            self.open.pop()

    def end_cell(self) -> None:
        """Close the open cell, after cells that span from rows above."""
        table = self.open[-1]
        if table.cell is None:
            return
        table.row = [] if table.row is None else table.row
        _skip_spanned(table)
        across, down = table.spans
        text = " ".join("".join(table.cell).split())
        first = len(table.row)
        table.row += [text] + [""] * (across - 1)
        if down > 1:
            table.below.update(dict.fromkeys(range(first, first + across), down))
        table.cell = None
        check_extent(self.name, 1, len(table.row) if text else 0, self.limits)

    def end_row(self) -> None:
        """Close the open row, unless empty."""
        self.end_cell()
        table = self.open[-1]
        if table.row is None:
            return
        _skip_spanned(table)
        table.below = {column: rows - 1 for column, rows in table.below.items() if rows > 1}
        table.number += 1
        if any(table.row):
            table.rows.append(table.row)
            table.lines.append(table.number)
            check_extent(self.name, len(table.rows), 1, self.limits)
        table.row = None


def _skip_spanned(table: Table) -> None:
    """Skip positions spanned from above, which stay blank."""
    while table.row is not None and table.below.get(len(table.row), 0) > 0:
        table.row.append("")


def _number(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text is not None and text.strip().isdecimal() else 1
