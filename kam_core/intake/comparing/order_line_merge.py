"""Merge order lines with stored ones by day.

A file replaces the lines of an order on the days from its first to its last line of that order, cancelled lines among
them; lines on other days stay. Files of one import are merged in their order, so that the result is the same as for
separate imports. Frames are those of row_merge; `ORDER_INDEX` numbers the orders in the files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.intake.comparing.difference import CHANGES, Difference, list_changes, total_changes
from kam_core.intake.comparing.row_key import KEY, PLACE, content_hash, filled_columns, key_of
from kam_core.intake.comparing.row_merge import ALWAYS, KEEP, REMOVE, RowMerge, Rules
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

AccountIds = Callable[[pl.Series], pl.Series]
"""Resolves accounts as written in files to unique ids."""
ORDER_INDEX, FILE, ROUND, FIRST, LAST, WAS_STORED, INSIDE = (
    "_order",
    "_file",
    "_round",
    "_first",
    "_last",
    "_held",
    "_inside",
)
OVERLAPS: dict[str, pl.DataType] = {
    "source": pl.Int64(),
    "other": pl.String(),
    "same": pl.Boolean(),
    "amount": pl.Int64(),
}
"""A line that does not count beside another file of the import: its source, the other file, whether that says the
same, and its amount in ten-thousandths."""
UNTOUCHED: dict[str, pl.DataType] = {"source": pl.Int64(), "line": pl.Int64(), ORDER_INDEX: pl.UInt32()}
"""A cancelled line whose order exists, but without lines on the cancelled days."""


@dataclass(frozen=True)
class OrderLineMerge:
    """merged: the resulting lines and the difference; overlaps: `OVERLAPS`; untouched: `UNTOUCHED`."""

    merged: RowMerge
    overlaps: pl.DataFrame
    untouched: pl.DataFrame


def merge_order_lines(
    stored: pl.DataFrame,
    new_lines: pl.DataFrame,
    cancelled: pl.DataFrame,
    rules: Rules,
    files: Mapping[int, int],
    account_ids: AccountIds,
) -> OrderLineMerge:
    """Merge new lines with stored ones; `cancelled`: lines that remove stored lines of their days.

    files: source of new lines → position of its file in the import.
    """
    sources = {*new_lines["source"].unique(), *cancelled["source"].unique()}
    if stored.is_empty() and len({files[source] for source in sources}) == 1:
        return _initial_lines(new_lines, account_ids)
    stored_lines, incoming, cancelled_lines = (_with_keys(rows, account_ids) for rows in (stored, new_lines, cancelled))
    incoming, cancelled_lines = (
        rows.with_columns(pl.col("source").replace_strict(files, return_dtype=pl.Int64()).alias(FILE))
        for rows in (incoming, cancelled_lines)
    )
    orders = (
        pl.concat([incoming.select(KEY), cancelled_lines.select(KEY)])
        .unique(maintain_order=True)
        .with_row_index(ORDER_INDEX)
    )
    incoming, cancelled_lines = (
        rows.join(orders, on=KEY, how="left", maintain_order="left") for rows in (incoming, cancelled_lines)
    )
    stored_lines = stored_lines.join(orders, on=KEY, how="left", maintain_order="left")
    affected = stored_lines.filter(pl.col(ORDER_INDEX).is_not_null()).with_columns(pl.lit(True).alias(WAS_STORED))
    others = stored_lines.filter(pl.col(ORDER_INDEX).is_null())
    rounds = _MergeRounds(affected, incoming, cancelled_lines, rules.of(TRANSACTIONS.name) != ALWAYS)
    rounds.run()
    merged = _merge_result(affected, others, rounds, stored.is_empty(), rules)
    return OrderLineMerge(
        merged,
        pl.concat([pl.DataFrame(schema=OVERLAPS), *rounds.overlaps]),
        pl.concat([pl.DataFrame(schema=UNTOUCHED), *rounds.untouched]),
    )


def _initial_lines(new_lines: pl.DataFrame, account_ids: AccountIds) -> OrderLineMerge:
    """The lines of a first file, which replaces nothing."""
    orders = _with_keys(new_lines, account_ids)[KEY].n_unique()
    difference = Difference(TRANSACTIONS.name, orders, 0, 0, 0, 0, 0, 0, pl.DataFrame(schema=CHANGES))
    return OrderLineMerge(
        RowMerge(new_lines, difference), pl.DataFrame(schema=OVERLAPS), pl.DataFrame(schema=UNTOUCHED)
    )


def _with_keys(rows: pl.DataFrame, account_ids: AccountIds) -> pl.DataFrame:
    rows = rows.select(*PLACE, *TRANSACTIONS.names)
    return rows.with_columns(
        rows.with_columns(account_ids(rows["account"]).alias("account")).select(key_of(TRANSACTIONS))
    )


def _is_in(orders: pl.Series) -> pl.Expr:
    return pl.col(ORDER_INDEX).is_in(orders.implode())


class _MergeRounds:
    """Merges files in rounds: the first takes each order from the first file with it, the second from the next.

    Orders are independent of each other, and most are in one file only. lines: the current lines of these orders;
    spans: the days of each order in each file; protected: a rule protects stored orders, which `blocked` collects.
    """

    def __init__(self, stored: pl.DataFrame, incoming: pl.DataFrame, cancelled: pl.DataFrame, protected: bool) -> None:
        self.lines = stored
        self.overlaps: list[pl.DataFrame] = []
        self.untouched: list[pl.DataFrame] = []
        self.blocked = pl.Series(ORDER_INDEX, [], pl.UInt32())
        self._incoming, self._cancelled, self._protected = (
            incoming.with_columns(pl.lit(False).alias(WAS_STORED)),
            cancelled,
            protected,
        )
        self.spans = (
            pl.concat(
                [
                    incoming.select(ORDER_INDEX, FILE, "date", "origin"),
                    cancelled.select(ORDER_INDEX, FILE, "date", "origin"),
                ]
            )
            .group_by(ORDER_INDEX, FILE)
            .agg(
                pl.col("date").min().alias(FIRST),
                pl.col("date").max().alias(LAST),
                pl.col("origin").first().alias("other"),
            )
            .sort(ORDER_INDEX, FILE)
            .with_columns(pl.int_range(pl.len()).over(ORDER_INDEX).alias(ROUND))
        )
        # A column that is empty in a whole file changes nothing.
        self._filled = {
            rows[FILE][0]: tuple(filled_columns(rows, TRANSACTIONS)) for rows in incoming.partition_by(FILE)
        }

    @property
    def several(self) -> bool:
        """Whether any order is in more than one file."""
        return self.spans.height > 0 and self.spans[ROUND].max() != 0

    def run(self) -> None:
        """Merge all files."""
        incoming = self._incoming.join(
            self.spans.select(ORDER_INDEX, FILE, ROUND), on=[ORDER_INDEX, FILE], maintain_order="left"
        )
        for number in self.spans[ROUND].unique().sort().to_list():
            in_round = pl.col(ROUND) == number
            self._merge_round(incoming.filter(in_round).drop(ROUND), self.spans.filter(in_round))

    def _merge_round(self, incoming: pl.DataFrame, spans: pl.DataFrame) -> None:
        days = spans.select(ORDER_INDEX, pl.col(FILE).alias("_by"), FIRST, LAST, "other")
        inside = pl.col("date").is_between(FIRST, LAST).fill_null(False).alias(INSIDE)
        current = self.lines.join(days, on=ORDER_INDEX, how="left", maintain_order="left").with_columns(inside)
        same = self._unchanged_orders(current.filter(INSIDE), incoming)
        blocked = pl.Series(ORDER_INDEX, [], pl.UInt32())
        known, named = self.lines[ORDER_INDEX].unique(), incoming[ORDER_INDEX].unique()
        if self._protected:
            blocked = named.filter(named.is_in(known.implode()) & ~named.is_in(same.implode()))
            self.blocked = pl.concat([self.blocked, blocked])
        replaces = ~_is_in(same) & ~_is_in(blocked)
        self._record_overlaps(current, incoming.join(days, on=ORDER_INDEX, maintain_order="left"), same, blocked)
        without = spans[ORDER_INDEX].filter(
            ~spans[ORDER_INDEX].is_in(named.implode()) & spans[ORDER_INDEX].is_in(known.implode())
        )
        without = without.filter(~without.is_in(current.filter(INSIDE)[ORDER_INDEX].unique().implode()))
        untouched = self._cancelled.join(spans.select(ORDER_INDEX, FILE), on=[ORDER_INDEX, FILE], how="semi").filter(
            _is_in(without)
        )
        self.untouched.append(untouched.select(pl.col(name).cast(dtype) for name, dtype in UNTOUCHED.items()))
        remaining = current.filter(~(pl.col(INSIDE) & replaces)).drop("_by", FIRST, LAST, "other", INSIDE)
        added = incoming.filter(replaces)
        # Lines of an earlier round have a file, those of earlier imports none.
        self.lines = pl.concat([remaining, added], how="diagonal")

    def _unchanged_orders(self, inside: pl.DataFrame, incoming: pl.DataFrame) -> pl.Series:
        """The orders for which a file repeats the current lines."""
        equal = [pl.Series(ORDER_INDEX, [], pl.UInt32())]
        if inside.height:
            incoming = incoming.join(inside.select(ORDER_INDEX).unique(), on=ORDER_INDEX, how="semi")
            for columns in set(self._filled.values()):
                files = [file for file, others in self._filled.items() if others == columns]
                stored = content_hash(inside.filter(pl.col("_by").is_in(files)), columns, ORDER_INDEX)
                incoming_hash = content_hash(incoming.filter(pl.col(FILE).is_in(files)), columns, ORDER_INDEX)
                equal.append(stored.join(incoming_hash, on=[ORDER_INDEX, "mark"], how="semi")[ORDER_INDEX])
        return pl.concat(equal)

    def _record_overlaps(
        self, current: pl.DataFrame, incoming: pl.DataFrame, same: pl.Series, blocked: pl.Series
    ) -> None:
        earlier = current.filter(pl.col(INSIDE) & ~pl.col(WAS_STORED))
        lost = earlier.filter(~_is_in(same) & ~_is_in(blocked)).with_columns(pl.lit(False).alias("same"))
        twice = incoming.filter(_is_in(same)).drop("other")
        twice = twice.join(_first_origin(earlier), on=ORDER_INDEX).with_columns(pl.lit(True).alias("same"))
        fresh = current.filter(~pl.col(WAS_STORED))
        blocked_lines = incoming.filter(_is_in(blocked)).drop("other")
        blocked_lines = blocked_lines.join(_first_origin(fresh), on=ORDER_INDEX).with_columns(
            pl.lit(False).alias("same")
        )
        self.overlaps.extend(
            rows.select(pl.col(name).cast(dtype) for name, dtype in OVERLAPS.items())
            for rows in (lost, twice, blocked_lines)
        )


def _first_origin(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by(ORDER_INDEX).agg(pl.col("origin").first().alias("other"))


def _merge_result(
    stored: pl.DataFrame, others: pl.DataFrame, rounds: _MergeRounds, first: bool, rules: Rules
) -> RowMerge:
    """The resulting lines, stored before new ones, and the difference by order.

    first: nothing was stored, so that no changes are listed.
    """
    table = TRANSACTIONS
    orders = _order_kinds(stored, rounds)
    restored = orders.filter("restored")[ORDER_INDEX]
    after = pl.concat([stored.filter(_is_in(restored)), rounds.lines.filter(~_is_in(restored))], how="diagonal")
    count = dict(orders["kind"].value_counts().iter_rows())
    missing = others[KEY].n_unique()
    removes = rules.missing.get(table.name, KEEP) == REMOVE
    columns = [*PLACE, *table.names]
    rows = pl.concat([*([] if removes else [others.select(columns)]), after.select(columns)])
    shown = [pl.DataFrame(schema=CHANGES)]
    if not first:
        is_kind = {
            kind: _is_in(orders.filter(pl.col("kind") == kind)[ORDER_INDEX]) for kind in ("new", "changed", "cancelled")
        }
        # A changed order is listed with its new line.
        changed = after.filter(is_kind["changed"]).sort(WAS_STORED, maintain_order=True)
        shown += [
            list_changes(after.filter(is_kind["new"]), "new", table),
            total_changes(stored.filter(is_kind["changed"]), changed, table),
            list_changes(stored.filter(is_kind["cancelled"]), "cancelled", table),
            list_changes(others, "missing", table),
        ]
    cancelled = count.get("cancelled", 0)
    difference = Difference(
        table.name,
        count.get("new", 0),
        count.get("changed", 0),
        count.get("unchanged", 0),
        missing,
        cancelled,
        count.get("kept", 0),
        cancelled + (missing if removes else 0),
        pl.concat(one.cast(CHANGES) for one in shown),  # type: ignore[arg-type]
    )
    return RowMerge(rows, difference)


def _order_kinds(stored: pl.DataFrame, rounds: _MergeRounds) -> pl.DataFrame:
    """Per order: `kind` (null: neither before nor after), and `restored`: whether its lines end unchanged."""
    old = stored.group_by(ORDER_INDEX).agg(pl.len().alias("before"))
    new = rounds.lines.group_by(ORDER_INDEX).agg(pl.len().alias("after"), pl.col(WAS_STORED).sum().alias("stayed"))
    orders = rounds.spans.select(pl.col(ORDER_INDEX).unique())
    orders = orders.join(old, on=ORDER_INDEX, how="left").join(new, on=ORDER_INDEX, how="left")
    moved = (pl.col("stayed") != pl.col("before")) | (pl.col("after") != pl.col("stayed"))
    restored = pl.Series(ORDER_INDEX, [], pl.UInt32())
    if rounds.several:
        # Two files with different lines of an order can cancel out.
        candidates = _is_in(orders.filter(moved)[ORDER_INDEX])
        was, now = (
            content_hash(rows.filter(candidates), TRANSACTIONS.names, ORDER_INDEX) for rows in (stored, rounds.lines)
        )
        restored = was.join(now, on=[ORDER_INDEX, "mark"], how="semi")[ORDER_INDEX]
    kind = (
        pl.when(pl.col("before").is_null() & pl.col("after").is_null())
        .then(pl.lit(None, pl.String))
        .when(pl.col("before").is_null())
        .then(pl.lit("new"))
        .when(pl.col("after").is_null())
        .then(pl.lit("cancelled"))
        .when(moved & ~_is_in(restored))
        .then(pl.lit("changed"))
        .when(_is_in(rounds.blocked))
        .then(pl.lit("kept"))
        .otherwise(pl.lit("unchanged"))
    )
    return orders.select(ORDER_INDEX, kind.alias("kind"), _is_in(restored).alias("restored"))
