"""Suggest values that may be duplicates: accounts by name, products and owners by spelling."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kam_core.intake.checking.name_variants import account_name_variants, spelling_variants, variant_findings
from kam_core.intake.findings import Finding, Place
from kam_core.intake.values.typed_rows import TypedRows

WORDS = ("product", "product_family", "industry", "region", "owner")
"""Fields with typed words that are the same in every table."""


def duplicate_candidates(parts: Sequence[TypedRows], accounts: pl.DataFrame) -> list[Finding]:
    """Note pairs of names that may mean the same account (`account_id`, `name`), and words that may be the same.

    Words are compared over all files: GTXPro in the deals and GTX Pro in the product list.
    """
    if not parts:
        return []
    lists = [rows for rows in parts if rows.table_match.table.name == "accounts"]
    findings = variant_findings(account_name_variants(accounts), (lists or list(parts))[0].sheet.place)
    for field in WORDS:
        having = [rows for rows in parts if field in rows.frame.columns]
        if having:
            values = pl.concat([rows.frame[field].drop_nulls().unique() for rows in having])
            sheet, match = having[0].sheet, having[0].table_match.fields[field]
            place = Place(sheet.file, sheet.sheet, None, sheet.headers[match.column])
            findings += variant_findings(spelling_variants(values), place)
    return findings
