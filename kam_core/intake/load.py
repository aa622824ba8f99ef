"""From uploads to a dataset: the stages in order, and the account of what became of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import polars as pl

from kam_core.intake.checking.alike import alike
from kam_core.intake.checking.check import TOO_LATE, line_checks, too_late
from kam_core.intake.checking.repeats import repeat_findings
from kam_core.intake.comparing.merge import Rules
from kam_core.intake.comparing.records import Held, Records
from kam_core.intake.findings import Finding, Place, as_frame, finding
from kam_core.intake.headers import key
from kam_core.intake.joining.accounts import accounts_of, by_known_id, listed_in
from kam_core.intake.joining.dataset import belonging_rows, coded_lines, coded_table, rows_in
from kam_core.intake.joining.orders import Orders, joined
from kam_core.intake.matching.belonging import Reading
from kam_core.intake.reading import Seen, Unshaped, check_choices, seen_in
from kam_core.intake.understand import understood
from kam_core.intake.upload import Choices, Counts, Intake, Tell, Totals, Upload
from kam_core.intake.values.refusals import Refused, refuse, rejected_frame
from kam_core.intake.values.rows import Rows, rows_of_sheet
from kam_core.vocabulary.dataset import SAID_BY_LINES, Dataset
from kam_core.vocabulary.message import N_, Message, Refusal
from kam_core.vocabulary.tables import TABLES

NO_CHOICES = Choices()
NOTHING_HELD: Mapping[str, pl.DataFrame] = MappingProxyType({})


def silent(_stage: str, _done: int, _of: int) -> None:
    """Tells nobody how far the work is."""


def load(
    uploads: Sequence[Upload],
    choices: Choices = NO_CHOICES,
    held: Mapping[str, pl.DataFrame] = NOTHING_HELD,
    tell: Tell = silent,
) -> Intake:
    """Read the files into one dataset, laid over the records of earlier imports.

    Bad rows are left behind and told; raises Refusal where nothing sensible can be loaded, and Question
    where a person has to decide first.
    """
    if not uploads:
        raise Refusal("There is no file to load.")
    rules = Rules(choices.rules, choices.missing)
    uploads, findings = _once(uploads)
    found: list[Seen | Unshaped] = []
    for number, upload in enumerate(uploads):
        tell("read", number, len(uploads))
        found.extend(seen_in(upload, choices))
    seen = [one for one in found if isinstance(one, Seen)]
    check_choices(seen, choices)
    findings.extend(_unused(found, uploads))
    parts = []
    for source, one in enumerate(seen):
        tell("values", source, len(seen))
        if isinstance(one.reading, Reading):
            order = choices.of_file(one.sheet.file).date_order
            parts.append(rows_of_sheet(source, one.sheet, one.reading, order))
    for one in seen:
        findings.extend(one.sheet.findings)
        findings.extend(_same_headers(one))
    for rows in parts:
        findings.extend(rows.findings)
        _refuse_if_all_bad(rows)
    tell("compare", 0, 1)
    return _assembled(seen, parts, findings, choices, Held(held, len(seen)), rules)


def _once(uploads: Sequence[Upload]) -> tuple[list[Upload], list[Finding]]:
    """The uploads without those whose content was given before for the same table: twice would double the money."""
    first: dict[tuple[bytes, str | None], Upload] = {}
    findings = []
    for upload in uploads:
        earlier = first.setdefault((upload.content, upload.role), upload)
        if earlier is not upload:
            told = N_("{place} has the same content as {first}. It is used once.")
            findings.append(finding("warn", "twice", Place(upload.name), told, first=earlier.name))
    return list(first.values()), findings


def _same_headers(one: Seen) -> list[Finding]:
    """A warning for every column in use that has a namesake: somebody has to know which of the two was read."""
    if not isinstance(one.reading, Reading):
        return []
    names = [key(header) for header in one.sheet.headers]
    told = N_("{place}: {count} columns have this name. The first was read, the others were not.")
    return [
        finding("warn", "same_header", replace(one.sheet.place, column=one.sheet.headers[column]), told, count=count)
        for column in sorted({match.column for match in one.reading.fields.values()})
        if (count := names.count(names[column])) > 1
    ]


def _assembled(
    seen: list[Seen], parts: list[Rows], findings: list[Finding], choices: Choices, held: Held, rules: Rules
) -> Intake:
    by_table: dict[str, list[Rows]] = {}
    for rows in parts:
        by_table.setdefault(rows.reading.table.name, []).append(rows)
    refused: dict[int, Refused] = {rows.source: dict(rows.refused) for rows in parts if rows.refused}
    if not (by_table.keys() | held.tables) & {"transactions", "accounts"}:
        raise Refusal(
            "{place} needs accounts to belong to. Load the orders or the account list with it.",
            place=parts[0].sheet.place.words,
        )
    sheets = {rows.source: rows.sheet for rows in parts}
    places = {source: sheet.place for source, sheet in sheets.items()} | held.places
    records = Records(held, places, rules)
    orders = _orders(by_table.get("transactions", []), choices, places, findings, refused)
    lines = records.lay("transactions", orders.lines, orders.cancelled)
    listed = listed_in(by_table.get("accounts", []), findings, refused)
    listed = records.lay("accounts", by_known_id(listed, held.of("accounts")))
    accounts = accounts_of(listed, lines, places)
    findings.extend(accounts.findings)
    findings.extend(repeat_findings(parts, orders.lines))
    findings.extend(alike(parts, accounts.frame))
    currency, told = line_checks(lines, places, choices.currency, held.places)
    findings.extend(told)
    others: dict[str, pl.DataFrame] = {}
    for name, table in TABLES.items():
        if name in ("transactions", "accounts") or name not in by_table.keys() | held.tables:
            continue
        given = rows_in(table, by_table.get(name, []))
        own = by_table.get(name, [])
        given = belonging_rows(table, given, accounts, places | _columns("account", own), findings, refused)
        others[name] = coded_table(table, records.lay(name, given), accounts)
    if accounts.said.height:
        others[SAID_BY_LINES] = accounts.said
    from_sheets = lines["source"].unique().sort().to_list()
    coded, order_codes, products = coded_lines(
        lines, accounts, {source: position for position, source in enumerate(from_sheets)}
    )
    dataset = Dataset(
        name=choices.name,
        currency=currency,
        accounts=accounts.frame,
        lines=coded,
        orders=order_codes,
        products=products,
        tables=others,
        sources=tuple(str(places[source].words) for source in from_sheets),
    )
    return Intake(
        dataset=dataset,
        understood=tuple(understood(one) for one in seen),
        notes=tuple(findings),
        findings=as_frame(findings),
        rejected=rejected_frame(sheets, refused),
        counts=tuple(_counts(seen, parts, refused, orders.left_out)),
        records=records.frames,
        differences=tuple(records.differences),
        totals=Totals.of(dataset),
    )


def _orders(
    parts: list[Rows],
    choices: Choices,
    places: Mapping[int, Place],
    findings: list[Finding],
    refused: dict[int, Refused],
) -> Orders:
    """The order lines of the files, without those that cannot be true."""
    orders = joined(parts, choices.exclude_status)
    if orders.lines.is_empty() and orders.refused:
        source = max(orders.refused, key=lambda source: len(orders.refused[source]))
        raise _none_left(places[source], orders.refused[source])
    findings.extend(orders.findings)
    _merge(refused, orders.refused)
    late = too_late(orders.lines, choices.today)
    if late.height:
        refuse(_as_written(late, "date", parts), _columns("date", parts), "future", TOO_LATE, findings, refused, "text")
        lines = orders.lines.join(late, on=["source", "line"], how="anti", maintain_order="left")
        if lines.is_empty():
            source = late["source"][0]
            raise _none_left(places[source], refused[source])
        orders = replace(orders, lines=lines)
    if choices.currency is not None:
        # Said once for the whole file: the lines remember it when other files come.
        currency = pl.col("currency").fill_null(choices.currency)
        orders = replace(orders, lines=orders.lines.with_columns(currency))
    return orders


def _columns(field: str, parts: Sequence[Rows]) -> dict[int, Place]:
    """Where each sheet says a field: the place of its column, so that a person can correct the cell."""
    return {
        rows.source: replace(rows.sheet.place, column=rows.sheet.headers[rows.reading.fields[field].column])
        if rows.has(field)
        else rows.sheet.place
        for rows in parts
    }


def _as_written(lines: pl.DataFrame, field: str, parts: Sequence[Rows]) -> pl.DataFrame:
    """`source`, `line` and `text`: what the file itself says in the column of a field."""
    cells = [
        rows.sheet.body.select(
            pl.lit(rows.source, pl.Int64).alias("source"),
            "line",
            pl.col(str(rows.reading.fields[field].column)).alias("text"),
        )
        for rows in parts
        if rows.has(field)
    ]
    return lines.select("source", "line").join(pl.concat(cells), on=["source", "line"], how="left")


def _merge(refused: dict[int, Refused], more: dict[int, Refused]) -> None:
    for source, lines in more.items():
        for line, reasons in lines.items():
            refused.setdefault(source, {}).setdefault(line, []).extend(reasons)


def _unused(found: Sequence[Seen | Unshaped], uploads: Sequence[Upload]) -> list[Finding]:
    """Sheets and files that are none of our tables. Refuses if that leaves a file that was asked for, or nothing."""
    findings: list[Finding] = []
    usable = [one for one in found if isinstance(one, Seen) and isinstance(one.reading, Reading)]
    for upload in uploads:
        whys = [
            (one.sheet.place, one.reading) if isinstance(one, Seen) else (Place(upload.name, one.sheet), one.why)
            for one in found
            if one.upload is upload and not (isinstance(one, Seen) and isinstance(one.reading, Reading))
        ]
        used = any(one.upload is upload for one in usable)
        if not used and (upload.role or not usable) and isinstance(whys[0][1], Message):
            raise Refusal(whys[0][1])
        for place, why in whys:
            message = Message("{why} It is not used.", why=why)
            findings.append(Finding("note" if used else "warn", "not_used", place, message))
    return findings


def _refuse_if_all_bad(rows: Rows) -> None:
    if rows.frame.is_empty() and rows.refused:
        raise _none_left(rows.sheet.place, rows.refused)


def _none_left(place: Place, refused: Refused) -> Refusal:
    return Refusal(
        "{place}: none of the {count} rows can be read. The first one: {why}",
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
