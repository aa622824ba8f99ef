"""Parse delimited text: detect delimiter and quotes, and number the lines of the rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

from kam_core.intake.decoding.decode import Decoded
from kam_core.intake.findings import Place, finding
from kam_core.intake.grid import HEAD, Grid
from kam_core.intake.headers import count_known_headers
from kam_core.intake.opening.file_beginning import find_endless_line
from kam_core.intake.shaping.fast_delimited import LONG, parse_uniform_lines
from kam_core.intake.shaping.fixed_width import APART, parse_aligned_columns
from kam_core.intake.shaping.quotes import SINGLE, find_broken_rows, is_single_quoted, repair_unclosed_quotes
from kam_core.intake.size_limits import (
    BROWSER,
    HEADER,
    LARGEST_WIDTH,
    LONGEST_CELL,
    SizeLimits,
    long_cell_error,
    too_many_rows_error,
)
from kam_core.vocabulary.message import N_, UserError

DELIMITERS = (",", ";", "\t", "|", "^", "，", "；")
BEGINNING = 2**21
"""Characters from which delimiter and quotes are detected."""
WIDEST = 16_384
"""Columns of a spreadsheet: exports may contain all of them, mostly blank."""
ESCAPED = re.compile(r"\\([\"\\])")
"""A quotation mark or a backslash escaped by a backslash, as MySQL writes them."""
ALIGNED = N_("{place}: no delimiter found; the text was split into {count} columns at the spaces.")
DOUBLE_QUOTE, SINGLE_QUOTE = '"', "'"
ESCAPES = N_("{place}: quotation marks are escaped with a backslash and were read accordingly.")


def parse_delimited_text(name: str, decoded: Decoded, limits: SizeLimits = BROWSER) -> Grid:
    """Parse the rows of a text file. Refuses more rows, columns or characters in a cell than the limits allow."""
    text, skipped = decoded.text, 0
    first, _, rest = text.partition("\n")
    first_line = first.strip('\r" ')
    if first_line.lower().startswith("sep=") and len(first_line) == 5:
        # The first line of Excel names the delimiter and is no data.
        text, skipped, delimiter = rest, 1, first_line[4]
    else:
        delimiter = _detect_delimiter(text)
    findings = list(decoded.findings)
    if '\\"' in text and _is_escaped(text, delimiter):
        text = _unescaped(text)
        findings.append(finding("note", "backslash", Place(name), ESCAPES))
    if not skipped and (aligned := _parse_aligned(text, delimiter)) is not None:
        findings.append(finding("note", "aligned", Place(name), ALIGNED, count=max(map(len, aligned[0]))))
        grid = Grid(name, "csv", aligned[1], aligned[0], None, decoded.encoding, " ", findings=tuple(findings))
        return grid.checked(limits)
    quote = _detect_quote(text, delimiter)
    if quote == SINGLE_QUOTE:
        findings.append(finding("note", "single_quotes", Place(name), SINGLE))
    elif len(text) > LONG and (plain := parse_uniform_lines(text, delimiter)) is not None:
        frame, lines = plain
        if len(lines) > limits.rows + HEADER:
            raise too_many_rows_error(name, limits)
        lines = [line + skipped for line in lines] if skipped else lines
        return Grid(name, "csv", lines, None, frame, decoded.encoding, delimiter, findings=tuple(findings))
    rows: list[list[str]] = []
    spans: list[tuple[int, int]] = []
    reader = csv.reader(_text_io(text), delimiter=delimiter, quotechar=quote, skipinitialspace=delimiter != "\t")
    begins = 1
    try:
        for row in reader:
            if any(row):
                rows.append(row)
                spans.append((begins, reader.line_num))
            if len(row) > LARGEST_WIDTH:
                _check_width(Place(name, None, begins + skipped), row)
            begins = reader.line_num + 1
            if len(rows) > limits.rows + HEADER:
                raise too_many_rows_error(name, limits)
    except csv.Error:
        raise UserError(
            "{file} line {line}: a quoted cell has no closing quotation mark, or is too long. Check for a stray "
            "quotation mark.",
            file=name,
            line=str(begins + skipped),
        ) from None
    lost: frozenset[int] = frozenset()
    if quote == DOUBLE_QUOTE and spans and '"' in text:
        physical = list(_text_io(text))
        if any(last > first for first, last in spans) or _ends_inside(text):
            rows, spans, quote_findings = repair_unclosed_quotes(name, rows, spans, physical, delimiter)
            findings += quote_findings
        lost, quote_findings = find_broken_rows(name, rows, spans, physical, delimiter)
        findings += quote_findings
    lines = [first + skipped for first, _ in spans]
    _check_cell_lengths(name, text, rows, spans, lines)
    return Grid(
        name,
        "csv",
        lines,
        rows=rows,
        encoding=decoded.encoding,
        delimiter=delimiter,
        findings=tuple(findings),
        broken_lines=frozenset(line + skipped for line in lost),
    )


def _parse_aligned(text: str, delimiter: str) -> tuple[list[list[str]], list[int]] | None:
    """Parse fixed-width columns, if no delimiter yields a known header."""
    first = list(islice((line for line in text[:BEGINNING].splitlines() if line.strip()), HEAD))
    if sum(1 for line in first if APART.search(line)) * 2 < max(len(first), 4) or '"' in text[:BEGINNING]:
        return None
    if max((count_known_headers(line.split(delimiter)) for line in first), default=0) > 1:
        return None
    return parse_aligned_columns(text)


def _check_width(place: Place, row: list[str]) -> None:
    """Refuse a row with too many filled cells."""
    if sum(1 for cell in row if cell.strip()) > LARGEST_WIDTH or len(row) > WIDEST:
        raise UserError("{place}: a table can have at most {limit} columns.", place=place.words, limit=LARGEST_WIDTH)


def _check_cell_lengths(
    name: str, text: str, rows: list[list[str]], spans: list[tuple[int, int]], lines: list[int]
) -> None:
    """Refuse a cell with too many characters."""
    # Without a long line only rows over several lines can hold one: most files are not looked at cell by cell.
    long = find_endless_line(text, LONGEST_CELL) is not None
    for row, (first, last), line in zip(rows, spans, lines, strict=True):
        if (long or last > first) and any(len(cell) > LONGEST_CELL for cell in row):
            raise long_cell_error(Place(name, None, line).words)


def _ends_inside(text: str) -> bool:
    """Whether the last line holds a quotation mark without a partner."""
    return text.rstrip("\r\n").replace("\r", "\n").rsplit("\n", 1)[-1].count('"') % 2 == 1


def _detect_quote(text: str, delimiter: str) -> str:
    """Detect the quotation mark: a single one if rows are more even with it, or most rows hold such a cell."""
    head = text[:BEGINNING]
    if not is_single_quoted(head, delimiter):
        return DOUBLE_QUOTE
    before, after = _evenness(head, delimiter), _evenness(head, delimiter, SINGLE_QUOTE)
    lines = [line for line in _text_io(head) if line.strip()]
    most = 2 * sum(1 for line in lines if line.count(SINGLE_QUOTE) > 1) > len(lines)
    return SINGLE_QUOTE if after > before or (after == before and most) else DOUBLE_QUOTE


def _is_escaped(text: str, delimiter: str) -> bool:
    """Whether the rows are more even in width when a backslash escapes the quotation mark behind it."""
    before, after = _evenness(text, delimiter), _evenness(_unescaped(text), delimiter)
    # A path may end with a backslash; a mark inside a cell has something other than a delimiter behind it.
    inside = re.search(r'\\"[^"\r\n' + re.escape(delimiter) + "]", text)
    return after > before or (after == before and inside is not None)


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: '""' if found[1] == '"' else "\\", text)


def _evenness(text: str, delimiter: str, quote: str = DOUBLE_QUOTE) -> float:
    """The share of physical lines that are rows of the usual width."""
    try:
        widths = Counter(
            len(row) for row in csv.reader(_text_io(text), delimiter=delimiter, quotechar=quote) if any(row)
        )
    except csv.Error:
        return 0.0
    width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return times / max(1, sum(1 for line in _text_io(text) if line.strip())) if width > 1 else 0.0


def _text_io(text: str) -> io.StringIO:
    # newline=None reads \r\n, \n and a lone \r alike, and only these: a line separator inside a cell stays.
    return io.StringIO(text, newline=None)


def _detect_delimiter(text: str) -> str:
    """Detect the delimiter under which the first rows are most like a known table."""
    text = text[:BEGINNING]
    best, best_rank = ",", (0, 0.0)
    for mark in DELIMITERS:
        try:
            rows = [row for row in islice(csv.reader(_text_io(text), delimiter=mark), HEAD) if any(row)]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        rank = (
            max(count_known_headers(row[:LARGEST_WIDTH]) for row in rows if len(row) > 1),
            times / len(rows) * min(width, 20),
        )
        if rank > best_rank:
            best, best_rank = mark, rank
    return best
