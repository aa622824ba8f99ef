"""All checks of an import that look at its order lines and accounts together."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import polars as pl

from kam_core.intake.checking.branch_names import branch_names
from kam_core.intake.checking.duplicate_candidates import alike
from kam_core.intake.checking.duplicate_rows import repeat_findings
from kam_core.intake.checking.moved_orders import moved_orders
from kam_core.intake.checking.order_line_checks import line_checks
from kam_core.intake.checking.unlisted_accounts import unlisted
from kam_core.intake.findings import Finding, Place
from kam_core.intake.joining.accounts import Accounts
from kam_core.intake.values.typed_rows import TypedRows


def import_checks(
    parts: Sequence[TypedRows],
    given: pl.DataFrame,
    lines: pl.DataFrame,
    accounts: Accounts,
    places: Mapping[int, Place],
    known: Container[int] = (),
) -> list[Finding]:
    """The findings in the order in which they are told.

    `given`: order lines of the files; `lines`: all order lines afterwards; `known`: sources of earlier imports.
    """
    return [
        *accounts.findings,
        *unlisted(accounts.frame, lines, places),
        *moved_orders(lines, places, known),
        *repeat_findings(parts, given),
        *alike(parts, accounts.frame),
        *branch_names(accounts.frame, parts[0].sheet.place),
        *line_checks(lines, places, known),
    ]
