"""Rows of new files laid over the rows that are there, by the key of their table.

Frames have `source`, `line`, `origin` (the file or sheet as text) and the columns of the table. A thing of several
rows, as the touches of a day, is taken or left as a whole; elsewhere every field has a rule of its own. Order lines are
laid over each other by the day, in `order_lines`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.intake.comparing.difference import CHANGES, SHOWN, Difference, listed, totals
from kam_core.intake.comparing.natural_key import (
    KEY,
    LABEL,
    PLACE,
    filled_columns,
    key_of,
    label_of,
    signature,
    written,
)
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.natural_keys import NATURAL_KEYS

ALWAYS, IF_BLANK, NEVER = "always", "if_blank", "never"
RULES = (ALWAYS, IF_BLANK, NEVER)
"""When a file may change what is there: whenever it says something, only where nothing is there yet, never."""
KEEP, REMOVE = "keep", "remove"
MISSING = (KEEP, REMOVE)
"""What becomes of things that are there and that the files do not name."""
NTH = "_nth"


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
                    raise UserError(
                        "{rule} is no rule for {name}. The rules are: {rules}.",
                        rule=rule,
                        name=name,
                        rules=", ".join(allowed),
                    )

    def of(self, table: str, field: str | None = None) -> str:
        """The rule for a field of a table, or for the table as a whole."""
        return self.fields.get(f"{table}.{field}", self.fields.get(table, ALWAYS))


@dataclass(frozen=True)
class RowMerge:
    """rows: what the table holds afterwards, the kept rows before the new ones; and what that changes."""

    rows: pl.DataFrame
    difference: Difference


def merged(table: Table, held: pl.DataFrame | None, given: pl.DataFrame, rules: Rules) -> RowMerge:
    """`given` laid over `held` (None: nothing is there)."""
    whole = NATURAL_KEYS[table.name].grouped
    if held is None or held.is_empty():
        # Where nothing was there everything is new: no list says more than that.
        count = given.select(key_of(table).n_unique()).item() if whole else given.height
        return RowMerge(given, Difference(table.name, count, 0, 0, 0, 0, 0, 0, pl.DataFrame(schema=CHANGES)))
    columns = list(table.names)
    there, here = (rows.select(*PLACE, *columns).with_columns(key_of(table), label_of(table)) for rows in (held, given))
    return _whole(table, there, here, rules) if whole else _by_field(table, there, here, rules)


def _whole(table: Table, there: pl.DataFrame, here: pl.DataFrame, rules: Rules) -> RowMerge:
    said = filled_columns(here, table)
    marks = [signature(there, said).rename({"mark": "before"}), signature(here, said).rename({"mark": "after"})]
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
        .otherwise(pl.lit("missing"))
        .alias("kind")
    )
    counts = dict(things["kind"].value_counts().iter_rows())
    protected = rules.of(table.name) != ALWAYS
    removes = rules.missing.get(table.name, KEEP) == REMOVE
    leave = (set() if protected else {"changed"}) | ({"missing"} if removes else set())
    take = {"new"} if protected else {"new", "changed"}
    kinds = things.select(KEY, "kind")
    stays = there.join(kinds.filter(pl.col("kind").is_in(list(leave))), on=KEY, how="anti", maintain_order="left")
    comes = here.join(kinds.filter(pl.col("kind").is_in(list(take))), on=KEY, how="semi", maintain_order="left")
    shown = [
        listed(_of_kind(here, kinds, "new"), "new", table),
        totals(_of_kind(there, kinds, "changed"), _of_kind(here, kinds, "changed"), table),
        listed(_of_kind(there, kinds, "missing"), "missing", table),
    ]
    changed, missing = counts.get("changed", 0), counts.get("missing", 0)
    difference = Difference(
        table.name,
        counts.get("new", 0),
        0 if protected else changed,
        counts.get("unchanged", 0),
        missing,
        0,
        changed if protected else 0,
        missing if removes else 0,
        pl.concat(shown),
    )
    return RowMerge(pl.concat([stays, comes]).drop(KEY, LABEL), difference)


def _of_kind(rows: pl.DataFrame, kinds: pl.DataFrame, kind: str) -> pl.DataFrame:
    return rows.join(kinds.filter(pl.col("kind") == kind), on=KEY, how="semi", maintain_order="left")


def _by_field(table: Table, there: pl.DataFrame, here: pl.DataFrame, rules: Rules) -> RowMerge:
    there, here = (rows.with_columns(pl.int_range(pl.len()).over(KEY).alias(NTH)) for rows in (there, here))
    on = [KEY, NTH]
    both = there.join(here, on=on, how="inner", suffix="_new", maintain_order="left")
    new = here.join(there, on=on, how="anti", maintain_order="left")
    missing = there.join(here, on=on, how="anti", maintain_order="left")
    taken: list[pl.Expr] = []
    shown = [listed(new, "new", table)]
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
                    written(field).alias("before"),
                    written(field, f"{field.name}_new").alias("after"),
                    pl.col("origin_new").alias("origin"),
                    pl.col("line_new").alias("line"),
                )
            )
    shown.append(listed(missing, "missing", table))
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
    return RowMerge(pl.concat(parts), difference)
