"""Detect sheets of a workbook that copy, extract or sum up the order lines of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, finding
from kam_core.intake.joining.amounts import to_ten_thousandths
from kam_core.intake.matching.table_detection import WHOLE
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.message import Money
from kam_core.vocabulary.plurals import Plural

COPY = Plural(
    "{place}: all {count} row worth {money} are also in {other}, so this sheet was excluded. To count both, "
    "combine them in one sheet.",
    "{place}: all {count} rows worth {money} are also in {other}, so this sheet was excluded. To count both, "
    "combine them in one sheet.",
    "count",
)
SUMMARY = Plural(
    "{place}: the {count} row worth {money} are totals of {other}, so this sheet was excluded. To count both, "
    "combine them in one sheet.",
    "{place}: the {count} rows worth {money} are totals of {other}, so this sheet was excluded. To count both, "
    "combine them in one sheet.",
    "count",
)
SUMS_OF_FILE = Plural(
    "{place}: the {count} row worth {money} are totals of {other}, and both are counted. If they are the same "
    "sales, upload only one of them.",
    "{place}: the {count} rows worth {money} are totals of {other}, and both are counted. If they are the same "
    "sales, upload only one of them.",
    "count",
)
SHARED = Plural(
    "{place}: {count} row worth {money} is also in {other} with the same order, account, date and amount, and "
    "was counted once.",
    "{place}: {count} rows worth {money} are also in {other} with the same order, account, date and amount, and "
    "were counted once.",
    "count",
)
SAME_ORDERS = Plural(
    "{place}: {count} order is also in {other} on the same date but with different amounts, the first in row "
    "{line}. Both are counted; if one corrects the other, delete the replaced rows.",
    "{place}: {count} orders are also in {other} on the same date but with different amounts, the first in row "
    "{line}. Both are counted; if one corrects the other, delete the replaced rows.",
    "count",
)
MAX_SHEETS = 60
"""Maximum number of order sheets that are compared; more exist only if each is a day or a customer."""


def without_duplicates(parts: Sequence[TypedRows]) -> tuple[list[TypedRows], list[Finding]]:
    """Drop sheets that repeat or sum up others of their file, with findings."""
    lines = {rows.source: _comparable_lines(rows) for rows in parts if _comparable(rows)}
    if not 1 < len(lines) <= MAX_SHEETS:
        return list(parts), []
    by_source = {rows.source: rows for rows in parts}
    findings: list[Finding] = []
    removed: set[int] = set()
    again: dict[int, set[int]] = {}
    for group in _sheets_by_file(by_source, lines):
        removed |= _find_copies(group, by_source, lines, findings)
        left = [source for source in sorted(group) if source not in removed]
        _find_overlaps(left, by_source, lines, findings, again)
    rest = {source: _without_lines(lines[source], again.get(source)) for source in lines if source not in removed}
    removed |= _find_summaries(by_source, rest, findings)
    return [_without_rows(rows, again.get(rows.source)) for rows in parts if rows.source not in removed], findings


def _without_lines(lines: pl.DataFrame, again: set[int] | None) -> pl.DataFrame:
    return lines.filter(~pl.col("line").is_in(list(again))) if again else lines


def _without_rows(rows: TypedRows, again: set[int] | None) -> TypedRows:
    if not again:
        return rows
    sheet = replace(rows.sheet, left_out=rows.sheet.left_out + len(again))
    return replace(rows, sheet=sheet, frame=_without_lines(rows.frame, again))


def _comparable(rows: TypedRows) -> bool:
    priced = rows.has("amount") or (rows.has("quantity") and rows.has("price"))
    return rows.table_match.table.name == "transactions" and rows.table_match.part == WHOLE and priced


def _comparable_lines(rows: TypedRows) -> pl.DataFrame:
    """source, line, account, date, order_id and amount of the lines with an account."""
    amount = pl.col("amount")
    if not rows.has("amount"):
        amount = to_ten_thousandths(pl.col("quantity") * pl.col("price"))
    order = pl.col("order_id") if rows.has("order_id") else pl.lit(None, pl.String)
    return rows.frame.select(
        "source", "line", "account", "date", order.alias("order_id"), amount.alias("amount")
    ).drop_nulls(["account", "amount"])


def _sheets_by_file(by_source: dict[int, TypedRows], lines: dict[int, pl.DataFrame]) -> list[list[int]]:
    """The sheets of each file, visible ones first, so that a hidden copy is dropped."""
    files: dict[str, list[int]] = {}
    for source in lines:
        files.setdefault(by_source[source].sheet.file, []).append(source)
    return [sorted(group, key=lambda one: (by_source[one].sheet.hidden, one)) for group in files.values()]


def _find_copies(
    group: list[int], by_source: dict[int, TypedRows], lines: dict[int, pl.DataFrame], findings: list[Finding]
) -> set[int]:
    keyed = all(by_source[source].has("order_id") for source in group)
    key = ["account", "date", "amount", *(["order_id"] if keyed else [])]
    counts = pl.concat([lines[source] for source in group]).group_by("source", *key).len("times")
    shared = counts.filter(pl.col("source").n_unique().over(key) > 1)
    if shared.is_empty():
        return set()
    removed: set[int] = set()
    of = {source: shared.filter(pl.col("source") == source) for source in group}
    for place, one in enumerate(group):
        for other in group:
            if other == one or other in removed or of[one].is_empty():
                continue
            both = of[one].join(of[other], on=key, how="inner", nulls_equal=True)
            inside = both.filter(pl.col("times") <= pl.col("times_right"))["times"].sum()
            total = lines[one].height
            if total and inside == total and (total < lines[other].height or group.index(other) < place):
                findings.append(_sheet_finding("sheet_copy", COPY, by_source[one], by_source[other], lines[one]))
                removed.add(one)
                break
    return removed


def _find_overlaps(
    group: list[int],
    by_source: dict[int, TypedRows],
    lines: dict[int, pl.DataFrame],
    findings: list[Finding],
    again: dict[int, set[int]],
) -> None:
    """Find lines of later sheets that an earlier one contains; `again` collects source → lines."""
    group = [source for source in group if by_source[source].has("order_id")]
    order = ["order_id", "account", "date"]
    key = [*order, "amount"]
    every = [lines[source].drop_nulls("order_id") for source in group]
    if len(every) < 2:
        return
    every = [frame.with_columns(pl.int_range(pl.len()).over(key).alias("nth")) for frame in every]
    for place, later in enumerate(every):
        for earlier in every[:place]:
            there = earlier.select(order).unique()
            shared = later.join(there, on=order, how="semi")
            if shared.is_empty():
                continue
            source, other = group[place], by_source[earlier["source"][0]].sheet.place.words
            same = shared.join(earlier, on=[*key, "nth"], how="semi").filter(
                ~pl.col("line").is_in(list(again.get(source, ())))
            )
            where = by_source[source].sheet.place
            if same.height:
                again.setdefault(source, set()).update(same["line"].to_list())
                money = Money(int(same["amount"].sum()))
                warning = finding("warn", "sheets_overlap", where, SHARED, count=same.height, money=money, other=other)
                findings.append(warning)
            changed = shared.join(earlier, on=key, how="anti")
            if changed.height:
                count, line = changed.select(order).n_unique(), str(changed["line"].min())
                warning = finding("warn", "orders_in_sheets", where, SAME_ORDERS, count=count, other=other, line=line)
                findings.append(warning)


def _find_summaries(
    by_source: dict[int, TypedRows], lines: dict[int, pl.DataFrame], findings: list[Finding]
) -> set[int]:
    """Find sheets whose amounts per account are the sums of a longer sheet, or of all others of the file."""
    sums = {source: _sums(frame) for source, frame in lines.items()}
    removed: set[int] = set()
    for one in sorted(lines, key=lambda source: lines[source].height):
        own_sheet = by_source[one].sheet
        same_file = [other for other in lines if other != one and by_source[other].sheet.file == own_sheet.file]
        wholes = [[other] for other in lines if other != one] + ([same_file] if len(same_file) > 1 else [])
        for others in wholes:
            rest = [other for other in others if other not in removed]
            if not rest or sum(lines[other].height for other in rest) <= lines[one].height:
                continue
            sums_of_others = sums[rest[0]] if len(rest) == 1 else _sums(pl.concat([lines[other] for other in rest]))
            if not _is_summary(sums[one], sums_of_others):
                continue
            alone = by_source[rest[0]].sheet.file == own_sheet.file
            rule, text = ("summary_sheet", SUMMARY) if alone else ("summary_file", SUMS_OF_FILE)
            findings.append(_sheet_finding(rule, text, by_source[one], by_source[rest[0]], lines[one]))
            if alone:
                removed.add(one)
            break
    return removed


def _sums(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.group_by("account").agg(pl.col("amount").sum(), pl.len().alias("rows"))


def _is_summary(own: pl.DataFrame, other: pl.DataFrame) -> bool:
    """Whether all sums agree; a subset of several accounts, such as the top ten, suffices."""
    if own.is_empty() or (own.height < 2 and other.height > 1) or not (own["amount"] != 0).any():
        return False
    both = own.join(other, on=["account", "amount"], how="inner", suffix="_other")
    return both.height == own.height and bool((both["rows"] < both["rows_other"]).any())


def _sheet_finding(rule: str, text: str | Plural, rows: TypedRows, other: TypedRows, lines: pl.DataFrame) -> Finding:
    return finding(
        "warn",
        rule,
        rows.sheet.place,
        text,
        count=lines.height,
        money=Money(int(lines["amount"].sum())),
        other=other.sheet.place.words,
    )
