"""Files to typed tables of ours, under our names and nothing coded: what an import writes to a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.intake.findings import Finding
from kam_core.intake.joining.orders import joined
from kam_core.intake.matching.belonging import Reading
from kam_core.intake.reading import Seen, check_choices, seen_in
from kam_core.intake.upload import Choices, Upload
from kam_core.intake.values.refusals import Refused, rejected_frame
from kam_core.intake.values.rows import Rows, rows_of_sheet
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.message import Message, Refusal
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.tables import TABLES


@dataclass(frozen=True)
class Tables:
    """frames: table → file, line and its fields; money as Float64 in currency units, dates as days.

    rejected: file, sheet, line, reason and the files' own columns as text.
    """

    frames: Mapping[str, pl.DataFrame]
    rejected: pl.DataFrame
    findings: tuple[Finding, ...]


def tables_of(uploads: Sequence[Upload], choices: Choices) -> Tables:
    """The files as tables of ours. Raises Refusal where a file is none of them, Question where one is open."""
    found = [one for upload in uploads for one in seen_in(upload, choices)]
    seen = [one for one in found if isinstance(one, Seen)]
    check_choices(seen, choices)
    findings: list[Finding] = []
    by_table: dict[str, list[Rows]] = {}
    for upload in uploads:
        whys = [one.reading for one in seen if one.upload is upload and isinstance(one.reading, Message)]
        if len(whys) == sum(1 for one in seen if one.upload is upload):
            raise Refusal(whys[0])
    refused: dict[int, Refused] = {}
    for source, one in enumerate(seen):
        findings.extend(one.sheet.findings)
        if not isinstance(one.reading, Reading):
            told = Message("{why} It is not used.", why=one.reading)
            findings.append(Finding("note", "not_used", one.sheet.place, told))
            continue
        rows = rows_of_sheet(source, one.sheet, one.reading, choices.of_file(one.sheet.file).date_order)
        findings.extend(rows.findings)
        refused[source] = dict(rows.refused)
        by_table.setdefault(one.reading.table.name, []).append(rows)
    sheets = {source: one.sheet for source, one in enumerate(seen)}
    frames = {}
    for name, parts in by_table.items():
        if name == "transactions":
            orders = joined(parts, choices.exclude_status)
            findings.extend(orders.findings)
            for source, lines in orders.refused.items():
                for line, reasons in lines.items():
                    refused.setdefault(source, {}).setdefault(line, []).extend(reasons)
            every = orders.lines
        else:
            every = pl.concat([rows.frame for rows in parts], how="diagonal").sort("source", "line")
        files = {source: sheet.file for source, sheet in sheets.items()}
        every = every.with_columns(pl.col("source").replace_strict(files, return_dtype=pl.String()).alias("file"))
        frames[name] = _plain(every, TABLES[name])
    return Tables(frames, rejected_frame(sheets, refused), tuple(findings))


def _plain(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Values as any other program reads them: no ten-thousandths, no day numbers."""
    shown = [pl.col("file"), pl.col("line")]
    for field in table.fields:
        if field.name not in frame.columns:
            continue
        value = pl.col(field.name)
        if field.kind is Kind.MONEY:
            value = value.cast(pl.Float64) / MONEY_SCALE
        elif field.kind is Kind.DATE:
            value = value.cast(pl.Int32).cast(pl.Date)
        shown.append(value)
    return frame.select(shown)
