"""Rows of new files laid over the rows that are there, by the key of their table.

Frames have `source`, `line`, `origin` (the file or sheet as text) and the columns of the table. An order, or another
thing of several rows, is taken or left as a whole; elsewhere every field has a rule of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kam_core.intake.comparing.difference import CHANGES, SHOWN, Difference
from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.keys import KEYS
from kam_core.vocabulary.message import Refusal
from kam_core.vocabulary.money import MONEY_SCALE

ALWAYS, IF_BLANK, NEVER = "always", "if_blank", "never"
RULES = (ALWAYS, IF_BLANK, NEVER)
"""When a file may change what is there: whenever it says something, only where nothing is there yet, never."""
KEEP, REMOVE = "keep", "remove"
MISSING = (KEEP, REMOVE)
"""What becomes of things that are there and that the files do not name."""
PLACE = ("source", "line", "origin")
KEY, NTH, LABEL = "_key", "_nth", "_what"
BETWEEN = "\x1f"


@dataclass(frozen=True)
class Rules:
    """fields: "table.field" or "table" → one of RULES, the closer one wins, ALWAYS where nothing is said.

    missing: table → one of MISSING, KEEP where nothing is said.
    """

    fields: Mapping[str, str]
    missing: Mapping[str, str]

    def __post_init__(self) -> None:
        for given, allowed in ((self.fields, RULES), (self.missing, MISSING)):
            for name, rule in given.items():
                if rule not in allowed:
                    raise Refusal(
                        "{rule} is no rule for {name}. The rules are: {rules}.",
                        rule=rule,
                        name=name,
                        rules=", ".join(allowed),
                    )

    def of(self, table: str, field: str | None = None) -> str:
        """The rule for a field of a table, or for the table as a whole."""
        return self.fields.get(f"{table}.{field}", self.fields.get(table, ALWAYS))


@dataclass(frozen=True)
class Merged:
    """rows: what the table holds afterwards, the kept rows before the new ones; and what that changes."""

    rows: pl.DataFrame
    difference: Difference


def merged(
    table: Table,
    held: pl.DataFrame | None,
    given: pl.DataFrame,
    rules: Rules,
    cancelled: pl.DataFrame | None = None,
) -> Merged:
    """`given` laid over `held` (None: nothing is there). `cancelled`: rows of things that shall not be there."""
    key = KEYS[table.name]
    if held is None or held.is_empty():
        # Where nothing was there everything is new: no list says more than that.
        count = _keyed(given, table)[KEY].n_unique() if key.whole else given.height
        return Merged(given, Difference(table.name, count, 0, 0, 0, 0, 0, 0, pl.DataFrame(schema=CHANGES)))
    columns = list(table.names)
    both = pl.concat([held.select(*PLACE, *columns), given.select(*PLACE, *columns)])
    keyed = _keyed(both, table)
    there, here = keyed.head(held.height), keyed.tail(given.height)
    gone = _keyed(cancelled, table)[KEY] if cancelled is not None else pl.Series(KEY, [], pl.String())
    if key.whole:
        return _whole(table, there, here, gone, rules)
    return _by_field(table, there, here, rules)


def _keyed(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The rows with their key, and the key in words."""
    ways = KEYS[table.name].ways
    key = label = None
    for number, way in reversed(list(enumerate(ways))):
        parts = [pl.col(name).cast(pl.String).fill_null("") for name in way]
        mine = pl.concat_str([pl.lit(str(number)), *parts], separator=BETWEEN)
        words = pl.concat_str([_words(table.field(name)).fill_null("–") for name in way], separator=" · ")
        if key is None:
            key, label = mine, words
        else:
            filled = pl.all_horizontal(pl.col(name).is_not_null() for name in way)
            key, label = pl.when(filled).then(mine).otherwise(key), pl.when(filled).then(words).otherwise(label)
    assert key is not None
    assert label is not None
    return rows.with_columns(key.alias(KEY), label.alias(LABEL))


def _words(field: Field) -> pl.Expr:
    """A stored value as a person writes it."""
    value = pl.col(field.name)
    if field.kind is Kind.DATE:
        return value.cast(pl.Int32).cast(pl.Date).cast(pl.String)
    if field.kind is Kind.MONEY:
        return (value.cast(pl.Float64) / MONEY_SCALE).cast(pl.String)
    return value.cast(pl.String)


def _said(rows: pl.DataFrame, table: Table) -> list[str]:
    """The columns that a file says anything in; what it never mentions is not changed by it."""
    return [name for name in table.names if rows[name].null_count() < rows.height]


def _whole(table: Table, there: pl.DataFrame, here: pl.DataFrame, gone: pl.Series, rules: Rules) -> Merged:
    said = _said(here, table)
    marks = [_signature(there, said).rename({"mark": "before"}), _signature(here, said).rename({"mark": "after"})]
    things = marks[0].join(marks[1], on=KEY, how="full", coalesce=True)
    in_both = pl.col("before").is_not_null() & pl.col("after").is_not_null()
    same = in_both & (pl.col("before") == pl.col("after"))
    things = things.with_columns(
        pl.when(same)
        .then(pl.lit("unchanged"))
        .when(in_both)
        .then(pl.lit("changed"))
        .when(pl.col("before").is_null())
        .then(pl.lit("new"))
        .when(pl.col(KEY).is_in(gone.implode()))
        .then(pl.lit("cancelled"))
        .otherwise(pl.lit("missing"))
        .alias("kind")
    )
    counts = dict(things["kind"].value_counts().iter_rows())
    protected = rules.of(table.name) != ALWAYS
    removes = rules.missing.get(table.name, KEEP) == REMOVE
    leave = {"changed"} if not protected else set()
    leave |= {"cancelled"} | ({"missing"} if removes else set())
    take = {"new"} if protected else {"new", "changed"}
    kinds = things.select(KEY, "kind")
    stays = there.join(kinds.filter(pl.col("kind").is_in(list(leave))), on=KEY, how="anti", maintain_order="left")
    comes = here.join(kinds.filter(pl.col("kind").is_in(list(take))), on=KEY, how="semi", maintain_order="left")
    shown = [
        _listed(_of_kind(here, kinds, "new"), "new", table),
        _totals(_of_kind(there, kinds, "changed"), _of_kind(here, kinds, "changed"), table),
        _listed(_of_kind(there, kinds, "cancelled"), "cancelled", table),
        _listed(_of_kind(there, kinds, "missing"), "missing", table),
    ]
    changed = counts.get("changed", 0)
    missing, cancelled = counts.get("missing", 0), counts.get("cancelled", 0)
    difference = Difference(
        table.name,
        counts.get("new", 0),
        0 if protected else changed,
        counts.get("unchanged", 0),
        missing,
        cancelled,
        changed if protected else 0,
        cancelled + (missing if removes else 0),
        pl.concat(shown),
    )
    return Merged(pl.concat([stays, comes]).drop(KEY, LABEL), difference)


def _of_kind(rows: pl.DataFrame, kinds: pl.DataFrame, kind: str) -> pl.DataFrame:
    return rows.join(kinds.filter(pl.col("kind") == kind), on=KEY, how="semi", maintain_order="left")


def _signature(rows: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Per key a mark that is equal where the rows say the same, in whatever order.

    Two sums of row hashes and the number of rows: two things that differ look alike once in 2^100 times.
    """
    hashed = rows.select(
        KEY,
        pl.struct(columns).hash(11).alias("one"),
        pl.struct(columns).hash(1_000_003).alias("two"),
    )
    return hashed.group_by(KEY).agg(
        pl.concat_str(pl.len(), pl.col("one").sum(), pl.col("two").sum(), separator=" ").first().alias("mark")
    )


def _listed(rows: pl.DataFrame, kind: str, table: Table) -> pl.DataFrame:
    """One entry for each thing, at its first row; orders with what they are worth."""
    worth = _worth(table)
    things = rows.group_by(KEY, maintain_order=True).agg(
        pl.col(LABEL).first(), pl.col("origin").first(), pl.col("line").first(), worth.alias("worth")
    )
    before, after = (pl.lit(None, pl.String), pl.col("worth"))
    if kind in ("missing", "cancelled"):
        before, after = after, before
    return things.head(SHOWN).select(
        pl.lit(kind).alias("kind"),
        pl.col(LABEL).alias("what"),
        pl.lit("amount" if "amount" in table.names else None, pl.String).alias("field"),
        before.alias("before"),
        after.alias("after"),
        "origin",
        "line",
    )


def _worth(table: Table) -> pl.Expr:
    if "amount" not in table.names:
        return pl.lit(None, pl.String)
    return (pl.col("amount").sum().cast(pl.Float64) / MONEY_SCALE).cast(pl.String)


def _totals(before: pl.DataFrame, after: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Things of several rows that differ: their rows and their money on either side."""
    worth = _worth(table)
    old = before.group_by(KEY, maintain_order=True).agg(worth.alias("before"), pl.len().alias("rows_before"))
    new = after.group_by(KEY, maintain_order=True).agg(
        pl.col(LABEL).first(),
        pl.col("origin").first(),
        pl.col("line").first(),
        worth.alias("after"),
        pl.len().alias("rows_after"),
    )
    both = new.join(old, on=KEY, how="inner", maintain_order="left").head(SHOWN)
    equal = pl.col("before").eq_missing(pl.col("after"))
    return both.select(
        pl.lit("changed").alias("kind"),
        pl.col(LABEL).alias("what"),
        pl.when(equal).then(pl.lit(None, pl.String)).otherwise(pl.lit("amount")).alias("field"),
        pl.when(equal).then(None).otherwise("before").alias("before"),
        pl.when(equal).then(None).otherwise("after").alias("after"),
        "origin",
        "line",
    )


def _by_field(table: Table, there: pl.DataFrame, here: pl.DataFrame, rules: Rules) -> Merged:
    there, here = (rows.with_columns(pl.int_range(pl.len()).over(KEY).alias(NTH)) for rows in (there, here))
    on = [KEY, NTH]
    both = there.join(here, on=on, how="inner", suffix="_new", maintain_order="left")
    new = here.join(there, on=on, how="anti", maintain_order="left")
    missing = there.join(here, on=on, how="anti", maintain_order="left")
    taken: list[pl.Expr] = []
    shown = [_listed(new, "new", table)]
    touched, protected = pl.lit(False), pl.lit(False)
    for field in table.fields:
        mine, theirs = pl.col(field.name), pl.col(f"{field.name}_new")
        # An empty cell says nothing: it never erases what is known.
        says = theirs.is_not_null() & theirs.ne_missing(mine)
        rule = rules.of(table.name, field.name)
        may = {ALWAYS: says, IF_BLANK: says & mine.is_null(), NEVER: pl.lit(False)}[rule]
        taken.append(pl.when(may).then(theirs).otherwise(mine).alias(field.name))
        touched, protected = touched | may, protected | (says & ~may)
        changes = both.filter(may).head(SHOWN)
        if changes.height:
            shown.append(
                changes.select(
                    pl.lit("changed").alias("kind"),
                    pl.col(LABEL).alias("what"),
                    pl.lit(field.name).alias("field"),
                    _words(field).alias("before"),
                    _words_of(field, f"{field.name}_new").alias("after"),
                    pl.col("origin_new").alias("origin"),
                    pl.col("line_new").alias("line"),
                )
            )
    shown.append(_listed(missing, "missing", table))
    both = both.with_columns(touched.alias("_touched"), protected.alias("_protected"))
    place = [pl.when("_touched").then(f"{name}_new").otherwise(name).alias(name) for name in PLACE]
    updated = both.select(*place, *taken)
    removes = rules.missing.get(table.name, KEEP) == REMOVE
    columns = [*PLACE, *table.names]
    parts = [updated.select(columns), *([] if removes else [missing.select(columns)]), new.select(columns)]
    changed = int(both["_touched"].sum())
    changes = pl.concat([one.cast(CHANGES) for one in shown])  # type: ignore[arg-type]
    difference = Difference(
        table.name,
        new.height,
        changed,
        both.height - changed,
        missing.height,
        0,
        int((both["_protected"] & ~both["_touched"]).sum()),
        missing.height if removes else 0,
        changes.head(SHOWN),
    )
    return Merged(pl.concat(parts), difference)


def _words_of(field: Field, column: str) -> pl.Expr:
    return _words(Field(column, field.kind, field.label))
