"""The tables of a web page: what many a system calls an Excel export."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kam_core.intake.decoding.decode import Decoded, decode
from kam_core.intake.findings import Place
from kam_core.intake.grid import Grid
from kam_core.intake.opening.hidden_cells import hidden_note
from kam_core.intake.size_limits import SizeLimits, check_extent
from kam_core.vocabulary.message import UserError

CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
HEAD = 4096
MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
"""Encodings as pages name them → what they mean by it, as browsers know."""
MOST_SPANNED = 1000
"""Columns that one cell may span; the standard says so too."""
LONE = re.compile(r"<(?![A-Za-z/!?])")
"""A mark that begins no tag."""
SILENT = {"script", "style", "title", "head"}
HIDES = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass
class Table:
    """The cells of a table under way; `lines` are the numbers of its rows, from 1."""

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


def grids_of_page(
    name: str, content: bytes, wanted: str | None, told: str | None, limits: SizeLimits
) -> tuple[Grid, ...]:
    """The tables of a page, or the one that is wanted: each is a sheet where there are several. Refuses a page without
    any, and a sheet that is not there."""
    decoded = decoded_markup(name, content, told)
    page = _Page(name, limits)
    page.feed(LONE.sub("&lt;", without_comments(decoded.text)))
    page.close()
    page.end_all()
    tables = [table for table in page.tables if table.rows]
    if not tables:
        raise UserError("{file} is a web page without a table. Export the table as CSV or xlsx.", file=name)
    names = [table.name or f"table {number}" for number, table in enumerate(tables, 1)]
    several = len(tables) > 1
    if several and wanted is not None and wanted not in names:
        raise UserError(
            "{file} has no sheet {sheet}. It has: {sheets}.", file=name, sheet=wanted, sheets=", ".join(names)
        )
    return tuple(
        Grid(
            name,
            "html",
            table.lines,
            rows=table.rows,
            encoding=decoded.encoding,
            sheet=sheet if several else None,
            findings=(*decoded.findings, *hidden_note(Place(name, sheet if several else None), table.hidden, 0)),
        ).checked(limits)
        for table, sheet in zip(tables, names, strict=True)
        if not several or wanted in (None, sheet)
    )


def without_comments(text: str) -> str:
    """The text of a page without its comments; one without an end reaches to the end of the page."""
    # The library looks for the end of every comment anew, to the end of the page: thousands would take hours.
    kept, at = [], 0
    while (begin := text.find("<!--", at)) >= 0:
        kept.append(text[at:begin])
        end = text.find("-->", begin + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join((*kept, text[at:]))


def decoded_markup(name: str, content: bytes, told: str | None) -> Decoded:
    """The text of a page or of XML: as a person says, in UTF-8 if it is, as it says itself, or as it reads best."""
    said = CHARSET.search(content[:HEAD])
    if told is None and said is not None and not _is_utf8(content):
        named = said.group(1).decode("ascii").lower()
        try:
            return decode(name, content, MEANT.get(named, named))
        except UserError:
            pass
    return decode(name, content, told)


def _is_utf8(content: bytes) -> bool:
    # What is UTF-8 to the last letter is nothing else, whatever a template says in its head.
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return True


class _Page(HTMLParser):
    """Follows the tags of a page; a table in a cell of another is a table of its own."""

    def __init__(self, name: str, limits: SizeLimits) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.limits = limits
        self.tables: list[Table] = []
        self.open: list[Table] = []
        self.silent: str | None = None
        self.caption: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
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
            self.open[-1].hidden += bool(HIDES.search(dict(attrs).get("style") or ""))
        elif tag in ("td", "th"):
            self.end_cell()
            said = dict(attrs)
            self.open[-1].cell = []
            self.open[-1].spans = (_number(said.get("colspan"), MOST_SPANNED), _number(said.get("rowspan"), 65_534))
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
        """The page ends here, whatever is still open."""
        while self.open:
            self.end_row()
            self.open.pop()

    def end_cell(self) -> None:
        """Put the cell that is open where it belongs: behind those that reach down from above."""
        table = self.open[-1]
        if table.cell is None:
            return
        table.row = [] if table.row is None else table.row
        _skip(table)
        across, down = table.spans
        text = " ".join("".join(table.cell).split())
        first = len(table.row)
        table.row += [text] + [""] * (across - 1)
        if down > 1:
            table.below.update(dict.fromkeys(range(first, first + across), down))
        table.cell = None
        check_extent(self.name, 1, len(table.row) if text else 0, self.limits)

    def end_row(self) -> None:
        """Keep the row that is open, if anything is in it."""
        self.end_cell()
        table = self.open[-1]
        if table.row is None:
            return
        _skip(table)
        table.below = {column: rows - 1 for column, rows in table.below.items() if rows > 1}
        table.number += 1
        if any(table.row):
            table.rows.append(table.row)
            table.lines.append(table.number)
            check_extent(self.name, len(table.rows), 1, self.limits)
        table.row = None


def _skip(table: Table) -> None:
    """Leave out the places that a cell from above covers: they stay blank."""
    while table.row is not None and table.below.get(len(table.row), 0) > 0:
        table.row.append("")


def _number(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text is not None and text.strip().isdecimal() else 1
