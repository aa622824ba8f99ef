"""Suggest account groups from names of the form Parent:Child, as accounting programs write them."""

from __future__ import annotations

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.plurals import Plural

BRANCH = r"^([^:：]{2,}?)\s*[:：]\s*([^:：]{2,})$"
FEW = 2
"""Number of branches of one parent from which the colon is a separator."""
EXAMPLES = 3
GROUPS = Plural(
    "{place}: {count} accounts have names like branches of {parents} parent, for example {examples}. To analyse "
    "them as groups, add a “parent” column to the account list with the part before the colon.",
    "{place}: {count} accounts have names like branches of {parents} parents, for example {examples}. To analyse "
    "them as groups, add a “parent” column to the account list with the part before the colon.",
    "parents",
)


def branch_name_findings(accounts: pl.DataFrame, place: Place) -> list[Finding]:
    """Offer groups if names of accounts look like Parent:Child. `accounts`: ACCOUNT_COLUMNS."""
    parts = accounts.filter(pl.col("parent").is_null())["name"].str.extract_groups(BRANCH).struct
    named = pl.DataFrame({"parent": parts.field("1"), "child": parts.field("2")}).drop_nulls()
    branches = named.filter(pl.len().over("parent") >= FEW)
    if branches.is_empty():
        return []
    examples = ", ".join(f"{parent}:{child}" for parent, child in branches.head(EXAMPLES).iter_rows())
    parents = branches["parent"].n_unique()
    return [finding("note", "branches", place, GROUPS, count=branches.height, parents=parents, examples=examples)]
