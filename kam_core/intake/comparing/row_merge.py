"""Merge new rows with stored ones by the natural key of their table.

Frames have `source`, `line`, `origin` (the file or sheet as text) and the columns of the table. Groups of rows,
such as the touches of a day, are replaced as a whole; elsewhere every field has its own rule. Order lines are merged by
day in order_line_merge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core.intake.comparing.difference import CHANGES, SHOWN, Difference, list_changes, total_changes
from kam_core.intake.comparing.row_key import (
    KEY,
    LABEL,
    PLACE,
    as_text,
    content_hash,
    filled_columns,
    key_of,
    label_of,
)
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.natural_keys import NATURAL_KEYS

ALWAYS, IF_BLANK, NEVER = "always", "if_blank", "never"
RULES = (ALWAYS, IF_BLANK, NEVER)
"""When a file may change stored values: always, only blank ones, never."""
KEEP, REMOVE = "keep", "remove"
MISSING = (KEEP, REMOVE)
"""What happens to stored rows that the files lack."""
POSITION = "_nth"


@dataclass(frozen=True)
class Rules:
    """fields: "table.field" or "table" → one of RULES; the more specific one wins, ALWAYS is the default.

    missing: table → one of MISSING, KEEP where nothing is said.
    """

    fields: Mapping[str, str]
    missing: Mapping[str, str]

    def __post_init__(self) -> None:
        for given, allowed in ((self.fields, RULES), (self.missing, MISSING)):
            for name, rule in given.items():
                if rule not in allowed:
                    raise UserError(
                        "{rule} is not a rule for {name}. Use one of: {rules}.",
                        rule=rule,
                        name=name,
                        rules=", ".join(allowed),
                    )

    def of(self, table: str, field: str | None = None) -> str:
        """The rule for a field of a table, or for the table as a whole."""
        return self.fields.get(f"{table}.{field}", self.fields.get(table, ALWAYS))


@dataclass(frozen=True)
class RowMerge:
    """rows: the resulting rows, stored before new ones; difference: the changes."""

    rows: pl.DataFrame
    difference: Difference


def merge_rows(table: Table, stored: pl.DataFrame | None, new_rows: pl.DataFrame, rules: Rules) -> RowMerge:
    """Merge new rows with stored ones (None: nothing is stored)."""
    grouped = NATURAL_KEYS[table.name].grouped
    if stored is None or stored.is_empty():
        # Without stored rows everything is new, so that no changes are listed.
        count = new_rows.select(key_of(table).n_unique()).item() if grouped else new_rows.height
        return RowMerge(new_rows, Difference(table.name, count, 0, 0, 0, 0, 0, 0, pl.DataFrame(schema=CHANGES)))
    columns = list(table.names)
    stored_keyed, new_keyed = (
        rows.select(*PLACE, *columns).with_columns(key_of(table), label_of(table)) for rows in (stored, new_rows)
    )
    return (
        _merge_groups(table, stored_keyed, new_keyed, rules)
        if grouped
        else _merge_by_field(table, stored_keyed, new_keyed, rules)
    )


def _merge_groups(table: Table, stored: pl.DataFrame, new_rows: pl.DataFrame, rules: Rules) -> RowMerge:
    columns = filled_columns(new_rows, table)
    marks = [
        content_hash(stored, columns).rename({"mark": "before"}),
        content_hash(new_rows, columns).rename({"mark": "after"}),
    ]
    groups = marks[0].join(marks[1], on=KEY, how="full", coalesce=True)
    in_both = pl.col("before").is_not_null() & pl.col("after").is_not_null()
    same = in_both & (pl.col("before") == pl.col("after"))
    groups = groups.with_columns(
        pl.when(same)
        .then(pl.lit("unchanged"))
        .when(in_both)
        .then(pl.lit("changed"))
        .when(pl.col("before").is_null())
        .then(pl.lit("new"))
        .otherwise(pl.lit("missing"))
        .alias("kind")
    )
    counts = dict(groups["kind"].value_counts().iter_rows())
    protected = rules.of(table.name) != ALWAYS
    removes = rules.missing.get(table.name, KEEP) == REMOVE
    replaced_kinds = (set() if protected else {"changed"}) | ({"missing"} if removes else set())
    taken_kinds = {"new"} if protected else {"new", "changed"}
    kinds = groups.select(KEY, "kind")
    remaining = stored.join(
        kinds.filter(pl.col("kind").is_in(list(replaced_kinds))), on=KEY, how="anti", maintain_order="left"
    )
    added = new_rows.join(
        kinds.filter(pl.col("kind").is_in(list(taken_kinds))), on=KEY, how="semi", maintain_order="left"
    )
    shown = [
        list_changes(_of_kind(new_rows, kinds, "new"), "new", table),
        total_changes(_of_kind(stored, kinds, "changed"), _of_kind(new_rows, kinds, "changed"), table),
        list_changes(_of_kind(stored, kinds, "missing"), "missing", table),
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
    return RowMerge(pl.concat([remaining, added]).drop(KEY, LABEL), difference)


def _of_kind(rows: pl.DataFrame, kinds: pl.DataFrame, kind: str) -> pl.DataFrame:
    return rows.join(kinds.filter(pl.col("kind") == kind), on=KEY, how="semi", maintain_order="left")


def _merge_by_field(table: Table, stored: pl.DataFrame, new_rows: pl.DataFrame, rules: Rules) -> RowMerge:
    stored, new_rows = (
        rows.with_columns(pl.int_range(pl.len()).over(KEY).alias(POSITION)) for rows in (stored, new_rows)
    )
    on = [KEY, POSITION]
    both = stored.join(new_rows, on=on, how="inner", suffix="_new", maintain_order="left")
    new = new_rows.join(stored, on=on, how="anti", maintain_order="left")
    missing = stored.join(new_rows, on=on, how="anti", maintain_order="left")
    taken: list[pl.Expr] = []
    shown = [list_changes(new, "new", table)]
    touched, protected = pl.lit(False), pl.lit(False)
    for field in table.fields:
        old, new_value = pl.col(field.name), pl.col(f"{field.name}_new")
        # An empty cell never erases a value.
        differs = new_value.is_not_null() & new_value.ne_missing(old)
        rule = rules.of(table.name, field.name)
        applies = {ALWAYS: differs, IF_BLANK: differs & old.is_null(), NEVER: pl.lit(False)}[rule]
        taken.append(pl.when(applies).then(new_value).otherwise(old).alias(field.name))
        touched, protected = touched | applies, protected | (differs & ~applies)
        changes = both.filter(applies).head(SHOWN)
        if changes.height:
            shown.append(
                changes.select(
                    pl.lit("changed").alias("kind"),
                    pl.col(LABEL).alias("what"),
                    pl.lit(field.name).alias("field"),
                    as_text(field).alias("before"),
                    as_text(field, f"{field.name}_new").alias("after"),
                    pl.col("origin_new").alias("origin"),
                    pl.col("line_new").alias("line"),
                )
            )
    shown.append(list_changes(missing, "missing", table))
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
