"""Load uploads into a dataset: run all stages and account for every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import polars as pl

from kam_core.intake.checking.import_checks import import_check_findings
from kam_core.intake.checking.overlapping_files import overlap_findings
from kam_core.intake.checking.rejected_money import rejected_money_findings
from kam_core.intake.comparing.record_merge import RecordMerger, StoredRecords
from kam_core.intake.comparing.row_merge import Rules
from kam_core.intake.comparing.shared_accounts import shared_accounts
from kam_core.intake.comparing.stored_answers import ANSWERS, answer_records, earlier_answers, with_earlier_answers
from kam_core.intake.detected_sheets import DetectedSheet
from kam_core.intake.file_summary import summarise_sheet, with_sales
from kam_core.intake.findings import Place, findings_frame
from kam_core.intake.joining.accounts import account_ids, account_list_rows, build_accounts, with_known_ids
from kam_core.intake.joining.currency_converter import CurrencyConverter, exchange_rate_rows
from kam_core.intake.joining.dataset import encode_lines, encode_table, rows_with_accounts, table_rows
from kam_core.intake.joining.deal_sales import DealSales
from kam_core.intake.joining.outcomes import with_outcomes
from kam_core.intake.joining.sold_quantities import sold_quantities
from kam_core.intake.joining.won_deals import QUESTION as WON_DEALS
from kam_core.intake.joining.won_deals import won_deal_findings, won_deal_summary
from kam_core.intake.staged_rows import NO_CHOICES, StagedRows, no_progress
from kam_core.intake.upload import Choices, Counts, Intake, Progress, Totals, Upload
from kam_core.intake.values.rejected_rows import RowErrors, excluded_frame, rejected_frame
from kam_core.intake.values.typed_rows import TypedRows, columns_of
from kam_core.vocabulary.dataset import LINE_ATTRIBUTES_TABLE, SOLD_QUANTITIES_TABLE, WON_DEALS_TABLE, Dataset
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.tables.pipeline import OPPORTUNITIES

NO_STORED_RECORDS: Mapping[str, pl.DataFrame] = MappingProxyType({})


def load(
    uploads: Sequence[Upload],
    choices: Choices = NO_CHOICES,
    stored_records: Mapping[str, pl.DataFrame] = NO_STORED_RECORDS,
    progress: Progress = no_progress,
) -> Intake:
    """Read the files into one dataset, merged with the records of earlier imports.

    Bad rows are rejected and reported; raises UserError if nothing sensible can be loaded, OpenQuestionError if a
    person has to decide first.
    """
    if not uploads:
        raise UserError("There is no file to load.")
    rules = Rules(choices.rules, choices.missing)
    earlier = earlier_answers(stored_records)
    choices = with_earlier_answers(choices, earlier)
    staged = StagedRows.of(uploads, choices, progress)
    for rows in staged.parts:
        _refuse_if_all_bad(rows)
    progress("compare", 0, 1)
    tables = {name: frame for name, frame in stored_records.items() if name != ANSWERS}
    return _assemble(staged, choices, StoredRecords(tables, len(staged.detected)), rules, earlier)


def _assemble(
    staged: StagedRows, choices: Choices, stored: StoredRecords, rules: Rules, earlier_answers: Mapping[str, str]
) -> Intake:
    sheets, parts, findings, row_errors = staged.detected, staged.parts, staged.findings, staged.row_errors
    by_table = staged.by_table
    needing_accounts = [rows for rows in parts if rows.table_match.table.has_account]
    if needing_accounts and not (by_table.keys() | stored.tables) & {"transactions", "accounts", "opportunities"}:
        raise UserError(
            "{place} refers to accounts. Upload it together with the orders or the account list.",
            place=needing_accounts[0].sheet.place.words,
        )
    places = staged.places | stored.places
    records = RecordMerger(stored, places, rules)
    orders = staged.orders(choices)
    if orders.lines.is_empty() and orders.row_errors:
        source = max(orders.row_errors, key=lambda source: len(orders.row_errors[source]))
        raise _no_rows_error(places[source], orders.row_errors[source])
    account_list = account_list_rows(by_table.get("accounts", []), findings, row_errors)
    shared = shared_accounts(
        [
            ("accounts", account_list),
            ("transactions", orders.lines),
            *(("opportunities", rows.frame) for rows in by_table.get("opportunities", [])),
        ],
        stored,
    )
    account_list = records.merge("accounts", with_known_ids(account_list, stored.of("accounts")))
    to_account_ids = partial(account_ids, listed=account_list)
    lines = records.merge_orders(orders.lines, orders.cancelled, staged.file_order, to_account_ids)
    findings.extend(overlap_findings(records.overlaps, records.untouched, places))
    sales = DealSales.of(by_table.get("opportunities", []), records, stored, lines, choices, earlier_answers)
    choices = replace(choices, won_deals=sales.answer)
    accounts = build_accounts(account_list, sales.with_naming_rows(lines), places)
    findings.extend(import_check_findings(parts, orders.lines, lines, accounts, places, stored.places))
    lines = sales.with_lines(lines)
    rates = records.merge("rates", exchange_rate_rows(by_table))
    converter = CurrencyConverter.of(rates, choices, earlier_answers.get("currencies"), places, stored.places)
    earlier = lines.filter(pl.col("source").is_in(list(stored.places)))
    lines = converter.convert_lines(lines, places, stored.places)
    findings.extend(converter.changed_rate_findings(earlier, stored.of("rates"), places))
    others: dict[str, pl.DataFrame] = {}
    for name, table in TABLES.items():
        if name in ("transactions", "accounts") or name not in by_table.keys() | stored.tables:
            continue
        parts_of_table = by_table.get(name, [])
        if name == "rates":
            others[name] = encode_table(table, rates, accounts)
            continue
        new_rows = rows_with_accounts(
            table,
            table_rows(table, parts_of_table),
            accounts,
            places | columns_of("account", parts_of_table),
            findings,
            row_errors,
        )
        merged = sales.deals if table is OPPORTUNITIES and sales.deals is not None else records.merge(name, new_rows)
        rows = with_outcomes(table, converter.convert_rows(table, merged, places, stored.places))
        others[name] = encode_table(table, rows, accounts)
        if table is OPPORTUNITIES:
            summary = won_deal_summary(rows)
            findings.extend(won_deal_findings(summary, sales.counted, rows, places))
            if sales.counted:
                others[WON_DEALS_TABLE] = summary
    findings.extend(converter.findings)
    if accounts.line_attributes.height:
        others[LINE_ATTRIBUTES_TABLE] = accounts.line_attributes
    from_sheets = lines["source"].unique().sort().to_list()
    coded, order_codes, products = encode_lines(
        lines, accounts, {source: position for position, source in enumerate(from_sheets)}
    )
    sold = sold_quantities(lines, accounts, products)
    if sold is not None:
        others[SOLD_QUANTITIES_TABLE] = sold
    findings.extend(rejected_money_findings(parts, row_errors))
    by_source = {rows.source: rows for rows in parts}
    dataset = Dataset(
        name=choices.name,
        currency=converter.currency,
        accounts=accounts.frame,
        lines=coded,
        orders=order_codes,
        products=products,
        tables=others,
        sources=tuple(str(places[source].words) for source in from_sheets),
    )
    return Intake(
        dataset=dataset,
        file_summaries=tuple(
            with_sales(summarise_sheet(sheet), by_source.get(source), sales.answer, sales.proposal)
            for source, sheet in enumerate(sheets)
        ),
        notes=tuple(findings),
        findings=findings_frame(findings),
        rejected=rejected_frame(staged.sheets, row_errors),
        left_out=excluded_frame(staged.sheets, orders.excluded),
        counts=tuple(_counts(sheets, parts, row_errors, converter.add_left_out(orders.left_out))),
        records=records.frames | answer_records(choices, earlier_answers),
        differences=tuple(sorted(records.differences, key=lambda sheet: list(TABLES).index(sheet.table))),
        totals=Totals.of(dataset),
        shared_accounts=shared,
        assumed=(WON_DEALS,) if sales.is_assumed else (),
    )


def _refuse_if_all_bad(rows: TypedRows) -> None:
    if rows.frame.is_empty() and rows.row_errors:
        raise _no_rows_error(rows.sheet.place, rows.row_errors)


def _no_rows_error(place: Place, row_errors: RowErrors) -> UserError:
    return UserError(
        "{place}: the {count} row cannot be read. The reason: {why}",
        "{place}: none of the {count} rows can be read. The first one: {why}",
        "count",
        place=place.words,
        count=len(row_errors),
        why=row_errors[min(row_errors)][0],
    )


def _counts(
    sheets: Sequence[DetectedSheet],
    parts: Sequence[TypedRows],
    row_errors: dict[int, RowErrors],
    not_sold: dict[int, int],
) -> list[Counts]:
    counts = []
    used = {rows.source: rows for rows in parts}
    for source, detected in enumerate(sheets):
        sheet = detected.sheet
        if source not in used:
            counts.append(Counts(sheet.file, sheet.sheet, "", sheet.read, 0, sheet.read, 0))
            continue
        left_out = sheet.left_out + not_sold.get(source, 0)
        rejected = len(row_errors.get(source, {}))
        table = used[source].table_match.table.name
        counts.append(
            Counts(sheet.file, sheet.sheet, table, sheet.read, sheet.read - left_out - rejected, left_out, rejected)
        )
    return counts
