"""Convert files to typed tables without codes, as an import to a folder writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from kam_core.intake.checking.import_checks import import_check_findings
from kam_core.intake.checking.overlapping_files import overlap_findings
from kam_core.intake.checking.rejected_money import rejected_money_findings
from kam_core.intake.comparing.record_merge import RecordMerger, StoredRecords
from kam_core.intake.comparing.row_merge import Rules
from kam_core.intake.findings import Finding
from kam_core.intake.joining.accounts import account_ids, account_list_rows, build_accounts
from kam_core.intake.joining.conversion import ORIGINAL_AMOUNT, ORIGINAL_CURRENCY
from kam_core.intake.joining.currency_converter import CurrencyConverter, exchange_rate_rows
from kam_core.intake.joining.dataset import rows_with_accounts, table_rows
from kam_core.intake.joining.outcomes import with_outcomes
from kam_core.intake.staged_rows import StagedRows
from kam_core.intake.upload import Choices, Upload
from kam_core.intake.values.rejected_rows import excluded_frame, rejected_frame
from kam_core.intake.values.typed_rows import columns_of
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.tables import TABLES


@dataclass(frozen=True)
class Tables:
    """Typed tables by name.

    frames: table → file, line and its fields; money as Float64 in currency units, dates as days.

    rejected: file, sheet, line, reason and the files' own columns as text; left_out: the same of rows that
    are no sales.
    """

    frames: Mapping[str, pl.DataFrame]
    rejected: pl.DataFrame
    findings: tuple[Finding, ...]
    left_out: pl.DataFrame


def tables_of(uploads: Sequence[Upload], choices: Choices) -> Tables:
    """Convert files to typed tables, with the rows that `load` would take into an empty store.

    Rows of other tables are looked up among the accounts only where the files hold accounts or orders.
    Raises UserError for a file without a table, OpenQuestionError for an ambiguity.
    """
    if not uploads:
        raise UserError("There is no file to load.")
    staged = StagedRows.of(uploads, choices)
    parts, findings, row_errors = staged.by_table, staged.findings, staged.row_errors
    places = staged.places
    orders = staged.orders(choices)
    listed = account_list_rows(parts.get("accounts", []), findings, row_errors)
    records = RecordMerger(StoredRecords({}, 0), places, Rules({}, {}))
    ids = partial(account_ids, listed=listed)
    counted = records.merge_orders(orders.lines, orders.cancelled, staged.file_order, ids)
    findings.extend(overlap_findings(records.overlaps, records.untouched, places))
    lines = orders.lines.join(counted, on=["source", "line"], how="semi", maintain_order="left")
    accounts = build_accounts(listed, lines, places)
    findings.extend(import_check_findings(staged.parts, orders.lines, lines, accounts, places))
    converter = CurrencyConverter.of(exchange_rate_rows(parts), choices, None, places)
    lines = converter.convert_lines(lines, places)
    files = {source: sheet.file for source, sheet in staged.sheets.items()}
    frames = {}
    for name, own in parts.items():
        if name == "transactions":
            every = lines
        else:
            every = pl.concat([rows.frame for rows in own], how="diagonal").sort("source", "line")
        if name not in ("transactions", "rates"):
            every = with_outcomes(TABLES[name], converter.convert_rows(TABLES[name], every, places))
        if name == "accounts":
            every = every.join(listed, on=["source", "line"], how="semi", maintain_order="left")
        elif name != "transactions" and parts.keys() & {"accounts", "transactions"}:
            where = places | columns_of("account", own)
            known = rows_with_accounts(
                TABLES[name], table_rows(TABLES[name], own), accounts, where, findings, row_errors
            )
            every = every.join(known, on=["source", "line"], how="semi", maintain_order="left")
        every = every.with_columns(pl.col("source").replace_strict(files, return_dtype=pl.String()).alias("file"))
        frames[name] = _plain(every, TABLES[name])
    findings.extend(converter.findings)
    findings.extend(rejected_money_findings(staged.parts, row_errors))
    left_out = excluded_frame(staged.sheets, orders.excluded)
    return Tables(frames, rejected_frame(staged.sheets, row_errors), tuple(findings), left_out)


def _plain(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Convert values for other programs: money as decimals, days as dates."""
    shown = [pl.col("file"), pl.col("line")]
    for field in table.fields:
        if field.name not in frame.columns:
            continue
        value = pl.col(field.name)
        if field.kind is Kind.MONEY:
            value = value.cast(pl.Float64) / MONEY_SCALE
        elif field.kind is Kind.DATE:
            value = value.cast(pl.Int32).cast(pl.Date)
        elif field.kind is Kind.MOMENT:
            value = pl.from_epoch(value * 60)
        shown.append(value)
    if ORIGINAL_AMOUNT in frame.columns:
        shown += [pl.col(ORIGINAL_AMOUNT).cast(pl.Float64) / MONEY_SCALE, pl.col(ORIGINAL_CURRENCY)]
    return frame.select(shown)
