"""Warn of product families that the table of purchasing names and no order line has."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.intake.findings import Finding, finding, shorten
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.plurals import Plural

TABLE, FAMILY = "buying", "product_family"
SHOWN = 5
UNSOLD = Plural(
    "{place}: {count} row names a product family that no order line has: {names} (first in row {line}). It is kept. "
    "Families in the orders: {families}.",
    "{place}: {count} rows name product families that no order line has: {names} (first in row {line}). They are kept. "
    "Families in the orders: {families}.",
    "count",
)


def unsold_family_findings(parts: Sequence[TypedRows], lines: pl.DataFrame) -> list[Finding]:
    """Warn of rows on how accounts buy, per sheet, whose family is in no order line.

    None where the orders name no families. `lines`: all order lines, of earlier imports, too.
    """
    if FAMILY not in lines.columns:
        return []
    sold = lines[FAMILY].drop_nulls().unique().sort()
    if sold.is_empty():
        return []
    found = []
    for rows in parts:
        if rows.table_match.table.name != TABLE or not rows.has(FAMILY):
            continue
        unsold = rows.frame.filter(pl.col(FAMILY).is_not_null() & ~pl.col(FAMILY).is_in(sold.implode()))
        if unsold.is_empty():
            continue
        names = unsold[FAMILY].unique(maintain_order=True).to_list()
        found.append(
            finding(
                "warn", "unsold_family", rows.sheet.place, UNSOLD, count=unsold.height, names=_some(names),
                line=str(unsold["line"][0]), families=_some(sold.to_list()),
            )
        )  # fmt: skip
    return found


def _some(names: Sequence[str]) -> str:
    return ", ".join(shorten(name, 30) for name in names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
