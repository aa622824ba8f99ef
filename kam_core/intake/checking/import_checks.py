"""All checks of an import that look at its order lines and accounts together."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import polars as pl

from kam_core.intake.checking.branch_names import branch_name_findings
from kam_core.intake.checking.duplicate_candidates import duplicate_candidates
from kam_core.intake.checking.duplicate_rows import repeated_row_findings
from kam_core.intake.checking.moved_orders import moved_order_findings
from kam_core.intake.checking.order_line_checks import order_line_findings
from kam_core.intake.checking.unlisted_accounts import unlisted_account_findings
from kam_core.intake.checking.unsold_families import unsold_family_findings
from kam_core.intake.findings import Finding, Place
from kam_core.intake.joining.accounts import Accounts
from kam_core.intake.values.typed_rows import TypedRows


def import_check_findings(
    parts: Sequence[TypedRows],
    given: pl.DataFrame,
    lines: pl.DataFrame,
    accounts: Accounts,
    places: Mapping[int, Place],
    known: Container[int] = (),
) -> list[Finding]:
    """The findings of all checks in order.

    `given`: order lines of the files; `lines`: all order lines afterwards; `known`: sources of earlier imports.
    """
    return [
        *accounts.findings,
        *unlisted_account_findings(accounts.frame, lines, places),
        *unsold_family_findings(parts, lines),
        *moved_order_findings(lines, places, known),
        *repeated_row_findings(parts, given),
        *duplicate_candidates(parts, accounts.frame),
        *branch_name_findings(accounts.frame, parts[0].sheet.place),
        *order_line_findings(lines, places, known),
    ]
