"""Report order lines that two files of an import share, and cancellations without matching lines."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.intake.comparing.order_line_merge import ORDER_INDEX
from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import Money
from kam_core.vocabulary.plurals import Plural

REPLACED = Plural(
    "{place}: {count} order line worth {money} is not counted because {other} has different lines for the same "
    "orders. To count both, combine them in one file.",
    "{place}: {count} order lines worth {money} are not counted because {other} has different lines for the same "
    "orders. To count both, combine them in one file.",
    "count",
)
TWICE = Plural(
    "{place}: {count} order line worth {money} is also in {other} and is counted once.",
    "{place}: {count} order lines worth {money} are also in {other} and are counted once.",
    "count",
)
UNMET = Plural(
    "{place}: {count} cancelled order has no lines on the cancellation date, the first in line {line}. Lines on "
    "other dates are still counted; to remove them, use the original order dates in the cancelled lines.",
    "{place}: {count} cancelled orders have no lines on the cancellation date, the first in line {line}. Lines "
    "on other dates are still counted; to remove them, use the original order dates in the cancelled lines.",
    "count",
)


def overlap_findings(overlaps: pl.DataFrame, untouched: pl.DataFrame, places: Mapping[int, Place]) -> list[Finding]:
    """Findings about `OVERLAPS` and `UNTOUCHED` of order_line_merge."""
    findings = []
    by = ["source", "other", "same"]
    for source, other, same, count, money in (
        overlaps.group_by(by).agg(pl.len(), pl.col("amount").sum()).sort(by).iter_rows()
    ):
        severity, rule, text = ("note", "in_two_files", TWICE) if same else ("warn", "replaced_lines", REPLACED)
        findings.append(finding(severity, rule, places[source], text, count=count, money=Money(money), other=other))
    for source, count, line in (
        untouched.group_by("source")
        .agg(pl.col(ORDER_INDEX).n_unique(), pl.col("line").min())
        .sort("source")
        .iter_rows()
    ):
        findings.append(finding("warn", "unmet_cancellation", places[source], UNMET, count=count, line=str(line)))
    return findings
