"""Load uploads into a dataset: run all stages and account for every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

import polars as pl

from kam_core.intake.checking.import_checks import import_checks
from kam_core.intake.checking.overlapping_files import overlap_findings
from kam_core.intake.checking.rejected_money import rejected_money
from kam_core.intake.comparing.record_merge import Held, Records
from kam_core.intake.comparing.row_merge import Rules
from kam_core.intake.comparing.stored_answers import ANSWERS, answered_before, answers_after, remembering
from kam_core.intake.file_summary import understood
from kam_core.intake.findings import Place, as_frame
from kam_core.intake.joining.accounts import account_ids, accounts_of, by_known_id, listed_in
from kam_core.intake.joining.dataset import belonging_rows, coded_lines, coded_table, rows_in
from kam_core.intake.joining.exchange import Exchange, rates_in
from kam_core.intake.joining.outcomes import with_outcomes
from kam_core.intake.line_kinds.kind_summary import listed_kinds
from kam_core.intake.reading import Seen
from kam_core.intake.staged_rows import NO_CHOICES, Gathered, silent
from kam_core.intake.upload import Choices, Counts, Intake, Tell, Totals, Upload
from kam_core.intake.values.refused_rows import Refused, left_out_frame, rejected_frame
from kam_core.intake.values.typed_rows import Rows, columns_of
from kam_core.vocabulary.dataset import LINE_ATTRIBUTES_TABLE, Dataset
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.tables import TABLES

NOTHING_HELD: Mapping[str, pl.DataFrame] = MappingProxyType({})


def load(
    uploads: Sequence[Upload],
    choices: Choices = NO_CHOICES,
    held: Mapping[str, pl.DataFrame] = NOTHING_HELD,
    tell: Tell = silent,
) -> Intake:
    """Read the files into one dataset, laid over the records of earlier imports.

    Bad rows are left behind and told; raises UserError where nothing sensible can be loaded, and Question
    where a person has to decide first.
    """
    if not uploads:
        raise UserError("There is no file to load.")
    rules = Rules(choices.rules, choices.missing)
    before = answered_before(held)
    choices = remembering(choices, before)
    gathered = Gathered.of(uploads, choices, tell)
    for rows in gathered.parts:
        _refuse_if_all_bad(rows)
    tell("compare", 0, 1)
    tables = {name: frame for name, frame in held.items() if name != ANSWERS}
    return _assembled(gathered, choices, Held(tables, len(gathered.seen)), rules, before)


def _assembled(gathered: Gathered, choices: Choices, held: Held, rules: Rules, before: Mapping[str, str]) -> Intake:
    seen, parts, findings, refused = gathered.seen, gathered.parts, gathered.findings, gathered.refused
    by_table = gathered.by_table
    homeless = [rows for rows in parts if rows.reading.table.has_account]
    if homeless and not (by_table.keys() | held.tables) & {"transactions", "accounts"}:
        raise UserError(
            "{place} needs accounts to belong to. Load the orders or the account list with it.",
            place=homeless[0].sheet.place.words,
        )
    places = gathered.places | held.places
    records = Records(held, places, rules)
    orders = gathered.orders(choices)
    if orders.lines.is_empty() and orders.refused:
        source = max(orders.refused, key=lambda source: len(orders.refused[source]))
        raise _none_left(places[source], orders.refused[source])
    listed = listed_in(by_table.get("accounts", []), findings, refused)
    listed = records.lay("accounts", by_known_id(listed, held.of("accounts")))
    ids = partial(account_ids, listed=listed)
    lines = records.lay_orders(orders.lines, orders.cancelled, gathered.file_order, ids)
    findings.extend(overlap_findings(records.overlaps, records.untouched, places))
    accounts = accounts_of(listed, lines, places)
    findings.extend(import_checks(parts, orders.lines, lines, accounts, places, held.places))
    rates = records.lay("rates", rates_in(by_table))
    exchange = Exchange.of(rates, choices, before.get("currencies"), places, held.places)
    earlier = lines.filter(pl.col("source").is_in(list(held.places)))
    lines = exchange.lines(lines, places, held.places)
    findings.extend(exchange.changed(earlier, held.of("rates"), places))
    others: dict[str, pl.DataFrame] = {}
    for name, table in TABLES.items():
        if name in ("transactions", "accounts") or name not in by_table.keys() | held.tables:
            continue
        own = by_table.get(name, [])
        if name == "rates":
            others[name] = coded_table(table, rates, accounts)
            continue
        given = belonging_rows(
            table, rows_in(table, own), accounts, places | columns_of("account", own), findings, refused
        )
        rows = exchange.rows(table, records.lay(name, given), places, held.places)
        others[name] = coded_table(table, with_outcomes(table, rows), accounts)
    findings.extend(exchange.findings)
    if accounts.said.height:
        others[LINE_ATTRIBUTES_TABLE] = accounts.said
    from_sheets = lines["source"].unique().sort().to_list()
    coded, order_codes, products = coded_lines(
        lines, accounts, {source: position for position, source in enumerate(from_sheets)}
    )
    findings.extend(rejected_money(parts, refused))
    kinds = {rows.source: listed_kinds(rows) for rows in parts}
    dataset = Dataset(
        name=choices.name,
        currency=exchange.currency,
        accounts=accounts.frame,
        lines=coded,
        orders=order_codes,
        products=products,
        tables=others,
        sources=tuple(str(places[source].words) for source in from_sheets),
    )
    return Intake(
        dataset=dataset,
        understood=tuple(understood(one, (), kinds.get(source, ())) for source, one in enumerate(seen)),
        notes=tuple(findings),
        findings=as_frame(findings),
        rejected=rejected_frame(gathered.sheets, refused),
        left_out=left_out_frame(gathered.sheets, orders.gone),
        counts=tuple(_counts(seen, parts, refused, exchange.with_left_out(orders.left_out))),
        records=records.frames | answers_after(choices, before),
        differences=tuple(sorted(records.differences, key=lambda one: list(TABLES).index(one.table))),
        totals=Totals.of(dataset),
    )


def _refuse_if_all_bad(rows: Rows) -> None:
    if rows.frame.is_empty() and rows.refused:
        raise _none_left(rows.sheet.place, rows.refused)


def _none_left(place: Place, refused: Refused) -> UserError:
    return UserError(
        "{place}: {count:the|none of the} {count} {count:row cannot|rows can} be read. "
        "{count:The reason|The first one}: {why}",
        place=place.words,
        count=len(refused),
        why=refused[min(refused)][0],
    )


def _counts(
    seen: Sequence[Seen], parts: Sequence[Rows], refused: dict[int, Refused], cancelled: dict[int, int]
) -> list[Counts]:
    counts = []
    used = {rows.source: rows for rows in parts}
    for source, one in enumerate(seen):
        sheet = one.sheet
        if source not in used:
            counts.append(Counts(sheet.file, sheet.sheet, "", sheet.read, 0, sheet.read, 0))
            continue
        out = sheet.left_out + cancelled.get(source, 0)
        bad = len(refused.get(source, {}))
        table = used[source].reading.table.name
        counts.append(Counts(sheet.file, sheet.sheet, table, sheet.read, sheet.read - out - bad, out, bad))
    return counts
