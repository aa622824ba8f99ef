"""Sum the amounts of rejected rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kam_core.intake.findings import Finding, finding
from kam_core.intake.headers import header_unit
from kam_core.intake.joining.amounts import SCALE
from kam_core.intake.values.numbers import parse_numbers
from kam_core.intake.values.rejected_rows import RowErrors
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.message import Money
from kam_core.vocabulary.plurals import Plural

WORTH = Plural(
    "{place}: the {count} rejected row is worth {money} (readable amounts only).",
    "{place}: the {count} rejected rows are worth {money} (readable amounts only).",
    "count",
)


def rejected_money_findings(parts: Sequence[TypedRows], row_errors: Mapping[int, RowErrors]) -> list[Finding]:
    """A note per sheet of order lines with rejected rows whose amounts can be read."""
    findings = []
    for rows in parts:
        lines = row_errors.get(rows.source)
        if not lines or rows.table_match.table.name != "transactions" or not rows.has("amount"):
            continue
        column = rows.table_match.fields["amount"].column
        cells = rows.sheet.body.filter(pl.col("line").is_in(list(lines)))[str(column)]
        values = parse_numbers(cells).values.drop_nulls()
        if values.is_empty() or not values.is_finite().all():
            continue
        unit = header_unit(rows.sheet.headers[column])
        money = Money(round(float(values.sum()) * (unit[1] if unit else 1.0) * SCALE))
        findings.append(finding("note", "rejected_money", rows.sheet.place, WORTH, count=len(lines), money=money))
    return findings
