"""Targets that need a look: given twice, or for an owner that no account has."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.monthly_targets import folded, given_targets
from kam_core.vocabulary.message import Message, Money

MOST_NAMED = 3


@dataclass(frozen=True)
class TargetFaults:
    """repeated, repeated_money: targets replaced by a later one for the same owner, account, month and measure, and
    their sum (ten-thousandths). unknown: owners of targets without an account in the data, as written, by money;
    unknown_targets, unknown_money: their targets.
    """

    repeated: int
    repeated_money: int
    unknown: tuple[str, ...]
    unknown_targets: int
    unknown_money: int


def target_faults(targets: pl.DataFrame | None, accounts: pl.DataFrame) -> TargetFaults:
    """targets: the table, or None. accounts: `owner` of all accounts of the data."""
    if targets is None or targets.is_empty():
        return TargetFaults(0, 0, (), 0, 0)
    given = given_targets(targets)
    # Of an account's target the owner is only a remark: the account names it.
    key = pl.when(pl.col("account").is_null()).then("owner")
    rows = given.with_columns(key.alias("owner"))
    counted = rows.unique(["account", "owner", "month", "measure"], keep="last", maintain_order=True)
    known = folded(accounts.select("owner").drop_nulls().unique(), "owner")["owner"]
    unknown = counted.filter(pl.col("owner").is_not_null() & ~pl.col("owner").is_in(known.implode()))
    names = unknown.group_by("owner").agg(pl.col("named").first(), pl.col("amount").sum())
    return TargetFaults(
        rows.height - counted.height,
        int(rows["amount"].sum()) - int(counted["amount"].sum()),
        tuple(names.sort("amount", "named", descending=[True, False])["named"].to_list()),
        unknown.height,
        int(unknown["amount"].sum()),
    )


def fault_sentences(faults: TargetFaults) -> list[Message]:
    """What to know about the targets before their sums are read."""
    found = []
    if faults.repeated:
        found.append(
            Message(
                "{count} target is given twice ({money}): only the last one counts.",
                "{count} targets are given twice ({money}): only the last one of each counts.",
                "count",
                count=faults.repeated,
                money=Money(faults.repeated_money),
            )
        )
    if faults.unknown:
        found.append(
            Message(
                "{count} target ({money}) is for an owner without an account: {names}. It is part of the total.",
                "{count} targets ({money}) are for owners without an account: {names}. They are part of the total.",
                "count",
                count=faults.unknown_targets,
                money=Money(faults.unknown_money),
                names=", ".join(faults.unknown[:MOST_NAMED]) + (", …" if len(faults.unknown) > MOST_NAMED else ""),
            )
        )
    return found
