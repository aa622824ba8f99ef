"""Detect sheets of a workbook that copy, extract or sum up the order lines of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import Finding, finding
from kam_core.intake.joining.amounts import to_ten_thousandths
from kam_core.intake.matching.table_detection import WHOLE
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.message import N_, Money

COPY = N_(
    "{place}: all its {count} {count:row|rows} worth {money} are in {other} as well, so this sheet was left out. If "
    "its rows are to count beside those, put both sheets into one."
)
SUMMARY = N_(
    "{place}: its {count} {count:row|rows} worth {money} are the sums of those in {other}, so this sheet was left out. "
    "If its rows are to count beside those, put both sheets into one."
)
SUMS_OF_FILE = N_(
    "{place}: its {count} {count:row|rows} worth {money} are the sums of those in {other} and count beside them. If "
    "they are the same sales, load only one of the two."
)
SHARED = N_(
    "{place}: {count} {count:row|rows} worth {money} {count:is|are} in {other} as well, with the same order, account, "
    "day and amount, and {count:was|were} counted once."
)
SAME_ORDERS = N_(
    "{place}: {count} {count:order is|orders are} in {other} as well, on the same day but with other amounts, "
    "the first in row {line}. Both count; if one corrects the other, delete what it replaces."
)
MANY = 60
"""Sheets of orders that are compared with each other; there are more only where each is a day or a customer."""


def without_duplicates(parts: Sequence[TypedRows]) -> tuple[list[TypedRows], list[Finding]]:
    """The sheets without those that others of their file repeat or are summed up by, and what is said of it."""
    lines = {rows.source: _lines(rows) for rows in parts if _comparable(rows)}
    if not 1 < len(lines) <= MANY:
        return list(parts), []
    by_source = {rows.source: rows for rows in parts}
    findings: list[Finding] = []
    gone: set[int] = set()
    again: dict[int, set[int]] = {}
    for group in _together(by_source, lines):
        gone |= _copies(group, by_source, lines, findings)
        left = [source for source in sorted(group) if source not in gone]
        _overlaps(left, by_source, lines, findings, again)
    rest = {source: _apart_from(lines[source], again.get(source)) for source in lines if source not in gone}
    gone |= _summaries(by_source, rest, findings)
    return [_without(rows, again.get(rows.source)) for rows in parts if rows.source not in gone], findings


def _apart_from(lines: pl.DataFrame, again: set[int] | None) -> pl.DataFrame:
    return lines.filter(~pl.col("line").is_in(list(again))) if again else lines


def _without(rows: TypedRows, again: set[int] | None) -> TypedRows:
    if not again:
        return rows
    sheet = replace(rows.sheet, left_out=rows.sheet.left_out + len(again))
    return replace(rows, sheet=sheet, frame=_apart_from(rows.frame, again))


def _comparable(rows: TypedRows) -> bool:
    priced = rows.has("amount") or (rows.has("quantity") and rows.has("price"))
    return rows.table_match.table.name == "transactions" and rows.table_match.part == WHOLE and priced


def _lines(rows: TypedRows) -> pl.DataFrame:
    """source, line, account, date, order_id and amount of the lines that name an account."""
    amount = pl.col("amount")
    if not rows.has("amount"):
        amount = to_ten_thousandths(pl.col("quantity") * pl.col("price"))
    order = pl.col("order_id") if rows.has("order_id") else pl.lit(None, pl.String)
    return rows.frame.select(
        "source", "line", "account", "date", order.alias("order_id"), amount.alias("amount")
    ).drop_nulls(["account", "amount"])


def _together(by_source: dict[int, TypedRows], lines: dict[int, pl.DataFrame]) -> list[list[int]]:
    """The sheets of each file, those in use before the hidden ones: a hidden copy is the one to go."""
    files: dict[str, list[int]] = {}
    for source in lines:
        files.setdefault(by_source[source].sheet.file, []).append(source)
    return [sorted(group, key=lambda one: (by_source[one].sheet.hidden, one)) for group in files.values()]


def _copies(
    group: list[int], by_source: dict[int, TypedRows], lines: dict[int, pl.DataFrame], findings: list[Finding]
) -> set[int]:
    keyed = all(by_source[source].has("order_id") for source in group)
    key = ["account", "date", "amount", *(["order_id"] if keyed else [])]
    counts = pl.concat([lines[source] for source in group]).group_by("source", *key).len("times")
    shared = counts.filter(pl.col("source").n_unique().over(key) > 1)
    if shared.is_empty():
        return set()
    gone: set[int] = set()
    of = {source: shared.filter(pl.col("source") == source) for source in group}
    for place, one in enumerate(group):
        for other in group:
            if other == one or other in gone or of[one].is_empty():
                continue
            both = of[one].join(of[other], on=key, how="inner", nulls_equal=True)
            inside = both.filter(pl.col("times") <= pl.col("times_right"))["times"].sum()
            total = lines[one].height
            if total and inside == total and (total < lines[other].height or group.index(other) < place):
                findings.append(_told("sheet_copy", COPY, by_source[one], by_source[other], lines[one]))
                gone.add(one)
                break
    return gone


def _overlaps(
    group: list[int],
    by_source: dict[int, TypedRows],
    lines: dict[int, pl.DataFrame],
    findings: list[Finding],
    again: dict[int, set[int]],
) -> None:
    """Lines of later sheets that an earlier one has, too: `again` takes source → those lines."""
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
                told = finding("warn", "sheets_overlap", where, SHARED, count=same.height, money=money, other=other)
                findings.append(told)
            changed = shared.join(earlier, on=key, how="anti")
            if changed.height:
                count, line = changed.select(order).n_unique(), str(changed["line"].min())
                told = finding("warn", "orders_in_sheets", where, SAME_ORDERS, count=count, other=other, line=line)
                findings.append(told)


def _summaries(by_source: dict[int, TypedRows], lines: dict[int, pl.DataFrame], findings: list[Finding]) -> set[int]:
    """Sheets whose amounts per account are the sums of a longer sheet, or of all others of the file."""
    sums = {source: _sums(frame) for source, frame in lines.items()}
    gone: set[int] = set()
    for one in sorted(lines, key=lambda source: lines[source].height):
        mine = by_source[one].sheet
        same_file = [other for other in lines if other != one and by_source[other].sheet.file == mine.file]
        wholes = [[other] for other in lines if other != one] + ([same_file] if len(same_file) > 1 else [])
        for others in wholes:
            rest = [other for other in others if other not in gone]
            if not rest or sum(lines[other].height for other in rest) <= lines[one].height:
                continue
            theirs = sums[rest[0]] if len(rest) == 1 else _sums(pl.concat([lines[other] for other in rest]))
            if not _is_summary(sums[one], theirs):
                continue
            alone = by_source[rest[0]].sheet.file == mine.file
            rule, text = ("summary_sheet", SUMMARY) if alone else ("summary_file", SUMS_OF_FILE)
            findings.append(_told(rule, text, by_source[one], by_source[rest[0]], lines[one]))
            if alone:
                gone.add(one)
            break
    return gone


def _sums(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.group_by("account").agg(pl.col("amount").sum(), pl.len().alias("rows"))


def _is_summary(mine: pl.DataFrame, theirs: pl.DataFrame) -> bool:
    """Whether each sum is the other's; some of the accounts will do where they are several, such as the top ten."""
    if mine.is_empty() or (mine.height < 2 and theirs.height > 1) or not (mine["amount"] != 0).any():
        return False
    both = mine.join(theirs, on=["account", "amount"], how="inner", suffix="_other")
    return both.height == mine.height and bool((both["rows"] < both["rows_other"]).any())


def _told(rule: str, text: str, rows: TypedRows, other: TypedRows, lines: pl.DataFrame) -> Finding:
    return finding(
        "warn",
        rule,
        rows.sheet.place,
        text,
        count=lines.height,
        money=Money(int(lines["amount"].sum())),
        other=other.sheet.place.words,
    )
