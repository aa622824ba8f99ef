"""Values of the files that may be one: accounts by their names, products, owners and the like by their spelling."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.intake.checking.name_variants import namesakes, spellings, suggestions
from kam_core.intake.findings import Finding, Place
from kam_core.intake.values.typed_rows import TypedRows

WORDS = ("product", "product_family", "industry", "region", "owner")
"""Fields whose values are words that somebody types, the same in every table."""


def alike(parts: Sequence[TypedRows], accounts: pl.DataFrame) -> list[Finding]:
    """A note for every pair of names that may mean one account (`account_id`, `name`), and of words that may be one.

    Words are compared over all files: GTXPro in the deals and GTX Pro in the product list.
    """
    if not parts:
        return []
    lists = [rows for rows in parts if rows.table_match.table.name == "accounts"]
    findings = suggestions(namesakes(accounts), (lists or list(parts))[0].sheet.place)
    for field in WORDS:
        having = [rows for rows in parts if field in rows.frame.columns]
        if having:
            values = pl.concat([rows.frame[field].drop_nulls().unique() for rows in having])
            sheet, match = having[0].sheet, having[0].table_match.fields[field]
            place = Place(sheet.file, sheet.sheet, None, sheet.headers[match.column])
            findings += suggestions(spellings(values), place)
    return findings
