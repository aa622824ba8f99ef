"""Command `sql`: the measures as one SQL statement for a warehouse with the order lines."""

from __future__ import annotations

import argparse

from kam_core import clock
from kam_core.commands.arguments import DONE, Parser, add_comparison, add_recurring, day, window
from kam_core.commands.terminal import answer_with
from kam_core.engines.sql_statement import DIALECTS, statement
from kam_core.measures.cells.horizon import RECURRING_WINDOWS, Horizon
from kam_core.measures.cells.state_columns import FULL_YEARS
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS, View
from kam_core.vocabulary.calendar import month_end, month_number
from kam_core.vocabulary.message import UserError


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """`python -m kam_core sql --dialect NAME`."""
    command = commands.add_parser("sql", help="the measures as one SQL statement, for a warehouse")
    add = command.add_argument
    add("--dialect", required=True, choices=DIALECTS, help="whose SQL")
    add("--table", default="sales", metavar="NAME", help="the table or view with the order lines")
    add("--as-of", type=day, metavar="YYYY-MM-DD", help="default: the last complete month-end")
    add("--window", type=window, default=DEFAULT_WINDOW_MONTHS, metavar="N|all", help="months; default: 12")
    add_recurring(command)
    add_comparison(command)
    add(
        "--since", type=day, metavar="YYYY-MM-DD",
        help="when the data begin; default: long enough ago for every measure. Needed for --window all",
    )  # fmt: skip
    command.set_defaults(run=_sql, parser=command)


def _sql(given: argparse.Namespace) -> int:
    """Print the statement."""
    today = clock.now().date()
    as_of = month_end(month_number(today) - 1) if given.as_of is None else given.as_of
    view = View(as_of, given.window, recurring_months=given.recurring_months, prior_months=given.compare_months)
    if given.since is None and given.window is None:
        raise UserError("For all data, give the start date: --since YYYY-MM-DD.")
    if given.since is not None and given.since > as_of:
        raise UserError("The data start on {since}, after the as-of date {as_of}.", since=given.since, as_of=as_of)
    longest = max(12 * FULL_YEARS, RECURRING_WINDOWS * view.recurring_months)
    looked_back = min(view.prior_start() or view.last_month, view.last_month - longest + 1)
    start = looked_back if given.since is None else month_number(given.since)
    for line in statement(given.dialect, given.table, Horizon.of(view, start)).splitlines():
        answer_with(line)
    return DONE
