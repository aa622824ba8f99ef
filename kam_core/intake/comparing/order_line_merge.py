"""Order lines laid over those that are there, by the day.

A file replaces the lines of an order on the days from its first to its last line of that order, cancelled lines among
them; lines on other days stay. Files of one import are laid over each other in their order, so that they give what they
give one after the other. Frames are those of `merge`; `NAMED` numbers the orders that the files name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.intake.comparing.difference import CHANGES, Difference, listed, totals
from kam_core.intake.comparing.natural_key import KEY, PLACE, filled_columns, key_of, signature
from kam_core.intake.comparing.row_merge import ALWAYS, KEEP, REMOVE, RowMerge, Rules
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

AccountIds = Callable[[pl.Series], pl.Series]
"""Accounts as files write them → one spelling of each."""
NAMED, FILE, ROUND, FIRST, LAST, HELD, INSIDE = "_order", "_file", "_round", "_first", "_last", "_held", "_inside"
OVERLAPS: dict[str, pl.DataType] = {
    "source": pl.Int64(),
    "other": pl.String(),
    "same": pl.Boolean(),
    "amount": pl.Int64(),
}
"""A line that does not count beside another file of the import: its source, the other file, whether that says the
same, and its amount in ten-thousandths."""
UNTOUCHED: dict[str, pl.DataType] = {"source": pl.Int64(), "line": pl.Int64(), NAMED: pl.UInt32()}
"""A cancelled line whose order is there, but with no line on the days that the file cancels."""


@dataclass(frozen=True)
class OrderLineMerge:
    """merged: the lines afterwards and the difference; overlaps: `OVERLAPS`; untouched: `UNTOUCHED`."""

    merged: RowMerge
    overlaps: pl.DataFrame
    untouched: pl.DataFrame


def merge_order_lines(
    held: pl.DataFrame,
    given: pl.DataFrame,
    cancelled: pl.DataFrame,
    rules: Rules,
    files: Mapping[int, int],
    account_ids: AccountIds,
) -> OrderLineMerge:
    """`given` laid over `held`; `cancelled`: lines that take away what is there on their days.

    files: source of new lines → place of its file in the order of the import.
    """
    sources = {*given["source"].unique(), *cancelled["source"].unique()}
    if held.is_empty() and len({files[source] for source in sources}) == 1:
        return _first_file(given, account_ids)
    there, here, gone = (_keyed(rows, account_ids) for rows in (held, given, cancelled))
    here, gone = (
        rows.with_columns(pl.col("source").replace_strict(files, return_dtype=pl.Int64()).alias(FILE))
        for rows in (here, gone)
    )
    orders = pl.concat([here.select(KEY), gone.select(KEY)]).unique(maintain_order=True).with_row_index(NAMED)
    here, gone = (rows.join(orders, on=KEY, how="left", maintain_order="left") for rows in (here, gone))
    there = there.join(orders, on=KEY, how="left", maintain_order="left")
    before = there.filter(pl.col(NAMED).is_not_null()).with_columns(pl.lit(True).alias(HELD))
    others = there.filter(pl.col(NAMED).is_null())
    rounds = _Rounds(before, here, gone, rules.of(TRANSACTIONS.name) != ALWAYS)
    rounds.run()
    merged = _compared(before, others, rounds, held.is_empty(), rules)
    return OrderLineMerge(
        merged,
        pl.concat([pl.DataFrame(schema=OVERLAPS), *rounds.overlaps]),
        pl.concat([pl.DataFrame(schema=UNTOUCHED), *rounds.untouched]),
    )


def _first_file(given: pl.DataFrame, account_ids: AccountIds) -> OrderLineMerge:
    """The lines of one file where nothing was there: there is nothing that it could replace."""
    orders = _keyed(given, account_ids)[KEY].n_unique()
    difference = Difference(TRANSACTIONS.name, orders, 0, 0, 0, 0, 0, 0, pl.DataFrame(schema=CHANGES))
    return OrderLineMerge(RowMerge(given, difference), pl.DataFrame(schema=OVERLAPS), pl.DataFrame(schema=UNTOUCHED))


def _keyed(rows: pl.DataFrame, account_ids: AccountIds) -> pl.DataFrame:
    rows = rows.select(*PLACE, *TRANSACTIONS.names)
    return rows.with_columns(
        rows.with_columns(account_ids(rows["account"]).alias("account")).select(key_of(TRANSACTIONS))
    )


def _among(orders: pl.Series) -> pl.Expr:
    return pl.col(NAMED).is_in(orders.implode())


class _Rounds:
    """Lays files over lines. The first round takes each order from the first file that names it, the second from the
    second, and so on: orders are independent of each other, and most are in one file only.

    lines: what there is of the named orders; spans: the days of each order in each file; protected: a rule keeps orders
    that are there as they are, which `blocked` collects.
    """

    def __init__(self, before: pl.DataFrame, here: pl.DataFrame, gone: pl.DataFrame, protected: bool) -> None:
        self.lines = before
        self.overlaps: list[pl.DataFrame] = []
        self.untouched: list[pl.DataFrame] = []
        self.blocked = pl.Series(NAMED, [], pl.UInt32())
        self._here, self._gone, self._protected = here.with_columns(pl.lit(False).alias(HELD)), gone, protected
        self.spans = (
            pl.concat([here.select(NAMED, FILE, "date", "origin"), gone.select(NAMED, FILE, "date", "origin")])
            .group_by(NAMED, FILE)
            .agg(
                pl.col("date").min().alias(FIRST),
                pl.col("date").max().alias(LAST),
                pl.col("origin").first().alias("other"),
            )
            .sort(NAMED, FILE)
            .with_columns(pl.int_range(pl.len()).over(NAMED).alias(ROUND))
        )
        # A column that a whole file leaves empty says nothing, whatever the order.
        self._said = {rows[FILE][0]: tuple(filled_columns(rows, TRANSACTIONS)) for rows in here.partition_by(FILE)}

    @property
    def several(self) -> bool:
        """Whether any order is in more than one file."""
        return self.spans.height > 0 and self.spans[ROUND].max() != 0

    def run(self) -> None:
        """Lay all files."""
        here = self._here.join(self.spans.select(NAMED, FILE, ROUND), on=[NAMED, FILE], maintain_order="left")
        for number in self.spans[ROUND].unique().sort().to_list():
            mine = pl.col(ROUND) == number
            self._lay(here.filter(mine).drop(ROUND), self.spans.filter(mine))

    def _lay(self, here: pl.DataFrame, spans: pl.DataFrame) -> None:
        days = spans.select(NAMED, pl.col(FILE).alias("_by"), FIRST, LAST, "other")
        inside = pl.col("date").is_between(FIRST, LAST).fill_null(False).alias(INSIDE)
        there = self.lines.join(days, on=NAMED, how="left", maintain_order="left").with_columns(inside)
        same = self._same(there.filter(INSIDE), here)
        blocked = pl.Series(NAMED, [], pl.UInt32())
        known, named = self.lines[NAMED].unique(), here[NAMED].unique()
        if self._protected:
            blocked = named.filter(named.is_in(known.implode()) & ~named.is_in(same.implode()))
            self.blocked = pl.concat([self.blocked, blocked])
        takes = ~_among(same) & ~_among(blocked)
        self._tell_overlaps(there, here.join(days, on=NAMED, maintain_order="left"), same, blocked)
        without = spans[NAMED].filter(~spans[NAMED].is_in(named.implode()) & spans[NAMED].is_in(known.implode()))
        without = without.filter(~without.is_in(there.filter(INSIDE)[NAMED].unique().implode()))
        at = self._gone.join(spans.select(NAMED, FILE), on=[NAMED, FILE], how="semi").filter(_among(without))
        self.untouched.append(at.select(pl.col(name).cast(dtype) for name, dtype in UNTOUCHED.items()))
        stays = there.filter(~(pl.col(INSIDE) & takes)).drop("_by", FIRST, LAST, "other", INSIDE)
        comes = here.filter(takes)
        # Lines that came in an earlier round have a file, those of earlier imports have none.
        self.lines = pl.concat([stays, comes], how="diagonal")

    def _same(self, inside: pl.DataFrame, here: pl.DataFrame) -> pl.Series:
        """The orders of which a file says what is there already."""
        found = [pl.Series(NAMED, [], pl.UInt32())]
        if inside.height:
            here = here.join(inside.select(NAMED).unique(), on=NAMED, how="semi")
            for said in set(self._said.values()):
                alike = [file for file, columns in self._said.items() if columns == said]
                old = signature(inside.filter(pl.col("_by").is_in(alike)), said, NAMED)
                new = signature(here.filter(pl.col(FILE).is_in(alike)), said, NAMED)
                found.append(old.join(new, on=[NAMED, "mark"], how="semi")[NAMED])
        return pl.concat(found)

    def _tell_overlaps(self, there: pl.DataFrame, here: pl.DataFrame, same: pl.Series, blocked: pl.Series) -> None:
        earlier = there.filter(pl.col(INSIDE) & ~pl.col(HELD))
        lost = earlier.filter(~_among(same) & ~_among(blocked)).with_columns(pl.lit(False).alias("same"))
        twice = here.filter(_among(same)).drop("other")
        twice = twice.join(_first_origin(earlier), on=NAMED).with_columns(pl.lit(True).alias("same"))
        fresh = there.filter(~pl.col(HELD))
        kept_out = here.filter(_among(blocked)).drop("other")
        kept_out = kept_out.join(_first_origin(fresh), on=NAMED).with_columns(pl.lit(False).alias("same"))
        self.overlaps.extend(
            rows.select(pl.col(name).cast(dtype) for name, dtype in OVERLAPS.items())
            for rows in (lost, twice, kept_out)
        )


def _first_origin(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by(NAMED).agg(pl.col("origin").first().alias("other"))


def _compared(before: pl.DataFrame, others: pl.DataFrame, rounds: _Rounds, first: bool, rules: Rules) -> RowMerge:
    """The lines afterwards, those that stay before the new ones, and what that changes of whole orders.

    first: nothing was there, and no list says more than that everything is new.
    """
    table = TRANSACTIONS
    things = _kinds(before, rounds)
    restored = things.filter("restored")[NAMED]
    after = pl.concat([before.filter(_among(restored)), rounds.lines.filter(~_among(restored))], how="diagonal")
    count = dict(things["kind"].value_counts().iter_rows())
    missing = others[KEY].n_unique()
    removes = rules.missing.get(table.name, KEEP) == REMOVE
    columns = [*PLACE, *table.names]
    rows = pl.concat([*([] if removes else [others.select(columns)]), after.select(columns)])
    shown = [pl.DataFrame(schema=CHANGES)]
    if not first:
        of = {kind: _among(things.filter(pl.col("kind") == kind)[NAMED]) for kind in ("new", "changed", "cancelled")}
        # What is new of an order names the line that says so.
        changed = after.filter(of["changed"]).sort(HELD, maintain_order=True)
        shown += [
            listed(after.filter(of["new"]), "new", table),
            totals(before.filter(of["changed"]), changed, table),
            listed(before.filter(of["cancelled"]), "cancelled", table),
            listed(others, "missing", table),
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


def _kinds(before: pl.DataFrame, rounds: _Rounds) -> pl.DataFrame:
    """Per named order: `kind` (null: it neither was nor is there), and `restored`: it is again what it was."""
    old = before.group_by(NAMED).agg(pl.len().alias("before"))
    new = rounds.lines.group_by(NAMED).agg(pl.len().alias("after"), pl.col(HELD).sum().alias("stayed"))
    things = rounds.spans.select(pl.col(NAMED).unique())
    things = things.join(old, on=NAMED, how="left").join(new, on=NAMED, how="left")
    moved = (pl.col("stayed") != pl.col("before")) | (pl.col("after") != pl.col("stayed"))
    restored = pl.Series(NAMED, [], pl.UInt32())
    if rounds.several:
        # Two files that say different things of one order can leave it as it was.
        candidates = _among(things.filter(moved)[NAMED])
        was, now = (signature(rows.filter(candidates), TRANSACTIONS.names, NAMED) for rows in (before, rounds.lines))
        restored = was.join(now, on=[NAMED, "mark"], how="semi")[NAMED]
    kind = (
        pl.when(pl.col("before").is_null() & pl.col("after").is_null())
        .then(pl.lit(None, pl.String))
        .when(pl.col("before").is_null())
        .then(pl.lit("new"))
        .when(pl.col("after").is_null())
        .then(pl.lit("cancelled"))
        .when(moved & ~_among(restored))
        .then(pl.lit("changed"))
        .when(_among(rounds.blocked))
        .then(pl.lit("kept"))
        .otherwise(pl.lit("unchanged"))
    )
    return things.select(NAMED, kind.alias("kind"), _among(restored).alias("restored"))
