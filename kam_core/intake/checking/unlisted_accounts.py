"""Warn of accounts that the orders name and the account list lacks."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import Money
from kam_core.vocabulary.plurals import Plural

EXAMPLES = 3
UNLISTED = Plural(
    "{place}: {count} of {of} accounts in the orders is missing from the account list ({money} in total), for "
    "example {examples}. They are kept; if the list uses a different id for them, correct it there.",
    "{place}: {count} of {of} accounts in the orders are missing from the account list ({money} in total), for "
    "example {examples}. They are kept; if the list uses a different id for them, correct it there.",
    "count",
)
ZEROS = Plural(
    "{place}: {count} of {of} accounts in the orders is missing from the account list ({money} in total), for "
    "example {examples}. {met} of them match without leading zeros, which one of the two systems drops.",
    "{place}: {count} of {of} accounts in the orders are missing from the account list ({money} in total), for "
    "example {examples}. {met} of them match without leading zeros, which one of the two systems drops.",
    "count",
)


def unlisted_account_findings(
    accounts: pl.DataFrame, lines: pl.DataFrame, places: Mapping[int, Place]
) -> list[Finding]:
    """Warn of accounts outside the account list, with their number and money.

    `accounts`: ACCOUNT_COLUMNS; `lines`: `account` as text that is an id of an account, `amount` and `source`.
    """
    listed = accounts.filter("listed")["account_id"]
    named = lines.filter(pl.col("account").is_not_null())
    if listed.is_empty() or named.is_empty():
        return []
    # Lines may name a listed account by its name: only what became an account of its own is unlisted.
    own = accounts.filter(~pl.col("listed"))["account_id"]
    missing = named.filter(pl.col("account").is_in(own.implode()))
    if missing.is_empty():
        return []
    ids = missing["account"].unique(maintain_order=True)
    bare = listed.str.strip_chars_start("0")
    met = int(ids.str.strip_chars_start("0").is_in(bare.implode()).sum())
    warning = finding(
        "warn",
        "unlisted",
        places[missing["source"][0]],
        ZEROS if met else UNLISTED,
        count=ids.len(),
        of=named["account"].n_unique(),
        money=Money(int(missing["amount"].sum())),
        examples=", ".join(ids.head(EXAMPLES).to_list()),
        met=met,
    )
    return [warning]
